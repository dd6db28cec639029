//! Creation of a Pod up to the webhooks: decoding defaults, then ServiceAccount admission.
//!
//! What always holds: the Pod that comes out is the one that the API server hands to the pod identity webhook, with the
//! token for the cluster's own API mounted where automount says so. IRSA does not depend on that token. Source:
//! `plugin/pkg/admission/serviceaccount` and `pkg/apis/core/v1/defaults.go`.

mod defaults;

use super::service_account::ServiceAccount;
use super::workload::POD_SUFFIX;
use serde_json::{Map, Value, json};

/// Where the token for the cluster's own API is mounted.
pub const API_TOKEN_MOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";
/// The name of its volume, with a placeholder for the five characters that Kubernetes draws.
pub const API_TOKEN_VOLUME: &str = "kube-api-access-abcde";
/// The annotation of static Pods, which the kubelet makes by itself.
const MIRROR_POD: &str = "kubernetes.io/config.mirror";

/// What admission needs to know of a ServiceAccount.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// `automountServiceAccountToken`, where it is written.
    pub automount: Option<bool>,
    /// The names under `imagePullSecrets`.
    pub image_pull_secrets: Vec<String>,
}

impl From<&ServiceAccount> for Account {
    fn from(account: &ServiceAccount) -> Self {
        Self { automount: account.automount, image_pull_secrets: account.image_pull_secrets.clone() }
    }
}

/// A Pod that passed.
#[derive(Clone, Debug, PartialEq)]
pub struct Admitted {
    /// The Pod, defaulted, with `serviceAccountName` and the deprecated `serviceAccount` set alike.
    pub pod: Value,
    /// The ServiceAccount that it runs as.
    pub service_account: String,
    /// Whether admission had to choose it, as the Pod names none.
    pub chosen: Chosen,
    /// Why the API token is mounted, or is not.
    pub automount: Automount,
}

/// Who chose the ServiceAccount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// The Pod.
    ByPod,
    /// Admission: `default`.
    ByAdmission,
    /// Nobody: static Pods have none.
    Nobody,
}

/// Which setting decided over the API token, and how. The Pod's comes first, then the ServiceAccount's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Automount {
    /// The Pod's `automountServiceAccountToken`.
    ByPod(bool),
    /// The ServiceAccount's.
    ByServiceAccount(bool),
    /// Neither is written: it is mounted.
    ByDefault,
}

impl Automount {
    /// Whether the token is mounted.
    #[must_use]
    pub fn is_mounted(self) -> bool {
        match self {
            Self::ByPod(mounted) | Self::ByServiceAccount(mounted) => mounted,
            Self::ByDefault => true,
        }
    }
}

/// Why the API server refuses a Pod; always with HTTP status 403.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forbidden {
    /// There is no such ServiceAccount.
    NoServiceAccount {
        /// The Pod's name, or the start of the name that would be generated.
        pod: String,
        /// The Pod's namespace, where the ServiceAccount is looked up.
        namespace: String,
        /// The ServiceAccount's name.
        name: String,
    },
    /// A static Pod that names a ServiceAccount or uses a token or a Secret.
    MirrorPod {
        /// The Pod's name.
        pod: String,
        /// What it may not do.
        why: &'static str,
    },
}

impl Forbidden {
    /// The API server's error. The ReplicaSet or the Job reports it as an event, `FailedCreate`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::NoServiceAccount { pod, namespace, name } => format!(
                "pods \"{pod}\" is forbidden: error looking up service account {namespace}/{name}: serviceaccount \
                 \"{name}\" not found"
            ),
            Self::MirrorPod { pod, why } => format!("pods \"{pod}\" is forbidden: {why}"),
        }
    }
}

