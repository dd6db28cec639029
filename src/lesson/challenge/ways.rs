//! The ways in which configurations are broken: the failures that people meet, one function each.
//!
//! What always holds: a way that finds nothing to break in a configuration gives nothing; it never breaks half.

use super::base::Base;
use super::random::Random;
use crate::chain::Step;
use crate::credentials::Sdk;
use crate::scenario::{Lifecycle, NamedPolicy, ResourcePolicy, Scenario};

mod kubernetes;
mod policy;
mod trust;

/// A way of breaking.
pub struct Way {
    /// Its name.
    pub id: &'static str,
    /// The link that breaks.
    pub step: Step,
    /// Breaks a configuration.
    pub apply: fn(&Base, &mut Random) -> Option<Scenario>,
}

const fn way(id: &'static str, step: Step, apply: fn(&Base, &mut Random) -> Option<Scenario>) -> Way {
    Way { id, step, apply }
}

/// All ways. Adding one changes what numbers give.
pub const ALL: &[Way] = &[
    way("account-typo", Step::SelectServiceAccount, kubernetes::account_typo),
    way("account-elsewhere", Step::SelectServiceAccount, kubernetes::account_elsewhere),
    way("account-renamed", Step::SelectServiceAccount, kubernetes::account_renamed),
    way("account-not-named", Step::InjectRole, kubernetes::account_not_named),
    way("annotation-gone", Step::InjectRole, kubernetes::annotation_gone),
    way("annotation-key", Step::InjectRole, kubernetes::annotation_key),
    way("annotation-on-workload", Step::InjectRole, kubernetes::annotation_on_workload),
    way("skip-label", Step::InjectRole, kubernetes::skip_label),
    way("skip-containers", Step::InjectRole, kubernetes::skip_containers),
    way("half-preset", Step::InjectRole, kubernetes::half_preset),
    way("older-pod", Step::InjectRole, |base, _| {
        changed(base, |scenario| scenario.runtime.lifecycle = Lifecycle::PodBeforeAnnotation)
    }),
    way("static-keys", Step::PickCredentials, kubernetes::static_keys),
    way("old-sdk", Step::PickCredentials, |base, _| changed(base, |scenario| scenario.sdk = Some(Sdk::Old))),
    way("java-without-sts", Step::PickCredentials, |base, _| {
        changed(base, |scenario| scenario.sdk = Some(Sdk::JavaWithoutSts))
    }),
    way("annotation-account", Step::KnowIssuer, kubernetes::annotation_account),
    way("token-audience", Step::KnowIssuer, kubernetes::token_audience),
    way("provider-gone", Step::KnowIssuer, trust::provider_gone),
    way("provider-of-another-cluster", Step::KnowIssuer, trust::provider_of_another_cluster),
    way("provider-audience", Step::KnowIssuer, trust::provider_audience),
    way("annotation-role", Step::TrustSubject, kubernetes::annotation_role),
    way("subject-namespace", Step::TrustSubject, trust::subject_namespace),
    way("subject-account", Step::TrustSubject, trust::subject_account),
    way("subject-swapped", Step::TrustSubject, trust::subject_swapped),
    way("subject-form", Step::TrustSubject, trust::subject_form),
    way("subject-star", Step::TrustSubject, trust::subject_star),
    way("audience", Step::TrustSubject, trust::audience),
    way("key-with-scheme", Step::TrustSubject, trust::key_with_scheme),
    way("trust-of-another-cluster", Step::TrustSubject, trust::of_another_cluster),
    way("trust-action", Step::TrustSubject, trust::action),
    way("trusts-a-service", Step::TrustSubject, trust::trusts_a_service),
    way("action-gone", Step::AllowAction, policy::action_gone),
    way("resource-short", Step::AllowAction, policy::resource_short),
    way("resource-other", Step::AllowAction, policy::resource_other),
    way("deny", Step::AllowAction, policy::deny),
    way("boundary", Step::AllowAction, policy::boundary),
    way("service-control", Step::AllowAction, policy::service_control),
    way("region", Step::AllowAction, policy::region),
    way("resource-denies", Step::ResourceAgrees, policy::resource_denies),
    way("resource-account", Step::ResourceAgrees, policy::resource_lets_others_in),
];

/// A changed configuration.
fn changed(base: &Base, change: impl FnOnce(&mut Scenario)) -> Option<Scenario> {
    let mut scenario = base.scenario.clone();
    change(&mut scenario);
    (scenario != base.scenario).then_some(scenario)
}

/// The manifests with the first occurrence of a passage replaced.
fn manifests(base: &Base, find: &str, put: &str) -> Option<Scenario> {
    let text = replaced(&base.scenario.manifests, find, put)?;
    changed(base, |scenario| scenario.manifests = text)
}

/// The role's trust policy with the first occurrence of a passage replaced.
fn trust_policy(base: &Base, find: &str, put: &str) -> Option<Scenario> {
    let text = replaced(base.scenario.roles.get(base.role)?.trust_policy.as_ref()?, find, put)?;
    changed(base, |scenario| {
        if let Some(role) = scenario.roles.get_mut(base.role) {
            role.trust_policy = Some(text);
        }
    })
}

/// A policy of the role, changed; the first that the change fits.
fn role_policy(base: &Base, change: impl Fn(&str) -> Option<String>) -> Option<Scenario> {
    let policies = &base.scenario.roles.get(base.role)?.policies;
    let found = policies.iter().enumerate().find_map(|(at, policy)| Some((at, change(&policy.document)?)));
    let (at, text) = found?;
    changed(base, |scenario| {
        let policy: Option<&mut NamedPolicy> = scenario.roles.get_mut(base.role).and_then(|r| r.policies.get_mut(at));
        if let Some(policy) = policy {
            policy.document = text;
        }
    })
}

/// A resource with this policy, added or in the place of what it has.
fn resource_policy(base: &Base, resource: &str, document: String) -> Option<Scenario> {
    changed(base, |scenario| {
        scenario.resource_policies.retain(|one| one.resource != resource);
        scenario.resource_policies.push(ResourcePolicy { resource: resource.to_owned(), document });
    })
}

/// A text with the first occurrence of a passage replaced; nothing where it does not occur.
fn replaced(text: &str, find: &str, put: &str) -> Option<String> {
    text.contains(find).then(|| text.replacen(find, put, 1))
}

/// A name as a hurried hand types it: a letter left out or two swapped.
fn mistyped(name: &str, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = name.chars().collect();
    let at = 1 + random.below(letters.len().checked_sub(2)?)?;
    let mut typed = letters.clone();
    if random.below(2)? == 0 {
        typed.remove(at);
    } else {
        typed.swap(at, at.checked_sub(1)?);
    }
    let begins_well = typed.first().is_some_and(char::is_ascii_lowercase);
    (typed != letters && begins_well && !typed.ends_with(&['-'])).then(|| typed.into_iter().collect())
}

/// The id of another cluster: as long, of the same letters.
fn other_id(issuer: &str, random: &mut Random) -> Option<String> {
    let (host, id) = issuer.rsplit_once('/')?;
    let digit = |random: &mut Random| random.one_of(b"0123456789ABCDEF").map(|&byte| char::from(byte));
    let other: Option<String> = (0..id.len()).map(|_| digit(random)).collect();
    Some(format!("{host}/{}", other?))
}
