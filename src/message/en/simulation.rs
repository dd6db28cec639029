//! English words for the answer as a whole: headline, identity, assumptions.

use crate::chain::simulation::{Assumption, Chain, Identity};

/// The sentence that says the verdict of a chain that holds.
pub(in crate::message) fn success(chain: &Chain) -> String {
    match &chain.identity {
        Identity::WebIdentity { .. } | Identity::PodIdentity { .. } => {
            let role = chain.role.as_ref().map_or("", |role| role.name.as_str());
            format!("The chain holds: `{}` reaches AWS as `{role}`", chain.workload.name)
        }
        _ => "The chain holds".to_owned(),
    }
}

/// As whom: the bold part, and what explains it.
pub(in crate::message) fn identity(identity: &Identity) -> (String, &'static str) {
    match identity {
        Identity::WebIdentity { session_arn, .. } => (format!("`{session_arn}`"), ""),
        Identity::PodIdentity { session_arn, .. } => (format!("`{session_arn}`"), "by EKS Pod Identity."),
        Identity::NodeRole { session_arn: Some(arn) } => {
            (format!("`{arn}`"), "the role of the node. No error tells you so.")
        }
        Identity::NodeRole { session_arn: None } => ("the role of the node".to_owned(), "no error tells you so."),
        Identity::StaticKeys => ("the owner of the static keys".to_owned(), "every SDK looks at them first."),
        Identity::Nobody => ("nobody".to_owned(), "the SDK ends with an error; there are no credentials."),
        Identity::NoPod => ("nobody".to_owned(), "the Pod is never created."),
        Identity::Unknown => ("unknown".to_owned(), "it cannot be said from what was given."),
    }
}

pub(in crate::message) fn assumption(assumption: &Assumption) -> String {
    match assumption {
        Assumption::Issuer { issuer, .. } => format!("the cluster's issuer is `{issuer}`, as in the trust policy"),
        Assumption::Provider { account, client_id, .. } => {
            format!("account `{account}` has the OIDC provider, with client ID `{client_id}`")
        }
        Assumption::Pod { namespace, service_account } => {
            format!("a Pod in `{namespace}` uses `{service_account}`")
        }
        Assumption::Webhook => "the cluster runs on EKS, with its pod identity webhook".to_owned(),
        Assumption::Sdk { sdk } => format!("the application uses the SDK `{sdk}`"),
        Assumption::NoImds => "Pods do not reach IMDS, as on nodes with Amazon Linux 2023".to_owned(),
        Assumption::ResourceAccount { account } => {
            format!("resources without an account in their ARN belong to `{account}`")
        }
        Assumption::NoRoleTags { role_arn } => format!("the role has no tags: `{role_arn}`"),
        Assumption::Context { values } => {
            let list: Vec<_> = values.iter().map(|(key, value)| format!("`{key}` = `{value}`")).collect();
            format!("requests carry {}", list.join(", "))
        }
    }
}
