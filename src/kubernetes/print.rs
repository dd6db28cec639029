//! Objects as YAML, the way `kubectl get -o yaml` lays them out, in the order in which their author wrote them.
//!
//! What always holds: what is printed reads back as the same value (quotes stand wherever YAML would read something
//! else); members that the author wrote come first and in the author's order, members that were added after them.

use crate::syntax::json::quoted;
use crate::syntax::{Node, Value};
use serde_json::Value as Json;

/// Members that come first where the author wrote none of them.
const FIRST: [&str; 6] = ["apiVersion", "kind", "metadata", "name", "generateName", "namespace"];
/// Members that come last, as in what the API server returns.
const LAST: [&str; 1] = ["status"];

/// The value as YAML; `like` is what its author wrote, for the order.
#[must_use]
pub fn yaml(value: &Json, like: Option<&Node>) -> String {
    let mut text = String::new();
    match value {
        Json::Object(members) if !members.is_empty() => block(value, like, 0, &mut text),
        Json::Array(elements) if !elements.is_empty() => block(value, like, 0, &mut text),
        other => {
            text.push_str(&scalar(other, 0));
            text.push('\n');
        }
    }
    text
}

/// A map or list, from the start of a line.
fn block(value: &Json, like: Option<&Node>, indent: usize, text: &mut String) {
    match value {
        Json::Object(members) => {
            for (index, key) in ordered(members, like).into_iter().enumerate() {
                if index > 0 {
                    pad(indent, text);
                }
                if let Some(value) = members.get(key) {
                    member(key, value, like.and_then(|like| like.get(key)), indent, text);
                }
            }
        }
        Json::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    pad(indent, text);
                }
                text.push_str("- ");
                entry(element, written(element, index, like), indent + 2, text);
            }
        }
        _ => {}
    }
}

fn member(key: &str, value: &Json, like: Option<&Node>, indent: usize, text: &mut String) {
    text.push_str(&string(key));
    text.push(':');
    match value {
        Json::Object(members) if !members.is_empty() => {
            text.push('\n');
            pad(indent + 2, text);
            block(value, like, indent + 2, text);
        }
        // A list stands under its key without further indentation.
        Json::Array(elements) if !elements.is_empty() => {
            text.push('\n');
            pad(indent, text);
            block(value, like, indent, text);
        }
        other => {
            text.push(' ');
            text.push_str(&scalar(other, indent + 2));
            text.push('\n');
        }
    }
}

fn entry(value: &Json, like: Option<&Node>, indent: usize, text: &mut String) {
    let nested = match value {
        Json::Object(members) => !members.is_empty(),
        Json::Array(elements) => !elements.is_empty(),
        _ => false,
    };
    if nested {
        block(value, like, indent, text);
    } else {
        text.push_str(&scalar(value, indent));
        text.push('\n');
    }
}

/// The keys: the author's in the author's order, then those that were added.
fn ordered<'v>(members: &'v serde_json::Map<String, Json>, like: Option<&Node>) -> Vec<&'v str> {
    let mut keys: Vec<&str> = Vec::new();
    let mut add = |key: &str| {
        if let Some((key, _)) = members.get_key_value(key).filter(|(key, _)| !keys.contains(&key.as_str())) {
            keys.push(key);
        }
    };
    let written = like.and_then(Node::as_object).unwrap_or_default();
    if written.is_empty() {
        FIRST.into_iter().for_each(&mut add);
    }
    written.iter().for_each(|member| add(&member.key));
    members.keys().filter(|key| !LAST.contains(&key.as_str())).for_each(|key| add(key));
    LAST.into_iter().for_each(&mut add);
    keys
}

/// What the author wrote for an element: the one of the same name, else the one in the same place.
fn written<'n>(element: &Json, index: usize, like: Option<&'n Node>) -> Option<&'n Node> {
    let elements = like?.as_array()?;
    match element.get("name").and_then(Json::as_str) {
        Some(name) => elements.iter().find(|one| one.get("name").and_then(Node::as_str) == Some(name)),
        None => elements.get(index).filter(|one| !matches!(one.value, Value::Object(_)) || element.is_object()),
    }
}

fn pad(indent: usize, text: &mut String) {
    text.extend(std::iter::repeat_n(' ', indent));
}

fn scalar(value: &Json, indent: usize) -> String {
    match value {
        Json::Null => "null".to_owned(),
        Json::Bool(value) => value.to_string(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => match literal(text, indent) {
            Some(block) => block,
            None => string(text),
        },
        Json::Array(_) => "[]".to_owned(),
        Json::Object(_) => "{}".to_owned(),
    }
}

/// Several lines as a literal block, where that reads back as the same text.
fn literal(text: &str, indent: usize) -> Option<String> {
    let plain = |c: char| {
        c == '\n'
            || c == '\t'
            || !c.is_control() && c != '\u{feff}' && c != '\u{2028}' && c != '\u{2029}' && c != '\u{85}'
    };
    let fits = text.contains('\n') && !text.starts_with([' ', '\n', '\t']) && text.chars().all(plain);
    // Blank lines made of blanks would be lost, and so would several line ends at the end.
    let blank = text.lines().any(|line| line.ends_with([' ', '\t']));
    if !fits || blank || text.ends_with("\n\n") {
        return None;
    }
    let mut block = String::from(if text.ends_with('\n') { "|" } else { "|-" });
    for line in text.lines() {
        block.push('\n');
        if !line.is_empty() {
            pad(indent, &mut block);
            block.push_str(line);
        }
    }
    Some(block)
}

/// A string, plain where YAML 1.1 reads it back as the same string.
fn string(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

fn is_plain(text: &str) -> bool {
    let inner = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(
                c,
                '-' | '_'
                    | '.'
                    | '/'
                    | ':'
                    | '@'
                    | '+'
                    | '='
                    | ' '
                    | ','
                    | '('
                    | ')'
                    | '$'
                    | ';'
                    | '<'
                    | '>'
                    | '~'
                    | '^'
                    | '\\'
            )
    };
    let start = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '_');
    let starts = start(text) || text.strip_prefix("--").is_some_and(start);
    let words = ["y", "n", "yes", "no", "true", "false", "on", "off", "null"];
    let is_word = words.iter().any(|word| text.eq_ignore_ascii_case(word));
    starts && !is_word && text.chars().all(inner) && !text.contains(": ") && !text.ends_with([':', ' '])
}
