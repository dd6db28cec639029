//! Link 1: the Pod selects the ServiceAccount.
//!
//! Source of the rules: ServiceAccount admission of the Kubernetes API server (plugin/pkg/admission/serviceaccount),
//! which runs before the webhook and refuses a Pod whose ServiceAccount does not exist in its namespace.

use super::link::{Comparison, ErrorText, Link, Operand, Step};
use super::reason::Reason;
use super::remedy;
use super::world::{ROLE_ARN, World};
use crate::kubernetes::workload::{Selection, Workload};
use crate::text::Location;

const STEP: Step = Step::SelectServiceAccount;

/// The first link of a workload.
#[must_use]
pub fn link(world: &World, workload: &Workload) -> Link {
    let manifests = &world.manifests;
    if let Some(text) = manifests.refusal_text(workload.object) {
        let mended = remedy::accepted(world, workload.object);
        let link = Link::fail(STEP, Reason::ObjectRefused).seen_at([workload.name_at]);
        return link.says(ErrorText::plain(text)).mended_by(mended);
    }
    let (namespace, name) = (&workload.namespace, &workload.service_account);
    let at = Location { source: workload.name_at.source, span: workload.selection.span() };
    match manifests.service_account(namespace, name) {
        Some(account) => {
            if let Some(text) = manifests.refusal_text(account.object) {
                let mended = remedy::accepted(world, account.object);
                let link = Link::fail(STEP, Reason::ObjectRefused).seen_at([account.name_at]);
                return link.says(ErrorText::plain(text)).mended_by(mended);
            }
            selected(world, workload, at).seen_at([account.name_at])
        }
        // Every namespace has its `default` account without anybody writing it down.
        None if name == "default" => selected(world, workload, at),
        // Without a single ServiceAccount nobody can say that this one is missing.
        None if manifests.service_accounts.is_empty() => {
            let reason = Reason::ServiceAccountNotGiven { namespace: namespace.clone(), name: name.clone() };
            Link::unknown(STEP, reason).seen_at([at])
        }
        None => missing(world, workload, at),
    }
}

fn selected(world: &World, workload: &Workload, at: Location) -> Link {
    let (namespace, name) = (workload.namespace.clone(), workload.service_account.clone());
    match workload.selection {
        Selection::ByDefault(_) => {
            let unused = world.manifests.service_accounts.iter().find(|account| {
                account.namespace == namespace && account.name != name && account.annotation(ROLE_ARN).is_some()
            });
            let unused = unused.map(|account| account.name.clone());
            Link::pass(STEP, Reason::SelectsDefault { namespace, unused })
        }
        Selection::ByName(_) | Selection::ByAlias(_) => {
            Link::pass(STEP, Reason::SelectsServiceAccount { namespace, name }).seen_at([at])
        }
    }
}

fn missing(world: &World, workload: &Workload, at: Location) -> Link {
    let manifests = &world.manifests;
    let (namespace, name) = (&workload.namespace, &workload.service_account);
    let accounts = || manifests.service_accounts.iter();
    let similar = accounts()
        .filter(|account| account.namespace == *namespace)
        .filter(|account| crate::text::distance(&account.name, name) <= 2)
        .min_by_key(|account| crate::text::distance(&account.name, name));
    let elsewhere = accounts().find(|account| account.name == *name);
    let others = accounts().filter(|account| account.namespace == *namespace);
    let comparison = Comparison {
        subject: "serviceAccountName".to_owned(),
        operator: None,
        actual: Some(Operand { text: name.clone(), at: Some(at) }),
        expected: others.map(|account| Operand { text: account.name.clone(), at: Some(account.name_at) }).collect(),
        holds: false,
    };
    let remedy = match similar {
        Some(account) => remedy::write(world, at, &account.name),
        None => elsewhere.and_then(|account| remedy::same_namespace(world, workload, account)),
    };
    let error = format!(
        "pods \"{}\" is forbidden: error looking up service account {namespace}/{name}: serviceaccount \"{name}\" not found",
        workload.pod_name()
    );
    let mut link = Link::fail(
        STEP,
        Reason::ServiceAccountMissing {
            namespace: namespace.clone(),
            name: name.clone(),
            elsewhere: elsewhere.map(|account| account.namespace.clone()),
            similar: similar.map(|account| account.name.clone()),
        },
    )
    .seen_at([at])
    .seen_at(similar.or(elsewhere).map(|account| account.name_at))
    .says(ErrorText::plain(error))
    .mended_by(remedy);
    link.comparisons = vec![comparison];
    link
}
