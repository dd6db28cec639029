//! The resources of Kubernetes itself, found as `kubectl` finds them: by plural, singular, kind or short name.
//!
//! What always holds: an explicit group (`deployments.apps`) is taken as it was written; without one, the first of the
//! table wins, as in the discovery of the API server. Source: `kubectl api-resources` of Kubernetes 1.34.

use crate::kubernetes::kind::Scope;

/// A resource of Kubernetes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// The plural, as rules name it.
    pub resource: &'static str,
    /// The kind.
    pub kind: &'static str,
    /// Short names, joined by commas.
    pub short: &'static str,
    /// The API group; empty for the core group.
    pub group: &'static str,
    /// Whether it lies in a namespace.
    pub scope: Scope,
}

const fn own(resource: &'static str, kind: &'static str, short: &'static str, group: &'static str) -> Known {
    Known { resource, kind, short, group, scope: Scope::Namespaced }
}

const fn wide(resource: &'static str, kind: &'static str, short: &'static str, group: &'static str) -> Known {
    Known { resource, kind, short, group, scope: Scope::Cluster }
}

const RBAC: &str = "rbac.authorization.k8s.io";
const NETWORK: &str = "networking.k8s.io";
const STORAGE: &str = "storage.k8s.io";
const ADMISSION: &str = "admissionregistration.k8s.io";

const ALL: [Known; 54] = [
    own("pods", "Pod", "po", ""),
    own("services", "Service", "svc", ""),
    own("configmaps", "ConfigMap", "cm", ""),
    own("secrets", "Secret", "", ""),
    own("serviceaccounts", "ServiceAccount", "sa", ""),
    own("deployments", "Deployment", "deploy", "apps"),
    own("events", "Event", "ev", ""),
    own("endpoints", "Endpoints", "ep", ""),
    own("persistentvolumeclaims", "PersistentVolumeClaim", "pvc", ""),
    own("replicationcontrollers", "ReplicationController", "rc", ""),
    own("resourcequotas", "ResourceQuota", "quota", ""),
    own("limitranges", "LimitRange", "limits", ""),
    own("podtemplates", "PodTemplate", "", ""),
    own("bindings", "Binding", "", ""),
    wide("namespaces", "Namespace", "ns", ""),
    wide("nodes", "Node", "no", ""),
    wide("persistentvolumes", "PersistentVolume", "pv", ""),
    own("statefulsets", "StatefulSet", "sts", "apps"),
    own("daemonsets", "DaemonSet", "ds", "apps"),
    own("replicasets", "ReplicaSet", "rs", "apps"),
    own("controllerrevisions", "ControllerRevision", "", "apps"),
    own("jobs", "Job", "", "batch"),
    own("cronjobs", "CronJob", "cj", "batch"),
    own("horizontalpodautoscalers", "HorizontalPodAutoscaler", "hpa", "autoscaling"),
    own("poddisruptionbudgets", "PodDisruptionBudget", "pdb", "policy"),
    own("ingresses", "Ingress", "ing", NETWORK),
    own("networkpolicies", "NetworkPolicy", "netpol", NETWORK),
    wide("ingressclasses", "IngressClass", "", NETWORK),
    wide("ipaddresses", "IPAddress", "ip", NETWORK),
    wide("servicecidrs", "ServiceCIDR", "", NETWORK),
    own("roles", "Role", "", RBAC),
    own("rolebindings", "RoleBinding", "", RBAC),
    wide("clusterroles", "ClusterRole", "", RBAC),
    wide("clusterrolebindings", "ClusterRoleBinding", "", RBAC),
    own("endpointslices", "EndpointSlice", "", "discovery.k8s.io"),
    own("leases", "Lease", "", "coordination.k8s.io"),
    wide("storageclasses", "StorageClass", "sc", STORAGE),
    wide("csidrivers", "CSIDriver", "", STORAGE),
    wide("csinodes", "CSINode", "", STORAGE),
    own("csistoragecapacities", "CSIStorageCapacity", "", STORAGE),
    wide("volumeattachments", "VolumeAttachment", "", STORAGE),
    wide("volumeattributesclasses", "VolumeAttributesClass", "vac", STORAGE),
    wide("priorityclasses", "PriorityClass", "pc", "scheduling.k8s.io"),
    wide("runtimeclasses", "RuntimeClass", "", "node.k8s.io"),
    wide("customresourcedefinitions", "CustomResourceDefinition", "crd", "apiextensions.k8s.io"),
    wide("apiservices", "APIService", "", "apiregistration.k8s.io"),
    wide("mutatingwebhookconfigurations", "MutatingWebhookConfiguration", "", ADMISSION),
    wide("validatingwebhookconfigurations", "ValidatingWebhookConfiguration", "", ADMISSION),
    wide("validatingadmissionpolicies", "ValidatingAdmissionPolicy", "", ADMISSION),
    wide("certificatesigningrequests", "CertificateSigningRequest", "csr", "certificates.k8s.io"),
    wide("tokenreviews", "TokenReview", "", "authentication.k8s.io"),
    wide("subjectaccessreviews", "SubjectAccessReview", "", "authorization.k8s.io"),
    wide("users", "User", "", ""),
    wide("groups", "Group", "", ""),
];

/// The resources of Kubernetes itself.
#[must_use]
pub fn known() -> &'static [Known] {
    &ALL
}

/// The resource that was meant, and what was written where a group stands behind a dot.
#[must_use]
pub fn find(written: &str) -> (Option<Known>, Option<(&str, &str)>) {
    let split = written.split_once('.');
    let (name, group) = split.map_or((written, None), |(name, group)| (name, Some(group)));
    // `deployments.v1.apps` names the version too.
    let group = group.map(|group| match group.split_once('.') {
        Some((version, rest)) if version.starts_with('v') && version.len() <= 8 && !rest.is_empty() => rest,
        _ => group,
    });
    let lower = name.to_ascii_lowercase();
    let singular = |known: &Known| known.kind.to_ascii_lowercase() == lower;
    let short = |known: &Known| known.short.split(',').any(|short| !short.is_empty() && short == lower);
    let found = ALL.into_iter().find(|known| {
        group.is_none_or(|group| group == known.group) && (known.resource == lower || singular(known) || short(known))
    });
    (found, group.map(|group| (name, group)))
}
