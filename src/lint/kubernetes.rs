//! Manifests that Kubernetes accepts and that do not do what they seem to: endpoints, lifetimes, lists, RBAC rules that
//! match nothing, bindings that lead nowhere.
//!
//! What always holds: everything said here can be seen in the manifests alone; what the API server refuses is told by
//! the reader of the manifests.

mod rbac;

use crate::chain::world::{ROLE_ARN, World};
use crate::diagnostic::{Diagnostic, Finding, Fix, Severity};
use crate::kubernetes::token::EKS_MAXIMUM;
use crate::kubernetes::workload::Workload;
use crate::syntax::edit::{Step, follow, remove};
use crate::text::{Location, SourceId, Span};
use serde::Serialize;

/// What a manifest does not do although it looks so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum KubernetesLint {
    /// A blank in `skip-containers`, which the webhook takes as part of the name.
    SkipContainersBlank {
        /// The name with its blanks.
        name: String,
    },
    /// A name in `skip-containers` that no container of the Pod has.
    SkipContainersUnknown {
        /// The name.
        name: String,
        /// A container whose name is close.
        near: Option<String>,
    },
    /// The SDK is told to call the global STS endpoint.
    GlobalStsEndpoint,
    /// The address of STS is written by hand.
    StsEndpointByHand {
        /// The address.
        url: String,
    },
    /// Longer than EKS lets a token live.
    LongExpiration {
        /// As it is written.
        value: String,
    },
    /// A resource of an RBAC rule that matches nothing.
    RuleResource {
        /// As it is written.
        word: String,
        /// What it should be.
        right: String,
    },
    /// An API group of an RBAC rule that matches nothing, or none of its resources.
    RuleGroup {
        /// As it is written.
        word: String,
        /// What it should be.
        right: String,
        /// The resource that is in that group.
        resource: String,
    },
    /// A verb of an RBAC rule that no request has.
    RuleVerb {
        /// As it is written.
        word: String,
        /// What it should be, where that can be told.
        right: Option<String>,
    },
    /// `resourceNames` beside verbs whose requests carry no name.
    NamesWithoutName {
        /// The verbs.
        verbs: Vec<String>,
    },
    /// A binding to a role that is not there.
    NoSuchRole {
        /// `Role` or `ClusterRole`
        role_kind: String,
        /// The name.
        name: String,
        /// What was probably meant: a name, or the other kind.
        near: Option<String>,
    },
    /// A binding for a ServiceAccount that is not there.
    NoSuchSubject {
        /// The namespace.
        namespace: String,
        /// The name.
        name: String,
        /// One of the same namespace whose name is close.
        near: Option<String>,
        /// The namespace in which one of this name is.
        elsewhere: Option<String>,
    },
}

/// Checks the manifests; what reading them found may get a fix.
pub fn check(world: &World, said: &mut Vec<Diagnostic>) {
    let mut finder = Finder { text: &world.scenario.manifests, found: Vec::new(), namespaces: Vec::new() };
    for account in &world.manifests.service_accounts {
        let has_role = account.annotation(ROLE_ARN).is_some();
        if let Some(annotation) = account.annotation("eks.amazonaws.com/sts-regional-endpoints")
            && has_role
            && matches!(annotation.text(), "0" | "f" | "F" | "false" | "FALSE" | "False")
        {
            let fix = finder.write(annotation.value.span, "true");
            finder.add(Severity::Warning, KubernetesLint::GlobalStsEndpoint, annotation.value.span, Some(fix));
        }
        if let Some(annotation) = account.annotation(EXPIRATION) {
            finder.expiration(annotation.text(), annotation.value.span);
        }
    }
    for workload in &world.manifests.workloads {
        finder.skipped(workload);
        if let Some(annotation) = workload.annotation(EXPIRATION) {
            finder.expiration(annotation.text(), annotation.value.span);
        }
        let account = world.manifests.service_account(&workload.namespace, &workload.service_account);
        if account.is_some_and(|account| account.annotation(ROLE_ARN).is_some()) {
            finder.endpoints(world, workload);
        }
    }
    rbac::check(&mut finder, world);
    rbac::mend(finder.namespaces, said);
    said.extend(finder.found);
}

const EXPIRATION: &str = "eks.amazonaws.com/token-expiration";

struct Finder<'t> {
    text: &'t str,
    found: Vec<Diagnostic>,
    /// Where a subject lacks its namespace, and the edit that gives it.
    namespaces: Vec<(Location, Fix)>,
}

