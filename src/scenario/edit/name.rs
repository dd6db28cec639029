//! The names of documents and owners: role and user ARNs, policy and group names, the resource that carries a policy.
//!
//! What always holds: a name is stored as it was typed, also where it is wrong, and [`fault`] says what is wrong with
//! it. Fields that named the old name (node role, associations, questions, memberships) name the new one.

use super::super::Scenario;
use super::{Known, Owner, Part, add, template};
use crate::aws::Arn;
use crate::aws::arn::is_account;
use crate::text::SourceId;

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameFault {
    /// Nothing is there.
    Empty,
    /// It is no ARN of an IAM role.
    NotARole,
    /// It is no ARN of an IAM user.
    NotAUser,
    /// It is no ARN at all.
    NotAnArn,
    /// Another one of its kind has the same name.
    Taken,
    /// IAM allows letters, digits and `+=,.@_-`, up to 64 characters for roles and users, 128 for others.
    NotAName,
}

/// The name, if this part has one.
#[must_use]
pub fn name(scenario: &Scenario, part: Part) -> Option<&str> {
    let at = usize::from;
    match part {
        Part::Document(SourceId::RolePolicy(i, j)) => {
            scenario.roles.get(at(i))?.policies.get(at(j)).map(|p| p.name.as_str())
        }
        Part::Document(SourceId::UserPolicy(i, j)) => {
            scenario.users.get(at(i))?.policies.get(at(j)).map(|p| p.name.as_str())
        }
        Part::Document(SourceId::GroupPolicy(i, j)) => {
            scenario.groups.get(at(i))?.policies.get(at(j)).map(|p| p.name.as_str())
        }
        Part::Document(SourceId::ResourcePolicy(i)) => {
            scenario.resource_policies.get(at(i)).map(|p| p.resource.as_str())
        }
        Part::Owner(Owner::Role(i)) => scenario.roles.get(at(i)).map(|role| role.arn.as_str()),
        Part::Owner(Owner::User(i)) => scenario.users.get(at(i)).map(|user| user.arn.as_str()),
        Part::Owner(Owner::Group(i)) => scenario.groups.get(at(i)).map(|group| group.name.as_str()),
        Part::Document(_) | Part::Owner(_) => None,
    }
}

/// The scenario with another name for this part; unchanged where it has none. The policy of a resource that nobody has
/// edited since it was added follows the new resource.
#[must_use]
pub fn rename(scenario: &Scenario, known: &Known, part: Part, new: &str) -> Scenario {
    let mut next = scenario.clone();
    let new = new.trim();
    let Some(old) = name(scenario, part).map(str::to_owned).filter(|old| old != new) else { return next };
    let at = usize::from;
    let follow = |field: &mut String| {
        if *field == old && !old.is_empty() {
            new.clone_into(field);
        }
    };
    let set = |policy: Option<&mut super::super::NamedPolicy>| {
        if let Some(policy) = policy {
            new.clone_into(&mut policy.name);
        }
    };
    match part {
        Part::Document(SourceId::RolePolicy(i, j)) => {
            set(next.roles.get_mut(at(i)).and_then(|role| role.policies.get_mut(at(j))));
        }
        Part::Document(SourceId::UserPolicy(i, j)) => {
            set(next.users.get_mut(at(i)).and_then(|user| user.policies.get_mut(at(j))));
        }
        Part::Document(SourceId::GroupPolicy(i, j)) => {
            set(next.groups.get_mut(at(i)).and_then(|group| group.policies.get_mut(at(j))));
        }
        Part::Document(SourceId::ResourcePolicy(i)) => {
            let principal = add::principal(scenario, known);
            if let Some(policy) = next.resource_policies.get_mut(at(i)) {
                let untouched = policy.document == template::resource_policy(&old, &principal);
                if untouched && Arn::parse(new).is_some() {
                    policy.document = template::resource_policy(new, &principal);
                }
                new.clone_into(&mut policy.resource);
            }
        }
        Part::Owner(Owner::Role(i)) => {
            if let Some(role) = next.roles.get_mut(at(i)) {
                new.clone_into(&mut role.arn);
            }
            next.node_role.as_mut().map(follow);
            for association in &mut next.pod_identity_associations {
                follow(&mut association.role_arn);
                association.target_role_arn.as_mut().map(follow);
            }
            next.questions.iter_mut().filter_map(|question| question.principal.as_mut()).for_each(follow);
        }
        Part::Owner(Owner::User(i)) => {
            if let Some(user) = next.users.get_mut(at(i)) {
                new.clone_into(&mut user.arn);
            }
            next.questions.iter_mut().filter_map(|question| question.principal.as_mut()).for_each(follow);
        }
        Part::Owner(Owner::Group(i)) => {
            if let Some(group) = next.groups.get_mut(at(i)) {
                new.clone_into(&mut group.name);
            }
            next.users.iter_mut().flat_map(|user| &mut user.groups).for_each(follow);
        }
        Part::Document(_) | Part::Owner(_) => {}
    }
    next
}

