//! Link 2: the annotation names the role and the webhook injects it.
//!
//! Source of the rules: the pod identity webhook, as [`crate::kubernetes::webhook`] reproduces it. The webhook never
//! refuses a Pod and leaves no event, so everything that goes wrong here is silent.

use super::exchange;
use super::link::{Link, Remedy, Step as LinkStep};
use super::reason::{Misplaced, NotInjected, Reason};
use super::remedy;
use super::simulation::Injection as Injected;
use super::world::{ROLE_ARN, World};
use crate::kubernetes::service_account::{Annotation, ServiceAccount};
use crate::kubernetes::webhook::{
    self, ContainerOutcome, Identity, Injection, Lookup, Mutation, MutationKind, Untouched,
};
use crate::kubernetes::workload::Workload;
use crate::order;
use crate::scenario::Lifecycle;
use crate::syntax::edit::Step;
use crate::text::Location;
use serde_json::Value as Json;
use std::collections::BTreeMap;

const STEP: LinkStep = LinkStep::InjectRole;
/// Stands for a value that a Secret, a ConfigMap or a field gives.
pub const BY_REFERENCE: &str = "<valueFrom>";
/// The two variables of IRSA.
pub const WEB_IDENTITY: [&str; 2] = ["AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"];
const POD_IDENTITY: [&str; 2] = ["AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

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
    let ours = if mutation.kind == MutationKind::PodIdentity { POD_IDENTITY } else { WEB_IDENTITY };
    let unset = || remedy::without_variables(world, workload, container, &ours);
    match (mutation.kind, outcome.map(|outcome| &outcome.injection)) {
        (MutationKind::Irsa, Some(Injection::Injected)) => injected(world, place, mutation, outcome).seen_at(here),
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
            let place = variable_value(workload, container, "AWS_ROLE_ARN");
            let link = malformed(world, &role_arn, place);
            let link = link.unwrap_or_else(|| Link::pass(STEP, Reason::WrittenByHand { role_arn }));
            link.seen_at(place).seen_at(variable_places(workload, container))
        }
        (_, Some(Injection::LeftAlone { .. })) => {
            not(NotInjected::AllPreset).seen_at(variable_places(workload, container)).mended_by(unset())
        }
        (_, Some(Injection::Preset { present, .. })) => {
            let name = present.first().cloned().unwrap_or_default();
            not(NotInjected::VariablePreset { name }).seen_at(variable_places(workload, container)).mended_by(unset())
        }
        (_, Some(Injection::Skipped)) => {
            let list = workload.annotation("eks.amazonaws.com/skip-containers");
            let mended = list.and_then(|list| remedy::not_skipped(world, workload, list, container));
            not(NotInjected::SkipContainers).seen_at(list.map(|a| in_workload(workload, a))).mended_by(mended)
        }
        (_, Some(Injection::NotMutated | Injection::Injected) | None) => match mutation.untouched {
            Some(Untouched::NotInstalled) => not(NotInjected::NoWebhook).seen_at(here),
            Some(Untouched::CreatedBefore) => not(NotInjected::PodIsOlder).seen_at(here),
            Some(Untouched::NotInCache) => not(NotInjected::NotCached).seen_at(here),
            Some(Untouched::OptOutLabel) => {
                let label = workload.label(webhook::SKIP_LABEL);
                let mended = remedy::without_metadata(world, workload, "labels", webhook::SKIP_LABEL);
                not(NotInjected::SkipLabel).seen_at(label.map(|a| in_workload(workload, a))).mended_by(mended)
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

fn injected(world: &World, place: Option<Location>, mutation: &Mutation, outcome: Option<&ContainerOutcome>) -> Link {
    let role = mutation.role.clone().unwrap_or_default();
    if let Some(link) = malformed(world, &role.arn, place) {
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

/// The broken link for a value that STS refuses as a role ARN; it stands at the place, if in a text.
fn malformed(world: &World, value: &str, place: Option<Location>) -> Option<Link> {
    let error = exchange::parameters(value, None)?;
    let suggestion = remedy::near_role(world, value).map(str::to_owned);
    let mended = suggestion.as_deref().zip(place).and_then(|(arn, place)| remedy::write(world, place, arn));
    let reason = Reason::MalformedRoleArn { value: value.to_owned(), suggestion };
    Some(Link::fail(STEP, reason).says(error).mended_by(mended))
}

fn no_role(world: &World, workload: &Workload, account: Option<&ServiceAccount>) -> Link {
    let (instead, at, mended) = misplaced(world, workload, account);
    let reason = Reason::NoRoleAnnotation {
        namespace: workload.namespace.clone(),
        name: workload.service_account.clone(),
        instead,
    };
    let account = account.map(|account| account.name_at);
    let place = at.or(account).unwrap_or(workload.name_at);
    Link::fail(STEP, reason).seen_at([place]).seen_at(account).mended_by(mended)
}

/// What looks like the annotation, where it stands, and what mends it.
fn misplaced(
    world: &World,
    workload: &Workload,
    account: Option<&ServiceAccount>,
) -> (Option<Misplaced>, Option<Location>, Option<Remedy>) {
    let key_at = |source, annotation: &Annotation| Location { source, span: annotation.key_span };
    let meant = || remedy::meant_role(world, &workload.namespace, &workload.service_account);
    if let Some(account) = account {
        let source = account.name_at.source;
        if let Some(annotation) = account.annotation(ROLE_ARN) {
            let at = value_at(Some(account), annotation);
            let mended = meant().and_then(|arn| remedy::write(world, at, arn));
            return (Some(Misplaced::Empty), Some(at), mended);
        }
        let near = account.annotations.iter().find(|annotation| is_misspelt(&annotation.key));
        if let Some(annotation) = near {
            let at = key_at(source, annotation);
            let mended = remedy::rename(world, at, ROLE_ARN);
            return (Some(Misplaced::Misspelt { key: annotation.key.clone() }), Some(at), mended);
        }
        let object = world.manifests.objects.get(account.object);
        if let Some(member) = object.and_then(|o| o.node.at(&["metadata", "labels"])?.member(ROLE_ARN)) {
            let at = Location { source, span: member.key_span };
            let labels = [Step::Key("metadata"), Step::Key("labels")];
            let mended = member.value.as_str().and_then(|value| {
                remedy::moved(world, account, (account.object, &labels), ROLE_ARN, role_of(world, value)?)
            });
            return (Some(Misplaced::AsLabel), Some(at), mended);
        }
    }
    let to_account = |path: &[&'static str], key: &str, value: &str| {
        let steps: Vec<Step<'_>> = path.iter().chain(&["metadata", "annotations"]).map(|key| Step::Key(key)).collect();
        remedy::moved(world, account?, (workload.object, &steps), key, role_of(world, value)?)
    };
    let template = workload.kind.template();
    if let Some(annotation) = workload.annotation(ROLE_ARN) {
        let mended = to_account(template, ROLE_ARN, annotation.text());
        return (Some(Misplaced::OnPod), Some(key_at(workload.name_at.source, annotation)), mended);
    }
    let object = world.manifests.objects.get(workload.object);
    if let Some(member) = object.and_then(|o| o.node.at(&["metadata", "annotations"])?.member(ROLE_ARN)) {
        let at = Location { source: workload.name_at.source, span: member.key_span };
        let mended = member.value.as_str().and_then(|value| to_account(&[], ROLE_ARN, value));
        return (Some(Misplaced::OnWorkload), Some(at), mended);
    }
    let foreign = workload.annotations.iter().find(|annotation| annotation.key.starts_with("iam.amazonaws.com/"));
    if let Some(annotation) = foreign {
        let at = key_at(workload.name_at.source, annotation);
        let mended = to_account(template, &annotation.key, annotation.text());
        return (Some(Misplaced::Foreign { key: annotation.key.clone() }), Some(at), mended);
    }
    if let Some(unused) = remedy::unused(world, workload)
        && let Some(mended) = remedy::select(world, workload, &unused.name)
    {
        return (Some(Misplaced::NotSelected { name: unused.name.clone() }), None, Some(mended));
    }
    let mended = account.zip(meant()).and_then(|(account, arn)| remedy::annotate(world, account, arn));
    (associated_elsewhere(world, workload), None, mended)
}

/// The role that a value names: itself, or the one of the scenario that it means.
fn role_of<'v>(world: &'v World, value: &'v str) -> Option<&'v str> {
    Some(value).filter(|value| webhook::is_role_arn(value)).or_else(|| remedy::near_role(world, value))
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

fn variable_value(workload: &Workload, container: &str, name: &str) -> Option<Location> {
    let found = workload.containers.iter().find(|c| c.name == container)?.env_var(name)?;
    let is_written = found.value.as_deref().is_some_and(|value| !value.is_empty());
    is_written.then_some(Location { source: workload.name_at.source, span: found.value_span })
}

fn value(environment: &[(String, String)], name: &str) -> String {
    environment.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
}
