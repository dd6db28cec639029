//! The one input of a simulation: what links, examples, lessons, tests and the JavaScript API carry.
//!
//! What always holds: documents stay text, exactly as they were pasted; every field but one document is optional;
//! an unknown field is refused with its path. What is absent is inferred by the simulation, which says so.

mod runtime;

pub use runtime::{Application, Compute, Lifecycle, Network, Runtime, StsEndpoint, VerificationKeys};

use crate::credentials::Sdk;
use crate::iam::context::ContextValue;
use crate::text::SourceId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Everything a simulation knows. JSON in camelCase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Scenario {
    /// Kubernetes YAML or JSON, several documents.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub manifests: String,
    /// The IAM roles of all accounts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// IAM users.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub users: Vec<User>,
    /// IAM groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Policies on buckets, tables, keys, queues …
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_policies: Vec<ResourcePolicy>,
    /// SCPs by level, the organization's root first; documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub service_control_policies: Vec<Vec<String>>,
    /// RCPs by level, the organization's root first; documents. `RCPFullAWSAccess` is always there and not listed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub resource_control_policies: Vec<Vec<String>>,
    /// A session policy passed when the role is assumed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_policy: Option<String>,
    /// The policy of the VPC endpoint that requests pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint_policy: Option<String>,
    /// The EKS cluster.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
    /// The IAM OIDC providers of all accounts; absent: the one that the trust policy names is there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oidc_providers: Option<Vec<OidcProvider>>,
    /// EKS Pod Identity associations of the cluster.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pod_identity_associations: Vec<PodIdentityAssociation>,
    /// ARN of the nodes' role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_role: Option<String>,
    /// Whether a Pod reaches the instance metadata service (IMDS) of its node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imds_reachable: Option<bool>,
    /// The application's SDK; Python if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sdk: Option<Sdk>,
    /// Facts of a running cluster that no text shows.
    #[serde(skip_serializing_if = "Runtime::is_ordinary")]
    pub runtime: Runtime,
    /// What is asked, and expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

/// An IAM role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Role {
    /// `arn:aws:iam::123456789012:role/path/name`
    pub arn: String,
    /// Who may assume it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust_policy: Option<String>,
    /// What it may do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
    /// What it may do at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// Tags of the role.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// Seconds, 3600 to 43200; 3600 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_session_duration: Option<u32>,
}

/// An IAM user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct User {
    /// `arn:aws:iam::123456789012:user/path/name`
    pub arn: String,
    /// What the user may do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
    /// Names of the groups.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// What the user may do at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// Tags of the user.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
}

/// An IAM group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// The name, as users list it.
    pub name: String,
    /// What its users may do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
}

/// An inline or managed policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NamedPolicy {
    /// Any name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The JSON text.
    pub document: String,
}

/// A resource-based policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ResourcePolicy {
    /// ARN of what carries it, such as `arn:aws:s3:::my-bucket`.
    pub resource: String,
    /// The JSON text.
    pub document: String,
}

/// An EKS cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Cluster {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its account, 12 digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Its Region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Its OIDC issuer, `https://…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The version of Kubernetes, such as `1.31`; one that is current if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// An IAM OIDC provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OidcProvider {
    /// The account it stands in.
    pub account: String,
    /// The issuer, with or without `https://`.
    pub url: String,
    /// The audiences it accepts.
    #[serde(default)]
    pub client_ids: Vec<String>,
    /// Whether STS gets at the issuer's keys.
    #[serde(default, skip_serializing_if = "is_default")]
    pub keys: VerificationKeys,
}

/// An EKS Pod Identity association.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PodIdentityAssociation {
    /// Exact namespace.
    pub namespace: String,
    /// Exact ServiceAccount name.
    pub service_account: String,
    /// The role, in the cluster's account.
    pub role_arn: String,
    /// A second role, assumed by the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_role_arn: Option<String>,
    /// Turns the session tags off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disable_session_tags: bool,
    /// A session policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
}

/// A question: may this principal do that?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Question {
    /// A workload (`Pod/namespace/name`), user, role or service; every workload if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Such as `s3:GetObject`.
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// Condition keys of the request.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, ContextValue>,
    /// What should come out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expectation>,
}

/// What a question expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Expectation {
    /// The action is allowed.
    Allowed,
    /// The action is denied, explicitly or implicitly.
    Denied,
}

/// Why a JSON value is no scenario: where, and what its reader says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError {
    /// Path of the field, such as `roles[0].arn`; empty at the top.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.path.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.path, self.message) }
    }
}

impl std::error::Error for ScenarioError {}

