//! Where something went.

/// A place of the scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// The manifests: kind, namespace (empty where it has none) and name of the object.
    Manifests(String, String, String),
    /// A role, by its ARN.
    Role(String),
    /// The trust policy of a role.
    TrustPolicy(String),
    /// A policy of a role: the role's ARN and the policy's name.
    RolePolicy(String, String),
    /// The permissions boundary of a role.
    Boundary(String),
    /// A user, by its ARN.
    User(String),
    /// A group, by its name.
    Group(String),
    /// The policy of a resource, by its ARN.
    ResourcePolicy(String),
    /// The service control policies.
    ServiceControl,
    /// The resource control policies.
    ResourceControl,
    /// The session policy.
    Session,
    /// The policy of the VPC endpoint.
    Endpoint,
    /// A fact of the cluster: the field, and its value.
    Cluster(&'static str, String),
    /// An OIDC provider: account and issuer.
    Provider(String, String),
    /// A Pod Identity association: namespace and ServiceAccount.
    Association(String, String),
    /// The nodes' role.
    NodeRole(String),
    /// A question: action and resource.
    Question(String, String),
    /// The whole scenario.
    Everything,
}

/// What happened there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It was not there.
    Added,
    /// It replaced what was there.
    Updated,
    /// The same was there already.
    Same,
}

/// A place and what happened there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Placed {
    /// Where.
    pub target: Target,
    /// What happened.
    pub change: Change,
}
