//! Least privilege: from what a role is expected to be allowed, policies that allow exactly that; from the
//! ServiceAccounts that name a role, the exact trust policy.
//!
//! What always holds: nothing is proposed that the engine has not checked. Whatever is allowed afterwards was allowed
//! before or is asked for, every answer that was as expected stays so, and what cannot be reached by these policies (a
//! boundary, a key policy, a Deny that stays) is listed and not passed over. Statements that deny are kept.
//! Source: IAM User Guide, "Security best practices in IAM", least-privilege permissions.

mod check;
mod conditions;
mod documents;
mod gone;
mod statements;
pub mod trust;
mod want;

pub use documents::Document;
pub use gone::Gone;
pub use want::Want;

use crate::chain::{self, Simulation};
use crate::scenario::Scenario;
use crate::text::{Location, SourceId};

/// Policies that allow what is asked for and nothing else.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Which of the scenario's roles.
    pub role: u16,
    /// What is asked for.
    pub wants: Vec<Want>,
    /// The questions that expect a refusal.
    pub refusals: Vec<usize>,
    /// The scenario with these policies.
    pub scenario: Scenario,
    /// The role's documents, those that change.
    pub documents: Vec<Document>,
    /// What is no longer allowed.
    pub gone: Vec<Gone>,
    /// Expectations that these policies do not meet because something else decides.
    pub unmet: Vec<Unmet>,
    /// How many of the role's sessions were compared, and how many there are.
    pub compared: (usize, usize),
}

/// An expectation that is not met, as it was not before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmet {
    /// Its question.
    pub question: usize,
    /// The statements that decide, where statements do.
    pub at: Vec<Location>,
}

/// Why nothing is proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unable {
    /// No question expects this role to be allowed anything.
    NothingWanted,
    /// A policy cannot be read.
    Unreadable(SourceId),
    /// The workload has no session of the role, so nothing can be checked.
    NoSession,
    /// The policies allow exactly that already.
    Exact,
    /// An expectation contradicts the others: this question would not be answered as it should.
    Contradiction(usize),
    /// Something that nobody asked for would be allowed.
    Wider {
        /// The action.
        action: String,
        /// A resource.
        resource: String,
    },
    /// The patterns are too many to be compared one by one.
    TooLarge,
}

/// Policies for a role that allow what the questions to its workloads expect.
///
/// # Errors
/// Why there are none.
pub fn permissions(scenario: &Scenario, simulation: &Simulation, role: u16) -> Result<Proposal, Unable> {
    let (wants, refusals) = want::wants(scenario, simulation, role);
    if wants.is_empty() {
        return Err(Unable::NothingWanted);
    }
    let statements = statements::statements(&wants);
    let (scenario_after, documents) = documents::rewritten(scenario, role, &statements)?;
    let after = chain::simulate(&scenario_after);
    let unmet = check::expectations(scenario, simulation, &scenario_after, &after, role)?;
    let chains: Vec<usize> = check::chains(simulation, role).collect();
    let mut gone = Vec::new();
    for (at, &chain) in chains.iter().take(check::MOST_SESSIONS).enumerate() {
        let access = check::Access::of(scenario, &scenario_after, chain).ok_or(Unable::NoSession)?;
        access.nothing_new(&wants)?;
        if at == 0 {
            gone = access.gone();
        }
    }
    let compared = (chains.len().min(check::MOST_SESSIONS), chains.len());
    if gone.is_empty() && wants.iter().all(|want| want.granted) {
        return Err(Unable::Exact);
    }
    Ok(Proposal { role, wants, refusals, scenario: scenario_after, documents, gone, unmet, compared })
}
