//! Every text of a scenario.
//!
//! What always holds: a new field of a scenario does not compile until it is visited here.

use super::Kind;
use crate::chain::simulate;
use crate::iam::context::ContextValue;
use crate::order;
use crate::scenario::{
    Cluster, Group, NamedPolicy, OidcProvider, PodIdentityAssociation, Question, ResourcePolicy, Role, Scenario, User,
};
use std::collections::BTreeMap;

type Visit<'a> = &'a mut dyn FnMut(&mut String);

/// Calls `visit` with every text, documents and fields and the keys of maps.
pub(super) fn each_text(scenario: &mut Scenario, visit: Visit<'_>) {
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
        cluster,
        oidc_providers,
        pod_identity_associations,
        node_role,
        imds_reachable: _,
        sdk: _,
        runtime: _,
        questions,
    } = scenario;
    visit(manifests);
    for Role { arn, trust_policy, policies, permissions_boundary, tags, max_session_duration: _ } in roles {
        visit(arn);
        each(trust_policy, visit);
        each_policy(policies, visit);
        each(permissions_boundary, visit);
        each_pair(tags, visit, |value, visit| visit(value));
    }
    for User { arn, policies, groups, permissions_boundary, tags } in users {
        visit(arn);
        each_policy(policies, visit);
        each(groups, visit);
        each(permissions_boundary, visit);
        each_pair(tags, visit, |value, visit| visit(value));
    }
    for Group { name, policies } in groups {
        visit(name);
        each_policy(policies, visit);
    }
    for ResourcePolicy { resource, document } in resource_policies {
        visit(resource);
        visit(document);
    }
    each(service_control_policies.iter_mut().flatten(), visit);
    each(resource_control_policies.iter_mut().flatten(), visit);
    each(session_policy, visit);
    each(endpoint_policy, visit);
    if let Some(Cluster { name, account, region, issuer, version }) = cluster {
        each([name, account, region, issuer, version].into_iter().flatten(), visit);
    }
    for OidcProvider { account, url, client_ids, keys: _ } in oidc_providers.iter_mut().flatten() {
        visit(account);
        visit(url);
        each(client_ids, visit);
    }
    for association in pod_identity_associations {
        let PodIdentityAssociation {
            namespace,
            service_account,
            role_arn,
            target_role_arn,
            disable_session_tags: _,
            policy,
        } = association;
        each([namespace, service_account, role_arn], visit);
        each(target_role_arn, visit);
        each(policy, visit);
    }
    each(node_role, visit);
    for Question { principal, action, resource, context, expect: _ } in questions {
        each(principal, visit);
        visit(action);
        visit(resource);
        each_pair(context, visit, |value, visit| match value {
            ContextValue::One(value) => visit(value),
            ContextValue::Many(values) => each(values, visit),
        });
    }
}

/// Namespaces, ServiceAccounts and workloads, as the simulation finds them.
pub(super) fn kubernetes_names(scenario: &Scenario) -> Vec<(Kind, String)> {
    let mut names = Vec::new();
    for chain in simulate(scenario).chains {
        names.extend([chain.service_account.namespace, chain.service_account.name]);
        names.extend([chain.workload.namespace, chain.workload.name]);
    }
    for association in &scenario.pod_identity_associations {
        names.extend([association.namespace.clone(), association.service_account.clone()]);
    }
    names.into_iter().filter(|name| !name.is_empty()).map(|name| (Kind::Kubernetes, name)).collect()
}

fn each<'t>(texts: impl IntoIterator<Item = &'t mut String>, visit: Visit<'_>) {
    for text in texts {
        visit(text);
    }
}

fn each_policy(policies: &mut [NamedPolicy], visit: Visit<'_>) {
    for NamedPolicy { name, document } in policies {
        visit(name);
        visit(document);
    }
}

fn each_pair<V>(map: &mut BTreeMap<String, V>, visit: Visit<'_>, value_of: fn(&mut V, Visit<'_>)) {
    let pairs = std::mem::take(map).into_iter().map(|(mut key, mut value)| {
        visit(&mut key);
        value_of(&mut value, visit);
        (key, value)
    });
    *map = order::map(pairs);
}
