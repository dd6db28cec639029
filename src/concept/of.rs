//! Which concept explains a reason, a word of a document, or a part of the settings.
//!
//! What always holds: every reason but "not reached" leads to a concept, so every answer of the page can be learned from.

use super::Concept;
use crate::assist::Topic;
use crate::chain::reason::{AssociationFault, Denial, NotInjected, OtherCredentials, TrustFault};
use crate::chain::{Reason, Step};

impl Concept {
    /// What explains a link, whatever its verdict.
    #[must_use]
    pub fn of_step(step: Step) -> Self {
        match step {
            Step::SelectServiceAccount => Self::ServiceAccount,
            Step::InjectRole => Self::Webhook,
            Step::PickCredentials => Self::CredentialChain,
            Step::KnowIssuer => Self::OidcProvider,
            Step::TrustSubject => Self::TrustPolicy,
            Step::AllowAction => Self::Evaluation,
            Step::ResourceAgrees => Self::ResourcePolicy,
        }
    }

    /// What explains the reason of a link's verdict.
    #[must_use]
    pub fn of_reason(step: Step, reason: &Reason) -> Self {
        match reason {
            Reason::ObjectRefused => Self::Pod,
            Reason::ServiceAccountMissing { elsewhere: Some(_), .. } => Self::Namespace,
            Reason::MalformedRoleArn { .. } => Self::Arn,
            Reason::NotInjected { because: NotInjected::VariablePreset { .. } | NotInjected::AllPreset } => {
                Self::CredentialChain
            }
            Reason::AssociationInjects { .. }
            | Reason::AssociationKnown { .. }
            | Reason::AgentMissing
            | Reason::PodIdentityUnsupported { .. }
            | Reason::OtherContainerCredentials { .. }
            | Reason::PodIdentityTrusted { .. }
            | Reason::PicksContainerCredentials => Self::PodIdentity,
            Reason::AssociationRefused { fault, .. } => match fault {
                AssociationFault::OtherAccount { .. } => Self::CrossAccount,
                _ => Self::PodIdentity,
            },
            Reason::PicksOther { provider } => match provider {
                OtherCredentials::NodeRole | OtherCredentials::NoStsModule => Self::NodeRole,
                _ => Self::CredentialChain,
            },
            Reason::NoTokenFile { .. } | Reason::TokenNotReadable { .. } | Reason::TokenFileUnknown { .. } => {
                Self::ProjectedToken
            }
            Reason::TokenExpired => Self::ProjectedToken,
            Reason::AudienceNotAccepted { .. } | Reason::TokenForApiServer { .. } => Self::Audience,
            Reason::StsUnreachable { .. } | Reason::RequestRefused => Self::WebIdentity,
            Reason::TrustRefuses { fault } => Self::of_trust(fault),
            Reason::RoleMissing { .. } | Reason::RoleNotGiven => Self::Role,
            Reason::DurationTooLong { .. } | Reason::SignedForOtherRegion | Reason::TokenNotValidInRegion { .. } => {
                Self::Session
            }
            Reason::TrustDepends { .. } | Reason::ActionDepends { .. } => Self::Condition,
            Reason::ActionDenied { how, .. } | Reason::ResourceDenied { how, .. } => Self::of_denial(how),
            Reason::AssumeRefused { .. } => Self::CrossAccount,
            Reason::NoPolicies => Self::Policy,
            _ => Self::of_step(step),
        }
    }

    fn of_trust(fault: &TrustFault) -> Self {
        match fault {
            TrustFault::Namespace { .. }
            | TrustFault::ServiceAccount { .. }
            | TrustFault::Swapped
            | TrustFault::Case
            | TrustFault::Blank
            | TrustFault::SubjectForm
            | TrustFault::Subject => Self::Subject,
            TrustFault::WildcardInEquals | TrustFault::Condition { .. } => Self::Condition,
            TrustFault::Audience { .. } => Self::Audience,
            TrustFault::KeyHasScheme { .. }
            | TrustFault::KeyIsArn { .. }
            | TrustFault::KeyOfOtherIssuer { .. }
            | TrustFault::OtherProvider { .. } => Self::OidcProvider,
            TrustFault::Action => Self::WebIdentity,
            TrustFault::NotPodIdentity | TrustFault::ActionMissing { .. } | TrustFault::Tag { .. } => Self::PodIdentity,
            TrustFault::NoStatement | TrustFault::NotFederated => Self::TrustPolicy,
        }
    }

