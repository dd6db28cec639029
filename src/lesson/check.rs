//! How far a configuration is from the goal of a lesson.
//!
//! What always holds: a point holds only where the simulation says so for certain. What somebody may do counts only if
//! he gets as far as asking: of a workload, links 1 to 5 must hold for each of its containers. The questions of the
//! lesson are asked whether the reader has kept them or not, so that nothing is reached by asking less.

use super::change::document;
use super::{Check, Demand, Lesson, Wanted};
use crate::chain::simulation::Answer;
use crate::chain::{self, Chain, Identity, Simulation, Step, Verdict};
use crate::diagnostic::Severity;
use crate::iam::tri::Tri;
use crate::kubernetes::rbac::question::{self, Asker, Cluster};
use crate::kubernetes::token::Subject;
use crate::scenario::{Expectation, Question, Scenario};
use crate::text::SourceId;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// One for each point of the goal.
    pub goal: Vec<Mark>,
    /// One for each point of the bonus.
    pub bonus: Vec<Mark>,
}

/// A point of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whether it holds.
    pub state: State,
    /// What the simulation says.
    pub why: Why,
}

/// Whether a point holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// It cannot be decided.
    Undecided,
}

/// What the simulation says about a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Every link holds.
    Whole,
    /// This link, or the chain at this link, has this verdict.
    Link(Step, Verdict),
    /// The link is not reached: the chain stops here.
    Stops(Step),
    /// The manifests have no such workload; or no workload at all.
    NoWorkload(Option<String>),
    /// As whom it runs.
    Runs(Identity),
    /// The answer to the question.
    Answered(Answer),
    /// The scenario has no such user, role, document or ServiceAccount.
    Missing(String),
    /// Whether the role lets it in.
    Trusts(Tri),
    /// Whether the ServiceAccount may do it in the cluster.
    Can(Tri),
    /// So many errors.
    Errors(usize),
    /// It is as it was.
    Unchanged,
    /// It was changed.
    Changed,
}

impl Progress {
    /// Whether the goal is reached. A goal without points never is.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        all(&self.goal)
    }

    /// Whether the goal and the bonus are reached.
    #[must_use]
    pub fn is_bonus_reached(&self) -> bool {
        self.is_reached() && all(&self.bonus)
    }
}

fn all(marks: &[Mark]) -> bool {
    !marks.is_empty() && marks.iter().all(|mark| mark.state == State::Holds)
}

/// Checks a configuration against the goal of a lesson.
#[must_use]
pub fn check(lesson: &Lesson, scenario: &Scenario) -> Progress {
    let bonus = lesson.bonus.as_ref().map(|bonus| bonus.goal.as_slice()).unwrap_or_default();
    let seen = Seen::new(&lesson.scenario, scenario, lesson.goal.iter().chain(bonus));
    Progress {
        goal: lesson.goal.iter().map(|check| seen.mark(&check.demand)).collect(),
        bonus: bonus.iter().map(|check| seen.mark(&check.demand)).collect(),
    }
}

/// A configuration with everything that a goal asks of it.
struct Seen<'a> {
    start: &'a Scenario,
    scenario: &'a Scenario,
    simulation: Simulation,
    /// The same with the questions of the points, from which links 6 and 7 do not break.
    asked: Simulation,
    /// The questions of the points, from this one on.
    questions: Vec<Question>,
}

impl<'a> Seen<'a> {
    fn new(start: &'a Scenario, scenario: &'a Scenario, checks: impl Iterator<Item = &'a Check>) -> Self {
        let mut with_own = scenario.clone();
        let kept = |one: &Question| scenario.questions.contains(one);
        with_own.questions.extend(start.questions.iter().filter(|one| !kept(one)).cloned());
        let simulation = chain::simulate(&with_own);
        let questions: Vec<Question> = checks.filter_map(|check| question_of(&check.demand)).collect();
        let asked = match questions.is_empty() {
            true => Simulation::default(),
            false => chain::simulate(&Scenario { questions: questions.clone(), ..with_own }),
        };
        Self { start, scenario, simulation, asked, questions }
    }

    fn mark(&self, demand: &Demand) -> Mark {
        match demand {
            Demand::Chain { workload, link, verdict } => {
                self.each(workload.as_deref(), |chain| of_chain(chain, *link, *verdict))
            }
            Demand::Identity { workload, identity, role } => {
                self.each(workload.as_deref(), |chain| of_identity(chain, identity, role.as_deref()))
            }
            Demand::Access { principal, answer, .. } => self.access(demand, principal, *answer),
            Demand::Trust { role, subject, trusted } => self.trust(role, subject, *trusted),
            Demand::Cluster { .. } => self.cluster(demand),
            Demand::Errors { errors: most } => {
                let errors = self.simulation.diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
                mark(u64::try_from(errors).is_ok_and(|errors| errors <= *most), Why::Errors(errors))
            }
            Demand::Unchanged { unchanged } => self.unchanged(unchanged),
        }
    }