impl Scenario {
    /// Reads a scenario from any serde format.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_deserializer<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, ScenarioError> {
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            let path = error.path().to_string();
            let path = if path == "." { String::new() } else { path };
            ScenarioError { path, message: error.into_inner().to_string() }
        })
    }

    /// Reads a scenario from JSON text.
    ///
    /// # Errors
    /// As [`Scenario::from_deserializer`].
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        Self::from_deserializer(&mut serde_json::Deserializer::from_str(text))
    }

    /// The text of a document, if the scenario has it.
    #[must_use]
    pub fn text(&self, source: SourceId) -> Option<&str> {
        self.documents().find(|(id, _)| *id == source).map(|(_, text)| text)
    }

    /// Every document with its name, in the order of the fields.
    pub fn documents(&self) -> impl Iterator<Item = (SourceId, &str)> {
        let roles = numbered(&self.roles).flat_map(|(i, role)| {
            let trust = role.trust_policy.as_deref().map(|text| (SourceId::TrustPolicy(i), text));
            let policies = named(&role.policies).map(move |(j, text)| (SourceId::RolePolicy(i, j), text));
            let boundary = role.permissions_boundary.as_deref().map(|text| (SourceId::RoleBoundary(i), text));
            trust.into_iter().chain(policies).chain(boundary)
        });
        let users = numbered(&self.users).flat_map(|(i, user)| {
            let policies = named(&user.policies).map(move |(j, text)| (SourceId::UserPolicy(i, j), text));
            let boundary = user.permissions_boundary.as_deref().map(|text| (SourceId::UserBoundary(i), text));
            policies.chain(boundary)
        });
        let groups = numbered(&self.groups)
            .flat_map(|(i, group)| named(&group.policies).map(move |(j, text)| (SourceId::GroupPolicy(i, j), text)));
        let resources = numbered(&self.resource_policies)
            .map(|(i, policy)| (SourceId::ResourcePolicy(i), policy.document.as_str()));
        let associations = numbered(&self.pod_identity_associations)
            .filter_map(|(i, association)| Some((SourceId::AssociationPolicy(i), association.policy.as_deref()?)));
        std::iter::once((SourceId::Manifests, self.manifests.as_str()))
            .chain(roles)
            .chain(users)
            .chain(groups)
            .chain(resources)
            .chain(levels(&self.service_control_policies, SourceId::ServiceControlPolicy))
            .chain(levels(&self.resource_control_policies, SourceId::ResourceControlPolicy))
            .chain(associations)
            .chain(self.session_policy.as_deref().map(|text| (SourceId::SessionPolicy, text)))
            .chain(self.endpoint_policy.as_deref().map(|text| (SourceId::EndpointPolicy, text)))
    }

    /// Replaces the text of a document that the scenario has; others are left alone.
    pub fn set_text(&mut self, source: SourceId, text: String) {
        if let Some(document) = self.document_mut(source) {
            *document = text;
        }
    }

    fn document_mut(&mut self, source: SourceId) -> Option<&mut String> {
        let at = usize::from;
        match source {
            SourceId::Manifests => Some(&mut self.manifests),
            SourceId::TrustPolicy(i) => self.roles.get_mut(at(i))?.trust_policy.as_mut(),
            SourceId::RolePolicy(i, j) => Some(&mut self.roles.get_mut(at(i))?.policies.get_mut(at(j))?.document),
            SourceId::RoleBoundary(i) => self.roles.get_mut(at(i))?.permissions_boundary.as_mut(),
            SourceId::UserPolicy(i, j) => Some(&mut self.users.get_mut(at(i))?.policies.get_mut(at(j))?.document),
            SourceId::UserBoundary(i) => self.users.get_mut(at(i))?.permissions_boundary.as_mut(),
            SourceId::GroupPolicy(i, j) => Some(&mut self.groups.get_mut(at(i))?.policies.get_mut(at(j))?.document),
            SourceId::ResourcePolicy(i) => Some(&mut self.resource_policies.get_mut(at(i))?.document),
            SourceId::ServiceControlPolicy(i, j) => self.service_control_policies.get_mut(at(i))?.get_mut(at(j)),
            SourceId::ResourceControlPolicy(i, j) => self.resource_control_policies.get_mut(at(i))?.get_mut(at(j)),
            SourceId::AssociationPolicy(i) => self.pod_identity_associations.get_mut(at(i))?.policy.as_mut(),
            SourceId::SessionPolicy => self.session_policy.as_mut(),
            SourceId::EndpointPolicy => self.endpoint_policy.as_mut(),
            SourceId::Settings => None,
        }
    }
}

pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn numbered<T>(items: &[T]) -> impl Iterator<Item = (u16, &T)> {
    (0u16..).zip(items)
}

fn named(policies: &[NamedPolicy]) -> impl Iterator<Item = (u16, &str)> {
    numbered(policies).map(|(j, policy)| (j, policy.document.as_str()))
}

fn levels(levels: &[Vec<String>], id: fn(u16, u16) -> SourceId) -> impl Iterator<Item = (SourceId, &str)> {
    numbered(levels).flat_map(move |(i, documents)| numbered(documents).map(move |(j, text)| (id(i, j), text.as_str())))
}
