//! Who may do something with a resource: the workloads by the identity that they really have, users, roles, and whom
//! the resource's policy names besides.
//!
//! What always holds: a workload counts as whoever its containers really run as, not as the role that was meant;
//! somebody who may not do it, but may become a role that does, is listed with that way.

use super::role::has;
use super::side::{Own, Side, Trusting, everything};
use crate::aws::catalog::{self, Fit};
use crate::chain::identity::{Walker, Way};
use crate::chain::link::Verdict;
use crate::chain::session::{Session, SessionTags, UNNAMED};
use crate::chain::simulate::{self, role_name};
use crate::chain::simulation::{Answer, Cell, Identity, RoleName, ServiceAccountName, WorkloadName, rank};
use crate::chain::world::World;
use crate::chain::{inject, permission, pick, select};
use crate::iam::policy::Effect;
use crate::scenario::Scenario;
use crate::text::{Location, SourceId};
use serde::Serialize;
use std::collections::BTreeMap;

/// Who may do something.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WhoCan {
    /// The action.
    pub action: String,
    /// The resource; one that stands for a pattern where a pattern was asked for.
    pub resource: String,
    /// Whether the action works on such a resource.
    pub fit: Fit,
    /// Everybody of the scenario, those who can first, and whom the resource's policy names besides.
    pub all: Vec<Can>,
}

/// One of those who can, or cannot.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Can {
    /// Who.
    pub actor: Actor,
    /// The answer.
    pub cell: Cell,
    /// The roles that are assumed on the way, in order; none where it may do it itself.
    pub through: Vec<RoleName>,
}

/// Who asks for something.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Actor {
    /// Containers of a workload that run as the same identity.
    Workload {
        /// The workload.
        workload: WorkloadName,
        /// The containers.
        containers: Vec<String>,
        /// Its ServiceAccount.
        service_account: ServiceAccountName,
        /// As whom they run.
        means: Means,
        /// The place of the first container's chain among all.
        chain: usize,
    },
    /// A user.
    User {
        /// Its ARN.
        arn: String,
    },
    /// Whoever assumes a role.
    Role {
        /// The role.
        role: RoleName,
    },
    /// Somebody else whom the resource's policy names: a service, another account, a principal of one, everybody.
    Named {
        /// As it is written.
        principal: String,
        /// What it is.
        what: Trusting,
        /// What its own policies say; the answer is that of the resource's side.
        own: Own,
        /// Where.
        at: Location,
    },
}

/// As whom a container runs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Means {
    /// A role, by web identity.
    WebIdentity {
        /// The role.
        role_arn: String,
    },
    /// A role, by EKS Pod Identity.
    PodIdentity {
        /// The role.
        role_arn: String,
    },
    /// The role of the node.
    NodeRole {
        /// The role, where the scenario says it.
        role_arn: Option<String>,
    },
    /// Keys in its environment, of nobody knows whom.
    StaticKeys,
    /// Nobody, or there is no Pod at all.
    Nobody,
    /// It cannot be said.
    Unknown,
}

/// Who of a scenario may do this.
#[must_use]
pub fn who_can(scenario: &Scenario, action: &str, resource: &str) -> WhoCan {
    let world = World::read(scenario);
    let mut asking = Asking { world: &world, action, resource, known: BTreeMap::new() };
    let mut all = workloads(&mut asking);
    for (index, user) in scenario.users.iter().enumerate() {
        let found = asking.through(Session::of_user(&world, index));
        all.push(Can { actor: Actor::User { arn: user.arn.clone() }, cell: found.cell, through: found.through });
    }
    for role in &scenario.roles {
        let session = Session::of_role(&world, &role.arn, UNNAMED, SessionTags::default(), None);
        // Where a role leads is told of those who take it.
        let cell = session.map_or_else(unknown, |session| asking.cell(&session));
        all.push(Can { actor: Actor::Role { role: role_name(&world, role.arn.clone()) }, cell, through: Vec::new() });
    }
    all.extend(named(&world, action, resource));
    crate::order::sort_by_key(&mut all, |can| rank(can.cell.answer));
    let fit = catalog::fit(action, resource);
    let any = world.scenario.roles.first().and_then(|role| {
        Session::of_role(&world, &role.arn, UNNAMED, SessionTags::default(), None)
            .map(|session| session.meant(action, resource).into_owned())
    });
    WhoCan { action: action.to_owned(), resource: any.unwrap_or_else(|| resource.to_owned()), fit, all }
}

