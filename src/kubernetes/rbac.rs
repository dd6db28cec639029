//! Role based access control: may this subject do that, by which binding, and if not, what came close?
//!
//! What always holds: deny by default, permissions only add up, a binding to a role that does not exist gives nothing.
//! The decisions and texts are those of the Kubernetes authorizer; objects which the API server refuses (a ServiceAccount
//! subject without namespace in a ClusterRoleBinding, a foreign `apiGroup`) give nothing here.

mod aggregate;
mod authorize;
mod bridge;
mod builtin;
mod lower;
mod matching;
mod near;
pub mod question;
mod text;

#[cfg(test)]
mod tests;

pub use aggregate::{Operator, Requirement, Selector};
pub use authorize::{Allowance, Decision, Grant, authorize, rules_for};
pub use bridge::{Bridge, Way, bridges, creators};
pub use lower::{Builtins, lower};
pub(crate) use matching::is_subject;
pub use near::{Miss, NearMiss, SubjectSlip};

use crate::text::Location;
use serde::Serialize;
use std::collections::BTreeMap;

/// Reads the built-in roles and bindings, so that they are there when they are needed.
pub fn read_builtins() {
    builtin::objects();
}

/// The API group of RBAC.
pub const GROUP: &str = "rbac.authorization.k8s.io";

/// A word of a rule or subject and where it stands; built-in objects stand nowhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The word.
    pub value: String,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
}

/// One rule of a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    /// `verbs`
    pub verbs: Vec<Word>,
    /// `apiGroups`
    pub api_groups: Vec<Word>,
    /// `resources`, subresources as `pods/log`
    pub resources: Vec<Word>,
    /// `resourceNames`; empty means every name.
    pub resource_names: Vec<Word>,
    /// `nonResourceURLs`
    #[serde(rename = "nonResourceURLs")]
    pub non_resource_urls: Vec<Word>,
    /// The rule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
}

/// `Role` or `ClusterRole`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum RoleKind {
    /// Of one namespace.
    Role,
    /// Of the cluster; may be bound in one namespace.
    ClusterRole,
}

/// A Role or ClusterRole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Which of the two.
    pub kind: RoleKind,
    /// The namespace of a Role; empty for ClusterRoles.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// `metadata.labels`, which aggregation selects by.
    pub labels: BTreeMap<String, String>,
    /// The rules that count: of an aggregating ClusterRole those it collects, never those written in it.
    pub rules: Vec<Rule>,
    /// The selectors of `aggregationRule`, where there is one.
    pub aggregates: Option<Vec<Selector>>,
    /// `metadata.name`
    pub at: Option<Location>,
}

/// What kind of subject a binding names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum SubjectKind {
    /// A user by exact name.
    User,
    /// A group by exact name.
    Group,
    /// A ServiceAccount by namespace and name.
    ServiceAccount,
    /// Anything else; matches nobody.
    Other,
}

/// A subject as a binding names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// Its kind.
    pub kind: SubjectKind,
    /// Its name.
    pub name: String,
    /// The namespace of a ServiceAccount: as written, else that of the RoleBinding; empty in a ClusterRoleBinding.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub namespace: String,
    /// The `apiGroup` is one the API server refuses; the subject matches nobody.
    #[serde(skip_serializing_if = "is_false")]
    pub refused: bool,
    /// The subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Location>,
}

/// A RoleBinding or ClusterRoleBinding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The namespace of a RoleBinding; empty for ClusterRoleBindings.
    pub namespace: String,
    /// The name.
    pub name: String,
    /// `roleRef.kind`, as written.
    pub role_kind: String,
    /// `roleRef.name`
    pub role_name: String,
    /// `roleRef`
    pub role_at: Option<Location>,
    /// `roleRef.apiGroup` is one the API server refuses; the binding grants nothing.
    pub role_refused: bool,
    /// The subjects, in order.
    pub subjects: Vec<Subject>,
    /// The role it refers to, as an index into [`Rbac::roles`]; `None` where there is none.
    pub role: Option<usize>,
    /// `metadata.name`
    pub at: Option<Location>,
    /// It is one of the bindings every cluster has.
    pub builtin: bool,
}

impl Binding {
    /// Whether it grants in the whole cluster.
    #[must_use]
    pub fn is_cluster_wide(&self) -> bool {
        self.namespace.is_empty()
    }
}

/// The roles and bindings of a cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rbac {
    /// Roles and ClusterRoles.
    pub roles: Vec<Role>,
    /// ClusterRoleBindings, in order.
    pub cluster_bindings: Vec<Binding>,
    /// RoleBindings by namespace, in order.
    pub bindings: BTreeMap<String, Vec<Binding>>,
}

impl Rbac {
    /// The rules a binding grants; none where its role does not exist.
    #[must_use]
    pub fn rules(&self, binding: &Binding) -> &[Rule] {
        binding.role.and_then(|index| self.roles.get(index)).map(|role| role.rules.as_slice()).unwrap_or_default()
    }

    /// Every binding, ClusterRoleBindings first.
    pub fn all_bindings(&self) -> impl Iterator<Item = &Binding> {
        self.cluster_bindings.iter().chain(self.bindings.values().flatten())
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct User {
    /// The user name, such as `system:serviceaccount:prod:app`.
    pub name: String,
    /// Its groups.
    pub groups: Vec<String>,
}

impl User {
    /// A ServiceAccount as the API server sees it.
    #[must_use]
    pub fn service_account(namespace: &str, name: &str) -> Self {
        Self {
            name: format!("system:serviceaccount:{namespace}:{name}"),
            groups: vec![
                "system:serviceaccounts".to_owned(),
                format!("system:serviceaccounts:{namespace}"),
                "system:authenticated".to_owned(),
            ],
        }
    }

    /// A person or component that has logged in.
    #[must_use]
    pub fn authenticated(name: &str, groups: &[&str]) -> Self {
        let groups = groups.iter().copied().chain(["system:authenticated"]).map(str::to_owned).collect();
        Self { name: name.to_owned(), groups }
    }

    /// Somebody who has not.
    #[must_use]
    pub fn anonymous() -> Self {
        Self { name: "system:anonymous".to_owned(), groups: vec!["system:unauthenticated".to_owned()] }
    }
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Target {
    /// An API object, or all of a kind.
    Resource {
        /// `""` for the core group.
        api_group: String,
        /// Plural and lower case, such as `pods`.
        resource: String,
        /// Such as `log`; may be empty.
        subresource: String,
        /// Empty for cluster-scoped resources and for all namespaces.
        namespace: String,
        /// Empty where the request names none, as `list` and `create` do.
        name: String,
    },
    /// A path such as `/metrics`.
    Path {
        /// The path.
        path: String,
    },
}

/// A request to the API server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Request {
    /// Who.
    pub user: User,
    /// Such as `get`, `list`, `create`.
    pub verb: String,
    /// What.
    pub target: Target,
}

fn is_false(value: &bool) -> bool {
    !value
}
