//! What the API server's validation refuses in an object, with its exact error texts and their order.
//!
//! What always holds: the errors are those of Kubernetes for the fields that the simulation reads and for the mistakes
//! that are common around them; fields that play no part (probes, affinity, resources) are not checked, so an object
//! without errors here may still be refused for one of those. Source: `pkg/apis/core/validation`,
//! `pkg/apis/rbac/validation` and `k8s.io/apimachinery/pkg/api/validation`.

mod container;
mod metadata;
mod pod;
mod rbac;
mod volume;
mod workload;

use super::object::Object;
use serde_json::Value;
use std::fmt;

/// One step of the way to a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a map.
    Key(String),
    /// An element of a list, from 0.
    Index(usize),
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// Missing or empty; why it is needed, or nothing.
    Required(String),
    /// Not allowed; the value as Go prints it, and why.
    Invalid(String, String),
    /// Not one of the values that exist; the value, and those.
    NotSupported(String, Vec<&'static str>),
    /// There already.
    Duplicate(String),
    /// Refers to nothing.
    NotFound(String),
    /// Not allowed at all, and why.
    Forbidden(String),
    /// More than so many bytes.
    TooLong(usize),
}

/// An error of the API server's validation. It is displayed as `kubectl` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The way to the value; one step longer than the field where the error is about a key of a map.
    pub path: Vec<Step>,
    /// Whether the last step of the path is such a key, which Kubernetes leaves out.
    pub about_key: bool,
    /// What is wrong.
    pub fault: FieldFault,
}

impl FieldError {
    /// The field as Kubernetes writes it, such as `spec.containers[0].name`.
    #[must_use]
    pub fn field(&self) -> String {
        let length = self.path.len() - usize::from(self.about_key && !self.path.is_empty());
        field(self.path.get(..length).unwrap_or_default())
    }

    /// The type as the API server's status names it, such as `FieldValueInvalid`.
    #[must_use]
    pub fn error_type(&self) -> &'static str {
        match self.fault {
            FieldFault::Required(_) => "FieldValueRequired",
            FieldFault::Invalid(..) => "FieldValueInvalid",
            FieldFault::NotSupported(..) => "FieldValueNotSupported",
            FieldFault::Duplicate(_) => "FieldValueDuplicate",
            FieldFault::NotFound(_) => "FieldValueNotFound",
            FieldFault::Forbidden(_) => "FieldValueForbidden",
            FieldFault::TooLong(_) => "FieldValueTooLong",
        }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.field())?;
        match &self.fault {
            FieldFault::Required(why) if why.is_empty() => f.write_str("Required value"),
            FieldFault::Required(why) => write!(f, "Required value: {why}"),
            FieldFault::Invalid(value, why) => write!(f, "Invalid value: {value}: {why}"),
            FieldFault::NotSupported(value, supported) => {
                let supported: Vec<_> = supported.iter().map(|value| quote(value)).collect();
                write!(f, "Unsupported value: {}: supported values: {}", quote(value), supported.join(", "))
            }
            FieldFault::Duplicate(value) => write!(f, "Duplicate value: {}", quote(value)),
            FieldFault::NotFound(value) => write!(f, "Not found: {}", quote(value)),
            FieldFault::Forbidden(why) => write!(f, "Forbidden: {why}"),
            FieldFault::TooLong(limit) => write!(f, "Too long: must have at most {limit} bytes"),
        }
    }
}

/// Everything that validation refuses in an object, in the API server's order. Kinds that are not simulated pass.
#[must_use]
pub fn validate(object: &Object) -> Vec<FieldError> {
    let json = defaulted_namespace(object);
    let mut errors = Errors::default();
    match object.kind.as_str() {
        "ServiceAccount" | "ConfigMap" => metadata::check(&mut errors, &json, metadata::Rule::NAMESPACED),
        "Namespace" => metadata::check(&mut errors, &json, metadata::Rule::NAMESPACE),
        "Pod" => pod::check(&mut errors, &json),
        "Role" | "ClusterRole" => rbac::role(&mut errors, &json, &object.kind),
        "RoleBinding" | "ClusterRoleBinding" => rbac::binding(&mut errors, &json, &object.kind),
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "ReplicationController" | "Job" | "CronJob" => {
            workload::check(&mut errors, &json, &object.kind);
        }
        _ => {}
    }
    errors.found
}