/// What is wrong with the name of this part, or would be if it were `new`.
#[must_use]
pub fn fault(scenario: &Scenario, part: Part, new: &str) -> Option<NameFault> {
    name(scenario, part)?;
    let new = new.trim();
    let at = usize::from;
    let taken = |i: u16, names: &mut dyn Iterator<Item = &str>| {
        names.enumerate().any(|(other, name)| other != at(i) && name == new).then_some(NameFault::Taken)
    };
    if new.is_empty() {
        // Policies may go without a name; they are numbered then.
        let named = !matches!(
            part,
            Part::Document(SourceId::RolePolicy(..) | SourceId::UserPolicy(..) | SourceId::GroupPolicy(..))
        );
        return named.then_some(NameFault::Empty);
    }
    match part {
        Part::Owner(Owner::Role(i)) => entity(new, "role", NameFault::NotARole)
            .or_else(|| taken(i, &mut scenario.roles.iter().map(|role| role.arn.as_str()))),
        Part::Owner(Owner::User(i)) => entity(new, "user", NameFault::NotAUser)
            .or_else(|| taken(i, &mut scenario.users.iter().map(|user| user.arn.as_str()))),
        Part::Owner(Owner::Group(i)) => (!is_name(new, 128))
            .then_some(NameFault::NotAName)
            .or_else(|| taken(i, &mut scenario.groups.iter().map(|group| group.name.as_str()))),
        Part::Document(SourceId::ResourcePolicy(i)) => Arn::parse(new)
            .is_none()
            .then_some(NameFault::NotAnArn)
            .or_else(|| taken(i, &mut scenario.resource_policies.iter().map(|policy| policy.resource.as_str()))),
        Part::Document(SourceId::RolePolicy(i, j)) => {
            taken(j, &mut scenario.roles.get(at(i))?.policies.iter().map(|policy| policy.name.as_str()))
        }
        Part::Document(SourceId::UserPolicy(i, j)) => {
            taken(j, &mut scenario.users.get(at(i))?.policies.iter().map(|policy| policy.name.as_str()))
        }
        Part::Document(SourceId::GroupPolicy(i, j)) => {
            taken(j, &mut scenario.groups.get(at(i))?.policies.iter().map(|policy| policy.name.as_str()))
        }
        Part::Document(_) | Part::Owner(_) => None,
    }
}

/// `arn:aws:iam::123456789012:role/path/name`, as the IAM API reference has it.
fn entity(arn: &str, kind: &str, otherwise: NameFault) -> Option<NameFault> {
    let Some(arn) = Arn::parse(arn) else { return Some(otherwise) };
    let Some(name) = arn.name_of(kind).filter(|_| arn.service == "iam" && arn.region.is_empty()) else {
        return Some(otherwise);
    };
    if !is_account(arn.account) || !crate::aws::arn::is_partition(arn.partition) {
        return Some(otherwise);
    }
    let last = name.rsplit('/').next().unwrap_or_default();
    (!is_name(last, 64)).then_some(NameFault::NotAName)
}

/// Whether a text is the ARN of a role, with an account, a known partition and a name that IAM allows.
#[must_use]
pub fn is_role_arn(text: &str) -> bool {
    entity(text, "role", NameFault::NotARole).is_none()
}

fn is_name(name: &str, most: usize) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"+=,.@_-".contains(&byte);
    !name.is_empty() && name.len() <= most && name.bytes().all(allowed)
}
