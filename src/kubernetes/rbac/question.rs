//! `kubectl auth can-i` over the manifests: a question as it is typed, its answer, and what keeps it open.
//!
//! What always holds: RBAC only adds up, so a grant that can be read decides; a refusal is said only where everything
//! that could grant was read and accepted. Resources are found as `kubectl` finds them (short names, singulars, groups),
//! what Kubernetes itself does not have is taken as it was written.

pub mod resource;

pub use resource::{Known, find, known};

use super::{Binding, Builtins, Decision, Rbac, Request, RoleKind, SubjectKind, Target, User, authorize, lower};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::kubernetes::kind::Scope;
use crate::kubernetes::manifest::{self, Manifests};
use crate::text::{Location, SourceId};

/// The RBAC of some manifests.
#[derive(Debug)]
pub struct Cluster {
    /// The objects.
    pub manifests: Manifests,
    /// Roles and bindings, those of every cluster too.
    pub rbac: Rbac,
    /// Where something stands that could not be read, or that the API server refuses, and that could grant.
    pub unreadable: Vec<Location>,
}

/// A question as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Who.
    pub subject: Asker,
    /// Such as `get`; `*` for all.
    pub verb: String,
    /// `pods`, `deploy`, `deployments.apps`, `pods/log`, or a path such as `/metrics`.
    pub resource: String,
    /// The name of the object; empty for all.
    pub name: String,
    /// The namespace; empty for the whole cluster.
    pub namespace: String,
}

/// Who is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asker {
    /// A ServiceAccount.
    ServiceAccount {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// A user by name.
    User(String),
    /// Somebody of this group.
    Group(String),
}

impl Default for Asker {
    fn default() -> Self {
        Self::ServiceAccount { namespace: String::new(), name: String::new() }
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Yes, no, or open.
    pub verdict: Verdict,
    /// The request, as the API server would see it.
    pub request: Request,
    /// The authorizer's decision over what could be read.
    pub decision: Decision,
    /// What is to be known about the question itself.
    pub notes: Vec<Note>,
    /// Where the rule stands that a role collected from another, if it did.
    pub aggregated: bool,
}

/// Yes, no, or open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A binding allows it.
    Yes,
    /// None does.
    No,
    /// None does that could be read, and something could not be read.
    Unknown,
}

/// What is to be known about a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// Kubernetes itself has no such resource; asked as it was written.
    NoSuchResource(String),
    /// The resource lies in no namespace, so none is asked for.
    ClusterScoped(String),
    /// The verb is none that the API server asks for.
    NoSuchVerb(String),
    /// The name or subresource plays no part for a path.
    Path,
}

impl Cluster {
    /// Reads manifests.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (manifests, diagnostics) = manifest::read(SourceId::Manifests, text, "default");
        let rbac = lower(&manifests.objects, Builtins::Included);
        let unreadable = diagnostics.iter().filter(|one| could_grant(&manifests, one)).map(|one| one.at).collect();
        Self { manifests, rbac, unreadable }
    }

    /// Answers a question; `None` where verb or resource are not there yet.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Option<Answer> {
        let (request, notes) = request(question)?;
        let decision = authorize(&self.rbac, &request);
        let refused = decision.by.as_ref().is_some_and(|grant| {
            let places = [grant.binding_at, grant.role_at, grant.rule.at];
            places.into_iter().flatten().any(|at| self.refuses(at))
        });
        let verdict = match decision.allowed {
            true if !refused => Verdict::Yes,
            false if self.unreadable.is_empty() => Verdict::No,
            _ => Verdict::Unknown,
        };
        let aggregated = decision.by.as_ref().is_some_and(|grant| {
            let role = self.rbac.roles.iter().find(|role| role.name == grant.role && role.kind == grant.role_kind);
            role.is_some_and(|role| role.aggregates.is_some())
        });
        Some(Answer { verdict, request, decision, notes, aggregated })
    }

    /// Whether the place lies in an object that the API server refuses.
    fn refuses(&self, at: Location) -> bool {
        let mut objects = self.manifests.objects.iter().enumerate();
        objects.any(|(index, object)| {
            let span = object.node.span;
            span.start <= at.span.start && at.span.end <= span.end && self.manifests.refusal(index).is_some()
        })
    }

    /// The subjects that the bindings of the manifests name, and the ServiceAccounts, each once.
    #[must_use]
    pub fn subjects(&self) -> Vec<Asker> {
        let accounts = self.manifests.service_accounts.iter();
        let mut all: Vec<Asker> = accounts
            .map(|one| Asker::ServiceAccount { namespace: one.namespace.clone(), name: one.name.clone() })
            .collect();
        for subject in self.own_bindings().flat_map(|binding| &binding.subjects) {
            let asker = match subject.kind {
                SubjectKind::User => Asker::User(subject.name.clone()),
                SubjectKind::Group => Asker::Group(subject.name.clone()),
                SubjectKind::ServiceAccount => {
                    Asker::ServiceAccount { namespace: subject.namespace.clone(), name: subject.name.clone() }
                }
                SubjectKind::Other => continue,
            };
            if !all.contains(&asker) {
                all.push(asker);
            }
        }
        all
    }

    /// The namespaces that the manifests mention, each once.
    #[must_use]
    pub fn namespaces(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for namespace in self.manifests.objects.iter().filter_map(|object| object.namespace.clone()) {
            if !all.contains(&namespace) {
                all.push(namespace);
            }
        }
        all
    }

    /// The bindings of the manifests.
    pub fn own_bindings(&self) -> impl Iterator<Item = &Binding> {
        self.rbac.all_bindings().filter(|binding| !binding.builtin)
    }

    /// Of an aggregating ClusterRole, the ClusterRoles whose rules it collects and that stand in the manifests or in
    /// every cluster, by the rules they share with it; `None` where the role collects nothing.
    #[must_use]
    pub fn collected(&self, role: &str) -> Option<Vec<&str>> {
        let cluster_roles = || self.rbac.roles.iter().filter(|role| role.kind == RoleKind::ClusterRole);
        let aggregating = cluster_roles().find(|one| one.name == role)?;
        aggregating.aggregates.as_ref()?;
        let from = cluster_roles().filter(|one| one.aggregates.is_none() && !one.rules.is_empty());
        let from = from.filter(|one| one.rules.iter().all(|rule| aggregating.rules.iter().any(|own| own == rule)));
        Some(from.map(|one| one.name.as_str()).collect())
    }
}

