//! English words for what is wrong with a trust policy or an association, and for how something is denied.

use crate::chain::reason::{AssociationFault, Denial, Half, TrustFault};
use crate::message::Words;

pub(super) fn trust_fault(fault: &TrustFault) -> Words {
    use TrustFault as F;
    let refuses = |why: &str| format!("The role refuses this Pod: {why}");
    match fault {
        F::NoStatement => Words::with_help(
            refuses("its trust policy has no statement for it"),
            "Add a statement that allows `sts:AssumeRoleWithWebIdentity` to the cluster's OIDC provider.",
        ),
        F::Namespace { actual, expected } => Words::with_help(
            refuses("its trust policy names another namespace"),
            format!(
                "The token's subject and the policy's value differ in the namespace: `{actual}` is not `{expected}`."
            ),
        ),
        F::ServiceAccount { actual, expected } => Words::with_help(
            refuses("its trust policy names another ServiceAccount"),
            format!("The token's subject and the policy's value differ in the name: `{actual}` is not `{expected}`."),
        ),
        F::Swapped => Words::with_help(
            refuses("its trust policy has namespace and name swapped"),
            "The form is `system:serviceaccount:<namespace>:<name>`.",
        ),
        F::Case => Words::with_help(
            refuses("upper and lower case differ"),
            "Values compare exactly, and names in Kubernetes are always lower case.",
        ),
        F::Blank => Words::with_help(
            refuses("a blank stands in the trust policy's value"),
            "It is often copied from a template. Remove it.",
        ),
        F::SubjectForm => Words::with_help(
            refuses("the subject in its trust policy has another form"),
            "The form is `system:serviceaccount:<namespace>:<name>`.",
        ),
        F::WildcardInEquals => Words::with_help(
            refuses("its trust policy has a wildcard under `StringEquals`"),
            "`StringEquals` takes `*` and `?` literally. Move this key to `StringLike`.",
        ),
        F::Subject => Words::with_help(
            refuses("its trust policy names another subject"),
            "Compare the two values character by character.",
        ),
        F::Audience { actual, expected } => Words::with_help(
            refuses("its trust policy demands another audience"),
            format!("The token says `{actual}`, the policy demands `{expected}`."),
        ),
        F::KeyHasScheme { key } => Words::with_help(
            refuses("a condition key starts with `https://`"),
            format!(
                "The key is the issuer without the scheme, so `{key}` is never there and the condition never holds."
            ),
        ),
        F::KeyIsArn { key } => Words::with_help(
            refuses("a condition key is the provider's ARN"),
            format!("The key is the issuer's host and path, so `{key}` is never there and the condition never holds."),
        ),
        F::KeyOfOtherIssuer { key, issuer } => Words::with_help(
            refuses("a condition key belongs to another cluster"),
            format!("The token is of `{issuer}`, so `{key}` is not in the request and the condition never holds."),
        ),
        F::Condition { key } => Words::with_help(
            refuses("a condition of its trust policy does not hold"),
            format!("It is the one on `{key}`."),
        ),
        F::OtherProvider { expected } => Words::with_help(
            refuses("its trust policy trusts another OIDC provider"),
            format!("The token comes from `{expected}`. Compare the account, the Region and the id."),
        ),
        F::NotFederated => Words::with_help(
            refuses("its trust policy trusts no OIDC provider"),
            "The principal must be `{\"Federated\": \"<ARN of the OIDC provider>\"}`.",
        ),
        F::Action => Words::with_help(
            refuses("its trust policy allows another action"),
            "A web identity needs `sts:AssumeRoleWithWebIdentity`.",
        ),
        F::NotPodIdentity => Words::with_help(
            refuses("its trust policy does not trust EKS Pod Identity"),
            "The principal must be `{\"Service\": \"pods.eks.amazonaws.com\"}`.",
        ),
        F::ActionMissing { action } => Words::with_help(
            refuses("its trust policy lacks an action"),
            format!("EKS Pod Identity also needs `{action}`."),
        ),
        F::Tag { key, actual, expected } => Words::with_help(
            refuses("its trust policy demands another session tag"),
            format!("For `{key}` EKS sends `{actual}`, and the policy demands `{expected}`."),
        ),
    }
}

pub(in crate::message) fn denial(how: &Denial) -> &'static str {
    match how {
        Denial::ExplicitIdentity => "A Deny statement matches, and a Deny wins over every Allow.",
        Denial::ImplicitIdentity => {
            "No statement allows it. Look at the action's name and at the kind of resource: bucket or object, table or index."
        }
        Denial::Boundary => "The permissions boundary does not let it through.",
        Denial::Session => "The session policy does not let it through.",
        Denial::ServiceControl => "A service control policy (SCP) of the organization does not let it through.",
        Denial::ResourceControl => "A resource control policy (RCP) of the organization does not let it through.",
        Denial::ExplicitResource => "The resource policy denies it, and a Deny wins over every Allow.",
        Denial::ImplicitResource => {
            "The resource is in another account, so its own policy must allow it too, and it does not."
        }
        Denial::Endpoint => "The policy of the VPC endpoint does not let it through.",
        Denial::Trust => "The trust policy of the role does not allow it.",
    }
}

/// Why EKS does not accept an association.
pub(super) fn association_fault(fault: &AssociationFault) -> String {
    match fault {
        AssociationFault::NotTrusted => {
            "Its trust policy must allow `sts:AssumeRole` and `sts:TagSession` to `{\"Service\": \"pods.eks.amazonaws.com\"}`. A role may trust this and an OIDC provider.".to_owned()
        }
        AssociationFault::ActionsMissing { actions } => {
            let list: Vec<String> = actions.iter().map(|action| format!("`{action}`")).collect();
            format!("Its trust policy does not allow {} to `pods.eks.amazonaws.com`.", list.join(", "))
        }
        AssociationFault::OtherAccount { account, cluster_account } => format!(
            "The role belongs to account `{account}`, the cluster to `{cluster_account}`. Name a role of the cluster's account, and this one as its target role."
        ),
        AssociationFault::NoRole => "There is no such role.".to_owned(),
        AssociationFault::PolicyWithTags => {
            "A session policy goes only with session tags turned off: `disableSessionTags`.".to_owned()
        }
    }
}

/// What is missing for an assume from role to role.
pub(super) fn half(half: Half, action: &str) -> String {
    let why = if action == "sts:TagSession" {
        " The session tags of EKS Pod Identity are passed on; allow it on both sides, or turn the tags off."
    } else {
        ""
    };
    match half {
        Half::Caller => format!("The policies of the assuming role do not allow `{action}`.{why}"),
        Half::Target => format!("The trust policy of the other role does not allow `{action}` to this one.{why}"),
        Half::Both => format!(
            "Both halves are missing: the policies of the assuming role and the trust policy of the other must allow `{action}`.{why}"
        ),
    }
}
