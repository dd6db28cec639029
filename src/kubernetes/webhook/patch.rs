//! JSON Patch (RFC 6902), as far as the webhook uses it: `add` to a member or into a list.
//!
//! What always holds: an operation whose parent does not exist changes nothing.

use serde::Serialize;
use serde_json::{Map, Value as Json};

/// One operation. The webhook knows no other than `add`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PatchOperation {
    /// Always `add`.
    pub op: &'static str,
    /// A JSON Pointer (RFC 6901).
    pub path: String,
    /// What is added.
    pub value: Json,
}

impl PatchOperation {
    pub(super) fn add(path: &str, value: Json) -> Self {
        Self { op: "add", path: path.to_owned(), value }
    }
}

/// A key as a segment of a JSON Pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The document after the operations, in their order.
#[must_use]
pub fn apply(document: &Json, patch: &[PatchOperation]) -> Json {
    let mut result = document.clone();
    for operation in patch {
        let Some((parent, last)) = operation.path.rsplit_once('/') else { continue };
        // The API server hands the webhook an object whose `metadata` is always there; pasted templates may lack it.
        if parent == "/metadata"
            && result.pointer(parent).is_none()
            && let Some(root) = result.as_object_mut()
        {
            root.insert("metadata".to_owned(), Json::Object(Map::new()));
        }
        let key = last.replace("~1", "/").replace("~0", "~");
        match result.pointer_mut(parent) {
            Some(Json::Object(members)) => {
                members.insert(key, operation.value.clone());
            }
            Some(Json::Array(elements)) => {
                let at = if key == "-" { Ok(elements.len()) } else { key.parse() };
                if let Ok(at) = at
                    && at <= elements.len()
                {
                    elements.insert(at, operation.value.clone());
                }
            }
            _ => {}
        }
    }
    result
}
