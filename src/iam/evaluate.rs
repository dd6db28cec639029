//! Decides a request against policies of every type.
//!
//! What always holds: [`decide`] and [`explain`] come to the same decision; a set with a refused document gives no
//! verdict; a key that is not known never decides silently. Deciding allocates for what it answers, not for what it
//! tries: the action in lower case once, and the statements that matched.

mod combine;
mod decision;
mod depends;
mod facts;
mod nearest;
mod statement;
mod trace;

pub use decision::{Blocker, Cause, Decision, Dependency, Outcome, StatementRef, Supposition, WhatIf};
pub use facts::NotAsked;
pub use nearest::{Nearest, SubCheck, nearest};
pub use trace::{
    Asked, ConditionTrace, ElementTrace, Explanation, PolicyTrace, RequestValue, StatementTrace, ValueTrace, explain,
};

use crate::iam::action::RequestAction;
use crate::iam::context::Context;
use crate::iam::policy::{Effect, Policy, Standing, Statement};
use crate::iam::principal::{Grant, Principal};
use crate::iam::resource::RequestResource;
use crate::iam::scope::Scope;
use crate::iam::tri::Tri;
use crate::iam::undocumented::{Notes, Undocumented};
use combine::{Grants, Reading, Tallies, Tally, Verdict};
use decision::Hit;
use facts::Facts;
use statement::{Bounded, Matcher};

/// Whether the bucket blocks public access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PublicAccess {
    /// It does not; also for everything that is no bucket.
    #[default]
    NotBlocked,
    /// Block Public Access is on.
    Blocked,
}

/// One request.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Who asks.
    pub principal: &'a Principal,
    /// `service:Name`; case does not matter.
    pub action: &'a str,
    /// The ARN, or `*` for actions without resource types.
    pub resource: &'a str,
    /// The account the resource belongs to.
    pub resource_account: &'a str,
    /// The condition keys.
    pub context: &'a Context,
    /// Block Public Access.
    pub public_access: PublicAccess,
}

/// The policies that apply.
#[derive(Clone, Debug, Default)]
pub struct PolicySet<'a> {
    /// Of the user and its groups, or of the role: one Allow in any of them is enough.
    pub identity: Vec<&'a Policy>,
    /// Of the resource: a bucket policy, a key policy, a trust policy.
    pub resource: Option<&'a Policy>,
    /// The permissions boundary; each of them must allow, where there are several.
    pub boundary: Vec<&'a Policy>,
    /// Inline and managed session policies: one Allow in any of them is enough.
    pub session: Vec<&'a Policy>,
    /// Service control policies by level, the root first: each level must allow. Empty: no organization.
    pub service_control: Vec<Vec<&'a Policy>>,
    /// The account that the service control policies govern; `None`: the caller's, whichever that is.
    pub service_control_account: Option<&'a str>,
    /// Resource control policies of the resource's account by level; `RCPFullAWSAccess` is always there besides.
    pub resource_control: Vec<Vec<&'a Policy>>,
    /// Of the VPC endpoint the request passes through; empty: it passes through none.
    pub endpoint: Vec<&'a Policy>,
}

impl<'a> PolicySet<'a> {
    /// Every policy of the set.
    pub fn all(&self) -> impl Iterator<Item = &'a Policy> {
        self.identity
            .iter()
            .chain(&self.resource)
            .chain(&self.boundary)
            .chain(&self.session)
            .chain(self.service_control.iter().flatten())
            .chain(self.resource_control.iter().flatten())
            .chain(&self.endpoint)
            .copied()
    }
}

/// Decides a request.
#[must_use]
pub fn decide(policies: &PolicySet<'_>, request: &Request<'_>) -> Decision {
    let mut decision = settle(policies, request);
    if decision.cause == Cause::Depends {
        decision.depends = depends::dependencies(policies, request);
    }
    decision
}

/// Decides, and where that depends on unknown keys names them without trying values: every key that a statement in
/// doubt looks at. For deciding thousands of requests.
#[must_use]
pub fn decide_briefly(policies: &PolicySet<'_>, request: &Request<'_>) -> Decision {
    let mut decision = settle(policies, request);
    if decision.cause == Cause::Depends {
        decision.depends = depends::keys(policies, request);
    }
    decision
}

