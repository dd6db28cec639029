//! Pods and Pod specs.

use super::{Errors, FieldFault, container, list, metadata, text, volume};
use crate::kubernetes::names;
use serde_json::Value;

pub(super) fn check(errors: &mut Errors, pod: &Value) {
    metadata::check(errors, pod, metadata::Rule::NAMESPACED);
    let empty = Value::Null;
    errors.under("spec", |errors| spec(errors, pod.get("spec").unwrap_or(&empty), &[]));
}

/// A Pod spec at the current path, in the order of `ValidatePodSpec`; `claims` are the volumes that a StatefulSet adds.
pub(super) fn spec(errors: &mut Errors, spec: &Value, claims: &[&str]) {
    let mut volumes = volume::check(errors, list(spec, "volumes"));
    volumes.extend(claims);
    container::apps(errors, spec, &volumes);
    container::inits(errors, spec, &volumes);
    match text(spec, "restartPolicy") {
        "" | "Always" | "OnFailure" | "Never" => {}
        policy => {
            let fault = FieldFault::NotSupported(policy.to_owned(), vec!["Always", "OnFailure", "Never"]);
            errors.add_at("restartPolicy", fault);
        }
    }
    metadata::labels(errors, spec, "nodeSelector");
    // An empty name gives way to the deprecated alias, and both are one field after conversion.
    let (key, name) = match text(spec, "serviceAccountName") {
        "" if !text(spec, "serviceAccount").is_empty() => ("serviceAccountName", text(spec, "serviceAccount")),
        name => ("serviceAccountName", name),
    };
    if !name.is_empty() {
        errors.invalid(key, name, names::subdomain(name));
    }
    for (key, check) in
        [("nodeName", names::subdomain as fn(&str) -> _), ("hostname", names::label), ("subdomain", names::label)]
    {
        match text(spec, key) {
            "" => {}
            value => errors.invalid(key, value, check(value)),
        }
    }
}
