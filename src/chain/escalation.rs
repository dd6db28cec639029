//! Privilege escalation: how a session may get at more than its policies say, by becoming somebody else or by changing
//! policies.
//!
//! Every way is a list of actions on resources that are there (the roles, users, groups and policies of the scenario),
//! decided by the engine over all types of policy, never looked for in a text. From whoever is reached, the search goes
//! on. What leads to roles or users that the scenario does not have is told apart, as [`Beyond`].
//!
//! What always holds: a path is `allowed` only where every step of it is. While a policy of the session cannot be read,
//! nothing is said ([`Escalation::unreadable`]). Sources stand with each way ([`Way`]).

mod beyond;
mod step;
mod way;

pub use beyond::Beyond;
pub use way::{Service, Way};

use super::session::{Session, SessionTags, UNNAMED};
use super::simulate::role_name;
use super::simulation::{Answer, RoleName, rank};
use super::whose::{self, Whose};
use super::world::World;
use crate::chain::effective::Area;
use crate::iam::policy::Standing;
use crate::kubernetes::token::Subject;
use crate::order;
use crate::scenario::Scenario;
use crate::text::Location;
use serde::Serialize;
use step::Node;

/// How a session may get at more.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Escalation {
    /// Ways to a right, or to somebody of the scenario; the worst first.
    pub paths: Vec<Path>,
    /// Ways to what the scenario does not have.
    pub beyond: Vec<Beyond>,
    /// Whether a policy cannot be read, so that nothing is said.
    pub unreadable: bool,
}

/// One way, step by step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Path {
    /// What is gained in the end.
    pub gain: Gain,
    /// The steps, at least one.
    pub steps: Vec<Step>,
    /// `Allowed`, or `Depends` or `Unknown` where a step is.
    pub answer: Answer,
}

/// What is gained.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Gain {
    /// Any permission, which it may give itself.
    AnyRight {
        /// Whether a permissions boundary still limits it.
        bounded: bool,
    },
    /// Its permissions boundary falls.
    NoBoundary,
    /// Every ServiceAccount of the cluster, and with them their roles.
    Cluster,
    /// What a role may do.
    Role {
        /// Its ARN.
        arn: String,
    },
    /// What a user may do.
    User {
        /// Its ARN.
        arn: String,
    },
    /// What the members of a group may do.
    Group {
        /// Its name.
        name: String,
    },
}

/// Somebody who takes a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Party {
    /// A ServiceAccount, by its rights in Kubernetes.
    ServiceAccount {
        /// Its namespace.
        namespace: String,
        /// Its name.
        name: String,
    },
    /// A session of a role.
    Role {
        /// The role.
        role: RoleName,
    },
    /// A user.
    User {
        /// Its ARN.
        arn: String,
    },
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Who takes it.
    pub by: Party,
    /// How.
    pub way: Way,
    /// What it is done to: the ARN of a role, user, group, policy or cluster; a ServiceAccount as `namespace/name`.
    pub onto: String,
    /// What is needed for it.
    pub needs: Vec<Need>,
    /// What in the manifests allows it, for steps in Kubernetes.
    pub at: Vec<Location>,
}

/// Actions that a step needs, on one resource or within areas.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// The actions.
    pub actions: Vec<&'static str>,
    /// The resource; absent where any within the areas will do.
    pub resource: Option<String>,
    /// Where they are allowed together.
    pub areas: Vec<Area>,
    /// `Allowed`, `Depends` or `Unknown`.
    pub answer: Answer,
    /// The condition keys on which it depends.
    pub depends_on: Vec<String>,
    /// The statements that allow it.
    pub decided_by: Vec<Location>,
}

/// How a session may get at more; `None` where there is none.
#[must_use]
pub fn escalation(scenario: &Scenario, whose: Whose<'_>) -> Option<Escalation> {
    let mut found = None;
    whose::with_session(scenario, whose, &mut |world, session, account| {
        found = Some(search(world, session, account));
    });
    found
}

fn search(world: &World<'_>, session: Session<'_>, account: Option<Subject>) -> Escalation {
    let unreadable = session.all_policies().iter().any(|policy| policy.standing == Standing::Refused);
    let Some(start) = Node::new(world, session).filter(|_| !unreadable) else {
        return Escalation { unreadable, ..Escalation::default() };
    };
    let beyond = beyond::beyond(&start);
    let mut found: Vec<Path> = Vec::new();
    let mut reached: Vec<String> = vec![start.arn.clone()];
    let mut wave: Vec<(Node<'_>, Vec<Step>)> = vec![(start, Vec::new())];
    let mut of_account = account.map(|account| step::in_cluster(world, &account)).unwrap_or_default();
    while !wave.is_empty() {
        let mut next: Vec<(Node<'_>, Vec<Step>)> = Vec::new();
        for (node, so_far) in &wave {
            let mut steps = node.steps();
            steps.append(&mut of_account);
            order::sort_by_key(&mut steps, |(gain, step)| (gain.clone(), rank(answer(std::slice::from_ref(step)))));
            for (gain, step) in steps {
                let target = match &gain {
                    Gain::Role { arn } | Gain::User { arn } => Some(arn.clone()),
                    _ => None,
                };
                if target.as_ref().is_some_and(|arn| reached.contains(arn)) {
                    continue;
                }
                let opens = target.filter(|arn| !next.iter().any(|(node, _)| node.arn == *arn));
                let further = opens.and_then(|arn| further(world, node, &arn));
                let before = |first: Option<Step>| -> Vec<Step> {
                    so_far.iter().cloned().chain(first).chain([step.clone()]).collect()
                };
                if let Some(further) = &further {
                    // Whoever may write the policies of a role that it may become needs none of its own.
                    for edit in node.edits(&further.arn) {
                        let bounded = !further.session.boundary.is_empty();
                        let steps = before(Some(edit));
                        found.push(Path { gain: Gain::AnyRight { bounded }, answer: answer(&steps), steps });
                    }
                }
                let steps = before(None);
                found.push(Path { gain, answer: answer(&steps), steps: steps.clone() });
                next.extend(further.map(|further| (further, steps)));
            }
        }
        reached.extend(next.iter().map(|(node, _)| node.arn.clone()));
        wave = next;
    }
    order::sort_by_key(&mut found, |path| (path.gain.clone(), rank(path.answer), path.steps.len()));
    Escalation { paths: found, beyond, unreadable }
}

/// The session of somebody who is reached.
fn further<'w>(world: &'w World<'w>, from: &Node<'w>, arn: &str) -> Option<Node<'w>> {
    let user = world.scenario.users.iter().position(|user| user.arn == arn);
    let session = match user {
        Some(index) => Session::of_user(world, index),
        None => from.session.next(arn).or_else(|| Session::of_role(world, arn, UNNAMED, SessionTags::default(), None)),
    };
    Node::new(world, session?)
}

/// The worst answer of all needs.
fn answer(steps: &[Step]) -> Answer {
    let needs = steps.iter().flat_map(|step| &step.needs).map(|need| need.answer);
    needs.max_by_key(|answer| rank(*answer)).unwrap_or(Answer::Allowed)
}

/// Names who takes a step.
fn party(world: &World<'_>, arn: &str) -> Party {
    match world.scenario.users.iter().any(|user| user.arn == arn) {
        true => Party::User { arn: arn.to_owned() },
        false => Party::Role { role: role_name(world, arn.to_owned()) },
    }
}
