//! Values of fields in manifests.

use super::known::{self, known, manifests, namespaces, service_accounts};
use super::{Choice, ChoiceKind, Detail, Place, Spot, Topic, kind};
use crate::kubernetes::decode::schema::{self, Form};

const BUILT_IN: [&str; 4] = ["view", "edit", "admin", "cluster-admin"];
const VERBS: [&str; 10] =
    ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "impersonate", "*"];
const GROUPS: [&str; 8] = [
    "",
    "apps",
    "batch",
    "rbac.authorization.k8s.io",
    "networking.k8s.io",
    "coordination.k8s.io",
    "authentication.k8s.io",
    "*",
];
const RESOURCES: [&str; 18] = [
    "pods",
    "pods/log",
    "pods/exec",
    "services",
    "configmaps",
    "secrets",
    "serviceaccounts",
    "serviceaccounts/token",
    "deployments",
    "daemonsets",
    "statefulsets",
    "replicasets",
    "jobs",
    "cronjobs",
    "namespaces",
    "nodes",
    "events",
    "*",
];
const VARIABLES: [&str; 8] = [
    "AWS_REGION",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_ROLE_SESSION_NAME",
    "AWS_STS_REGIONAL_ENDPOINTS",
    "AWS_EC2_METADATA_DISABLED",
    "AWS_PROFILE",
    "AWS_ACCESS_KEY_ID",
];

pub(super) fn choices(place: Place<'_>, spot: &Spot<'_>, field: &str) -> Vec<Choice> {
    let value = |text: &str| Choice::new(ChoiceKind::Value, text);
    let fixed = |list: &[&str]| list.iter().map(|text| plain(value(text))).collect::<Vec<_>>();
    let quoted = |list: &[&str]| list.iter().map(|text| value(text).writes(&format!("\"{text}\""))).collect::<Vec<_>>();
    let name = |text: &str| plain(Choice::new(ChoiceKind::Name, text).detail(Detail::Here));
    let here = |key: &str| spot.beside.iter().find(|(name, _)| *name == key).map_or("", |(_, value)| *value);
    // The path of a list of texts ends with the list itself.
    let mut path: &[&str] = &spot.path;
    if path.last() == Some(&field) {
        path = path.split_last().map(|(_, before)| before).unwrap_or_default();
    }
    let parent = path.last().copied().unwrap_or_default();
    let object = spot.object;
    match (parent, field) {
        ("", "apiVersion") => {
            let mut versions: Vec<&str> = Vec::new();
            for (name, version) in kind::readable() {
                if (object.kind.is_empty() || name == object.kind) && !versions.contains(&version) {
                    versions.push(version);
                }
            }
            fixed(&versions)
        }
        ("", "kind") => kind::readable()
            .filter(|(_, version)| object.api_version.is_empty() || *version == object.api_version)
            .map(|(name, version)| {
                let choice = value(name).detail(Detail::Plain(version.to_owned()));
                choice.topic(Topic::of_kind(name))
            })
            .collect(),
        ("metadata" | "subjects", "namespace") => {
            let mut all = namespaces(&manifests(place));
            if !all.iter().any(|name| name == "default") {
                all.push("default".to_owned());
            }
            all.iter().map(|text| name(text)).collect()
        }
        (_, "serviceAccountName" | "serviceAccount") => accounts(place, object.namespace),
        ("annotations", "eks.amazonaws.com/role-arn") => {
            let known = known(place);
            let mut all: Vec<Choice> = known.roles().map(|arn| name(arn).topic(Some(Topic::RoleArn))).collect();
            if all.is_empty() {
                let form = value("arn:aws:iam::111122223333:role/NAME").writes("arn:aws:iam::¦111122223333¦:role/NAME");
                all.push(form.detail(Detail::Template));
            }
            all
        }
        ("annotations", "eks.amazonaws.com/audience") | ("serviceAccountToken", "audience") => {
            known(place).audiences.iter().map(|text| plain(value(text)).topic(Some(Topic::Audience))).collect()
        }
        ("annotations", "eks.amazonaws.com/sts-regional-endpoints") => quoted(&["true", "false"]),
        ("annotations", "eks.amazonaws.com/token-expiration") => quoted(&["86400", "43200", "3600", "600"]),
        ("annotations", "eks.amazonaws.com/skip-containers") => {
            let manifests = manifests(place);
            let mut names: Vec<&str> = Vec::new();
            for container in manifests.workloads.iter().flat_map(|workload| &workload.containers) {
                if !names.contains(&container.name.as_str()) {
                    names.push(&container.name);
                }
            }
            names.into_iter().map(name).collect()
        }
        ("serviceAccountToken", "expirationSeconds") => fixed(&["86400", "3600", "600"]),
        ("serviceAccountToken", "path") => fixed(&["token"]),
        ("roleRef", "kind") if object.kind == "ClusterRoleBinding" => fixed(&["ClusterRole"]),
        ("roleRef", "kind") => fixed(&["Role", "ClusterRole"]),
        ("roleRef", "apiGroup") => fixed(&["rbac.authorization.k8s.io"]),
        ("roleRef", "name") => roles(place, here("kind"), object.namespace),
        ("subjects", "kind") => fixed(&["ServiceAccount", "User", "Group"]),
        ("subjects", "apiGroup") => fixed(&["rbac.authorization.k8s.io"]),
        ("subjects", "name") if here("kind") != "User" && here("kind") != "Group" => {
            let namespace = if here("namespace").is_empty() { object.namespace } else { here("namespace") };
            accounts(place, namespace)
        }
        ("rules", "verbs") => fixed(&VERBS),
        ("rules", "apiGroups") => fixed(&GROUPS),
        ("rules", "resources") => fixed(&RESOURCES),
        ("env", "name") => VARIABLES.iter().map(|text| value(text).topic(Topic::of_variable(text))).collect(),
        ("env", "value") if here("name") == "AWS_ROLE_ARN" => known(place).roles().map(|arn| name(arn)).collect(),
        ("env", "value") if here("name").ends_with("REGION") => {
            known(place).regions.iter().map(|text| name(text)).collect()
        }
        ("containers" | "initContainers", "imagePullPolicy") => fixed(&["IfNotPresent", "Always", "Never"]),
        ("ports", "protocol") => fixed(&["TCP", "UDP", "SCTP"]),
        (_, "restartPolicy") => fixed(&["Always", "OnFailure", "Never"]),
        (_, "concurrencyPolicy") => fixed(&["Allow", "Forbid", "Replace"]),
        _ => {
            let mut whole = path.to_vec();
            whole.push(field);
            let is_flag = schema::form_at(object.kind, &whole) == Some(Form::Flag);
            if is_flag { fixed(&["true", "false"]) } else { Vec::new() }
        }
    }
    .into_iter()
    .map(|choice| if choice.topic.is_none() { choice.topic(Topic::of_field(parent, field)) } else { choice })
    .collect()
}

