//! Workloads that make Pods: metadata, selector and Pod template.

use super::{Errors, FieldFault, list, metadata, pod, quote, strings, text};
use serde_json::Value;

pub(super) fn check(errors: &mut Errors, object: &Value, kind: &str) {
    metadata::check(errors, object, metadata::Rule::NAMESPACED);
    let empty = Value::Null;
    let spec = object.get("spec").unwrap_or(&empty);
    if kind == "CronJob" {
        let name = text(object.get("metadata").unwrap_or(&empty), "name");
        if name.len() > 52 {
            let fault = FieldFault::Invalid(quote(name), "must be no more than 52 characters".to_owned());
            errors.under("metadata", |errors| errors.add_at("name", fault));
        }
        let job = spec.pointer("/jobTemplate/spec").unwrap_or(&empty);
        errors.under("spec", |errors| {
            if text(spec, "schedule").is_empty() {
                errors.required("schedule", "");
            }
            errors.under("jobTemplate", |errors| errors.under("spec", |errors| template(errors, job, kind)));
        });
        return;
    }
    errors.under("spec", |errors| {
        selector(errors, spec, kind);
        template(errors, spec, kind);
    });
}

/// How Go prints a selector that selects nothing.
const EMPTY_SELECTOR: &str =
    "v1.LabelSelector{MatchLabels:map[string]string(nil), MatchExpressions:[]v1.LabelSelectorRequirement(nil)}";

/// The selector must be there and must match the template's labels, or the workload would not find its Pods. A Job's is
/// made by Kubernetes, a ReplicationController's is defaulted to the labels.
fn selector(errors: &mut Errors, spec: &Value, kind: &str) {
    if matches!(kind, "Job" | "CronJob" | "ReplicationController") {
        return;
    }
    let Some(selector) = spec.get("selector").filter(|selector| !selector.is_null()) else {
        return errors.required("selector", "");
    };
    errors.under("selector", |errors| metadata::selector(errors, selector));
    let is_empty = |key: &str| {
        selector.get(key).is_none_or(|value| {
            matches!(value, Value::Null)
                || value == &Value::Array(Vec::new())
                || value.as_object().is_some_and(serde_json::Map::is_empty)
        })
    };
    if is_empty("matchLabels") && is_empty("matchExpressions") {
        let why = format!("empty selector is invalid for {}", kind.to_lowercase());
        errors.add_at("selector", FieldFault::Invalid(EMPTY_SELECTOR.to_owned(), why));
        return;
    }
    let empty = Value::Null;
    let metadata = spec.pointer("/template/metadata").unwrap_or(&empty);
    let labels = strings(metadata, "labels");
    if strings(selector, "matchLabels").iter().any(|wanted| !labels.contains(wanted)) {
        let printed: Vec<_> = labels.iter().map(|(key, value)| format!("{}:{}", quote(key), quote(value))).collect();
        let value = format!("map[string]string{{{}}}", printed.join(", "));
        let why = "`selector` does not match template `labels`".to_owned();
        errors.under("template", |errors| {
            errors.under("metadata", |errors| errors.add_at("labels", FieldFault::Invalid(value, why)));
        });
    }
}

fn template(errors: &mut Errors, spec: &Value, kind: &str) {
    let empty = Value::Null;
    let Some(template) = spec.get("template").filter(|template| !template.is_null()) else {
        return errors.under("template", |errors| {
            errors.under("spec", |errors| errors.required("containers", ""));
        });
    };
    let claims = list(spec, "volumeClaimTemplates").iter();
    let claims: Vec<_> = claims.filter_map(|claim| claim.pointer("/metadata/name")?.as_str()).collect();
    errors.under("template", |errors| {
        let metadata = template.get("metadata").unwrap_or(&empty);
        errors.under("metadata", |errors| {
            metadata::labels(errors, metadata, "labels");
            metadata::annotations(errors, metadata);
        });
        let spec = template.get("spec").unwrap_or(&empty);
        errors.under("spec", |errors| {
            pod::spec(errors, spec, &claims);
            restart_policy(errors, spec, kind);
        });
    });
}

fn restart_policy(errors: &mut Errors, spec: &Value, kind: &str) {
    match (kind, text(spec, "restartPolicy")) {
        ("Job" | "CronJob", "" | "Always") => {
            errors.required("restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
        ("Job" | "CronJob", _) | (_, "" | "Always") => {}
        (_, policy) => {
            errors.add_at("restartPolicy", FieldFault::NotSupported(policy.to_owned(), vec!["Always"]));
        }
    }
}
