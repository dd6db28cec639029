//! Objects of the manifests to roles and bindings.
//!
//! What always holds: only `rbac.authorization.k8s.io/v1` is read (older versions are gone since 1.22); of two objects
//! with one name the later wins, as with `kubectl apply`, and one of the manifests wins over a built-in one.

use super::aggregate::{Operator, Requirement, Selector, aggregate};
use super::{Binding, GROUP, Rbac, Role, RoleKind, Rule, Subject, SubjectKind, Word, builtin};
use crate::kubernetes::object::Object;
use crate::order;
use crate::syntax::{Node, Value};
use crate::text::{Location, Span};
use std::collections::BTreeMap;

/// Whether the roles and bindings that every cluster has are there too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Builtins {
    /// As in a real cluster.
    Included,
    /// Only what the manifests say.
    Excluded,
}

/// The roles and bindings among the objects.
#[must_use]
pub fn lower(objects: &[Object], builtins: Builtins) -> Rbac {
    let built_in = match builtins {
        Builtins::Included => builtin::objects(),
        Builtins::Excluded => &[],
    };
    let all = built_in.iter().map(|one| (one, true)).chain(objects.iter().map(|one| (one, false)));
    let mut roles: Vec<Role> = Vec::new();
    let mut role_index: BTreeMap<(RoleKind, String, String), usize> = BTreeMap::new();
    let mut bindings: Vec<Binding> = Vec::new();
    let mut binding_index: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (object, builtin) in all.filter(|(object, _)| object.api_version == "rbac.authorization.k8s.io/v1") {
        let reader = Reader { object, builtin };
        match object.kind.as_str() {
            "Role" => put(&mut roles, &mut role_index, reader.role(RoleKind::Role), role_key),
            "ClusterRole" => put(&mut roles, &mut role_index, reader.role(RoleKind::ClusterRole), role_key),
            "RoleBinding" | "ClusterRoleBinding" => {
                put(&mut bindings, &mut binding_index, reader.binding(), |b| (b.namespace.clone(), b.name.clone()));
            }
            _ => {}
        }
    }
    aggregate(&mut roles);
    let mut rbac = Rbac { roles, ..Rbac::default() };
    for mut binding in bindings {
        let key = match binding.role_kind.as_str() {
            "Role" => Some((RoleKind::Role, binding.namespace.clone(), binding.role_name.clone())),
            "ClusterRole" => Some((RoleKind::ClusterRole, String::new(), binding.role_name.clone())),
            _ => None,
        };
        binding.role = key.and_then(|key| role_index.get(&key)).copied().filter(|_| !binding.role_refused);
        if binding.is_cluster_wide() {
            rbac.cluster_bindings.push(binding);
        } else {
            rbac.bindings.entry(binding.namespace.clone()).or_default().push(binding);
        }
    }
    rbac
}

fn role_key(role: &Role) -> (RoleKind, String, String) {
    (role.kind, role.namespace.clone(), role.name.clone())
}

fn put<T, K: Ord>(all: &mut Vec<T>, index: &mut BTreeMap<K, usize>, one: T, key: impl Fn(&T) -> K) {
    let at = *index.entry(key(&one)).or_insert(all.len());
    match all.get_mut(at) {
        Some(earlier) => *earlier = one,
        None => all.push(one),
    }
}

struct Reader<'a> {
    object: &'a Object,
    builtin: bool,
}

