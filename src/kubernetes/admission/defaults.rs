//! What the API server fills into a Pod while it decodes it.
//!
//! What always holds: only absent fields are set, and empty lists and maps are dropped as Go's `omitempty` does. Fields
//! that play no part in the simulation, such as quantities, stay as they were written.

use serde_json::{Map, Value, json};

/// The Pod with Kubernetes' defaults. The namespace is the request's where it has none.
pub(super) fn pod(pod: &Value, request_namespace: &str) -> Value {
    let member = |key| pod.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
    let mut metadata = member("metadata");
    prune(&mut metadata);
    if metadata.get("namespace").and_then(Value::as_str).is_none_or(str::is_empty) {
        metadata.insert("namespace".to_owned(), json!(request_namespace));
    }
    set(&mut metadata, "creationTimestamp", || Value::Null);
    let mut spec = member("spec");
    self::spec(&mut spec);
    let status = pod.get("status").filter(|status| !status.is_null()).cloned().unwrap_or_else(|| json!({}));
    json!({ "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec, "status": status })
}

fn spec(spec: &mut Map<String, Value>) {
    prune(spec);
    set(spec, "restartPolicy", || json!("Always"));
    set(spec, "terminationGracePeriodSeconds", || json!(30));
    set(spec, "dnsPolicy", || json!("ClusterFirst"));
    set(spec, "securityContext", || json!({}));
    set(spec, "schedulerName", || json!("default-scheduler"));
    set(spec, "enableServiceLinks", || json!(true));
    // Both names are one field inside the API server; the newer one wins.
    let name = ["serviceAccountName", "serviceAccount"]
        .iter()
        .find_map(|key| spec.get(*key).and_then(Value::as_str).filter(|name| !name.is_empty()))
        .map(str::to_owned);
    spec.remove("serviceAccount");
    spec.remove("serviceAccountName");
    if let Some(name) = name {
        spec.insert("serviceAccountName".to_owned(), json!(name));
        spec.insert("serviceAccount".to_owned(), json!(name));
    }
    // `false` is what absent means, and Go leaves it out.
    for key in ["hostNetwork", "hostPID", "hostIPC"] {
        if spec.get(key) == Some(&Value::Bool(false)) {
            spec.remove(key);
        }
    }
    let host_network = spec.get("hostNetwork") == Some(&Value::Bool(true));
    each(spec, "volumes", volume);
    for key in ["initContainers", "containers"] {
        each(spec, key, |container| self::container(container, host_network));
    }
}

fn container(container: &mut Map<String, Value>, host_network: bool) {
    prune(container);
    set(container, "resources", || json!({}));
    set(container, "terminationMessagePath", || json!("/dev/termination-log"));
    set(container, "terminationMessagePolicy", || json!("File"));
    let policy = pull_policy(container.get("image").and_then(Value::as_str).unwrap_or_default());
    set(container, "imagePullPolicy", || json!(policy));
    each(container, "ports", |port| {
        set(port, "protocol", || json!("TCP"));
        if host_network && let Some(number) = port.get("containerPort").cloned() {
            set(port, "hostPort", || number);
        }
    });
    each(container, "env", |variable| {
        if variable.get("value") == Some(&json!("")) {
            variable.remove("value");
        }
        if let Some(field) = variable.get_mut("valueFrom").and_then(|from| from.get_mut("fieldRef")?.as_object_mut()) {
            set(field, "apiVersion", || json!("v1"));
        }
    });
    each(container, "volumeMounts", |mount| {
        if mount.get("readOnly") == Some(&Value::Bool(false)) {
            mount.remove("readOnly");
        }
    });
    for key in ["livenessProbe", "readinessProbe", "startupProbe"] {
        if let Some(probe) = container.get_mut(key).and_then(Value::as_object_mut) {
            for (key, value) in
                [("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3)]
            {
                set(probe, key, || json!(value));
            }
            if let Some(http) = probe.get_mut("httpGet").and_then(Value::as_object_mut) {
                set(http, "path", || json!("/"));
                set(http, "scheme", || json!("HTTP"));
            }
        }
    }
    if let Some(resources) = container.get_mut("resources").and_then(Value::as_object_mut)
        && let Some(limits) = resources.get("limits").and_then(Value::as_object).cloned()
    {
        let requests = resources.entry("requests").or_insert_with(|| json!({}));
        for (key, limit) in limits {
            if let Some(requests) = requests.as_object_mut() {
                requests.entry(key).or_insert(limit);
            }
        }
    }
}

/// `Always` for the tag `latest`, which is also what no tag means; a digest is never pulled twice.
fn pull_policy(image: &str) -> &'static str {
    let last = image.rsplit('/').next().unwrap_or_default();
    let is_latest = !last.contains('@') && last.split_once(':').is_none_or(|(_, tag)| tag == "latest");
    if is_latest { "Always" } else { "IfNotPresent" }
}

fn volume(volume: &mut Map<String, Value>) {
    prune(volume);
    if volume.keys().all(|key| key == "name") {
        volume.insert("emptyDir".to_owned(), json!({}));
    }
    for key in ["secret", "configMap", "downwardAPI", "projected"] {
        if let Some(source) = volume.get_mut(key).and_then(Value::as_object_mut) {
            prune(source);
            set(source, "defaultMode", || json!(420));
        }
    }
    if let Some(path) = volume.get_mut("hostPath").and_then(Value::as_object_mut) {
        set(path, "type", || json!(""));
    }
    if let Some(projected) = volume.get_mut("projected").and_then(Value::as_object_mut) {
        each(projected, "sources", |source| {
            if let Some(token) = source.get_mut("serviceAccountToken").and_then(Value::as_object_mut) {
                if token.get("audience") == Some(&json!("")) {
                    token.remove("audience");
                }
                set(token, "expirationSeconds", || json!(3600));
            }
            field_refs(source.get_mut("downwardAPI"));
        });
    }
    field_refs(volume.get_mut("downwardAPI"));
}

fn field_refs(source: Option<&mut Value>) {
    let items = source.and_then(|source| source.get_mut("items")?.as_array_mut());
    for field in items.into_iter().flatten().filter_map(|item| item.get_mut("fieldRef")?.as_object_mut()) {
        set(field, "apiVersion", || json!("v1"));
    }
}

fn set(map: &mut Map<String, Value>, key: &str, value: impl FnOnce() -> Value) {
    if map.get(key).is_none_or(Value::is_null) {
        map.insert(key.to_owned(), value());
    }
}

fn each(map: &mut Map<String, Value>, key: &str, mut change: impl FnMut(&mut Map<String, Value>)) {
    for element in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
        if let Some(element) = element.as_object_mut() {
            change(element);
        }
    }
}

/// Drops what Go's `omitempty` drops: `null`, and empty lists, strings and maps of strings.
fn prune(map: &mut Map<String, Value>) {
    map.retain(|key, value| match value {
        Value::Null => false,
        Value::Array(elements) => !elements.is_empty(),
        Value::String(text) => !text.is_empty(),
        Value::Object(members) => {
            !members.is_empty() || !matches!(key.as_str(), "labels" | "annotations" | "nodeSelector")
        }
        Value::Bool(_) | Value::Number(_) => true,
    });
}
