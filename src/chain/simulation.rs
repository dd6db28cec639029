//! What a simulation yields.
//!
//! What always holds: everything in it is data with places; [`crate::message`] makes the words. It serializes to the
//! JSON that the JavaScript API returns.

use super::link::{ErrorText, Link, Verdict};
use super::principal::PrincipalChain;
use crate::aws::AccessLevel;
use crate::diagnostic::Diagnostic;
use crate::kubernetes::rbac::Bridge;
use crate::text::Location;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The whole answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// One for every container of every workload.
    pub chains: Vec<Chain>,
    /// One for every question whose principal is a user, a role or a service.
    pub principals: Vec<PrincipalChain>,
    /// One for every user, and every role that no workload takes, of whom no question asks; the question is inferred
    /// from their policies.
    pub unasked: Vec<PrincipalChain>,
    /// What is wrong or unwise in the texts.
    pub diagnostics: Vec<Diagnostic>,
    /// What was absent and has been inferred.
    pub assumptions: Vec<Assumption>,
}

/// The walk of one container.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Chain {
    /// Whose container.
    pub workload: WorkloadName,
    /// The container's name.
    pub container: String,
    /// The ServiceAccount it runs under.
    pub service_account: ServiceAccountName,
    /// The role that the ServiceAccount names, or that an association gives.
    pub role: Option<RoleName>,
    /// The role that assumed it, where the role is the target of a Pod Identity association.
    pub through: Option<RoleName>,
    /// The seven links.
    pub links: Vec<Link>,
    /// As whom the container really runs.
    pub identity: Identity,
    /// What the webhook put into the container.
    pub injection: Injection,
    /// The token's claims, if a token is there.
    pub token: Option<serde_json::Value>,
    /// What the identity may do; chains of the same session share it.
    #[serde(serialize_with = "shared")]
    pub permissions: Rc<Matrix>,
    /// The questions for this workload, answered from the policies alone.
    pub answers: Vec<QuestionAnswer>,
    /// What the application sees in the end, if it sees an error. As a node, static keys or another role it may see
    /// none.
    pub symptom: Option<ErrorText>,
    /// What the ServiceAccount may do in the cluster, by RBAC.
    #[serde(serialize_with = "shared")]
    pub cluster_access: Rc<Vec<ClusterGrant>>,
    /// Who in Kubernetes may become this ServiceAccount, and with it its role.
    #[serde(serialize_with = "shared")]
    pub bridges: Rc<Vec<Bridge>>,
    /// What is often mixed up and can be seen here.
    pub lessons: Vec<Lesson>,
}

fn shared<T: Serialize, S: Serializer>(value: &Rc<T>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().serialize(serializer)
}

/// The answer to one question of the scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionAnswer {
    /// Its place in the scenario.
    pub question: usize,
    /// The action that decided it; for an assume that fails because of its tags, `sts:TagSession`.
    pub action: String,
    /// The answer.
    #[serde(flatten)]
    pub cell: Cell,
}

/// What is often mixed up: RBAC and IAM have only the ServiceAccount in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Lesson {
    /// A binding of RBAC gives nothing in AWS, and AWS is what is missing.
    RbacIsNotIam {
        /// Such as `RoleBinding read-pods`.
        binding: String,
    },
    /// A role of IAM gives nothing in Kubernetes; the ServiceAccount has no binding.
    IamIsNotRbac {
        /// What Kubernetes answers to `kubectl get pods`.
        error: String,
    },
}

impl Chain {
    /// The first link that does not pass.
    #[must_use]
    pub fn broken(&self) -> Option<&Link> {
        self.links.iter().find(|link| link.verdict != Verdict::Pass)
    }

    /// The verdict of the whole chain: that of its first link that does not pass.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.broken().map_or(Verdict::Pass, |link| link.verdict)
    }
}

/// Names a workload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadName {
    /// `Pod`, `Deployment` …
    pub kind: String,
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Where its name stands; absent for a Pod that was assumed.
    pub at: Option<Location>,
}

/// Names a ServiceAccount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceAccountName {
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Where its name stands, if it is in the manifests.
    pub at: Option<Location>,
}

/// Names a role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleName {
    /// The ARN as the annotation or the association gives it.
    pub arn: String,
    /// The last part of the ARN; the whole text where it is no ARN.
    pub name: String,
    /// The account; empty where it is no ARN.
    pub account: String,
    /// Which of the scenario's roles it is.
    pub index: Option<u16>,
}