/// Quotes where YAML would read something else, or nothing.
fn plain(choice: Choice) -> Choice {
    let unsafe_start = choice.label.is_empty() || choice.label.starts_with(['*', '&', '!', '%', '@', '`']);
    if !unsafe_start {
        return choice;
    }
    let text = format!("\"{}\"", choice.label);
    // An empty label could not be seen in the list.
    let label = if choice.label.is_empty() { "\"\"".to_owned() } else { choice.label.clone() };
    Choice { label, ..choice.writes(&text) }
}

/// The ServiceAccounts of a namespace; those of all where there are none.
fn accounts(place: Place<'_>, namespace: &str) -> Vec<Choice> {
    let namespace = if namespace.is_empty() { "default" } else { namespace };
    let all = service_accounts(&manifests(place));
    let (here, elsewhere): (Vec<_>, Vec<_>) = all.into_iter().partition(|account| account.namespace == namespace);
    let (chosen, foreign) = if here.is_empty() { (elsewhere, true) } else { (here, false) };
    chosen.into_iter().map(|account| account_choice(account, foreign)).collect()
}

fn account_choice(account: known::Account, foreign: bool) -> Choice {
    let role = account.role.map(|arn| arn.rsplit('/').next().unwrap_or(&arn).to_owned());
    let detail = match role {
        _ if foreign => Detail::Plain(account.namespace),
        Some(role) => Detail::NamesRole(role),
        None => Detail::Here,
    };
    Choice::new(ChoiceKind::Name, account.name).detail(detail)
}

fn roles(place: Place<'_>, kind: &str, namespace: &str) -> Vec<Choice> {
    let manifests = manifests(place);
    let namespace = if namespace.is_empty() { "default" } else { namespace };
    let mut all = Vec::new();
    for object in &manifests.objects {
        let fits = match object.kind.as_str() {
            "Role" => kind != "ClusterRole" && object.namespace.as_deref() == Some(namespace),
            "ClusterRole" => kind != "Role",
            _ => false,
        };
        if fits && !object.name.is_empty() {
            let choice = Choice::new(ChoiceKind::Name, &object.name).detail(Detail::Plain(object.kind.clone()));
            all.push(choice.topic(Topic::of_kind(&object.kind)));
        }
    }
    if kind != "Role" {
        let built_in =
            |name: &&str| Choice::new(ChoiceKind::Value, *name).detail(Detail::Plain("ClusterRole".to_owned()));
        all.extend(BUILT_IN.iter().map(built_in));
    }
    all
}
