//! A scenario as bytes, before they are compressed.
//!
//! What always holds: a field that is absent costs nothing, and one that is there begins with its letter, so that fields
//! can be added without a new version. A text ends with [`END`], a list or record with [`CLOSE`]: neither byte occurs in
//! UTF-8, so no text needs escaping and every one comes back byte for byte. A new field of a scenario does not compile
//! until it is written here.

use crate::credentials::Sdk;
use crate::iam::context::ContextValue;
use crate::scenario::{
    Application, Cluster, Compute, Expectation, Group, Lifecycle, NamedPolicy, Network, OidcProvider,
    PodIdentityAssociation, Question, ResourcePolicy, Role, Runtime, Scenario, StsEndpoint, User, VerificationKeys,
};
use std::collections::BTreeMap;

/// Ends a text.
pub(super) const END: u8 = 0xff;
/// Ends a record or a list.
pub(super) const CLOSE: u8 = 0xfe;

/// The bytes of a scenario.
pub(super) fn scenario(scenario: &Scenario) -> Vec<u8> {
    let Scenario {
        manifests,
        roles,
        users,
        groups,
        resource_policies,
        service_control_policies,
        resource_control_policies,
        session_policy,
        endpoint_policy,
        cluster: the_cluster,
        oidc_providers,
        pod_identity_associations,
        node_role,
        imds_reachable,
        sdk: the_sdk,
        runtime: the_runtime,
        questions,
    } = scenario;
    let out = &mut Vec::new();
    if !manifests.is_empty() {
        field(out, b'm', manifests);
    }
    each(out, b'r', roles, role);
    each(out, b'u', users, user);
    each(out, b'g', groups, group);
    each(out, b'b', resource_policies, resource_policy);
    each(out, b'S', service_control_policies, |out, level| texts(out, level));
    each(out, b'R', resource_control_policies, |out, level| texts(out, level));
    optional(out, b'e', session_policy.as_ref());
    optional(out, b'v', endpoint_policy.as_ref());
    if let Some(it) = the_cluster {
        out.push(b'c');
        cluster(out, it);
    }
    if let Some(providers) = oidc_providers {
        out.push(b'o');
        each(out, b'o', providers, oidc_provider);
        out.push(CLOSE);
    }
    each(out, b'a', pod_identity_associations, association);
    optional(out, b'n', node_role.as_ref());
    flag(out, *imds_reachable, b'I', b'i');
    if let Some(it) = the_sdk {
        out.extend([b's', sdk(*it)]);
    }
    if *the_runtime != Runtime::default() {
        out.push(b't');
        runtime(out, the_runtime);
    }
    each(out, b'q', questions, question);
    out.push(CLOSE);
    std::mem::take(out)
}

fn role(out: &mut Vec<u8>, role: &Role) {
    let Role { arn, trust_policy, policies, permissions_boundary, tags, max_session_duration } = role;
    text(out, arn);
    optional(out, b't', trust_policy.as_ref());
    each(out, b'p', policies, policy);
    optional(out, b'b', permissions_boundary.as_ref());
    map(out, b'k', tags);
    number(out, b'd', max_session_duration.map(u64::from));
    out.push(CLOSE);
}

fn user(out: &mut Vec<u8>, user: &User) {
    let User { arn, policies, groups, permissions_boundary, tags } = user;
    text(out, arn);
    each(out, b'p', policies, policy);
    each(out, b'g', groups, |out, group| text(out, group));
    optional(out, b'b', permissions_boundary.as_ref());
    map(out, b'k', tags);
    out.push(CLOSE);
}

fn group(out: &mut Vec<u8>, group: &Group) {
    let Group { name, policies } = group;
    text(out, name);
    each(out, b'p', policies, policy);
    out.push(CLOSE);
}

fn policy(out: &mut Vec<u8>, policy: &NamedPolicy) {
    let NamedPolicy { name, document } = policy;
    text(out, name);
    text(out, document);
}

fn resource_policy(out: &mut Vec<u8>, policy: &ResourcePolicy) {
    let ResourcePolicy { resource, document } = policy;
    text(out, resource);
    text(out, document);
}

fn cluster(out: &mut Vec<u8>, cluster: &Cluster) {
    let Cluster { name, account, region, issuer, version } = cluster;
    optional(out, b'n', name.as_ref());
    optional(out, b'a', account.as_ref());
    optional(out, b'r', region.as_ref());
    optional(out, b'i', issuer.as_ref());
    optional(out, b'v', version.as_ref());
    out.push(CLOSE);
}

