//! The mutating admission webhook of EKS, `amazon-eks-pod-identity-webhook`: what it does to a Pod on CREATE.
//!
//! What always holds: [`mutate`] is a pure function; the Pod it returns is the given Pod with [`Mutation::patch`]
//! applied; the webhook never rejects a Pod and never says that it did nothing, so every way of doing nothing is typed
//! here. Source: the handler and cache of the webhook's repository (Apache-2.0), read and run.

mod container;
mod csv;
mod flags;
mod go_json;
mod mutation;
mod patch;
mod quantity;
mod settings;

pub use container::{ContainerOutcome, Injection, Mount};
pub use flags::{ComposeRoleArn, Flags, PodIdentityFlags};
pub use mutation::{InjectedToken, Mutation, MutationKind, Untouched};
pub use patch::{PatchOperation, apply};
pub use settings::{ConfigMapEntry, IgnoredValue, Role, RoleSource, SkipList, is_role_arn, parse_config_map};

use container::{Change, Plan};
use serde::Serialize;
use serde_json::{Value as Json, json};
use settings::Entry;
use std::collections::BTreeMap;

/// The Pod label that keeps the API server from calling the webhook, whatever its value.
pub const SKIP_LABEL: &str = "eks.amazonaws.com/skip-pod-identity-webhook";
/// The Pod label that the webhook adds for EKS Pod Identity.
pub const POD_IDENTITY_LABEL: &str = "eks.amazonaws.com/pod-identity";
/// The volume of the web identity token.
pub const IRSA_VOLUME: &str = "aws-iam-token";
/// The file of the web identity token in that volume.
pub const IRSA_TOKEN_PATH: &str = "token";
/// The shortest lifetime of a token in seconds; shorter annotations are raised to it.
pub const MINIMUM_EXPIRATION: i64 = 600;
/// The lifetime which EKS Pod Identity replaces by a random one.
pub const DEFAULT_EXPIRATION: i64 = 86_400;
/// The least value of that random lifetime; what [`Input::jitter`] should be where nothing random is wanted.
pub const LEAST_JITTERED_EXPIRATION: i64 = 79_200;

/// A Pod Identity association as EKS feeds it to the webhook: namespace and ServiceAccount, both exact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// The namespace.
    pub namespace: String,
    /// The name of the ServiceAccount.
    pub service_account: String,
}

/// Whether the webhook's informer has seen the Pod's ServiceAccount when the Pod is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// It has; these are the annotations.
    Cached(&'a BTreeMap<String, String>),
    /// It has not: the ServiceAccount does not exist, or was created in the same instant.
    Missing,
}

/// Everything the webhook looks at.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The command line of the webhook.
    pub flags: &'a Flags,
    /// The namespace of the request.
    pub namespace: &'a str,
    /// The Pod after ServiceAccount admission, so that `spec.serviceAccountName` is set.
    pub pod: &'a Json,
    /// The ServiceAccount of that name in that namespace.
    pub service_account: Lookup<'a>,
    /// The Pod Identity associations of the cluster.
    pub associations: &'a [Identity],
    /// The entries of the ConfigMap `pod-identity-webhook`, by `namespace/name` or `*/name`; self-hosted only.
    pub config_map: &'a BTreeMap<String, ConfigMapEntry>,
    /// The lifetime that stands for the random one, in seconds; see [`LEAST_JITTERED_EXPIRATION`].
    pub jitter: i64,
}

