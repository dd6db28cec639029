//! The ClusterRoles and ClusterRoleBindings that every API server creates.
//!
//! What always holds: they are data (`data/builtin_clusterroles.json`, derived from Kubernetes, Apache-2.0), read like
//! pasted objects, and stand in no document of the user.

use crate::kubernetes::object::Object;
use crate::syntax::{Node, json};
use crate::text::SourceId;
use std::sync::OnceLock;

const DATA: &str = include_str!("../../../data/builtin_clusterroles.json");

/// The built-in objects, read once.
pub(super) fn objects() -> &'static [Object] {
    static OBJECTS: OnceLock<Vec<Object>> = OnceLock::new();
    OBJECTS.get_or_init(read)
}

fn read() -> Vec<Object> {
    let (root, _) = json::parse(SourceId::Settings, DATA);
    let all = root.as_ref().and_then(Node::as_array).unwrap_or_default();
    let text = |node: &Node, path: &[&str]| node.at(path).and_then(Node::as_str).unwrap_or_default().to_owned();
    all.iter()
        .map(|node| Object {
            api_version: text(node, &["apiVersion"]),
            kind: text(node, &["kind"]),
            namespace: None,
            name: text(node, &["metadata", "name"]),
            node: node.clone(),
            source: SourceId::Settings,
        })
        .collect()
}