/// The API server's sentence for a refused object.
#[must_use]
pub fn status_text(kind: &str, name: &str, errors: &[FieldError]) -> String {
    let texts: Vec<_> = errors.iter().map(ToString::to_string).collect();
    let all = texts.join(", ");
    let all = if texts.len() == 1 { all } else { format!("[{all}]") };
    format!("{kind} {} is invalid: {all}", quote(name))
}

/// The path as Kubernetes writes it.
pub(super) fn field(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) if text.is_empty() => text.push_str(key),
            Step::Key(key) => text.extend([".", key]),
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// A string as Go's `%q` prints it.
pub(super) fn quote(value: &str) -> String {
    let mut quoted = String::from("\"");
    for character in value.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\u{7}' => quoted.push_str("\\a"),
            '\u{8}' => quoted.push_str("\\b"),
            '\u{b}' => quoted.push_str("\\v"),
            '\u{c}' => quoted.push_str("\\f"),
            c if c.is_ascii_control() => quoted.push_str(&format!("\\x{:02x}", u32::from(c))),
            // Go shows no blank but the space, and nothing that cannot be seen.
            c if c != ' ' && (c.is_whitespace() || c.is_control() || is_invisible(c)) => {
                quoted.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
    )
}

/// Cluster-scoped objects lose a namespace that was written, others get the request's.
fn defaulted_namespace(object: &Object) -> Value {
    let mut json = object.node.to_json();
    if let Some(metadata) = json.get_mut("metadata").and_then(Value::as_object_mut) {
        match &object.namespace {
            Some(namespace) => metadata.insert("namespace".to_owned(), Value::String(namespace.clone())),
            None => metadata.remove("namespace"),
        };
    }
    json
}

/// Gathers errors under a path.
#[derive(Default)]
struct Errors {
    path: Vec<Step>,
    found: Vec<FieldError>,
}

impl Errors {
    /// Runs checks one key further down.
    fn under(&mut self, key: &str, check: impl FnOnce(&mut Self)) {
        self.path.push(Step::Key(key.to_owned()));
        check(self);
        self.path.pop();
    }

    /// Runs checks at each element of a list.
    fn each<'v>(&mut self, key: &str, list: &'v [Value], mut check: impl FnMut(&mut Self, usize, &'v Value)) {
        for (index, element) in list.iter().enumerate() {
            self.path.extend([Step::Key(key.to_owned()), Step::Index(index)]);
            check(self, index, element);
            self.path.truncate(self.path.len().saturating_sub(2));
        }
    }

    fn add(&mut self, fault: FieldFault) {
        self.found.push(FieldError { path: self.path.clone(), about_key: false, fault });
    }

    /// An error of a field right below.
    fn add_at(&mut self, key: &str, fault: FieldFault) {
        self.under(key, |errors| errors.add(fault));
    }

    /// An error about a key of the map here.
    fn add_key(&mut self, key: &str, fault: FieldFault) {
        self.under(key, |errors| {
            errors.found.push(FieldError { path: errors.path.clone(), about_key: true, fault });
        });
    }

    fn required(&mut self, key: &str, why: &str) {
        self.add_at(key, FieldFault::Required(why.to_owned()));
    }

    /// Each message about a string right below.
    fn invalid(&mut self, key: &str, value: &str, messages: Vec<String>) {
        for message in messages {
            self.add_at(key, FieldFault::Invalid(quote(value), message));
        }
    }
}

/// A string member; empty where it is absent.
fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A list member; empty where it is absent.
fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The string members of a map, sorted by key.
fn strings<'v>(value: &'v Value, key: &str) -> Vec<(&'v str, &'v str)> {
    let members = value.get(key).and_then(Value::as_object).into_iter().flatten();
    members.map(|(key, value)| (key.as_str(), value.as_str().unwrap_or_default())).collect()
}
