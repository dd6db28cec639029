//! Which statement was probably meant: the one that fails in the fewest places.
//!
//! What always holds: every sub-check that fails is listed for every Allow statement, because STS answers all of these
//! faults with the same sentence. Of statements that fail equally often, the one whose only fault is the subject comes
//! first, then the one that fails last in the order principal, action, resource, conditions.

use super::trace::{ConditionTrace, ElementTrace, Explanation, StatementTrace};
use crate::iam::policy::{Effect, PolicyKind};
use crate::iam::tri::Tri;
use crate::order;
use serde::Serialize;

/// A part of a statement that did not match, or might not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubCheck<'e> {
    /// The principal.
    Principal(&'e ElementTrace),
    /// The action.
    Action(&'e ElementTrace),
    /// The resource.
    Resource(&'e ElementTrace),
    /// A key of the condition block.
    Condition(&'e ConditionTrace),
}

/// An Allow statement that did not apply, with all that failed in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest<'e> {
    /// The statement.
    pub statement: &'e StatementTrace,
    /// What failed.
    pub failures: Vec<SubCheck<'e>>,
}

/// How near a statement is; smaller is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Distance {
    failures: usize,
    not_the_subject: usize,
    principal: usize,
    action: usize,
}

/// The Allow statements of policies of this kind that do not apply, the nearest first.
#[must_use]
pub fn nearest(explanation: &Explanation, kind: PolicyKind) -> Vec<Nearest<'_>> {
    let policies = explanation.policies.iter().filter(|policy| policy.kind == kind);
    let mut found: Vec<Nearest<'_>> = policies
        .flat_map(|policy| &policy.statements)
        .filter(|statement| statement.effect == Effect::Allow && statement.applies != Tri::Yes)
        .map(|statement| Nearest { failures: statement.failures(), statement })
        .collect();
    order::sort_by_key(&mut found, Nearest::distance);
    found
}

impl StatementTrace {
    /// Everything in the statement that does not match, or might not.
    #[must_use]
    pub fn failures(&self) -> Vec<SubCheck<'_>> {
        let failed = |element: &&ElementTrace| element.matches != Tri::Yes;
        let principal = self.principal.as_ref().filter(failed).map(SubCheck::Principal);
        let action = Some(&self.action).filter(failed).map(SubCheck::Action);
        let resource = self.resource.as_ref().filter(failed).map(SubCheck::Resource);
        let conditions = self.conditions.iter().filter(|condition| condition.matches != Tri::Yes);
        principal.into_iter().chain(action).chain(resource).chain(conditions.map(SubCheck::Condition)).collect()
    }
}

impl Nearest<'_> {
    fn distance(&self) -> Distance {
        let of = |wanted: fn(&SubCheck<'_>) -> bool| self.failures.iter().filter(|check| wanted(check)).count();
        Distance {
            failures: self.failures.len(),
            not_the_subject: self.failures.len() - of(is_subject),
            principal: of(|check| matches!(check, SubCheck::Principal(_))),
            action: of(|check| matches!(check, SubCheck::Action(_))),
        }
    }
}

/// Whether the check is about the subject of a token.
fn is_subject(check: &SubCheck<'_>) -> bool {
    matches!(check, SubCheck::Condition(condition) if condition.key.to_lowercase().ends_with(":sub"))
}