/// As whom a container really runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Identity {
    /// The role of its ServiceAccount, by web identity.
    WebIdentity {
        /// The role.
        role_arn: String,
        /// The session; its name is the SDK's default, with a placeholder for the time.
        session_arn: String,
    },
    /// A role by EKS Pod Identity.
    PodIdentity {
        /// The role.
        role_arn: String,
        /// The session.
        session_arn: String,
    },
    /// The role of the node, by the instance metadata service.
    NodeRole {
        /// The session; absent where the scenario does not say which role the nodes have.
        session_arn: Option<String>,
    },
    /// Keys that stand in the container's environment.
    StaticKeys,
    /// Nobody: the SDK stops with an error, or finds nothing.
    Nobody,
    /// The Pod is never created.
    NoPod,
    /// It cannot be said.
    Unknown,
}

/// What the webhook put into a container.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Injection {
    /// Environment variables, in order.
    pub environment: Vec<(String, String)>,
    /// Volumes of the Pod.
    pub volumes: Vec<String>,
    /// Paths at which they are mounted.
    pub mounts: Vec<String>,
}

/// A rule of Kubernetes RBAC that holds for a ServiceAccount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterGrant {
    /// The namespace in which it holds; absent for the whole cluster.
    pub namespace: Option<String>,
    /// Such as `get`, `list`.
    pub verbs: Vec<String>,
    /// Resources with their group (`pods`, `deployments.apps`), or paths.
    pub resources: Vec<String>,
    /// The names to which it is limited.
    pub resource_names: Vec<String>,
    /// `RoleBinding read-pods`
    pub binding: String,
    /// `Role read-pods`
    pub role: String,
    /// Where the rule and the binding stand.
    pub at: Vec<Location>,
}

/// Actions against resources.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Matrix {
    /// The columns: ARNs, or patterns that stand for any resource they match.
    pub resources: Vec<String>,
    /// The rows, grouped by service and access level.
    pub rows: Vec<MatrixRow>,
}

/// One action against every resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MatrixRow {
    /// Such as `s3:GetObject`.
    pub action: String,
    /// `List`, `Read`, `Write`, `Tagging`, `Permissions management`; absent for an action that is not in the catalogue.
    pub access_level: Option<AccessLevel>,
    /// One for each resource.
    pub cells: Vec<Cell>,
}

/// What one action may do with one resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// The answer.
    pub answer: Answer,
    /// The statements that decided it.
    pub decided_by: Vec<Location>,
    /// Condition keys on which it depends.
    pub depends_on: Vec<String>,
    /// Whether AWS leaves this open and the simulator chose.
    pub undocumented: bool,
}

/// The answer of a cell; names as the AWS API has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Answer {
    /// Allowed.
    Allowed,
    /// A Deny statement matches.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
    /// It depends on condition keys that were not given.
    Depends,
    /// A policy cannot be read, so nothing is said.
    Unknown,
    /// The action does not work on this kind of resource.
    NotApplicable,
}

/// Orders answers from `Allowed` to denied: of several that must all be given the highest counts, of several of which
/// one is enough the lowest.
#[must_use]
pub fn rank(answer: Answer) -> u8 {
    match answer {
        Answer::Allowed => 0,
        Answer::Depends => 1,
        Answer::Unknown => 2,
        Answer::ImplicitDeny | Answer::ExplicitDeny | Answer::NotApplicable => 3,
    }
}

impl Answer {
    /// Whether it is not denied.
    #[must_use]
    pub fn is_open(self) -> bool {
        rank(self) < 3
    }
}

/// What the scenario does not say and the simulation took for granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Assumption {
    /// The cluster's issuer is the one that a trust policy names.
    Issuer {
        /// `https://…`
        issuer: String,
        /// Where it was read.
        at: Option<Location>,
    },
    /// The account has an OIDC provider for the issuer.
    Provider {
        /// 12 digits.
        account: String,
        /// `https://…`
        issuer: String,
        /// The audience it accepts.
        client_id: String,
    },
    /// A Pod uses this ServiceAccount.
    Pod {
        /// Its namespace.
        namespace: String,
        /// Its name.
        service_account: String,
    },
    /// The cluster runs on EKS, with its webhook.
    Webhook,
    /// The application's SDK.
    Sdk {
        /// Its name.
        sdk: String,
    },
    /// Pods do not reach the instance metadata service, as on nodes with Amazon Linux 2023.
    NoImds,
    /// The resources belong to the role's account.
    ResourceAccount {
        /// 12 digits.
        account: String,
    },
    /// The role has no tags, though a policy of it looks at them.
    NoRoleTags {
        /// The role.
        role_arn: String,
    },
    /// Context keys that requests carry by default.
    Context {
        /// Key and value.
        values: BTreeMap<String, String>,
    },
}
