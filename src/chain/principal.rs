//! The way of a user, a role or a service to an action: IAM before Kubernetes enters.
//!
//! What always holds: one for every question whose principal is an ARN or a service, and one for whoever of the
//! scenario nobody asks about ([`unasked`]); the decision is that of [`crate::iam::evaluate`], with the trace of every
//! statement; a principal that the scenario does not have gets no verdict.

mod federated;
mod hop;
mod infer;

pub use hop::{Hop, HopKind};
pub(super) use infer::session;
pub use infer::{matrix, unasked};

use super::association;
use super::denial;
use super::link::ErrorText;
use super::permission;
use super::reason::{Denial, Half};
use super::session::{self, Session, SessionTags};
use super::simulate::role_name;
use super::simulation::{Answer, Cell, RoleName};
use super::trust;
use super::world::World;
use crate::aws::Arn;
use crate::iam::evaluate::{self, Decision, Explanation, PolicySet, Request};
use crate::iam::policy::{Effect, Policy, PrincipalType};
use crate::iam::principal::Principal;
use crate::iam::session_context::{self, Surroundings};
use crate::scenario::Question;
use crate::text::{Location, SourceId};
use serde::Serialize;

/// The way of one principal to what a question asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrincipalChain {
    /// Its place among the scenario's questions; absent where nobody asked and the question was inferred.
    pub question: Option<usize>,
    /// The principal, as the question names it.
    pub principal: String,
    /// What stands between the principal and its permissions.
    pub route: Route,
    /// The action that decided it; for an assume that fails because of its tags, `sts:TagSession`.
    pub action: String,
    /// The resource.
    pub resource: String,
    /// The answer.
    pub cell: Cell,
    /// How it is denied, if it is.
    pub how: Option<Denial>,
    /// Which half is missing where one account, or one role, must let the other in.
    pub missing: Option<Half>,
    /// What the principal would see.
    pub error: Option<ErrorText>,
    /// Every statement, with what matched; absent where the scenario does not have the principal.
    pub explanation: Option<Explanation>,
    /// What the role may do that is assumed, where the action is `sts:AssumeRole` and the scenario has the role.
    pub onward: Option<Onward>,
}

/// What the role may do that a principal assumes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Onward {
    /// The role.
    pub role: RoleName,
    /// The first action that its policies allow somewhere.
    pub action: String,
    /// There.
    pub resource: String,
    /// The answer.
    pub cell: Cell,
    /// How it is denied, if it is.
    pub how: Option<Denial>,
}

/// What stands between a principal and its permissions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Route {
    /// A user, with what it has itself and what its groups give.
    User {
        /// Its name.
        name: String,
        /// Its account.
        account: String,
        /// Which of the scenario's users it is.
        index: usize,
        /// Its own policies.
        policies: Vec<SourceId>,
        /// Its groups.
        groups: Vec<GroupName>,
    },
    /// A session of a role, and who may make one.
    Role {
        /// The role.
        role: RoleName,
        /// Its policies.
        policies: Vec<SourceId>,
        /// Whom its trust policy names in Allow statements.
        trusted: Vec<Trusted>,
    },
    /// A service, which has no policies of its own.
    Service {
        /// Such as `ec2.amazonaws.com`.
        name: String,
    },
    /// Whoever holds a token of an identity provider that the role's account knows.
    Federated {
        /// The issuer without `https://`.
        issuer: String,
    },
    /// The scenario does not have this principal.
    NotGiven,
}

impl Route {
    /// Whether the caller has no policies that could say anything: only the role, or the resource, decides.
    #[must_use]
    pub fn has_no_policies(&self) -> bool {
        matches!(self, Self::Service { .. } | Self::Federated { .. })
    }
}

/// A group of a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GroupName {
    /// Its name.
    pub name: String,
    /// Which of the scenario's groups it is; absent where the scenario does not have it.
    pub index: Option<usize>,
    /// Its policies.
    pub policies: Vec<SourceId>,
}

/// Somebody whom a trust policy lets in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Trusted {
    /// The ARN, account, service or provider.
    pub principal: String,
    /// Under which type it stands.
    pub kind: PrincipalType,
    /// Where.
    pub at: Location,
}

