//! One Kubernetes object of the manifests, of any kind, with its tree.
//!
//! What always holds: `namespace` is resolved (the object's own, else the one of the request), and `None` only for
//! cluster-scoped kinds, which ignore a namespace that was written.

use crate::syntax::Node;
use crate::text::{Location, SourceId, Span};

/// An object as it was pasted, not yet defaulted or validated.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    /// Such as `v1` or `rbac.authorization.k8s.io/v1`.
    pub api_version: String,
    /// Such as `ServiceAccount`.
    pub kind: String,
    /// The resolved namespace; `None` for cluster-scoped kinds.
    pub namespace: Option<String>,
    /// `metadata.name`; empty where it is missing.
    pub name: String,
    /// The whole object.
    pub node: Node,
    /// The document it stands in.
    pub source: SourceId,
}

impl Object {
    /// A place in this object's document.
    #[must_use]
    pub fn at(&self, span: Span) -> Location {
        Location { source: self.source, span }
    }

    /// The API group: `""` for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        self.api_version.split_once('/').map_or("", |(group, _)| group)
    }

    /// Where the name stands; the kind's place, or the object's, where it is missing.
    #[must_use]
    pub fn name_at(&self) -> Location {
        let node = self.node.at(&["metadata", "name"]).or_else(|| self.node.get("kind"));
        self.at(node.map_or(self.node.span, |node| node.span))
    }
}
