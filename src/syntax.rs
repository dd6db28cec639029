//! One spanned tree for JSON and YAML, so that everything after it can point at the text.
//!
//! What always holds: parsing never fails and never panics; it returns what could be read and the diagnostics.
//! Duplicate keys are kept, in order; whoever reads the tree decides what they mean. Sizes and depths are limited, so
//! that no input can exhaust the stack or the memory.

pub mod bytes;
pub mod edit;
pub mod json;
pub mod yaml;

use crate::text::Span;
use serde::Serialize;

/// Bytes of one document that are read at all; a larger one gives [`SyntaxFault::TooLarge`].
pub const MAX_BYTES: usize = 8 << 20;
/// Nodes of one document, aliases expanded.
pub const MAX_NODES: usize = 500_000;
/// Nesting depth of one document.
pub const MAX_DEPTH: usize = 200;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value's own text, quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A JSON or YAML value. YAML scalars are resolved as go-yaml resolves them for Kubernetes.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, `~`, or nothing
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it was written where that is JSON; YAML's other spellings (`0644`, `1_000`) as JSON has them.
    Number(String),
    /// A string, decoded.
    String(Text),
    /// A list.
    Array(Vec<Node>),
    /// A map; duplicate keys stand in it as often as they were written.
    Object(Vec<Member>),
}

/// A decoded string which knows whether it was written verbatim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The decoded value.
    pub value: String,
    /// Where the value's first byte stands, if the source has the same bytes as the value (no escapes, no folding).
    pub verbatim: Option<u32>,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The key, decoded.
    pub key: String,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// What it maps to.
    pub value: Node,
}

impl Node {
    /// The string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(&text.value),
            _ => None,
        }
    }

    /// The members, if it is an object.
    #[must_use]
    pub fn as_object(&self) -> Option<&[Member]> {
        match &self.value {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The member with this key; the last one where the key stands twice, as JSON and YAML readers have it.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_object()?.iter().rev().find(|member| member.key == key)
    }

    /// The value under this key; see [`Node::member`].
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// The value at the end of a path of keys.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// Where part of this string's value stands in the source; the whole node's span where that is not known.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Span {
        match &self.value {
            Value::String(Text { verbatim: Some(first), .. }) => {
                Span::new(*first as usize + start, *first as usize + end)
            }
            _ => self.span,
        }
    }

    /// What kind of value it is, for messages.
    #[must_use]
    pub fn kind(&self) -> ValueKind {
        match self.value {
            Value::Null => ValueKind::Null,
            Value::Bool(_) => ValueKind::Bool,
            Value::Number(_) => ValueKind::Number,
            Value::String(_) => ValueKind::String,
            Value::Array(_) => ValueKind::Array,
            Value::Object(_) => ValueKind::Object,
        }
    }

    /// The plain value, for output and comparison; of duplicate keys the last wins.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match &self.value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(text) => number(text).map_or_else(|| Json::String(text.clone()), Json::Number),
            Value::String(text) => Json::String(text.value.clone()),
            Value::Array(elements) => Json::Array(elements.iter().map(Node::to_json).collect()),
            Value::Object(members) => {
                let mut object = serde_json::Map::new();
                object.extend(members.iter().map(|m| (m.key.clone(), m.value.to_json())));
                Json::Object(object)
            }
        }
    }
}

/// A number as JSON has it. Decimals are exact up to 15 digits and 22 places, which is more than manifests use; the
/// standard library's reader for all others would be 14 KB of the page.
fn number(text: &str) -> Option<serde_json::Number> {
    let integer = || text.parse::<u64>().map(Into::into).or_else(|_| text.parse::<i64>().map(Into::into)).ok();
    integer().or_else(|| serde_json::Number::from_f64(decimal(text)?))
}

fn decimal(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let (sign, whole) = whole.strip_prefix('-').map_or((1.0, whole), |whole| (-1.0, whole));
    let mut value = 0.0;
    for byte in whole.bytes().chain(fraction.bytes()) {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value * 10.0 + f64::from(byte - b'0');
    }
    let places = exponent.parse::<i32>().ok()?.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    let power = 10f64.powi(places.saturating_abs());
    Some(sign * if places < 0 { value / power } else { value * power })
}

