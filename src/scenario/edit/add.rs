//! New documents and new owners.
//!
//! What always holds: what is added fits what the scenario knows (its issuer, its ServiceAccounts, its account), has a
//! name of its own, and is the document to be shown.

use super::super::{Group, NamedPolicy, PodIdentityAssociation, Question, ResourcePolicy, Role, Scenario, User};
use super::{Edited, Known, index, template, unique};
use crate::text::SourceId;

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum New {
    /// A role with a trust policy and a permissions policy.
    Role,
    /// The trust policy of a role that has none.
    TrustPolicy(u16),
    /// A permissions policy of a role.
    RolePolicy(u16),
    /// The boundary of a role that has none.
    RoleBoundary(u16),
    /// A user with a policy, and a question about it, since users are simulated where they are asked for.
    User,
    /// A policy of a user.
    UserPolicy(u16),
    /// The boundary of a user that has none.
    UserBoundary(u16),
    /// A group with a policy.
    Group,
    /// A policy of a group.
    GroupPolicy(u16),
    /// The policy of a bucket, a table, a key …
    ResourcePolicy,
    /// An SCP: on this level, or on a new one below the last.
    ServiceControlPolicy(Option<u16>),
    /// An RCP: on this level, or on a new one below the last.
    ResourceControlPolicy(Option<u16>),
    /// The session policy, where there is none.
    SessionPolicy,
    /// The policy of the VPC endpoint, where there is none.
    EndpointPolicy,
    /// An EKS Pod Identity association; it stands among the settings.
    Association,
    /// The session policy of an association that has none.
    AssociationPolicy(u16),
}

/// The scenario with something new; `None` where there is no place for it.
#[must_use]
pub fn add(scenario: &Scenario, known: &Known, new: New) -> Option<Edited> {
    let mut next = scenario.clone();
    let show = put(&mut next, known, new)?;
    Some(Edited { scenario: next, show })
}

