//! Why a chain's request is decided as it is, asked when somebody looks: every statement of every policy, by type.
//!
//! What always holds: nothing here is stored in a [`Simulation`](super::Simulation); the same walk and the same engine
//! that decided are asked again, with a trace. Types of policy that blocked come first, and in each the statement that
//! decided, else the one that comes nearest.

use super::association;
use super::identity::{Assume, Walker, Way};
use super::session::Session;
use super::world::World;
use super::{inject, pick, simulate, trust};
use crate::aws::{Arn, oidc};
use crate::iam::context::ContextValue;
use crate::iam::evaluate::{Asked, Blocker, Cause, Explanation, NotAsked, StatementTrace, SubCheck};
use crate::iam::policy::{Effect, PolicyKind};
use crate::iam::tri::Tri;
use crate::order;
use crate::scenario::{Question, Scenario};
use serde::Serialize;
use std::collections::BTreeMap;

/// A request and why it is decided as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explained {
    /// The action; for an assume that fails because of its tags, `sts:TagSession`.
    pub action: String,
    /// The resource; one that stands for a pattern where a pattern was asked for.
    pub resource: String,
    /// The decision and every policy.
    pub explanation: Explanation,
    /// The same by type of policy.
    pub types: Vec<TypeResult>,
}

/// What all policies of one type say together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TypeResult {
    /// The type.
    pub kind: PolicyKind,
    /// What it says.
    pub said: Said,
    /// The statements as (policy, statement) of the explanation, the most telling first.
    pub statements: Vec<(usize, usize)>,
}

/// What a type of policy says of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Said {
    /// A statement denies it.
    Denies,
    /// It had to allow it and does not.
    Blocks,
    /// It had to allow it, and no such policy was given.
    NotGiven,
    /// It cannot be read.
    Refused,
    /// It depends on keys that are not known.
    Depends,
    /// A statement allows it.
    Allows,
    /// None of its statements applies; where something else decided, it was not needed.
    Silent,
    /// It does not count for this request.
    NotAsked(NotAsked),
}

/// Why the role's trust policy accepts or refuses the token of a chain; `None` where there is no role or no trust
/// policy.
#[must_use]
pub fn explain_trust(scenario: &Scenario, chain: usize) -> Option<Explained> {
    let world = World::read(scenario);
    let mut found = None;
    visit(&world, chain, &mut |walker, assume| found = trust_of(walker, assume));
    found
}

/// Why a chain's session may or may not do something, under these condition keys besides those that follow from the
/// session; `None` where the chain has no session.
#[must_use]
pub fn explain_access(
    scenario: &Scenario,
    chain: usize,
    action: &str,
    resource: &str,
    context: &BTreeMap<String, ContextValue>,
) -> Option<Explained> {
    let world = World::read(scenario);
    let question = Question {
        action: action.to_owned(),
        resource: resource.to_owned(),
        context: context.clone(),
        ..Question::default()
    };
    let mut found = None;
    visit(&world, chain, &mut |walker, assume| {
        found = walker.session(assume.as_ref()).map(|session| access_of(&session, &question));
    });
    found
}

/// Walks one container as far as its token, and shows it.
pub(super) fn visit<'w>(world: &'w World<'w>, chain: usize, read: &mut dyn FnMut(&Walker<'_>, Option<Assume>)) {
    let mut left = chain;
    for workload in world.workloads() {
        let mut containers = simulate::containers(workload);
        let count = simulate::containers(workload).count();
        if left >= count {
            left -= count;
            continue;
        }
        let Some(container) = containers.nth(left) else { return };
        let pod = simulate::admitted(world, workload);
        let mutation = inject::mutation(world, workload, &pod);
        let walker = Walker { world, workload, mutation: &mutation, container: &container.name };
        let environment = pick::environment(world, workload, &mutation.pod, &container.name);
        let resolution = pick::resolve(world, &environment);
        let assume = walker.assume(&environment, &resolution.found);
        return read(&walker, assume);
    }
}

fn trust_of(walker: &Walker<'_>, assume: Option<Assume>) -> Option<Explained> {
    let (world, workload) = (walker.world, walker.workload);
    if let Some(Assume { way: Way::PodIdentity, session_name, .. }) = &assume {
        let association = world.association(&workload.namespace, &workload.service_account)?;
        let call = association::Call { world, workload, association, session_name, claims: None };
        let (action, role_arn, explanation) = call.explain_trust()?;
        return Some(explained(action.to_owned(), role_arn, explanation));
    }
    let role_arn = walker.role(assume.as_ref())?;
    let claims = assume.and_then(|assume| assume.claims).or_else(|| walker.meant_claims())?;
    let arn = Arn::parse(&role_arn)?;
    let provider = oidc::ProviderArn::new(arn.partition, arn.account, &claims.iss).to_string();
    let policy = world.role(&role_arn)?.1.trust.as_ref()?;
    let explanation = trust::explain(world, &role_arn, policy, &trust::Token { claims: &claims, provider });
    Some(explained(trust::ACTION.to_owned(), role_arn, explanation))
}

