//! Documents and owners are taken away.
//!
//! What always holds: what is shown afterwards is the next of its kind, else the one before, else another document of
//! its owner, else the manifests. A level of the organization goes with its last policy: a level without one would
//! deny everything.

use super::super::{Scenario, User};
use super::{Edited, Owner, Part, owner};
use crate::text::SourceId;

/// The scenario without this part; `None` where it is not there, or cannot go.
#[must_use]
pub fn remove(scenario: &Scenario, part: Part) -> Option<Edited> {
    let mut next = scenario.clone();
    take(&mut next, part)?;
    let show = neighbour(scenario, &next, part);
    Some(Edited { scenario: next, show })
}

fn take(scenario: &mut Scenario, part: Part) -> Option<()> {
    let at = usize::from;
    match part {
        Part::Document(source) => match source {
            SourceId::Manifests | SourceId::Settings => None,
            SourceId::TrustPolicy(i) => scenario.roles.get_mut(at(i))?.trust_policy.take().map(drop),
            SourceId::RolePolicy(i, j) => out(&mut scenario.roles.get_mut(at(i))?.policies, j).map(drop),
            SourceId::RoleBoundary(i) => scenario.roles.get_mut(at(i))?.permissions_boundary.take().map(drop),
            SourceId::UserPolicy(i, j) => out(&mut scenario.users.get_mut(at(i))?.policies, j).map(drop),
            SourceId::UserBoundary(i) => scenario.users.get_mut(at(i))?.permissions_boundary.take().map(drop),
            SourceId::GroupPolicy(i, j) => out(&mut scenario.groups.get_mut(at(i))?.policies, j).map(drop),
            SourceId::ResourcePolicy(i) => out(&mut scenario.resource_policies, i).map(drop),
            SourceId::ServiceControlPolicy(level, j) => off_level(&mut scenario.service_control_policies, level, j),
            SourceId::ResourceControlPolicy(level, j) => off_level(&mut scenario.resource_control_policies, level, j),
            SourceId::AssociationPolicy(i) => {
                scenario.pod_identity_associations.get_mut(at(i))?.policy.take().map(drop)
            }
            SourceId::SessionPolicy => scenario.session_policy.take().map(drop),
            SourceId::EndpointPolicy => scenario.endpoint_policy.take().map(drop),
        },
        Part::Owner(owner) => match owner {
            Owner::Cluster | Owner::Resources | Owner::Sessions => None,
            Owner::Role(i) => out(&mut scenario.roles, i).map(|role| ask_no_more(scenario, &role.arn)),
            Owner::User(i) => out(&mut scenario.users, i).map(|user| ask_no_more(scenario, &user.arn)),
            Owner::Group(i) => out(&mut scenario.groups, i).map(|group| leave(&mut scenario.users, &group.name)),
            Owner::ServiceControl(level) => out(&mut scenario.service_control_policies, level).map(drop),
            Owner::ResourceControl(level) => out(&mut scenario.resource_control_policies, level).map(drop),
        },
    }
}

/// Questions about somebody who is gone go too.
fn ask_no_more(scenario: &mut Scenario, arn: &str) {
    scenario.questions.retain(|question| question.principal.as_deref() != Some(arn));
}

fn leave(users: &mut [User], group: &str) {
    for user in users {
        user.groups.retain(|name| name != group);
    }
}

fn out<T>(list: &mut Vec<T>, index: u16) -> Option<T> {
    let index = usize::from(index);
    (index < list.len()).then(|| list.remove(index))
}

fn off_level(levels: &mut Vec<Vec<String>>, level: u16, j: u16) -> Option<()> {
    let documents = levels.get_mut(usize::from(level))?;
    out(documents, j)?;
    if documents.is_empty() {
        levels.remove(usize::from(level));
    }
    Some(())
}

/// What is shown after a removal.
fn neighbour(before: &Scenario, after: &Scenario, part: Part) -> SourceId {
    let has = |source: SourceId| after.text(source).is_some();
    let first_of = |wanted: Owner| after.documents().map(|(source, _)| source).find(|&source| owner(source) == wanted);
    match part {
        Part::Document(source) => {
            let mut same: Vec<SourceId> = same_kind(source);
            same.retain(|&source| has(source));
            let gone_level = before.documents().count() > 0 && first_of(owner(source)).is_none();
            let last = || gone_level.then(|| last_of_kind(after, source)).flatten();
            same.first().copied().or_else(|| first_of(owner(source))).or_else(last).unwrap_or(SourceId::Manifests)
        }
        Part::Owner(gone) => {
            let before = |i: u16| i.checked_sub(1);
            let candidates: [Option<Owner>; 2] = match gone {
                Owner::Role(i) => [Some(gone), before(i).map(Owner::Role)],
                Owner::User(i) => [Some(gone), before(i).map(Owner::User)],
                Owner::Group(i) => [Some(gone), before(i).map(Owner::Group)],
                Owner::ServiceControl(i) => [Some(gone), before(i).map(Owner::ServiceControl)],
                Owner::ResourceControl(i) => [Some(gone), before(i).map(Owner::ResourceControl)],
                Owner::Cluster | Owner::Resources | Owner::Sessions => [None, None],
            };
            candidates.into_iter().flatten().find_map(first_of).unwrap_or(SourceId::Manifests)
        }
    }
}

/// The document that now stands in the same place, then the one before it.
fn same_kind(source: SourceId) -> Vec<SourceId> {
    let pair = |j: u16, make: &dyn Fn(u16) -> SourceId| {
        let mut pair = vec![make(j)];
        pair.extend(j.checked_sub(1).map(make));
        pair
    };
    match source {
        SourceId::RolePolicy(i, j) => pair(j, &|j| SourceId::RolePolicy(i, j)),
        SourceId::UserPolicy(i, j) => pair(j, &|j| SourceId::UserPolicy(i, j)),
        SourceId::GroupPolicy(i, j) => pair(j, &|j| SourceId::GroupPolicy(i, j)),
        SourceId::ResourcePolicy(i) => pair(i, &SourceId::ResourcePolicy),
        SourceId::ServiceControlPolicy(level, j) => pair(j, &|j| SourceId::ServiceControlPolicy(level, j)),
        SourceId::ResourceControlPolicy(level, j) => pair(j, &|j| SourceId::ResourceControlPolicy(level, j)),
        SourceId::Manifests
        | SourceId::TrustPolicy(_)
        | SourceId::RoleBoundary(_)
        | SourceId::UserBoundary(_)
        | SourceId::AssociationPolicy(_)
        | SourceId::SessionPolicy
        | SourceId::EndpointPolicy
        | SourceId::Settings => Vec::new(),
    }
}

/// The last document of the same kind, where the whole level of the organization went.
fn last_of_kind(after: &Scenario, source: SourceId) -> Option<SourceId> {
    let same = |other: &SourceId| std::mem::discriminant(other) == std::mem::discriminant(&source);
    after.documents().map(|(source, _)| source).filter(same).last()
}
