//! Link 2: the annotation names the role and the webhook injects it.
//!
//! Source of the rules: the pod identity webhook, as [`crate::kubernetes::webhook`] reproduces it. The webhook never
//! refuses a Pod and leaves no event, so everything that goes wrong here is silent.

use super::exchange;
use super::link::{Link, Remedy, RemedyKind, Step};
use super::reason::{Misplaced, NotInjected, Reason};
use super::simulation::Injection as Injected;
use super::world::{ROLE_ARN, World};
use crate::diagnostic::Fix;
use crate::kubernetes::service_account::{Annotation, ServiceAccount};
use crate::kubernetes::webhook::{
    self, ContainerOutcome, Identity, Injection, Lookup, Mutation, MutationKind, Untouched,
};
use crate::kubernetes::workload::Workload;
use crate::order;
use crate::scenario::Lifecycle;
use crate::text::Location;
use serde_json::Value as Json;
use std::collections::BTreeMap;

const STEP: Step = Step::InjectRole;
/// Stands for a value that a Secret, a ConfigMap or a field gives.
pub const BY_REFERENCE: &str = "<valueFrom>";
const WEB_IDENTITY: [&str; 2] = ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];

/// What the webhook does to the workload's Pod, which has passed admission.
#[must_use]
pub fn mutation(world: &World, workload: &Workload, pod: &Json) -> Mutation {
    let runtime = &world.scenario.runtime;
    if runtime.webhook_missing {
        return Mutation::untouched(pod, Untouched::NotInstalled);
    }
    if runtime.lifecycle == Lifecycle::PodBeforeAnnotation {
        return Mutation::untouched(pod, Untouched::CreatedBefore);
    }
    let annotations = account(world, workload).into_iter().flat_map(|account| &account.annotations);
    let annotations = order::map(annotations.map(|a| (a.key.clone(), a.text().to_owned())));
    let associations: Vec<Identity> = world
        .scenario
        .pod_identity_associations
        .iter()
        .map(|a| Identity { namespace: a.namespace.clone(), service_account: a.service_account.clone() })
        .collect();
    let cached = runtime.lifecycle == Lifecycle::InOrder;
    webhook::mutate(&webhook::Input {
        flags: &world.flags,
        namespace: &workload.namespace,
        pod,
        service_account: if cached { Lookup::Cached(&annotations) } else { Lookup::Missing },
        associations: &associations,
        config_map: &BTreeMap::new(),
        jitter: webhook::LEAST_JITTERED_EXPIRATION,
    })
}

/// The second link of a container.
#[must_use]
pub fn link(world: &World, workload: &Workload, mutation: &Mutation, container: &str) -> Link {
    let account = account(world, workload);
    let annotation = account.and_then(|account| account.annotation(ROLE_ARN));
    let place = annotation.map(|annotation| value_at(account, annotation));
    let here = place.into_iter().chain(account.map(|account| account.name_at));
    let outcome = mutation.containers.iter().find(|outcome| outcome.name == container);
    let preset = env(&mutation.pod, container);
    let by_hand = WEB_IDENTITY.iter().all(|name| preset.iter().any(|(key, _)| key == name));
    let not = |because| Link::fail(STEP, Reason::NotInjected { because });
    match (mutation.kind, outcome.map(|outcome| &outcome.injection)) {
        (MutationKind::Irsa, Some(Injection::Injected)) => injected(mutation, outcome).seen_at(here),
        (MutationKind::PodIdentity, Some(Injection::Injected)) => {
            let association = world.association(&workload.namespace, &workload.service_account);
            let reason = Reason::AssociationInjects {
                role_arn: association.map(|a| a.role_arn.clone()).unwrap_or_default(),
                instead_of: mutation.role.as_ref().map(|role| role.arn.clone()),
            };
            Link::pass(STEP, reason).seen_at(here)
        }
        // Both variables stand in the manifest: whatever the webhook did, the SDK will use them.
        _ if by_hand && !matches!(outcome.map(|o| &o.injection), Some(Injection::LeftAlone { .. })) => {
            let role_arn = value(&preset, "AWS_ROLE_ARN");
            written_by_hand(role_arn).seen_at(variable_places(workload, container))
        }
        (_, Some(Injection::LeftAlone { .. })) => {
            not(NotInjected::AllPreset).seen_at(variable_places(workload, container))
        }
        (_, Some(Injection::Preset { present, .. })) => {
            let name = present.first().cloned().unwrap_or_default();
            not(NotInjected::VariablePreset { name }).seen_at(variable_places(workload, container))
        }
        (_, Some(Injection::Skipped)) => {
            let list = workload.annotation("eks.amazonaws.com/skip-containers");
            not(NotInjected::SkipContainers).seen_at(list.map(|a| in_workload(workload, a)))
        }
        (_, Some(Injection::NotMutated | Injection::Injected) | None) => match mutation.untouched {
            Some(Untouched::NotInstalled) => not(NotInjected::NoWebhook).seen_at(here),
            Some(Untouched::CreatedBefore) => not(NotInjected::PodIsOlder).seen_at(here),
            Some(Untouched::NotInCache) => not(NotInjected::NotCached).seen_at(here),
            Some(Untouched::OptOutLabel) => {
                let label = workload.label(webhook::SKIP_LABEL);
                not(NotInjected::SkipLabel).seen_at(label.map(|a| in_workload(workload, a)))
            }
            Some(Untouched::NoRole | Untouched::EmptyRole | Untouched::NothingToAdd) | None => {
                no_role(world, workload, account)
            }
        },
    }
}