/// The question, and what was answered already.
struct Asking<'w> {
    world: &'w World<'w>,
    action: &'w str,
    resource: &'w str,
    known: BTreeMap<String, Found>,
}

/// An answer and the roles on the way to it.
#[derive(Clone)]
struct Found {
    cell: Cell,
    through: Vec<RoleName>,
}

fn unknown() -> Cell {
    of(Answer::Unknown)
}

fn of(answer: Answer) -> Cell {
    Cell { answer, decided_by: Vec::new(), depends_on: Vec::new(), undocumented: false }
}

impl<'w> Asking<'w> {
    fn cell(&self, session: &Session<'_>) -> Cell {
        permission::to_cell(&session.decide(self.action, self.resource, None))
    }

    /// The answer for a session, else for the nearest role that it may become.
    fn through(&mut self, session: Option<Session<'_>>) -> Found {
        let Some(session) = session else { return Found { cell: unknown(), through: Vec::new() } };
        let fingerprint = session.fingerprint();
        if let Some(found) = self.known.get(&fingerprint) {
            return found.clone();
        }
        let found = self.search(session);
        self.known.insert(fingerprint, found.clone());
        found
    }

    fn search(&self, session: Session<'_>) -> Found {
        let own = self.cell(&session);
        if own.answer == Answer::Allowed {
            return Found { cell: own, through: Vec::new() };
        }
        let mut best = Found { cell: own, through: Vec::new() };
        let mut seen: Vec<&str> = Vec::new();
        // Sessions with the roles that led to them and whether every step of the way is certain.
        let mut wave: Vec<(Session<'_>, Vec<&str>, Answer)> = vec![(session, Vec::new(), Answer::Allowed)];
        while !wave.is_empty() {
            let mut next = Vec::new();
            for (session, path, so_far) in &wave {
                for role in &self.world.scenario.roles {
                    let arn = role.arn.as_str();
                    let assume = permission::answer(&session.decide_assume(arn));
                    if seen.contains(&arn) || !assume.is_open() {
                        continue;
                    }
                    let Some(further) = session.next(arn) else { continue };
                    seen.push(arn);
                    let step = if rank(assume) > rank(*so_far) { assume } else { *so_far };
                    let mut cell = self.cell(&further);
                    if cell.answer.is_open() && rank(step) > rank(cell.answer) {
                        cell.answer = step;
                    }
                    let path: Vec<&str> = path.iter().copied().chain([arn]).collect();
                    if rank(cell.answer) < rank(best.cell.answer) {
                        let through = path.iter().map(|arn| role_name(self.world, (*arn).to_owned())).collect();
                        best = Found { cell, through };
                    }
                    next.push((further, path, step));
                }
            }
            wave = next;
        }
        best
    }
}

/// The containers, each as whom it really runs; those of a workload that run as the same are one.
fn workloads(asking: &mut Asking<'_>) -> Vec<Can> {
    let world = asking.world;
    let mut all: Vec<Can> = Vec::new();
    let mut chain = 0;
    for workload in world.workloads() {
        let created = select::link(world, workload).verdict != Verdict::Fail;
        let pod = simulate::admitted(world, workload);
        let mutation = inject::mutation(world, workload, &pod);
        let first = all.len();
        for container in simulate::containers(workload) {
            let walker = Walker { world, workload, mutation: &mutation, container: &container.name };
            let (means, found) = if created { container_of(asking, &walker) } else { (Means::Nobody, None) };
            let found = found.unwrap_or_else(|| Found {
                cell: of(if means == Means::Nobody { Answer::ImplicitDeny } else { Answer::Unknown }),
                through: Vec::new(),
            });
            let here = chain;
            chain += 1;
            let same = all.iter_mut().skip(first).find_map(|can| match &mut can.actor {
                Actor::Workload { means: known, containers, .. } if *known == means => Some(containers),
                _ => None,
            });
            if let Some(containers) = same {
                containers.push(container.name.clone());
                continue;
            }
            let account = world.manifests.service_account(&workload.namespace, &workload.service_account);
            all.push(Can {
                actor: Actor::Workload {
                    workload: WorkloadName {
                        kind: workload.kind.as_str().to_owned(),
                        namespace: workload.namespace.clone(),
                        name: workload.name.clone(),
                        at: Some(workload.name_at).filter(|at| at.source != SourceId::Settings),
                    },
                    containers: vec![container.name.clone()],
                    service_account: ServiceAccountName {
                        namespace: workload.namespace.clone(),
                        name: workload.service_account.clone(),
                        at: account.map(|account| account.name_at),
                    },
                    means,
                    chain: here,
                },
                cell: found.cell,
                through: found.through,
            });
        }
    }
    all
}

fn container_of(asking: &mut Asking<'_>, walker: &Walker<'_>) -> (Means, Option<Found>) {
    let world = walker.world;
    let environment = pick::environment(world, walker.workload, &walker.mutation.pod, walker.container);
    let resolution = pick::resolve(world, &environment);
    let assume = walker.assume(&environment, &resolution.found);
    let (identity, further) = walker.acting(&environment, &resolution.found, assume.as_ref());
    let assume = further.or(assume);
    match identity {
        Identity::WebIdentity { role_arn, .. } => {
            let by_token = assume.as_ref().is_some_and(|assume| assume.way == Way::WebIdentity);
            let session = walker.session(assume.as_ref()).filter(|_| by_token);
            (Means::WebIdentity { role_arn }, Some(asking.through(session)))
        }
        Identity::PodIdentity { role_arn, .. } => {
            let session = walker.session(assume.as_ref());
            (Means::PodIdentity { role_arn }, Some(asking.through(session)))
        }
        Identity::NodeRole { .. } => {
            let role_arn = world.scenario.node_role.clone();
            let session = role_arn.as_ref().and_then(|arn| Session::of_instance(world, arn, "i-<instance-id>"));
            (Means::NodeRole { role_arn }, Some(asking.through(session)))
        }
        Identity::StaticKeys => (Means::StaticKeys, None),
        Identity::Nobody | Identity::NoPod => (Means::Nobody, None),
        Identity::Unknown => (Means::Unknown, None),
    }
}

/// Whom the resource's policy names in Allow statements and the scenario does not have.
fn named(world: &World, action: &str, resource: &str) -> Vec<Can> {
    let (Some(policy), Some(everything)) = (world.resource_policy(resource), everything()) else { return Vec::new() };
    let side = Side { world, policy, action, resource, everything: &everything };
    let allowing = policy.statements.iter().filter(|statement| statement.effect == Effect::Allow);
    let entries = allowing.flat_map(|statement| &statement.principal).flat_map(|element| &element.entries);
    let mut found: Vec<Can> = Vec::new();
    for entry in entries {
        let same = |can: &Can| matches!(&can.actor, Actor::Named { principal, .. } if *principal == entry.text);
        if has(world, &entry.text) || found.iter().any(same) {
            continue;
        }
        let Some((what, cell, own)) = side.named(entry).filter(|(_, cell, _)| cell.answer.is_open()) else { continue };
        let actor = Actor::Named { principal: entry.text.clone(), what, own, at: policy.at(entry.span) };
        found.push(Can { actor, cell, through: Vec::new() });
    }
    found
}
