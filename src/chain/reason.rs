//! Why a link has its verdict, as data.
//!
//! What always holds: a reason carries the values a person needs to see and no sentence; [`crate::message::reason`]
//! makes the sentence. Every variant belongs to one link.

use super::link::Step;
use serde::Serialize;

/// Why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Reason {
    /// An earlier link did not pass.
    NotReached {
        /// Which.
        stopped_at: Step,
    },
    /// The document that this link needs cannot be read.
    Unreadable,

    // 1: the Pod selects the ServiceAccount
    /// The Pod names a ServiceAccount that is there.
    SelectsServiceAccount {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// The Pod names none, so it runs as `default`.
    SelectsDefault {
        /// The namespace.
        namespace: String,
        /// Another ServiceAccount of the namespace which has a role and is not used.
        unused: Option<String>,
    },
    /// The ServiceAccount does not exist: the API server refuses the Pod.
    ServiceAccountMissing {
        /// The Pod's namespace.
        namespace: String,
        /// The name it asks for.
        name: String,
        /// The namespace in which one of that name exists.
        elsewhere: Option<String>,
        /// A name of the same namespace that is close.
        similar: Option<String>,
    },
    /// The manifests hold no ServiceAccount at all, so it cannot be said whether this one exists.
    ServiceAccountNotGiven {
        /// The Pod's namespace.
        namespace: String,
        /// The name it asks for.
        name: String,
    },
    /// The API server refuses the object.
    ObjectRefused,

    // 2: the annotation names the role and the webhook injects it
    /// The webhook injects the web identity.
    WebhookInjects {
        /// The role.
        role_arn: String,
        /// How many environment variables.
        variables: usize,
        /// How many volumes.
        volumes: usize,
    },
    /// The webhook injects EKS Pod Identity: an association exists.
    AssociationInjects {
        /// The role of the association.
        role_arn: String,
        /// The role of the annotation, which is not used.
        instead_of: Option<String>,
    },
    /// The manifest itself carries the web identity's variables and its token.
    WrittenByHand {
        /// The role.
        role_arn: String,
    },
    /// The ServiceAccount has no role annotation.
    NoRoleAnnotation {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
        /// What looks like the annotation and is not.
        instead: Option<Misplaced>,
    },
    /// The value of the annotation is no ARN of a role: STS refuses it.
    MalformedRoleArn {
        /// The value.
        value: String,
        /// What it should look like, where that can be told.
        suggestion: Option<String>,
    },
    /// The webhook leaves this Pod alone.
    NotInjected {
        /// Why.
        because: NotInjected,
    },

    // 3: the SDK picks the web identity
    /// The SDK finds the web identity first.
    PicksWebIdentity,
    /// The SDK finds the container credentials of EKS Pod Identity.
    PicksContainerCredentials,
    /// Something stands before it in the SDK's chain.
    PicksOther {
        /// The provider that wins.
        provider: OtherCredentials,
    },
    /// The SDK finds no credentials at all.
    NoCredentials,
    /// The token file that the SDK reads is not there.
    NoTokenFile {
        /// The path.
        path: String,
    },

    /// What lies at the token's path is not known: another kind of volume is mounted there.
    TokenFileUnknown {
        /// The path.
        path: String,
    },

    // 4: STS knows issuer and audience
    /// An OIDC provider of the role's account has this issuer and accepts this audience.
    ProviderAccepts {
        /// `https://…`
        issuer: String,
        /// The account.
        account: String,
        /// The token's audience.
        audience: String,
    },
    /// No OIDC provider of the role's account has this issuer.
    NoProvider {
        /// `https://…`
        issuer: String,
        /// The role's account.
        account: String,
        /// Another account that has it.
        elsewhere: Option<String>,
    },
    /// The provider does not accept the token's audience.
    AudienceNotAccepted {
        /// The token's audience.
        audience: String,
        /// What the provider accepts.
        client_ids: Vec<String>,
    },
    /// The cluster's issuer is not known and cannot be inferred.
    IssuerUnknown,
    /// The token has expired.
    TokenExpired,
    /// STS refuses the request before it looks at the trust policy; the error says why.
    RequestRefused,

    // 5: the trust policy accepts the subject
    /// A statement allows it.
    TrustAccepts {
        /// The subject.
        subject: String,
    },
    /// No statement allows it.
    TrustRefuses {
        /// What is wrong with the nearest statement.
        fault: TrustFault,
    },
    /// A statement denies it.
    TrustDenies,
    /// IAM does not save this trust policy; the error says why.
    TrustNotSaved,
    /// No pasted role has this ARN.
    RoleMissing {
        /// The ARN.
        arn: String,
        /// A pasted role that is close.
        similar: Option<String>,
    },
    /// The role's trust policy was not given.
    NoTrustPolicy,
    /// It depends on condition keys that were not given.
    TrustDepends {
        /// The keys.
        keys: Vec<String>,
    },

    // 6: policies on the role allow the action
    /// What was asked is allowed; or, where nothing was asked, something is.
    ActionsAllowed {
        /// How many answers are `allowed`.
        allowed: usize,
        /// Of how many.
        of: usize,
    },
    /// An action that was asked for is denied.
    ActionDenied {
        /// The action.
        action: String,
        /// The resource.
        resource: String,
        /// How.
        how: Denial,
    },
    /// The role was not given, or there is none.
    RoleNotGiven,
    /// The role has no permission policy.
    NoPolicies,
    /// The policies allow nothing of what their own resources offer.
    NothingAllowed,
    /// It depends on condition keys that were not given.
    ActionDepends {
        /// The action.
        action: String,
        /// The keys.
        keys: Vec<String>,
    },

    // 7: the resource side agrees
    /// Resource and role are of the same account and no resource policy denies.
    SameAccount,
    /// The resource policies allow it.
    ResourceAllows,
    /// The resource side does not allow it.
    ResourceDenied {
        /// The action.
        action: String,
        /// The resource.
        resource: String,
        /// How.
        how: Denial,
    },
    /// Nothing is allowed, so nothing is asked of a resource.
    NothingToAsk,
}

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
