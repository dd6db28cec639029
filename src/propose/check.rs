//! What the engine says of a proposal, before anybody sees it.
//!
//! What always holds: the comparison of access before and after is made for every cell of the resource patterns that
//! either names, so it holds for every resource; expectations are compared for every workload of the role.

use super::gone::Gone;
use super::want::Want;
use super::{Unable, Unmet};
use crate::chain::board::{Met, met};
use crate::chain::effective::{AccessGrant, Area, EffectiveAccess, effective_access};
use crate::chain::simulation::Answer;
use crate::chain::{self, Simulation, Whose};
use crate::iam::evaluate::Cause;
use crate::iam::partition::{Glob, Partition};
use crate::order;
use crate::scenario::{Expectation, Scenario};
use crate::text::{Location, SourceId};

/// Sessions whose access is compared at most: those of one role differ little.
pub(super) const MOST_SESSIONS: usize = 4;

/// The chains whose session is of a role.
pub(super) fn chains(simulation: &Simulation, role: u16) -> impl Iterator<Item = usize> {
    let of_role = move |chain: &chain::Chain| chain.role.as_ref().is_some_and(|name| name.index == Some(role));
    simulation.chains.iter().enumerate().filter(move |(_, chain)| of_role(chain)).map(|(at, _)| at)
}

/// The expectations of all workloads of a role: each that was met is met; each that is not has a cause outside of the
/// proposed statements.
pub(super) fn expectations(
    scenario: &Scenario,
    before: &Simulation,
    scenario_after: &Scenario,
    after: &Simulation,
    role: u16,
) -> Result<Vec<Unmet>, Unable> {
    let mut unmet: Vec<Unmet> = Vec::new();
    for at in chains(before, role) {
        let (Some(old), Some(new)) = (before.chains.get(at), after.chains.get(at)) else { continue };
        for answer in &new.answers {
            let Some(question) = scenario.questions.get(answer.question) else { continue };
            let expect = if question.breaks_links() { Some(Expectation::Allowed) } else { question.expect };
            let is = met(expect, Some(answer.cell.answer));
            if matches!(is, Met::Yes | Met::Nothing) {
                continue;
            }
            let was = old.answers.iter().find(|one| one.question == answer.question);
            let was = met(expect, was.map(|one| one.cell.answer));
            let context = &question.context;
            let explained = chain::explain_access(scenario_after, at, &question.action, &question.resource, context);
            let cause = explained.map(|explained| explained.explanation.decision.cause).ok_or(Unable::NoSession)?;
            if was == Met::Yes || is_ours(&cause, role) {
                return Err(Unable::Contradiction(answer.question));
            }
            if !unmet.iter().any(|one| one.question == answer.question) {
                unmet.push(Unmet { question: answer.question, at: places(&cause) });
            }
        }
    }
    Ok(unmet)
}

/// Whether the role's own policies decide: they allow what should be refused, or an Allow in them is all that lacks.
fn is_ours(cause: &Cause, role: u16) -> bool {
    let own = |at: &Location| matches!(at.source, SourceId::RolePolicy(of, _) if of == role);
    match cause {
        Cause::AllowedBy { statements } => statements.iter().any(|statement| own(&statement.at)),
        other => chain::grant::is_enough(other),
    }
}

fn places(cause: &Cause) -> Vec<Location> {
    match cause {
        Cause::AllowedBy { statements } | Cause::DeniedBy { statements } => {
            statements.iter().map(|statement| statement.at).collect()
        }
        _ => Vec::new(),
    }
}

/// What one session may do, before and after.
pub(super) struct Access {
    before: EffectiveAccess,
    after: EffectiveAccess,
}

/// A resource for each combination of patterns, with the answers before and after.
type Cells = Vec<(String, Option<Answer>, Option<Answer>)>;

impl Access {
    /// `None` where the chain has no session.
    pub(super) fn of(before: &Scenario, after: &Scenario, chain: usize) -> Option<Self> {
        Some(Self {
            before: effective_access(before, Whose::Chain(chain))?,
            after: effective_access(after, Whose::Chain(chain))?,
        })
    }