impl Reader<'_> {
    fn at(&self, span: Span) -> Option<Location> {
        (!self.builtin).then(|| self.object.at(span))
    }

    fn name_at(&self) -> Option<Location> {
        let node = self.object.node.at(&["metadata", "name"]).unwrap_or(&self.object.node);
        self.at(node.span)
    }

    /// The namespace; empty for cluster-scoped kinds, whatever was written.
    fn namespace(&self) -> String {
        if self.object.kind.starts_with("Cluster") {
            return String::new();
        }
        self.object.namespace.clone().unwrap_or_else(|| "default".to_owned())
    }

    fn role(&self, kind: RoleKind) -> Role {
        let node = &self.object.node;
        let labels = node.at(&["metadata", "labels"]).map(string_map).unwrap_or_default();
        let rules = elements(node.get("rules")).iter().map(|rule| self.rule(rule)).collect();
        let rule = node.get("aggregationRule").filter(|rule| kind == RoleKind::ClusterRole && is_object(rule));
        let aggregates = rule.map(|rule| elements(rule.get("clusterRoleSelectors")).iter().map(selector).collect());
        Role {
            kind,
            namespace: self.namespace(),
            name: self.object.name.clone(),
            labels,
            rules,
            aggregates,
            at: self.name_at(),
        }
    }

    fn rule(&self, rule: &Node) -> Rule {
        let words = |key: &str| {
            let all = elements(rule.get(key)).iter();
            all.filter_map(|word| Some(Word { value: word.as_str()?.to_owned(), at: self.at(word.span) })).collect()
        };
        Rule {
            verbs: words("verbs"),
            api_groups: words("apiGroups"),
            resources: words("resources"),
            resource_names: words("resourceNames"),
            non_resource_urls: words("nonResourceURLs"),
            at: self.at(rule.span),
        }
    }

    fn binding(&self) -> Binding {
        let node = &self.object.node;
        let namespace = self.namespace();
        let reference = node.get("roleRef");
        let field = |key: &str| reference.and_then(|r| r.get(key)).and_then(Node::as_str).unwrap_or_default();
        let subjects = elements(node.get("subjects")).iter().map(|one| self.subject(one, &namespace)).collect();
        Binding {
            name: self.object.name.clone(),
            role_kind: field("kind").to_owned(),
            role_name: field("name").to_owned(),
            role_at: reference.and_then(|reference| self.at(reference.span)),
            subjects,
            role_refused: !matches!(field("apiGroup"), "" | GROUP),
            role: None,
            at: self.name_at(),
            builtin: self.builtin,
            namespace,
        }
    }

    fn subject(&self, subject: &Node, binding_namespace: &str) -> Subject {
        let field = |key: &str| subject.get(key).and_then(Node::as_str).unwrap_or_default();
        let (kind, group) = match field("kind") {
            "User" => (SubjectKind::User, GROUP),
            "Group" => (SubjectKind::Group, GROUP),
            "ServiceAccount" => (SubjectKind::ServiceAccount, ""),
            _ => (SubjectKind::Other, ""),
        };
        let namespace = match (kind, field("namespace")) {
            (SubjectKind::ServiceAccount, "") => binding_namespace,
            (SubjectKind::ServiceAccount, written) => written,
            (SubjectKind::User | SubjectKind::Group | SubjectKind::Other, _) => "",
        };
        Subject {
            kind,
            name: field("name").to_owned(),
            namespace: namespace.to_owned(),
            refused: !field("apiGroup").is_empty() && field("apiGroup") != group,
            at: self.at(subject.span),
        }
    }
}

fn selector(node: &Node) -> Selector {
    let mut requirements: Vec<Requirement> = node
        .get("matchLabels")
        .map(string_map)
        .unwrap_or_default()
        .into_iter()
        .map(|(key, value)| Requirement { key, operator: Operator::In(vec![value]) })
        .collect();
    for expression in elements(node.get("matchExpressions")) {
        let values = || elements(expression.get("values")).iter().filter_map(Node::as_str).map(str::to_owned).collect();
        let operator = match expression.get("operator").and_then(Node::as_str) {
            Some("In") => Operator::In(values()),
            Some("NotIn") => Operator::NotIn(values()),
            Some("Exists") => Operator::Exists,
            Some("DoesNotExist") => Operator::DoesNotExist,
            _ => Operator::Unknown,
        };
        let key = expression.get("key").and_then(Node::as_str).unwrap_or_default().to_owned();
        requirements.push(Requirement { key, operator });
    }
    Selector { requirements }
}

fn elements(node: Option<&Node>) -> &[Node] {
    node.and_then(Node::as_array).unwrap_or_default()
}

fn is_object(node: &Node) -> bool {
    matches!(node.value, Value::Object(_))
}

fn string_map(node: &Node) -> BTreeMap<String, String> {
    let members = node.as_object().unwrap_or_default().iter();
    order::map(members.filter_map(|member| Some((member.key.clone(), member.value.as_str()?.to_owned()))))
}
