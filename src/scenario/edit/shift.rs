//! Documents and owners change places, and are copied.
//!
//! What always holds: a move touches two neighbours and nothing else; an SCP that leaves its level enters the next one,
//! or a new one below the last. A copy stands right after its original, under a new name.

use super::super::Scenario;
use super::{Edited, Owner, Part, index, unique};
use crate::aws::Arn;
use crate::text::SourceId;

/// Which way something moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

/// Whether there is a place to move to.
#[must_use]
pub fn can_shift(scenario: &Scenario, part: Part, way: Way) -> bool {
    shift(scenario, part, way).is_some()
}

/// The scenario with the part one place further; `None` at the end of its list, and for what is no part of a list.
#[must_use]
pub fn shift(scenario: &Scenario, part: Part, way: Way) -> Option<Edited> {
    let mut next = scenario.clone();
    let at = usize::from;
    let show = match part {
        Part::Document(source) => match source {
            SourceId::RolePolicy(i, j) => {
                SourceId::RolePolicy(i, swap(&mut next.roles.get_mut(at(i))?.policies, j, way)?)
            }
            SourceId::UserPolicy(i, j) => {
                SourceId::UserPolicy(i, swap(&mut next.users.get_mut(at(i))?.policies, j, way)?)
            }
            SourceId::GroupPolicy(i, j) => {
                SourceId::GroupPolicy(i, swap(&mut next.groups.get_mut(at(i))?.policies, j, way)?)
            }
            SourceId::ResourcePolicy(i) => SourceId::ResourcePolicy(swap(&mut next.resource_policies, i, way)?),
            SourceId::ServiceControlPolicy(level, j) => {
                let (level, j) = through_levels(&mut next.service_control_policies, level, j, way)?;
                SourceId::ServiceControlPolicy(level, j)
            }
            SourceId::ResourceControlPolicy(level, j) => {
                let (level, j) = through_levels(&mut next.resource_control_policies, level, j, way)?;
                SourceId::ResourceControlPolicy(level, j)
            }
            SourceId::Manifests
            | SourceId::TrustPolicy(_)
            | SourceId::RoleBoundary(_)
            | SourceId::UserBoundary(_)
            | SourceId::AssociationPolicy(_)
            | SourceId::SessionPolicy
            | SourceId::EndpointPolicy
            | SourceId::Settings => return None,
        },
        Part::Owner(owner) => {
            let moved = match owner {
                Owner::Role(i) => Owner::Role(swap(&mut next.roles, i, way)?),
                Owner::User(i) => Owner::User(swap(&mut next.users, i, way)?),
                Owner::Group(i) => Owner::Group(swap(&mut next.groups, i, way)?),
                Owner::ServiceControl(i) => Owner::ServiceControl(swap(&mut next.service_control_policies, i, way)?),
                Owner::ResourceControl(i) => Owner::ResourceControl(swap(&mut next.resource_control_policies, i, way)?),
                Owner::Cluster | Owner::Resources | Owner::Sessions => return None,
            };
            first_of(&next, moved)
        }
    };
    Some(Edited { scenario: next, show })
}

