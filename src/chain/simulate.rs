//! Joins the links: every container of every workload is walked from admission to the permission matrix.
//!
//! What always holds: links after the first one that does not pass are `notReached`, with what they would say kept in
//! `own`; the identity is found by following the SDK's chain to its end, also where the web identity fails. What is the
//! same for many chains (a matrix, the grants of a ServiceAccount) is made once and shared.

use super::identity::{Assume, Walker};
use super::link::{ErrorText, Link, Step, Verdict};
use super::permission;
use super::reason::Reason;
use super::session::Session;
use super::simulation::{
    Chain, ClusterGrant, Identity, Lesson, Matrix, QuestionAnswer, RoleName, ServiceAccountName, Simulation,
    WorkloadName,
};
use super::world::World;
use super::{denial, inject, pick, principal, select};
use crate::aws::{Arn, catalog};
use crate::iam::evaluate::Cause;
use crate::kubernetes::admission::{self, Account};
use crate::kubernetes::rbac::{self, Bridge, Grant, RoleKind, User};
use crate::kubernetes::workload::{self, Container, ContainerKind, Workload};
use crate::lint;
use crate::scenario::{Application, Question, Scenario, StsEndpoint};
use crate::text::SourceId;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::rc::Rc;

/// Simulates a scenario.
#[must_use]
pub fn simulate(scenario: &Scenario) -> Simulation {
    let mut steps = Steps::new(scenario);
    loop {
        if let Some(simulation) = steps.step() {
            return simulation;
        }
    }
}

/// A simulation in steps, for those who must let others work in between; together they are [`simulate`].
pub struct Steps<'s> {
    scenario: &'s Scenario,
    tables: std::slice::Iter<'static, fn()>,
    world: Option<World<'s>>,
    walked: usize,
    chains: Vec<Chain>,
    shared: Shared,
}

/// What is read once and then kept for every simulation.
const TABLES: &[fn()] = &[
    || {
        let _ = catalog::services();
    },
    rbac::read_builtins,
];

impl<'s> Steps<'s> {
    /// Nothing is done yet.
    #[must_use]
    pub fn new(scenario: &'s Scenario) -> Self {
        let shared = Shared { matrices: HashMap::new(), accounts: HashMap::new() };
        Self { scenario, tables: TABLES.iter(), world: None, walked: 0, chains: Vec::new(), shared }
    }

    /// One step more; the simulation after the last one.
    pub fn step(&mut self) -> Option<Simulation> {
        if let Some(read) = self.tables.next() {
            read();
            return None;
        }
        let Some(world) = &self.world else {
            self.world = Some(World::read(self.scenario));
            return None;
        };
        if let Some(workload) = world.workloads().nth(self.walked) {
            self.walked += 1;
            self.chains.extend(walk(world, workload, &mut self.shared));
            return None;
        }
        let chains = std::mem::take(&mut self.chains);
        let mut diagnostics = world.diagnostics.clone();
        lint::check(world, &chains, &mut diagnostics);
        Some(Simulation {
            unasked: principal::unasked(world, &chains),
            chains,
            principals: principal::chains(world),
            diagnostics,
            assumptions: world.assumptions.clone(),
        })
    }
}

/// What several chains have in common.
struct Shared {
    matrices: HashMap<String, Rc<Matrix>>,
    accounts: HashMap<(String, String), InCluster>,
}

/// What RBAC says of a ServiceAccount.
#[derive(Clone)]
struct InCluster {
    access: Rc<Vec<ClusterGrant>>,
    bridges: Rc<Vec<Bridge>>,
}

impl Shared {
    fn in_cluster(&mut self, world: &World, workload: &Workload) -> InCluster {
        let (namespace, name) = (&workload.namespace, &workload.service_account);
        let made = self.accounts.entry((namespace.clone(), name.clone())).or_insert_with(|| {
            let grants = rbac::rules_for(&world.rbac, &User::service_account(namespace, name));
            InCluster {
                access: Rc::new(grants.iter().filter(|grant| !grant.builtin).map(cluster_grant).collect()),
                bridges: Rc::new(rbac::bridges(&world.rbac, namespace, name)),
            }
        });
        made.clone()
    }

    fn matrix(&mut self, session: &Session<'_>) -> Rc<Matrix> {
        let made = self.matrices.entry(session.fingerprint()).or_insert_with(|| Rc::new(permission::matrix(session)));
        Rc::clone(made)
    }
}

/// The chains of one workload, one for each container that the webhook looks at.
fn walk(world: &World, workload: &Workload, shared: &mut Shared) -> Vec<Chain> {
    let selected = select::link(world, workload);
    let pod = admitted(world, workload);
    let mutation = inject::mutation(world, workload, &pod);
    let questions = world.questions_for(workload);
    containers(workload)
        .map(|container| {
            let walker = Walker { world, workload, mutation: &mutation, container: &container.name };
            chain(&walker, selected.clone(), &questions, shared)
        })
        .collect()
}

