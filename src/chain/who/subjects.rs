//! Which ServiceAccounts a trust policy lets in, as patterns.
//!
//! The values that the policies compare with the subject cut all subjects into cells ([`crate::iam::partition`]); in a
//! cell every subject meets the same conditions, so the engine's decision about its witness holds for all of it. With
//! EKS Pod Identity it is two session tags that are compared, the namespace and the name of the ServiceAccount.
//!
//! What always holds: an area says `allowed` only where the engine says so for every subject in it. Where a policy
//! looks at the subject in a way that no pattern tells, [`Subjects::exact`] is false and there are no areas; what lies
//! outside of the areas is then `unknown`.

use crate::aws::{Arn, oidc};
use crate::chain::effective::area::{self, Area, Map, Word};
use crate::chain::effective::places::{word, worse};
use crate::chain::session::{self, ASSUME_ROLE, SessionTags, TAG_SESSION};
use crate::chain::simulation::Answer;
use crate::chain::trust;
use crate::chain::world::World;
use crate::iam::condition::{Condition, Test};
use crate::iam::context::Context;
use crate::iam::evaluate::{self, Decision, PolicySet, PublicAccess, Request};
use crate::iam::partition::{Glob, Partition, Universe};
use crate::iam::pattern::Token;
use crate::iam::policy::{Policy, Statement};
use crate::iam::principal::Principal;
use crate::iam::scope::Scope;
use crate::iam::session_context::{self, Surroundings, WebIdentity};
use crate::iam::undocumented::Notes;
use crate::iam::variable::{Resolved, Template, resolve};
use crate::kubernetes::token::Subject;
use serde::Serialize;

/// What the subjects of ServiceAccount tokens begin with.
const PREFIX: &str = "system:serviceaccount:";
/// The service that EKS Pod Identity acts as.
pub(super) const POD_IDENTITY: &str = "pods.eks.amazonaws.com";

/// By which way a role is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Way {
    /// With a token of an OIDC issuer.
    WebIdentity {
        /// Without `https://`.
        issuer: String,
        /// The audience of the token.
        audience: String,
    },
    /// By an association of EKS Pod Identity.
    PodIdentity,
}

/// The subjects that a trust policy lets in.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subjects {
    /// Together they hold exactly the subjects that are let in, or may be.
    pub areas: Vec<Area>,
    /// Whether they are all; else there may be others.
    pub exact: bool,
}

/// How many ServiceAccounts that is, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Width {
    /// None.
    Nobody,
    /// Each by its namespace and name.
    Named,
    /// Names by a pattern, in namespaces that are named.
    Namespaces,
    /// Namespaces by a pattern.
    Pattern,
    /// Every ServiceAccount there is, but for some that are excepted.
    Everyone,
}

impl Subjects {
    /// What becomes of a subject; `None` where it is refused.
    #[must_use]
    pub fn answer(&self, subject: &str) -> Option<Answer> {
        let found = self.areas.iter().find(|area| area.fits(subject)).map(|area| area.answer);
        found.or((!self.exact).then_some(Answer::Unknown))
    }

    /// How many that is.
    #[must_use]
    pub fn width(&self) -> Width {
        self.areas.iter().map(width).max().unwrap_or(Width::Nobody)
    }

    /// A subject of this namespace that is let in, or may be, apart from some; any namespace but some where none is
    /// named.
    #[must_use]
    pub(super) fn beyond(&self, namespace: Option<&str>, apart: &[Glob]) -> bool {
        self.areas.iter().any(|area| {
            let inside: Vec<Glob> = area.globs().cloned().chain(namespace.map(in_namespace)).collect();
            let outside = area.except.iter().map(|bounds| &bounds.glob).chain(apart);
            let globs: Vec<Glob> = inside.iter().chain(outside).cloned().collect();
            let partition = Partition::within(Universe::ServiceAccounts, &globs);
            let is_in = |members: &[bool]| members.iter().enumerate().all(|(at, held)| *held == (at < inside.len()));
            !partition.exact || partition.cells.iter().any(|cell| is_in(&cell.members))
        })
    }
}

/// Every ServiceAccount of a namespace.
pub(super) fn in_namespace(namespace: &str) -> Glob {
    Glob::of_tokens(&[Token::Text(format!("{PREFIX}{namespace}:")), Token::Any])
}

fn width(area: &Area) -> Width {
    let parts = || area.within.iter().filter_map(|bounds| pattern_parts(&bounds.text));
    let plain = |text: &str| !text.contains(['*', '?']);
    let literal = area.within.iter().any(|bounds| bounds.glob.is_literal());
    let namespace = parts().any(|(namespace, _)| plain(namespace));
    let name = parts().any(|(_, name)| plain(name));
    match (literal || (namespace && name), namespace, area.within.is_empty()) {
        (true, ..) => Width::Named,
        (false, true, _) => Width::Namespaces,
        (false, false, false) => Width::Pattern,
        (false, false, true) => Width::Everyone,
    }
}

