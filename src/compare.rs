//! One scenario against another: which texts and settings changed, and what follows: links, identities, permissions.
//!
//! What always holds: a permission counts as allowed only where the container really gets it, that is, where its
//! identity is the role's; what cannot be decided on one side is neither gained nor lost. Nothing is simulated here.

mod document;

pub use document::{DocumentChange, SettingChange, changes as document_changes, settings as setting_changes};

use crate::chain::simulation::{Answer, ClusterGrant};
use crate::chain::{Chain, Identity, Link, Reason, Simulation, Verdict};
use crate::scenario::Scenario;

/// A scenario and what follows from it.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What was pasted.
    pub scenario: &'a Scenario,
    /// What follows.
    pub simulation: &'a Simulation,
}

/// What is different.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Difference<'a> {
    /// Documents that changed, came or went.
    pub documents: Vec<DocumentChange<'a>>,
    /// Everything else of the scenario that changed.
    pub settings: Vec<SettingChange>,
    /// Chains in which something changed.
    pub chains: Vec<ChainChange<'a>>,
    /// Answers of users, roles and services that changed.
    pub answers: Vec<AnswerChange<'a>>,
}

/// What became of a chain.
#[derive(Clone, Debug, PartialEq)]
pub enum ChainChange<'a> {
    /// It is on the second side only.
    Appeared(&'a Chain),
    /// It is on the first side only.
    Disappeared(&'a Chain),
    /// It is on both, and something in it changed.
    Changed(Changed<'a>),
}

/// What changed in a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed<'a> {
    /// The chain on the second side.
    pub chain: &'a Chain,
    /// Links whose verdict changed, or that break for another reason.
    pub links: Vec<LinkChange<'a>>,
    /// The identities, where they differ.
    pub identity: Option<(&'a Identity, &'a Identity)>,
    /// Permissions that changed.
    pub cells: Vec<CellChange<'a>>,
    /// Rules of RBAC that came.
    pub gained: Vec<&'a ClusterGrant>,
    /// Rules of RBAC that went.
    pub lost: Vec<&'a ClusterGrant>,
}

/// A link on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkChange<'a> {
    /// On the first side.
    pub before: &'a Link,
    /// On the second side.
    pub after: &'a Link,
}

/// What a container may do with a resource in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effective {
    /// What the policies say, for the session that the container has.
    Answer(Answer),
    /// The container does not become the role, so it gets nothing of it.
    NoSession,
    /// Whether it becomes the role cannot be said.
    Undecided,
    /// The policies and resource of that side do not mention it, so nothing allows it.
    NotMentioned,
}

/// A permission on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellChange<'a> {
    /// The action.
    pub action: &'a str,
    /// The resource.
    pub resource: &'a str,
    /// On the first side.
    pub before: Effective,
    /// On the second side.
    pub after: Effective,
}

/// Which way a permission changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Allowed now, and definitely not before: a widening.
    Gained,
    /// Not allowed now, and allowed before.
    Lost,
    /// Denied in another way, or undecided on one side.
    Other,
}

impl CellChange<'_> {
    /// Which way.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match (self.before.is_allowed(), self.after.is_allowed()) {
            (Some(false), Some(true)) => Direction::Gained,
            (Some(true), Some(false)) => Direction::Lost,
            _ => Direction::Other,
        }
    }
}

impl Effective {
    /// Whether it is allowed; `None` where that is open.
    #[must_use]
    pub fn is_allowed(self) -> Option<bool> {
        match self {
            Self::Answer(Answer::Allowed) => Some(true),
            Self::Answer(Answer::ExplicitDeny | Answer::ImplicitDeny | Answer::NotApplicable)
            | Self::NoSession
            | Self::NotMentioned => Some(false),
            Self::Answer(Answer::Depends | Answer::Unknown) | Self::Undecided => None,
        }
    }
}

/// An answer to a question about a user, a role or a service, on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerChange<'a> {
    /// Who.
    pub principal: &'a str,
    /// The action that was asked for.
    pub action: &'a str,
    /// The resource.
    pub resource: &'a str,
    /// On the first side.
    pub before: Answer,
    /// On the second side.
    pub after: Answer,
}

/// How much is different.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents and settings.
    pub texts: usize,
    /// Chains that came or went.
    pub chains: usize,
    /// Links with another verdict.
    pub links: usize,
    /// Identities.
    pub identities: usize,
    /// Permissions that are newly allowed.
    pub gained: usize,
    /// Permissions that are no longer allowed.
    pub lost: usize,
    /// Rules of RBAC that came or went.
    pub rules: usize,
}

impl Difference<'_> {
    /// How much is different.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { texts: self.documents.len() + self.settings.len(), ..Counts::default() };
        for change in &self.chains {
            let ChainChange::Changed(changed) = change else {
                counts.chains += 1;
                continue;
            };
            counts.links += changed.links.iter().filter(|link| link.before.verdict != link.after.verdict).count();
            counts.identities += usize::from(changed.identity.is_some());
            counts.rules += changed.gained.len() + changed.lost.len();
            for cell in &changed.cells {
                match cell.direction() {
                    Direction::Gained => counts.gained += 1,
                    Direction::Lost => counts.lost += 1,
                    Direction::Other => {}
                }
            }
        }
        counts
    }

    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.settings.is_empty() && self.chains.is_empty() && self.answers.is_empty()
    }
}