    /// What explains why something is denied.
    #[must_use]
    pub fn of_denial(how: &Denial) -> Self {
        match how {
            Denial::ExplicitIdentity | Denial::ImplicitIdentity | Denial::Endpoint => Self::Evaluation,
            Denial::Boundary => Self::PermissionsBoundary,
            Denial::Session => Self::Session,
            Denial::ServiceControl | Denial::ResourceControl => Self::OrganizationPolicies,
            Denial::ExplicitResource => Self::ResourcePolicy,
            Denial::ImplicitResource => Self::CrossAccount,
            Denial::Trust => Self::TrustPolicy,
        }
    }

    /// What explains a word of a policy or a manifest.
    #[must_use]
    pub fn of_topic(topic: Topic) -> Self {
        match topic {
            Topic::Version | Topic::Id | Topic::PolicyVariable => Self::Policy,
            Topic::Statement
            | Topic::Sid
            | Topic::Action
            | Topic::NotAction
            | Topic::AllActions
            | Topic::Resource
            | Topic::NotResource
            | Topic::ResourceEverything => Self::Statement,
            Topic::Effect | Topic::Allow | Topic::Deny => Self::Evaluation,
            Topic::Principal
            | Topic::NotPrincipal
            | Topic::PrincipalAws
            | Topic::PrincipalService
            | Topic::PrincipalCanonicalUser
            | Topic::PrincipalEveryone
            | Topic::AssumeRole => Self::TrustPolicy,
            Topic::PrincipalAccount | Topic::ExternalId => Self::CrossAccount,
            Topic::PrincipalFederated | Topic::OidcClaim => Self::OidcProvider,
            Topic::PodsEks | Topic::TagSession | Topic::AssumeRoleForPodIdentity => Self::PodIdentity,
            Topic::Audience | Topic::OidcAud | Topic::AudienceAnnotation | Topic::TokenAudience => Self::Audience,
            Topic::Subject | Topic::OidcSub => Self::Subject,
            Topic::Condition
            | Topic::StringEquals
            | Topic::StringEqualsIgnoreCase
            | Topic::StringLike
            | Topic::Numeric
            | Topic::Date
            | Topic::Bool
            | Topic::Binary
            | Topic::IpAddress
            | Topic::Arn
            | Topic::Null
            | Topic::SourceIp
            | Topic::SourceVpc
            | Topic::SourceVpce
            | Topic::VpcSourceIp
            | Topic::SourceAccount
            | Topic::RequestTag
            | Topic::ResourceTag
            | Topic::TagKeys
            | Topic::RequestedRegion
            | Topic::SecureTransport
            | Topic::CurrentTime
            | Topic::CalledVia
            | Topic::ViaAwsService
            | Topic::UserAgent
            | Topic::InstanceSource
            | Topic::KmsViaService
            | Topic::S3Prefix
            | Topic::PrincipalIsAwsService => Self::Condition,
            Topic::PrincipalArn | Topic::PassedToService | Topic::PassRole => Self::Role,
            Topic::PrincipalAccountKey | Topic::ResourceAccount => Self::Arn,
            Topic::PrincipalOrg | Topic::ResourceOrg => Self::OrganizationPolicies,
            Topic::PrincipalTag
            | Topic::PrincipalType
            | Topic::UserId
            | Topic::FederatedProvider
            | Topic::SourceIdentity
            | Topic::TokenIssueTime
            | Topic::RoleSessionName
            | Topic::GetCallerIdentity => Self::Session,
            Topic::Username | Topic::MultiFactor => Self::User,
            Topic::AssumeRoleWithWebIdentity | Topic::StsRegionalEndpoints => Self::WebIdentity,
            Topic::RoleArn | Topic::SkipContainers => Self::Webhook,
            Topic::TokenExpiration
            | Topic::Automount
            | Topic::SecurityContext
            | Topic::FsGroup
            | Topic::Projected
            | Topic::ServiceAccountToken
            | Topic::ExpirationSeconds => Self::ProjectedToken,
            Topic::ServiceAccount
            | Topic::Annotations
            | Topic::ServiceAccountName
            | Topic::DeprecatedServiceAccount => Self::ServiceAccount,
            Topic::Pod | Topic::Workload | Topic::Template | Topic::Containers | Topic::InitContainers => Self::Pod,
            Topic::Role
            | Topic::ClusterRole
            | Topic::RoleBinding
            | Topic::ClusterRoleBinding
            | Topic::RoleRef
            | Topic::Subjects
            | Topic::Rules
            | Topic::Verbs
            | Topic::ApiGroups
            | Topic::Resources
            | Topic::ResourceNames => Self::Rbac,
            Topic::Namespace | Topic::NamespaceField => Self::Namespace,
            Topic::Env | Topic::RoleArnEnv | Topic::TokenFileEnv | Topic::StaticKeysEnv => Self::CredentialChain,
            Topic::HostNetwork => Self::NodeRole,
        }
    }
}