/// Whether what a diagnostic speaks of could have been a grant: text that is no YAML, or an object of RBAC.
fn could_grant(manifests: &Manifests, diagnostic: &Diagnostic) -> bool {
    if diagnostic.severity != Severity::Error {
        return false;
    }
    match &diagnostic.finding {
        Finding::Syntax(_) => true,
        Finding::Policy(_)
        | Finding::Advice(_)
        | Finding::Trust(_)
        | Finding::Kubernetes(_)
        | Finding::Irsa(_)
        | Finding::Link { .. } => false,
        Finding::Manifest(_) => {
            let at = diagnostic.at.span;
            let mut around =
                manifests.objects.iter().filter(|o| o.node.span.start <= at.start && at.end <= o.node.span.end);
            around.any(|object| {
                matches!(object.kind.as_str(), "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding")
            })
        }
    }
}

/// The verbs that the API server asks RBAC for.
pub const VERBS: [&str; 13] = [
    "get",
    "list",
    "watch",
    "create",
    "update",
    "patch",
    "delete",
    "deletecollection",
    "use",
    "bind",
    "escalate",
    "impersonate",
    "*",
];
const OTHER_VERBS: [&str; 8] = ["post", "put", "head", "options", "approve", "sign", "attest", "proxy"];

/// The request that a question stands for.
fn request(question: &Question) -> Option<(Request, Vec<Note>)> {
    let verb = question.verb.trim().to_owned();
    let written = question.resource.trim();
    let subject_is_there = match &question.subject {
        Asker::ServiceAccount { name, .. } | Asker::User(name) | Asker::Group(name) => !name.trim().is_empty(),
    };
    if verb.is_empty() || written.is_empty() || !subject_is_there {
        return None;
    }
    let mut notes = Vec::new();
    if !VERBS.contains(&verb.as_str()) && !OTHER_VERBS.contains(&verb.as_str()) {
        notes.push(Note::NoSuchVerb(verb.clone()));
    }
    let (name, namespace) = (question.name.trim(), question.namespace.trim());
    let target = if written.starts_with('/') {
        if !name.is_empty() {
            notes.push(Note::Path);
        }
        Target::Path { path: written.to_owned() }
    } else {
        let (resource, subresource) = written.split_once('/').unwrap_or((written, ""));
        let (known, written_group) = find(resource);
        let (plural, api_group, scope) = match known {
            Some(known) => (known.resource.to_owned(), known.group.to_owned(), known.scope),
            None => {
                let (resource, group) = written_group.map_or((resource, ""), |(resource, group)| (resource, group));
                if resource != "*" && group.is_empty() {
                    notes.push(Note::NoSuchResource(resource.to_owned()));
                }
                let group = if resource == "*" && group.is_empty() { "*" } else { group };
                (resource.to_owned(), group.to_owned(), Scope::Namespaced)
            }
        };
        if scope == Scope::Cluster && !namespace.is_empty() {
            notes.push(Note::ClusterScoped(plural.clone()));
        }
        Target::Resource {
            api_group,
            resource: plural,
            subresource: subresource.to_owned(),
            namespace: if scope == Scope::Cluster { String::new() } else { namespace.to_owned() },
            name: name.to_owned(),
        }
    };
    Some((Request { user: user(&question.subject), verb, target }, notes))
}

fn user(asker: &Asker) -> User {
    match asker {
        Asker::ServiceAccount { namespace, name } => User::service_account(namespace.trim(), name.trim()),
        Asker::User(name) => User::authenticated(name.trim(), &[]),
        Asker::Group(name) => User::authenticated("somebody", &[name.trim()]),
    }
}

/// The same question as a command of `kubectl`.
#[must_use]
pub fn command(question: &Question, request: &Request) -> String {
    let mut words: Vec<String> = ["kubectl", "auth", "can-i"].map(str::to_owned).to_vec();
    words.push(shell(&request.verb));
    match &request.target {
        Target::Path { path } => words.push(shell(path)),
        Target::Resource { api_group, resource, subresource, namespace, name } => {
            let full = match api_group.as_str() {
                "" => resource.clone(),
                "*" => resource.clone(),
                group => format!("{resource}.{group}"),
            };
            words.push(shell(&if name.is_empty() { full } else { format!("{full}/{name}") }));
            if !subresource.is_empty() {
                words.push(format!("--subresource={}", shell(subresource)));
            }
            if !namespace.is_empty() {
                words.push(format!("-n {}", shell(namespace)));
            } else if !question.resource.is_empty() && find(resource).0.is_none_or(|k| k.scope == Scope::Namespaced) {
                words.push("--all-namespaces".to_owned());
            }
        }
    }
    words.push(format!("--as={}", shell(&request.user.name)));
    if let Asker::Group(group) = &question.subject {
        words.push(format!("--as-group={}", shell(group.trim())));
    }
    words.join(" ")
}

/// A word as a shell reads it back.
fn shell(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '+' | '=');
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