/// Defaults a Pod and passes it through ServiceAccount admission. `find` looks a ServiceAccount up by namespace and
/// name; Kubernetes makes one named `default` in every namespace, so it should know that one everywhere.
///
/// # Errors
///
/// [`Forbidden`] where the Pod is not created.
pub fn admit(
    pod: &Value,
    request_namespace: &str,
    find: impl Fn(&str, &str) -> Option<Account>,
) -> Result<Admitted, Forbidden> {
    let mut pod = defaults::pod(pod, request_namespace);
    let namespace = string(&pod, "/metadata/namespace").to_owned();
    if pod.pointer("/metadata/annotations").and_then(|annotations| annotations.get(MIRROR_POD)).is_some() {
        return mirror(pod);
    }
    let written = string(&pod, "/spec/serviceAccountName").to_owned();
    let (name, chosen) =
        if written.is_empty() { ("default".to_owned(), Chosen::ByAdmission) } else { (written, Chosen::ByPod) };
    let Some(account) = find(&namespace, &name) else {
        return Err(Forbidden::NoServiceAccount { pod: error_name(&pod), namespace, name });
    };
    let automount = match pod.pointer("/spec/automountServiceAccountToken").and_then(Value::as_bool) {
        Some(mounted) => Automount::ByPod(mounted),
        None => account.automount.map_or(Automount::ByDefault, Automount::ByServiceAccount),
    };
    if let Some(spec) = pod.get_mut("spec").and_then(Value::as_object_mut) {
        spec.insert("serviceAccountName".to_owned(), json!(name));
        spec.insert("serviceAccount".to_owned(), json!(name));
        if automount.is_mounted() {
            mount_token(spec);
        }
        let has_secrets = spec.get("imagePullSecrets").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
        if !has_secrets && !account.image_pull_secrets.is_empty() {
            let secrets: Vec<_> = account.image_pull_secrets.iter().map(|name| json!({ "name": name })).collect();
            spec.insert("imagePullSecrets".to_owned(), Value::Array(secrets));
        }
    }
    Ok(Admitted { pod, service_account: name, chosen, automount })
}

/// The Pod as the API server decodes it, before any admission.
#[must_use]
pub fn defaulted(pod: &Value, request_namespace: &str) -> Value {
    defaults::pod(pod, request_namespace)
}

/// Static Pods pass unchanged, and may use nothing that the API server would have to vouch for.
fn mirror(pod: Value) -> Result<Admitted, Forbidden> {
    let volumes = pod.pointer("/spec/volumes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let sources = volumes.iter().filter_map(|volume| volume.pointer("/projected/sources")?.as_array()).flatten();
    let uses_token = sources.clone().any(|source| source.get("serviceAccountToken").is_some());
    let uses_secret = volumes.iter().any(|volume| volume.get("secret").is_some())
        || sources.clone().any(|source| source.get("secret").is_some());
    let why = if !string(&pod, "/spec/serviceAccountName").is_empty() {
        "a mirror pod may not reference service accounts"
    } else if uses_secret {
        "a mirror pod may not reference secrets"
    } else if uses_token {
        "a mirror pod may not use ServiceAccountToken volume projections"
    } else {
        let automount = Automount::ByPod(false);
        return Ok(Admitted { pod, service_account: String::new(), chosen: Chosen::Nobody, automount });
    };
    Err(Forbidden::MirrorPod { pod: error_name(&pod), why })
}

/// Adds the API token's volume, and its mount to every container that has nothing mounted at its path.
fn mount_token(spec: &mut Map<String, Value>) {
    let volumes = spec.get("volumes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let existing =
        volumes.iter().map(|volume| string(volume, "/name")).find(|name| name.starts_with("kube-api-access-"));
    let existing = existing.map(str::to_owned);
    let name = existing.clone().unwrap_or_else(|| API_TOKEN_VOLUME.to_owned());
    let mut mounted = false;
    for key in ["initContainers", "containers"] {
        for container in spec.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            let Some(container) = container.as_object_mut() else { continue };
            let mounts = container.entry("volumeMounts").or_insert_with(|| json!([]));
            let Some(mounts) = mounts.as_array_mut() else { continue };
            if !mounts.iter().any(|mount| string(mount, "/mountPath") == API_TOKEN_MOUNT) {
                mounts.push(json!({ "name": name, "readOnly": true, "mountPath": API_TOKEN_MOUNT }));
                mounted = true;
            }
        }
    }
    if mounted && existing.is_none() {
        let volume = json!({ "name": name, "projected": { "sources": [
            { "serviceAccountToken": { "expirationSeconds": 3607, "path": "token" } },
            { "configMap": { "name": "kube-root-ca.crt", "items": [{ "key": "ca.crt", "path": "ca.crt" }] } },
            { "downwardAPI": { "items": [
                { "path": "namespace", "fieldRef": { "apiVersion": "v1", "fieldPath": "metadata.namespace" } }
            ] } },
        ] } });
        if let Some(volumes) = spec.entry("volumes").or_insert_with(|| json!([])).as_array_mut() {
            volumes.push(volume);
        }
    }
}

/// The name in errors: a name that is yet to be generated is shown by its start.
fn error_name(pod: &Value) -> String {
    let (name, generate) = (string(pod, "/metadata/name"), string(pod, "/metadata/generateName"));
    match name {
        _ if !generate.is_empty() && (name.is_empty() || name.strip_prefix(generate) == Some(POD_SUFFIX)) => {
            generate.to_owned()
        }
        "" => "Unknown".to_owned(),
        name => name.to_owned(),
    }
}

fn string<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}
