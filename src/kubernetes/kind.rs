//! The kinds of objects that Kubernetes itself has: their groups, versions and scope.
//!
//! What always holds: a kind that is not in the table is some extension's (a CRD, a Kustomization), which plays no part
//! in the simulation. Source: the Kubernetes API reference of 1.34 and its deprecation guide.

/// Whether objects of a kind live in a namespace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In a namespace.
    Namespaced,
    /// Outside of any; a namespace that is written is ignored.
    Cluster,
}

/// What an `apiVersion` and a `kind` name together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// A kind of Kubernetes in a version that it serves.
    Served(Scope),
    /// A kind of Kubernetes in a version that it once served: what to write instead, and the release that dropped it.
    Removed {
        /// The `apiVersion` to write instead.
        current: &'static str,
        /// Such as `1.22`.
        release: &'static str,
    },
    /// The name of a kind that the simulation reads, in a group or version that is not its own.
    LookAlike {
        /// The `apiVersion` of Kubernetes' own kind.
        expected: &'static str,
    },
    /// No kind of Kubernetes, but the name of one that the simulation reads, save for case or a letter.
    Misspelt {
        /// The kind that was meant.
        expected: &'static str,
    },
    /// Anything else.
    Unknown,
}

struct Kind {
    name: &'static str,
    /// The versions that are served, the one to use first.
    served: &'static [&'static str],
    scope: Scope,
    /// Versions of the past and the release that dropped them.
    removed: &'static [(&'static str, &'static str)],
}

