//! What can be explained: the elements of policies, the operators and keys of conditions, the parts of manifests that
//! matter for IRSA.
//!
//! What always holds: every topic has its words in every language; a name that is not in here has no explanation,
//! rather than a guess.

use crate::iam::condition::{Comparison, Operator};

/// Something that has an explanation.
#[expect(missing_docs, reason = "each topic is named after what it explains")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    // Elements of policies.
    Version,
    Id,
    Statement,
    Sid,
    Effect,
    Allow,
    Deny,
    Principal,
    NotPrincipal,
    PrincipalAws,
    PrincipalFederated,
    PrincipalService,
    PrincipalCanonicalUser,
    PrincipalEveryone,
    PrincipalAccount,
    PodsEks,
    Action,
    NotAction,
    AllActions,
    Resource,
    NotResource,
    ResourceEverything,
    Condition,
    PolicyVariable,
    Audience,
    Subject,
    // Operators.
    StringEquals,
    StringEqualsIgnoreCase,
    StringLike,
    Numeric,
    Date,
    Bool,
    Binary,
    IpAddress,
    Arn,
    Null,
    // Keys.
    OidcSub,
    OidcAud,
    OidcClaim,
    PrincipalArn,
    PrincipalAccountKey,
    PrincipalOrg,
    PrincipalTag,
    PrincipalType,
    PrincipalIsAwsService,
    UserId,
    Username,
    FederatedProvider,
    SourceIp,
    SourceVpc,
    SourceVpce,
    VpcSourceIp,
    SourceAccount,
    SourceIdentity,
    ResourceAccount,
    ResourceOrg,
    ResourceTag,
    RequestTag,
    TagKeys,
    RequestedRegion,
    SecureTransport,
    CurrentTime,
    TokenIssueTime,
    MultiFactor,
    CalledVia,
    ViaAwsService,
    UserAgent,
    InstanceSource,
    ExternalId,
    RoleSessionName,
    PassedToService,
    KmsViaService,
    S3Prefix,
    // Actions.
    AssumeRoleWithWebIdentity,
    AssumeRole,
    TagSession,
    AssumeRoleForPodIdentity,
    PassRole,
    GetCallerIdentity,
    // Annotations of the webhook.
    RoleArn,
    AudienceAnnotation,
    StsRegionalEndpoints,
    TokenExpiration,
    SkipContainers,
    // Kinds.
    ServiceAccount,
    Pod,
    Workload,
    Role,
    ClusterRole,
    RoleBinding,
    ClusterRoleBinding,
    Namespace,
    // Fields.
    NamespaceField,
    Annotations,
    ServiceAccountName,
    DeprecatedServiceAccount,
    Automount,
    Template,
    Containers,
    InitContainers,
    Env,
    RoleArnEnv,
    TokenFileEnv,
    StaticKeysEnv,
    HostNetwork,
    SecurityContext,
    FsGroup,
    Projected,
    ServiceAccountToken,
    TokenAudience,
    ExpirationSeconds,
    RoleRef,
    Subjects,
    Rules,
    Verbs,
    ApiGroups,
    Resources,
    ResourceNames,
}

impl Topic {
    /// The element of a policy with this name.
    pub(super) fn of_element(name: &str) -> Option<Self> {
        Some(match name {
            "Version" => Self::Version,
            "Id" => Self::Id,
            "Statement" => Self::Statement,
            "Sid" => Self::Sid,
            "Effect" => Self::Effect,
            "Principal" => Self::Principal,
            "NotPrincipal" => Self::NotPrincipal,
            "Action" => Self::Action,
            "NotAction" => Self::NotAction,
            "Resource" => Self::Resource,
            "NotResource" => Self::NotResource,
            "Condition" => Self::Condition,
            _ => return None,
        })
    }

