//! The annotations that the pod identity webhook reads, where they have no effect or not the one that was meant.
//!
//! What always holds: everything said here can be seen in the text alone, and none of it changes what Kubernetes does:
//! the webhook passes over what it does not know without a word.

use super::{Manifests, Reader, requote};
use crate::diagnostic::{Diagnostic, Finding, Fix, Severity};
use crate::kubernetes::ManifestFault;
use crate::kubernetes::kind::is_near;
use crate::kubernetes::service_account::{Annotation, ServiceAccount, annotations as members};
use crate::order;

const PREFIX: &str = "eks.amazonaws.com";
/// Names that the webhook reads on a ServiceAccount.
const ON_ACCOUNT: [&str; 4] = ["role-arn", "audience", "sts-regional-endpoints", "token-expiration"];
/// Names that the webhook reads on a Pod.
const ON_POD: [&str; 2] = ["skip-containers", "token-expiration"];

/// Checks annotations and labels of every ServiceAccount, workload and Pod template.
pub(super) fn annotations(reader: &mut Reader<'_>, manifests: &Manifests) {
    for account in &manifests.service_accounts {
        for annotation in &account.annotations {
            on_account(reader, account, annotation);
        }
        let labels = manifests.objects.get(account.object).and_then(|object| object.node.at(&["metadata", "labels"]));
        check_labels(reader, &members(labels));
    }
    for workload in &manifests.workloads {
        let kind = workload.kind.as_str();
        for annotation in &workload.annotations {
            on_pod(reader, annotation, kind);
        }
        check_labels(reader, &workload.labels);
        if !workload.kind.template().is_empty()
            && let Some(object) = manifests.objects.get(workload.object)
        {
            for annotation in members(object.node.at(&["metadata", "annotations"])) {
                on_workload(reader, &annotation, kind);
            }
            check_labels(reader, &members(object.node.at(&["metadata", "labels"])));
        }
    }
}

fn on_account(reader: &mut Reader<'_>, account: &ServiceAccount, annotation: &Annotation) {
    let key = annotation.key.as_str();
    if is_kube2iam(key) {
        return say(reader, annotation, ManifestFault::Kube2Iam { key: key.to_owned() });
    }
    match key.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) {
        Some("role-arn") => role_arn(reader, annotation),
        Some(name @ ("token-expiration" | "sts-regional-endpoints")) => value(reader, annotation, name),
        Some("audience") => {}
        Some("skip-containers") => {
            let fault = ManifestFault::AnnotationElsewhere {
                key: key.to_owned(),
                kind: "ServiceAccount".into(),
                expected: "Pod".into(),
            };
            say(reader, annotation, fault);
        }
        _ => typo(reader, annotation, &ON_ACCOUNT, |expected| account.annotation(expected).is_some()),
    }
}

fn on_pod(reader: &mut Reader<'_>, annotation: &Annotation, kind: &str) {
    let key = annotation.key.as_str();
    if is_kube2iam(key) {
        return say(reader, annotation, ManifestFault::Kube2Iam { key: key.to_owned() });
    }
    match key.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) {
        Some("skip-containers") => {}
        Some("token-expiration") => value(reader, annotation, "token-expiration"),
        Some("role-arn" | "audience" | "sts-regional-endpoints") => {
            elsewhere(reader, annotation, kind, "ServiceAccount")
        }
        _ => typo(reader, annotation, &[ON_POD.as_slice(), &ON_ACCOUNT].concat(), |_| false),
    }
}

fn on_workload(reader: &mut Reader<'_>, annotation: &Annotation, kind: &str) {
    let key = annotation.key.as_str();
    match key.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')) {
        Some("skip-containers" | "token-expiration") => elsewhere(reader, annotation, kind, "Pod"),
        Some("role-arn" | "audience" | "sts-regional-endpoints") => {
            elsewhere(reader, annotation, kind, "ServiceAccount")
        }
        _ if is_kube2iam(key) => say(reader, annotation, ManifestFault::Kube2Iam { key: key.to_owned() }),
        _ => {}
    }
}

fn elsewhere(reader: &mut Reader<'_>, annotation: &Annotation, kind: &str, expected: &str) {
    let (key, kind, expected) = (annotation.key.clone(), kind.to_owned(), expected.to_owned());
    say(reader, annotation, ManifestFault::AnnotationElsewhere { key, kind, expected });
}

fn check_labels(reader: &mut Reader<'_>, labels: &[Annotation]) {
    for label in labels {
        let name = label.key.strip_prefix(PREFIX).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
        if ON_ACCOUNT.contains(&name) || ON_POD.contains(&name) {
            say(reader, label, ManifestFault::LabelNotAnnotation { key: label.key.clone() });
        }
    }
}

/// `iam.amazonaws.com/role` and its relatives.
fn is_kube2iam(key: &str) -> bool {
    key.strip_prefix("iam.amazonaws.com/").is_some_and(|name| !ON_ACCOUNT.contains(&name))
}

