//! Effective access: everything that a session may do, without being asked about one resource.
//!
//! For each action, all resource patterns of the statements about it cut the ARNs into cells
//! ([`crate::iam::partition`]); within a cell every ARN matches the same statements, so the engine's decision about
//! the witness holds for all of the cell. Cells with the same answer are then put into words again: within these
//! patterns, except those.
//!
//! What always holds: an area says `allowed` only where [`Session::decide_literally`] says so for every ARN in it; where the
//! combinations could not all be walked through, [`EffectiveAccess::exact`] is false and only what was found is listed.

pub(in crate::chain) mod area;
pub(in crate::chain) mod places;
mod useless;

pub use area::{Area, Bounds};

use area::Map;

use super::permission::answer;
use super::session::Session;
use super::simulation::Answer;
use super::whose::{self, Whose};
use crate::aws::AccessLevel;
use crate::aws::catalog::{self, Fit};
use crate::iam::action::RequestAction;
use crate::iam::partition::{Glob, Partition};
use crate::iam::policy::{Effect, Naming, Policy, Standing, Statement};
use crate::scenario::Scenario;
use serde::Serialize;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a session may do.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EffectiveAccess {
    /// Actions that are allowed on the same areas, together.
    pub grants: Vec<AccessGrant>,
    /// Whether every combination of patterns was walked through.
    pub exact: bool,
    /// Whether a policy cannot be read, so that nothing is said.
    pub unreadable: bool,
}

/// Actions that are allowed on the same areas.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccessGrant {
    /// The actions, in the order of the catalogue.
    pub actions: Vec<GrantedAction>,
    /// Where they are allowed, or may be.
    pub areas: Vec<Area>,
}

/// One action of a grant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantedAction {
    /// `service:Name`
    pub name: String,
    /// Absent for an action that is not in the catalogue.
    pub level: Option<AccessLevel>,
    /// Whether no area holds a resource of a type that the action works on, as with `s3:ListBucket` on `bucket/*`.
    pub useless: bool,
}

/// What a session may do; `None` where there is none.
#[must_use]
pub fn effective_access(scenario: &Scenario, whose: Whose<'_>) -> Option<EffectiveAccess> {
    let mut found = None;
    whose::with_session(scenario, whose, &mut |_, session, _| found = Some(effective(&session)));
    found
}

/// What a session may do of these actions on these resources; `None` where there is none.
#[must_use]
pub fn answers(scenario: &Scenario, whose: Whose<'_>, requests: &[(String, String)]) -> Option<Vec<Answer>> {
    let mut found = None;
    whose::with_session(scenario, whose, &mut |_, session, _| {
        let decide = |(action, resource): &(String, String)| answer(&session.decide_literally(action, resource));
        found = Some(requests.iter().map(decide).collect());
    });
    found
}

/// What the session may do, over all actions of the catalogue and those that its policies name besides.
#[must_use]
pub fn effective(session: &Session<'_>) -> EffectiveAccess {
    let policies = session.all_policies();
    if policies.iter().any(|policy| policy.standing == Standing::Refused) {
        return EffectiveAccess { grants: Vec::new(), exact: true, unreadable: true };
    }
    let mut access = EffectiveAccess { exact: true, ..EffectiveAccess::default() };
    let mut maps = Maps { session, policies: &policies, known: BTreeMap::new() };
    let mut useless = useless::Memory::default();
    let mut known: BTreeMap<Alike, Vec<Area>> = BTreeMap::new();
    for name in actions(&policies) {
        let lower = name.to_ascii_lowercase();
        let map = maps.of(&lower);
        access.exact &= map.partition.exact;
        let areas = match maps.alike(&name, &lower) {
            Some(alike) => known.entry(alike).or_insert_with(|| areas(session, &name, &map)).clone(),
            None => areas(session, &name, &map),
        };
        if areas.is_empty() {
            continue;
        }
        let level = catalog::action(&name).map(|(_, action)| action.level);
        let useless = useless.is_useless(&name, &areas);
        let action = GrantedAction { name, level, useless };
        match access.grants.iter_mut().find(|grant| grant.areas == areas) {
            Some(grant) => grant.actions.push(action),
            None => access.grants.push(AccessGrant { actions: vec![action], areas }),
        }
    }
    access
}

