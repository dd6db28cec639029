//! Replaces what says whose a scenario is: account ids, names in ARNs, hosts, keys.
//!
//! What always holds: the same text is replaced by the same text everywhere, different texts by different ones, and what
//! stands in for them occurs nowhere in the scenario. Nothing else changes, so the simulation says the same; where a
//! wildcard in a policy met a replaced name it may not, which [`same_verdicts`] finds out.

mod name;
mod scan;
mod visit;

use crate::chain::{Simulation, simulate};
use crate::order;
use crate::scenario::Scenario;
use std::collections::BTreeMap;

/// What kind of thing a found text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Access keys and tokens, which nobody should share.
    Secret,
    /// Ids of accounts, organizations and VPC endpoints.
    Account,
    /// Ids of OIDC issuers, one a cluster.
    Issuer,
    /// Names of roles, users and their sessions.
    Principal,
    /// Names of buckets, tables, queues, keys …
    Resource,
    /// Hosts of registries and issuers that belong to nobody's public service.
    Host,
    /// Namespaces and ServiceAccounts.
    Kubernetes,
}

impl Kind {
    /// All kinds, in the order of the dialog.
    pub const ALL: [Self; 7] =
        [Self::Secret, Self::Account, Self::Issuer, Self::Principal, Self::Resource, Self::Host, Self::Kubernetes];
}

/// Something that says whose the scenario is, and what would stand in for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing.
    pub kind: Kind,
    /// As it stands in the texts.
    pub text: String,
    /// What would stand in for it.
    pub replacement: String,
}

/// Everything that was found, each text once for each kind, in the order of the kinds and then of the texts.
#[must_use]
pub fn findings(scenario: &Scenario) -> Vec<Finding> {
    let mut texts: Vec<String> = Vec::new();
    visit::each_text(&mut scenario.clone(), &mut |text| texts.push(text.clone()));
    let mut found: Vec<(Kind, String)> = Vec::new();
    for text in &texts {
        scan::scan(text, &mut |kind, part| {
            if !name::is_public(kind, part) && !found.iter().any(|known| *known == (kind, part.to_owned())) {
                found.push((kind, part.to_owned()));
            }
        });
    }
    for part in visit::kubernetes_names(scenario) {
        if !name::is_public(part.0, &part.1) && !found.contains(&part) {
            found.push(part);
        }
    }
    let mut all: Vec<Finding> = Vec::new();
    for kind in Kind::ALL {
        let mut names = name::Names::new(&texts);
        for (_, text) in found.iter().filter(|(of, _)| *of == kind) {
            // A role and its ServiceAccount often have one name.
            let known = all.iter().find(|finding| finding.text == *text);
            let replacement = known.map_or_else(|| names.for_one(kind, text), |finding| finding.replacement.clone());
            all.push(Finding { kind, text: text.clone(), replacement });
        }
    }
    all
}

/// The scenario with these findings replaced. The given scenario is left alone.
#[must_use]
pub fn redact(scenario: &Scenario, findings: &[Finding]) -> Scenario {
    let replacements: BTreeMap<&str, &Finding> = findings.iter().map(|one| (one.text.as_str(), one)).collect();
    let mut redacted = scenario.clone();
    if !replacements.is_empty() {
        visit::each_text(&mut redacted, &mut |text| {
            let replaced = scan::replace(text, &replacements);
            *text = replaced;
        });
    }
    redacted
}

/// Whether two scenarios say the same, link by link and cell by cell.
#[must_use]
pub fn same_verdicts(one: &Scenario, other: &Scenario) -> bool {
    outline(&simulate(one)) == outline(&simulate(other))
}

/// The verdicts of a simulation without any names. New names change the order of columns, so each answer of an action is
/// counted and none is placed.
fn outline(simulation: &Simulation) -> Vec<String> {
    let mut lines = Vec::new();
    for chain in &simulation.chains {
        lines.extend(chain.links.iter().map(|link| format!("{:?} {:?} {:?}", link.step, link.verdict, link.own)));
        lines.push(format!("{:?}", std::mem::discriminant(&chain.identity)));
        let rows = chain.permissions.rows.iter();
        let cells = rows.flat_map(|row| row.cells.iter().map(|cell| format!("{} {:?}", row.action, cell.answer)));
        let mut cells: Vec<String> = cells.collect();
        order::sort(&mut cells);
        lines.extend(cells);
        lines.extend(chain.answers.iter().map(|answer| format!("{} {:?}", answer.action, answer.cell.answer)));
        lines.extend(chain.cluster_access.iter().map(|grant| format!("{:?} {:?}", grant.verbs, grant.resources)));
    }
    for chain in &simulation.principals {
        lines.push(format!("{:?}", chain.cell.answer));
    }
    lines
}
