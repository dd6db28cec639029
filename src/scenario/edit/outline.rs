//! The documents of a scenario by their owners, and which of them stand as tabs over the editor.
//!
//! What always holds: every document stands in exactly one section, in the order of the fields; a role, a user or a
//! group stands there even where it has no document.

use super::super::Scenario;
use crate::text::SourceId;

/// To whom documents belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// The cluster: manifests and settings.
    Cluster,
    /// A role.
    Role(u16),
    /// A user.
    User(u16),
    /// A group.
    Group(u16),
    /// Buckets, tables, keys …
    Resources,
    /// A level of the organization, its SCPs.
    ServiceControl(u16),
    /// A level of the organization, its RCPs.
    ResourceControl(u16),
    /// What narrows a session: session policies, the policy of the VPC endpoint.
    Sessions,
}

/// An owner and its documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Whose they are.
    pub owner: Owner,
    /// The documents.
    pub documents: Vec<SourceId>,
}

/// To whom a document belongs.
#[must_use]
pub fn owner(source: SourceId) -> Owner {
    match source {
        SourceId::Manifests | SourceId::Settings => Owner::Cluster,
        SourceId::TrustPolicy(i) | SourceId::RolePolicy(i, _) | SourceId::RoleBoundary(i) => Owner::Role(i),
        SourceId::UserPolicy(i, _) | SourceId::UserBoundary(i) => Owner::User(i),
        SourceId::GroupPolicy(i, _) => Owner::Group(i),
        SourceId::ResourcePolicy(_) => Owner::Resources,
        SourceId::ServiceControlPolicy(level, _) => Owner::ServiceControl(level),
        SourceId::ResourceControlPolicy(level, _) => Owner::ResourceControl(level),
        SourceId::AssociationPolicy(_) | SourceId::SessionPolicy | SourceId::EndpointPolicy => Owner::Sessions,
    }
}

/// Everything by owner.
#[must_use]
pub fn outline(scenario: &Scenario) -> Vec<Section> {
    let numbered = |length: usize, owner: fn(u16) -> Owner| (0u16..).zip(0..length).map(move |(i, _)| owner(i));
    let owners = std::iter::once(Owner::Cluster)
        .chain(numbered(scenario.roles.len(), Owner::Role))
        .chain(numbered(scenario.users.len(), Owner::User))
        .chain(numbered(scenario.groups.len(), Owner::Group))
        .chain([Owner::Resources])
        .chain(numbered(scenario.service_control_policies.len(), Owner::ServiceControl))
        .chain(numbered(scenario.resource_control_policies.len(), Owner::ResourceControl))
        .chain([Owner::Sessions]);
    let mut sections: Vec<Section> = owners.map(|owner| Section { owner, documents: Vec::new() }).collect();
    for (source, _) in scenario.documents() {
        let whose = owner(source);
        if let Some(section) = sections.iter_mut().find(|section| section.owner == whose) {
            section.documents.push(source);
        }
    }
    let stays = |section: &Section| {
        !section.documents.is_empty() || !matches!(section.owner, Owner::Resources | Owner::Sessions)
    };
    sections.retain(stays);
    sections
}

/// Up to so many documents stand as tabs, whatever they are.
const FEW: usize = 5;

/// The documents that stand as tabs: all, where they are few; else the manifests, those of one role (that of the open
/// document, or `role`), and the open one.
#[must_use]
pub fn tabs(scenario: &Scenario, open: SourceId, role: u16) -> Vec<SourceId> {
    let all: Vec<SourceId> = scenario.documents().map(|(source, _)| source).collect();
    if all.len() <= FEW && scenario.roles.len() <= 1 {
        return all;
    }
    let role = match owner(open) {
        owner @ Owner::Role(_) => owner,
        _ => Owner::Role(role),
    };
    let shown = |&source: &SourceId| source == SourceId::Manifests || source == open || owner(source) == role;
    all.into_iter().filter(shown).collect()
}