/// The patterns for namespace and name that a pattern for subjects amounts to; `None` where it is no such pair.
///
/// A subject has one colon behind its prefix, so a colon of the pattern stands for it. Without one, a star at the end
/// reaches over it from the namespace, and one at the start from the name.
#[must_use]
pub fn pattern_parts(pattern: &str) -> Option<(&str, &str)> {
    let rest = pattern.strip_prefix(PREFIX)?;
    match rest.split_once(':') {
        Some((_, name)) if name.contains(':') => None,
        Some(parts) => Some(parts),
        None => {
            let inner = |text: &str| text.contains('*');
            match (rest.strip_suffix('*'), rest.strip_prefix('*')) {
                (Some(start), _) if !inner(start) => Some((rest, "*")),
                (_, Some(end)) if !inner(end) => Some(("*", rest)),
                _ => None,
            }
        }
    }
}

/// The subjects that a role's trust policy lets in by a way, over all tokens of an issuer or all associations.
#[must_use]
pub(super) fn subjects(world: &World, role_arn: &str, policy: &Policy, way: &Way, universe: Universe) -> Subjects {
    let asking = Asking { world, role_arn, policy, way };
    let mut reading = Reading { patterns: Vec::new(), exact: true };
    let context = asking.context();
    let notes = Notes::default();
    let scope = Scope { context: &context, action: asking.action(), notes: &notes };
    let organization = world.resource_control.iter().flatten();
    for statement in std::iter::once(policy).chain(organization).flat_map(|policy| &policy.statements) {
        reading.statement(statement, way, universe, &scope);
    }
    let Reading { patterns, exact } = reading;
    if !exact {
        return Subjects { areas: Vec::new(), exact };
    }
    let globs: Vec<Glob> = patterns.iter().map(|(_, glob)| glob.clone()).collect();
    let partition = Partition::within(universe, &globs);
    // A name that is too long for Kubernetes is a witness of nothing.
    let possible = |text: &String| universe != Universe::ServiceAccounts || Subject::parse(text).is_ok();
    let exact = partition.exact && partition.cells.iter().all(|cell| possible(&cell.witness));
    let areas = area::areas(&Map { patterns, partition }, &|subject| asking.decide(subject));
    Subjects { areas, exact }
}

/// One trust policy, asked about many subjects.
pub(super) struct Asking<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) role_arn: &'a str,
    pub(super) policy: &'a Policy,
    pub(super) way: &'a Way,
}

impl Asking<'_> {
    fn action(&self) -> &'static str {
        match self.way {
            Way::WebIdentity { .. } => "sts:assumerolewithwebidentity",
            Way::PodIdentity => "sts:assumerole",
        }
    }

    /// The engine's word on one subject.
    pub(super) fn decide(&self, subject: &str) -> Word {
        match self.way {
            Way::WebIdentity { issuer, audience } => {
                let provider = self.provider(issuer);
                let identity = WebIdentity { provider: &provider, issuer, subject, audience };
                word(&trust::decide(self.world, self.role_arn, self.policy, &identity))
            }
            Way::PodIdentity => {
                let assume = word(&self.by_service(subject, ASSUME_ROLE));
                let tagging = word(&self.by_service(subject, TAG_SESSION));
                worse(assume, tagging)
            }
        }
    }

    fn provider(&self, issuer: &str) -> String {
        let (partition, account) =
            Arn::parse(self.role_arn).map(|arn| (arn.partition, arn.account)).unwrap_or_default();
        oidc::ProviderArn::new(partition, account, issuer).to_string()
    }

    /// What is known of every request; what the subject says stands for any.
    fn context(&self) -> Context {
        match self.way {
            Way::WebIdentity { issuer, audience } => {
                let provider = self.provider(issuer);
                trust::context(self.world, &WebIdentity { provider: &provider, issuer, subject: "", audience })
            }
            Way::PodIdentity => self.tagged(""),
        }
    }

    fn by_service(&self, subject: &str, action: &str) -> Decision {
        let principal = Principal::Service { name: POD_IDENTITY.to_owned() };
        let policies = PolicySet {
            resource: Some(self.policy),
            resource_control: session::by_level(&self.world.resource_control),
            ..PolicySet::default()
        };
        let context = self.tagged(subject);
        let request = Request {
            principal: &principal,
            action,
            resource: self.role_arn,
            resource_account: Arn::parse(self.role_arn).map(|arn| arn.account).unwrap_or_default(),
            context: &context,
            public_access: PublicAccess::NotBlocked,
        };
        evaluate::decide_briefly(&policies, &request)
    }

    fn tagged(&self, subject: &str) -> Context {
        let account = Arn::parse(self.role_arn).map(|arn| arn.account).unwrap_or_default();
        let region = self.world.region.as_deref();
        let surroundings = Surroundings { region, resource_account: Some(account), ..Surroundings::default() };
        let mut context = session_context::service(&surroundings);
        context.set("aws:PrincipalServiceName", POD_IDENTITY);
        let subject = Subject::parse(subject).unwrap_or(Subject::new("", ""));
        let tags = SessionTags::of_account(self.world, &subject.namespace, &subject.name, None);
        tags.add_to(&mut context, None, None);
        context
    }
}

