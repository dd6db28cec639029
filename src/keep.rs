//! What the browser keeps of the reader's work: a scenario with the time, where it came from, and what came out.
//!
//! What always holds: a record that is written is read back the same; one that does not read gives an error and is
//! never mistaken for an empty scenario.

use crate::chain::{Simulation, Step, Verdict};
use crate::order;
use crate::scenario::read::place::Place;
use crate::scenario::{Scenario, ScenarioError, read};
use serde::Serialize;

/// What the keys of records begin with.
pub const PREFIX: &str = "irsa.history.";
/// How many records are kept.
pub const MOST: usize = 20;
/// How many UTF-16 units they may take together: less than half of the five million that browsers give a site.
pub const MOST_UNITS: usize = 2_000_000;
/// Milliseconds within which a pause replaces the record of the pause before.
pub const CLOSE: u64 = 3 * 60 * 1000;

/// A state of the reader's work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// Which work it is a state of: one page between two replacements.
    pub line: String,
    /// Where the scenario came from, as the page writes it.
    pub origin: String,
    /// What came out.
    pub outcome: Outcome,
    /// The scenario.
    pub scenario: Scenario,
}

/// What came out of a scenario, short enough for a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// The worst verdict of the chains; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The link at which that chain stops, 1 to 7.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<u32>,
    /// Whose chain it is: `namespace/name`, or the principal of the first question.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How many chains there are.
    pub chains: u32,
}

impl Outcome {
    /// What came out of a simulation: its first chain that does not pass, else its first.
    #[must_use]
    pub fn of(simulation: &Simulation) -> Self {
        let chains = &simulation.chains;
        let telling = chains.iter().find(|chain| chain.verdict() != Verdict::Pass).or(chains.first());
        let principal = || simulation.principals.first().map(|chain| chain.principal.clone()).unwrap_or_default();
        Self {
            verdict: telling.map(super::chain::Chain::verdict),
            link: telling.and_then(|chain| chain.broken()).map(|link| u32::from(link.step.number())),
            name: telling
                .map_or_else(principal, |chain| format!("{}/{}", chain.workload.namespace, chain.workload.name)),
            chains: u32::try_from(chains.len()).unwrap_or(u32::MAX),
        }
    }

    /// The link, if it is one of the seven.
    #[must_use]
    pub fn step(&self) -> Option<Step> {
        Step::ALL.into_iter().find(|step| Some(u32::from(step.number())) == self.link)
    }
}

impl Record {
    /// Reads a record.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        read::document(text, record)
    }
}

const VERDICTS: &[(&str, Verdict)] = &[
    ("pass", Verdict::Pass),
    ("fail", Verdict::Fail),
    ("unknown", Verdict::Unknown),
    ("notReached", Verdict::NotReached),
];

fn record(place: &Place<'_>) -> Record {
    let fields = place.fields(&["time", "line", "origin", "outcome", "scenario"]);
    Record {
        time: fields.number("time").unwrap_or_default(),
        line: fields.text("line").unwrap_or_default(),
        origin: fields.text("origin").unwrap_or_default(),
        outcome: fields.one("outcome", outcome).unwrap_or_default(),
        scenario: fields.one("scenario", read::top).unwrap_or_else(|| place.unlike("a record with its scenario")),
    }
}

fn outcome(place: &Place<'_>) -> Outcome {
    let fields = place.fields(&["verdict", "link", "name", "chains"]);
    Outcome {
        verdict: fields.choice("verdict", VERDICTS),
        link: fields.small_number("link"),
        name: fields.text("name").unwrap_or_default(),
        chains: fields.small_number("chains").unwrap_or_default(),
    }
}

/// The key of a record: it tells time and line, so that the record itself need not be read for them.
#[must_use]
pub fn key(time: u64, line: &str) -> String {
    format!("{PREFIX}{time:013}.{line}")
}

/// The time that a key tells.
#[must_use]
pub fn time(key: &str) -> u64 {
    parts(key).and_then(|(time, _)| time.parse().ok()).unwrap_or_default()
}

/// The line that a key tells.
#[must_use]
pub fn line(key: &str) -> &str {
    parts(key).map_or("", |(_, line)| line)
}

fn parts(key: &str) -> Option<(&str, &str)> {
    key.strip_prefix(PREFIX)?.split_once('.')
}

/// A stored record without its content: its key, its time and its size in UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// The key it is stored under.
    pub key: String,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// Key and text together.
    pub units: usize,
}

/// The keys that have to go, the oldest first, so that the others fit. The newest always stays.
#[must_use]
pub fn too_many(mut stored: Vec<Stored>) -> Vec<String> {
    order::sort_by(&mut stored, |a, b| b.time.cmp(&a.time).then_with(|| b.key.cmp(&a.key)));
    let mut units = 0;
    let mut gone = Vec::new();
    for (index, one) in stored.into_iter().enumerate() {
        units += one.units;
        if index > 0 && (index >= MOST || units > MOST_UNITS) {
            gone.push(one.key);
        }
    }
    gone.reverse();
    gone
}
