//! Whether an object has the types that its kind demands: what the API server does first, before admission.
//!
//! What always holds: the first value of a wrong type is found in the order in which the API server reads, which is
//! that of the sorted keys, as `kubectl` sends them. `null` fits everywhere. Only fields that the simulation reads,
//! and their neighbours, have a type here; all others pass.

pub(crate) mod schema;

use super::object::Object;
use super::validation::{Step, field};
use crate::order;
use crate::syntax::json::quoted;
use crate::syntax::{Node, Value, ValueKind};
use schema::{Shape, Struct};
use serde_json::Value as Json;

/// A value of the wrong type.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodeError {
    /// The object's kind.
    pub kind: String,
    /// The version without its group, such as `v1`.
    pub version: String,
    /// The way to the value.
    pub path: Vec<Step>,
    /// What stands there.
    pub found: ValueKind,
    /// The Go type that is expected there.
    expected: &'static str,
    /// The Go structs and fields on the way, outermost first.
    fields: Vec<GoField>,
    /// What the JSON reader of Kubernetes before 1.23 says, with the text around the value.
    old_reader: String,
}

#[derive(Clone, Debug, PartialEq)]
enum GoField {
    /// A struct's field.
    Field { owner: &'static str, name: &'static str },
    /// An element of a list of structs.
    Element { owner: &'static str },
}

impl DecodeError {
    /// The field, such as `metadata.annotations.eks.amazonaws.com/token-expiration`.
    #[must_use]
    pub fn field(&self) -> String {
        field(&self.path)
    }

    /// Whether a string is expected, alone or as the value of a map: then quotes mend it.
    #[must_use]
    pub fn expects_string(&self) -> bool {
        self.expected == "string"
    }

    /// The API server's error since Kubernetes 1.23.
    #[must_use]
    pub fn text(&self) -> String {
        let found = match self.found {
            ValueKind::Null => "null",
            ValueKind::Bool => "bool",
            ValueKind::Number => "number",
            ValueKind::String => "string",
            ValueKind::Array => "array",
            ValueKind::Object => "object",
        };
        let owner = self.fields.iter().rev().find_map(|field| match field {
            GoField::Field { owner, .. } => owner.rsplit('.').next(),
            GoField::Element { .. } => None,
        });
        let maps = self.fields.len() - self.fields.iter().filter(|f| matches!(f, GoField::Element { .. })).count();
        let keys: Vec<_> = self
            .path
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => Some(key.as_str()),
                Step::Index(_) => None,
            })
            // The key of a map of strings is no field.
            .take(maps)
            .collect();
        self.wrapped(&format!(
            "json: cannot unmarshal {found} into Go struct field {}.{} of type {}",
            owner.unwrap_or_default(),
            keys.join("."),
            self.expected
        ))
    }

    /// The API server's error before Kubernetes 1.23.
    #[must_use]
    pub fn text_before_1_23(&self) -> String {
        let mut text = String::new();
        for field in &self.fields {
            match field {
                GoField::Field { owner, name } => text.push_str(&format!("{owner}.{name}: ")),
                GoField::Element { owner } => text.push_str(&format!("[]{owner}: ")),
            }
        }
        self.wrapped(&format!("{text}{}", self.old_reader))
    }

    fn wrapped(&self, text: &str) -> String {
        let Self { kind, version, .. } = self;
        format!("{kind} in version \"{version}\" cannot be handled as a {kind}: {text}")
    }
}

/// The first value of a wrong type in an object of a kind that is simulated; other kinds pass.
#[must_use]
pub fn check(object: &Object) -> Option<DecodeError> {
    let root = schema::of(&object.kind)?;
    let mut walk = Walk { path: Vec::new(), fields: Vec::new() };
    let (found, expected) = walk.members(&object.node, root)?;
    let version = object.api_version.rsplit('/').next().unwrap_or_default().to_owned();
    let old_reader = old_reader(&object.node.to_json(), &walk.path, expected);
    Some(DecodeError {
        kind: object.kind.clone(),
        version,
        path: walk.path,
        found,
        expected,
        fields: walk.fields,
        old_reader,
    })
}

/// The way so far; it stays where the walk ends early.
struct Walk {
    path: Vec<Step>,
    fields: Vec<GoField>,
}

