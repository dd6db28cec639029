//! The Go types behind the objects, as far as the simulation reads them.
//!
//! What always holds: names are those of the Go source (`k8s.io/api`), because the API server's errors quote them.

/// The type of a field.
pub(super) enum Shape {
    String,
    Bool,
    /// `int32` or `int64`
    Int(&'static str),
    StringMap,
    Strings,
    One(&'static Struct),
    Many(&'static Struct),
}

/// A Go struct.
pub(super) struct Struct {
    /// With its package, such as `v1.Container`.
    pub(super) name: &'static str,
    /// The type of a list of it.
    pub(super) list: &'static str,
    pub(super) fields: &'static [Field],
}

pub(super) struct Field {
    pub(super) json: &'static str,
    pub(super) go: &'static str,
    pub(super) shape: Shape,
}

const fn field(json: &'static str, go: &'static str, shape: Shape) -> Field {
    Field { json, go, shape }
}

/// Declares a struct; each field as `json: Go = shape`.
macro_rules! go {
    ($constant:ident, $name:literal, { $($json:literal: $go:literal = $shape:expr),* $(,)? }) => {
        static $constant: Struct = Struct {
            name: $name,
            list: concat!("[]", $name),
            fields: &[$(field($json, $go, $shape)),*],
        };
    };
}

use Shape::{Bool, Int, Many, One, String, StringMap, Strings};

go!(META, "v1.ObjectMeta", {
    "name": "Name" = String,
    "generateName": "GenerateName" = String,
    "namespace": "Namespace" = String,
    "labels": "Labels" = StringMap,
    "annotations": "Annotations" = StringMap,
});
go!(REFERENCE, "v1.LocalObjectReference", { "name": "Name" = String });
go!(SECRET_REFERENCE, "v1.ObjectReference", { "name": "Name" = String, "namespace": "Namespace" = String });
go!(SERVICE_ACCOUNT, "v1.ServiceAccount", {
    "metadata": "ObjectMeta" = One(&META),
    "secrets": "Secrets" = Many(&SECRET_REFERENCE),
    "imagePullSecrets": "ImagePullSecrets" = Many(&REFERENCE),
    "automountServiceAccountToken": "AutomountServiceAccountToken" = Bool,
});
go!(NAMESPACE, "v1.Namespace", { "metadata": "ObjectMeta" = One(&META) });
go!(CONFIG_MAP, "v1.ConfigMap", {
    "metadata": "ObjectMeta" = One(&META),
    "data": "Data" = StringMap,
    "immutable": "Immutable" = Bool,
});
go!(KEY_SELECTOR, "v1.SecretKeySelector", {
    "name": "Name" = String,
    "key": "Key" = String,
    "optional": "Optional" = Bool,
});
go!(FIELD_SELECTOR, "v1.ObjectFieldSelector", {
    "apiVersion": "APIVersion" = String,
    "fieldPath": "FieldPath" = String,
});
go!(ENV_SOURCE, "v1.EnvVarSource", {
    "fieldRef": "FieldRef" = One(&FIELD_SELECTOR),
    "configMapKeyRef": "ConfigMapKeyRef" = One(&KEY_SELECTOR),
    "secretKeyRef": "SecretKeyRef" = One(&KEY_SELECTOR),
});
go!(ENV, "v1.EnvVar", {
    "name": "Name" = String,
    "value": "Value" = String,
    "valueFrom": "ValueFrom" = One(&ENV_SOURCE),
});
go!(ENV_FROM, "v1.EnvFromSource", {
    "prefix": "Prefix" = String,
    "configMapRef": "ConfigMapRef" = One(&REFERENCE),
    "secretRef": "SecretRef" = One(&REFERENCE),
});
go!(PORT, "v1.ContainerPort", {
    "name": "Name" = String,
    "containerPort": "ContainerPort" = Int("int32"),
    "hostPort": "HostPort" = Int("int32"),
    "protocol": "Protocol" = String,
});
go!(MOUNT, "v1.VolumeMount", {
    "name": "Name" = String,
    "readOnly": "ReadOnly" = Bool,
    "mountPath": "MountPath" = String,
    "subPath": "SubPath" = String,
});
go!(CONTAINER, "v1.Container", {
    "name": "Name" = String,
    "image": "Image" = String,
    "command": "Command" = Strings,
    "args": "Args" = Strings,
    "workingDir": "WorkingDir" = String,
    "ports": "Ports" = Many(&PORT),
    "envFrom": "EnvFrom" = Many(&ENV_FROM),
    "env": "Env" = Many(&ENV),
    "volumeMounts": "VolumeMounts" = Many(&MOUNT),
    "imagePullPolicy": "ImagePullPolicy" = String,
});
go!(TOKEN_PROJECTION, "v1.ServiceAccountTokenProjection", {
    "audience": "Audience" = String,
    "expirationSeconds": "ExpirationSeconds" = Int("int64"),
    "path": "Path" = String,
});
go!(PROJECTION, "v1.VolumeProjection", { "serviceAccountToken": "ServiceAccountToken" = One(&TOKEN_PROJECTION) });
go!(PROJECTED, "v1.ProjectedVolumeSource", { "sources": "Sources" = Many(&PROJECTION) });
go!(VOLUME, "v1.Volume", { "name": "Name" = String, "projected": "Projected" = One(&PROJECTED) });
go!(POD_SPEC, "v1.PodSpec", {
    "volumes": "Volumes" = Many(&VOLUME),
    "initContainers": "InitContainers" = Many(&CONTAINER),
    "containers": "Containers" = Many(&CONTAINER),
    "restartPolicy": "RestartPolicy" = String,
    "nodeSelector": "NodeSelector" = StringMap,
    "serviceAccountName": "ServiceAccountName" = String,
    "serviceAccount": "DeprecatedServiceAccount" = String,
    "automountServiceAccountToken": "AutomountServiceAccountToken" = Bool,
    "nodeName": "NodeName" = String,
    "hostNetwork": "HostNetwork" = Bool,
    "hostPID": "HostPID" = Bool,
    "hostIPC": "HostIPC" = Bool,
    "imagePullSecrets": "ImagePullSecrets" = Many(&REFERENCE),
    "hostname": "Hostname" = String,
});
go!(POD, "v1.Pod", { "metadata": "ObjectMeta" = One(&META), "spec": "Spec" = One(&POD_SPEC) });
go!(TEMPLATE, "v1.PodTemplateSpec", { "metadata": "ObjectMeta" = One(&META), "spec": "Spec" = One(&POD_SPEC) });
go!(SELECTOR, "v1.LabelSelector", { "matchLabels": "MatchLabels" = StringMap });

/// A workload and its spec; each of them has a Pod template.
macro_rules! workload {
    ($object:ident, $spec:ident, $name:literal, $spec_name:literal, $selector:expr) => {
        go!($spec, $spec_name, {
            "replicas": "Replicas" = Int("int32"),
            "selector": "Selector" = $selector,
            "template": "Template" = One(&TEMPLATE),
        });
        go!($object, $name, { "metadata": "ObjectMeta" = One(&META), "spec": "Spec" = One(&$spec) });
    };
}

workload!(DEPLOYMENT, DEPLOYMENT_SPEC, "v1.Deployment", "v1.DeploymentSpec", One(&SELECTOR));
workload!(STATEFUL_SET, STATEFUL_SET_SPEC, "v1.StatefulSet", "v1.StatefulSetSpec", One(&SELECTOR));
workload!(DAEMON_SET, DAEMON_SET_SPEC, "v1.DaemonSet", "v1.DaemonSetSpec", One(&SELECTOR));
workload!(REPLICA_SET, REPLICA_SET_SPEC, "v1.ReplicaSet", "v1.ReplicaSetSpec", One(&SELECTOR));
workload!(CONTROLLER, CONTROLLER_SPEC, "v1.ReplicationController", "v1.ReplicationControllerSpec", StringMap);
workload!(JOB, JOB_SPEC, "v1.Job", "v1.JobSpec", One(&SELECTOR));
go!(JOB_TEMPLATE, "v1.JobTemplateSpec", { "metadata": "ObjectMeta" = One(&META), "spec": "Spec" = One(&JOB_SPEC) });
go!(CRON_JOB_SPEC, "v1.CronJobSpec", {
    "schedule": "Schedule" = String,
    "suspend": "Suspend" = Bool,
    "jobTemplate": "JobTemplate" = One(&JOB_TEMPLATE),
});
go!(CRON_JOB, "v1.CronJob", { "metadata": "ObjectMeta" = One(&META), "spec": "Spec" = One(&CRON_JOB_SPEC) });

go!(RULE, "v1.PolicyRule", {
    "verbs": "Verbs" = Strings,
    "apiGroups": "APIGroups" = Strings,
    "resources": "Resources" = Strings,
    "resourceNames": "ResourceNames" = Strings,
    "nonResourceURLs": "NonResourceURLs" = Strings,
});
go!(AGGREGATION, "v1.AggregationRule", { "clusterRoleSelectors": "ClusterRoleSelectors" = Many(&SELECTOR) });
go!(ROLE, "v1.Role", { "metadata": "ObjectMeta" = One(&META), "rules": "Rules" = Many(&RULE) });
go!(CLUSTER_ROLE, "v1.ClusterRole", {
    "metadata": "ObjectMeta" = One(&META),
    "rules": "Rules" = Many(&RULE),
    "aggregationRule": "AggregationRule" = One(&AGGREGATION),
});
go!(SUBJECT, "v1.Subject", {
    "kind": "Kind" = String,
    "apiGroup": "APIGroup" = String,
    "name": "Name" = String,
    "namespace": "Namespace" = String,
});
go!(ROLE_REF, "v1.RoleRef", { "apiGroup": "APIGroup" = String, "kind": "Kind" = String, "name": "Name" = String });

macro_rules! binding {
    ($object:ident, $name:literal) => {
        go!($object, $name, {
            "metadata": "ObjectMeta" = One(&META),
            "subjects": "Subjects" = Many(&SUBJECT),
            "roleRef": "RoleRef" = One(&ROLE_REF),
        });
    };
}

binding!(ROLE_BINDING, "v1.RoleBinding");
binding!(CLUSTER_ROLE_BINDING, "v1.ClusterRoleBinding");

/// The type of a kind's objects.
pub(super) fn of(kind: &str) -> Option<&'static Struct> {
    Some(match kind {
        "ServiceAccount" => &SERVICE_ACCOUNT,
        "Namespace" => &NAMESPACE,
        "ConfigMap" => &CONFIG_MAP,
        "Pod" => &POD,
        "Deployment" => &DEPLOYMENT,
        "StatefulSet" => &STATEFUL_SET,
        "DaemonSet" => &DAEMON_SET,
        "ReplicaSet" => &REPLICA_SET,
        "ReplicationController" => &CONTROLLER,
        "Job" => &JOB,
        "CronJob" => &CRON_JOB,
        "Role" => &ROLE,
        "ClusterRole" => &CLUSTER_ROLE,
        "RoleBinding" => &ROLE_BINDING,
        "ClusterRoleBinding" => &CLUSTER_ROLE_BINDING,
        _ => return None,
    })
}

/// How the value of a field is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A text or a number.
    Scalar,
    /// `true` or `false`
    Flag,
    /// Names of the writer's own choice, each with a text.
    Map,
    /// A list of texts.
    Scalars,
    /// Fields.
    Fields,
    /// A list of objects.
    Objects,
}

impl Shape {
    fn form(&self) -> Form {
        match self {
            String | Int(_) => Form::Scalar,
            Bool => Form::Flag,
            StringMap => Form::Map,
            Strings => Form::Scalars,
            One(_) => Form::Fields,
            Many(_) => Form::Objects,
        }
    }
}

/// The Go type at the end of a path of fields, and its fields; lists count for nothing in the path.
pub(crate) fn fields_at(kind: &str, path: &[&str]) -> Option<(&'static str, Vec<(&'static str, Form)>)> {
    let found = path.iter().try_fold(of(kind)?, |found, step| {
        match &found.fields.iter().find(|field| field.json == *step)?.shape {
            One(inner) | Many(inner) => Some(*inner),
            _ => None,
        }
    })?;
    Some((found.name, found.fields.iter().map(|field| (field.json, field.shape.form())).collect()))
}

/// How the value of the field at the end of a path is written.
pub(crate) fn form_at(kind: &str, path: &[&str]) -> Option<Form> {
    let (last, before) = path.split_last()?;
    let (_, fields) = fields_at(kind, before)?;
    fields.iter().find(|(name, _)| name == last).map(|(_, form)| *form)
}
