//! The decision, and the rules a subject has.
//!
//! What always holds: ClusterRoleBindings are tried first, then the RoleBindings of the request's namespace; the first
//! rule that matches decides; a request without namespace, and a path, never profit from a RoleBinding.

use super::{Binding, NearMiss, Rbac, Request, RoleKind, Rule, Subject, Target, User, matching, near, text};
use crate::text::Location;
use serde::Serialize;

/// What a binding grants, for a page: one rule, whence it comes and where it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// The one namespace it holds in; everywhere if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// The rule.
    pub rule: Rule,
    /// The binding's name; a RoleBinding if `namespace` is set, else a ClusterRoleBinding.
    pub binding: String,
    /// The binding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub binding_at: Option<Location>,
    /// The kind of the bound role.
    pub role_kind: RoleKind,
    /// The name of the bound role; an aggregating role collects rules of others.
    pub role: String,
    /// The role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role_at: Option<Location>,
    /// The subject of the binding that matched.
    pub subject: Subject,
    /// The binding is one that every cluster has.
    pub builtin: bool,
}

/// Why a request is allowed.
pub type Allowance = Grant;

/// The answer to one request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
    /// Whether the authorizer allows it.
    pub allowed: bool,
    /// The authorizer's own words; empty for a plain refusal.
    pub reason: String,
    /// What allowed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Allowance>,
    /// The text of the 403 response where it is refused; empty where it is allowed.
    pub denial: String,
    /// What would have allowed it, but for one thing; the closest first.
    pub near_misses: Vec<NearMiss>,
}

/// May this subject do that?
#[must_use]
pub fn authorize(rbac: &Rbac, request: &Request) -> Decision {
    let mut unresolved: Vec<&Binding> = Vec::new();
    for binding in in_scope(rbac, request) {
        let Some(subject) = matching::subject_of(binding, &request.user) else { continue };
        if binding.role.is_none() {
            unresolved.push(binding);
        }
        if let Some(rule) = rbac.rules(binding).iter().find(|rule| matching::parts(rule, request).all()) {
            return Decision {
                allowed: true,
                reason: text::allowed(binding, subject),
                by: grant(rbac, binding, subject, rule),
                denial: String::new(),
                near_misses: Vec::new(),
            };
        }
    }
    let reason = text::unresolved(&unresolved);
    let denial = text::forbidden(request, &reason);
    Decision { allowed: false, reason, by: None, denial, near_misses: near::misses(rbac, request) }
}

/// The bindings that may allow a request, whoever asks.
pub(super) fn in_scope<'a>(rbac: &'a Rbac, request: &Request) -> impl Iterator<Item = &'a Binding> + use<'a> {
    let namespaced = match &request.target {
        Target::Resource { namespace, .. } if !namespace.is_empty() => rbac.bindings.get(namespace),
        Target::Resource { .. } | Target::Path { .. } => None,
    };
    rbac.cluster_bindings.iter().chain(namespaced.into_iter().flatten())
}

/// Every rule a user has, ClusterRoleBindings first.
#[must_use]
pub fn rules_for(rbac: &Rbac, user: &User) -> Vec<Grant> {
    let mut grants = Vec::new();
    for binding in rbac.all_bindings() {
        if let Some(subject) = matching::subject_of(binding, user) {
            grants.extend(rbac.rules(binding).iter().filter_map(|rule| grant(rbac, binding, subject, rule)));
        }
    }
    grants
}

pub(super) fn grant(rbac: &Rbac, binding: &Binding, subject: &Subject, rule: &Rule) -> Option<Grant> {
    let role = rbac.roles.get(binding.role?)?;
    Some(Grant {
        namespace: (!binding.is_cluster_wide()).then(|| binding.namespace.clone()),
        rule: rule.clone(),
        binding: binding.name.clone(),
        binding_at: binding.at,
        role_kind: role.kind,
        role: role.name.clone(),
        role_at: role.at,
        subject: subject.clone(),
        builtin: binding.builtin,
    })
}
