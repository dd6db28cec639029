//! What only the other side keeps from being allowed, whose policy the scenario does not have: of a KMS key, of a
//! resource or role in another account, or of a role of which no trust policy is given.
//!
//! What always holds: it is `Unknown` and never allowed; of resources that no policy names (any account there is) it is
//! not told.

use super::area::Word;
use super::places::word;
use crate::aws::Arn;
use crate::aws::arn::is_account;
use crate::chain::session::Session;
use crate::chain::simulation::Answer;
use crate::iam::evaluate::{Blocker, Cause, Decision};

/// The engine's word on one ARN; `Unknown` where it is denied only because the other side's policy is not given.
pub(super) fn decided(session: &Session<'_>, action: &str, resource: &str) -> Word {
    let decision = session.decide_literally(action, resource);
    let mut word = word(&decision);
    if only_the_other_side(&decision) && is_named(resource) && !session.has_other_side(action, resource) {
        word.answer = Answer::Unknown;
    }
    word
}

fn only_the_other_side(decision: &Decision) -> bool {
    let Cause::NotAllowedBy { blockers } = &decision.cause else { return false };
    let other = |one: &Blocker| matches!(one, Blocker::KeyPolicy | Blocker::ResourcePolicy | Blocker::TrustPolicy);
    !blockers.is_empty() && blockers.iter().all(other)
}

/// Whether the account is one that a policy or the session names: a witness of any account has none of twelve digits.
fn is_named(resource: &str) -> bool {
    Arn::parse(resource).is_some_and(|arn| is_account(arn.account))
}