/// The containers of a workload that have a chain: those that the webhook looks at.
pub(super) fn containers(workload: &Workload) -> impl Iterator<Item = &Container> {
    workload.containers.iter().filter(|container| container.kind != ContainerKind::Ephemeral)
}

/// The Pod after ServiceAccount admission; one that is refused is walked on as it stands.
pub(super) fn admitted(world: &World, workload: &Workload) -> Json {
    let pod = workload::pod(workload);
    let find = |namespace: &str, name: &str| {
        let account = world.manifests.service_account(namespace, name).map(Account::from);
        account.or_else(|| Some(Account::default()))
    };
    match admission::admit(&pod, &workload.namespace, find) {
        Ok(admitted) => admitted.pod,
        Err(_) => pod,
    }
}

fn chain(walker: &Walker<'_>, selected: Link, questions: &[(usize, &Question)], shared: &mut Shared) -> Chain {
    let (world, workload) = (walker.world, walker.workload);
    let injected = inject::link(world, workload, walker.mutation, walker.container);
    let environment = pick::environment(world, workload, &walker.mutation.pod, walker.container);
    let resolution = pick::resolve(world, &environment);
    let picked = pick::link(world, workload, &walker.mutation.pod, walker.container, &resolution);
    let assume = walker.assume(&environment, &resolution.found);
    let session = walker.session(assume.as_ref());
    let access = access(walker, session.as_ref(), assume.as_ref(), questions, shared);
    let (exchange, trust) = match &assume {
        Some(assume) => (assume.exchange.clone(), assume.trust.clone()),
        None => {
            let not_reached =
                |step| Link::new(step, Verdict::NotReached, Reason::NotReached { stopped_at: Step::PickCredentials });
            (not_reached(Step::KnowIssuer), not_reached(Step::TrustSubject))
        }
    };
    let [allowed, agreed] = access.links;
    let mut links = vec![selected, injected, picked, exchange, trust, allowed, agreed];
    let created = links.first().is_some_and(|link| link.verdict != Verdict::Fail);
    let identity = match created {
        true => walker.identity(&environment, &resolution.found, assume.as_ref()),
        false => Identity::NoPod,
    };
    reach(&mut links);
    let in_cluster = shared.in_cluster(world, workload);
    let at = Some(workload.name_at).filter(|at| at.source != SourceId::Settings);
    let account = world.manifests.service_account(&workload.namespace, &workload.service_account);
    Chain {
        workload: WorkloadName {
            kind: workload.kind.as_str().to_owned(),
            namespace: workload.namespace.clone(),
            name: workload.name.clone(),
            at,
        },
        container: walker.container.to_owned(),
        service_account: ServiceAccountName {
            namespace: workload.namespace.clone(),
            name: workload.service_account.clone(),
            at: account.map(|account| account.name_at),
        },
        role: walker.role(assume.as_ref()).map(|arn| role_name(world, arn)),
        through: assume.as_ref().and_then(|assume| assume.through.clone()).map(|arn| role_name(world, arn)),
        symptom: symptom(world, &links, &identity, questions),
        lessons: lessons(&links, workload, &in_cluster.access),
        links: links.into_iter().map(without_places_of_no_document).collect(),
        identity,
        injection: inject::injection(walker.mutation, walker.container),
        token: assume.and_then(|assume| serde_json::to_value(assume.claims?).ok()),
        permissions: access.matrix,
        answers: access.answers,
        cluster_access: in_cluster.access,
        bridges: in_cluster.bridges,
    }
}

/// What the role's policies say, whether the session comes about or not.
struct Access {
    matrix: Rc<Matrix>,
    answers: Vec<QuestionAnswer>,
    links: [Link; 2],
}

fn access(
    walker: &Walker<'_>,
    session: Option<&Session<'_>>,
    assume: Option<&Assume>,
    questions: &[(usize, &Question)],
    shared: &mut Shared,
) -> Access {
    let Some(session) = session else {
        return Access {
            matrix: Rc::default(),
            answers: Vec::new(),
            links: [
                Link::unknown(Step::AllowAction, Reason::RoleNotGiven),
                Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk),
            ],
        };
    };
    let matrix = shared.matrix(session);
    let asked: Vec<&Question> = questions.iter().map(|(_, question)| *question).collect();
    let links = match assume.and_then(|assume| refused_endpoint(walker.world, assume)) {
        Some(link) => [link, Link::unknown(Step::ResourceAgrees, Reason::NothingToAsk)],
        None => permission::links(session, &asked, &matrix),
    };
    Access { answers: permission::answers(session, questions), matrix, links }
}