    /// The chains of a workload; of none in particular, the first chain.
    fn chains<'s>(simulation: &'s Simulation, workload: Option<&str>) -> Vec<&'s Chain> {
        match workload {
            None => simulation.chains.first().into_iter().collect(),
            Some(name) => simulation.chains.iter().filter(|chain| name_of(chain) == name).collect(),
        }
    }

    /// The mark of the first chain that does not hold, else that of the first.
    fn each(&self, workload: Option<&str>, of: impl Fn(&Chain) -> Mark) -> Mark {
        let marks = Self::chains(&self.simulation, workload).into_iter().map(of);
        worst(marks).unwrap_or_else(|| mark(false, Why::NoWorkload(workload.map(str::to_owned))))
    }

    fn access(&self, demand: &Demand, principal: &str, wanted: Wanted) -> Mark {
        let Some(index) = question_of(demand).and_then(|asked| self.questions.iter().position(|one| *one == asked))
        else {
            return undecided(Why::Answered(Answer::Unknown));
        };
        if let Some(found) = self.asked.principals.iter().find(|chain| chain.question == Some(index)) {
            return match found.explanation {
                None => undecided(Why::Missing(principal.to_owned())),
                Some(_) => of_answer(found.cell.answer, wanted),
            };
        }
        let of = |chain: &Chain| match asks_as_role(chain) {
            Err((step, Verdict::Fail)) if wanted == Wanted::Allowed => mark(false, Why::Link(step, Verdict::Fail)),
            Err((step, verdict)) => undecided(Why::Link(step, verdict)),
            Ok(()) => match chain.answers.iter().find(|answer| answer.question == index) {
                Some(answer) => of_answer(answer.cell.answer, wanted),
                None => undecided(Why::Answered(Answer::Unknown)),
            },
        };
        let marks = Self::chains(&self.asked, Some(principal)).into_iter().map(of);
        worst(marks).unwrap_or_else(|| mark(false, Why::NoWorkload(Some(principal.to_owned()))))
    }

    fn trust(&self, role: &str, subject: &str, trusted: bool) -> Mark {
        let Ok(subject) = Subject::parse(subject) else { return undecided(Why::Missing(subject.to_owned())) };
        match chain::admits(self.scenario, role, &subject) {
            None => undecided(Why::Missing(role.to_owned())),
            Some(tri) => of_tri(tri, trusted, Why::Trusts(tri)),
        }
    }

    fn cluster(&self, demand: &Demand) -> Mark {
        let Demand::Cluster { asker, verb, resource, namespace, can } = demand else {
            return undecided(Why::Can(Tri::Unknown));
        };
        let cluster = Cluster::read(&self.scenario.manifests);
        let (of, name) = match asker.split('/').collect::<Vec<_>>().as_slice() {
            [_, _, _] => {
                let Some(chain) = Self::chains(&self.simulation, Some(asker)).into_iter().next() else {
                    return mark(false, Why::NoWorkload(Some(asker.clone())));
                };
                // Where there is no Pod, nobody can do anything.
                if let Some(link) = chain.broken().filter(|link| link.step == Step::SelectServiceAccount) {
                    return undecided(Why::Link(link.step, link.verdict));
                }
                (chain.service_account.namespace.as_str(), chain.service_account.name.as_str())
            }
            _ => asker.split_once('/').unwrap_or(("default", asker)),
        };
        // Every namespace has the account `default`.
        if name != "default" && cluster.manifests.service_account(of, name).is_none() {
            return undecided(Why::Missing(format!("{of}/{name}")));
        }
        let answer = cluster.answer(&question::Question {
            subject: Asker::ServiceAccount { namespace: of.to_owned(), name: name.to_owned() },
            verb: verb.clone(),
            resource: resource.clone(),
            name: String::new(),
            namespace: namespace.clone().unwrap_or_default(),
        });
        let tri = match answer.map(|answer| answer.verdict) {
            Some(question::Verdict::Yes) => Tri::Yes,
            Some(question::Verdict::No) => Tri::No,
            Some(question::Verdict::Unknown) | None => Tri::Unknown,
        };
        of_tri(tri, *can, Why::Can(tri))
    }

    fn unchanged(&self, name: &str) -> Mark {
        let same = match document(self.start, name) {
            None => return undecided(Why::Missing(name.to_owned())),
            Some(SourceId::Settings) => settings(self.start) == settings(self.scenario),
            Some(source) => self.start.text(source) == self.scenario.text(source),
        };
        mark(same, if same { Why::Unchanged } else { Why::Changed })
    }
}

