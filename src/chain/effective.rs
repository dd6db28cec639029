//! Effective access: everything that a session may do, without being asked about one resource.
//!
//! For each action, all resource patterns of the statements about it cut the ARNs into cells
//! ([`crate::iam::partition`]); within a cell every ARN matches the same statements, so the engine's decision about
//! the witness holds for all of the cell. Cells with the same answer are then put into words again: within these
//! patterns, except those.
//!
//! What always holds: an area says `allowed` only where [`Session::decide_literally`] says so for every ARN in it; where the
//! combinations could not all be walked through, [`EffectiveAccess::exact`] is false and only what was found is listed.
//! What only waits for a policy that the scenario does not have (of a KMS key, of another account's resource) is told
//! apart, and wildcards over services that the catalogue does not know are named as such.

pub(in crate::chain) mod area;
pub mod digest;
pub(in crate::chain) mod places;
pub mod summary;
mod useless;
mod waiting;

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
use crate::iam::policy::{Effect, Naming, Policy, PolicyKind, Standing, Statement};
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
    /// What the policies of the other side would have to allow too, and they are not given: `Unknown` in every area.
    pub waiting: Vec<AccessGrant>,
    /// Allowed actions with wildcards of services that the catalogue does not know, as they are written.
    pub unlisted: Vec<String>,
    /// The account of the session.
    pub account: String,
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
    /// Whether a statement names it itself, and not by a wildcard.
    pub spelt: bool,
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
    let mut access = EffectiveAccess { exact: true, account: session.account.clone(), ..EffectiveAccess::default() };
    if policies.iter().any(|policy| policy.standing == Standing::Refused) {
        return EffectiveAccess { unreadable: true, ..access };
    }
    access.unlisted = unlisted(&policies);
    let mut maps = Maps { session, policies: &policies, known: BTreeMap::new() };
    let mut useless = useless::Memory::default();
    let mut known: BTreeMap<Alike, Found> = BTreeMap::new();
    for name in actions(&policies) {
        let lower = name.to_ascii_lowercase();
        let found = match maps.alike(&name, &lower) {
            Some(alike) => known.entry(alike).or_insert_with(|| maps.find(&name, &lower)).clone(),
            None => maps.find(&name, &lower),
        };
        access.exact &= found.exact;
        let level = catalog::action(&name).map(|(_, action)| action.level);
        let useless = !found.open.is_empty() && useless.is_useless(&name, &found.open);
        let spelt = useless && is_spelt(&policies, &name);
        let action = GrantedAction { name, level, useless, spelt };
        for (areas, grants) in [(found.open, &mut access.grants), (found.waiting, &mut access.waiting)] {
            match grants.iter_mut().find(|grant| grant.areas == areas) {
                _ if areas.is_empty() => {}
                Some(grant) => grant.actions.push(action.clone()),
                None => grants.push(AccessGrant { actions: vec![action.clone()], areas }),
            }
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

/// Allowed wildcards over services that the catalogue does not know.
fn unlisted(policies: &[&Policy]) -> Vec<String> {
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let allowing = statements.filter(|statement| statement.effect == Effect::Allow);
    let named = allowing.filter(|statement| statement.action.naming == Naming::Named);
    let mut found: Vec<String> = Vec::new();
    for entry in named.flat_map(|statement| &statement.action.entries) {
        let Some((service, name)) = entry.text.split_once(':') else { continue };
        let unknown = !service.contains(['*', '?']) && catalog::service(service).is_none();
        if unknown && name.contains(['*', '?']) && !found.contains(&entry.text) {
            found.push(entry.text.clone());
        }
    }
    found
}

/// Whether an Allow statement names an action without a wildcard.
fn is_spelt(policies: &[&Policy], name: &str) -> bool {
    let statements = policies.iter().flat_map(|policy| &policy.statements);
    let allowing = statements.filter(|s| s.effect == Effect::Allow && s.action.naming == Naming::Named);
    allowing.flat_map(|statement| &statement.action.entries).any(|entry| entry.text.eq_ignore_ascii_case(name))
}

/// Whether a statement is about an action.
fn about(statement: &Statement, action: &RequestAction<'_>) -> bool {
    let named = statement.action.entries.iter().any(|entry| entry.pattern.matches(action));
    match statement.action.naming {
        Naming::Named => named,
        Naming::AllBut => !named,
    }
}

/// What actions have in common that are decided alike: the service, where it makes a difference, whether they work on
/// resources, and the statements about them, as (policy, statement).
type Alike = (String, bool, Vec<(usize, usize)>);

/// The areas of an action.
#[derive(Clone)]
struct Found {
    open: Vec<Area>,
    waiting: Vec<Area>,
    exact: bool,
}

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

    fn find(&mut self, name: &str, lower: &str) -> Found {
        let map = self.of(lower);
        let decide = |arn: &str| waiting::decided(self.session, name, arn);
        let areas = match catalog::fit(name, "*") {
            // Some actions work on no resource at all and are asked about `*` alone.
            Fit::NoResourceTypes => area::everywhere(&decide("*")),
            Fit::Fits | Fit::OtherType | Fit::UnknownAction => area::areas(&map, &decide),
        };
        let (waiting, open) = areas.into_iter().partition(|area| area.answer == Answer::Unknown);
        Found { open, waiting, exact: map.partition.exact }
    }

    /// Names the actions that are decided like this one; `None` where an action is decided for itself: conditions look
    /// at keys that only some actions carry, and STS and KMS have rules of their own for some.
    fn alike(&self, name: &str, lower: &str) -> Option<Alike> {
        let action = RequestAction::new(lower);
        if matches!(action.service, "sts" | "kms") {
            return None;
        }
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
        // Of two services with the same statements, an RCP may count for one only, and so may a policy of an endpoint.
        let differs = |policy: &&Policy| matches!(policy.kind, PolicyKind::ResourceControl | PolicyKind::Endpoint);
        let service = if self.policies.iter().any(differs) { action.service } else { "" };
        Some((service.to_owned(), catalog::fit(name, "*") == Fit::NoResourceTypes, statements))
    }
}