/// The kind of a value, for messages such as «expected a string, found a number».
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ValueKind {
    /// `null`
    Null,
    /// `true`, `false`
    Bool,
    /// a number
    Number,
    /// a string
    String,
    /// a list
    Array,
    /// a map
    Object,
}

/// Why a text is not JSON or not YAML. One variant for each thing a person would mend in another way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase")]
pub enum SyntaxFault {
    /// Nothing but blanks.
    Empty,
    /// More than [`MAX_BYTES`].
    TooLarge,
    /// More than [`MAX_DEPTH`] levels.
    TooDeep,
    /// More than [`MAX_NODES`] values, as alias bombs make.
    TooManyNodes,
    /// JSON: `// …` or `/* … */`
    Comment,
    /// JSON: a comma before a closing bracket.
    TrailingComma,
    /// JSON: two values with no comma between.
    MissingComma,
    /// JSON: a key with no colon after it.
    MissingColon,
    /// JSON: a key with no value after its colon.
    MissingValue,
    /// JSON: a key without double quotes.
    UnquotedKey,
    /// JSON: a bare word where a value is expected; the word.
    UnexpectedWord(String),
    /// JSON: single quotes around a string.
    SingleQuotes,
    /// JSON: typographic quotes, as word processors make them.
    SmartQuotes,
    /// JSON: a string that never ends.
    UnterminatedString,
    /// JSON: an escape that does not exist.
    BadEscape,
    /// JSON: a control character inside a string.
    ControlCharacter,
    /// JSON: a number that JSON does not know.
    BadNumber,
    /// JSON: `{` or `[` without its end; the bracket.
    Unclosed(char),
    /// JSON: something after the end of the value.
    AfterEnd,
    /// JSON: any other character out of place.
    UnexpectedCharacter,
    /// YAML: what its parser says, for want of better; English.
    Yaml(String),
    /// YAML: a tab as indentation.
    TabIndentation,
    /// YAML: an alias to an anchor that this document does not define; the name.
    UnknownAlias(String),
    /// YAML: an alias inside its own anchor; the name.
    AliasCycle(String),
    /// YAML: a key stands twice in one map; the key. The last one counts.
    DuplicateKey(String),
    /// YAML: indentation that fits nothing above it.
    Indentation,
    /// YAML: `: ` inside a value without quotes.
    ColonInPlain,
    /// YAML: a quotation mark without its partner.
    UnclosedQuote,
    /// YAML: a character that cannot begin a value without quotes, such as `%` or `@`.
    CannotStart(char),
    /// YAML: an escape in double quotes that YAML does not know.
    BadYamlEscape,
    /// YAML: a control character; its code point.
    NotPrintable(u32),
    /// YAML: nothing, a list or a map in the place of a key.
    BadKey(ValueKind),
    /// YAML: `<<` with something that is no map.
    BadMerge,
    /// YAML: a tag that Kubernetes ignores, such as `!Sub`.
    UnknownTag(String),
    /// YAML: a no-break space or another invisible blank at the start of a key, where indentation was meant.
    InvisibleBlank,
    /// YAML: a web page.
    Html,
    /// YAML: a template placeholder such as `{{ .Values.x }}` that was not rendered.
    Template,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_those_of_json() {
        let json = |text: &str| Node { span: Span::at(0), value: Value::Number(text.to_owned()) }.to_json().to_string();
        for (written, expected) in [
            ("0", "0"),
            ("-12", "-12"),
            ("18446744073709551615", "18446744073709551615"),
            ("0.5", "0.5"),
            ("-1.10", "-1.1"),
            ("1.0", "1.0"),
            ("123456.789", "123456.789"),
            ("2e3", "2000.0"),
            ("2.5E-3", "0.0025"),
            ("1e999", "\"1e999\""),
            (".inf", "\".inf\""),
        ] {
            assert_eq!(json(written), expected, "{written}");
        }
    }
}
