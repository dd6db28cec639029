//! Policies that do not say whose they are, and what else stands by itself.
//!
//! What always holds: a trust policy goes to the role of the ServiceAccount that its subject names, else to the role
//! that the manifests name and that has none, else to the only role, else to a new one. A permissions policy goes to
//! the same role. The reader's choice comes before all of that.

use super::{Change, Placing, Target, set};
use crate::aws::arn::is_account;
use crate::aws::oidc::ProviderArn;
use crate::import::facts::{Fact, Use};
use crate::import::{Detail, Found};
use crate::scenario::{NamedPolicy, ResourcePolicy};

/// Roles that are offered.
const MOST_ROLES: usize = 12;

impl Placing<'_> {
    pub(super) fn lone(&mut self, found: usize, fact: Fact) {
        match fact {
            Fact::Trust { text, subjects, provider } => {
                let arn = self.role_for_trust(found, &subjects, provider.as_deref());
                self.offered(found, Use::Trust(arn), text, None);
            }
            Fact::Permissions { text, name } => {
                let arn = self.role_for_permissions(found);
                self.offered(found, Use::Permissions(arn), text, name);
            }
            Fact::Resource { resource, text } => self.offered(found, Use::Resource(resource), text, None),
            Fact::ServiceControl(text) => self.apply(found, Use::ServiceControl, text, None),
            Fact::ResourceControl(text) => self.apply(found, Use::ResourceControl, text, None),
            Fact::Provider { account, provider } => self.provider(found, account, provider),
            Fact::Question(question) => {
                let target = Target::Question(question.action.clone(), question.resource.clone());
                let same = |one: &crate::scenario::Question| {
                    one.action == question.action && one.resource == question.resource && one.principal.is_none()
                };
                let change = if self.scenario.questions.iter().any(same) { Change::Same } else { Change::Added };
                if change == Change::Added {
                    self.scenario.questions.push(question);
                }
                self.put(found, target, change);
            }
            _ => {}
        }
    }

    /// Uses a document as the reader chose, or as was guessed; says what else could be chosen.
    fn offered(&mut self, found: usize, guess: Use, text: String, name: Option<String>) {
        let mut options = vec![guess.clone()];
        let mut offer = |option: Use| {
            if !options.contains(&option) {
                options.push(option);
            }
        };
        let mut arns: Vec<String> = self.scenario.roles.iter().map(|role| role.arn.clone()).collect();
        if let Use::Trust(arn) | Use::Permissions(arn) = &guess {
            arns.retain(|one| one != arn);
            arns.insert(0, arn.clone());
        }
        arns.truncate(MOST_ROLES);
        match &guess {
            Use::Trust(_) => arns.iter().for_each(|arn| offer(Use::Trust(arn.clone()))),
            Use::Permissions(_) => {
                arns.iter().for_each(|arn| offer(Use::Permissions(arn.clone())));
                arns.iter().for_each(|arn| offer(Use::Boundary(arn.clone())));
                [Use::ServiceControl, Use::Session].into_iter().for_each(offer);
            }
            _ => [Use::ResourceControl, Use::Endpoint].into_iter().for_each(offer),
        }
        let chosen = self.choices.uses.get(&found).filter(|chosen| options.contains(chosen)).cloned();
        let several = options.len() > 1;
        let chosen = chosen.unwrap_or(guess);
        // Only one document of an item can be chosen for.
        if let Some(one) = self.found.get_mut(found).filter(|one| several && one.chosen.is_none()) {
            one.options = options;
            one.chosen = Some(chosen.clone());
        }
        self.apply(found, chosen, text, name);
    }

    fn apply(&mut self, found: usize, how: Use, text: String, name: Option<String>) {
        match how {
            Use::Trust(arn) => {
                let (at, _) = self.role_with(&arn);
                self.trust_of(found, at, text);
            }
            Use::Permissions(arn) => {
                let (at, _) = self.role_with(&arn);
                let name = name.unwrap_or_else(|| self.free_name(at, &text));
                self.policy_of(found, at, NamedPolicy { name, document: text });
            }
            Use::Boundary(arn) => {
                let (at, _) = self.role_with(&arn);
                let Some(role) = self.scenario.roles.get_mut(at) else { return };
                let change = set(&mut role.permissions_boundary, text);
                self.put(found, Target::Boundary(arn), change);
            }
            Use::ServiceControl => {
                let change = organization(&mut self.scenario.service_control_policies, text);
                self.put(found, Target::ServiceControl, change);
            }
            Use::ResourceControl => {
                let change = organization(&mut self.scenario.resource_control_policies, text);
                self.put(found, Target::ResourceControl, change);
            }
            Use::Session => {
                let change = set(&mut self.scenario.session_policy, text);
                self.put(found, Target::Session, change);
            }
            Use::Endpoint => {
                let change = set(&mut self.scenario.endpoint_policy, text);
                self.put(found, Target::Endpoint, change);
            }
            Use::Resource(resource) => {
                let all = &mut self.scenario.resource_policies;
                let change = match all.iter_mut().find(|one| one.resource == resource) {
                    Some(old) if old.document == text => Change::Same,
                    Some(old) => {
                        old.document = text;
                        Change::Updated
                    }
                    None => {
                        all.push(ResourcePolicy { resource: resource.clone(), document: text });
                        Change::Added
                    }
                };
                self.put(found, Target::ResourcePolicy(resource), change);
            }
        }
    }

    /// A name for a policy without one: that of the same document, else one that no policy of the role has.
    fn free_name(&self, at: usize, text: &str) -> String {
        let policies = self.scenario.roles.get(at).map(|role| role.policies.as_slice()).unwrap_or_default();
        if let Some(same) = policies.iter().find(|policy| policy.document.trim() == text.trim()) {
            return same.name.clone();
        }
        let taken = |name: &str| policies.iter().any(|policy| policy.name == name);
        let mut name = "pasted-policy".to_owned();
        let mut number = 1;
        while taken(&name) {
            number += 1;
            name = format!("pasted-policy-{number}");
        }
        name
    }

    fn role_for_trust(&mut self, found: usize, subjects: &[String], provider: Option<&str>) -> String {
        let annotated = &self.annotated;
        let has_trust =
            |arn: &str| self.scenario.roles.iter().any(|role| role.arn == arn && role.trust_policy.is_some());
        let of_subject = annotated.iter().find(|(subject, _)| subjects.contains(subject));
        let without = || annotated.iter().find(|(_, arn)| !has_trust(arn));
        if let Some((_, arn)) = of_subject.or_else(without) {
            return arn.clone();
        }
        let roles = &self.scenario.roles;
        if let Some(role) = roles.iter().find(|role| role.trust_policy.is_none()) {
            return role.arn.clone();
        }
        if let [only] = roles.as_slice() {
            return only.arn.clone();
        }
        let account = provider.and_then(ProviderArn::parse).map(|provider| provider.account);
        let name = subjects.iter().find_map(|subject| subject.rsplit(':').next()).filter(|name| is_name(name));
        self.new_role(found, account, name.unwrap_or("my-role"))
    }

    fn role_for_permissions(&mut self, found: usize) -> String {
        // The role whose trust policy, or which itself, came with the same texts.
        let placed = |found: &Found| {
            found.placed.iter().rev().find_map(|placed| match &placed.target {
                Target::TrustPolicy(arn) | Target::Role(arn) => Some(arn.clone()),
                _ => None,
            })
        };
        if let Some(arn) = self.found.iter().rev().find_map(placed) {
            return arn;
        }
        let annotated = &self.annotated;
        let empty = |arn: &str| !self.scenario.roles.iter().any(|role| role.arn == arn && !role.policies.is_empty());
        if let Some((_, arn)) = annotated.iter().find(|(_, arn)| empty(arn)).or(annotated.first()) {
            return arn.clone();
        }
        if let Some(role) = self.scenario.roles.first() {
            return role.arn.clone();
        }
        self.new_role(found, None, "my-role")
    }

    fn new_role(&mut self, found: usize, account: Option<String>, name: &str) -> String {
        let mut home = self.home();
        home.account = account.filter(|account| is_account(account)).or(home.account);
        let arn = home.role(name);
        self.detail(found, Detail::Placeholder("role".to_owned(), arn.clone()));
        arn
    }
}

/// Adds a document to the lowest level of an organization.
fn organization(levels: &mut Vec<Vec<String>>, text: String) -> Change {
    if levels.iter().flatten().any(|known| known.trim() == text.trim()) {
        return Change::Same;
    }
    match levels.last_mut() {
        Some(level) => level.push(text),
        None => levels.push(vec![text]),
    }
    Change::Added
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 64
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+=,.@-_".contains(&byte))
}
