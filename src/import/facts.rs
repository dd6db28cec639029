//! What recognising a text gives: facts to put into a scenario, in the order in which they were read.
//!
//! What always holds: a fact names what it belongs to by what the text says; nothing here knows the scenario.

use super::{Detail, Kind, Unused};
use crate::scenario::{
    Cluster, Group, NamedPolicy, OidcProvider, PodIdentityAssociation, Question, Role, Scenario, User,
};

/// What a lone policy document is used as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// The trust policy of a role.
    Trust(String),
    /// A policy of a role.
    Permissions(String),
    /// The permissions boundary of a role.
    Boundary(String),
    /// A service control policy.
    ServiceControl,
    /// A resource control policy.
    ResourceControl,
    /// The policy of a resource.
    Resource(String),
    /// The session policy.
    Session,
    /// The policy of the VPC endpoint.
    Endpoint,
}

/// A part of a text that was recognised, and what it says.
#[derive(Debug)]
pub(super) struct Item {
    pub input: usize,
    pub line: u32,
    pub kind: Kind,
    pub facts: Vec<Fact>,
    pub details: Vec<Detail>,
}

/// What recognising collects.
#[derive(Debug, Default)]
pub(super) struct Harvest {
    pub items: Vec<Item>,
    pub unused: Vec<Unused>,
}

/// The group, kind, namespace and name of an object.
pub(super) type Identity = (String, String, String, String);

/// One thing that a text says.
#[derive(Debug)]
pub(super) enum Fact {
    /// Everything.
    Whole(Box<Scenario>),
    /// An object of Kubernetes as text.
    Object { identity: Identity, text: String },
    /// A role.
    Role(Box<RoleFact>),
    /// A user with the ARNs of its managed policies.
    User { user: Box<User>, attached: Vec<Attached>, boundary: Option<String> },
    /// A group with the ARNs of its managed policies.
    Group { group: Group, attached: Vec<Attached> },
    /// A managed policy, by its ARN.
    Managed { arn: String, name: String, document: String },
    /// An inline policy of a role that is named only.
    OfRole { role: String, policy: NamedPolicy },
    /// An inline policy of a user that is named only.
    OfUser { user: String, policy: NamedPolicy },
    /// An inline policy of a group.
    OfGroup { group: String, policy: NamedPolicy },
    /// A trust policy without its role.
    Trust { text: String, subjects: Vec<String>, provider: Option<String> },
    /// A policy without principals.
    Permissions { text: String, name: Option<String> },
    /// A policy of a resource.
    Resource { resource: String, text: String },
    /// A service control policy.
    ServiceControl(String),
    /// A resource control policy.
    ResourceControl(String),
    /// Facts of the cluster; what is `None` is not known.
    Cluster(Cluster),
    /// An OIDC provider; its account may not be known.
    Provider { account: Option<String>, provider: OidcProvider },
    /// A Pod Identity association.
    Association(PodIdentityAssociation),
    /// The nodes' role.
    NodeRole(String),
    /// A question.
    Question(Question),
}

/// A managed policy's ARN and where it is named.
#[derive(Clone, Debug)]
pub(super) struct Attached {
    pub arn: String,
    pub line: u32,
}

/// A role as a text has it.
#[derive(Debug, Default)]
pub(super) struct RoleFact {
    /// Its ARN may be empty: then `name` and the scenario give one.
    pub role: Role,
    pub name: String,
    pub attached: Vec<Attached>,
    /// ARN of the boundary.
    pub boundary: Option<Attached>,
    /// Whether it came in a list of all roles.
    pub listed: Listed,
}

/// Whether a role was meant, or came with others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Listed {
    /// By itself.
    #[default]
    Alone,
    /// In a list of roles.
    Among,
}
