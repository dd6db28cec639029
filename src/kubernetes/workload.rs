//! The workloads of the manifests: everything that makes Pods, and the Pod that each of them makes.
//!
//! What always holds: annotations, labels and containers are those of the Pod template, since only the Pod passes
//! admission and the webhook; what the workload itself carries under `metadata` has no effect on them.

use super::object::Object;
use super::service_account::{Annotation, annotations, as_bool};
use crate::syntax::{Node, Value};
use crate::text::{Location, Span};
use serde_json::{Map, json};

/// The suffix of a Pod that a ReplicaSet, DaemonSet, Job or ReplicationController makes: five characters as Kubernetes
/// draws them, always the same here.
pub const POD_SUFFIX: &str = "x2x9k";
/// The hash of the Pod template in the name of a Deployment's ReplicaSet, always the same here.
pub const TEMPLATE_HASH: &str = "7d9c5b8f6";
/// The scheduled minute in the name of a CronJob's Job, always the same here.
pub const CRON_MINUTE: &str = "28333333";

/// The kinds of workloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum WorkloadKind {
    Pod,
    Deployment,
    StatefulSet,
    DaemonSet,
    ReplicaSet,
    ReplicationController,
    Job,
    CronJob,
}

impl WorkloadKind {
    /// The kind with this name.
    #[must_use]
    pub fn named(kind: &str) -> Option<Self> {
        Some(match kind {
            "Pod" => Self::Pod,
            "Deployment" => Self::Deployment,
            "StatefulSet" => Self::StatefulSet,
            "DaemonSet" => Self::DaemonSet,
            "ReplicaSet" => Self::ReplicaSet,
            "ReplicationController" => Self::ReplicationController,
            "Job" => Self::Job,
            "CronJob" => Self::CronJob,
            _ => return None,
        })
    }

    /// As Kubernetes writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pod => "Pod",
            Self::Deployment => "Deployment",
            Self::StatefulSet => "StatefulSet",
            Self::DaemonSet => "DaemonSet",
            Self::ReplicaSet => "ReplicaSet",
            Self::ReplicationController => "ReplicationController",
            Self::Job => "Job",
            Self::CronJob => "CronJob",
        }
    }

    /// Where the Pod template stands in the object; the object itself for a Pod.
    #[must_use]
    pub fn template(self) -> &'static [&'static str] {
        match self {
            Self::Pod => &[],
            Self::CronJob => &["spec", "jobTemplate", "spec", "template"],
            Self::Deployment
            | Self::StatefulSet
            | Self::DaemonSet
            | Self::ReplicaSet
            | Self::ReplicationController
            | Self::Job => &["spec", "template"],
        }
    }
}

/// How a Pod template chooses its ServiceAccount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// By `serviceAccountName`; where the value stands.
    ByName(Span),
    /// By the deprecated alias `serviceAccount`, as `serviceAccountName` is absent or empty; where the value stands.
    ByAlias(Span),
    /// Not at all, so that admission sets `default`; where the Pod spec stands.
    ByDefault(Span),
}

impl Selection {
    /// Where to point.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::ByName(span) | Self::ByAlias(span) | Self::ByDefault(span) => span,
        }
    }
}

/// What a container is in its Pod.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ContainerKind {
    /// Under `containers`.
    App,
    /// Under `initContainers`.
    Init,
    /// Under `initContainers` with `restartPolicy: Always`: it runs beside the others.
    Sidecar,
    /// Under `ephemeralContainers`; the webhook does not touch it.
    Ephemeral,
}

/// One environment variable.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvVar {
    /// Its name.
    pub name: String,
    /// Where the entry stands.
    pub span: Span,
    /// Where the value stands; the entry's place where it has none.
    pub value_span: Span,
    /// `value`; `None` where `valueFrom` gives it.
    pub value: Option<String>,
}

/// One container of the template.
#[derive(Clone, Debug, PartialEq)]
pub struct Container {
    /// Its name; empty where it is missing.
    pub name: String,
    /// Where the name stands; the container's place where it is missing.
    pub name_span: Span,
    /// What it is in its Pod.
    pub kind: ContainerKind,
    /// `env`, in order.
    pub env: Vec<EnvVar>,
    /// Where `envFrom` stands: variables whose names are not known here.
    pub env_from: Option<Span>,
    /// Its image.
    pub image: Option<String>,
    /// The whole container.
    pub span: Span,
}

