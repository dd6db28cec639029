//! `metadata` of any object, labels, annotations and label selectors.

use super::{Errors, FieldFault, list, quote, strings, text};
use crate::kubernetes::names;
use serde_json::Value;

/// Bytes that all annotations of an object may have together, keys and values.
const ANNOTATION_BYTES: usize = 256 << 10;

/// What a kind demands of its metadata.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    pub(super) namespaced: bool,
    pub(super) name: fn(&str) -> Vec<String>,
}

impl Rule {
    /// Most objects.
    pub(super) const NAMESPACED: Self = Self { namespaced: true, name: names::subdomain };
    /// A Namespace itself.
    pub(super) const NAMESPACE: Self = Self { namespaced: false, name: names::label };
}

pub(super) fn check(errors: &mut Errors, object: &Value, rule: Rule) {
    let empty = Value::Null;
    let metadata = object.get("metadata").unwrap_or(&empty);
    errors.under("metadata", |errors| {
        let generate = text(metadata, "generateName");
        if !generate.is_empty() {
            errors.invalid("generateName", generate, names::generate_name(generate, rule.name));
        }
        let name = text(metadata, "name");
        if !name.is_empty() {
            errors.invalid("name", name, (rule.name)(name));
        } else if generate.is_empty() {
            errors.required("name", "name or generateName is required");
        }
        if rule.namespaced {
            match text(metadata, "namespace") {
                "" => {}
                namespace => errors.invalid("namespace", namespace, names::label(namespace)),
            }
        }
        labels(errors, metadata, "labels");
        annotations(errors, metadata);
    });
}

/// Labels, and what has their form, such as `nodeSelector`.
pub(super) fn labels(errors: &mut Errors, value: &Value, key: &str) {
    errors.under(key, |errors| {
        for (key, value) in strings(value, key) {
            for message in names::qualified(key) {
                errors.add_key(key, FieldFault::Invalid(quote(key), message));
            }
            for message in names::label_value(value) {
                errors.add_key(key, FieldFault::Invalid(quote(value), message));
            }
        }
    });
}

/// Annotation keys are checked in lower case, so that their prefix may be written in capitals.
pub(super) fn annotations(errors: &mut Errors, metadata: &Value) {
    errors.under("annotations", |errors| {
        let mut bytes = 0;
        for (key, value) in strings(metadata, "annotations") {
            for message in names::qualified(&key.to_lowercase()) {
                errors.add_key(key, FieldFault::Invalid(quote(key), message));
            }
            bytes += key.len() + value.len();
        }
        if bytes > ANNOTATION_BYTES {
            errors.add(FieldFault::TooLong(ANNOTATION_BYTES));
        }
    });
}

/// A label selector at the current path.
pub(super) fn selector(errors: &mut Errors, selector: &Value) {
    labels(errors, selector, "matchLabels");
    errors.each("matchExpressions", list(selector, "matchExpressions"), |errors, _, requirement| {
        let values = list(requirement, "values");
        match text(requirement, "operator") {
            "In" | "NotIn" if values.is_empty() => {
                errors.required("values", "must be specified when `operator` is 'In' or 'NotIn'");
            }
            "Exists" | "DoesNotExist" if !values.is_empty() => {
                let why = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'".to_owned();
                errors.add_at("values", FieldFault::Forbidden(why));
            }
            "In" | "NotIn" | "Exists" | "DoesNotExist" => {}
            operator => errors.invalid("operator", operator, vec!["not a valid selector operator".to_owned()]),
        }
        let key = text(requirement, "key");
        errors.invalid("key", key, names::qualified(key));
    });
}
