//! Edits of YAML and JSON text as data: a member that is missing is added where it belongs.
//!
//! What always holds: the edit keeps the style of the map that it extends, block or flow, YAML or JSON, and touches no
//! other line; where that cannot be done safely there is none.

use crate::syntax::json::quoted;
use crate::syntax::{Node, Value};
use crate::text::Span;

/// The edit that sets `keys` (a path below `map`) to a string, where the last of them is not there yet: the place, and
/// what to insert. `None` where the path leads through something that is no map.
#[must_use]
pub fn add_member(text: &str, map: &Node, keys: &[&str], value: &str) -> Option<(Span, String)> {
    let (key, rest) = keys.split_first()?;
    if let Some(member) = map.member(key).filter(|member| member.value.value != Value::Null) {
        return if rest.is_empty() { None } else { add_member(text, &member.value, rest, value) };
    }
    let Value::Object(members) = &map.value else { return None };
    let written = map.span.of(text);
    if let Some(inside) = written.strip_prefix('{') {
        let json = inside.trim_start().starts_with('"');
        let comma = if members.is_empty() { "" } else { ", " };
        let at = Span::at(map.span.start as usize + 1);
        return Some((at, format!("{}{comma}", flow(keys, value, json))));
    }
    if map.member(key).is_some() {
        // The key is there without a value; what follows it cannot be seen from here.
        return None;
    }
    let first = members.first()?.key_span;
    let line = text.get(..first.start as usize)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let indent = text.get(line..first.start as usize)?.chars().count();
    let indentation = " ".repeat(indent);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines = String::new();
    for (depth, key) in keys.iter().enumerate() {
        let deeper = " ".repeat(2 * depth);
        if depth > 0 {
            lines.push_str(&indentation);
        }
        lines.push_str(&format!("{deeper}{key}:"));
        if depth + 1 == keys.len() {
            lines.push_str(&format!(" {}", scalar(value)));
        }
        lines.push_str(newline);
    }
    Some((Span::at(first.start as usize), format!("{lines}{indentation}")))
}

fn flow(keys: &[&str], value: &str, json: bool) -> String {
    let Some((last, outer)) = keys.split_last() else { return String::new() };
    let key = |key: &str| if json { quoted(key) } else { key.to_owned() };
    let inner = format!("{}: {}", key(last), if json { quoted(value) } else { scalar(value) });
    outer.iter().rev().fold(inner, |inner, outer| format!("{}: {{{inner}}}", key(outer)))
}

/// A string as a YAML scalar: plain where that reads back as the same string.
#[must_use]
pub fn scalar(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '+' | '=');
    let starts_plain = value.starts_with(|c: char| c.is_ascii_alphabetic());
    let word = matches!(
        value.to_ascii_lowercase().as_str(),
        "y" | "n" | "yes" | "no" | "true" | "false" | "on" | "off" | "null"
    );
    if starts_plain && !word && !value.ends_with(':') && value.chars().all(plain) {
        value.to_owned()
    } else {
        quoted(value)
    }
}
