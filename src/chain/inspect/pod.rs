//! The Pod as it was pasted and as the API server stores it, as YAML, with the origin of every added line.
//!
//! What always holds: the stages are those of a real creation: defaults while decoding, ServiceAccount admission, the
//! pod identity webhook; a line's origin is the first stage in which it stands.

use crate::chain::identity::Walker;
use crate::diff::{self, Kind};
use crate::kubernetes::webhook::{ContainerOutcome, InjectedToken, MutationKind, PatchOperation, Untouched};
use crate::kubernetes::{admission, print, workload};

/// Who put a line into the Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Its author.
    Pasted,
    /// The API server, while decoding.
    Default,
    /// ServiceAccount admission.
    Admission,
    /// The pod identity webhook.
    Webhook,
}

/// The Pod before and after admission.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredPod {
    /// The Pod as it reaches the API server.
    pub pasted: String,
    /// The Pod as it is stored.
    pub stored: String,
    /// The origin of each line of `stored`.
    pub origins: Vec<Origin>,
    /// The webhook's JSON Patch.
    pub patch: Vec<PatchOperation>,
    /// What the webhook injected.
    pub kind: MutationKind,
    /// Why it left the Pod alone, if it did.
    pub untouched: Option<Untouched>,
    /// What became of the chain's container.
    pub container: Option<ContainerOutcome>,
    /// The token's volume.
    pub token: Option<InjectedToken>,
}

/// The stages of the walker's Pod.
pub(super) fn stored(walker: &Walker<'_>) -> StoredPod {
    let (workload, mutation) = (walker.workload, walker.mutation);
    let like = Some(&workload.template);
    let pasted = workload::pod(workload);
    let defaulted = admission::defaulted(&pasted, &workload.namespace);
    let admitted = crate::chain::simulate::admitted(walker.world, workload);
    let [pasted, defaulted, admitted, stored] =
        [&pasted, &defaulted, &admitted, &mutation.pod].map(|pod| print::yaml(pod, like));
    let mut origins = vec![Origin::Pasted; pasted.lines().count()];
    let stages = [
        (&pasted, &defaulted, Origin::Default),
        (&defaulted, &admitted, Origin::Admission),
        (&admitted, &stored, Origin::Webhook),
    ];
    for (before, after, origin) in stages {
        origins = carried(before, after, &origins, origin);
    }
    StoredPod {
        origins,
        patch: mutation.patch.clone(),
        kind: mutation.kind,
        untouched: mutation.untouched,
        container: mutation.containers.iter().find(|one| one.name == walker.container).cloned(),
        token: mutation.token.clone(),
        pasted,
        stored,
    }
}

/// The origins after one stage: lines that stay keep theirs.
fn carried(before: &str, after: &str, origins: &[Origin], stage: Origin) -> Vec<Origin> {
    let kept = diff::lines(before, after);
    let of = |line: &diff::Line<'_>| match (line.kind, line.before) {
        (Kind::Removed, _) => None,
        (Kind::Same, Some(number)) => Some(origins.get(number - 1).copied().unwrap_or(stage)),
        (Kind::Same, None) | (Kind::Added, _) => Some(stage),
    };
    kept.iter().filter_map(of).collect()
}
