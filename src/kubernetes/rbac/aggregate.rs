//! Aggregated ClusterRoles: the controller overwrites their rules with those of the roles they select.
//!
//! What always holds: rules written into an aggregating role count for nothing; selection goes through other
//! aggregating roles; a role never collects from itself, also not around a circle; equal rules stand once.

use super::{Role, RoleKind, Rule};
use crate::order;
use std::collections::BTreeSet;

/// A label selector: every requirement must hold. Without requirements it selects everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    /// The requirements.
    pub requirements: Vec<Requirement>,
}

/// One requirement on a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The label's key.
    pub key: String,
    /// What is required of it.
    pub operator: Operator,
}

/// `In`, `NotIn`, `Exists`, `DoesNotExist`; `matchLabels` are `In` with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operator {
    /// The value is one of these.
    In(Vec<String>),
    /// The label is absent or its value none of these.
    NotIn(Vec<String>),
    /// The label is there.
    Exists,
    /// The label is absent.
    DoesNotExist,
    /// An operator Kubernetes does not know; the object is refused, so it selects nothing.
    Unknown,
}

impl Selector {
    fn selects(&self, role: &Role) -> bool {
        self.requirements.iter().all(|requirement| {
            let value = role.labels.get(&requirement.key);
            match &requirement.operator {
                Operator::In(values) => value.is_some_and(|value| values.contains(value)),
                Operator::NotIn(values) => value.is_none_or(|value| !values.contains(value)),
                Operator::Exists => value.is_some(),
                Operator::DoesNotExist => value.is_none(),
                Operator::Unknown => false,
            }
        })
    }
}

/// Gives every aggregating ClusterRole its rules.
pub(super) fn aggregate(roles: &mut [Role]) {
    let collected: Vec<Option<Vec<Rule>>> = roles
        .iter()
        .map(|role| {
            role.aggregates.as_ref()?;
            let mut rules = Vec::new();
            collect(role, roles, &mut BTreeSet::new(), &mut rules);
            Some(rules)
        })
        .collect();
    for (role, rules) in roles.iter_mut().zip(collected) {
        if let Some(rules) = rules {
            role.rules = rules;
        }
    }
}

fn collect<'a>(role: &'a Role, roles: &'a [Role], seen: &mut BTreeSet<&'a str>, rules: &mut Vec<Rule>) {
    // Every ClusterRole is entered once, so the depth is bounded by their number, and a circle ends.
    let Some(selectors) = &role.aggregates else {
        for rule in &role.rules {
            if !rules.iter().any(|one| same(one, rule)) {
                rules.push(rule.clone());
            }
        }
        return;
    };
    seen.insert(&role.name);
    let mut selected: Vec<&Role> = roles
        .iter()
        .filter(|other| other.kind == RoleKind::ClusterRole && selectors.iter().any(|s| s.selects(other)))
        .collect();
    order::sort_by(&mut selected, |a, b| a.name.cmp(&b.name));
    for other in selected {
        if seen.insert(&other.name) {
            collect(other, roles, seen, rules);
        }
    }
}

/// Equal but for the places.
fn same(one: &Rule, other: &Rule) -> bool {
    let lists = |rule: &'_ Rule| {
        [&rule.verbs, &rule.api_groups, &rule.resources, &rule.resource_names, &rule.non_resource_urls]
            .map(|words| words.iter().map(|word| word.value.clone()).collect::<Vec<_>>())
    };
    lists(one) == lists(other)
}