/// Compares two sides.
#[must_use]
pub fn compare<'a>(before: Side<'a>, after: Side<'a>) -> Difference<'a> {
    Difference {
        documents: document::changes(before.scenario, after.scenario),
        settings: document::settings(before.scenario, after.scenario),
        chains: chains(&before.simulation.chains, &after.simulation.chains),
        answers: answers(before.simulation, after.simulation),
    }
}

fn chains<'a>(before: &'a [Chain], after: &'a [Chain]) -> Vec<ChainChange<'a>> {
    let name = |chain: &'a Chain| {
        let workload = &chain.workload;
        (&workload.kind, &workload.namespace, &workload.name, &chain.container)
    };
    let mut left: Vec<&Chain> = before.iter().collect();
    let mut changes = Vec::new();
    for chain in after {
        match left.iter().position(|other| name(other) == name(chain)) {
            Some(at) => changes.extend(changed(left.remove(at), chain).map(ChainChange::Changed)),
            None => changes.push(ChainChange::Appeared(chain)),
        }
    }
    changes.extend(left.into_iter().map(ChainChange::Disappeared));
    changes
}

fn changed<'a>(before: &'a Chain, after: &'a Chain) -> Option<Changed<'a>> {
    let links = before.links.iter().zip(&after.links);
    // A link that is not reached says nothing of its own; one that passes may do so in other words.
    let differs = |a: &Link, b: &Link| {
        a.verdict != b.verdict || (matches!(a.verdict, Verdict::Fail | Verdict::Unknown) && a.reason != b.reason)
    };
    let links: Vec<_> =
        links.filter(|(a, b)| differs(a, b)).map(|(before, after)| LinkChange { before, after }).collect();
    let identity = (before.identity != after.identity).then_some((&before.identity, &after.identity));
    let same = |a: &ClusterGrant, b: &ClusterGrant| {
        (&a.namespace, &a.verbs, &a.resources, &a.resource_names)
            == (&b.namespace, &b.verbs, &b.resources, &b.resource_names)
    };
    let without = |these: &'a [ClusterGrant], those: &'a [ClusterGrant]| -> Vec<&'a ClusterGrant> {
        these.iter().filter(|one| !those.iter().any(|other| same(one, other))).collect()
    };
    let change = Changed {
        chain: after,
        links,
        identity,
        cells: cells(before, after),
        gained: without(&after.cluster_access, &before.cluster_access),
        lost: without(&before.cluster_access, &after.cluster_access),
    };
    let nothing = change.links.is_empty()
        && change.identity.is_none()
        && change.cells.is_empty()
        && change.gained.is_empty()
        && change.lost.is_empty();
    (!nothing).then_some(change)
}

/// Permissions that changed: every pair of action and resource that either side mentions.
fn cells<'a>(before: &'a Chain, after: &'a Chain) -> Vec<CellChange<'a>> {
    let mut changes = Vec::new();
    for (action, resource) in pairs(after) {
        let change = CellChange {
            action,
            resource,
            before: effective(before, action, resource),
            after: effective(after, action, resource),
        };
        changes.push(change);
    }
    for (action, resource) in pairs(before) {
        if cell(after, action, resource).is_none() {
            let before = effective(before, action, resource);
            changes.push(CellChange { action, resource, before, after: effective(after, action, resource) });
        }
    }
    // Not to be allowed in another way is news only where it is a Deny, or where one side is open.
    changes.retain(|change| {
        let deny = |one| one == Effective::Answer(Answer::ExplicitDeny);
        change.before != change.after
            && (change.before.is_allowed() != change.after.is_allowed() || deny(change.before) || deny(change.after))
    });
    changes
}

fn pairs(chain: &Chain) -> impl Iterator<Item = (&str, &str)> {
    chain.permissions.rows.iter().flat_map(|row| {
        let cells = chain.permissions.resources.iter().zip(&row.cells);
        let real = cells.filter(|(_, cell)| cell.answer != Answer::NotApplicable);
        real.map(|(resource, _)| (row.action.as_str(), resource.as_str()))
    })
}

fn cell(chain: &Chain, action: &str, resource: &str) -> Option<Answer> {
    let column = chain.permissions.resources.iter().position(|one| one == resource)?;
    let row = chain.permissions.rows.iter().find(|row| row.action == action)?;
    row.cells.get(column).map(|cell| cell.answer)
}

fn effective(chain: &Chain, action: &str, resource: &str) -> Effective {
    match &chain.identity {
        Identity::WebIdentity { .. } | Identity::PodIdentity { .. } => {
            // Where a policy cannot be read, nobody knows what it mentions.
            let unreadable = chain.links.iter().any(|link| link.reason == Reason::Unreadable);
            let silent = if unreadable { Effective::Undecided } else { Effective::NotMentioned };
            cell(chain, action, resource).map_or(silent, Effective::Answer)
        }
        Identity::Nobody | Identity::NoPod => Effective::NoSession,
        // What the node's role or the keys may do is not what this matrix says.
        Identity::NodeRole { .. } | Identity::StaticKeys | Identity::Unknown => Effective::Undecided,
    }
}

fn answers<'a>(before: &'a Simulation, after: &'a Simulation) -> Vec<AnswerChange<'a>> {
    let changed = after.principals.iter().filter_map(|one| {
        let same = |other: &&crate::chain::PrincipalChain| {
            (&other.principal, &other.action, &other.resource) == (&one.principal, &one.action, &one.resource)
        };
        let other = before.principals.iter().find(same)?;
        (other.cell.answer != one.cell.answer).then_some(AnswerChange {
            principal: &one.principal,
            action: &one.action,
            resource: &one.resource,
            before: other.cell.answer,
            after: one.cell.answer,
        })
    });
    changed.collect()
}