/// What is no text: cluster, providers, associations, node, SDK, runtime.
fn settings(scenario: &Scenario) -> Scenario {
    let mut associations = scenario.pod_identity_associations.clone();
    associations.iter_mut().for_each(|one| one.policy = None);
    Scenario {
        cluster: scenario.cluster.clone(),
        oidc_providers: scenario.oidc_providers.clone(),
        pod_identity_associations: associations,
        node_role: scenario.node_role.clone(),
        imds_reachable: scenario.imds_reachable,
        sdk: scenario.sdk,
        runtime: scenario.runtime.clone(),
        ..Scenario::default()
    }
}

/// `Kind/namespace/name` of a chain's workload.
#[must_use]
pub fn name_of(chain: &Chain) -> String {
    let workload = &chain.workload;
    format!("{}/{}/{}", workload.kind, workload.namespace, workload.name)
}

/// The question that a point asks, which breaks no link.
fn question_of(demand: &Demand) -> Option<Question> {
    let Demand::Access { principal, action, resource, context, .. } = demand else { return None };
    Some(Question {
        principal: Some(principal.clone()),
        action: action.clone(),
        resource: resource.clone(),
        context: context.clone(),
        expect: Some(Expectation::Either),
    })
}

fn of_chain(chain: &Chain, link: Option<Step>, verdict: Verdict) -> Mark {
    let broken = chain.broken();
    let Some(step) = link else {
        let why = broken.map_or(Why::Whole, |link| Why::Link(link.step, link.verdict));
        return of_verdict(chain.verdict(), verdict, why);
    };
    let found = chain.links.iter().find(|one| one.step == step).map_or(Verdict::Unknown, |one| one.verdict);
    match broken.filter(|_| found == Verdict::NotReached) {
        // What lies behind something undecided is undecided too.
        Some(stop) if stop.verdict == Verdict::Unknown => undecided(Why::Stops(stop.step)),
        Some(stop) => mark(false, Why::Stops(stop.step)),
        None => of_verdict(found, verdict, Why::Link(step, found)),
    }
}

fn of_verdict(found: Verdict, wanted: Verdict, why: Why) -> Mark {
    match found {
        Verdict::Unknown => undecided(why),
        found => mark(found == wanted, why),
    }
}

fn of_identity(chain: &Chain, identity: &str, role: Option<&str>) -> Mark {
    let why = Why::Runs(chain.identity.clone());
    let (kind, arn) = match &chain.identity {
        Identity::WebIdentity { role_arn, .. } => ("webIdentity", Some(role_arn.as_str())),
        Identity::PodIdentity { role_arn, .. } => ("podIdentity", Some(role_arn.as_str())),
        Identity::NodeRole { .. } => ("nodeRole", None),
        Identity::StaticKeys => ("staticKeys", None),
        Identity::Nobody => ("nobody", None),
        Identity::NoPod => ("noPod", None),
        Identity::Unknown => return undecided(why),
    };
    mark(kind == identity && role.is_none_or(|role| arn == Some(role)), why)
}

/// Whether the container gets as far as asking as its role; else the link that keeps it from it.
fn asks_as_role(chain: &Chain) -> Result<(), (Step, Verdict)> {
    let before = chain.links.iter().filter(|link| link.step <= Step::TrustSubject);
    let stops = before.into_iter().find(|link| link.verdict != Verdict::Pass);
    stops.map_or(Ok(()), |link| Err((link.step, link.verdict)))
}

fn of_answer(answer: Answer, wanted: Wanted) -> Mark {
    let why = Why::Answered(answer);
    match (answer, wanted) {
        (Answer::Depends | Answer::Unknown | Answer::NotApplicable, _) => undecided(why),
        (Answer::Allowed, wanted) => mark(wanted == Wanted::Allowed, why),
        (Answer::ExplicitDeny, wanted) => mark(matches!(wanted, Wanted::Denied | Wanted::ExplicitDeny), why),
        (Answer::ImplicitDeny, wanted) => mark(matches!(wanted, Wanted::Denied | Wanted::ImplicitDeny), why),
    }
}

fn of_tri(tri: Tri, wanted: bool, why: Why) -> Mark {
    match tri {
        Tri::Unknown => undecided(why),
        tri => mark((tri == Tri::Yes) == wanted, why),
    }
}

/// The first mark that fails, else the first that is undecided, else the first.
fn worst(marks: impl Iterator<Item = Mark>) -> Option<Mark> {
    let marks: Vec<Mark> = marks.collect();
    let first = |state| marks.iter().find(|mark| mark.state == state);
    first(State::Fails).or(first(State::Undecided)).or(marks.first()).cloned()
}

fn mark(holds: bool, why: Why) -> Mark {
    Mark { state: if holds { State::Holds } else { State::Fails }, why }
}

fn undecided(why: Why) -> Mark {
    Mark { state: State::Undecided, why }
}