/// A key near one that the webhook reads, unless that one is there too.
fn typo(reader: &mut Reader<'_>, annotation: &Annotation, names: &[&str], is_present: impl Fn(&str) -> bool) {
    let (prefix, name) = annotation.key.rsplit_once('/').unwrap_or(("", annotation.key.as_str()));
    let lower = prefix.to_ascii_lowercase();
    let is_ours = is_near(prefix, PREFIX);
    let is_theirs = prefix.is_empty() || lower.contains("amazon") || lower.contains("aws") || lower.contains("eks");
    let holds_role = annotation.text().contains(":role/");
    let meant = names.iter().find(|meant| {
        let near = is_near(name, meant);
        let is_role = **meant == "role-arn" && holds_role;
        // A bare common word such as `audience` may be somebody else's.
        near && (is_ours || is_theirs && (is_role || name.contains('-'))) || is_ours && is_role
    });
    let Some(meant) = meant else { return };
    let expected = format!("{PREFIX}/{meant}");
    if is_present(&expected) {
        return;
    }
    let at = reader.at(annotation.key_span);
    let fix = Fix::replace(at, requote(annotation.key_span.of(reader.text), &expected));
    let fault = ManifestFault::AnnotationTypo { key: annotation.key.clone(), expected };
    reader.diagnostics.push(Diagnostic::warning(Finding::Manifest(fault), at).with_fix(fix));
}

/// The webhook only logs that a role ARN looks wrong, and injects it.
fn role_arn(reader: &mut Reader<'_>, annotation: &Annotation) {
    let Some(text) = annotation.value.as_str().filter(|text| !text.is_empty()) else { return };
    let placeholder = ["${", "$(", "{{", "<"].iter().any(|open| text.contains(open));
    let fault = if placeholder {
        ManifestFault::Placeholder { text: text.to_owned() }
    } else if !is_role_arn(text) {
        ManifestFault::RoleArnShape { value: text.to_owned() }
    } else {
        return;
    };
    let span = annotation.value.span;
    reader.say(Severity::Warning, fault, span);
}

/// `^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w-\/.@+=,]+$`, the webhook's own check.
fn is_role_arn(text: &str) -> bool {
    let parts: Vec<_> = text.splitn(6, ':').collect();
    let [arn, partition, service, region, account, resource] = parts.as_slice() else { return false };
    let name = resource.strip_prefix("role/").unwrap_or_default();
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | '@' | '+' | '=' | ',');
    let in_partition = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    *arn == "arn"
        && partition.strip_prefix("aws").is_some_and(|rest| rest.chars().all(in_partition))
        && *service == "iam"
        && region.is_empty()
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(in_name)
}

/// Values that Go's `ParseBool` and `ParseInt` do not read, and lifetimes that the webhook raises.
fn value(reader: &mut Reader<'_>, annotation: &Annotation, name: &str) {
    let Some(text) = annotation.value.as_str() else { return };
    let (key, value) = (annotation.key.clone(), text.to_owned());
    let fault = if name == "sts-regional-endpoints" {
        let known = ["1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"];
        if known.contains(&text) {
            return;
        }
        ManifestFault::AnnotationValue { key, value }
    } else {
        match text.parse::<i64>() {
            Ok(seconds) if seconds < 600 => ManifestFault::ShortExpiration { value },
            Ok(_) => return,
            Err(_) => ManifestFault::AnnotationValue { key, value },
        }
    };
    reader.say(Severity::Warning, fault, annotation.value.span);
}

fn say(reader: &mut Reader<'_>, annotation: &Annotation, fault: ManifestFault) {
    reader.say(Severity::Warning, fault, annotation.key_span);
}

/// Warns of workloads whose ServiceAccount is not in the manifests. Kubernetes itself makes every `default`.
pub(super) fn selections(reader: &mut Reader<'_>, manifests: &Manifests) {
    for workload in &manifests.workloads {
        let (namespace, name) = (&workload.namespace, &workload.service_account);
        if name == "default" || manifests.service_account(namespace, name).is_some() {
            continue;
        }
        let accounts = &manifests.service_accounts;
        let mut elsewhere: Vec<_> =
            accounts.iter().filter(|account| account.name == *name).map(|account| account.namespace.clone()).collect();
        order::sort(&mut elsewhere);
        elsewhere.dedup();
        let near =
            accounts.iter().find(|a| a.namespace == *namespace && is_near(&a.name, name)).map(|a| a.name.clone());
        let at = reader.at(workload.selection.span());
        let fix = near.as_ref().map(|near| Fix::replace(at, requote(at.span.of(reader.text), near)));
        let fault =
            ManifestFault::NoSuchServiceAccount { namespace: namespace.clone(), name: name.clone(), elsewhere, near };
        let diagnostic = Diagnostic::warning(Finding::Manifest(fault), at);
        // Where no ServiceAccount was pasted at all, it is most likely in the cluster already.
        let severity = if accounts.is_empty() { Severity::Suggestion } else { Severity::Warning };
        reader.diagnostics.push(Diagnostic { fix, severity, ..diagnostic });
    }
}
