//! Why a link has its verdict, as data.
//!
//! What always holds: a reason carries the values a person needs to see and no sentence; [`crate::message::reason`]
//! makes the sentence. Every variant belongs to one link.

mod detail;

pub use detail::{AssociationFault, Denial, Half, Misplaced, NotInjected, OtherCredentials, TrustFault};

use super::link::Step;
use crate::scenario::Compute;
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
    /// The container's user may not read the token file: Kubernetes before 1.19 writes it for root alone.
    TokenNotReadable {
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
    /// The token is for the Kubernetes API: its volume asks for no audience, or it is that of the default mount.
    TokenForApiServer {
        /// The token's audience.
        audience: String,
        /// Where the SDK reads it.
        path: String,
    },
    /// STS cannot fetch the issuer's keys.
    KeysUnreachable {
        /// `https://…`
        issuer: String,
    },
    /// The certificate of the issuer is not among the provider's thumbprints.
    ThumbprintMismatch {
        /// `https://…`
        issuer: String,
    },
    /// The SDK calls an STS endpoint that the Pod cannot reach.
    StsUnreachable {
        /// The host.
        host: String,
    },
    /// The cluster's issuer is not known and cannot be inferred.
    IssuerUnknown,
    /// The token has expired.
    TokenExpired,
    /// STS refuses the request before it looks at the trust policy; the error says why.
    RequestRefused,
    /// EKS knows the association, and the agent answers.
    AssociationKnown {
        /// The role of the association.
        role_arn: String,
        /// The namespace of the association.
        namespace: String,
        /// Its ServiceAccount.
        service_account: String,
    },
    /// EKS does not accept the association.
    AssociationRefused {
        /// The role of the association.
        role_arn: String,
        /// Why.
        fault: AssociationFault,
    },
    /// The Pod Identity Agent does not answer.
    AgentMissing,
    /// EKS Pod Identity does not work on this kind of node.
    PodIdentityUnsupported {
        /// What the Pod runs on.
        compute: Compute,
    },
    /// The container credentials are of no agent that is simulated.
    OtherContainerCredentials {
        /// The address.
        uri: String,
    },

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
    /// The trust policy has more characters than the quota allows, so it cannot be saved.
    TrustTooLarge {
        /// Its characters, white space not counted.
        size: usize,
        /// The quota `ACLSizePerRole`.
        quota: u32,
    },
    /// The trust policy lets EKS Pod Identity assume the role.
    PodIdentityTrusted {
        /// The role that is used: of the association, or its target.
        role_arn: String,
        /// The role that assumed it, where it is a target.
        through: Option<String>,
    },
    /// The session is asked for longer than the role allows.
    DurationTooLong {
        /// `DurationSeconds`
        requested: u32,
        /// `MaxSessionDuration` of the role.
        maximum: u32,
    },
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
    /// One role may not assume the other.
    AssumeRefused {
        /// `sts:AssumeRole`, or `sts:TagSession` for the tags that come along.
        action: String,
        /// The role to be assumed.
        role_arn: String,
        /// Which half is missing.
        half: Half,
    },
    /// The session's credentials sign for another Region than the endpoint that the application names.
    SignedForOtherRegion,
    /// The credentials come from the global STS endpoint and are not valid in this Region.
    TokenNotValidInRegion {
        /// The Region.
        region: String,
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
