//! What is settled about a request before any statement is read: who calls whom, and which policies count.
//!
//! What always holds: a policy that does not count for the caller (the identity policy of an anonymous request, the
//! SCP of another account) is neither an Allow nor a Deny.

use super::decision::Blocker;
use super::{PolicySet, PublicAccess, Request};
use crate::aws::Arn;
use crate::iam::principal::Principal;
use serde::Serialize;

/// Where the caller stands towards the resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Caller {
    /// It has no account: a service, an identity provider, an anonymous request.
    Unowned,
    /// It belongs to the account of the resource.
    Inside,
    /// It belongs to another account.
    Outside,
}

/// Which policy of the resource the identity policies depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    /// An ordinary one: in the same account identity policies may do without it.
    Resource,
    /// The trust policy of a role: nothing goes without it.
    Trust,
    /// The policy of a KMS key: nothing goes without it.
    Key,
}

/// Why a policy was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum NotAsked {
    /// The caller is no IAM entity: nothing is attached to it.
    CallerHasNoPolicies,
    /// The root user has no identity policies and no boundary.
    RootUser,
    /// The caller belongs to an account that this service control policy does not govern.
    OtherAccount,
    /// A service-linked role is not limited by the organization.
    ServiceLinkedRole,
    /// The service does not support resource control policies.
    ServiceNotSupported,
    /// The action is not subject to resource control policies.
    ActionNotSubject,
}

/// Services that support resource control policies. Source: Organizations User Guide, "List of AWS services that
/// support RCPs".
const RESOURCE_CONTROL_SERVICES: [&str; 11] =
    ["s3", "sts", "kms", "sqs", "secretsmanager", "ecr", "aoss", "cognito-identity", "cognito-idp", "dynamodb", "logs"];

/// Actions by which a session of a role is made or shaped; they need the role's trust policy.
const TRUST_ACTIONS: [&str; 6] = [
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:tagsession",
    "sts:setsourceidentity",
    "sts:setcontext",
];

/// The facts of one request.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) caller: Caller,
    pub(super) is_root: bool,
    pub(super) is_anonymous: bool,
    pub(super) root_assumes_role: bool,
    pub(super) has_session_policy: bool,
    pub(super) blocks_public_access: bool,
    pub(super) resource_side: Needed,
    /// Why identity policies, boundary and session policies are not asked.
    pub(super) no_identity: Option<NotAsked>,
    pub(super) no_service_control: Option<NotAsked>,
    pub(super) no_resource_control: Option<NotAsked>,
}

impl Facts {
    /// Settles the facts; the action is in lower case.
    pub(super) fn new(policies: &PolicySet<'_>, request: &Request<'_>, action: &str) -> Self {
        let principal = request.principal;
        let account = principal.account();
        let is_root = matches!(principal, Principal::Root { .. });
        let is_federated_user = matches!(principal, Principal::FederatedUser { .. });
        let governed = policies.service_control_account.is_none_or(|owner| account == Some(owner));
        let service = action.split_once(':').map_or(action, |(service, _)| service);
        Self {
            caller: match account {
                None => Caller::Unowned,
                Some(account) if account == request.resource_account => Caller::Inside,
                Some(_) => Caller::Outside,
            },
            is_root,
            is_anonymous: *principal == Principal::Anonymous,
            // STS API Reference, AssumeRole: "You cannot call AssumeRole by using AWS account root user credentials".
            root_assumes_role: is_root && action == "sts:assumerole",
            // Without a session policy a federated user has no permissions of its user's identity policies.
            has_session_policy: !policies.session.is_empty() || is_federated_user,
            blocks_public_access: request.public_access == PublicAccess::Blocked && service == "s3",
            resource_side: resource_side(request.resource, action),
            no_identity: match (account, is_root) {
                (None, _) => Some(NotAsked::CallerHasNoPolicies),
                (Some(_), true) => Some(NotAsked::RootUser),
                (Some(_), false) => None,
            },
            no_service_control: match account {
                None => Some(NotAsked::CallerHasNoPolicies),
                Some(_) if principal.is_service_linked() => Some(NotAsked::ServiceLinkedRole),
                Some(_) if !governed => Some(NotAsked::OtherAccount),
                Some(_) => None,
            },
            no_resource_control: if principal.is_service_linked() {
                Some(NotAsked::ServiceLinkedRole)
            } else if action == "kms:retiregrant" {
                Some(NotAsked::ActionNotSubject)
            } else if !RESOURCE_CONTROL_SERVICES.contains(&service) {
                Some(NotAsked::ServiceNotSupported)
            } else {
                None
            },
        }
    }

    /// The policy of the resource, as a blocker.
    pub(super) fn resource_side(&self) -> Blocker {
        match self.resource_side {
            Needed::Resource => Blocker::ResourcePolicy,
            Needed::Trust => Blocker::TrustPolicy,
            Needed::Key => Blocker::KeyPolicy,
        }
    }
}

fn resource_side(resource: &str, action: &str) -> Needed {
    match Arn::parse(resource) {
        Some(arn) if arn.is_role() && TRUST_ACTIONS.contains(&action) => Needed::Trust,
        Some(arn) if arn.service == "kms" && arn.name_of("key").is_some() && action.starts_with("kms:") => Needed::Key,
        _ => Needed::Resource,
    }
}
