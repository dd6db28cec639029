//! JSON with two blanks a level.
//!
//! What always holds: keys and values are copied from the text as they were written, escapes included. A list of plain
//! values stands on one line if it fits there; so does an object with a single plain value.

use crate::syntax::{Node, Value};

/// Columns that a line may have before a list is broken.
const WIDTH: usize = 100;

pub(super) fn format(node: &Node, text: &str) -> String {
    let mut out = Writer { text, out: String::with_capacity(text.len()) };
    out.value(node, 0, 0);
    out.out.push('\n');
    out.out
}

struct Writer<'t> {
    text: &'t str,
    out: String,
}

impl Writer<'_> {
    fn line(&mut self, level: usize) {
        self.out.push('\n');
        for _ in 0..level {
            self.out.push_str("  ");
        }
    }

    /// Writes a value whose line begins at `level` and has `taken` columns before it.
    fn value(&mut self, node: &Node, level: usize, taken: usize) {
        if let Some(short) = self.short(node).filter(|short| taken + width(short) < WIDTH) {
            self.out.push_str(&short);
            return;
        }
        match &node.value {
            Value::Array(elements) if !elements.is_empty() => {
                self.out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.out.push_str(if index > 0 { "," } else { "" });
                    self.line(level + 1);
                    self.value(element, level + 1, 2 * (level + 1));
                }
                self.line(level);
                self.out.push(']');
            }
            Value::Object(members) if !members.is_empty() => {
                self.out.push('{');
                for (index, member) in members.iter().enumerate() {
                    self.out.push_str(if index > 0 { "," } else { "" });
                    self.line(level + 1);
                    let key = member.key_span.of(self.text);
                    self.out.push_str(key);
                    self.out.push_str(": ");
                    self.value(&member.value, level + 1, 2 * (level + 1) + width(key) + 2);
                }
                self.line(level);
                self.out.push('}');
            }
            Value::Array(_) => self.out.push_str("[]"),
            Value::Object(_) => self.out.push_str("{}"),
            _ => self.out.push_str(node.span.of(self.text)),
        }
    }

    /// A value that may stand on one line.
    fn short(&self, node: &Node) -> Option<String> {
        let plain = |node: &Node| !matches!(node.value, Value::Array(_) | Value::Object(_));
        match &node.value {
            Value::Array(elements) if !elements.is_empty() && elements.iter().all(plain) => {
                let parts: Vec<&str> = elements.iter().map(|element| element.span.of(self.text)).collect();
                Some(format!("[{}]", parts.join(", ")))
            }
            // One that somebody spread over lines stays so.
            Value::Object(members) if members.len() == 1 && !node.span.of(self.text).contains('\n') => {
                let member = members.first().filter(|member| plain(&member.value))?;
                Some(format!("{{ {}: {} }}", member.key_span.of(self.text), member.value.span.of(self.text)))
            }
            _ => None,
        }
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}