impl EffectiveAccess {
    /// What is said of one action on one resource; `None` where nothing allows it.
    #[must_use]
    pub fn answer(&self, action: &str, resource: &str) -> Option<Answer> {
        let grants = |name: &str| name.eq_ignore_ascii_case(action);
        let grant = self.grants.iter().find(|grant| grant.actions.iter().any(|action| grants(&action.name)))?;
        grant.areas.iter().find(|area| area.holds(resource)).map(|area| area.answer)
    }
}

/// The actions that a statement might allow: of the catalogue, and those spelt out in the policies.
fn actions(policies: &[&Policy]) -> Vec<String> {
    let allows = |lower: &str| {
        let action = RequestAction::new(lower);
        let mut statements = policies.iter().flat_map(|policy| &policy.statements);
        statements.any(|statement| statement.effect == Effect::Allow && about(statement, &action))
    };
    let mut found: Vec<String> = catalog::services()
        .iter()
        .flat_map(|service| service.actions().iter().map(|action| format!("{}:{}", service.prefix, action.name)))
        .filter(|name| allows(&name.to_ascii_lowercase()))
        .collect();
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let spelt = statements.filter(|statement| statement.effect == Effect::Allow);
    for entry in spelt.flat_map(|statement| &statement.action.entries) {
        let plain = entry.text.contains(':') && !entry.text.contains(['*', '?']);
        if plain && catalog::action(&entry.text).is_none() && allows(&entry.text.to_ascii_lowercase()) {
            let known = found.iter().any(|name| name.eq_ignore_ascii_case(&entry.text));
            found.extend((!known).then(|| entry.text.clone()));
        }
    }
    found
}

/// Whether a statement is about an action.
fn about(statement: &Statement, action: &RequestAction<'_>) -> bool {
    let named = statement.action.entries.iter().any(|entry| entry.pattern.matches(action));
    match statement.action.naming {
        Naming::Named => named,
        Naming::AllBut => !named,
    }
}

/// What actions have in common that are decided alike: the service, whether they work on resources, and the statements
/// about them, as (policy, statement).
type Alike = (String, bool, Vec<(usize, usize)>);

/// Maps, each made once for all actions that the same statements are about.
struct Maps<'a, 'w> {
    session: &'a Session<'w>,
    policies: &'a [&'w Policy],
    known: BTreeMap<Vec<Glob>, Rc<Map>>,
}

impl Maps<'_, '_> {
    fn of(&mut self, lower: &str) -> Rc<Map> {
        let patterns = places::patterns(self.session, self.policies, lower);
        let globs: Vec<Glob> = patterns.iter().map(|(_, glob)| glob.clone()).collect();
        let made = self.known.entry(globs).or_insert_with_key(|globs| {
            let partition = Partition::of(globs);
            Rc::new(Map { patterns, partition })
        });
        Rc::clone(made)
    }

    /// Names the actions that are decided like this one; `None` where an action is decided for itself: conditions look
    /// at keys that only some actions carry, and STS and KMS have rules of their own for some.
    fn alike(&self, name: &str, lower: &str) -> Option<Alike> {
        let action = RequestAction::new(lower);
        let mut statements = Vec::new();
        for (at, policy) in self.policies.iter().enumerate() {
            for statement in policy.statements.iter().filter(|statement| about(statement, &action)) {
                let mut resources = statement.resource.iter().flat_map(|element| &element.entries);
                let varies = resources.any(|entry| entry.pattern.template().is_some_and(|t| t.keys().next().is_some()));
                if varies || !statement.conditions.is_empty() {
                    return None;
                }
                statements.push((at, statement.index));
            }
        }
        let own = matches!(action.service, "sts" | "kms");
        (!own).then(|| (action.service.to_owned(), catalog::fit(name, "*") == Fit::NoResourceTypes, statements))
    }
}

/// The areas of an action.
fn areas(session: &Session<'_>, action: &str, map: &Map) -> Vec<Area> {
    match catalog::fit(action, "*") {
        // Some actions work on no resource at all and are asked about `*` alone.
        Fit::NoResourceTypes => area::everywhere(&decided(session, action, "*")),
        Fit::Fits | Fit::OtherType | Fit::UnknownAction => area::areas(map, &|arn| decided(session, action, arn)),
    }
}

/// The engine's word on one ARN, as a cell of the matrix has it.
fn decided(session: &Session<'_>, action: &str, resource: &str) -> area::Word {
    let decision = session.decide_literally(action, resource);
    let cell = super::permission::to_cell(&decision);
    area::Word { answer: answer(&decision), depends_on: cell.depends_on, decided_by: cell.decided_by }
}
