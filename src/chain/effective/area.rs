//! Cells of the same answer, put into words: within these patterns, except those.
//!
//! What always holds: the areas cover exactly the cells that are not denied, each area cells of one answer only. The
//! same holds for ARNs, on which an action is allowed, and for subjects of tokens, which a trust policy lets in.

use crate::chain::simulation::Answer;
use crate::iam::partition::{Cell, Glob, Partition};
use crate::order;
use crate::text::Location;
use serde::Serialize;

/// A pattern that bounds an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bounds {
    /// As it is shown: an ARN with wildcards, or `*`.
    pub text: String,
    #[serde(skip)]
    pub(in crate::chain) glob: Glob,
}

/// What is allowed: whatever all of `within` match and none of `except` does.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Area {
    /// Every one of these must match; none stands for everything.
    pub within: Vec<Bounds>,
    /// None of these may match.
    pub except: Vec<Bounds>,
    /// `Allowed` or `Depends`; `Unknown` where a document that counts cannot be read.
    pub answer: Answer,
    /// The condition keys on which it depends.
    pub depends_on: Vec<String>,
    /// The statements that decide.
    pub decided_by: Vec<Location>,
}

/// What the engine says of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::chain) struct Word {
    pub(in crate::chain) answer: Answer,
    pub(in crate::chain) depends_on: Vec<String>,
    pub(in crate::chain) decided_by: Vec<Location>,
}

/// Patterns, as they are shown, and how they cut a universe.
pub(in crate::chain) struct Map {
    pub(in crate::chain) patterns: Vec<(String, Glob)>,
    pub(in crate::chain) partition: Partition,
}

impl Area {
    /// Whether a resource lies in it.
    #[must_use]
    pub fn holds(&self, resource: &str) -> bool {
        self.within.iter().all(|bounds| bounds.glob.matches(resource))
            && !self.except.iter().any(|bounds| bounds.glob.matches(resource))
    }

    /// Whether a text that is no ARN lies in it, such as the subject of a token.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        self.within.iter().all(|bounds| bounds.glob.fits(text)) && !self.except.iter().any(|b| b.glob.fits(text))
    }

    /// Whether it is everything, or everything of the session's account or none.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.except.is_empty() && self.within.iter().all(|bounds| bounds.text == "*")
    }

    pub(in crate::chain) fn globs(&self) -> impl Iterator<Item = &Glob> {
        self.within.iter().map(|bounds| &bounds.glob)
    }
}

/// Everything, with one answer.
pub(super) fn everywhere(word: &Word) -> Vec<Area> {
    let everything = Bounds { text: "*".to_owned(), glob: Glob::new("*") };
    area(vec![everything], Vec::new(), &[word]).into_iter().collect()
}

/// The areas of a map whose cells are decided by their witnesses.
pub(in crate::chain) fn areas(map: &Map, decide: &dyn Fn(&str) -> Word) -> Vec<Area> {
    let words: Vec<Word> = map.partition.cells.iter().map(|cell| decide(&cell.witness)).collect();
    let cells: Vec<(&Cell, &Word)> = map.partition.cells.iter().zip(&words).collect();
    let mut areas: Vec<Area> = Vec::new();
    let mut covered = vec![false; cells.len()];
    // The cell with the fewest patterns first: its area is the widest.
    let mut order: Vec<usize> = (0..cells.len()).collect();
    let members = |at: &usize| cells.get(*at).map_or(0, |(cell, _)| cell.members.iter().filter(|m| **m).count());
    order::sort_by(&mut order, |a, b| members(a).cmp(&members(b)));
    for at in order {
        let Some((base, word)) = cells.get(at).filter(|(_, word)| word.answer.is_open()) else { continue };
        if covered.get(at) == Some(&true) {
            continue;
        }
        let shape = Shape { cells: &cells, base, word };
        // Where not all cells are known, one that is not might lie in a wider area.
        let (within, except) = if map.partition.exact { shape.widest() } else { shape.itself() };
        let inside = |cell: &Cell| shape.inside(cell, &within, &except);
        let mut held: Vec<&Word> = Vec::new();
        for (index, (_, word)) in cells.iter().enumerate().filter(|(_, (cell, _))| inside(cell)) {
            held.push(word);
            if let Some(mark) = covered.get_mut(index) {
                *mark = true;
            }
        }
        let bounds = |numbers: &[usize]| -> Vec<Bounds> {
            let named = numbers.iter().filter_map(|number| map.patterns.get(*number));
            named.map(|(text, glob)| Bounds { text: text.clone(), glob: glob.clone() }).collect()
        };
        areas.extend(area(bounds(&within), bounds(&except), &held));
    }
    areas
}

