//! Effective access as it is read: by service and access level, with counts, filtered by words.
//!
//! What always holds: it borrows what was found and decides nothing itself; what is granted but useless stands apart.

use super::{AccessGrant, Area, EffectiveAccess, GrantedAction};
use crate::aws::AccessLevel;
use crate::aws::catalog::{self, ResourceType};
use crate::chain::simulation::Answer;
use crate::order;
use std::collections::BTreeMap;

/// What is granted of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceGrants<'a> {
    /// Such as `s3`.
    pub prefix: String,
    /// How many of its actions are granted somewhere.
    pub granted: usize,
    /// How many it has; as many as are granted where the catalogue does not know it.
    pub of: usize,
    /// Whether all of them are allowed on everything.
    pub everywhere: bool,
    /// By access level.
    pub levels: Vec<LevelGrants<'a>>,
}

/// What is granted of one access level.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelGrants<'a> {
    /// Absent for actions that are not in the catalogue.
    pub level: Option<AccessLevel>,
    /// How many actions are granted somewhere.
    pub granted: usize,
    /// How many there are.
    pub of: usize,
    /// Together where the areas are the same.
    pub places: Vec<Place<'a>>,
}

/// Actions with the same areas.
#[derive(Clone, Debug, PartialEq)]
pub struct Place<'a> {
    /// The actions.
    pub actions: Vec<&'a GrantedAction>,
    /// Where they are allowed, or may be.
    pub areas: &'a [Area],
}

/// An action that is granted where it works on nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Useless<'a> {
    /// The action.
    pub action: &'a GrantedAction,
    /// Where it is granted.
    pub areas: &'a [Area],
    /// What it works on.
    pub types: Vec<&'static ResourceType>,
}

/// Grants by service and access level; those whose action or level has all words of the filter, in any case.
#[must_use]
pub fn by_service<'a>(grants: &'a [AccessGrant], filter: &str) -> Vec<ServiceGrants<'a>> {
    let filter = filter.to_lowercase();
    let passes = |action: &GrantedAction| {
        let level = action.level.map(AccessLevel::name).unwrap_or_default();
        let text = format!("{} {level}", action.name).to_lowercase();
        filter.split_whitespace().all(|word| text.contains(word))
    };
    let mut services: Vec<ServiceGrants<'a>> = Vec::new();
    let mut idle: BTreeMap<String, usize> = BTreeMap::new();
    for grant in grants {
        for action in grant.actions.iter().filter(|action| passes(action)) {
            let prefix = action.name.split(':').next().unwrap_or_default().to_ascii_lowercase();
            if action.useless {
                // Where it works on nothing, everything is all there is.
                *idle.entry(prefix).or_default() += usize::from(is_everywhere(&grant.areas));
                continue;
            }
            let at = services.iter().position(|service| service.prefix == prefix).unwrap_or_else(|| {
                services.push(empty(prefix));
                services.len() - 1
            });
            if let Some(service) = services.get_mut(at) {
                add(service, action, &grant.areas);
            }
        }
    }
    for service in &mut services {
        order::sort_by_key(&mut service.levels, |level| (level.level.is_none(), level.level));
        let idle = idle.get(&service.prefix).copied().unwrap_or_default();
        service.everywhere = service.granted + idle == service.of && {
            let mut areas = service.levels.iter().flat_map(|level| &level.places).map(|place| place.areas);
            areas.all(is_everywhere)
        };
    }
    order::sort_by(&mut services, |a, b| a.prefix.cmp(&b.prefix));
    services
}

fn empty<'a>(prefix: String) -> ServiceGrants<'a> {
    let of = catalog::service(&prefix).map_or(0, |service| service.actions().len());
    ServiceGrants { prefix, granted: 0, of, everywhere: false, levels: Vec::new() }
}

fn add<'a>(service: &mut ServiceGrants<'a>, action: &'a GrantedAction, areas: &'a [Area]) {
    service.granted += 1;
    service.of = service.of.max(service.granted);
    let at = service.levels.iter().position(|level| level.level == action.level).unwrap_or_else(|| {
        let all = catalog::service(&service.prefix).map(catalog::Service::actions).unwrap_or_default();
        let of = all.iter().filter(|one| Some(one.level) == action.level).count();
        service.levels.push(LevelGrants { level: action.level, granted: 0, of, places: Vec::new() });
        service.levels.len() - 1
    });
    let Some(level) = service.levels.get_mut(at) else { return };
    level.granted += 1;
    level.of = level.of.max(level.granted);
    match level.places.iter_mut().find(|place| place.areas == areas) {
        Some(place) => place.actions.push(action),
        None => level.places.push(Place { actions: vec![action], areas }),
    }
}

/// What is granted but useless, what statements spell out first.
#[must_use]
pub fn useless(access: &EffectiveAccess) -> Vec<Useless<'_>> {
    let mut found: Vec<Useless<'_>> = Vec::new();
    for grant in &access.grants {
        for action in grant.actions.iter().filter(|action| action.useless) {
            let types = catalog::action(&action.name).map(|(service, one)| service.resource_types_of(one).collect());
            found.push(Useless { action, areas: &grant.areas, types: types.unwrap_or_default() });
        }
    }
    order::sort_by_key(&mut found, |one| !one.action.spelt);
    found
}

impl EffectiveAccess {
    /// Whether every action there is, is allowed on everything of the account.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        let services = by_service(&self.grants, "");
        let all = |service: &catalog::Service| {
            services.iter().any(|found| found.prefix == service.prefix && found.everywhere)
        };
        !services.is_empty() && catalog::services().iter().all(all)
    }
}

/// Whether it is allowed on everything of the account, but for what AWS always leaves to another policy.
fn is_everywhere(areas: &[Area]) -> bool {
    areas.iter().any(|area| {
        let fact = |text: &str| text == "*" || own_account(text).is_some();
        let apart = |text: &str| matches!(text, "arn:*:kms:*:*:key/*" | "arn:*:iam:*:*:role/*");
        area.answer == Answer::Allowed
            && area.within.iter().all(|bounds| fact(&bounds.text))
            && area.except.iter().all(|bounds| apart(&bounds.text))
    })
}

/// The account of a pattern that says nothing but whose a resource is; empty for nobody's.
#[must_use]
pub fn own_account(pattern: &str) -> Option<&str> {
    pattern.strip_prefix("arn:*:*:*:")?.strip_suffix(":*").filter(|account| !account.contains([':', '*', '?']))
}