    /// A type of principal.
    pub(super) fn of_principal_type(name: &str) -> Option<Self> {
        Some(match name {
            "AWS" => Self::PrincipalAws,
            "Federated" => Self::PrincipalFederated,
            "Service" => Self::PrincipalService,
            "CanonicalUser" => Self::PrincipalCanonicalUser,
            _ => return None,
        })
    }

    /// What an operator compares.
    pub(super) fn of_operator(operator: &Operator) -> Self {
        match operator.comparison {
            Comparison::Text => Self::StringEquals,
            Comparison::TextIgnoringCase => Self::StringEqualsIgnoreCase,
            Comparison::TextLike => Self::StringLike,
            Comparison::Number(_) => Self::Numeric,
            Comparison::Date(_) => Self::Date,
            Comparison::Bool => Self::Bool,
            Comparison::Binary => Self::Binary,
            Comparison::IpAddress => Self::IpAddress,
            Comparison::Arn => Self::Arn,
            Comparison::Null => Self::Null,
        }
    }

    /// A condition key; case does not matter.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        let lower = key.to_ascii_lowercase();
        let (head, tail) = lower.split_once(':')?;
        if head != "aws" && (head.contains('.') || head.contains('/')) {
            return Some(match lower.rsplit(':').next().unwrap_or_default() {
                "sub" => Self::OidcSub,
                "aud" => Self::OidcAud,
                _ => Self::OidcClaim,
            });
        }
        if tail.split('/').next().is_some_and(|name| name == "resourcetag") {
            return Some(Self::ResourceTag);
        }
        Some(match (head, tail.split('/').next().unwrap_or(tail)) {
            ("aws", "principalarn") => Self::PrincipalArn,
            ("aws", "principalaccount") => Self::PrincipalAccountKey,
            ("aws", "principalorgid" | "principalorgpaths") => Self::PrincipalOrg,
            ("aws", "principaltag") => Self::PrincipalTag,
            ("aws", "principaltype") => Self::PrincipalType,
            ("aws", "principalisawsservice" | "principalservicename" | "principalservicenameslist") => {
                Self::PrincipalIsAwsService
            }
            ("aws", "userid") => Self::UserId,
            ("aws", "username") => Self::Username,
            ("aws", "federatedprovider") => Self::FederatedProvider,
            ("aws", "sourceip") => Self::SourceIp,
            ("aws", "sourcevpc" | "sourcevpcarn") => Self::SourceVpc,
            ("aws", "sourcevpce" | "vpceaccount" | "vpceorgid" | "vpceorgpaths") => Self::SourceVpce,
            ("aws", "vpcsourceip") => Self::VpcSourceIp,
            ("aws", "sourceaccount" | "sourcearn" | "sourceorgid" | "sourceorgpaths") => Self::SourceAccount,
            ("aws" | "sts", "sourceidentity") => Self::SourceIdentity,
            ("aws", "resourceaccount") => Self::ResourceAccount,
            ("aws", "resourceorgid" | "resourceorgpaths") => Self::ResourceOrg,
            ("aws", "requesttag") => Self::RequestTag,
            ("aws", "tagkeys") => Self::TagKeys,
            ("aws", "requestedregion") => Self::RequestedRegion,
            ("aws", "securetransport") => Self::SecureTransport,
            ("aws", "currenttime" | "epochtime") => Self::CurrentTime,
            ("aws", "tokenissuetime") => Self::TokenIssueTime,
            ("aws", "multifactorauthpresent" | "multifactorauthage") => Self::MultiFactor,
            ("aws", "calledvia" | "calledviafirst" | "calledvialast") => Self::CalledVia,
            ("aws", "viaawsservice") => Self::ViaAwsService,
            ("aws", "useragent" | "referer") => Self::UserAgent,
            ("aws", "ec2instancesourcevpc" | "ec2instancesourceprivateipv4") | ("ec2", "sourceinstancearn") => {
                Self::InstanceSource
            }
            ("sts", "externalid") => Self::ExternalId,
            ("sts", "rolesessionname") => Self::RoleSessionName,
            ("iam", "passedtoservice") => Self::PassedToService,
            ("kms", "viaservice") => Self::KmsViaService,
            ("s3", "prefix") => Self::S3Prefix,
            _ => return None,
        })
    }

    /// An action that plays a part in IRSA.
    pub(super) fn of_action(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "*" | "*:*" => Self::AllActions,
            "sts:assumerolewithwebidentity" => Self::AssumeRoleWithWebIdentity,
            "sts:assumerole" => Self::AssumeRole,
            "sts:tagsession" => Self::TagSession,
            "sts:getcalleridentity" => Self::GetCallerIdentity,
            "eks-auth:assumeroleforpodidentity" => Self::AssumeRoleForPodIdentity,
            "iam:passrole" => Self::PassRole,
            _ => return None,
        })
    }

    /// A kind of Kubernetes.
    pub(super) fn of_kind(kind: &str) -> Option<Self> {
        Some(match kind {
            "ServiceAccount" => Self::ServiceAccount,
            "Pod" => Self::Pod,
            "Deployment" | "DaemonSet" | "StatefulSet" | "ReplicaSet" | "ReplicationController" | "Job" | "CronJob" => {
                Self::Workload
            }
            "Role" => Self::Role,
            "ClusterRole" => Self::ClusterRole,
            "RoleBinding" => Self::RoleBinding,
            "ClusterRoleBinding" => Self::ClusterRoleBinding,
            "Namespace" => Self::Namespace,
            _ => return None,
        })
    }

    /// A field of a manifest, by its own name and that of the field around it.
    pub(super) fn of_field(parent: &str, name: &str) -> Option<Self> {
        Some(match (parent, name) {
            ("annotations", name) => return Self::of_annotation(name),
            (_, "annotations") => Self::Annotations,
            ("metadata" | "subjects", "namespace") => Self::NamespaceField,
            (_, "serviceAccountName") => Self::ServiceAccountName,
            ("spec", "serviceAccount") => Self::DeprecatedServiceAccount,
            (_, "automountServiceAccountToken") => Self::Automount,
            ("spec", "template" | "jobTemplate") => Self::Template,
            (_, "containers") => Self::Containers,
            (_, "initContainers") => Self::InitContainers,
            ("containers" | "initContainers", "env") => Self::Env,
            (_, "hostNetwork") => Self::HostNetwork,
            (_, "securityContext") => Self::SecurityContext,
            (_, "fsGroup") => Self::FsGroup,
            (_, "projected") => Self::Projected,
            (_, "serviceAccountToken") => Self::ServiceAccountToken,
            ("serviceAccountToken", "audience") => Self::TokenAudience,
            ("serviceAccountToken", "expirationSeconds") => Self::ExpirationSeconds,
            (_, "roleRef") => Self::RoleRef,
            (_, "subjects") => Self::Subjects,
            (_, "rules") => Self::Rules,
            ("rules", "verbs") => Self::Verbs,
            ("rules", "apiGroups") => Self::ApiGroups,
            ("rules", "resources") => Self::Resources,
            ("rules", "resourceNames") => Self::ResourceNames,
            _ => return None,
        })
    }

    fn of_annotation(key: &str) -> Option<Self> {
        Some(match key.strip_prefix("eks.amazonaws.com/")? {
            "role-arn" => Self::RoleArn,
            "audience" => Self::AudienceAnnotation,
            "sts-regional-endpoints" => Self::StsRegionalEndpoints,
            "token-expiration" => Self::TokenExpiration,
            "skip-containers" => Self::SkipContainers,
            _ => return None,
        })
    }

    /// A name of an environment variable.
    pub(super) fn of_variable(name: &str) -> Option<Self> {
        Some(match name {
            "AWS_ROLE_ARN" => Self::RoleArnEnv,
            "AWS_WEB_IDENTITY_TOKEN_FILE" => Self::TokenFileEnv,
            "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" | "AWS_SESSION_TOKEN" => Self::StaticKeysEnv,
            _ => return None,
        })
    }
}
