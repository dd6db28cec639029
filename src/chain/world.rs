//! Everything that a scenario says, read once: manifests, policies, and the facts of the cluster; what is absent is
//! inferred, and every inference stands in `assumptions`.
//!
//! What always holds: a document that could not be read is in here all the same, marked as refused, so that no verdict
//! is given as if it did not exist.

mod advice;
mod infer;

pub use infer::federated;

use super::simulation::Assumption;
use crate::aws::oidc;
use crate::diagnostic::Diagnostic;
use crate::iam::lower;
use crate::iam::policy::{Policy, PolicyKind};
use crate::kubernetes::manifest::{self, Manifests};
use crate::kubernetes::rbac::{self, Builtins, Rbac};
use crate::kubernetes::webhook::Flags;
use crate::kubernetes::workload::Workload;
use crate::lint;
use crate::scenario::{NamedPolicy, PodIdentityAssociation, Question, Role, Scenario, User, VerificationKeys};
use crate::text::SourceId;
use std::collections::HashMap;

/// The annotation that names the role.
pub const ROLE_ARN: &str = "eks.amazonaws.com/role-arn";
/// The audience that the webhook asks for, and the client ID of a provider that was assumed.
pub const AUDIENCE: &str = "sts.amazonaws.com";
/// The namespace of objects that name none, as with `kubectl apply`.
pub const DEFAULT_NAMESPACE: &str = "default";

/// A scenario, read.
#[derive(Debug)]
pub struct World<'s> {
    /// What was pasted.
    pub scenario: &'s Scenario,
    /// The Kubernetes objects.
    pub manifests: Manifests,
    /// A Pod that was assumed because no workload uses the annotated ServiceAccount.
    pub assumed: Vec<Workload>,
    /// RBAC.
    pub rbac: Rbac,
    /// The webhook's settings.
    pub flags: Flags,
    /// The policies of each role, in the scenario's order.
    pub roles: Vec<RolePolicies>,
    /// Where a role stands in `roles`, by its ARN.
    role_index: HashMap<&'s str, u16>,
    /// The policies of each user, in the scenario's order.
    pub users: Vec<UserPolicies>,
    /// The policies of each group, in the scenario's order.
    pub groups: Vec<Vec<Policy>>,
    /// The policy of each association that has one, in the scenario's order.
    pub association_policies: Vec<Option<Policy>>,
    /// Where the questions for each workload stand, by its name; those for every workload under the empty one.
    questions: HashMap<&'s str, Vec<usize>>,
    /// Whether a policy that holds for every role looks at a claim of a token.
    pub mentions_claims: bool,
    /// Resource policies with the ARN that carries them.
    pub resource_policies: Vec<(String, Policy)>,
    /// SCPs by level.
    pub service_control: Vec<Vec<Policy>>,
    /// RCPs by level.
    pub resource_control: Vec<Vec<Policy>>,
    /// The session policy.
    pub session: Vec<Policy>,
    /// The VPC endpoint's policy.
    pub endpoint: Vec<Policy>,
    /// The cluster's issuer, `https://…`.
    pub issuer: Option<String>,
    /// The cluster's Region.
    pub region: Option<String>,
    /// What is wrong in the texts.
    pub diagnostics: Vec<Diagnostic>,
    /// What was inferred.
    pub assumptions: Vec<Assumption>,
}

/// The documents of one role.
#[derive(Debug)]
pub struct RolePolicies {
    /// Who may assume it.
    pub trust: Option<Policy>,
    /// What it may do.
    pub identity: Vec<Policy>,
    /// What it may do at most.
    pub boundary: Vec<Policy>,
}

/// The documents of one user, without those of its groups.
#[derive(Debug)]
pub struct UserPolicies {
    /// What it may do.
    pub identity: Vec<Policy>,
    /// What it may do at most.
    pub boundary: Vec<Policy>,
}

/// What STS knows of an issuer in one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    /// The ARN of the provider.
    pub arn: String,
    /// The audiences it accepts.
    pub client_ids: Vec<String>,
    /// Whether STS gets at the issuer's keys.
    pub keys: VerificationKeys,
}

