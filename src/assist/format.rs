//! Formatting of documents.
//!
//! What always holds: the formatted text means what the text before meant, value by value and key by key in their
//! order (it is read again and compared before it is returned), and formatting it again changes nothing. A text that
//! cannot be read is left alone.

mod json;
mod yaml;

use crate::syntax::{self, Node, Value};
use crate::text::SourceId;

/// Why a text was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unformatted {
    /// It cannot be read.
    Unreadable,
    /// It already looks as it would.
    Unchanged,
}

/// The text with its white space put in order.
///
/// # Errors
/// [`Unformatted`] where there is nothing to change, or no safe way to do it.
pub fn format(source: SourceId, text: &str) -> Result<String, Unformatted> {
    let is_json = source != SourceId::Manifests || text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    let formatted = if is_json { policy(source, text) } else { yaml::format(source, text) };
    match formatted {
        None => Err(Unformatted::Unreadable),
        Some(formatted) if formatted == text => Err(Unformatted::Unchanged),
        Some(formatted) => Ok(formatted),
    }
}

fn policy(source: SourceId, text: &str) -> Option<String> {
    let node = syntax::json::parse(source, text).0?;
    let formatted = json::format(&node, text);
    let again = syntax::json::parse(source, &formatted).0?;
    same(&node, &again).then_some(formatted)
}

/// Whether two trees are the same but for where they stand.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        (Value::String(a), Value::String(b)) => a.value == b.value,
        (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        _ => false,
    }
}
