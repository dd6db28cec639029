//! Roles, users, groups and their policies into a scenario.
//!
//! What always holds: a role is found by its ARN, or by its name where the text has no more; its policies are merged by
//! name. Of a long list of roles only those are taken that a ServiceAccount can have or that are named already, unless
//! the reader wants all; how many were left is said.

use super::{Change, Placing, Target, set};
use crate::import::facts::{Attached, Fact, Listed, RoleFact};
use crate::import::{Cause, Detail, MANY_ROLES, Roles, known};
use crate::scenario::{Group, NamedPolicy, Role, User};

impl Placing<'_> {
    pub(super) fn identities(&mut self, facts: Vec<(usize, Fact)>) {
        let wanted = self.wanted(&facts);
        // What is attached to a role by name comes after the role.
        let is_partial = |fact: &Fact| matches!(fact, Fact::Role(role) if role.role.arn.is_empty());
        let (partial, mut facts): (Vec<_>, Vec<_>) = facts.into_iter().partition(|(_, fact)| is_partial(fact));
        facts.extend(partial);
        let mut left: Vec<(usize, usize)> = Vec::new();
        for (found, fact) in facts {
            match fact {
                Fact::Role(role) if role.listed == Listed::Among && !wanted(&role) => {
                    match left.iter_mut().find(|(known, _)| *known == found) {
                        Some((_, count)) => *count += 1,
                        None => left.push((found, 1)),
                    }
                }
                Fact::Role(role) => self.role(found, *role),
                Fact::User { user, attached, boundary } => self.user(found, *user, &attached, boundary),
                Fact::Group { group, attached } => self.group(found, group, &attached),
                Fact::Association(association) => self.association(found, association),
                _ => {}
            }
        }
        for (found, count) in left {
            self.detail(found, Detail::RolesLeftOut(count));
        }
    }

    /// Which roles of a list are taken.
    fn wanted(&self, facts: &[(usize, Fact)]) -> impl Fn(&RoleFact) -> bool + use<> {
        let roles = || facts.iter().filter_map(|(_, fact)| if let Fact::Role(role) = fact { Some(role) } else { None });
        let trusts = |role: &RoleFact| {
            let trust = role.role.trust_policy.as_deref().unwrap_or_default();
            trust.contains("AssumeRoleWithWebIdentity") || trust.contains("pods.eks.amazonaws.com")
        };
        let mut named: Vec<String> = self.scenario.roles.iter().map(|role| role.arn.clone()).collect();
        named.extend(self.annotated.iter().map(|(_, arn)| arn.clone()));
        for (_, fact) in facts {
            if let Fact::Association(one) = fact {
                named.push(one.role_arn.clone());
            }
        }
        named.extend(self.scenario.pod_identity_associations.iter().map(|one| one.role_arn.clone()));
        crate::order::sort(&mut named);
        let is_named = move |role: &RoleFact| named.binary_search(&role.role.arn).is_ok();
        let many = roles().filter(|role| role.listed == Listed::Among).count() >= MANY_ROLES;
        let some = roles().any(|role| trusts(role) || is_named(role));
        let select = many && some && self.choices.roles == Roles::Relevant;
        move |role: &RoleFact| !select || trusts(role) || is_named(role)
    }

    fn role(&mut self, found: usize, fact: RoleFact) {
        let RoleFact { role: new, name, attached, boundary, .. } = fact;
        let partial = new.arn.is_empty();
        let Some(at) = (if partial { self.role_named(found, &name) } else { Some(self.role_with(&new.arn)) }) else {
            return;
        };
        let (at, created) = at;
        let mut policies = new.policies;
        for one in &attached {
            policies.extend(self.attached(found, one));
        }
        let boundary = boundary.and_then(|one| self.attached(found, &one)).map(|policy| policy.document);
        let Some(role) = self.scenario.roles.get_mut(at) else { return };
        let before = role.clone();
        if new.trust_policy.is_some() {
            role.trust_policy = new.trust_policy;
        }
        if boundary.is_some() {
            role.permissions_boundary = boundary;
        }
        if !new.tags.is_empty() {
            role.tags = new.tags;
        }
        role.max_session_duration = new.max_session_duration.or(role.max_session_duration);
        for policy in policies {
            merge(&mut role.policies, policy);
        }
        let change = match created {
            Change::Added => Change::Added,
            _ if *role == before => Change::Same,
            _ => Change::Updated,
        };
        let target = Target::Role(role.arn.clone());
        self.put(found, target, change);
    }

    fn user(&mut self, found: usize, mut new: User, attached: &[Attached], boundary: Option<String>) {
        for one in attached {
            new.policies.extend(self.attached(found, one));
        }
        let boundary = boundary.map(|arn| Attached { arn, line: 0 });
        new.permissions_boundary = boundary.and_then(|one| self.attached(found, &one)).map(|policy| policy.document);
        let target = Target::User(new.arn.clone());
        let users = &mut self.scenario.users;
        let change = match users.iter_mut().find(|user| user.arn == new.arn) {
            Some(old) if *old == new => Change::Same,
            Some(old) => {
                let policies = std::mem::take(&mut new.policies);
                for policy in policies {
                    merge(&mut old.policies, policy);
                }
                old.groups = if new.groups.is_empty() { std::mem::take(&mut old.groups) } else { new.groups };
                old.permissions_boundary = new.permissions_boundary.or(old.permissions_boundary.take());
                Change::Updated
            }
            None => {
                users.push(new);
                Change::Added
            }
        };
        self.put(found, target, change);
    }

    fn group(&mut self, found: usize, mut new: Group, attached: &[Attached]) {
        for one in attached {
            new.policies.extend(self.attached(found, one));
        }
        let target = Target::Group(new.name.clone());
        let groups = &mut self.scenario.groups;
        let change = match groups.iter_mut().find(|group| group.name == new.name) {
            Some(old) if *old == new => Change::Same,
            Some(old) => {
                for policy in new.policies {
                    merge(&mut old.policies, policy);
                }
                Change::Updated
            }
            None => {
                groups.push(new);
                Change::Added
            }
        };
        self.put(found, target, change);
    }

    /// Inline policies of somebody who is named only.
    pub(super) fn inline(&mut self, found: usize, fact: Fact) {
        match fact {
            Fact::OfRole { role, policy } => {
                let Some((at, _)) = self.role_named(found, &role) else { return };
                self.policy_of(found, at, policy);
            }
            Fact::OfUser { user, policy } => {
                let is = |one: &&mut User| one.arn.rsplit('/').next() == Some(user.as_str());
                if let Some(one) = self.scenario.users.iter_mut().find(is) {
                    let change = merge(&mut one.policies, policy);
                    let target = Target::User(one.arn.clone());
                    return self.put(found, target, change);
                }
                let home = self.home();
                let arn = format!("arn:{}:iam::{}:user/{user}", home.partition(), home.account().text());
                self.detail(found, Detail::Placeholder("Arn".to_owned(), arn.clone()));
                self.scenario.users.push(User { arn: arn.clone(), policies: vec![policy], ..User::default() });
                self.put(found, Target::User(arn), Change::Added);
            }
            Fact::OfGroup { group, policy } => self.group(found, Group { name: group, policies: vec![policy] }, &[]),
            _ => {}
        }
    }

    /// Puts a policy on a role.
    pub(super) fn policy_of(&mut self, found: usize, at: usize, policy: NamedPolicy) {
        let Some(role) = self.scenario.roles.get_mut(at) else { return };
        let target = Target::RolePolicy(role.arn.clone(), policy.name.clone());
        let change = merge(&mut role.policies, policy);
        self.put(found, target, change);
    }

    /// The document of a managed policy that somebody has.
    fn attached(&mut self, found: usize, attached: &Attached) -> Option<NamedPolicy> {
        let arn = attached.arn.as_str();
        if let Some(one) = self.managed.get_mut(arn) {
            one.used = true;
            return Some(NamedPolicy { name: one.name.clone(), document: one.document.clone() });
        }
        let name = arn.rsplit('/').next().unwrap_or(arn).to_owned();
        if let Some(document) = known::managed(arn) {
            self.detail(found, Detail::FromMemory(name.clone()));
            return Some(NamedPolicy { name, document });
        }
        // It may be there from an earlier paste.
        let known = self.scenario.roles.iter().flat_map(|role| &role.policies).any(|policy| policy.name == name);
        if !known {
            self.refuse_at(found, attached.line, &name, Cause::NoDocument(arn.to_owned()));
        }
        None
    }

    /// The role with an ARN, added where it is not there.
    pub(super) fn role_with(&mut self, arn: &str) -> (usize, Change) {
        let roles = &mut self.scenario.roles;
        match roles.iter().position(|role| role.arn == arn) {
            Some(at) => (at, Change::Updated),
            None => {
                roles.push(Role { arn: arn.to_owned(), ..Role::default() });
                (roles.len() - 1, Change::Added)
            }
        }
    }

    /// The role with a name: one of the scenario, one that a ServiceAccount names, else a new one in the known account.
    fn role_named(&mut self, found: usize, name: &str) -> Option<(usize, Change)> {
        let name = name.rsplit('/').next().filter(|name| !name.is_empty())?;
        let is = |arn: &str| arn.rsplit('/').next() == Some(name);
        if let Some(at) = self.scenario.roles.iter().position(|role| is(&role.arn)) {
            return Some((at, Change::Updated));
        }
        let annotated = self.annotated.iter().map(|(_, arn)| arn.clone()).find(|arn| is(arn));
        let arn = match annotated {
            Some(arn) => arn,
            None => {
                let arn = self.home().role(name);
                self.detail(found, Detail::Placeholder("Arn".to_owned(), arn.clone()));
                arn
            }
        };
        Some(self.role_with(&arn))
    }

    /// The ServiceAccounts that name a role: the subject of their tokens, and the role's ARN.
    pub(super) fn read_annotations(&self) -> Vec<(String, String)> {
        let annotated = self.manifests.service_accounts.iter().filter_map(|account| {
            let arn = account.annotation(crate::import::account::ROLE_ARN)?.text().trim();
            let subject = format!("system:serviceaccount:{}:{}", account.namespace, account.name);
            crate::aws::arn::Arn::parse(arn).filter(crate::aws::arn::Arn::is_role)?;
            Some((subject, arn.to_owned()))
        });
        annotated.collect()
    }

    /// Sets the trust policy of a role.
    pub(super) fn trust_of(&mut self, found: usize, at: usize, text: String) {
        let Some(role) = self.scenario.roles.get_mut(at) else { return };
        let target = Target::TrustPolicy(role.arn.clone());
        let change = set(&mut role.trust_policy, text);
        self.put(found, target, change);
    }
}

/// Puts a policy among others: in the place of the one with its name.
pub(super) fn merge(policies: &mut Vec<NamedPolicy>, new: NamedPolicy) -> Change {
    match policies.iter_mut().find(|old| old.name == new.name) {
        Some(old) if *old == new => Change::Same,
        Some(old) => {
            *old = new;
            Change::Updated
        }
        None => {
            policies.push(new);
            Change::Added
        }
    }
}
