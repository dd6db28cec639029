//! Containers of a Pod spec: names, images, ports, environment and mounts.

use super::{Errors, FieldFault, list, quote, text, volume};
use crate::kubernetes::names;
use serde_json::Value;
use std::collections::BTreeSet;

/// `containers`, which must not be empty.
pub(super) fn apps(errors: &mut Errors, spec: &Value, volumes: &BTreeSet<&str>) {
    match list(spec, "containers") {
        [] => errors.required("containers", ""),
        containers => check(errors, "containers", containers, volumes),
    }
}

/// `initContainers`, whose names must differ from those of the containers too.
pub(super) fn inits(errors: &mut Errors, spec: &Value, volumes: &BTreeSet<&str>) {
    let inits = list(spec, "initContainers");
    check(errors, "initContainers", inits, volumes);
    let mut seen = BTreeSet::new();
    seen.extend(list(spec, "containers").iter().map(|container| text(container, "name")));
    errors.each("initContainers", inits, |errors, _, container| {
        let name = text(container, "name");
        if seen.contains(name) {
            errors.add_at("name", FieldFault::Duplicate(name.to_owned()));
        }
        if !name.is_empty() {
            seen.insert(name);
        }
    });
}

fn check(errors: &mut Errors, key: &str, containers: &[Value], volumes: &BTreeSet<&str>) {
    let mut seen = BTreeSet::new();
    errors.each(key, containers, |errors, _, container| {
        let name = text(container, "name");
        if name.is_empty() {
            errors.required("name", "");
        } else {
            errors.invalid("name", name, names::label(name));
        }
        if !seen.insert(name) {
            errors.add_at("name", FieldFault::Duplicate(name.to_owned()));
        }
        if text(container, "image").is_empty() {
            errors.required("image", "");
        }
        errors.each("ports", list(container, "ports"), |errors, _, port| ports(errors, port));
        errors.each("env", list(container, "env"), |errors, _, variable| env(errors, variable));
        errors.each("envFrom", list(container, "envFrom"), |errors, _, source| env_from(errors, source));
        mounts(errors, container, volumes);
        match text(container, "imagePullPolicy") {
            "" | "Always" | "IfNotPresent" | "Never" => {}
            policy => {
                let fault = FieldFault::NotSupported(policy.to_owned(), vec!["Always", "IfNotPresent", "Never"]);
                errors.add_at("imagePullPolicy", fault);
            }
        }
    });
}

fn ports(errors: &mut Errors, port: &Value) {
    match port.get("containerPort").and_then(Value::as_i64).unwrap_or_default() {
        0 => errors.required("containerPort", ""),
        1..=65535 => {}
        number => {
            let why = "must be between 1 and 65535, inclusive".to_owned();
            errors.add_at("containerPort", FieldFault::Invalid(number.to_string(), why));
        }
    }
    match text(port, "protocol") {
        "" | "TCP" | "UDP" | "SCTP" => {}
        protocol => {
            let fault = FieldFault::NotSupported(protocol.to_owned(), vec!["SCTP", "TCP", "UDP"]);
            errors.add_at("protocol", fault);
        }
    }
}

fn env(errors: &mut Errors, variable: &Value) {
    match text(variable, "name") {
        "" => errors.required("name", ""),
        name => errors.invalid("name", name, names::env_var(name)),
    }
    let Some(from) = variable.get("valueFrom").filter(|from| !from.is_null()) else { return };
    let kinds = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef"];
    let present: Vec<_> = kinds.iter().filter(|key| from.get(**key).is_some_and(|s| !s.is_null())).collect();
    errors.under("valueFrom", |errors| {
        for key in &present {
            let Some(source) = from.get(**key) else { continue };
            errors.under(key, |errors| match **key {
                "fieldRef" if text(source, "fieldPath").is_empty() => errors.required("fieldPath", ""),
                "configMapKeyRef" | "secretKeyRef" => key_selector(errors, source),
                _ => {}
            });
        }
        let mut invalid = |why: &str| errors.add(FieldFault::Invalid(quote(""), why.to_owned()));
        if present.is_empty() {
            invalid("must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        } else if !text(variable, "value").is_empty() {
            invalid("may not be specified when `value` is not empty");
        } else if present.len() > 1 {
            invalid("may not have more than one field specified at a time");
        }
    });
}

fn key_selector(errors: &mut Errors, source: &Value) {
    if text(source, "name").is_empty() {
        errors.required("name", "");
    }
    match text(source, "key") {
        "" => errors.required("key", ""),
        key => errors.invalid("key", key, names::config_map_key(key)),
    }
}

fn env_from(errors: &mut Errors, source: &Value) {
    match text(source, "prefix") {
        "" => {}
        prefix => errors.invalid("prefix", prefix, names::env_var(prefix)),
    }
    let present: Vec<_> =
        ["configMapRef", "secretRef"].into_iter().filter(|key| source.get(key).is_some_and(|s| !s.is_null())).collect();
    for key in &present {
        if source.get(key).is_some_and(|reference| text(reference, "name").is_empty()) {
            errors.under(key, |errors| errors.required("name", ""));
        }
    }
    match present.len() {
        0 => {
            let why = "must specify one of: `configMapRef` or `secretRef`".to_owned();
            errors.add(FieldFault::Invalid(quote(""), why));
        }
        1 => {}
        _ => {
            let why = "may not have more than one field specified at a time".to_owned();
            errors.add(FieldFault::Invalid(quote(""), why));
        }
    }
}

fn mounts(errors: &mut Errors, container: &Value, volumes: &BTreeSet<&str>) {
    let mut paths = BTreeSet::new();
    errors.each("volumeMounts", list(container, "volumeMounts"), |errors, _, mount| {
        let (name, path) = (text(mount, "name"), text(mount, "mountPath"));
        if name.is_empty() {
            errors.required("name", "");
        }
        if !volumes.contains(name) {
            errors.add_at("name", FieldFault::NotFound(name.to_owned()));
        }
        if path.is_empty() {
            errors.required("mountPath", "");
        }
        if !paths.insert(path) {
            errors.add_at("mountPath", FieldFault::Invalid(quote(path), "must be unique".to_owned()));
        }
        volume::descending_path(errors, "subPath", text(mount, "subPath"));
    });
}
