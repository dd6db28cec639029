//! What would have allowed a refused request, but for one thing.
//!
//! What always holds: a near miss never changes a decision; each names exactly one thing that is wrong, and where it
//! stands. A subject counts as near only where it looks like the one that asked.

use super::matching::{self, Parts};
use super::{Binding, Rbac, Request, RoleKind, Rule, Subject, SubjectKind, Target, User, Word};
use crate::order;
use crate::text::Location;
use serde::Serialize;

/// The one thing that is wrong. Ordered from the likeliest slip to the remotest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase")]
pub enum Miss {
    /// The role does not exist. Its kind and name; the detail says where one of that name is, if anywhere.
    DanglingRoleRef {
        /// `roleRef.kind`
        kind: String,
        /// `roleRef.name`
        name: String,
        /// A role of that name exists as this kind or in this namespace, which the reference does not reach.
        elsewhere: Option<String>,
    },
    /// `roleRef.apiGroup` is not `rbac.authorization.k8s.io`.
    RoleRefGroup,
    /// The subject is almost the one that asked; what it should be.
    Subject(SubjectSlip),
    /// The rule allows other verbs on this; those.
    Verb(Vec<String>),
    /// The rule names this resource in other API groups; those. `v1`, `core` and `apps/v1` are no groups.
    ApiGroup(Vec<String>),
    /// The rule names the resource, not the subresource that was asked for; the words of the rule.
    Subresource(Vec<String>),
    /// The rule spells the resource in a way that matches nothing, such as `Pod`, `po` or `pods/*`; the word.
    ResourceSpelling(String),
    /// The rule is for objects with other names; those. Requests such as `list` and `create` carry no name.
    ResourceName(Vec<String>),
    /// The RoleBinding grants it in another namespace; that one.
    OtherNamespace(String),
    /// The RoleBinding grants it in its namespace only, and the request is for the whole cluster; that namespace.
    ClusterScope(String),
}

/// How a subject differs from the one that asked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "slip", content = "written", rename_all = "camelCase")]
pub enum SubjectSlip {
    /// A ServiceAccount of this name in another namespace; that one.
    Namespace(String),
    /// A ClusterRoleBinding names the ServiceAccount without its namespace; the API server refuses that.
    NoNamespace,
    /// Another name of the same namespace that differs in case or blanks only; that name.
    Spelling(String),
    /// The right name as the wrong kind; the kind that was written.
    Kind(SubjectKind),
    /// The subject's `apiGroup` is not the one of its kind.
    ApiGroup,
}

/// A miss and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearMiss {
    /// What is wrong.
    pub miss: Miss,
    /// The binding's name.
    pub binding: String,
    /// Its namespace; a ClusterRoleBinding if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The role it binds, as written.
    pub role: String,
    /// What to mend: the word, rule, subject or reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
    /// The binding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binding_at: Option<Location>,
}