fn area(within: Vec<Bounds>, except: Vec<Bounds>, words: &[&Word]) -> Option<Area> {
    let answer = words.first().map(|word| word.answer)?;
    if !answer.is_open() {
        return None;
    }
    let mut depends_on: Vec<String> = words.iter().flat_map(|word| word.depends_on.clone()).collect();
    order::sort(&mut depends_on);
    depends_on.dedup();
    let mut decided_by: Vec<Location> = words.iter().flat_map(|word| word.decided_by.clone()).collect();
    order::sort(&mut decided_by);
    decided_by.dedup();
    Some(Area { within, except, answer, depends_on, decided_by })
}

/// The search for the widest area around a cell.
struct Shape<'c> {
    cells: &'c [(&'c Cell, &'c Word)],
    base: &'c Cell,
    word: &'c Word,
}

impl Shape<'_> {
    /// The patterns that the base matches, and those that it does not: the base and nothing else.
    fn itself(&self) -> (Vec<usize>, Vec<usize>) {
        let has = |number: &usize| self.base.members.get(*number) == Some(&true);
        (0..self.base.members.len()).partition(has)
    }

    /// Patterns that must match and patterns that must not, so that the base is inside, nothing inside has another
    /// answer, and no pattern is there in vain.
    fn widest(&self) -> (Vec<usize>, Vec<usize>) {
        let (mut within, others) = self.itself();
        let mut except = self.exceptions(&within, &others).unwrap_or(others.clone());
        // Patterns that say the least are dropped first: those added last are facts about accounts.
        for number in within.clone().into_iter().rev() {
            let rest: Vec<usize> = within.iter().copied().filter(|other| *other != number).collect();
            if let Some(fewer) = self.exceptions(&rest, &others)
                && fewer.len() <= except.len()
            {
                within = rest;
                except = fewer;
            }
        }
        (within, except)
    }

    /// The fewest exceptions that keep every other answer out, chosen greedily; `None` where that cannot be done.
    fn exceptions(&self, within: &[usize], others: &[usize]) -> Option<Vec<usize>> {
        let wrong = |word: &Word| (word.answer, &word.depends_on) != (self.word.answer, &self.word.depends_on);
        let mut left: Vec<&Cell> = self
            .cells
            .iter()
            .filter(|(cell, word)| wrong(word) && self.inside(cell, within, &[]))
            .map(|(cell, _)| *cell)
            .collect();
        let mut chosen = Vec::new();
        while !left.is_empty() {
            let keeps_out =
                |number: &usize| left.iter().filter(|cell| cell.members.get(*number) == Some(&true)).count();
            let best = others.iter().copied().max_by_key(|number| keeps_out(number))?;
            if keeps_out(&best) == 0 {
                return None;
            }
            left.retain(|cell| cell.members.get(best) != Some(&true));
            chosen.push(best);
        }
        order::sort(&mut chosen);
        Some(chosen)
    }

    fn inside(&self, cell: &Cell, within: &[usize], except: &[usize]) -> bool {
        let has = |number: &usize| cell.members.get(*number) == Some(&true);
        within.iter().all(has) && !except.iter().any(has)
    }
}