impl<'s> World<'s> {
    /// Reads a scenario.
    #[must_use]
    pub fn read(scenario: &'s Scenario) -> Self {
        let mut diagnostics = Vec::new();
        let (manifests, found) = manifest::read(SourceId::Manifests, &scenario.manifests, DEFAULT_NAMESPACE);
        diagnostics.extend(found);
        let roles = (0u16..).zip(&scenario.roles).map(|(i, role)| {
            let mut read = |source, text: &str, kind| policy(source, text, kind, &mut diagnostics);
            RolePolicies {
                trust: role.trust_policy.as_deref().map(|text| read(SourceId::TrustPolicy(i), text, PolicyKind::Trust)),
                identity: (0u16..)
                    .zip(&role.policies)
                    .map(|(j, NamedPolicy { document, .. })| {
                        read(SourceId::RolePolicy(i, j), document, PolicyKind::Identity)
                    })
                    .collect(),
                boundary: role
                    .permissions_boundary
                    .iter()
                    .map(|text| read(SourceId::RoleBoundary(i), text, PolicyKind::Boundary))
                    .collect(),
            }
        });
        let roles: Vec<RolePolicies> = roles.collect();
        let mut read = |source, text: &str, kind| policy(source, text, kind, &mut diagnostics);
        let users = (0u16..)
            .zip(&scenario.users)
            .map(|(i, user)| UserPolicies {
                identity: (0u16..)
                    .zip(&user.policies)
                    .map(|(j, p)| read(SourceId::UserPolicy(i, j), &p.document, PolicyKind::Identity))
                    .collect(),
                boundary: user
                    .permissions_boundary
                    .iter()
                    .map(|text| read(SourceId::UserBoundary(i), text, PolicyKind::Boundary))
                    .collect(),
            })
            .collect();
        let groups = (0u16..).zip(&scenario.groups);
        let groups = groups
            .map(|(i, group)| {
                let policies = (0u16..).zip(&group.policies);
                policies.map(|(j, p)| read(SourceId::GroupPolicy(i, j), &p.document, PolicyKind::Identity)).collect()
            })
            .collect();
        let associations = (0u16..).zip(&scenario.pod_identity_associations);
        let association_policies = associations
            .map(|(i, a)| {
                let text = a.policy.as_deref()?;
                Some(read(SourceId::AssociationPolicy(i), text, PolicyKind::Session))
            })
            .collect();
        let mut questions: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, question) in scenario.questions.iter().enumerate() {
            questions.entry(question.principal.as_deref().unwrap_or_default()).or_default().push(index);
        }
        let mut role_index = HashMap::new();
        for (role, index) in scenario.roles.iter().zip(0u16..) {
            role_index.entry(role.arn.as_str()).or_insert(index);
        }
        let resource_policies = (0u16..)
            .zip(&scenario.resource_policies)
            .map(|(i, p)| (p.resource.clone(), read(SourceId::ResourcePolicy(i), &p.document, PolicyKind::Resource)))
            .collect();
        let service_control = levels(&scenario.service_control_policies, |i, j, text| {
            read(SourceId::ServiceControlPolicy(i, j), text, PolicyKind::ServiceControl)
        });
        let resource_control = levels(&scenario.resource_control_policies, |i, j, text| {
            read(SourceId::ResourceControlPolicy(i, j), text, PolicyKind::ResourceControl)
        });
        let session = scenario.session_policy.iter();
        let session = session.map(|text| read(SourceId::SessionPolicy, text, PolicyKind::Session)).collect();
        let endpoint = scenario.endpoint_policy.iter();
        let endpoint = endpoint.map(|text| read(SourceId::EndpointPolicy, text, PolicyKind::Endpoint)).collect();
        for found in diagnostics.iter_mut().filter(|found| found.fix.is_none()) {
            if let SourceId::TrustPolicy(index) = found.at.source
                && let Some(role) = scenario.roles.get(usize::from(index))
            {
                found.fix = lint::trust::fix_for(found, &role.arn);
            }
        }
        let mut world = Self {
            scenario,
            rbac: rbac::lower(&manifests.objects, Builtins::Included),
            manifests,
            assumed: Vec::new(),
            flags: Flags::default(),
            roles,
            role_index,
            users,
            groups,
            questions,
            mentions_claims: scenario
                .documents()
                .any(|(source, text)| !belongs_to_role(source) && mentions_claims(text)),
            association_policies,
            resource_policies,
            service_control,
            resource_control,
            session,
            endpoint,
            issuer: None,
            region: None,
            diagnostics,
            assumptions: Vec::new(),
        };
        world.infer();
        advice::policies(&mut world);
        world
    }

    /// Every workload, those that were assumed too.
    pub fn workloads(&self) -> impl Iterator<Item = &Workload> {
        self.manifests.workloads.iter().chain(&self.assumed)
    }

    /// The scenario's role with this ARN.
    #[must_use]
    pub fn role(&self, arn: &str) -> Option<(u16, &RolePolicies)> {
        let index = *self.role_index.get(arn)?;
        Some((index, self.roles.get(usize::from(index))?))
    }

    /// The questions that are asked of a workload: those for every workload, and those for `Kind/namespace/name`.
    #[must_use]
    pub fn questions_for(&self, workload: &Workload) -> Vec<(usize, &'s Question)> {
        let name = format!("{}/{}/{}", workload.kind.as_str(), workload.namespace, workload.name);
        let of = |name: &str| self.questions.get(name).into_iter().flatten();
        let mut indices: Vec<usize> = of("").chain(of(&name)).copied().collect();
        indices.sort_unstable();
        indices.into_iter().filter_map(|index| Some((index, self.scenario.questions.get(index)?))).collect()
    }

    /// Whether a policy of this role looks at a claim of a token.
    #[must_use]
    pub fn role_mentions_claims(&self, arn: &str) -> bool {
        let role = self.role(arn).and_then(|(index, _)| self.scenario.roles.get(usize::from(index)));
        let documents = |role: &'s Role| role.policies.iter().map(|p| &p.document).chain(&role.permissions_boundary);
        role.is_none_or(|role| documents(role).any(|text| mentions_claims(text)))
    }

    /// The groups of a user that the scenario has, with their policies.
    pub fn groups_of<'a>(&'a self, user: &'a User) -> impl Iterator<Item = (usize, &'a Vec<Policy>)> {
        let known = user.groups.iter().filter_map(|name| self.scenario.groups.iter().position(|g| g.name == *name));
        known.filter_map(|index| Some((index, self.groups.get(index)?)))
    }

    /// The policy of a resource: that of the ARN itself, or of what holds it (the bucket of an object).
    #[must_use]
    pub fn resource_policy(&self, resource: &str) -> Option<&Policy> {
        let holds = |carrier: &str| {
            resource == carrier || resource.strip_prefix(carrier).is_some_and(|rest| rest.starts_with('/'))
        };
        self.resource_policies.iter().find(|(carrier, _)| holds(carrier)).map(|(_, policy)| policy)
    }

    /// The partition of the cluster, by its Region.
    #[must_use]
    pub fn partition(&self) -> &'static str {
        match self.region.as_deref().unwrap_or_default() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        }
    }

    /// The account of the cluster, where it is known.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.scenario.cluster.as_ref()?.account.as_deref()
    }

    /// The Pod Identity association of a ServiceAccount; both names are exact.
    #[must_use]
    pub fn association(&self, namespace: &str, service_account: &str) -> Option<&'s PodIdentityAssociation> {
        let mut associations = self.scenario.pod_identity_associations.iter();
        associations.find(|a| a.namespace == namespace && a.service_account == service_account)
    }

    /// The session policy of an association of this scenario.
    #[must_use]
    pub fn association_policy(&self, association: &PodIdentityAssociation) -> Option<&Policy> {
        let mut all = self.scenario.pod_identity_associations.iter().zip(&self.association_policies);
        all.find(|(one, _)| std::ptr::eq(*one, association)).and_then(|(_, policy)| policy.as_ref())
    }

    /// The OIDC provider of an account for an issuer. STS looks in the account of the role.
    #[must_use]
    pub fn provider(&self, partition: &str, account: &str, issuer: &str) -> Option<Provider> {
        let host = oidc::without_scheme(issuer);
        let arn = format!("arn:{partition}:iam::{account}:oidc-provider/{host}");
        match &self.scenario.oidc_providers {
            None => Some(Provider { arn, client_ids: vec![AUDIENCE.to_owned()], keys: VerificationKeys::Found }),
            Some(providers) => providers
                .iter()
                .find(|provider| provider.account == account && oidc::without_scheme(&provider.url) == host)
                .map(|provider| Provider { arn, client_ids: provider.client_ids.clone(), keys: provider.keys }),
        }
    }
}

/// Whether a document can only tell the sessions of one role apart.
fn belongs_to_role(source: SourceId) -> bool {
    matches!(
        source,
        SourceId::Manifests | SourceId::TrustPolicy(_) | SourceId::RolePolicy(..) | SourceId::RoleBoundary(_)
    )
}

/// Whether a text may hold a claim of a token, such as `…:sub`, or the id of a session.
fn mentions_claims(text: &str) -> bool {
    [":sub", ":aud", ":SUB", ":AUD", ":Sub", ":Aud"].iter().any(|claim| text.contains(claim))
}

fn policy(source: SourceId, text: &str, kind: PolicyKind, diagnostics: &mut Vec<Diagnostic>) -> Policy {
    let (policy, found) = lower::read(source, text, kind);
    diagnostics.extend(found);
    policy.unwrap_or_else(|| Policy::unreadable(source, kind))
}

fn levels(documents: &[Vec<String>], mut read: impl FnMut(u16, u16, &str) -> Policy) -> Vec<Vec<Policy>> {
    let level = |(i, level)| (0u16..).zip::<&Vec<String>>(level).map(|(j, text)| read(i, j, text)).collect();
    (0u16..).zip(documents).map(level).collect()
}
