//! What a role is expected to be allowed: the questions to its workloads, each with the conditions under which it
//! should be.
//!
//! What always holds: where a statement of the role allows it today, its conditions are kept; what a question supposes
//! of the request becomes a condition besides.

use super::conditions::Conditions;
use crate::aws::catalog::{self, Fit};
use crate::chain::{self, Simulation};
use crate::iam::action::RequestAction;
use crate::iam::evaluate::Cause;
use crate::iam::lower;
use crate::iam::partition::Glob;
use crate::iam::policy::{Effect, Naming, PolicyKind, ResourceEntry, Version};
use crate::order;
use crate::scenario::{Expectation, Question, Scenario};
use crate::text::{Location, SourceId};

/// Something that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Want {
    /// The question that asks for it.
    pub question: usize,
    /// The action, in the catalogue's spelling.
    pub action: String,
    /// The resource or the pattern; `*` for an action that works on no resource.
    pub resource: String,
    /// Under which conditions.
    pub(super) conditions: Conditions,
    /// Whether a statement of the role says so today, whatever else decides.
    pub(super) granted: bool,
}

/// What the questions to a role's workloads want to be allowed, and which of them want a refusal.
pub(super) fn wants(scenario: &Scenario, simulation: &Simulation, role: u16) -> (Vec<Want>, Vec<usize>) {
    let (mut wants, mut refusals): (Vec<Want>, Vec<usize>) = (Vec::new(), Vec::new());
    for chain in super::check::chains(simulation, role) {
        let answers = simulation.chains.get(chain).map(|chain| chain.answers.as_slice()).unwrap_or_default();
        for answer in answers {
            let Some(question) = scenario.questions.get(answer.question) else { continue };
            let known = wants.iter().any(|want| want.question == answer.question);
            if question.expect == Some(Expectation::Denied) {
                refusals.push(answer.question);
            } else if question.breaks_links() && !known {
                wants.push(want(scenario, chain, role, answer.question, question));
            }
        }
    }
    order::sort(&mut refusals);
    refusals.dedup();
    (wants, refusals)
}

fn want(scenario: &Scenario, chain: usize, role: u16, index: usize, question: &Question) -> Want {
    let spelt =
        catalog::action(&question.action).map(|(service, action)| format!("{}:{}", service.prefix, action.name));
    let action = spelt.unwrap_or_else(|| question.action.clone());
    let everything = catalog::fit(&action, "*") == Fit::NoResourceTypes;
    let resource = if everything { "*".to_owned() } else { question.resource.clone() };
    let explained = chain::explain_access(scenario, chain, &action, &question.resource, &question.context);
    let statements = match explained.map(|explained| explained.explanation.decision.cause) {
        Some(Cause::AllowedBy { statements }) => statements.iter().map(|statement| statement.at).collect(),
        _ => Vec::new(),
    };
    let mut conditions = kept(scenario, role, &statements);
    conditions.add_context(&question.context);
    let granted = is_granted(scenario, role, &action, &resource, &conditions);
    Want { question: index, action, resource, conditions, granted }
}

/// Whether a statement allows an action on a resource under these conditions, or under none.
fn is_granted(scenario: &Scenario, role: u16, action: &str, resource: &str, conditions: &Conditions) -> bool {
    let lower = action.to_lowercase();
    let request = RequestAction::new(&lower);
    let policies = scenario.roles.get(usize::from(role)).into_iter().flat_map(|role| &role.policies);
    policies.into_iter().any(|policy| {
        let text = policy.document.as_str();
        let read = lower::read(SourceId::RolePolicy(role, 0), text, PolicyKind::Identity).0;
        read.iter().flat_map(|policy| &policy.statements).any(|statement| {
            let named = |naming| naming == Naming::Named;
            let on = |entry: &ResourceEntry| entry.text == resource || Glob::new(&entry.text).matches(resource);
            let under = match statement.condition_span {
                None => true,
                Some(span) => Conditions::read(span.of(text), true).as_ref() == Some(conditions),
            };
            statement.effect == Effect::Allow
                && under
                && named(statement.action.naming)
                && statement.action.entries.iter().any(|entry| entry.pattern.matches(&request))
                && statement.resource.iter().any(|element| named(element.naming) && element.entries.iter().any(on))
        })
    })
}

/// The conditions under which the role allows it today: those of the statement that has the fewest.
fn kept(scenario: &Scenario, role: u16, statements: &[Location]) -> Conditions {
    let own = statements.iter().filter(|at| matches!(at.source, SourceId::RolePolicy(of, _) if of == role));
    let all = own.filter_map(|at| of_statement(scenario, *at));
    let mut all: Vec<Conditions> = all.collect();
    order::sort_by_key(&mut all, Conditions::len);
    all.into_iter().next().unwrap_or_default()
}

fn of_statement(scenario: &Scenario, at: Location) -> Option<Conditions> {
    let text = scenario.text(at.source)?;
    let policy = lower::read(at.source, text, PolicyKind::Identity).0?;
    let statement = policy.statements.iter().find(|statement| statement.span == at.span)?;
    let Some(span) = statement.condition_span else { return Some(Conditions::default()) };
    Conditions::read(span.of(text), policy.version == Version::V2012)
}