impl Finder<'_> {
    fn at(span: Span) -> Location {
        Location { source: SourceId::Manifests, span }
    }

    fn add(&mut self, severity: Severity, lint: KubernetesLint, span: Span, fix: Option<Fix>) {
        let diagnostic = Diagnostic::warning(Finding::Kubernetes(lint), Self::at(span));
        self.found.push(Diagnostic { severity, fix, ..diagnostic });
    }

    /// Writes a scalar, in the quotes of what stands there.
    fn write(&self, span: Span, value: &str) -> Fix {
        let value = match span.of(self.text).chars().next() {
            Some(quote @ ('"' | '\'')) => format!("{quote}{value}{quote}"),
            _ if value.is_empty() || matches!(value, "true" | "false") => format!("\"{value}\""),
            _ => value.to_owned(),
        };
        Fix::replace(Self::at(span), value)
    }

    fn expiration(&mut self, value: &str, span: Span) {
        if value.parse::<i64>().is_ok_and(|seconds| seconds > EKS_MAXIMUM) {
            let fix = self.write(span, &EKS_MAXIMUM.to_string());
            let lint = KubernetesLint::LongExpiration { value: value.to_owned() };
            self.add(Severity::Suggestion, lint, span, Some(fix));
        }
    }

    /// The list is one record of CSV: blanks are part of the names.
    fn skipped(&mut self, workload: &Workload) {
        let Some(list) = workload.annotation("eks.amazonaws.com/skip-containers") else { return };
        let is_there = |name: &str| workload.containers.iter().any(|container| container.name == name);
        if list.text().contains('"') {
            return;
        }
        let names: Vec<&str> = list.text().split(',').collect();
        let Some(name) = names.iter().find(|name| !is_there(name)) else { return };
        if is_there(name.trim()) {
            let trimmed: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            let fix = self.write(list.value.span, &trimmed.join(","));
            let lint = KubernetesLint::SkipContainersBlank { name: (*name).to_owned() };
            return self.add(Severity::Warning, lint, list.value.span, Some(fix));
        }
        let mut near = workload.containers.iter().map(|container| container.name.as_str());
        let near = near.find(|other| crate::text::distance(other, name.trim()) <= 2);
        let fix = near.map(|near| {
            let right: Vec<&str> = names.iter().map(|one| if one == name { near } else { *one }).collect();
            self.write(list.value.span, &right.join(","))
        });
        let lint = KubernetesLint::SkipContainersUnknown { name: (*name).to_owned(), near: near.map(str::to_owned) };
        self.add(Severity::Warning, lint, list.value.span, fix);
    }

    /// Variables that lead the SDK to another STS endpoint than that of the Region.
    fn endpoints(&mut self, world: &World, workload: &Workload) {
        let Some(object) = world.manifests.objects.get(workload.object) else { return };
        for list in ["containers", "initContainers"] {
            let mut path: Vec<Step<'_>> = workload.kind.template().iter().map(|key| Step::Key(key)).collect();
            path.extend([Step::Key("spec"), Step::Key(list)]);
            let count = follow(&object.node, &path).and_then(|node| node.as_array()).map_or(0, <[_]>::len);
            for index in 0..count {
                let mut path = path.clone();
                path.extend([Step::Index(index), Step::Key("env")]);
                let entries = follow(&object.node, &path).and_then(|node| node.as_array()).unwrap_or_default();
                for (place, entry) in entries.iter().enumerate() {
                    let text = |key: &str| entry.get(key).and_then(|node| node.as_str()).unwrap_or_default();
                    let (name, value) = (text("name"), text("value"));
                    let lint = match name {
                        "AWS_STS_REGIONAL_ENDPOINTS" if value == "legacy" => KubernetesLint::GlobalStsEndpoint,
                        "AWS_ENDPOINT_URL_STS" if value.contains("sts") && value.contains("amazonaws.com") => {
                            KubernetesLint::StsEndpointByHand { url: value.to_owned() }
                        }
                        _ => continue,
                    };
                    let edits = remove(self.text, &object.node, &path, &|at| at == place);
                    let edit = |(span, text)| crate::diagnostic::Edit { at: Self::at(span), text };
                    let fix = edits.map(|edits| Fix { edits: edits.into_iter().map(edit).collect() });
                    self.add(Severity::Warning, lint, entry.span, fix);
                }
            }
        }
    }
}
