//! What the webhook did to a Pod, or why it did nothing.
//!
//! What always holds: a mutation without patch carries a reason.

use super::{ContainerOutcome, IgnoredValue, PatchOperation, Role, SkipList, container};
use serde::Serialize;
use serde_json::Value as Json;

/// Which way of getting credentials was injected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum MutationKind {
    /// Nothing was injected.
    None,
    /// IAM roles for service accounts.
    Irsa,
    /// EKS Pod Identity.
    PodIdentity,
}

/// Why a Pod was left as it was. None of these leaves a trace in the cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Untouched {
    /// There is no webhook, or it cannot be reached; its failure policy is `Ignore`.
    NotInstalled,
    /// The Pod was created before the annotation or association; only CREATE is mutated.
    CreatedBefore,
    /// The Pod carries [`super::SKIP_LABEL`].
    OptOutLabel,
    /// The webhook has not seen the ServiceAccount, and no ConfigMap entry names it.
    NotInCache,
    /// The ServiceAccount has no role annotation, and nothing else names a role.
    NoRole,
    /// The role annotation is empty, which counts as none.
    EmptyRole,
    /// Every variable, mount and volume is there already.
    NothingToAdd,
}

/// The projected token of the injected volume.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InjectedToken {
    /// The volume's name.
    pub volume: String,
    /// The audience; empty means that of the API server.
    pub audience: String,
    /// The lifetime asked for, in seconds.
    pub expiration_seconds: i64,
    /// Where containers find the file; what `AWS_WEB_IDENTITY_TOKEN_FILE` says.
    pub token_file: String,
    /// Where the volume is mounted.
    pub mount_path: String,
    /// A volume of this name was there already and was kept, whatever it holds.
    pub volume_kept: bool,
}

/// What the webhook did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Mutation {
    /// What was injected.
    pub kind: MutationKind,
    /// Why nothing was; present exactly where `patch` is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untouched: Option<Untouched>,
    /// The JSON Patch of the admission response.
    pub patch: Vec<PatchOperation>,
    /// The Pod as it is created.
    pub pod: Json,
    /// Each init container and container, in this order, as they stand in the Pod.
    pub containers: Vec<ContainerOutcome>,
    /// The role the ServiceAccount names, also where an association wins over it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// An association wins over the annotated role, which is not injected at all.
    pub association_wins: bool,
    /// The token volume.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<InjectedToken>,
    /// `AWS_STS_REGIONAL_ENDPOINTS=regional` is wanted.
    pub regional_sts: bool,
    /// The list of containers to leave alone.
    pub skip: SkipList,
    /// Annotations with a value the webhook passes over in silence.
    pub ignored: Vec<IgnoredValue>,
}

impl Mutation {
    /// A Pod that was left as it was.
    #[must_use]
    pub fn untouched(pod: &Json, why: Untouched) -> Self {
        Self {
            kind: MutationKind::None,
            untouched: Some(why),
            patch: Vec::new(),
            pod: pod.clone(),
            containers: container::untouched(pod),
            role: None,
            association_wins: false,
            token: None,
            regional_sts: false,
            skip: SkipList::default(),
            ignored: Vec::new(),
        }
    }
}