fn put(scenario: &mut Scenario, known: &Known, new: New) -> Option<SourceId> {
    let at = usize::from;
    match new {
        New::Role => {
            let i = index(scenario.roles.len())?;
            let taken = |name: &str| scenario.roles.iter().any(|role| role.arn.rsplit('/').next() == Some(name));
            let arn = known.missing_role(scenario).unwrap_or_else(|| known.arn("role", &unique("my-role", taken)));
            let policies = vec![NamedPolicy { name: "my-policy".to_owned(), document: template::permissions() }];
            let trust_policy = Some(known.trust_policy(&arn));
            scenario.roles.push(Role { arn, trust_policy, policies, ..Role::default() });
            Some(SourceId::TrustPolicy(i))
        }
        New::TrustPolicy(i) => {
            let role = scenario.roles.get_mut(at(i)).filter(|role| role.trust_policy.is_none())?;
            role.trust_policy = Some(known.trust_policy(&role.arn));
            Some(SourceId::TrustPolicy(i))
        }
        New::RolePolicy(i) => policy(&mut scenario.roles.get_mut(at(i))?.policies).map(|j| SourceId::RolePolicy(i, j)),
        New::RoleBoundary(i) => {
            let role = scenario.roles.get_mut(at(i))?;
            boundary(&mut role.permissions_boundary).map(|()| SourceId::RoleBoundary(i))
        }
        New::User => {
            let i = index(scenario.users.len())?;
            let taken = |name: &str| scenario.users.iter().any(|user| user.arn.rsplit('/').next() == Some(name));
            let arn = known.arn("user", &unique("my-user", taken));
            let policies = vec![NamedPolicy { name: "my-policy".to_owned(), document: template::permissions() }];
            scenario.questions.push(Question {
                principal: Some(arn.clone()),
                action: "s3:GetObject".to_owned(),
                resource: "arn:aws:s3:::my-bucket/file".to_owned(),
                ..Question::default()
            });
            scenario.users.push(User { arn, policies, ..User::default() });
            Some(SourceId::UserPolicy(i, 0))
        }
        New::UserPolicy(i) => policy(&mut scenario.users.get_mut(at(i))?.policies).map(|j| SourceId::UserPolicy(i, j)),
        New::UserBoundary(i) => {
            let user = scenario.users.get_mut(at(i))?;
            boundary(&mut user.permissions_boundary).map(|()| SourceId::UserBoundary(i))
        }
        New::Group => {
            let i = index(scenario.groups.len())?;
            let name = unique("my-group", |name| scenario.groups.iter().any(|group| group.name == name));
            let policies = vec![NamedPolicy { name: "my-policy".to_owned(), document: template::permissions() }];
            scenario.groups.push(Group { name, policies });
            Some(SourceId::GroupPolicy(i, 0))
        }
        New::GroupPolicy(i) => {
            policy(&mut scenario.groups.get_mut(at(i))?.policies).map(|j| SourceId::GroupPolicy(i, j))
        }
        New::ResourcePolicy => {
            let i = index(scenario.resource_policies.len())?;
            let resource = known.resource(scenario);
            let document = template::resource_policy(&resource, &principal(scenario, known));
            scenario.resource_policies.push(ResourcePolicy { resource, document });
            Some(SourceId::ResourcePolicy(i))
        }
        New::ServiceControlPolicy(level) => {
            let (level, j) = on_level(&mut scenario.service_control_policies, level, template::service_control())?;
            Some(SourceId::ServiceControlPolicy(level, j))
        }
        New::ResourceControlPolicy(level) => {
            let (level, j) = on_level(&mut scenario.resource_control_policies, level, template::resource_control())?;
            Some(SourceId::ResourceControlPolicy(level, j))
        }
        New::SessionPolicy => {
            fill(&mut scenario.session_policy, template::boundary()).map(|()| SourceId::SessionPolicy)
        }
        New::EndpointPolicy => {
            fill(&mut scenario.endpoint_policy, template::endpoint()).map(|()| SourceId::EndpointPolicy)
        }
        New::Association => {
            index(scenario.pod_identity_associations.len())?;
            let role_arn = scenario.roles.first().map_or_else(|| known.arn("role", "my-role"), |role| role.arn.clone());
            let (namespace, service_account) = known.service_account(&role_arn);
            scenario.pod_identity_associations.push(PodIdentityAssociation {
                namespace: namespace.to_owned(),
                service_account: service_account.to_owned(),
                role_arn,
                ..PodIdentityAssociation::default()
            });
            Some(SourceId::Settings)
        }
        New::AssociationPolicy(i) => {
            let association = scenario.pod_identity_associations.get_mut(at(i))?;
            fill(&mut association.policy, template::boundary()).map(|()| SourceId::AssociationPolicy(i))
        }
    }
}

/// Whom the policy of a resource lets in: the first role, else the account.
pub(super) fn principal(scenario: &Scenario, known: &Known) -> String {
    let account = || format!("arn:aws:iam::{}:root", known.account);
    scenario.roles.first().map_or_else(account, |role| role.arn.clone())
}

fn policy(policies: &mut Vec<NamedPolicy>) -> Option<u16> {
    let j = index(policies.len())?;
    let name = unique("my-policy", |name| policies.iter().any(|policy| policy.name == name));
    policies.push(NamedPolicy { name, document: template::permissions() });
    Some(j)
}

fn boundary(place: &mut Option<String>) -> Option<()> {
    fill(place, template::boundary())
}

fn fill(place: &mut Option<String>, text: String) -> Option<()> {
    place.is_none().then(|| *place = Some(text))
}

fn on_level(levels: &mut Vec<Vec<String>>, level: Option<u16>, text: String) -> Option<(u16, u16)> {
    let level = match level {
        Some(level) => level,
        None => {
            let level = index(levels.len())?;
            levels.push(Vec::new());
            level
        }
    };
    let documents = levels.get_mut(usize::from(level))?;
    let j = index(documents.len())?;
    documents.push(text);
    Some((level, j))
}
