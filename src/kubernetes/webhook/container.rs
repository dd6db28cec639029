//! What the webhook does to one container.
//!
//! What always holds: only names in `env` are looked at, never values and never `envFrom`; a variable that is there is
//! never changed; mounts are told apart by the volume's name, not by their path.

use super::{Flags, InjectedToken, MutationKind, SkipList};
use serde::Serialize;
use serde_json::{Value as Json, json};

const WEB_IDENTITY: [&str; 2] = ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];
const CONTAINER: [&str; 2] = ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];
const REGION: [&str; 2] = ["AWS_DEFAULT_REGION", "AWS_REGION"];
const STS: &str = "AWS_STS_REGIONAL_ENDPOINTS";

/// How far the injection got.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Injection {
    /// Both variables of the identity were added.
    Injected,
    /// The Pod was not mutated at all.
    NotMutated,
    /// The annotation `skip-containers` names this container.
    Skipped,
    /// At least one variable of the identity was there already, so neither was added.
    Preset {
        /// Those that were there.
        present: Vec<String>,
        /// Those that are missing now.
        missing: Vec<String>,
    },
    /// Identity, region and STS variables were there already: left alone, even without the mount.
    LeftAlone {
        /// The identity's variables that were there.
        present: Vec<String>,
        /// Those that are missing now.
        missing: Vec<String>,
    },
}

/// What became of the token's mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Mount {
    /// It was added.
    Added,
    /// The container mounts a volume of this name already, perhaps elsewhere.
    Present,
    /// There is none.
    Absent,
}

/// What became of one container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerOutcome {
    /// Its name.
    pub name: String,
    /// Whether it stands in `initContainers`.
    pub init: bool,
    /// How far the injection got.
    pub injection: Injection,
    /// The names of the variables that were added, in order.
    pub added_env: Vec<String>,
    /// What became of the mount.
    pub mount: Mount,
}

/// Whether a container was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    Something,
}

impl Change {
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Something { self } else { other }
    }
}

/// What is to be injected, the same for every container of a Pod.
pub(super) struct Plan<'a> {
    pub flags: &'a Flags,
    pub kind: MutationKind,
    pub regional: bool,
    pub role: &'a str,
    pub token: &'a InjectedToken,
    pub skip: &'a SkipList,
}

/// Injects into one container; `at` is the list it stands in.
pub(super) fn inject(plan: &Plan<'_>, container: &mut Json, at: &str) -> (ContainerOutcome, Change) {
    let mut outcome = outcome(container, at, Injection::Injected);
    if plan.skip.names.contains(&outcome.name) {
        outcome.injection = Injection::Skipped;
        return (outcome, Change::Nothing);
    }
    let mounted = names(container, "volumeMounts").contains(&plan.token.volume);
    outcome.mount = if mounted { Mount::Present } else { Mount::Absent };
    let existing = names(container, "env");
    let has = |name: &str| existing.iter().any(|one| one == name);
    let (pair, values) = match plan.kind {
        MutationKind::PodIdentity => (CONTAINER, [plan.flags.pod_identity.full_uri.as_str(), &plan.token.token_file]),
        MutationKind::Irsa | MutationKind::None => (WEB_IDENTITY, [plan.role, &plan.token.token_file]),
    };
    let preset = pair.iter().any(|name| has(name));
    let (region, sts) = (REGION.iter().any(|name| has(name)), has(STS));
    if preset {
        let split = |wanted: bool| pair.iter().filter(|n| has(n) == wanted).map(|n| (*n).to_owned()).collect();
        let (present, missing) = (split(true), split(false));
        if region && sts {
            outcome.injection = Injection::LeftAlone { present, missing };
            return (outcome, Change::Nothing);
        }
        outcome.injection = Injection::Preset { present, missing };
    }
    let mut added: Vec<(&str, &str)> = Vec::new();
    if !sts && plan.regional {
        added.push((STS, "regional"));
    }
    if !region && !plan.flags.aws_default_region.is_empty() {
        added.extend(REGION.iter().map(|name| (*name, plan.flags.aws_default_region.as_str())));
    }
    if !preset {
        added.extend(pair.into_iter().zip(values));
    }
    for (name, value) in &added {
        let value = if value.is_empty() { json!({ "name": name }) } else { json!({ "name": name, "value": value }) };
        push(container, "env", value);
    }
    outcome.added_env = added.iter().map(|(name, _)| (*name).to_owned()).collect();
    if !mounted {
        let mount = json!({ "name": plan.token.volume, "readOnly": true, "mountPath": plan.token.mount_path });
        push(container, "volumeMounts", mount);
        outcome.mount = Mount::Added;
    }
    let change = if added.is_empty() && mounted { Change::Nothing } else { Change::Something };
    (outcome, change)
}

/// The containers of a Pod that was not mutated.
pub(super) fn untouched(pod: &Json) -> Vec<ContainerOutcome> {
    let mut all = Vec::new();
    for at in ["/spec/initContainers", "/spec/containers"] {
        for one in pod.pointer(at).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default() {
            all.push(outcome(one, at, Injection::NotMutated));
        }
    }
    all
}

fn outcome(container: &Json, at: &str, injection: Injection) -> ContainerOutcome {
    let name = container.get("name").and_then(Json::as_str).unwrap_or_default().to_owned();
    let init = at.ends_with("initContainers");
    ContainerOutcome { name, init, injection, added_env: Vec::new(), mount: Mount::Absent }
}

fn names(container: &Json, list: &str) -> Vec<String> {
    let all = container.get(list).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().filter_map(|one| one.get("name").and_then(Json::as_str)).map(str::to_owned).collect()
}

fn push(container: &mut Json, list: &str, element: Json) {
    let Some(members) = container.as_object_mut() else { return };
    match members.get_mut(list) {
        Some(Json::Array(elements)) => elements.push(element),
        _ => {
            members.insert(list.to_owned(), json!([element]));
        }
    }
}
