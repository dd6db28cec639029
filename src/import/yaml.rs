//! A tree as YAML in block style, as `kubectl get -o yaml` writes it.
//!
//! What always holds: reading the text again gives the same values; keys keep their order; strings that YAML would take
//! for something else stand in quotes.

use crate::kubernetes::edit::scalar;
use crate::syntax::json::quoted;
use crate::syntax::{Node, Value};

/// The tree as YAML with a line break at its end.
pub(super) fn print(node: &Node) -> String {
    let mut text = String::new();
    block(&mut text, node, 0);
    text
}

/// Writes a value on lines of its own.
fn block(text: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Object(members) if !members.is_empty() => {
            for (index, member) in members.iter().enumerate() {
                // The first key of a list's element stands behind its dash.
                if index > 0 || text.is_empty() || text.ends_with('\n') {
                    text.push_str(&"  ".repeat(depth));
                }
                text.push_str(&scalar(&member.key));
                text.push(':');
                value(text, &member.value, depth);
            }
        }
        Value::Array(elements) if !elements.is_empty() => list(text, elements, depth),
        _ => {
            text.push_str(&inline(node));
            text.push('\n');
        }
    }
}

/// Writes what stands behind a key.
fn value(text: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Object(members) if !members.is_empty() => {
            text.push('\n');
            block(text, node, depth + 1);
        }
        Value::Array(elements) if !elements.is_empty() => {
            text.push('\n');
            list(text, elements, depth);
        }
        Value::String(string) if is_literal(&string.value) => literal(text, &string.value, depth + 1),
        _ => {
            text.push(' ');
            text.push_str(&inline(node));
            text.push('\n');
        }
    }
}

/// Writes each element behind a dash.
fn list(text: &mut String, elements: &[Node], depth: usize) {
    for element in elements {
        if text.is_empty() || text.ends_with('\n') {
            text.push_str(&"  ".repeat(depth));
        }
        text.push_str("- ");
        match &element.value {
            Value::Object(_) | Value::Array(_) => block(text, element, depth + 1),
            _ => {
                text.push_str(&inline(element));
                text.push('\n');
            }
        }
    }
}

/// Whether a text of several lines reads back from a literal block.
fn is_literal(string: &str) -> bool {
    let ending = string.len() - string.trim_end_matches('\n').len();
    string.trim_end_matches('\n').contains('\n')
        && ending <= 1
        && !string.starts_with([' ', '\n'])
        && string.lines().all(|line| !line.ends_with([' ', '\t']))
        && string
            .chars()
            .all(|c| c == '\n' || !c.is_control() && !matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}'))
}

fn literal(text: &mut String, string: &str, depth: usize) {
    text.push_str(if string.ends_with('\n') { " |\n" } else { " |-\n" });
    for line in string.lines() {
        if !line.is_empty() {
            text.push_str(&"  ".repeat(depth));
            text.push_str(line);
        }
        text.push('\n');
    }
}

fn inline(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(number) => number.clone(),
        Value::String(string) if string.value.is_empty() => "\"\"".to_owned(),
        Value::String(string) if string.value.contains(": ") => quoted(&string.value),
        Value::String(string) => scalar(&string.value),
        Value::Array(_) => "[]".to_owned(),
        Value::Object(_) => "{}".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml;
    use crate::text::SourceId;

    #[test]
    fn what_is_printed_reads_back() {
        for text in [
            "{\"a\": {\"b\": [1, \"two\", {\"c\": \"yes\", \"d\": []}, [[\"x\"], {}]]}, \"e\": \"l1\\nl2\\n\"}",
            "{\"k: 1\": \"a: b\", \"s\": \" x\\n y\", \"t\": \"end \\nx\", \"n\": null, \"o\": \"0644\", \"u\": \"한글\"}",
            "{\"m\": \"a\\n\\nb\", \"two\": \"a\\nb\\n\\n\", \"tab\": \"a\\tb\", \"hash\": \"a #b\", \"~\": \"~\"}",
        ] {
            let read = |text: &str| yaml::parse(SourceId::Manifests, text).0.remove(0).root.unwrap();
            let node = read(text);
            let printed = print(&node);
            assert_eq!(read(&printed).to_json(), node.to_json(), "{printed}");
        }
    }
}