/// Credentials that no service takes, or not where they are used, whatever the policies say.
fn refused_endpoint(world: &World, assume: &Assume) -> Option<Link> {
    let region = world.region.as_deref().unwrap_or_default();
    if assume.endpoint == StsEndpoint::Global && pick::is_opt_in(region) {
        let text = "The provided token is malformed or otherwise invalid.";
        let error = ErrorText { code: "InvalidToken".to_owned(), message: text.to_owned(), operation: None };
        let reason = Reason::TokenNotValidInRegion { region: region.to_owned() };
        return Some(Link::fail(Step::AllowAction, reason).says(error));
    }
    match world.scenario.runtime.application {
        Application::Ordinary => None,
        Application::ExplicitGlobalStsEndpoint => {
            let error = ErrorText {
                code: "SignatureDoesNotMatch".to_owned(),
                message: "Credential should be scoped to a valid region".to_owned(),
                operation: Some("GetCallerIdentity"),
            };
            Some(Link::fail(Step::AllowAction, Reason::SignedForOtherRegion).says(error))
        }
    }
}

/// What the application sees in the end.
fn symptom(world: &World, links: &[Link], identity: &Identity, questions: &[(usize, &Question)]) -> Option<ErrorText> {
    let first = || links.iter().filter(|link| link.own == Verdict::Fail).find_map(|link| link.error.clone());
    match identity {
        Identity::NoPod | Identity::Nobody | Identity::WebIdentity { .. } | Identity::PodIdentity { .. } => first(),
        Identity::StaticKeys | Identity::Unknown => None,
        Identity::NodeRole { session_arn } => {
            let (_, question) = questions.first()?;
            let session_arn = session_arn.as_deref()?;
            let node = world.scenario.node_role.as_deref()?;
            let name = session_arn.rsplit('/').next()?;
            let how = match Session::of_role(world, node, name, super::session::SessionTags::default(), None) {
                Some(session) => {
                    let decision = session.answer(question).decision;
                    if !decision.outcome.is_denied() {
                        return None;
                    }
                    denial::denial(&decision.cause)
                }
                // A node's role usually has nothing to do with the application.
                None => denial::denial(&Cause::NotAllowedBy { blockers: Vec::new() }),
            };
            Some(denial::error(session_arn, &question.action, &question.resource, &how))
        }
    }
}

/// What of this is often mixed up.
fn lessons(links: &[Link], workload: &Workload, access: &[ClusterGrant]) -> Vec<Lesson> {
    let broken = links.iter().find(|link| link.verdict != Verdict::Pass);
    let (namespace, name) = (&workload.namespace, &workload.service_account);
    match (broken, access.first()) {
        // The ServiceAccount has rights in the cluster, and in AWS it lacks them.
        (Some(link), Some(grant)) if matches!(link.step, Step::InjectRole | Step::AllowAction) => {
            vec![Lesson::RbacIsNotIam { binding: grant.binding.clone() }]
        }
        (None, None) => vec![Lesson::IamIsNotRbac {
            error: format!(
                "pods is forbidden: User \"system:serviceaccount:{namespace}:{name}\" cannot list resource \"pods\" in API group \"\" in the namespace \"{namespace}\""
            ),
        }],
        _ => Vec::new(),
    }
}

/// Names a role by its ARN.
pub(super) fn role_name(world: &World, arn: String) -> RoleName {
    let index = world.role(&arn).map(|(index, _)| index);
    let account = Arn::parse(&arn).map(|arn| arn.account.to_owned()).unwrap_or_default();
    let name = arn.rsplit('/').next().unwrap_or(&arn).to_owned();
    RoleName { arn, name, account, index }
}

/// Marks every link after the first one that does not pass.
fn reach(links: &mut [Link]) {
    let stopped_at = links.iter().find(|link| link.verdict != Verdict::Pass).map(|link| link.step);
    let Some(stopped_at) = stopped_at else { return };
    for link in links.iter_mut().filter(|link| link.step > stopped_at) {
        link.verdict = Verdict::NotReached;
    }
}

/// A Pod that was assumed has no text to point at.
fn without_places_of_no_document(mut link: Link) -> Link {
    link.evidence.retain(|at| at.source != SourceId::Settings);
    link
}

fn cluster_grant(grant: &Grant) -> ClusterGrant {
    let words = |words: &[rbac::Word]| words.iter().map(|word| word.value.clone()).collect::<Vec<_>>();
    let rule = &grant.rule;
    let groups: Vec<&str> = rule.api_groups.iter().map(|group| group.value.as_str()).collect();
    let mut resources: Vec<String> = rule
        .resources
        .iter()
        .flat_map(|resource| {
            groups.iter().map(move |group| match *group {
                "" => resource.value.clone(),
                group => format!("{}.{group}", resource.value),
            })
        })
        .collect();
    resources.extend(words(&rule.non_resource_urls));
    let kind = if grant.namespace.is_some() { "RoleBinding" } else { "ClusterRoleBinding" };
    let role = match grant.role_kind {
        RoleKind::Role => "Role",
        RoleKind::ClusterRole => "ClusterRole",
    };
    ClusterGrant {
        namespace: grant.namespace.clone(),
        verbs: words(&rule.verbs),
        resources,
        resource_names: words(&rule.resource_names),
        binding: format!("{kind} {}", grant.binding),
        role: format!("{role} {}", grant.role),
        at: grant.rule.at.into_iter().chain(grant.binding_at).collect(),
    }
}