/// What was put into one container, and into its Pod.
#[must_use]
pub fn injection(mutation: &Mutation, container: &str) -> Injected {
    let Some(outcome) = mutation.containers.iter().find(|outcome| outcome.name == container) else {
        return Injected::default();
    };
    let environment = env(&mutation.pod, container);
    let environment = environment.into_iter().filter(|(name, _)| outcome.added_env.contains(name)).collect();
    let token = mutation.token.as_ref().filter(|_| mutation.kind != MutationKind::None);
    Injected {
        environment,
        volumes: token.map(|token| token.volume.clone()).into_iter().collect(),
        mounts: token
            .filter(|_| outcome.mount == webhook::Mount::Added)
            .map(|token| token.mount_path.clone())
            .into_iter()
            .collect(),
    }
}

/// The environment of a container of a Pod: names and plain values; what comes by reference is [`BY_REFERENCE`].
#[must_use]
pub fn env(pod: &Json, container: &str) -> Vec<(String, String)> {
    let lists =
        ["/spec/initContainers", "/spec/containers"].into_iter().filter_map(|path| pod.pointer(path)?.as_array());
    let found = lists.flatten().find(|c| c.get("name").and_then(Json::as_str) == Some(container));
    let variables = found.and_then(|c| c.get("env")).and_then(Json::as_array).into_iter().flatten();
    let text = |variable: &Json, field: &str| variable.get(field).and_then(Json::as_str).unwrap_or_default().to_owned();
    let value = |variable: &Json| {
        if variable.get("valueFrom").is_some() { BY_REFERENCE.to_owned() } else { text(variable, "value") }
    };
    variables.map(|variable| (text(variable, "name"), value(variable))).collect()
}

fn injected(mutation: &Mutation, outcome: Option<&ContainerOutcome>) -> Link {
    let role = mutation.role.clone().unwrap_or_default();
    if let Some(link) = malformed(&role.arn) {
        return link;
    }
    Link::pass(
        STEP,
        Reason::WebhookInjects {
            role_arn: role.arn,
            variables: outcome.map_or(0, |outcome| outcome.added_env.len()),
            volumes: usize::from(mutation.token.is_some()),
        },
    )
}

fn written_by_hand(role_arn: String) -> Link {
    malformed(&role_arn).unwrap_or_else(|| Link::pass(STEP, Reason::WrittenByHand { role_arn }))
}

/// The broken link for a value that STS refuses as a role ARN.
fn malformed(value: &str) -> Option<Link> {
    let error = exchange::parameters(value, None)?;
    Some(Link::fail(STEP, Reason::MalformedRoleArn { value: value.to_owned(), suggestion: None }).says(error))
}

fn no_role(world: &World, workload: &Workload, account: Option<&ServiceAccount>) -> Link {
    let (instead, at, rename) = misplaced(world, workload, account);
    let remedy = rename.map(|place| Remedy {
        kind: RemedyKind::Rename(ROLE_ARN.to_owned()),
        fix: Fix::replace(place, ROLE_ARN.to_owned()),
    });
    let reason = Reason::NoRoleAnnotation {
        namespace: workload.namespace.clone(),
        name: workload.service_account.clone(),
        instead,
    };
    Link::fail(STEP, reason).seen_at(at).seen_at(account.map(|account| account.name_at)).mended_by(remedy)
}