/// Decides without saying what unknown keys would do.
fn settle(policies: &PolicySet<'_>, request: &Request<'_>) -> Decision {
    let action = request.action.to_ascii_lowercase();
    let decision = |outcome, cause, undocumented| Decision { outcome, cause, undocumented, depends: Vec::new() };
    let authenticated = !matches!(request.principal, Principal::Anonymous | Principal::Federated { .. });
    if action == "sts:getcalleridentity" && authenticated {
        return decision(Outcome::Allowed, Cause::NoPermissionNeeded, Vec::new());
    }
    if policies.all().any(|policy| policy.standing == Standing::Refused) {
        let refused = policies.all().filter(|policy| policy.standing == Standing::Refused);
        let documents = refused.map(|policy| policy.source).collect();
        return decision(Outcome::Unknown, Cause::Refused { documents }, Vec::new());
    }
    let notes = Notes::default();
    let facts = Facts::new(policies, request, &action);
    let matcher = matcher(policies, request, &facts, &action, &notes);
    let mut counter = Counter { matcher: &matcher, hits: Vec::new() };
    let tallies = counter.count(policies, &facts);
    let hits = counter.hits;
    let favourable = tallies.verdict(&facts, Reading::Favourable);
    let verdict = match tallies.is_uncertain() {
        false => Some(favourable),
        true => agreed(favourable, tallies.verdict(&facts, Reading::Unfavourable)),
    };
    if facts.no_resource_control == Some(NotAsked::ServiceNotSupported)
        && policies.resource_control.iter().any(|level| !level.is_empty())
    {
        notes.add(Undocumented::ServiceWithoutResourceControl);
    }
    let statements = |effect: Effect| {
        hits.iter().filter(|hit| hit.certain && hit.effect == effect).map(|hit| hit.statement).collect::<Vec<_>>()
    };
    match verdict {
        None => decision(Outcome::Unknown, Cause::Depends, notes.list()),
        Some(Verdict::Allowed) => {
            let statements = statements(Effect::Allow);
            let cause = match facts.is_root && statements.is_empty() {
                true => Cause::RootUser,
                false => Cause::AllowedBy { statements },
            };
            decision(Outcome::Allowed, cause, notes.list())
        }
        Some(Verdict::ExplicitDeny) => {
            decision(Outcome::ExplicitDeny, Cause::DeniedBy { statements: statements(Effect::Deny) }, notes.list())
        }
        Some(Verdict::ImplicitDeny(blockers)) => {
            decision(Outcome::ImplicitDeny, Cause::NotAllowedBy { blockers }, notes.list())
        }
    }
}

/// What both readings agree on. A request that is denied in both, though not by the same rule, is denied at least
/// implicitly.
fn agreed(favourable: Verdict, unfavourable: Verdict) -> Option<Verdict> {
    match (favourable, unfavourable) {
        (Verdict::Allowed, Verdict::Allowed) => Some(Verdict::Allowed),
        (Verdict::Allowed, _) | (_, Verdict::Allowed) => None,
        (Verdict::ExplicitDeny, _) => Some(Verdict::ExplicitDeny),
        (Verdict::ImplicitDeny(blockers), _) => Some(Verdict::ImplicitDeny(blockers)),
    }
}

fn matcher<'r>(
    policies: &PolicySet<'_>,
    request: &Request<'r>,
    facts: &Facts,
    action: &'r str,
    notes: &'r Notes,
) -> Matcher<'r> {
    let bounded = facts.no_identity.is_none() && !policies.boundary.is_empty();
    Matcher {
        principal: request.principal,
        bounded: if bounded { Bounded::Yes } else { Bounded::No },
        action: RequestAction::new(action),
        resource: RequestResource::new(request.resource),
        scope: Scope { context: request.context, action, notes },
    }
}

/// Reads the statements and remembers which applied.
struct Counter<'m, 'r> {
    matcher: &'m Matcher<'r>,
    hits: Vec<Hit>,
}

impl Counter<'_, '_> {
    fn count(&mut self, policies: &PolicySet<'_>, facts: &Facts) -> Tallies {
        let mut tallies = Tallies::default();
        if facts.no_identity.is_none() {
            tallies.identity = self.together(&policies.identity);
            tallies.boundary = policies.boundary.iter().map(|policy| self.together(&[policy])).collect();
            tallies.session = self.together(&policies.session);
        }
        if facts.no_service_control.is_none() {
            tallies.service_control = policies.service_control.iter().map(|level| self.together(level)).collect();
        }
        if facts.no_resource_control.is_none() {
            for level in &policies.resource_control {
                let tally = self.together(level);
                tallies.resource_control.deny = tallies.resource_control.deny.or(tally.deny);
            }
        }
        tallies.endpoint = policies.endpoint.iter().map(|policy| self.together(&[policy])).collect();
        if let Some(policy) = policies.resource {
            let mut grants = Grants::default();
            let tally = self.policy(policy, |statement, grant, answer| {
                // A grant to everyone under conditions is not what Block Public Access calls public.
                let public = grant == Grant::Everyone && statement.conditions.is_empty();
                let grant = if grant == Grant::Everyone && !public { Grant::Itself } else { grant };
                grants.add(grant, answer);
            });
            tallies.resource.deny = tally.deny;
            tallies.grants = grants;
        }
        tallies
    }

    /// Policies of which one Allow is enough.
    fn together(&mut self, policies: &[&Policy]) -> Tally {
        let mut sum = Tally::default();
        for policy in policies {
            let tally = self.policy(policy, |_, _, _| {});
            sum = Tally { allow: sum.allow.or(tally.allow), deny: sum.deny.or(tally.deny) };
        }
        sum
    }

    /// One policy; hears of every Allow that applies or might.
    fn policy(&mut self, policy: &Policy, mut allows: impl FnMut(&Statement, Grant, Tri)) -> Tally {
        let mut tally = Tally::default();
        for statement in &policy.statements {
            let (answer, grant) = self.matcher.applies(policy, statement);
            if answer == Tri::No {
                continue;
            }
            let statement_ref = reference(policy, statement);
            let hit = Hit { statement: statement_ref, effect: statement.effect, certain: answer == Tri::Yes };
            self.hits.push(hit);
            match statement.effect {
                Effect::Deny => tally.deny = tally.deny.or(answer),
                Effect::Allow => {
                    tally.allow = tally.allow.or(answer);
                    allows(statement, grant, answer);
                }
            }
        }
        tally
    }
}

/// Where a statement stands.
fn reference(policy: &Policy, statement: &Statement) -> StatementRef {
    StatementRef { kind: policy.kind, index: statement.index, at: policy.at(statement.span) }
}
