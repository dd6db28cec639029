//! The particulars of a reason: what is misplaced, what wins, what is wrong with a trust policy, how something is denied.
//!
//! What always holds: each is data with the values a person needs to see; the words are in [`crate::message`].

use serde::Serialize;

/// What looks like the role annotation and is not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Misplaced {
    /// A key that is nearly right; the key.
    Misspelt {
        /// The key that was found.
        key: String,
    },
    /// The right key on the Pod or its template.
    OnPod,
    /// The right key on the workload itself.
    OnWorkload,
    /// The right key among the labels.
    AsLabel,
    /// An annotation of kube2iam or kiam; the key.
    Foreign {
        /// The key that was found.
        key: String,
    },
    /// The right key with an empty value.
    Empty,
    /// The Pod names no ServiceAccount, and one of its namespace has a role that no Pod uses; its name.
    NotSelected {
        /// The ServiceAccount with the role.
        name: String,
    },
    /// An EKS Pod Identity association of another ServiceAccount; both names are exact.
    AssociatedElsewhere {
        /// The association's namespace.
        namespace: String,
        /// Its ServiceAccount.
        service_account: String,
    },
}

/// Why the webhook leaves a container alone although the ServiceAccount names a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum NotInjected {
    /// The Pod has the label `eks.amazonaws.com/skip-pod-identity-webhook`.
    SkipLabel,
    /// `eks.amazonaws.com/skip-containers` lists the container.
    SkipContainers,
    /// The webhook is not installed or not reachable.
    NoWebhook,
    /// The Pod is older than the annotation.
    PodIsOlder,
    /// The webhook has not seen the ServiceAccount yet.
    NotCached,
    /// The container sets one of the two variables itself, so the webhook adds neither.
    VariablePreset {
        /// The variable that stands there.
        name: String,
    },
    /// The container sets all variables itself, so not even the volume is mounted.
    AllPreset,
}

/// Credentials that win over the web identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OtherCredentials {
    /// `AWS_ACCESS_KEY_ID` in the container's environment.
    StaticKeys,
    /// A profile or a credentials file.
    Profile,
    /// The node's role, because the SDK does not know web identities.
    SdkTooOld,
    /// The node's role, because the Java SDK lacks its STS module.
    NoStsModule,
    /// The node's role, because nothing else was found.
    NodeRole,
}

/// What is wrong with the nearest statement of a trust policy. In the order in which a person should look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TrustFault {
    /// There is no statement that could allow it.
    NoStatement,
    /// The subject has another namespace.
    Namespace {
        /// The token's.
        actual: String,
        /// The policy's.
        expected: String,
    },
    /// The subject has another ServiceAccount name.
    ServiceAccount {
        /// The token's.
        actual: String,
        /// The policy's.
        expected: String,
    },
    /// Namespace and name are swapped.
    Swapped,
    /// Upper and lower case differ.
    Case,
    /// A blank inside the value.
    Blank,
    /// Not of the form `system:serviceaccount:<namespace>:<name>`.
    SubjectForm,
    /// A wildcard under an operator that compares exactly.
    WildcardInEquals,
    /// The subject differs in another way.
    Subject,
    /// The audience differs.
    Audience {
        /// The token's.
        actual: String,
        /// The policy's.
        expected: String,
    },
    /// The condition key carries `https://`.
    KeyHasScheme {
        /// The key.
        key: String,
    },
    /// The condition key is an ARN.
    KeyIsArn {
        /// The key.
        key: String,
    },
    /// The condition key belongs to another issuer.
    KeyOfOtherIssuer {
        /// The key.
        key: String,
        /// The issuer of the token, without `https://`.
        issuer: String,
    },
    /// Another condition does not hold.
    Condition {
        /// The key.
        key: String,
    },
    /// The principal is another OIDC provider.
    OtherProvider {
        /// The provider's ARN that would match.
        expected: String,
    },
    /// The principal is no OIDC provider.
    NotFederated,
    /// The action is not `sts:AssumeRoleWithWebIdentity`.
    Action,
    /// The principal is not `pods.eks.amazonaws.com`.
    NotPodIdentity,
    /// An action that EKS Pod Identity needs is not allowed; the action.
    ActionMissing {
        /// `sts:AssumeRole` or `sts:TagSession`
        action: String,
    },
    /// A session tag differs from what the policy demands.
    Tag {
        /// The condition key, such as `aws:RequestTag/kubernetes-namespace`.
        key: String,
        /// What EKS sends.
        actual: String,
        /// What the policy demands.
        expected: String,
    },
}

/// Why EKS does not accept an association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AssociationFault {
    /// The role's trust policy does not name `pods.eks.amazonaws.com`.
    NotTrusted,
    /// The trust policy does not allow these actions to it.
    ActionsMissing {
        /// `sts:AssumeRole`, `sts:TagSession`
        actions: Vec<String>,
    },
    /// The role belongs to another account than the cluster.
    OtherAccount {
        /// The role's account.
        account: String,
        /// The cluster's account.
        cluster_account: String,
    },
    /// The role does not exist, or its ARN is none.
    NoRole,
    /// A session policy goes only with `disableSessionTags`.
    PolicyWithTags,
}

/// Which half of an assume from role to role is missing. Across accounts both are needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Half {
    /// The policies of the role that assumes.
    Caller,
    /// The trust policy of the role that is assumed.
    Target,
    /// Both.
    Both,
}

/// How something is denied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Denial {
    /// A Deny statement of an identity policy.
    ExplicitIdentity,
    /// No identity policy allows it.
    ImplicitIdentity,
    /// The permissions boundary denies, or does not allow.
    Boundary,
    /// A session policy denies, or does not allow.
    Session,
    /// An SCP denies, or does not allow.
    ServiceControl,
    /// An RCP denies.
    ResourceControl,
    /// The resource policy denies explicitly.
    ExplicitResource,
    /// The resource is in another account and its policy does not allow it.
    ImplicitResource,
    /// The VPC endpoint's policy denies, or does not allow.
    Endpoint,
    /// The trust policy, for an assume.
    Trust,
}
