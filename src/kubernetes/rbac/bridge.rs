//! From RBAC to IAM: who may become a ServiceAccount, and with it the IAM roles that trust it.
//!
//! What always holds: a bridge is a permission somebody has, not a fault; every grant that opens one is listed, those
//! of built-in bindings are marked. What other bridges make of it (impersonating a subject that itself has a bridge) is
//! left to the reader.

use super::authorize::grant;
use super::{Grant, Rbac, Request, Target, User, matching};
use crate::order;
use serde::Serialize;

/// How a subject gets at the ServiceAccount's identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// `create serviceaccounts/token`: mints a token with any audience, `sts.amazonaws.com` too.
    MintToken,
    /// `create pods`: runs a Pod with this ServiceAccount.
    CreatePod,
    /// Creates or changes a Deployment, Job or the like, whose Pods run with this ServiceAccount.
    ControlWorkload,
    /// `pods/exec`, `pods/attach`, `pods/ephemeralcontainers`: enters a running Pod of this ServiceAccount.
    EnterPod,
    /// Changes the role annotation; of use only where the role's trust policy accepts this ServiceAccount.
    ChangeAnnotation,
    /// `impersonate serviceaccounts`: acts as it towards Kubernetes. Mints no token, but has its permissions.
    Impersonate,
}

/// Somebody who may become the ServiceAccount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bridge {
    /// How.
    pub way: Way,
    /// The verb that was tried.
    pub verb: String,
    /// The resource it was tried on, with its subresource, such as `serviceaccounts/token`.
    pub resource: String,
    /// The grant: subject, binding, role and rule.
    pub grant: Grant,
}

/// A request that opens a bridge: way, verbs, group, resource, subresource.
type Probe = (Way, &'static [&'static str], &'static str, &'static str, &'static str);

const CHANGE: &[&str] = &["create", "patch", "update"];
const PROBES: [Probe; 14] = [
    (Way::MintToken, &["create"], "", "serviceaccounts", "token"),
    (Way::CreatePod, &["create"], "", "pods", ""),
    (Way::ControlWorkload, CHANGE, "apps", "deployments", ""),
    (Way::ControlWorkload, CHANGE, "apps", "statefulsets", ""),
    (Way::ControlWorkload, CHANGE, "apps", "daemonsets", ""),
    (Way::ControlWorkload, CHANGE, "apps", "replicasets", ""),
    (Way::ControlWorkload, CHANGE, "", "replicationcontrollers", ""),
    (Way::ControlWorkload, &["create"], "batch", "jobs", ""),
    (Way::ControlWorkload, CHANGE, "batch", "cronjobs", ""),
    (Way::EnterPod, &["create", "get"], "", "pods", "exec"),
    (Way::EnterPod, &["create", "get"], "", "pods", "attach"),
    (Way::EnterPod, &["patch", "update"], "", "pods", "ephemeralcontainers"),
    (Way::ChangeAnnotation, &["patch", "update"], "", "serviceaccounts", ""),
    (Way::Impersonate, &["impersonate"], "", "serviceaccounts", ""),
];

/// Everybody who may become this ServiceAccount, and how: one entry a subject, way and binding.
#[must_use]
pub fn bridges(rbac: &Rbac, namespace: &str, service_account: &str) -> Vec<Bridge> {
    let in_namespace = rbac.bindings.get(namespace).map(Vec::as_slice).unwrap_or_default();
    let mut found: Vec<Bridge> = Vec::new();
    for binding in rbac.cluster_bindings.iter().chain(in_namespace) {
        let mut ways: Vec<Way> = Vec::new();
        for (way, verbs, group, resource, subresource) in PROBES {
            if ways.contains(&way) {
                continue;
            }
            let opened = verbs.iter().find_map(|verb| {
                let request = probe((verb, group, resource, subresource), namespace, service_account);
                rbac.rules(binding).iter().find(|rule| opens(rule, &request)).map(|rule| (*verb, rule))
            });
            let Some((verb, rule)) = opened else { continue };
            ways.push(way);
            for subject in binding.subjects.iter().filter(|subject| !subject.refused) {
                if let Some(grant) = grant(rbac, binding, subject, rule) {
                    let resource = match subresource {
                        "" => resource.to_owned(),
                        subresource => format!("{resource}/{subresource}"),
                    };
                    found.push(Bridge { way, verb: verb.to_owned(), resource, grant });
                }
            }
        }
    }
    order::sort_by_key(&mut found, |bridge| bridge.way);
    found
}

/// Everybody who may create ServiceAccounts in a namespace, of any name: one entry a subject and binding. A namespace
/// that no RoleBinding is in stands for all such.
#[must_use]
pub fn creators(rbac: &Rbac, namespace: &str) -> Vec<Grant> {
    let in_namespace = rbac.bindings.get(namespace).map(Vec::as_slice).unwrap_or_default();
    let request = probe(("create", "", "serviceaccounts", ""), namespace, "");
    let mut found = Vec::new();
    for binding in rbac.cluster_bindings.iter().chain(in_namespace) {
        let Some(rule) = rbac.rules(binding).iter().find(|rule| matching::parts(rule, &request).all()) else {
            continue;
        };
        let subjects = binding.subjects.iter().filter(|subject| !subject.refused);
        found.extend(subjects.filter_map(|subject| grant(rbac, binding, subject, rule)));
    }
    found
}

/// Pods and workloads have names of their own choosing: a rule limited to some names may open the bridge for those.
fn opens(rule: &super::Rule, request: &Request) -> bool {
    let parts = matching::parts(rule, request);
    let is_free = match &request.target {
        // A Pod that is created is nameless to the authorizer; one that is entered or changed has some name.
        Target::Resource { resource, subresource, .. } => {
            resource != "serviceaccounts" && (request.verb != "create" || !subresource.is_empty())
        }
        Target::Path { .. } => false,
    };
    parts.verb && parts.group && parts.resource && (parts.name || is_free)
}

fn probe(what: (&str, &str, &str, &str), namespace: &str, service_account: &str) -> Request {
    let (verb, group, resource, subresource) = what;
    let name = if resource == "serviceaccounts" { service_account } else { "" };
    Request {
        user: User { name: String::new(), groups: Vec::new() },
        verb: verb.to_owned(),
        target: Target::Resource {
            api_group: group.to_owned(),
            resource: resource.to_owned(),
            subresource: subresource.to_owned(),
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        },
    }
}
