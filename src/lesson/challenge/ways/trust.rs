//! What goes wrong between the token and the role: the OIDC provider, the trust policy.

use super::{Base, Random, changed, mistyped, other_id, trust_policy};
use crate::scenario::Scenario;

/// The account has no provider for the cluster.
pub fn provider_gone(base: &Base, _: &mut Random) -> Option<Scenario> {
    changed(base, |scenario| scenario.oidc_providers = Some(Vec::new()))
}

/// The provider is that of another cluster.
pub fn provider_of_another_cluster(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = other_id(&base.issuer, random)?;
    changed(base, |scenario| {
        for provider in scenario.oidc_providers.iter_mut().flatten() {
            provider.url = format!("https://{other}");
        }
    })
}

/// The provider does not accept the audience.
pub fn provider_audience(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = random.one_of(&["sts.amazon.com", "sts", "kubernetes"])?;
    changed(base, |scenario| {
        for provider in scenario.oidc_providers.iter_mut().flatten() {
            provider.client_ids = vec![(*other).to_owned()];
        }
    })
}

fn subject(base: &Base) -> String {
    format!("\"system:serviceaccount:{}:{}\"", base.namespace, base.account)
}

/// `sub` names another namespace.
pub fn subject_namespace(base: &Base, random: &mut Random) -> Option<Scenario> {
    let others = ["default", "prod", "staging", "platform"];
    let other = random.one_of(&others).filter(|other| **other != base.namespace)?;
    trust_policy(base, &subject(base), &format!("\"system:serviceaccount:{other}:{}\"", base.account))
}

/// `sub` names another ServiceAccount.
pub fn subject_account(base: &Base, random: &mut Random) -> Option<Scenario> {
    let typed = mistyped(&base.account, random)?;
    trust_policy(base, &subject(base), &format!("\"system:serviceaccount:{}:{typed}\"", base.namespace))
}

/// Name and namespace are swapped.
pub fn subject_swapped(base: &Base, _: &mut Random) -> Option<Scenario> {
    trust_policy(base, &subject(base), &format!("\"system:serviceaccount:{}:{}\"", base.account, base.namespace))
}

/// `sub` is of no form that a token has.
pub fn subject_form(base: &Base, random: &mut Random) -> Option<Scenario> {
    let (namespace, account) = (&base.namespace, &base.account);
    let put = match random.below(3)? {
        0 => format!("\"system:serviceaccounts:{namespace}:{account}\""),
        1 => format!("\"serviceaccount:{namespace}:{account}\""),
        _ => format!("\"system:serviceaccount:{namespace}/{account}\""),
    };
    trust_policy(base, &subject(base), &put)
}

/// A star under an operator that takes it for a star.
pub fn subject_star(base: &Base, _: &mut Random) -> Option<Scenario> {
    trust_policy(base, &subject(base), &format!("\"system:serviceaccount:{}:*\"", base.namespace))
}

/// `aud` names something else than the token has.
pub fn audience(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = random.one_of(&["sts.amazon.com", "https://sts.amazonaws.com", "kubernetes"])?;
    trust_policy(base, ":aud\": \"sts.amazonaws.com\"", &format!(":aud\": \"{other}\""))
}

/// The condition key begins with `https://`.
pub fn key_with_scheme(base: &Base, _: &mut Random) -> Option<Scenario> {
    let key = format!("{}:sub\"", base.issuer);
    trust_policy(base, &format!("\"{key}"), &format!("\"https://{key}"))
}

/// The trust policy was copied from another cluster.
pub fn of_another_cluster(base: &Base, random: &mut Random) -> Option<Scenario> {
    let other = other_id(&base.issuer, random)?;
    let text = base.scenario.roles.get(base.role)?.trust_policy.as_ref()?.replace(&base.issuer, &other);
    changed(base, |scenario| {
        if let Some(role) = scenario.roles.get_mut(base.role) {
            role.trust_policy = Some(text);
        }
    })
}

/// The action is that of roles which IAM principals assume.
pub fn action(base: &Base, _: &mut Random) -> Option<Scenario> {
    trust_policy(base, "\"sts:AssumeRoleWithWebIdentity\"", "\"sts:AssumeRole\"")
}

/// The principal is a service.
pub fn trusts_a_service(base: &Base, random: &mut Random) -> Option<Scenario> {
    let service = random.one_of(&["ec2.amazonaws.com", "eks.amazonaws.com", "pods.eks.amazonaws.com"])?;
    let account = base.role_arn.split(':').nth(4)?;
    let provider = format!("\"Federated\": \"arn:aws:iam::{account}:oidc-provider/{}\"", base.issuer);
    trust_policy(base, &provider, &format!("\"Service\": \"{service}\""))
}
