//! Which of several patterns a text can match at once, decided and not sampled: an ARN, the subject of a token.
//!
//! Intersection and difference of patterns have no pattern of their own in general (`a*` without `*b`). What can be
//! decided is which combinations occur: every text lies in exactly one cell, the set of the patterns that it matches,
//! and for each cell that is not empty there is one text as a witness. All patterns are run side by side as automata;
//! the states that can be reached are walked through once.
//!
//! What always holds: a cell is listed if and only if a text of the [`Universe`] exists that matches exactly its
//! patterns, unless [`Partition::exact`] says that the walk was cut short.

mod automaton;
mod glob;
mod universe;

pub use glob::Glob;
pub use universe::Universe;

use automaton::Automaton;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// States that are walked through at most: enough for some hundred ARNs, little enough to answer at once.
const MOST_STATES: usize = 30_000;

/// All combinations of patterns that occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partition {
    /// The combinations, each once, in the order of their members.
    pub cells: Vec<Cell>,
    /// Whether these are all.
    pub exact: bool,
}

/// Texts that match the same patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// For each pattern, in order, whether it matches.
    pub members: Vec<bool>,
    /// A shortest text of this cell.
    pub witness: String,
}

impl Partition {
    /// The combinations of these patterns among ARNs.
    #[must_use]
    pub fn of(patterns: &[Glob]) -> Self {
        Self::within(Universe::Arns, patterns)
    }

    /// The combinations of these patterns among the texts of a universe.
    #[must_use]
    pub fn within(universe: Universe, patterns: &[Glob]) -> Self {
        let automaton = Automaton::new(universe, patterns);
        let mut walk = Walk { number: HashMap::new(), states: Vec::new() };
        walk.reach(automaton.start(), None);
        let mut found: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
        let mut at = 0;
        while let Some(state) = walk.states.get(at).map(|(state, _)| state.clone()) {
            if walk.states.len() > MOST_STATES {
                break;
            }
            if let Some(members) = automaton.accepts(&state) {
                found.entry(members).or_insert(at);
            }
            for &symbol in automaton.symbols() {
                if let Some(next) = automaton.step(&state, symbol) {
                    walk.reach(next, Some((at, symbol)));
                }
            }
            at += 1;
        }
        let exact = at >= walk.states.len();
        let cells = found.into_iter().map(|(members, at)| Cell { members, witness: walk.path(at) }).collect();
        Self { cells, exact }
    }

    /// The cell that a text lies in, by the patterns that it matches.
    #[must_use]
    pub fn cell(&self, members: &[bool]) -> Option<&Cell> {
        let found = self.cells.binary_search_by(|cell| cell.members.as_slice().cmp(members)).ok()?;
        self.cells.get(found)
    }
}

/// Whether an ARN exists that all of these match; also `true` where that could not be settled.
#[must_use]
pub fn can_meet(patterns: &[Glob]) -> bool {
    let partition = Partition::of(patterns);
    !partition.exact || partition.cells.iter().any(|cell| cell.members.iter().all(|member| *member))
}

/// The state before and the character that led on; none for the first.
type Origin = Option<(usize, char)>;

/// The states found so far, numbered in the order in which they were found, each with the way to it.
struct Walk {
    number: HashMap<Vec<u64>, usize>,
    states: Vec<(Vec<u64>, Origin)>,
}

impl Walk {
    fn reach(&mut self, state: Vec<u64>, from: Origin) {
        if let Entry::Vacant(new) = self.number.entry(state) {
            self.states.push((new.key().clone(), from));
            new.insert(self.states.len() - 1);
        }
    }

    /// The text that leads to a state.
    fn path(&self, at: usize) -> String {
        let mut text = Vec::new();
        let mut at = at;
        while let Some((from, symbol)) = self.states.get(at).and_then(|(_, from)| *from) {
            text.push(symbol);
            at = from;
        }
        text.into_iter().rev().collect()
    }
}