/// The scenario with a copy of the part; `None` for what there can be only one of.
#[must_use]
pub fn duplicate(scenario: &Scenario, part: Part) -> Option<Edited> {
    let mut next = scenario.clone();
    let at = usize::from;
    let show = match part {
        Part::Document(source) => match source {
            SourceId::RolePolicy(i, j) => {
                SourceId::RolePolicy(i, copy_policy(&mut next.roles.get_mut(at(i))?.policies, j)?)
            }
            SourceId::UserPolicy(i, j) => {
                SourceId::UserPolicy(i, copy_policy(&mut next.users.get_mut(at(i))?.policies, j)?)
            }
            SourceId::GroupPolicy(i, j) => {
                SourceId::GroupPolicy(i, copy_policy(&mut next.groups.get_mut(at(i))?.policies, j)?)
            }
            SourceId::ResourcePolicy(i) => {
                let list = &mut next.resource_policies;
                let mut copy = list.get(at(i))?.clone();
                copy.resource = unique(&copy.resource, |name| list.iter().any(|policy| policy.resource == name));
                SourceId::ResourcePolicy(insert_after(list, i, copy)?)
            }
            SourceId::ServiceControlPolicy(level, j) => {
                let list = next.service_control_policies.get_mut(at(level))?;
                let copy = list.get(at(j))?.clone();
                SourceId::ServiceControlPolicy(level, insert_after(list, j, copy)?)
            }
            SourceId::ResourceControlPolicy(level, j) => {
                let list = next.resource_control_policies.get_mut(at(level))?;
                let copy = list.get(at(j))?.clone();
                SourceId::ResourceControlPolicy(level, insert_after(list, j, copy)?)
            }
            SourceId::Manifests
            | SourceId::TrustPolicy(_)
            | SourceId::RoleBoundary(_)
            | SourceId::UserBoundary(_)
            | SourceId::AssociationPolicy(_)
            | SourceId::SessionPolicy
            | SourceId::EndpointPolicy
            | SourceId::Settings => return None,
        },
        Part::Owner(owner) => {
            let copied = match owner {
                Owner::Role(i) => {
                    let mut copy = next.roles.get(at(i))?.clone();
                    copy.arn = copy_arn(&copy.arn, |arn| next.roles.iter().any(|role| role.arn == arn));
                    Owner::Role(insert_after(&mut next.roles, i, copy)?)
                }
                Owner::User(i) => {
                    let mut copy = next.users.get(at(i))?.clone();
                    copy.arn = copy_arn(&copy.arn, |arn| next.users.iter().any(|user| user.arn == arn));
                    Owner::User(insert_after(&mut next.users, i, copy)?)
                }
                Owner::Group(i) => {
                    let mut copy = next.groups.get(at(i))?.clone();
                    copy.name = unique(&copy.name, |name| next.groups.iter().any(|group| group.name == name));
                    Owner::Group(insert_after(&mut next.groups, i, copy)?)
                }
                Owner::ServiceControl(_)
                | Owner::ResourceControl(_)
                | Owner::Cluster
                | Owner::Resources
                | Owner::Sessions => return None,
            };
            first_of(&next, copied)
        }
    };
    Some(Edited { scenario: next, show })
}

fn copy_arn(arn: &str, taken: impl Fn(&str) -> bool) -> String {
    if Arn::parse(arn).is_none() && arn.is_empty() {
        return arn.to_owned();
    }
    unique(arn, taken)
}

fn copy_policy(policies: &mut Vec<super::super::NamedPolicy>, j: u16) -> Option<u16> {
    let mut copy = policies.get(usize::from(j))?.clone();
    copy.name = unique(&copy.name, |name| policies.iter().any(|policy| policy.name == name));
    insert_after(policies, j, copy)
}

fn insert_after<T>(list: &mut Vec<T>, i: u16, item: T) -> Option<u16> {
    index(list.len())?;
    let place = i.checked_add(1).filter(|&place| usize::from(place) <= list.len())?;
    list.insert(usize::from(place), item);
    Some(place)
}

fn swap<T>(list: &mut [T], i: u16, way: Way) -> Option<u16> {
    let to = match way {
        Way::Up => i.checked_sub(1)?,
        Way::Down => i.checked_add(1)?,
    };
    if usize::from(i.max(to)) >= list.len() {
        return None;
    }
    list.swap(usize::from(i), usize::from(to));
    Some(to)
}

/// Within its level; at the level's end into the next one. A level that is left empty goes.
fn through_levels(levels: &mut Vec<Vec<String>>, level: u16, j: u16, way: Way) -> Option<(u16, u16)> {
    let here = levels.get_mut(usize::from(level))?;
    if let Some(to) = swap(here, j, way) {
        return Some((level, to));
    }
    let alone = here.len() == 1;
    let to = match way {
        Way::Up => level.checked_sub(1)?,
        Way::Down => level.checked_add(1)?,
    };
    if usize::from(to) >= levels.len() {
        if alone {
            return None;
        }
        index(levels.len())?;
        levels.push(Vec::new());
    }
    let document = levels.get_mut(usize::from(level))?.remove(usize::from(j));
    let there = levels.get_mut(usize::from(to))?;
    let place = match way {
        Way::Up => there.len(),
        Way::Down => 0,
    };
    there.insert(place, document);
    if alone {
        levels.remove(usize::from(level));
    }
    let to = if alone && way == Way::Down { level } else { to };
    Some((to, u16::try_from(place).ok()?))
}

fn first_of(scenario: &Scenario, wanted: Owner) -> SourceId {
    let mut all = scenario.documents().map(|(source, _)| source);
    all.find(|&source| super::owner(source) == wanted).unwrap_or(SourceId::Manifests)
}