/// One for every question whose principal is a user, a role or a service.
#[must_use]
pub fn chains(world: &World) -> Vec<PrincipalChain> {
    let asked = world.scenario.questions.iter().enumerate();
    asked
        .filter_map(|(index, question)| {
            let principal = Principal::parse(question.principal.as_deref()?)?;
            Some(chain(world, Some(index), question, &principal))
        })
        .collect()
}

fn chain(world: &World, index: Option<usize>, question: &Question, principal: &Principal) -> PrincipalChain {
    if let Some(chain) = federated::chain(world, index, question, principal) {
        return chain;
    }
    let (route, session) = route(world, principal);
    let answered = match (&session, &route) {
        (Some(session), _) => {
            let answered = session.answer(question);
            let explanation = session.explain(&answered.action, &question.resource, Some(question));
            Some((answered.action, answered.decision, explanation, session.principal.text().to_owned()))
        }
        (None, Route::Service { name }) => {
            let explanation = by_resource(world, principal, Some(name), question);
            Some((question.action.clone(), explanation.decision.clone(), explanation, name.clone()))
        }
        (None, _) => None,
    };
    let resource = question.resource.clone();
    let onward = onward(world, question);
    let named = question.principal.clone().unwrap_or_default();
    let Some((action, decision, explanation, caller)) = answered else {
        let nothing =
            Cell { answer: Answer::Unknown, decided_by: Vec::new(), depends_on: Vec::new(), undocumented: false };
        // Of an assume, the half of the role can be told even where nothing is known of the caller.
        let half = onward.is_some().then(|| association::half(&by_resource(world, principal, None, question).decision));
        return PrincipalChain {
            question: index,
            principal: named,
            route,
            action: question.action.clone(),
            resource,
            cell: nothing,
            how: None,
            missing: half,
            error: None,
            explanation: None,
            onward,
        };
    };
    let how = decision.outcome.is_denied().then(|| denial::denial(&decision.cause));
    PrincipalChain {
        question: index,
        principal: named,
        route,
        cell: permission::to_cell(&decision),
        missing: how.as_ref().and_then(|_| missing(principal, &action, &resource, &decision)),
        error: how.as_ref().map(|how| denial::error(&caller, &action, &resource, how)),
        how,
        action,
        resource,
        explanation: Some(explanation),
        onward,
    }
}

/// Whether an action makes a session of a role, from other credentials or from a token.
fn assumes(action: &str) -> bool {
    session::is_assume(action) || action.eq_ignore_ascii_case(trust::ACTION)
}

/// What the role may do that a question asks to assume.
fn onward(world: &World, question: &Question) -> Option<Onward> {
    let known = assumes(&question.action).then(|| world.role(&question.resource)).flatten();
    known?;
    let session = Session::of_role(world, &question.resource, session::UNNAMED, SessionTags::default(), None)?;
    let infer::Asked { question: asked, resource } = infer::question(&session);
    let decision = session.decide(&asked.action, &asked.resource, None);
    Some(Onward {
        role: role_name(world, question.resource.clone()),
        cell: permission::to_cell(&decision),
        how: decision.outcome.is_denied().then(|| denial::denial(&decision.cause)),
        action: asked.action,
        resource,
    })
}

/// The half that is missing, where two sides must agree: another account's resource, or a role that is assumed.
fn missing(principal: &Principal, action: &str, resource: &str, decision: &Decision) -> Option<Half> {
    let owner = Arn::parse(resource).map(|arn| arn.account).filter(|account| !account.is_empty());
    let crosses = owner.is_some_and(|owner| principal.account().is_some_and(|account| account != owner));
    (crosses || session::is_assume(action)).then(|| association::half(decision))
}

