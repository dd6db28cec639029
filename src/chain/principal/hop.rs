//! The links of a way without a Pod: who becomes the role, what its policies say, what the resource says.
//!
//! What always holds: as with the seven links of a Pod, what comes after the first link that does not pass is
//! `notReached`, with what it would say kept in `own`.

use super::{PrincipalChain, Route};
use crate::chain::link::{Step, Verdict};
use crate::chain::reason::{Denial, Half};
use crate::chain::simulation::{Answer, Cell};
use serde::Serialize;

/// Which link of a way without a Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum HopKind {
    /// The caller's own policies allow `sts:AssumeRole`.
    AllowAssume,
    /// The role's trust policy lets the caller in.
    Trust,
    /// Policies allow the action.
    Allow,
    /// The resource side agrees.
    Resource,
}

impl HopKind {
    /// The link of a Pod's chain that it corresponds to; by it the page knows which one stands open.
    #[must_use]
    pub fn step(self) -> Step {
        match self {
            Self::AllowAssume => Step::PickCredentials,
            Self::Trust => Step::TrustSubject,
            Self::Allow => Step::AllowAction,
            Self::Resource => Step::ResourceAgrees,
        }
    }
}

/// A link of a way without a Pod.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Hop {
    /// Which.
    pub kind: HopKind,
    /// What it says.
    pub verdict: Verdict,
    /// What it would say if it were reached.
    pub own: Verdict,
    /// What is asked there.
    pub action: String,
    /// Of what.
    pub resource: String,
    /// Statements that decided it and keys on which it depends.
    pub cell: Cell,
    /// How it is denied, if it is.
    pub how: Option<Denial>,
}

impl PrincipalChain {
    /// The links in order. Their numbers count from 1.
    #[must_use]
    pub fn hops(&self) -> Vec<Hop> {
        let own = |kind, own: Verdict| Hop {
            kind,
            verdict: own,
            own,
            action: self.action.clone(),
            resource: self.resource.clone(),
            cell: self.cell.clone(),
            how: self.how.clone(),
        };
        let mut hops = Vec::new();
        if let Some(onward) = &self.onward {
            let [caller, target] = self.halves();
            if !self.route.has_no_policies() {
                hops.push(own(HopKind::AllowAssume, caller));
            }
            hops.push(own(HopKind::Trust, target));
            let [allow, agrees] = sides(onward.cell.answer, onward.how.as_ref(), None);
            for (kind, verdict) in [(HopKind::Allow, allow), (HopKind::Resource, agrees)] {
                let (action, resource) = (onward.action.clone(), onward.resource.clone());
                let (cell, how) = (onward.cell.clone(), onward.how.clone());
                hops.push(Hop { action, resource, cell, how, ..own(kind, verdict) });
            }
        } else {
            let [allow, agrees] = sides(self.cell.answer, self.how.as_ref(), self.missing);
            if !self.route.has_no_policies() {
                hops.push(own(HopKind::Allow, allow));
            }
            hops.push(own(HopKind::Resource, agrees));
        }
        if let Some(stop) = hops.iter().position(|hop| hop.verdict != Verdict::Pass) {
            for hop in hops.iter_mut().skip(stop + 1) {
                hop.verdict = Verdict::NotReached;
            }
        }
        hops
    }

    /// The verdict of the whole way: that of its first link that does not pass.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.hops().iter().map(|hop| hop.verdict).find(|verdict| *verdict != Verdict::Pass).unwrap_or(Verdict::Pass)
    }

    /// The caller's half and the role's half of an assume.
    fn halves(&self) -> [Verdict; 2] {
        if self.route.has_no_policies() {
            return [Verdict::Pass, verdict(self.cell.answer)];
        }
        match (&self.route, self.missing) {
            (Route::NotGiven, Some(Half::Caller)) => [Verdict::Unknown, Verdict::Pass],
            (Route::NotGiven, Some(Half::Target | Half::Both)) => [Verdict::Unknown, Verdict::Fail],
            (_, Some(Half::Caller)) => [Verdict::Fail, Verdict::Pass],
            (_, Some(Half::Target)) => [Verdict::Pass, Verdict::Fail],
            (_, Some(Half::Both)) => [Verdict::Fail, Verdict::Fail],
            (_, None) => [verdict(self.cell.answer), verdict(self.cell.answer)],
        }
    }
}

/// What the policies of a principal say, and what the resource says.
fn sides(answer: Answer, how: Option<&Denial>, missing: Option<Half>) -> [Verdict; 2] {
    let at_resource = matches!(
        how,
        Some(Denial::ExplicitResource | Denial::ImplicitResource | Denial::ResourceControl | Denial::Trust)
    );
    match (verdict(answer), missing) {
        (Verdict::Fail, Some(Half::Target)) => [Verdict::Pass, Verdict::Fail],
        (Verdict::Fail, None) if at_resource => [Verdict::Pass, Verdict::Fail],
        (Verdict::Fail, _) => [Verdict::Fail, Verdict::NotReached],
        (verdict, _) => [verdict, verdict],
    }
}

fn verdict(answer: Answer) -> Verdict {
    match answer {
        Answer::Allowed => Verdict::Pass,
        Answer::ExplicitDeny | Answer::ImplicitDeny | Answer::NotApplicable => Verdict::Fail,
        Answer::Depends | Answer::Unknown => Verdict::Unknown,
    }
}
