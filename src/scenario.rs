//! The one input of a simulation: what links, examples, lessons, tests and the JavaScript API carry.
//!
//! What always holds: documents stay text, exactly as they were pasted; every field but one document is optional;
//! an unknown field is refused with its path. What is absent is inferred by the simulation, which says so.

pub mod edit;
mod question;
pub(crate) mod read;
mod runtime;
mod services;

pub use runtime::{Application, Compute, Lifecycle, Network, Runtime, StsEndpoint, VerificationKeys};

use crate::credentials::Sdk;
use crate::iam::context::ContextValue;
use crate::text::SourceId;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Everything a simulation knows. JSON in camelCase.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// `arn:aws:iam::123456789012:role/path/name`
    pub arn: String,
    /// Who may assume it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_policy: Option<String>,
    /// What it may do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
    /// What it may do at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// Tags of the role.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
    /// Seconds, 3600 to 43200; 3600 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_session_duration: Option<u32>,
}

/// An IAM user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// `arn:aws:iam::123456789012:user/path/name`
    pub arn: String,
    /// What the user may do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
    /// Names of the groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<String>,
    /// What the user may do at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub permissions_boundary: Option<String>,
    /// Tags of the user.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tags: BTreeMap<String, String>,
}

/// An IAM group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// The name, as users list it.
    pub name: String,
    /// What its users may do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<NamedPolicy>,
}

/// An inline or managed policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NamedPolicy {
    /// Any name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The JSON text.
    pub document: String,
}

/// A resource-based policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourcePolicy {
    /// ARN of what carries it, such as `arn:aws:s3:::my-bucket`.
    pub resource: String,
    /// The JSON text.
    pub document: String,
}

/// An EKS cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OidcProvider {
    /// The account it stands in.
    pub account: String,
    /// The issuer, with or without `https://`.
    pub url: String,
    /// The audiences it accepts.
    pub client_ids: Vec<String>,
    /// Whether STS gets at the issuer's keys.
    #[serde(skip_serializing_if = "is_default")]
    pub keys: VerificationKeys,
}

/// An EKS Pod Identity association.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodIdentityAssociation {
    /// Exact namespace.
    pub namespace: String,
    /// Exact ServiceAccount name.
    pub service_account: String,
    /// The role, in the cluster's account.
    pub role_arn: String,
    /// A second role, assumed by the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_role_arn: Option<String>,
    /// Turns the session tags off.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disable_session_tags: bool,
    /// A session policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
}

/// A question: may this principal do that?
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// A workload (`Pod/namespace/name`), user, role or service; every workload if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<String>,
    /// Such as `s3:GetObject`; [`Question::EVERY_ACTION`] makes the resource a column of the permission matrix.
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// Condition keys of the request.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub context: BTreeMap<String, ContextValue>,
    /// What should come out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expect: Option<Expectation>,
}

/// What a question expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Expectation {
    /// The action is allowed.
    Allowed,
    /// The action is denied, explicitly or implicitly.
    Denied,
    /// Nothing: somebody wants to know, and no answer breaks a link.
    Either,
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
    /// Reads a scenario from JSON text.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        read::scenario(text)
    }

    /// The text of a document, if the scenario has it.
    #[must_use]
    pub fn text(&self, source: SourceId) -> Option<&str> {
        self.documents().find(|(id, _)| *id == source).map(|(_, text)| text)
    }

    /// Every document with its name, in the order of the fields.
    pub fn documents<'a>(&'a self) -> impl Iterator<Item = (SourceId, &'a str)> {
        let mut all = vec![(SourceId::Manifests, self.manifests.as_str())];
        let mut add = |id: SourceId, text: Option<&'a String>| all.extend(text.map(|text| (id, text.as_str())));
        for (i, role) in (0u16..).zip(&self.roles) {
            add(SourceId::TrustPolicy(i), role.trust_policy.as_ref());
            for (j, policy) in (0u16..).zip(&role.policies) {
                add(SourceId::RolePolicy(i, j), Some(&policy.document));
            }
            add(SourceId::RoleBoundary(i), role.permissions_boundary.as_ref());
        }
        for (i, user) in (0u16..).zip(&self.users) {
            for (j, policy) in (0u16..).zip(&user.policies) {
                add(SourceId::UserPolicy(i, j), Some(&policy.document));
            }
            add(SourceId::UserBoundary(i), user.permissions_boundary.as_ref());
        }
        for (i, group) in (0u16..).zip(&self.groups) {
            for (j, policy) in (0u16..).zip(&group.policies) {
                add(SourceId::GroupPolicy(i, j), Some(&policy.document));
            }
        }
        for (i, policy) in (0u16..).zip(&self.resource_policies) {
            add(SourceId::ResourcePolicy(i), Some(&policy.document));
        }
        for (i, level) in (0u16..).zip(&self.service_control_policies) {
            for (j, document) in (0u16..).zip(level) {
                add(SourceId::ServiceControlPolicy(i, j), Some(document));
            }
        }
        for (i, level) in (0u16..).zip(&self.resource_control_policies) {
            for (j, document) in (0u16..).zip(level) {
                add(SourceId::ResourceControlPolicy(i, j), Some(document));
            }
        }
        for (i, association) in (0u16..).zip(&self.pod_identity_associations) {
            add(SourceId::AssociationPolicy(i), association.policy.as_ref());
        }
        add(SourceId::SessionPolicy, self.session_policy.as_ref());
        add(SourceId::EndpointPolicy, self.endpoint_policy.as_ref());
        all.into_iter()
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