impl Container {
    /// The variable that counts under this name.
    #[must_use]
    pub fn env_var(&self, name: &str) -> Option<&EnvVar> {
        self.env.iter().rev().find(|variable| variable.name == name)
    }
}

/// One workload.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// Its place in [`super::manifest::Manifests::objects`].
    pub object: usize,
    /// Its kind.
    pub kind: WorkloadKind,
    /// The resolved namespace, which its Pods share.
    pub namespace: String,
    /// `metadata.name`, or `metadata.generateName` of a Pod or Job without a name.
    pub name: String,
    /// Where the name stands.
    pub name_at: Location,
    /// The ServiceAccount's name; `default` where the template names none.
    pub service_account: String,
    /// How the template chooses it, and where.
    pub selection: Selection,
    /// `automountServiceAccountToken` of the Pod spec, where it is written.
    pub automount: Option<bool>,
    /// Labels of the Pod template.
    pub labels: Vec<Annotation>,
    /// Annotations of the Pod template.
    pub annotations: Vec<Annotation>,
    /// Init containers first, as they run.
    pub containers: Vec<Container>,
    /// `nodeSelector` of the Pod spec.
    pub node_selector: Vec<Annotation>,
    /// `hostNetwork: true`: the Pod shares the node's network, and reaches the instance metadata service.
    pub host_network: bool,
    /// The names of a StatefulSet's `volumeClaimTemplates`, each of which becomes a volume of the Pod.
    pub volume_claims: Vec<String>,
    /// The Pod template; the whole object for a Pod.
    pub template: Node,
}

impl Workload {
    /// The view of an object of a workload's kind. `None` where it has no Pod template with a `spec`, as in a patch.
    #[must_use]
    pub fn new(index: usize, object: &Object) -> Option<Self> {
        let kind = WorkloadKind::named(&object.kind)?;
        let template = object.node.at(kind.template())?;
        let spec = template.get("spec").filter(|spec| spec.as_object().is_some())?;
        let (service_account, selection) = select(spec);
        let generate_name = || object.node.at(&["metadata", "generateName"])?.as_str().map(str::to_owned);
        Some(Self {
            object: index,
            kind,
            namespace: object.namespace.clone().unwrap_or_default(),
            name: Some(object.name.clone()).filter(|name| !name.is_empty()).or_else(generate_name).unwrap_or_default(),
            name_at: object.name_at(),
            service_account,
            selection,
            automount: spec.get("automountServiceAccountToken").and_then(as_bool),
            labels: annotations(template.at(&["metadata", "labels"])),
            annotations: annotations(template.at(&["metadata", "annotations"])),
            containers: containers(spec),
            node_selector: annotations(spec.get("nodeSelector")),
            host_network: spec.get("hostNetwork").and_then(as_bool).unwrap_or(false),
            volume_claims: claims(object),
            template: template.clone(),
        })
    }

    /// The Pod template's annotation that counts under this key.
    #[must_use]
    pub fn annotation(&self, key: &str) -> Option<&Annotation> {
        self.annotations.iter().rev().find(|annotation| annotation.key == key)
    }

    /// The Pod template's label that counts under this key.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<&Annotation> {
        self.labels.iter().rev().find(|label| label.key == key)
    }

    /// The name of the Pod that it makes, with a placeholder where Kubernetes draws characters.
    #[must_use]
    pub fn pod_name(&self) -> String {
        let name = &self.name;
        match self.kind {
            // A generated name ends in a hyphen.
            WorkloadKind::Pod if name.ends_with('-') => format!("{name}{POD_SUFFIX}"),
            WorkloadKind::Pod => name.clone(),
            WorkloadKind::Deployment => format!("{name}-{TEMPLATE_HASH}-{POD_SUFFIX}"),
            WorkloadKind::StatefulSet => format!("{name}-0"),
            WorkloadKind::CronJob => format!("{name}-{CRON_MINUTE}-{POD_SUFFIX}"),
            WorkloadKind::DaemonSet
            | WorkloadKind::ReplicaSet
            | WorkloadKind::ReplicationController
            | WorkloadKind::Job => format!("{name}-{POD_SUFFIX}"),
        }
    }
}

