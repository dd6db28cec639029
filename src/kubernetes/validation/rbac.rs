//! Roles and bindings.

use super::{Errors, FieldFault, list, metadata, quote, text};
use crate::kubernetes::names;
use serde_json::Value;

const GROUP: &str = "rbac.authorization.k8s.io";

/// A Role or a ClusterRole.
pub(super) fn role(errors: &mut Errors, role: &Value, kind: &str) {
    let namespaced = kind == "Role";
    metadata::check(errors, role, metadata::Rule { namespaced, name: names::path_segment });
    errors.each("rules", list(role, "rules"), |errors, _, rule| self::rule(errors, rule, namespaced));
    if !namespaced && let Some(aggregation) = role.get("aggregationRule").filter(|rule| !rule.is_null()) {
        errors.under("aggregationRule", |errors| {
            let selectors = list(aggregation, "clusterRoleSelectors");
            if selectors.is_empty() {
                let why = "at least one clusterRoleSelector required if aggregationRule is non-nil";
                errors.required("clusterRoleSelectors", why);
            }
            errors.each("clusterRoleSelectors", selectors, |errors, _, selector| {
                metadata::selector(errors, selector);
            });
        });
    }
}

fn rule(errors: &mut Errors, rule: &Value, namespaced: bool) {
    if list(rule, "verbs").is_empty() {
        errors.required("verbs", "verbs must contain at least one value");
    }
    let urls = list(rule, "nonResourceURLs");
    if !urls.is_empty() {
        let printed: Vec<_> = urls.iter().map(|url| quote(url.as_str().unwrap_or_default())).collect();
        let mut invalid = |why: &str| {
            let value = format!("[]string{{{}}}", printed.join(", "));
            errors.add_at("nonResourceURLs", FieldFault::Invalid(value, why.to_owned()));
        };
        if namespaced {
            invalid("namespaced rules cannot apply to non-resource URLs");
        }
        if ["apiGroups", "resources", "resourceNames"].iter().any(|key| !list(rule, key).is_empty()) {
            invalid("rules cannot apply to both regular resources and non-resource URLs");
        }
        return;
    }
    if list(rule, "apiGroups").is_empty() {
        errors.required("apiGroups", "resource rules must supply at least one api group");
    }
    if list(rule, "resources").is_empty() {
        errors.required("resources", "resource rules must supply at least one resource");
    }
}

/// A RoleBinding or a ClusterRoleBinding. An empty API group is filled in before validation:
/// `rbac.authorization.k8s.io` for the role, users and groups.
pub(super) fn binding(errors: &mut Errors, binding: &Value, kind: &str) {
    let namespaced = kind == "RoleBinding";
    metadata::check(errors, binding, metadata::Rule { namespaced, name: names::path_segment });
    let empty = Value::Null;
    let role = binding.get("roleRef").unwrap_or(&empty);
    errors.under("roleRef", |errors| {
        group(errors, text(role, "apiGroup"));
        let supported = if namespaced { vec!["Role", "ClusterRole"] } else { vec!["ClusterRole"] };
        let kind = text(role, "kind");
        if !supported.contains(&kind) {
            errors.add_at("kind", FieldFault::NotSupported(kind.to_owned(), supported));
        }
        match text(role, "name") {
            "" => errors.required("name", ""),
            name => errors.invalid("name", name, names::path_segment(name)),
        }
    });
    errors.each("subjects", list(binding, "subjects"), |errors, _, subject| {
        self::subject(errors, subject, namespaced);
    });
}

fn subject(errors: &mut Errors, subject: &Value, namespaced: bool) {
    let (name, api_group) = (text(subject, "name"), text(subject, "apiGroup"));
    if name.is_empty() {
        errors.required("name", "");
    }
    match text(subject, "kind") {
        "ServiceAccount" => {
            if !name.is_empty() {
                errors.invalid("name", name, names::subdomain(name));
            }
            if !api_group.is_empty() {
                errors.add_at("apiGroup", FieldFault::NotSupported(api_group.to_owned(), vec![""]));
            }
            if !namespaced && text(subject, "namespace").is_empty() {
                errors.required("namespace", "");
            }
        }
        "User" | "Group" => group(errors, api_group),
        kind => {
            let supported = vec!["ServiceAccount", "User", "Group"];
            errors.add_at("kind", FieldFault::NotSupported(kind.to_owned(), supported));
        }
    }
}

fn group(errors: &mut Errors, group: &str) {
    if !matches!(group, "" | GROUP) {
        errors.add_at("apiGroup", FieldFault::NotSupported(group.to_owned(), vec![GROUP]));
    }
}
