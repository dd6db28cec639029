//! Puts the answers of all policies together.
//!
//! What always holds: an explicit deny in any policy that applies wins; then every type of policy that must allow is
//! asked, and all that do not are named. Answers that depend on unknown keys are read twice, once as favourably and
//! once as unfavourably as they can be: only where both agree is there a verdict.
//! Sources: IAM User Guide, "Policy evaluation logic" and its pages on explicit and implicit denies, cross-account
//! requests, session policies, boundaries; Organizations User Guide on SCPs and RCPs; KMS and VPC developer guides.

use super::decision::Blocker;
use super::facts::{Caller, Facts, Needed};
use crate::iam::principal::Grant;
use crate::iam::tri::Tri;

/// What the statements of one policy, or of several that count as one, say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    pub(super) allow: Tri,
    pub(super) deny: Tri,
}

impl Default for Tally {
    fn default() -> Self {
        Self { allow: Tri::No, deny: Tri::No }
    }
}

/// In which ways the policy of the resource names the caller.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Grants {
    sure: u8,
    possible: u8,
}

impl Grants {
    pub(super) fn add(&mut self, grant: Grant, answer: Tri) {
        let bit = 1 << grant as u8;
        self.possible |= if answer == Tri::No { 0 } else { bit };
        self.sure |= if answer == Tri::Yes { bit } else { 0 };
    }
}

/// What all policies say.
#[derive(Clone, Debug, Default)]
pub(super) struct Tallies {
    pub(super) identity: Tally,
    pub(super) boundary: Vec<Tally>,
    pub(super) session: Tally,
    pub(super) service_control: Vec<Tally>,
    pub(super) resource_control: Tally,
    pub(super) endpoint: Vec<Tally>,
    pub(super) resource: Tally,
    pub(super) grants: Grants,
}

/// How answers that are not certain are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Every uncertain Allow applies, no uncertain Deny does.
    Favourable,
    /// The opposite.
    Unfavourable,
}

/// One reading of the tallies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Allowed,
    ExplicitDeny,
    ImplicitDeny(Vec<Blocker>),
}

impl Reading {
    fn allows(self, tally: &Tally) -> bool {
        match self {
            Self::Favourable => tally.allow != Tri::No,
            Self::Unfavourable => tally.allow == Tri::Yes,
        }
    }

    fn denies(self, tally: &Tally) -> bool {
        match self {
            Self::Favourable => tally.deny == Tri::Yes,
            Self::Unfavourable => tally.deny != Tri::No,
        }
    }
}

impl Tallies {
    /// Whether any answer is uncertain, so that both readings must be made.
    pub(super) fn is_uncertain(&self) -> bool {
        let uncertain = |tally: &Tally| tally.allow == Tri::Unknown || tally.deny == Tri::Unknown;
        self.all().any(uncertain) || self.grants.possible != self.grants.sure
    }

    fn all(&self) -> impl Iterator<Item = &Tally> {
        [&self.identity, &self.session, &self.resource_control, &self.resource]
            .into_iter()
            .chain(&self.boundary)
            .chain(&self.service_control)
            .chain(&self.endpoint)
    }

    /// The verdict in one reading.
    pub(super) fn verdict(&self, facts: &Facts, reading: Reading) -> Verdict {
        if self.all().any(|tally| reading.denies(tally)) {
            return Verdict::ExplicitDeny;
        }
        let mut blockers = Vec::new();
        if facts.root_assumes_role {
            blockers.push(Blocker::RootUser);
        }
        let levels = self.service_control.iter().enumerate().filter(|(_, tally)| !reading.allows(tally));
        blockers.extend(levels.map(|(level, _)| Blocker::ServiceControlPolicy { level }));
        if self.endpoint.iter().any(|tally| !reading.allows(tally)) {
            blockers.push(Blocker::EndpointPolicy);
        }
        match facts.caller {
            Caller::Unowned => self.no_account(facts, reading, &mut blockers),
            Caller::Inside => self.same_account(facts, reading, &mut blockers),
            Caller::Outside => self.other_account(facts, reading, &mut blockers),
        }
        if blockers.is_empty() { Verdict::Allowed } else { Verdict::ImplicitDeny(blockers) }
    }

    fn granted(&self, reading: Reading, grant: Grant) -> bool {
        let bits = match reading {
            Reading::Favourable => self.grants.possible,
            Reading::Unfavourable => self.grants.sure,
        };
        bits & 1 << grant as u8 != 0
    }

    fn granted_somehow(&self, reading: Reading) -> bool {
        let all = [Grant::Account, Grant::Parent, Grant::Itself, Grant::Everyone];
        all.into_iter().any(|grant| self.granted(reading, grant))
    }

    /// Services, identity providers, anonymous requests: the policy of the resource decides alone.
    fn no_account(&self, facts: &Facts, reading: Reading, blockers: &mut Vec<Blocker>) {
        if !self.granted_somehow(reading) {
            blockers.push(facts.resource_side());
        } else if facts.is_anonymous && facts.blocks_public_access {
            blockers.push(Blocker::PublicAccessBlock);
        }
    }

    fn same_account(&self, facts: &Facts, reading: Reading, blockers: &mut Vec<Blocker>) {
        if self.granted(reading, Grant::Itself) || self.granted(reading, Grant::Everyone) {
            return;
        }
        if facts.resource_side != Needed::Resource && !self.granted_somehow(reading) {
            blockers.push(facts.resource_side());
        }
        if !facts.is_root {
            let by_parent = self.granted(reading, Grant::Parent);
            if !by_parent && !reading.allows(&self.identity) {
                blockers.push(Blocker::IdentityPolicy);
            }
            self.limits(facts, reading, blockers);
        }
    }

    fn other_account(&self, facts: &Facts, reading: Reading, blockers: &mut Vec<Blocker>) {
        let others = [Grant::Account, Grant::Parent, Grant::Itself].into_iter().any(|g| self.granted(reading, g));
        match (others, self.granted(reading, Grant::Everyone)) {
            (true, _) => {}
            (false, true) if facts.blocks_public_access => blockers.push(Blocker::PublicAccessBlock),
            (false, true) => {}
            (false, false) => blockers.push(facts.resource_side()),
        }
        if !facts.is_root {
            if !reading.allows(&self.identity) {
                blockers.push(Blocker::IdentityPolicy);
            }
            self.limits(facts, reading, blockers);
        }
    }

    /// Boundary and session policies.
    fn limits(&self, facts: &Facts, reading: Reading, blockers: &mut Vec<Blocker>) {
        if self.boundary.iter().any(|tally| !reading.allows(tally)) {
            blockers.push(Blocker::PermissionsBoundary);
        }
        if facts.has_session_policy && !reading.allows(&self.session) {
            blockers.push(Blocker::SessionPolicy);
        }
    }
}
