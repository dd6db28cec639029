//! Fields that Kubernetes drops without a word: misspelt ones, and fields of the Pod spec that stand elsewhere.
//!
//! What always holds: nothing is said of a key that Kubernetes knows where it stands.

use super::{Manifests, Reader, requote};
use crate::diagnostic::{Diagnostic, Finding, Fix};
use crate::kubernetes::ManifestFault;
use crate::kubernetes::kind::is_near;
use crate::kubernetes::workload::{Workload, WorkloadKind};
use crate::syntax::Node;

/// Keys of `metadata` that are worth a check for typos.
const METADATA: [&str; 4] = ["name", "namespace", "labels", "annotations"];
/// Keys of the Pod spec that are worth a check for typos; `serviceAccount` is near none of them.
const POD_SPEC: [&str; 5] =
    ["serviceAccountName", "automountServiceAccountToken", "containers", "initContainers", "hostNetwork"];
/// What is near the keys above and stands there by right.
const NEIGHBOURS: [&str; 3] = ["serviceAccount", "ephemeralContainers", "hostname"];

pub(super) fn fields(reader: &mut Reader<'_>, manifests: &Manifests) {
    for account in &manifests.service_accounts {
        if let Some(object) = manifests.objects.get(account.object) {
            near_keys(reader, object.node.get("metadata"), "metadata", &METADATA);
            near_keys(reader, Some(&object.node), "", &["automountServiceAccountToken"]);
        }
    }
    for workload in &manifests.workloads {
        let spec = spec_path(workload.kind);
        near_keys(reader, workload.template.get("spec"), &spec, &POD_SPEC);
        near_keys(reader, workload.template.get("metadata"), "metadata", &METADATA);
        if let Some(object) = manifests.objects.get(workload.object) {
            misplaced(reader, &object.node, workload, &spec);
        }
    }
}

fn spec_path(kind: WorkloadKind) -> String {
    kind.template().iter().chain(&["spec"]).copied().collect::<Vec<_>>().join(".")
}

fn near_keys(reader: &mut Reader<'_>, map: Option<&Node>, path: &str, expected: &[&str]) {
    for member in map.and_then(Node::as_object).unwrap_or_default() {
        let key = member.key.as_str();
        if expected.contains(&key) || NEIGHBOURS.contains(&key) {
            continue;
        }
        if let Some(meant) = expected.iter().find(|meant| is_near(key, meant)) {
            let at = reader.at(member.key_span);
            let field = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
            let fault = ManifestFault::FieldTypo { field, expected: (*meant).to_owned() };
            // Where the right key is there too, renaming would make it stand twice.
            let is_free = map.is_some_and(|map| map.member(meant).is_none());
            let fix = is_free.then(|| Fix::replace(at, requote(member.key_span.of(reader.text), meant)));
            reader.diagnostics.push(Diagnostic { fix, ..Diagnostic::warning(Finding::Manifest(fault), at) });
        }
    }
}

/// `serviceAccountName` beside the Pod spec: on the workload's own spec, on the template, or in a container.
fn misplaced(reader: &mut Reader<'_>, object: &Node, workload: &Workload, spec: &str) {
    let mut places = vec![(object.clone(), String::new())];
    if workload.kind != WorkloadKind::Pod {
        places.extend(object.get("spec").map(|node| (node.clone(), "spec".to_owned())));
        places.push((workload.template.clone(), workload.kind.template().join(".")));
    }
    for key in ["containers", "initContainers"] {
        let containers = workload.template.at(&["spec", key]).and_then(Node::as_array).unwrap_or_default();
        let path = |index| format!("{spec}.{key}[{index}]");
        places.extend(containers.iter().enumerate().map(|(index, node)| (node.clone(), path(index))));
    }
    for (node, path) in places {
        let found = ["serviceAccountName", "serviceAccount"].iter().find_map(|key| node.member(key));
        if let Some(member) = found {
            let field = if path.is_empty() { member.key.clone() } else { format!("{path}.{}", member.key) };
            let fault = ManifestFault::MisplacedField { field, expected: format!("{spec}.serviceAccountName") };
            let at = reader.at(member.key_span);
            reader.diagnostics.push(Diagnostic::warning(Finding::Manifest(fault), at));
        }
    }
}