fn oidc_provider(out: &mut Vec<u8>, provider: &OidcProvider) {
    let OidcProvider { account, url, client_ids, keys } = provider;
    text(out, account);
    text(out, url);
    each(out, b'c', client_ids, |out, id| text(out, id));
    match keys {
        VerificationKeys::Found => {}
        VerificationKeys::Unreachable => out.push(b'u'),
        VerificationKeys::ThumbprintMismatch => out.push(b't'),
    }
    out.push(CLOSE);
}

fn association(out: &mut Vec<u8>, association: &PodIdentityAssociation) {
    let PodIdentityAssociation { namespace, service_account, role_arn, target_role_arn, disable_session_tags, policy } =
        association;
    text(out, namespace);
    text(out, service_account);
    text(out, role_arn);
    optional(out, b't', target_role_arn.as_ref());
    flag(out, disable_session_tags.then_some(true), b'd', b'd');
    optional(out, b'p', policy.as_ref());
    out.push(CLOSE);
}

fn question(out: &mut Vec<u8>, question: &Question) {
    let Question { principal, action, resource, context, expect } = question;
    text(out, action);
    text(out, resource);
    optional(out, b'p', principal.as_ref());
    for (key, value) in context {
        match value {
            ContextValue::One(value) => {
                field(out, b'c', key);
                text(out, value);
            }
            ContextValue::Many(values) => {
                field(out, b'C', key);
                texts(out, values);
            }
        }
    }
    match expect {
        None => {}
        Some(Expectation::Allowed) => out.push(b'a'),
        Some(Expectation::Denied) => out.push(b'd'),
        Some(Expectation::Either) => out.push(b'e'),
    }
    out.push(CLOSE);
}

fn runtime(out: &mut Vec<u8>, runtime: &Runtime) {
    let Runtime {
        webhook_missing,
        agent_missing,
        lifecycle,
        token_age,
        duration_seconds,
        compute,
        network,
        sts_endpoint,
        application,
        trust_policy_quota,
    } = runtime;
    flag(out, webhook_missing.then_some(true), b'w', b'w');
    flag(out, agent_missing.then_some(true), b'a', b'a');
    match lifecycle {
        Lifecycle::InOrder => {}
        Lifecycle::PodBeforeAnnotation => out.push(b'p'),
        Lifecycle::NotInWebhookCache => out.push(b'c'),
    }
    number(out, b't', *token_age);
    number(out, b'd', duration_seconds.map(u64::from));
    match compute {
        Compute::Linux => {}
        Compute::Windows => out.push(b'W'),
        Compute::Fargate => out.push(b'F'),
        Compute::OutsideEks => out.push(b'O'),
    }
    match network {
        Network::Internet => {}
        Network::NoInternet => out.push(b'n'),
    }
    match sts_endpoint {
        None => {}
        Some(StsEndpoint::Regional) => out.push(b'r'),
        Some(StsEndpoint::Global) => out.push(b'g'),
    }
    match application {
        Application::Ordinary => {}
        Application::ExplicitGlobalStsEndpoint => out.push(b'e'),
    }
    number(out, b'q', trust_policy_quota.map(u64::from));
    out.push(CLOSE);
}

fn sdk(sdk: Sdk) -> u8 {
    match sdk {
        Sdk::Python => b'p',
        Sdk::Cli => b'c',
        Sdk::Javascript => b'j',
        Sdk::Go => b'g',
        Sdk::Java => b'J',
        Sdk::JavaWithoutSts => b'w',
        Sdk::Rust => b'r',
        Sdk::Old => b'o',
    }
}

fn each<T>(out: &mut Vec<u8>, letter: u8, items: &[T], write: fn(&mut Vec<u8>, &T)) {
    for item in items {
        out.push(letter);
        write(out, item);
    }
}

fn map(out: &mut Vec<u8>, letter: u8, map: &BTreeMap<String, String>) {
    for (key, value) in map {
        field(out, letter, key);
        text(out, value);
    }
}

fn texts(out: &mut Vec<u8>, items: &[String]) {
    for item in items {
        field(out, b'x', item);
    }
    out.push(CLOSE);
}

fn optional(out: &mut Vec<u8>, letter: u8, value: Option<&String>) {
    if let Some(value) = value {
        field(out, letter, value);
    }
}

fn number(out: &mut Vec<u8>, letter: u8, value: Option<u64>) {
    if let Some(value) = value {
        field(out, letter, &value.to_string());
    }
}

fn flag(out: &mut Vec<u8>, value: Option<bool>, yes: u8, no: u8) {
    out.extend(value.map(|value| if value { yes } else { no }));
}

fn field(out: &mut Vec<u8>, letter: u8, value: &str) {
    out.push(letter);
    text(out, value);
}

fn text(out: &mut Vec<u8>, value: &str) {
    out.extend_from_slice(value.as_bytes());
    out.push(END);
}
