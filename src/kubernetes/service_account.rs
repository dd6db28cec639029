//! The ServiceAccounts of the manifests, as the links read them.
//!
//! What always holds: what is not of the type that Kubernetes expects is left out here and reported by the reader,
//! which also remembers that the API server refuses the object.

use super::object::Object;
use crate::syntax::{Node, Value};
use crate::text::{Location, Span};

/// A key of `metadata.annotations` or `metadata.labels` and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// The key, such as `eks.amazonaws.com/role-arn`.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value with its place; anything but a string is refused by Kubernetes.
    pub value: Node,
}

impl Annotation {
    /// The value; empty where it is no string.
    #[must_use]
    pub fn text(&self) -> &str {
        self.value.as_str().unwrap_or_default()
    }
}

/// One ServiceAccount.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceAccount {
    /// Its place in [`super::manifest::Manifests::objects`].
    pub object: usize,
    /// The resolved namespace.
    pub namespace: String,
    /// `metadata.name`
    pub name: String,
    /// Where the name stands; the kind's place where it is missing.
    pub name_at: Location,
    /// `metadata.annotations`, in order; of duplicate keys the last counts.
    pub annotations: Vec<Annotation>,
    /// `automountServiceAccountToken`, where it is written.
    pub automount: Option<bool>,
    /// The names under `imagePullSecrets`.
    pub image_pull_secrets: Vec<String>,
}

impl ServiceAccount {
    /// The view of an object whose kind is ServiceAccount.
    #[must_use]
    pub fn new(index: usize, object: &Object) -> Self {
        let root = &object.node;
        Self {
            object: index,
            namespace: object.namespace.clone().unwrap_or_default(),
            name: object.name.clone(),
            name_at: object.name_at(),
            annotations: annotations(root.at(&["metadata", "annotations"])),
            automount: root.get("automountServiceAccountToken").and_then(as_bool),
            image_pull_secrets: names(root.get("imagePullSecrets")),
        }
    }

    /// The annotation that counts under this key.
    #[must_use]
    pub fn annotation(&self, key: &str) -> Option<&Annotation> {
        self.annotations.iter().rev().find(|annotation| annotation.key == key)
    }
}

/// The members of an annotations or labels map.
pub(super) fn annotations(map: Option<&Node>) -> Vec<Annotation> {
    let members = map.and_then(Node::as_object).unwrap_or_default();
    members
        .iter()
        .map(|member| Annotation { key: member.key.clone(), key_span: member.key_span, value: member.value.clone() })
        .collect()
}

pub(super) fn as_bool(node: &Node) -> Option<bool> {
    match node.value {
        Value::Bool(value) => Some(value),
        _ => None,
    }
}

/// The `name` of each element of a list.
pub(super) fn names(list: Option<&Node>) -> Vec<String> {
    let elements = list.and_then(Node::as_array).unwrap_or_default();
    elements.iter().filter_map(|element| element.get("name")?.as_str()).map(str::to_owned).collect()
}