/// The near misses of a refused request, the likeliest first; built-in bindings only where nothing else is near.
pub(super) fn misses(rbac: &Rbac, request: &Request) -> Vec<NearMiss> {
    let mut found: Vec<NearMiss> = Vec::new();
    for binding in rbac.all_bindings().filter(|binding| !binding.builtin) {
        for (miss, at) in of_binding(rbac, binding, request) {
            let one = NearMiss {
                miss,
                binding: binding.name.clone(),
                namespace: (!binding.is_cluster_wide()).then(|| binding.namespace.clone()),
                role: binding.role_name.clone(),
                at,
                binding_at: binding.at,
            };
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    order::sort_by(&mut found, |a, b| a.miss.cmp(&b.miss));
    found
}

fn of_binding(rbac: &Rbac, binding: &Binding, request: &Request) -> Vec<(Miss, Option<Location>)> {
    let scope = scope(binding, request);
    let subject = matching::subject_of(binding, &request.user);
    if binding.role.is_none() {
        return match (subject, scope) {
            (Some(_), None) => vec![(dangling(rbac, binding), binding.role_at)],
            _ => Vec::new(),
        };
    }
    let rules = rbac.rules(binding);
    let allows = || rules.iter().any(|rule| matching::parts(rule, request).all());
    match (subject, scope) {
        (Some(_), None) => rules.iter().filter_map(|rule| of_rule(rule, request)).collect(),
        (Some(_), Some(scope)) if allows() => vec![(scope, binding.at)],
        (None, None) => {
            let slip = binding.subjects.iter().find_map(|one| Some((slip(binding, one, &request.user)?, one.at)));
            slip.filter(|_| allows()).map(|(slip, at)| (Miss::Subject(slip), at)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Why the binding does not reach the request; `None` where it does.
fn scope(binding: &Binding, request: &Request) -> Option<Miss> {
    let asked = match &request.target {
        Target::Resource { namespace, .. } => namespace.as_str(),
        Target::Path { .. } => "",
    };
    if binding.is_cluster_wide() || binding.namespace == asked {
        None
    } else if asked.is_empty() {
        Some(Miss::ClusterScope(binding.namespace.clone()))
    } else {
        Some(Miss::OtherNamespace(binding.namespace.clone()))
    }
}

fn dangling(rbac: &Rbac, binding: &Binding) -> Miss {
    if binding.role_refused {
        return Miss::RoleRefGroup;
    }
    let same_name = |role: &&super::Role| role.name == binding.role_name;
    let elsewhere = rbac.roles.iter().find(same_name).map(|role| match role.kind {
        RoleKind::ClusterRole => "ClusterRole".to_owned(),
        RoleKind::Role => format!("Role {}", role.namespace),
    });
    Miss::DanglingRoleRef { kind: binding.role_kind.clone(), name: binding.role_name.clone(), elsewhere }
}

fn of_rule(rule: &Rule, request: &Request) -> Option<(Miss, Option<Location>)> {
    let Target::Resource { resource, subresource, .. } = &request.target else { return of_path(rule, request) };
    let words = |all: &[Word]| all.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    let place = |all: &[Word]| all.first().and_then(|word| word.at).or(rule.at);
    match matching::parts(rule, request) {
        Parts { verb: false, group: true, resource: true, name: true } => {
            Some((Miss::Verb(words(&rule.verbs)), place(&rule.verbs)))
        }
        Parts { verb: true, group: false, resource: true, name: true } => {
            // A rule for everything of another group is no slip.
            let named = rule.resources.iter().any(|word| word.value != "*");
            named.then(|| (Miss::ApiGroup(words(&rule.api_groups)), place(&rule.api_groups)))
        }
        Parts { verb: true, group: true, resource: true, name: false } => {
            Some((Miss::ResourceName(words(&rule.resource_names)), place(&rule.resource_names)))
        }
        Parts { verb: true, group: true, resource: false, name: true } => {
            let spelled = rule.resources.iter().find(|word| is_misspelled(&word.value, resource, subresource));
            if let Some(word) = spelled {
                return Some((Miss::ResourceSpelling(word.value.clone()), word.at));
            }
            let parent = rule.resources.iter().find(|word| word.value.split('/').next() == Some(resource))?;
            Some((Miss::Subresource(words(&rule.resources)), parent.at))
        }
        _ => None,
    }
}

fn of_path(rule: &Rule, request: &Request) -> Option<(Miss, Option<Location>)> {
    let parts = matching::parts(rule, request);
    let is_other_verb = !parts.verb && parts.resource;
    is_other_verb.then(|| (Miss::Verb(rule.verbs.iter().map(|word| word.value.clone()).collect()), rule.at))
}

/// Whether a word that matches nothing looks as if this resource was meant.
fn is_misspelled(word: &str, resource: &str, subresource: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let singular = resource.strip_suffix("es").filter(|stem| lower == *stem).or(resource.strip_suffix('s'));
    let written = lower.strip_suffix("/*").filter(|_| !subresource.is_empty()).unwrap_or(&lower);
    let full = if subresource.is_empty() { resource.to_owned() } else { format!("{resource}/{subresource}") };
    (lower == full && word != full)
        || (subresource.is_empty() && Some(lower.as_str()) == singular)
        || (subresource.is_empty() && short_names(resource).contains(&lower.as_str()))
        || (lower.ends_with("/*") && written == resource)
        || (subresource.is_empty() && lower.strip_suffix('*').is_some_and(|s| !s.is_empty() && resource.starts_with(s)))
}

/// What `kubectl` accepts for a resource, and RBAC does not.
fn short_names(resource: &str) -> &'static [&'static str] {
    match resource {
        "pods" => &["po"],
        "services" => &["svc"],
        "deployments" => &["deploy"],
        "serviceaccounts" => &["sa"],
        "configmaps" => &["cm"],
        "namespaces" => &["ns"],
        "nodes" => &["no"],
        "daemonsets" => &["ds"],
        "statefulsets" => &["sts"],
        "replicasets" => &["rs"],
        "cronjobs" => &["cj"],
        "persistentvolumeclaims" => &["pvc"],
        "persistentvolumes" => &["pv"],
        "ingresses" => &["ing"],
        "endpoints" => &["ep"],
        "events" => &["ev"],
        _ => &[],
    }
}

fn slip(binding: &Binding, subject: &Subject, user: &User) -> Option<SubjectSlip> {
    let account = user.name.strip_prefix("system:serviceaccount:").and_then(|rest| rest.split_once(':'));
    if subject.refused {
        let accepted = Subject { refused: false, ..subject.clone() };
        return matching::is_subject(&accepted, user).then_some(SubjectSlip::ApiGroup);
    }
    match (subject.kind, account) {
        (SubjectKind::ServiceAccount, Some((_, name))) if subject.namespace.is_empty() && subject.name == name => {
            Some(SubjectSlip::NoNamespace)
        }
        (SubjectKind::ServiceAccount, Some((namespace, name)))
            if subject.name == name && subject.namespace != namespace =>
        {
            Some(SubjectSlip::Namespace(subject.namespace.clone()))
        }
        (SubjectKind::ServiceAccount, Some((namespace, name)))
            if subject.namespace == namespace && is_alike(&subject.name, name) =>
        {
            Some(SubjectSlip::Spelling(subject.name.clone()))
        }
        (SubjectKind::User | SubjectKind::Group, Some((namespace, name)))
            if subject.name == name && (binding.is_cluster_wide() || binding.namespace == namespace) =>
        {
            Some(SubjectSlip::Kind(subject.kind))
        }
        (SubjectKind::Group, _) if subject.name == user.name => Some(SubjectSlip::Kind(subject.kind)),
        (SubjectKind::User, _) if user.groups.contains(&subject.name) => Some(SubjectSlip::Kind(subject.kind)),
        (SubjectKind::User, _) if is_alike(&subject.name, &user.name) => {
            Some(SubjectSlip::Spelling(subject.name.clone()))
        }
        _ => None,
    }
}

fn is_alike(written: &str, wanted: &str) -> bool {
    written != wanted && written.trim().eq_ignore_ascii_case(wanted)
}