/// The keys that tell subjects apart, and how a value of each becomes a pattern.
#[derive(Clone, Copy)]
enum Told {
    Subject,
    Namespace,
    Name,
}

impl Told {
    /// What a condition key tells of the subject, if anything.
    fn by(key: &str, way: &Way) -> Option<Self> {
        match way {
            Way::WebIdentity { issuer, .. } => {
                let sub = key.strip_suffix(":sub")?;
                sub.eq_ignore_ascii_case(issuer).then_some(Self::Subject)
            }
            Way::PodIdentity => match key {
                "aws:requesttag/kubernetes-namespace" => Some(Self::Namespace),
                "aws:requesttag/kubernetes-service-account" => Some(Self::Name),
                _ => None,
            },
        }
    }

    fn glob(self, tokens: &[Token]) -> Glob {
        let text = |text: &str| Token::Text(text.to_owned());
        match self {
            Self::Subject => Glob::of_tokens(tokens),
            Self::Namespace => {
                let mut all = vec![text(PREFIX)];
                all.extend(tokens.iter().cloned());
                all.extend([text(":"), Token::Any]);
                Glob::of_tokens(&all)
            }
            Self::Name => {
                let mut all = vec![text(PREFIX), Token::Any, text(":")];
                all.extend(tokens.iter().cloned());
                Glob::of_tokens(&all)
            }
        }
    }
}

/// Gathers everything about a subject that a decision can depend on.
struct Reading {
    patterns: Vec<(String, Glob)>,
    exact: bool,
}

impl Reading {
    fn statement(&mut self, statement: &Statement, way: &Way, universe: Universe, scope: &Scope<'_>) {
        for condition in &statement.conditions {
            match Told::by(condition.key.lower(), way) {
                Some(told) => self.condition(condition, told, way, universe, scope),
                // A subject that is put into another key's value has no pattern.
                None => self.exact &= !condition.values.iter().any(|value| tells(value.test.template(), way)),
            }
        }
        let resources = statement.resource.iter().flat_map(|element| &element.entries);
        for entry in resources {
            self.exact &= !tells(entry.pattern.template(), way);
        }
    }

    fn condition(&mut self, condition: &Condition, told: Told, way: &Way, universe: Universe, scope: &Scope<'_>) {
        for value in &condition.values {
            let (template, any_case) = match &value.test {
                Test::Text(template) => (template, false),
                Test::TextIgnoringCase(template) => (template, true),
                // Whether the key is there is the same for all.
                Test::Null(_) => continue,
                // A subject with its prefix is no number, date or ARN; a tag or another text may be.
                _ => {
                    let plain = matches!(told, Told::Subject) && universe == Universe::ServiceAccounts;
                    self.exact &= plain;
                    continue;
                }
            };
            if tells(Some(template), way) {
                self.exact = false;
                continue;
            }
            // Names in Kubernetes have no capitals.
            self.exact &= !any_case || universe == Universe::ServiceAccounts;
            let Some(mut tokens) = tokens(template, scope) else { continue };
            if any_case {
                for token in &mut tokens {
                    if let Token::Text(text) = token {
                        *text = text.to_lowercase();
                    }
                }
            }
            let glob = told.glob(&tokens);
            if !self.patterns.iter().any(|(_, known)| *known == glob) {
                self.patterns.push((glob.to_string(), glob));
            }
        }
    }
}

/// Whether a text takes in what tells subjects apart.
fn tells(template: Option<&Template>, way: &Way) -> bool {
    template.is_some_and(|template| template.keys().any(|key| Told::by(key.lower(), way).is_some()))
}

/// What a value stands for in every request of the way; `None` where it equals nothing.
fn tokens(template: &Template, scope: &Scope<'_>) -> Option<Vec<Token>> {
    match template {
        Template::Fixed(pattern) => Some(pattern.tokens()),
        Template::Variable(parts) => match resolve(parts, scope) {
            Resolved::Tokens(tokens) | Resolved::Unknown(tokens) => Some(tokens),
            Resolved::Unresolved => None,
        },
    }
}