fn access_of(session: &Session<'_>, question: &Question) -> Explained {
    let action = session.answer(question).action;
    let resource = session.meant(&action, &question.resource).into_owned();
    let explanation = session.explain(&action, &question.resource, Some(question));
    explained(action, resource, explanation)
}

/// An explanation, with its policies by type.
#[must_use]
pub fn explained(action: String, resource: String, explanation: Explanation) -> Explained {
    let types = types(&explanation);
    Explained { action, resource, explanation, types }
}

/// In the order of the IAM User Guide's list of policy types.
const KINDS: [PolicyKind; 8] = [
    PolicyKind::Trust,
    PolicyKind::Identity,
    PolicyKind::Resource,
    PolicyKind::Boundary,
    PolicyKind::Session,
    PolicyKind::ServiceControl,
    PolicyKind::ResourceControl,
    PolicyKind::Endpoint,
];

/// What each type of policy says, those that keep the request from being allowed first.
#[must_use]
pub fn types(explanation: &Explanation) -> Vec<TypeResult> {
    let result = |kind| {
        let mut statements: Vec<(usize, usize)> = Vec::new();
        for (index, policy) in explanation.policies.iter().enumerate().filter(|(_, policy)| policy.kind == kind) {
            statements.extend((0..policy.statements.len()).map(|statement| (index, statement)));
        }
        order::sort_by_key(&mut statements, |&at| statement(explanation, at).map(telling));
        said(explanation, kind).map(|said| TypeResult { kind, said, statements })
    };
    let mut types: Vec<TypeResult> = KINDS.into_iter().filter_map(result).collect();
    let stops = |said| matches!(said, Said::Denies | Said::Blocks | Said::NotGiven | Said::Refused | Said::Depends);
    order::sort_by_key(&mut types, |result| !stops(result.said));
    types
}

/// A statement by its place in an explanation.
#[must_use]
pub fn statement(explanation: &Explanation, (policy, statement): (usize, usize)) -> Option<&StatementTrace> {
    explanation.policies.get(policy)?.statements.get(statement)
}

/// How much a statement tells, less is more: one that applies, then the one that fails in the fewest places, of equals
/// the one whose only fault is the subject of a token.
fn telling(statement: &StatementTrace) -> (u8, usize, u8) {
    let failures = statement.failures();
    let subject = |check: &SubCheck<'_>| matches!(check, SubCheck::Condition(c) if c.key.ends_with(":sub"));
    let rank = match (statement.applies, statement.effect) {
        (Tri::Yes, Effect::Deny) => 0,
        (Tri::Yes, Effect::Allow) => 1,
        (Tri::Unknown, _) => 2,
        (Tri::No, Effect::Allow) => 3,
        (Tri::No, Effect::Deny) => 4,
    };
    (rank, failures.len(), u8::from(!failures.iter().all(subject)))
}

/// `None` where there is no such policy and none was needed.
fn said(explanation: &Explanation, kind: PolicyKind) -> Option<Said> {
    let policies = || explanation.policies.iter().filter(|policy| policy.kind == kind);
    let blocks = match &explanation.decision.cause {
        Cause::NotAllowedBy { blockers } => blockers.iter().any(|blocker| kind_of(*blocker) == Some(kind)),
        _ => false,
    };
    let given = policies().next();
    let Some(given) = given else { return blocks.then_some(Said::NotGiven) };
    let applies = |effect: Effect, answer: Tri| {
        let asked = policies().filter(|policy| policy.asked == Asked::Yes);
        asked.flat_map(|policy| &policy.statements).any(|s| s.effect == effect && s.applies == answer)
    };
    Some(match given.asked {
        _ if policies().any(|policy| policy.asked == Asked::Refused) => Said::Refused,
        Asked::No(why) => Said::NotAsked(why),
        _ if applies(Effect::Deny, Tri::Yes) => Said::Denies,
        _ if blocks => Said::Blocks,
        _ if applies(Effect::Deny, Tri::Unknown) => Said::Depends,
        _ if applies(Effect::Allow, Tri::Yes) => Said::Allows,
        _ if applies(Effect::Allow, Tri::Unknown) => Said::Depends,
        _ => Said::Silent,
    })
}

/// The type of policy that a blocker is about; `None` for rules that are no policy.
fn kind_of(blocker: Blocker) -> Option<PolicyKind> {
    match blocker {
        Blocker::IdentityPolicy => Some(PolicyKind::Identity),
        Blocker::ResourcePolicy | Blocker::KeyPolicy => Some(PolicyKind::Resource),
        Blocker::TrustPolicy => Some(PolicyKind::Trust),
        Blocker::PermissionsBoundary => Some(PolicyKind::Boundary),
        Blocker::SessionPolicy => Some(PolicyKind::Session),
        Blocker::ServiceControlPolicy { .. } => Some(PolicyKind::ServiceControl),
        Blocker::EndpointPolicy => Some(PolicyKind::Endpoint),
        Blocker::PublicAccessBlock | Blocker::RootUser => None,
    }
}