    /// Whatever is allowed afterwards was allowed before, as certainly, or is wanted.
    pub(super) fn nothing_new(&self, wants: &[Want]) -> Result<(), Unable> {
        if !self.after.exact || !self.before.exact {
            return Err(Unable::TooLarge);
        }
        for grant in &self.after.grants {
            for action in &grant.actions {
                let old = areas(&self.before, &action.name);
                if old == grant.areas {
                    continue;
                }
                let wanted: Vec<Glob> = wants
                    .iter()
                    .filter(|want| want.action.eq_ignore_ascii_case(&action.name))
                    .map(|want| Glob::new(&want.resource))
                    .collect();
                for (resource, before, after) in cells(old, &grant.areas, &wanted)? {
                    let asked = wanted.iter().any(|glob| glob.matches(&resource));
                    if rank(after) > rank(before) && !asked {
                        return Err(Unable::Wider { action: action.name.clone(), resource });
                    }
                }
            }
        }
        Ok(())
    }

    /// What was allowed and no longer is.
    pub(super) fn gone(&self) -> Vec<Gone> {
        let mut all: Vec<Gone> = Vec::new();
        for grant in &self.before.grants {
            let mut known: Vec<(&[Area], bool)> = Vec::new();
            for action in grant.actions.iter().filter(|action| !action.useless) {
                let new = areas(&self.after, &action.name);
                let loses = match known.iter().find(|(areas, _)| *areas == new) {
                    Some((_, loses)) => *loses,
                    None => {
                        let loses = loses(&grant.areas, new);
                        known.push((new, loses));
                        loses
                    }
                };
                if !loses {
                    continue;
                }
                let entry = (action.name.clone(), action.level);
                match all.iter_mut().find(|gone| gone.before == grant.areas && gone.after == new) {
                    Some(gone) => gone.actions.push(entry),
                    None => {
                        all.push(Gone { before: grant.areas.clone(), after: new.to_vec(), actions: vec![entry] });
                    }
                }
            }
        }
        all
    }
}

/// Whether some resource is allowed before and not, or less certainly, after.
fn loses(before: &[Area], after: &[Area]) -> bool {
    if after.is_empty() || before == after {
        return before != after;
    }
    let found = cells(before, after, &[]);
    found.map_or(true, |cells| cells.iter().any(|(_, before, after)| rank(*after) < rank(*before)))
}

fn areas<'a>(access: &'a EffectiveAccess, action: &str) -> &'a [Area] {
    let grants = |grant: &&AccessGrant| grant.actions.iter().any(|one| one.name.eq_ignore_ascii_case(action));
    access.grants.iter().find(grants).map(|grant| grant.areas.as_slice()).unwrap_or_default()
}

/// Every combination of the patterns of these areas, and of some others.
fn cells(before: &[Area], after: &[Area], others: &[Glob]) -> Result<Cells, Unable> {
    let bounds = before.iter().chain(after).flat_map(|area| area.within.iter().chain(&area.except));
    let mut globs: Vec<Glob> = bounds.map(|bounds| Glob::new(&bounds.text)).collect();
    globs.extend(others.iter().cloned());
    order::sort(&mut globs);
    globs.dedup();
    // What stands for nothing but itself need not be an ARN.
    let everything = [("*".to_owned(), said(before, "*"), said(after, "*"))];
    let partition = Partition::of(&globs);
    if !partition.exact {
        return Err(Unable::TooLarge);
    }
    let found = partition.cells.into_iter().map(|cell| {
        let (before, after) = (said(before, &cell.witness), said(after, &cell.witness));
        (cell.witness, before, after)
    });
    Ok(found.chain(everything).collect())
}

fn said(areas: &[Area], resource: &str) -> Option<Answer> {
    areas.iter().find(|area| area.holds(resource)).map(|area| area.answer)
}

/// How much an answer gives.
fn rank(answer: Option<Answer>) -> u8 {
    match answer {
        Some(Answer::Allowed) => 2,
        Some(Answer::Depends | Answer::Unknown) => 1,
        Some(Answer::ExplicitDeny | Answer::ImplicitDeny | Answer::NotApplicable) | None => 0,
    }
}