fn route<'w>(world: &'w World<'w>, principal: &Principal) -> (Route, Option<Session<'w>>) {
    match principal {
        Principal::User { arn, .. } => {
            let Some(index) = world.scenario.users.iter().position(|user| user.arn == *arn) else {
                return (Route::NotGiven, None);
            };
            (user(world, index), Session::of_user(world, index))
        }
        Principal::RoleSession { arn, role, .. } => {
            // The ARN of a session leaves out the path of its role.
            let account = principal.account().unwrap_or_default();
            let name = role.rsplit('/').next().unwrap_or_default();
            let same = |other: &str| {
                Arn::parse(other).is_some_and(|arn| arn.account == account && other.rsplit('/').next() == Some(name))
            };
            let all = || world.scenario.roles.iter();
            let known = all().find(|one| one.arn == *role).or_else(|| all().find(|one| same(&one.arn)));
            let Some(known) = known else { return (Route::NotGiven, None) };
            let session_name = arn.rsplit('/').next().filter(|name| *name != "*").unwrap_or(session::UNNAMED);
            let session = Session::of_role(world, &known.arn, session_name, SessionTags::default(), None);
            (self::role(world, &known.arn), session)
        }
        Principal::Service { name } => (Route::Service { name: name.clone() }, None),
        Principal::FederatedUser { .. }
        | Principal::Root { .. }
        | Principal::Federated { .. }
        | Principal::CanonicalUser { .. }
        | Principal::Anonymous => (Route::NotGiven, None),
    }
}

fn user(world: &World, index: usize) -> Route {
    let (user, policies) = (world.scenario.users.get(index), world.users.get(index));
    let arn = user.and_then(|user| Arn::parse(&user.arn));
    let groups = user.into_iter().flat_map(|user| user.groups.iter().map(move |name| (user, name)));
    Route::User {
        name: arn.and_then(|arn| arn.resource.rsplit('/').next()).unwrap_or_default().to_owned(),
        account: arn.map(|arn| arn.account.to_owned()).unwrap_or_default(),
        index,
        policies: policies.map(|policies| sources(&policies.identity)).unwrap_or_default(),
        groups: groups
            .map(|(user, name)| {
                let found = world.groups_of(user).find(|(index, _)| name_of(world, *index) == Some(name.as_str()));
                GroupName {
                    name: name.clone(),
                    index: found.map(|(index, _)| index),
                    policies: found.map(|(_, policies)| sources(policies)).unwrap_or_default(),
                }
            })
            .collect(),
    }
}

fn name_of<'w>(world: &'w World<'_>, group: usize) -> Option<&'w str> {
    world.scenario.groups.get(group).map(|group| group.name.as_str())
}

fn role(world: &World, arn: &str) -> Route {
    let documents = world.role(arn).map(|(_, documents)| documents);
    let trust = documents.and_then(|documents| documents.trust.as_ref());
    let statements = trust.into_iter().flat_map(|trust| trust.statements.iter().map(move |one| (trust, one)));
    let allowing = statements.filter(|(_, statement)| statement.effect == Effect::Allow);
    let entries = allowing.flat_map(|(trust, statement)| {
        statement.principal.iter().flat_map(|element| &element.entries).map(move |entry| (trust, entry))
    });
    Route::Role {
        role: role_name(world, arn.to_owned()),
        policies: documents.map(|documents| sources(&documents.identity)).unwrap_or_default(),
        trusted: entries
            .map(|(trust, entry)| Trusted {
                principal: entry.text.clone(),
                kind: entry.kind.clone(),
                at: trust.at(entry.span),
            })
            .collect(),
    }
}

fn sources(policies: &[Policy]) -> Vec<SourceId> {
    policies.iter().map(|policy| policy.source).collect()
}

/// A service asks, or somebody of whom no policy is known: what the resource's policy says, or the trust policy of the
/// role that is assumed.
fn by_resource(world: &World, principal: &Principal, service: Option<&str>, question: &Question) -> Explanation {
    let role = session::is_assume(&question.action).then(|| world.role(&question.resource)).flatten();
    let account = Arn::parse(&question.resource).map(|arn| arn.account).unwrap_or_default();
    let policies = PolicySet {
        resource: match role {
            Some((_, role)) => role.trust.as_ref(),
            None => world.resource_policy(&question.resource),
        },
        resource_control: session::by_level(&world.resource_control),
        ..PolicySet::default()
    };
    let surroundings =
        Surroundings { region: world.region.as_deref(), resource_account: Some(account), ..Surroundings::default() };
    let mut context = session_context::service(&surroundings);
    if let Some(name) = service {
        context.set("aws:PrincipalServiceName", name);
    }
    for (key, value) in &question.context {
        context.set(key, value.clone());
    }
    let request = Request {
        principal,
        action: &question.action,
        resource: &question.resource,
        resource_account: account,
        context: &context,
        public_access: evaluate::PublicAccess::NotBlocked,
    };
    evaluate::explain(&policies, &request)
}
