//! Policy documents as they are handed over.
//!
//! What always holds: names and values keep their order and their meaning; nothing but white space and the spelling of
//! escapes changes.

use super::quote;
use crate::syntax::{Node, Value, json};
use crate::text::SourceId;

/// A document as a tree; `None` where it is no JSON object.
pub(super) fn read(text: &str) -> Option<Node> {
    json::parse(SourceId::Settings, text).0.filter(|node| node.as_object().is_some())
}

/// A JSON value over several lines, each indented by `indent` blanks but the first, readable as YAML too.
pub(super) fn pretty(node: &Node, indent: usize) -> String {
    let inner = " ".repeat(indent + 2);
    let outer = " ".repeat(indent);
    match &node.value {
        Value::Object(members) if !members.is_empty() => {
            let lines: Vec<String> = members
                .iter()
                .map(|member| format!("{inner}{}: {}", quote::yaml(&member.key), pretty(&member.value, indent + 2)))
                .collect();
            format!("{{\n{}\n{outer}}}", lines.join(",\n"))
        }
        Value::Array(elements) if elements.iter().any(|one| one.as_object().is_some() || one.as_array().is_some()) => {
            let lines: Vec<String> = elements.iter().map(|one| format!("{inner}{}", pretty(one, indent + 2))).collect();
            format!("[\n{}\n{outer}]", lines.join(",\n"))
        }
        Value::Array(elements) => {
            let parts: Vec<String> = elements.iter().map(|one| pretty(one, indent)).collect();
            format!("[{}]", parts.join(", "))
        }
        Value::Object(_) => "{}".to_owned(),
        Value::String(text) => quote::yaml(&text.value),
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.clone(),
    }
}

/// The statements of a document.
pub(super) fn statements(node: &Node) -> Vec<&Node> {
    match node.get("Statement") {
        Some(list) => list.as_array().map_or_else(|| vec![list], |all| all.iter().collect()),
        None => Vec::new(),
    }
}

/// Whether two values say the same: order of names and lists of one do not matter.
pub(super) fn same(a: &Node, b: &Node) -> bool {
    fn plain(value: serde_json::Value) -> serde_json::Value {
        match value {
            serde_json::Value::Array(mut all) if all.len() == 1 => all.pop().map(plain).unwrap_or_default(),
            serde_json::Value::Array(all) => all.into_iter().map(plain).collect(),
            serde_json::Value::Object(all) => {
                serde_json::Value::Object(all.into_iter().map(|(key, value)| (key, plain(value))).collect())
            }
            other => other,
        }
    }
    plain(a.to_json()) == plain(b.to_json())
}
