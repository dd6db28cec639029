//! What a decision says.
//!
//! What always holds: the names of the outcomes are those of the AWS API; a decision always has a cause, and a denied
//! one names the statements or the types of policy that denied.

use crate::iam::policy::{Effect, PolicyKind};
use crate::iam::undocumented::Undocumented;
use crate::text::{Location, SourceId};
use serde::Serialize;

/// What AWS would answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// Allowed.
    Allowed,
    /// A statement denies it.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
    /// A document cannot be read, or the answer depends on a key that is not known.
    Unknown,
}

impl Outcome {
    /// Whether the request is denied, in whatever way.
    #[must_use]
    pub fn is_denied(self) -> bool {
        match self {
            Self::ExplicitDeny | Self::ImplicitDeny => true,
            Self::Allowed | Self::Unknown => false,
        }
    }
}

/// A statement, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementRef {
    /// What its policy is attached to.
    pub kind: PolicyKind,
    /// Its place in the policy, from 0.
    pub index: usize,
    /// Its text.
    pub at: Location,
}

/// A type of policy, or a rule, that had to allow a request and did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(tag = "by", rename_all = "camelCase")]
pub enum Blocker {
    /// No identity policy allows it.
    IdentityPolicy,
    /// The policy of the resource does not allow it to this principal.
    ResourcePolicy,
    /// The trust policy of the role does not allow it to this principal.
    TrustPolicy,
    /// The key policy names neither the principal nor its account.
    KeyPolicy,
    /// The permissions boundary does not allow it.
    PermissionsBoundary,
    /// The session policies do not allow it.
    SessionPolicy,
    /// No service control policy of this level allows it; the root is level 0.
    ServiceControlPolicy {
        /// The level.
        level: usize,
    },
    /// The policy of the VPC endpoint does not allow it.
    EndpointPolicy,
    /// Block Public Access of the bucket.
    PublicAccessBlock,
    /// The root user of an account cannot assume a role.
    RootUser,
}

/// Why the outcome is what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Cause {
    /// These statements allow it, and nothing denies it.
    AllowedBy {
        /// Every statement that allows it.
        statements: Vec<StatementRef>,
    },
    /// The root user may do everything in its own account.
    RootUser,
    /// The action needs no permission: `sts:GetCallerIdentity`.
    NoPermissionNeeded,
    /// These statements deny it.
    DeniedBy {
        /// Every statement that denies it.
        statements: Vec<StatementRef>,
    },
    /// These types of policy had to allow it and did not.
    NotAllowedBy {
        /// In the order in which AWS asks them.
        blockers: Vec<Blocker>,
    },
    /// These documents are refused, so nothing can be said.
    Refused {
        /// The documents.
        documents: Vec<SourceId>,
    },
    /// The keys in `depends` decide.
    Depends,
}

/// A value that a key might have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", content = "value", rename_all = "camelCase")]
pub enum Supposition {
    /// The request does not carry the key.
    Absent,
    /// This value.
    Value(String),
    /// A value that no policy mentions.
    OtherValue,
}

/// What the outcome would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhatIf {
    /// If the key had this value…
    pub supposition: Supposition,
    /// …this would be the outcome; `Unknown` where other keys decide as well.
    pub outcome: Outcome,
}

/// A key that is not known and decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Dependency {
    /// The key, as a policy writes it.
    pub key: String,
    /// What its values would do.
    pub what_if: Vec<WhatIf>,
}

/// The decision on one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// What AWS would answer.
    pub outcome: Outcome,
    /// Why.
    pub cause: Cause,
    /// Rules that were used and that AWS does not document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undocumented: Vec<Undocumented>,
    /// The keys that decide, where the outcome is unknown because of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub depends: Vec<Dependency>,
}

/// A statement that matched, or might.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) statement: StatementRef,
    pub(super) effect: Effect,
    pub(super) certain: bool,
}