/// What the webhook does to a Pod that is being created.
#[must_use]
pub fn mutate(input: &Input<'_>) -> Mutation {
    let pod = input.pod;
    if pod.pointer("/metadata/labels").is_some_and(|labels| labels.get(SKIP_LABEL).is_some()) {
        return Mutation::untouched(pod, Untouched::OptOutLabel);
    }
    let name = pod.pointer("/spec/serviceAccountName").and_then(Json::as_str).unwrap_or_default();
    let mut ignored = Vec::new();
    let own = match input.service_account {
        Lookup::Cached(annotations) => Some(settings::entry(input.flags, annotations, &mut ignored)),
        Lookup::Missing => None,
    };
    let associated =
        input.associations.iter().any(|one| one.namespace == input.namespace && one.service_account == name);
    let entry = settings::lookup(input, name, own.as_ref());
    let role = entry.as_ref().and_then(|entry| entry.role.clone());
    let has_role = role.as_ref().is_some_and(|role| !role.arn.is_empty());
    if !associated && !has_role {
        let why = match own {
            None => Untouched::NotInCache,
            Some(Entry { role: Some(_), .. }) => Untouched::EmptyRole,
            Some(_) => Untouched::NoRole,
        };
        return Mutation { ignored, ..Mutation::untouched(pod, why) };
    }
    let kind = if associated { MutationKind::PodIdentity } else { MutationKind::Irsa };
    let common = match kind {
        MutationKind::PodIdentity => settings::common(input, name, own.as_ref()),
        _ => entry.unwrap_or_default(),
    };
    let annotations = pod.pointer("/metadata/annotations");
    let expiration = settings::pod_expiration(input.flags, annotations, common.expiration, &mut ignored);
    let skip = settings::skip_list(input.flags, pod);
    let token = token(input, kind, &common, expiration);
    let plan = Plan {
        flags: input.flags,
        kind,
        regional: common.regional_sts,
        role: role.as_ref().map(|role| role.arn.as_str()).unwrap_or_default(),
        token: &token,
        skip: &skip,
    };
    let mut containers = Vec::new();
    let (init, init_changed) = inject(&plan, pod, "/spec/initContainers", &mut containers);
    let (main, main_changed) = inject(&plan, pod, "/spec/containers", &mut containers);
    let mut patch = Vec::new();
    if kind == MutationKind::PodIdentity {
        patch.push(label(pod));
    }
    if !token.volume_kept {
        patch.push(volume(pod, &token));
    }
    let shared = Mutation {
        kind,
        untouched: None,
        patch: Vec::new(),
        pod: pod.clone(),
        containers,
        role,
        association_wins: associated && has_role,
        token: Some(token),
        regional_sts: common.regional_sts,
        skip,
        ignored,
    };
    if patch.is_empty() && init_changed == Change::Nothing && main_changed == Change::Nothing {
        return Mutation { untouched: Some(Untouched::NothingToAdd), ..shared };
    }
    patch.push(PatchOperation::add("/spec/containers", Json::Array(main)));
    if !init.is_empty() {
        patch.push(PatchOperation::add("/spec/initContainers", Json::Array(init)));
    }
    Mutation { pod: apply(pod, &patch), patch, ..shared }
}

fn inject(plan: &Plan<'_>, pod: &Json, at: &str, outcomes: &mut Vec<ContainerOutcome>) -> (Vec<Json>, Change) {
    let mut result = Vec::new();
    let mut changed = Change::Nothing;
    for one in pod.pointer(at).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default() {
        let mut one = go_json::container(one);
        let (outcome, change) = container::inject(plan, &mut one, at);
        changed = changed.or(change);
        outcomes.push(outcome);
        result.push(one);
    }
    (result, changed)
}

fn token(input: &Input<'_>, kind: MutationKind, entry: &Entry, expiration: i64) -> InjectedToken {
    let flags = input.flags;
    let (volume, audience, mount, path, expiration) = match kind {
        MutationKind::PodIdentity => {
            let own = &flags.pod_identity;
            let expiration = if expiration == DEFAULT_EXPIRATION { input.jitter } else { expiration };
            (own.volume.as_str(), own.audience.as_str(), own.mount_path.as_str(), own.token_path.as_str(), expiration)
        }
        MutationKind::Irsa | MutationKind::None => {
            (IRSA_VOLUME, entry.audience.as_str(), flags.token_mount_path.as_str(), IRSA_TOKEN_PATH, expiration)
        }
    };
    let unix = settings::clean_path(&format!("{mount}/{path}"));
    let selects_windows =
        |key: &str| input.pod.pointer("/spec/nodeSelector").and_then(|s| s.get(key)) == Some(&json!("windows"));
    let token_file = if selects_windows("kubernetes.io/os") || selects_windows("beta.kubernetes.io/os") {
        format!("C:{}", unix.replace('/', "\\"))
    } else {
        unix
    };
    let volumes = input.pod.pointer("/spec/volumes").and_then(Json::as_array);
    let volume_kept = volumes.is_some_and(|all| all.iter().any(|one| one.get("name") == Some(&json!(volume))));
    InjectedToken {
        volume: volume.to_owned(),
        audience: audience.to_owned(),
        expiration_seconds: expiration,
        token_file,
        mount_path: mount.to_owned(),
        volume_kept,
    }
}

fn volume(pod: &Json, token: &InjectedToken) -> PatchOperation {
    let file = token.token_file.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut source = json!({ "expirationSeconds": token.expiration_seconds, "path": file });
    if let (false, Some(source)) = (token.audience.is_empty(), source.as_object_mut()) {
        source.insert("audience".to_owned(), json!(token.audience));
    }
    let volume = json!({ "name": token.volume, "projected": { "sources": [{ "serviceAccountToken": source }] } });
    match pod.pointer("/spec/volumes") {
        None | Some(Json::Null) => PatchOperation::add("/spec/volumes", json!([volume])),
        Some(_) => PatchOperation::add("/spec/volumes/0", volume),
    }
}

fn label(pod: &Json) -> PatchOperation {
    match pod.pointer("/metadata/labels") {
        None | Some(Json::Null) => PatchOperation::add("/metadata/labels", json!({ POD_IDENTITY_LABEL: "enabled" })),
        Some(_) => {
            let key = patch::escape(POD_IDENTITY_LABEL);
            PatchOperation::add(&format!("/metadata/labels/{key}"), json!("enabled"))
        }
    }
}