/// The Pod as it reaches admission: the template's metadata and spec, named by [`Workload::pod_name`], in the
/// workload's namespace. The labels and owner references that controllers add are left out: nothing here reads them.
#[must_use]
pub fn pod(workload: &Workload) -> serde_json::Value {
    let template = workload.template.to_json();
    let mut metadata = Map::new();
    metadata.insert("name".to_owned(), json!(workload.pod_name()));
    // Controllers leave the last characters to the API server, and its errors show the name without them.
    if let Some(start) = workload.pod_name().strip_suffix(POD_SUFFIX) {
        metadata.insert("generateName".to_owned(), json!(start));
    }
    metadata.insert("namespace".to_owned(), json!(workload.namespace));
    for (key, value) in template.get("metadata").and_then(serde_json::Value::as_object).into_iter().flatten() {
        if !matches!(key.as_str(), "name" | "namespace" | "generateName") && !value.is_null() {
            metadata.insert(key.clone(), value.clone());
        }
    }
    let mut spec = template.get("spec").cloned().unwrap_or_default();
    if !workload.volume_claims.is_empty()
        && let Some(spec) = spec.as_object_mut()
        && let Some(volumes) = spec.entry("volumes").or_insert_with(|| json!([])).as_array_mut()
    {
        // A claim takes the place of a volume of the same name.
        volumes.retain(|volume| {
            volume
                .get("name")
                .and_then(|name| name.as_str())
                .is_none_or(|name| !workload.volume_claims.iter().any(|claim| claim == name))
        });
        volumes.extend(workload.volume_claims.iter().map(|claim| {
            let claim_name = format!("{claim}-{}", workload.pod_name());
            json!({ "name": claim, "persistentVolumeClaim": { "claimName": claim_name } })
        }));
    }
    json!({ "apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec })
}

fn claims(object: &Object) -> Vec<String> {
    let templates = object.node.at(&["spec", "volumeClaimTemplates"]).and_then(Node::as_array).unwrap_or_default();
    templates.iter().filter_map(|claim| claim.at(&["metadata", "name"])?.as_str()).map(str::to_owned).collect()
}

fn select(spec: &Node) -> (String, Selection) {
    let named = |key| spec.get(key).and_then(|node| Some((node.as_str()?.to_owned(), node.span)));
    let named = |key| named(key).filter(|(name, _)| !name.is_empty());
    if let Some((name, span)) = named("serviceAccountName") {
        return (name, Selection::ByName(span));
    }
    if let Some((name, span)) = named("serviceAccount") {
        return (name, Selection::ByAlias(span));
    }
    ("default".to_owned(), Selection::ByDefault(spec.span))
}

fn containers(spec: &Node) -> Vec<Container> {
    let list = |key| spec.get(key).and_then(Node::as_array).unwrap_or_default();
    let init = list("initContainers").iter().map(|node| {
        let restarts = node.get("restartPolicy").and_then(Node::as_str) == Some("Always");
        container(node, if restarts { ContainerKind::Sidecar } else { ContainerKind::Init })
    });
    let app = list("containers").iter().map(|node| container(node, ContainerKind::App));
    let ephemeral = list("ephemeralContainers").iter().map(|node| container(node, ContainerKind::Ephemeral));
    init.chain(app).chain(ephemeral).collect()
}

fn container(node: &Node, kind: ContainerKind) -> Container {
    let name = node.get("name");
    let env = node.get("env").and_then(Node::as_array).unwrap_or_default();
    Container {
        name: name.and_then(Node::as_str).unwrap_or_default().to_owned(),
        name_span: name.map_or(node.span, |name| name.span),
        kind,
        env: env.iter().filter_map(env_var).collect(),
        env_from: node.member("envFrom").map(|member| member.key_span.to(member.value.span)),
        image: node.get("image").and_then(Node::as_str).map(str::to_owned),
        span: node.span,
    }
}

fn env_var(node: &Node) -> Option<EnvVar> {
    let value = node.get("value");
    let text = match value.map(|value| &value.value) {
        Some(Value::String(text)) => Some(text.value.clone()),
        // An entry with neither `value` nor `valueFrom` is empty.
        None | Some(Value::Null) if node.get("valueFrom").is_none() => Some(String::new()),
        _ => None,
    };
    Some(EnvVar {
        name: node.get("name")?.as_str()?.to_owned(),
        span: node.span,
        value_span: value.map_or(node.span, |value| value.span),
        value: text,
    })
}