/// What looks like the annotation, where it stands, and the key to rename if that mends it.
fn misplaced(
    world: &World,
    workload: &Workload,
    account: Option<&ServiceAccount>,
) -> (Option<Misplaced>, Option<Location>, Option<Location>) {
    let key_at = |source, annotation: &Annotation| Location { source, span: annotation.key_span };
    if let Some(account) = account {
        if let Some(annotation) = account.annotation(ROLE_ARN) {
            return (Some(Misplaced::Empty), Some(value_at(Some(account), annotation)), None);
        }
        let near = account.annotations.iter().find(|annotation| is_misspelt(&annotation.key));
        if let Some(annotation) = near {
            let at = key_at(account.name_at.source, annotation);
            return (Some(Misplaced::Misspelt { key: annotation.key.clone() }), Some(at), Some(at));
        }
        let object = world.manifests.objects.get(account.object);
        if let Some(member) = object.and_then(|o| o.node.at(&["metadata", "labels"])?.member(ROLE_ARN)) {
            let at = Location { source: account.name_at.source, span: member.key_span };
            return (Some(Misplaced::AsLabel), Some(at), None);
        }
    }
    if let Some(annotation) = workload.annotation(ROLE_ARN) {
        return (Some(Misplaced::OnPod), Some(key_at(workload.name_at.source, annotation)), None);
    }
    let object = world.manifests.objects.get(workload.object);
    if let Some(member) = object.and_then(|o| o.node.at(&["metadata", "annotations"])?.member(ROLE_ARN)) {
        let at = Location { source: workload.name_at.source, span: member.key_span };
        return (Some(Misplaced::OnWorkload), Some(at), None);
    }
    let foreign = workload.annotations.iter().find(|annotation| annotation.key.starts_with("iam.amazonaws.com/"));
    match foreign {
        Some(annotation) => {
            let at = key_at(workload.name_at.source, annotation);
            (Some(Misplaced::Foreign { key: annotation.key.clone() }), Some(at), None)
        }
        None => (associated_elsewhere(world, workload), None, None),
    }
}

/// An association that was probably meant for this workload: of the same name, or of the same namespace.
fn associated_elsewhere(world: &World, workload: &Workload) -> Option<Misplaced> {
    let all = || world.scenario.pod_identity_associations.iter();
    let found = all()
        .find(|one| one.service_account == workload.service_account)
        .or_else(|| all().find(|one| one.namespace == workload.namespace))?;
    // One that serves a ServiceAccount of the manifests was meant for that.
    let serves = world.manifests.service_account(&found.namespace, &found.service_account).is_some();
    let (namespace, service_account) = (found.namespace.clone(), found.service_account.clone());
    (!serves).then_some(Misplaced::AssociatedElsewhere { namespace, service_account })
}

/// Whether a key was most likely meant to be the role annotation.
fn is_misspelt(key: &str) -> bool {
    let near = crate::text::distance(&key.to_lowercase(), ROLE_ARN) <= 3;
    // `eks.amazonaws.com/role`, `…/iam-role`, `…/roleArn`
    let same_prefix = key.strip_prefix("eks.amazonaws.com/").is_some_and(|name| name.to_lowercase().contains("role"));
    key != ROLE_ARN && (near || same_prefix || key.ends_with("/role-arn") || key == "role-arn")
}

fn account<'w>(world: &'w World, workload: &Workload) -> Option<&'w ServiceAccount> {
    world.manifests.service_account(&workload.namespace, &workload.service_account)
}

fn value_at(account: Option<&ServiceAccount>, annotation: &Annotation) -> Location {
    let source = account.map_or(crate::text::SourceId::Manifests, |account| account.name_at.source);
    Location { source, span: annotation.value.span }
}

fn in_workload(workload: &Workload, annotation: &Annotation) -> Location {
    Location { source: workload.name_at.source, span: annotation.key_span.to(annotation.value.span) }
}

fn variable_places(workload: &Workload, container: &str) -> Vec<Location> {
    let found = workload.containers.iter().find(|c| c.name == container);
    let variables = found.into_iter().flat_map(|c| &c.env).filter(|v| WEB_IDENTITY.contains(&v.name.as_str()));
    variables.map(|variable| Location { source: workload.name_at.source, span: variable.span }).collect()
}

fn value(environment: &[(String, String)], name: &str) -> String {
    environment.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}
