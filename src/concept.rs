//! The concepts that the page explains, one page each (`#/k/<id>`): IAM, Kubernetes, and IRSA, which joins them.
//!
//! What always holds: an id is part of links and never changes; the texts stand in `www/concepts/`, and
//! `tests/concepts.rs` holds them to this list.

mod of;

/// Something that has a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Concept {
    /// Accounts, and the names of what is in them.
    Arn,
    /// A person or program with keys of its own.
    User,
    /// Users that share policies.
    Group,
    /// A document that allows and denies.
    Policy,
    /// One sentence of a policy.
    Statement,
    /// How all statements together become one answer.
    Evaluation,
    /// When a statement holds.
    Condition,
    /// An identity that others put on.
    Role,
    /// Who may put it on.
    TrustPolicy,
    /// What one gets by it: credentials for a while.
    Session,
    /// The most that an identity may be allowed.
    PermissionsBoundary,
    /// A policy on the thing itself.
    ResourcePolicy,
    /// When both sides must agree.
    CrossAccount,
    /// SCPs and RCPs.
    OrganizationPolicies,
    /// What runs.
    Pod,
    /// Where names live.
    Namespace,
    /// As whom it runs.
    ServiceAccount,
    /// What it may do in the cluster.
    Rbac,
    /// Why that says nothing about AWS.
    RbacIsNotIam,
    /// The way from Pod to role as a whole.
    Irsa,
    /// Who puts the role into the Pod.
    Webhook,
    /// The Pod's passport.
    ProjectedToken,
    /// How an account knows a cluster.
    OidcProvider,
    /// `sub`
    Subject,
    /// `aud`
    Audience,
    /// `AssumeRoleWithWebIdentity`
    WebIdentity,
    /// Where SDKs look for credentials.
    CredentialChain,
    /// Who one is where nothing else is found.
    NodeRole,
    /// EKS Pod Identity.
    PodIdentity,
    /// No more than is needed.
    LeastPrivilege,
}

/// All of them with their ids, in the order of reading.
const IDS: [(Concept, &str); 30] = [
    (Concept::Arn, "arn"),
    (Concept::User, "user"),
    (Concept::Group, "group"),
    (Concept::Policy, "policy"),
    (Concept::Statement, "statement"),
    (Concept::Evaluation, "evaluation"),
    (Concept::Condition, "condition"),
    (Concept::Role, "role"),
    (Concept::TrustPolicy, "trust-policy"),
    (Concept::Session, "session"),
    (Concept::PermissionsBoundary, "permissions-boundary"),
    (Concept::ResourcePolicy, "resource-policy"),
    (Concept::CrossAccount, "cross-account"),
    (Concept::OrganizationPolicies, "organization-policies"),
    (Concept::Pod, "pod"),
    (Concept::Namespace, "namespace"),
    (Concept::ServiceAccount, "service-account"),
    (Concept::Rbac, "rbac"),
    (Concept::RbacIsNotIam, "rbac-is-not-iam"),
    (Concept::Irsa, "irsa"),
    (Concept::Webhook, "webhook"),
    (Concept::ProjectedToken, "projected-token"),
    (Concept::OidcProvider, "oidc-provider"),
    (Concept::Subject, "subject"),
    (Concept::Audience, "audience"),
    (Concept::WebIdentity, "web-identity"),
    (Concept::CredentialChain, "credential-chain"),
    (Concept::NodeRole, "node-role"),
    (Concept::PodIdentity, "pod-identity"),
    (Concept::LeastPrivilege, "least-privilege"),
];

impl Concept {
    /// All of them, in the order of reading.
    pub fn all() -> impl Iterator<Item = Self> {
        IDS.iter().map(|(concept, _)| *concept)
    }

    /// Its name in links: `#/k/<id>`.
    #[must_use]
    pub fn id(self) -> &'static str {
        IDS.iter().find(|(concept, _)| *concept == self).map_or("", |(_, id)| id)
    }

    /// The concept of an id.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        IDS.iter().find(|(_, known)| *known == id).map(|(concept, _)| *concept)
    }
}
