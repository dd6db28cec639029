//! A configuration that works, with everything said that is otherwise inferred, and with the names that are broken.
//!
//! What always holds: its first chain is whole and ends in its role by web identity.

use crate::aws::{Arn, oidc};
use crate::chain::simulation::Answer;
use crate::chain::{Assumption, Chain, Identity, Simulation, simulate};
use crate::gallery::{Example, Gallery};
use crate::scenario::{Cluster, Expectation, OidcProvider, Question, Scenario};
use std::rc::Rc;

/// The examples that are broken. Adding one changes what numbers give; that is why the list is here and not «all».
const EXAMPLES: [&str; 14] = [
    "textbook",
    "aws-load-balancer-controller",
    "bucket-policy",
    "cert-manager",
    "cloudwatch-agent",
    "cluster-autoscaler",
    "cross-account-table",
    "ebs-csi-driver",
    "efs-csi-driver",
    "external-dns",
    "external-secrets",
    "fluent-bit",
    "karpenter",
    "velero",
];

/// The examples that the gallery has of them.
pub fn all(gallery: &Gallery) -> impl Iterator<Item = Rc<Example>> {
    EXAMPLES.iter().filter_map(|id| gallery.example(id).cloned())
}

/// A configuration that works.
pub struct Base {
    /// The example.
    pub id: String,
    /// The configuration.
    pub scenario: Scenario,
    /// The kind of the workload.
    pub kind: String,
    /// The name of the workload.
    pub name: String,
    /// The namespace.
    pub namespace: String,
    /// The container.
    pub container: String,
    /// The ServiceAccount.
    pub account: String,
    /// The role.
    pub role_arn: String,
    /// Which of the scenario's roles it is.
    pub role: usize,
    /// The issuer without its scheme.
    pub issuer: String,
    /// An action that is allowed, and on what.
    pub allowed: (String, String),
    /// An action that is denied, and on what.
    pub denied: Option<(String, String)>,
}

impl Base {
    /// An example, if its first chain is whole and something is asked of it.
    pub fn of(example: &Example) -> Option<Self> {
        let mut scenario = example.scenario.clone();
        let simulation = simulate(&scenario);
        let chain = simulation.chains.first()?;
        let whole = chain.broken().is_none() && matches!(chain.identity, Identity::WebIdentity { .. });
        let role = chain.role.as_ref().filter(|_| whole)?;
        let index = role.index?;
        let issuer = say(&mut scenario, &simulation, &role.account)?;
        let asked = |wanted: Answer| -> Option<(String, String)> {
            let found = chain.answers.iter().find(|answer| answer.cell.answer == wanted)?;
            let question = scenario.questions.get(found.question).filter(|one| one.context.is_empty())?;
            Some((question.action.clone(), question.resource.clone()))
        };
        let allowed = asked(Answer::Allowed).or_else(|| in_matrix(chain, Answer::Allowed))?;
        let denied = asked(Answer::ImplicitDeny).or_else(|| in_matrix(chain, Answer::ImplicitDeny));
        // Only what is asked can break links 6 and 7.
        scenario.questions = vec![Question {
            action: allowed.0.clone(),
            resource: allowed.1.clone(),
            expect: Some(Expectation::Allowed),
            ..Question::default()
        }];
        Some(Self {
            id: example.id.clone(),
            kind: chain.workload.kind.clone(),
            name: chain.workload.name.clone(),
            namespace: chain.workload.namespace.clone(),
            container: chain.container.clone(),
            account: chain.service_account.name.clone(),
            role_arn: role.arn.clone(),
            role: index.into(),
            issuer: oidc::without_scheme(&issuer).to_owned(),
            allowed,
            denied,
            scenario,
        })
    }

    /// `Kind/namespace/name`
    pub fn workload(&self) -> String {
        format!("{}/{}/{}", self.kind, self.namespace, self.name)
    }
}

/// Says what the simulation inferred: issuer and provider. Gives the issuer.
fn say(scenario: &mut Scenario, simulation: &Simulation, account: &str) -> Option<String> {
    let inferred = simulation.assumptions.iter().find_map(|one| match one {
        Assumption::Issuer { issuer, .. } => Some(issuer.clone()),
        _ => None,
    });
    let cluster = scenario.cluster.clone().unwrap_or_default();
    let issuer = cluster.issuer.clone().or(inferred)?;
    scenario.cluster = Some(Cluster { issuer: Some(issuer.clone()), ..cluster });
    scenario.oidc_providers.get_or_insert_with(|| {
        vec![OidcProvider {
            account: account.to_owned(),
            url: issuer.clone(),
            client_ids: vec!["sts.amazonaws.com".to_owned()],
            ..OidcProvider::default()
        }]
    });
    Some(issuer)
}

/// The first action of the matrix with this answer, on a resource that is no pattern.
fn in_matrix(chain: &Chain, wanted: Answer) -> Option<(String, String)> {
    let matrix = &chain.permissions;
    matrix.rows.iter().find_map(|row| {
        let mut cells = row.cells.iter().zip(&matrix.resources);
        let (_, resource) = cells.find(|(cell, resource)| cell.answer == wanted && Arn::parse(resource).is_some())?;
        Some((row.action.clone(), resource.replace('*', "report.csv")))
    })
}
