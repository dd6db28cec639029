//! Volumes of a Pod spec: names, and the sources that carry credentials.

use super::{Errors, FieldFault, list, quote, text};
use crate::kubernetes::names;
use serde_json::Value;
use std::collections::BTreeSet;

/// The kinds of sources that a volume may have, in the order in which Kubernetes looks for them.
const SOURCES: [&str; 28] = [
    "emptyDir",
    "hostPath",
    "gitRepo",
    "gcePersistentDisk",
    "awsElasticBlockStore",
    "secret",
    "nfs",
    "iscsi",
    "glusterfs",
    "flocker",
    "persistentVolumeClaim",
    "rbd",
    "cinder",
    "cephfs",
    "quobyte",
    "downwardAPI",
    "fc",
    "azureFile",
    "vsphereVolume",
    "configMap",
    "azureDisk",
    "portworxVolume",
    "scaleIO",
    "storageos",
    "projected",
    "csi",
    "photonPersistentDisk",
    "ephemeral",
];

/// Checks the volumes and returns the names of those without errors, which mounts may refer to.
pub(super) fn check<'v>(errors: &mut Errors, volumes: &'v [Value]) -> BTreeSet<&'v str> {
    let mut names_seen = BTreeSet::new();
    errors.each("volumes", volumes, |errors, _, volume| {
        let before = errors.found.len();
        source(errors, volume);
        let name = text(volume, "name");
        if name.is_empty() {
            errors.required("name", "");
        } else {
            errors.invalid("name", name, names::label(name));
        }
        if names_seen.contains(name) {
            errors.add_at("name", FieldFault::Duplicate(name.to_owned()));
        }
        if errors.found.len() == before {
            names_seen.insert(name);
        }
    });
    names_seen
}

fn source(errors: &mut Errors, volume: &Value) {
    let present = |key: &&&str| volume.get(**key).is_some_and(|source| !source.is_null());
    for (index, key) in SOURCES.iter().filter(present).enumerate() {
        if index > 0 {
            errors.add_at(key, FieldFault::Forbidden("may not specify more than 1 volume type".to_owned()));
            continue;
        }
        let Some(source) = volume.get(*key) else { continue };
        errors.under(key, |errors| match *key {
            "secret" => required(errors, source, "secretName"),
            "configMap" => required(errors, source, "name"),
            "persistentVolumeClaim" => required(errors, source, "claimName"),
            "hostPath" => required(errors, source, "path"),
            "projected" => projected(errors, source),
            _ => {}
        });
    }
}

fn required(errors: &mut Errors, value: &Value, key: &str) {
    if text(value, key).is_empty() {
        errors.required(key, "");
    }
}

fn projected(errors: &mut Errors, volume: &Value) {
    for (index, source) in list(volume, "sources").iter().enumerate() {
        let kinds = ["secret", "configMap", "downwardAPI", "serviceAccountToken"];
        let present: Vec<_> = kinds.iter().filter(|key| source.get(**key).is_some_and(|s| !s.is_null())).collect();
        for key in &present {
            let Some(projection) = source.get(**key) else { continue };
            let mut path_missing = false;
            at_source(errors, index, |errors| {
                errors.under(key, |errors| match **key {
                    "secret" | "configMap" => required(errors, projection, "name"),
                    "serviceAccountToken" => {
                        expiration(errors, projection);
                        path_missing = text(projection, "path").is_empty();
                    }
                    _ => {}
                });
            });
            // Kubernetes reports the token's path at the volume, not at the source.
            if path_missing {
                errors.required("path", "");
            }
        }
        if present.len() > 1 {
            at_source(errors, index, |errors| {
                errors.add(FieldFault::Forbidden("may not specify more than 1 volume type".to_owned()));
            });
        }
    }
}

fn at_source(errors: &mut Errors, index: usize, check: impl FnOnce(&mut Errors)) {
    errors.under("sources", |errors| {
        errors.path.push(super::Step::Index(index));
        check(errors);
        errors.path.pop();
    });
}

/// Between 10 minutes and 2^32 seconds; absent means 3600.
fn expiration(errors: &mut Errors, token: &Value) {
    let Some(seconds) = token.get("expirationSeconds").and_then(Value::as_i64) else { return };
    let mut invalid = |why: &str| {
        errors.add_at("expirationSeconds", FieldFault::Invalid(seconds.to_string(), why.to_owned()));
    };
    if seconds < 600 {
        invalid("may not specify a duration less than 10 minutes");
    }
    if seconds > 1 << 32 {
        invalid("may not specify a duration larger than 2^32 seconds");
    }
}

/// The local path rules of `subPath`.
pub(super) fn descending_path(errors: &mut Errors, key: &str, value: &str) {
    if value.starts_with('/') {
        errors.add_at(key, FieldFault::Invalid(quote(value), "must be a relative path".to_owned()));
    }
    if value.split('/').any(|part| part == "..") {
        errors.add_at(key, FieldFault::Invalid(quote(value), "must not contain '..'".to_owned()));
    }
}