type Mismatch = Option<(ValueKind, &'static str)>;

impl Walk {
    fn members(&mut self, node: &Node, owner: &'static Struct) -> Mismatch {
        let Value::Object(members) = &node.value else { return Some((node.kind(), owner.name)) };
        let mut fields: Vec<_> = owner.fields.iter().collect();
        order::sort_by_key(&mut fields, |field| field.json);
        for field in fields {
            // Of duplicate keys the last counts.
            let Some(member) = members.iter().rev().find(|member| member.key == field.json) else { continue };
            self.path.push(Step::Key(field.json.to_owned()));
            self.fields.push(GoField::Field { owner: owner.name, name: field.go });
            if let Some(mismatch) = self.value(&member.value, &field.shape) {
                return Some(mismatch);
            }
            self.path.pop();
            self.fields.pop();
        }
        None
    }

    fn value(&mut self, node: &Node, shape: &Shape) -> Mismatch {
        let kind = node.kind();
        match (shape, &node.value) {
            (_, Value::Null)
            | (Shape::String, Value::String(_))
            | (Shape::Bool, Value::Bool(_))
            | (Shape::Int(_), Value::Number(_)) => None,
            (Shape::String, _) => Some((kind, "string")),
            (Shape::Bool, _) => Some((kind, "bool")),
            (Shape::Int(name), _) => Some((kind, name)),
            (Shape::StringMap, Value::Object(members)) => {
                let mut members: Vec<_> = members.iter().collect();
                order::sort_by(&mut members, |a, b| a.key.cmp(&b.key));
                for member in members {
                    if let Some(mismatch) = self.value(&member.value, &Shape::String) {
                        self.path.push(Step::Key(member.key.clone()));
                        return Some(mismatch);
                    }
                }
                None
            }
            (Shape::StringMap, _) => Some((kind, "map[string]string")),
            (Shape::Strings, Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate() {
                    if let Some(mismatch) = self.value(element, &Shape::String) {
                        self.path.push(Step::Index(index));
                        return Some(mismatch);
                    }
                }
                None
            }
            (Shape::Strings, _) => Some((kind, "[]string")),
            (Shape::One(inner), _) => self.members(node, inner),
            (Shape::Many(inner), Value::Array(elements)) => {
                for (index, element) in elements.iter().enumerate().filter(|(_, e)| e.kind() != ValueKind::Null) {
                    self.path.push(Step::Index(index));
                    self.fields.push(GoField::Element { owner: inner.name });
                    if let Some(mismatch) = self.members(element, inner) {
                        return Some(mismatch);
                    }
                    self.path.pop();
                    self.fields.pop();
                }
                None
            }
            (Shape::Many(inner), _) => Some((kind, inner.list)),
        }
    }
}

/// What json-iterator reports: the character that it did not expect, and the text around it.
fn old_reader(root: &Json, path: &[Step], expected: &str) -> String {
    let mut text = String::new();
    let mut at = None;
    write(root, Some(path), &mut text, &mut at);
    // The reader stands behind the character that it has just read.
    let head = at.unwrap_or_default() + 1;
    let bytes = |from: usize, to: usize| {
        String::from_utf8_lossy(text.as_bytes().get(from..to.min(text.len())).unwrap_or_default()).into_owned()
    };
    let start = head.saturating_sub(10);
    let found = bytes(head.saturating_sub(1), head);
    let (operation, message) = match expected {
        "string" => ("ReadString", "expects \" or n, but found "),
        "bool" => ("ReadBool", "expect t or f, but found "),
        "map[string]string" => ("ReadMapCB", "expect { or n, but found "),
        "int32" | "int64" => ("readUint64", "unexpected character: "),
        _ if expected.starts_with("[]") => ("decode slice", "expect [ or n, but found "),
        _ => ("readObjectStart", "expect { or n, but found "),
    };
    format!(
        "{operation}: {message}{found}, error found in #{} byte of ...|{}|..., bigger context ...|{}|...",
        head - start,
        bytes(start, head + 10),
        bytes(head.saturating_sub(50), head + 50)
    )
}

/// JSON as Go writes it: sorted keys, no blanks, `<`, `>` and `&` escaped. `at` becomes the offset of the value that
/// the path leads to.
fn write(value: &Json, path: Option<&[Step]>, text: &mut String, at: &mut Option<usize>) {
    if path.is_some_and(<[Step]>::is_empty) {
        *at = Some(text.len());
    }
    let next = |wanted: &dyn Fn(&Step) -> bool| {
        path.and_then(|path| path.split_first()).filter(|(s, _)| wanted(s)).map(|(_, rest)| rest)
    };
    match value {
        Json::Object(members) => {
            text.push('{');
            for (index, (key, member)) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                text.push_str(&go_string(key));
                text.push(':');
                write(member, next(&|step| *step == Step::Key(key.clone())), text, at);
            }
            text.push('}');
        }
        Json::Array(elements) => {
            text.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(element, next(&|step| *step == Step::Index(index)), text, at);
            }
            text.push(']');
        }
        Json::String(string) => text.push_str(&go_string(string)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {
            text.push_str(&serde_json::to_string(value).unwrap_or_default());
        }
    }
}

fn go_string(text: &str) -> String {
    let mut escaped = quoted(text);
    for (character, escape) in
        [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026"), ('\u{2028}', "\\u2028"), ('\u{2029}', "\\u2029")]
    {
        if escaped.contains(character) {
            escaped = escaped.replace(character, escape);
        }
    }
    escaped
}