const fn kind(name: &'static str, served: &'static [&'static str]) -> Kind {
    Kind { name, served, scope: Scope::Namespaced, removed: &[] }
}

const fn cluster(name: &'static str, served: &'static [&'static str]) -> Kind {
    Kind { name, served, scope: Scope::Cluster, removed: &[] }
}

const fn rbac(name: &'static str, scope: Scope) -> Kind {
    let removed = &[("rbac.authorization.k8s.io/v1beta1", "1.22"), ("rbac.authorization.k8s.io/v1alpha1", "1.22")];
    Kind { name, served: &["rbac.authorization.k8s.io/v1"], scope, removed }
}

const fn app(name: &'static str, removed: &'static [(&'static str, &'static str)]) -> Kind {
    Kind { name, served: &["apps/v1"], scope: Scope::Namespaced, removed }
}

/// The kinds that the simulation reads.
const READ: &[Kind] = &[
    kind("Pod", &["v1"]),
    kind("ServiceAccount", &["v1"]),
    cluster("Namespace", &["v1"]),
    kind("ConfigMap", &["v1"]),
    kind("ReplicationController", &["v1"]),
    app("Deployment", &[("extensions/v1beta1", "1.16"), ("apps/v1beta1", "1.16"), ("apps/v1beta2", "1.16")]),
    app("DaemonSet", &[("extensions/v1beta1", "1.16"), ("apps/v1beta2", "1.16")]),
    app("ReplicaSet", &[("extensions/v1beta1", "1.16"), ("apps/v1beta2", "1.16")]),
    app("StatefulSet", &[("apps/v1beta1", "1.16"), ("apps/v1beta2", "1.16")]),
    kind("Job", &["batch/v1"]),
    Kind {
        name: "CronJob",
        served: &["batch/v1"],
        scope: Scope::Namespaced,
        removed: &[("batch/v1beta1", "1.25"), ("batch/v2alpha1", "1.21")],
    },
    rbac("Role", Scope::Namespaced),
    rbac("RoleBinding", Scope::Namespaced),
    rbac("ClusterRole", Scope::Cluster),
    rbac("ClusterRoleBinding", Scope::Cluster),
];

/// The other kinds of Kubernetes, which are passed over without a word.
const PASSED_OVER: &[Kind] = &[
    kind("Service", &["v1"]),
    kind("Secret", &["v1"]),
    kind("Endpoints", &["v1"]),
    kind("Event", &["v1", "events.k8s.io/v1"]),
    kind("LimitRange", &["v1"]),
    kind("ResourceQuota", &["v1"]),
    kind("PersistentVolumeClaim", &["v1"]),
    kind("PodTemplate", &["v1"]),
    kind("Binding", &["v1"]),
    cluster("PersistentVolume", &["v1"]),
    cluster("Node", &["v1"]),
    cluster("ComponentStatus", &["v1"]),
    kind("ControllerRevision", &["apps/v1"]),
    kind("HorizontalPodAutoscaler", &["autoscaling/v2", "autoscaling/v1"]),
    kind("PodDisruptionBudget", &["policy/v1"]),
    kind("Ingress", &["networking.k8s.io/v1"]),
    kind("NetworkPolicy", &["networking.k8s.io/v1"]),
    cluster("IngressClass", &["networking.k8s.io/v1"]),
    kind("EndpointSlice", &["discovery.k8s.io/v1"]),
    kind("Lease", &["coordination.k8s.io/v1"]),
    kind("CSIStorageCapacity", &["storage.k8s.io/v1"]),
    cluster("StorageClass", &["storage.k8s.io/v1"]),
    cluster("CSIDriver", &["storage.k8s.io/v1"]),
    cluster("CSINode", &["storage.k8s.io/v1"]),
    cluster("VolumeAttachment", &["storage.k8s.io/v1"]),
    cluster("PriorityClass", &["scheduling.k8s.io/v1"]),
    cluster("RuntimeClass", &["node.k8s.io/v1"]),
    cluster("CertificateSigningRequest", &["certificates.k8s.io/v1"]),
    cluster("CustomResourceDefinition", &["apiextensions.k8s.io/v1"]),
    cluster("APIService", &["apiregistration.k8s.io/v1"]),
    cluster("MutatingWebhookConfiguration", &["admissionregistration.k8s.io/v1"]),
    cluster("ValidatingWebhookConfiguration", &["admissionregistration.k8s.io/v1"]),
    cluster("ValidatingAdmissionPolicy", &["admissionregistration.k8s.io/v1"]),
    cluster("ValidatingAdmissionPolicyBinding", &["admissionregistration.k8s.io/v1"]),
    cluster("FlowSchema", &["flowcontrol.apiserver.k8s.io/v1"]),
    cluster("PriorityLevelConfiguration", &["flowcontrol.apiserver.k8s.io/v1"]),
    kind("TokenRequest", &["authentication.k8s.io/v1"]),
    cluster("TokenReview", &["authentication.k8s.io/v1"]),
    kind("LocalSubjectAccessReview", &["authorization.k8s.io/v1"]),
    cluster("SelfSubjectAccessReview", &["authorization.k8s.io/v1"]),
    cluster("SelfSubjectRulesReview", &["authorization.k8s.io/v1"]),
    cluster("SubjectAccessReview", &["authorization.k8s.io/v1"]),
];

/// The kinds that the simulation reads, each with the `apiVersion` to use.
pub(crate) fn readable() -> impl Iterator<Item = (&'static str, &'static str)> {
    READ.iter().map(|kind| (kind.name, kind.served.first().copied().unwrap_or_default()))
}

/// What this `apiVersion` and `kind` name.
#[must_use]
pub fn recognise(api_version: &str, name: &str) -> Recognised {
    let find = |kind: &&Kind| kind.name == name;
    if let Some(kind) = READ.iter().find(find) {
        if kind.served.contains(&api_version) {
            return Recognised::Served(kind.scope);
        }
        let current = kind.served.first().copied().unwrap_or_default();
        return match kind.removed.iter().find(|(version, _)| *version == api_version) {
            Some((_, release)) => Recognised::Removed { current, release },
            None => Recognised::LookAlike { expected: current },
        };
    }
    if let Some(kind) = PASSED_OVER.iter().find(find) {
        return if kind.served.contains(&api_version) { Recognised::Served(kind.scope) } else { Recognised::Unknown };
    }
    match READ.iter().find(|kind| kind.served.contains(&api_version) && is_near(name, kind.name)) {
        Some(kind) => Recognised::Misspelt { expected: kind.name },
        None => Recognised::Unknown,
    }
}

/// Whether two names differ by case, or by one letter that is wrong, missing, superfluous or swapped.
#[must_use]
pub fn is_near(written: &str, meant: &str) -> bool {
    let fold = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    let (written, meant) = (fold(written), fold(meant));
    let (a, b) = (written.as_bytes(), meant.as_bytes());
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(prefix..).unwrap_or_default(), b.get(prefix..).unwrap_or_default());
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - suffix).unwrap_or_default(), b.get(..b.len() - suffix).unwrap_or_default());
    match (a, b) {
        ([], []) | ([_], []) | ([], [_]) | ([_], [_]) => true,
        ([x, y], [z, w]) => x == w && y == z,
        _ => false,
    }
}
