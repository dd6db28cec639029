//! Which elements of two sequences are the same: the longest common part where that is near, else what stands once in
//! both.
//!
//! What always holds: the pairs ascend on both sides and are equal; the work is bounded by [`MOST`] differences a
//! stretch, whatever the input.
//!
//! Source: E. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986); anchors on elements that
//! are unique on both sides as in the patience diff of Bazaar.

use crate::order;
use std::collections::BTreeMap;

/// The number of differences up to which the shortest answer is looked for.
const MOST: usize = 400;

/// The equal elements of two sequences, as places in both.
pub(super) fn pairs(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let mut result = Vec::new();
    within(a, b, (0, 0), Anchors::Wanted, &mut result);
    result
}

/// Whether anchors may still be looked for; a stretch between anchors has none of its own that would help.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Anchors {
    Wanted,
    Used,
}

fn within(a: &[u32], b: &[u32], at: (usize, usize), anchors: Anchors, result: &mut Vec<(usize, usize)>) {
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (a.len() - end, b.len() - end);
    let (a, b) = (a.get(..rest_a).unwrap_or_default(), b.get(..rest_b).unwrap_or_default());
    result.extend((0..start).map(|index| (at.0 + index, at.1 + index)));
    let inner = (at.0 + start, at.1 + start);
    if !a.is_empty() && !b.is_empty() {
        match shortest(a, b) {
            Some(found) => result.extend(found.into_iter().map(|(x, y)| (inner.0 + x, inner.1 + y))),
            None if anchors == Anchors::Wanted => anchored(a, b, inner, result),
            None => {}
        }
    }
    result.extend((0..end).map(|index| (inner.0 + rest_a + index, inner.1 + rest_b + index)));
}

/// Cuts both sequences at what stands once in each, in the longest order that both have, and looks in between.
fn anchored(a: &[u32], b: &[u32], at: (usize, usize), result: &mut Vec<(usize, usize)>) {
    let once = |all: &[u32]| {
        let mut seen: BTreeMap<u32, Option<usize>> = BTreeMap::new();
        for (index, id) in all.iter().enumerate() {
            seen.entry(*id).and_modify(|place| *place = None).or_insert(Some(index));
        }
        seen
    };
    let (in_a, in_b) = (once(a), once(b));
    let mut both: Vec<(usize, usize)> = in_a.iter().filter_map(|(id, x)| Some(((*x)?, (*in_b.get(id)?)?))).collect();
    order::sort(&mut both);
    let (mut i, mut j) = (0, 0);
    for (x, y) in rising(&both).into_iter().chain([(a.len(), b.len())]) {
        let (left, right) = (a.get(i..x).unwrap_or_default(), b.get(j..y).unwrap_or_default());
        within(left, right, (at.0 + i, at.1 + j), Anchors::Used, result);
        if x < a.len() {
            result.push((at.0 + x, at.1 + y));
        }
        (i, j) = (x + 1, y + 1);
    }
}

/// The longest part of the pairs whose second places rise too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // The last pair of the best rising part of each length, and which pair stands before it.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::new();
    let second = |index: usize| pairs.get(index).map_or(0, |pair| pair.1);
    for (index, (_, y)) in pairs.iter().enumerate() {
        let at = ends.partition_point(|&end| second(end) < *y);
        before.push(at.checked_sub(1).and_then(|at| ends.get(at).copied()));
        match ends.get_mut(at) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut result = Vec::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        result.extend(pairs.get(index));
        next = before.get(index).copied().flatten();
    }
    result.reverse();
    result
}

/// The longest common part, if at most [`MOST`] elements differ.
fn shortest(a: &[u32], b: &[u32]) -> Option<Vec<(usize, usize)>> {
    let most = MOST.min(a.len() + b.len());
    let middle = most + 1;
    // How far each diagonal k = x - y has come; kept after every round, to walk back.
    let mut furthest: Vec<usize> = vec![0; 2 * middle + 1];
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    for round in 0..=most {
        rounds.push(furthest.get(middle - round..=middle + round)?.to_vec());
        for step in 0..=round {
            let k = middle + 2 * step - round;
            let mut x = came_from(&furthest, k, k == middle - round, k == middle + round).1;
            // y = x - (k - middle), which is never negative on a diagonal that was reached.
            let Some(mut y) = (x + middle).checked_sub(k) else { continue };
            while x < a.len() && y < b.len() && a.get(x) == b.get(y) {
                (x, y) = (x + 1, y + 1);
            }
            *furthest.get_mut(k)? = x;
            if x >= a.len() && y >= b.len() {
                return Some(walk_back(a, b, &rounds, middle));
            }
        }
    }
    None
}

/// From which diagonal one comes to `k`, and where one then stands before any equal elements.
fn came_from(furthest: &[usize], k: usize, lowest: bool, highest: bool) -> (usize, usize) {
    let at = |k: usize| furthest.get(k).copied().unwrap_or_default();
    if lowest && highest {
        (k, 0)
    } else if lowest || (!highest && at(k - 1) < at(k + 1)) {
        (k + 1, at(k + 1))
    } else {
        (k - 1, at(k - 1) + 1)
    }
}

fn walk_back(a: &[u32], b: &[u32], rounds: &[Vec<usize>], middle: usize) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (a.len(), b.len());
    let mut result = Vec::new();
    for (round, kept) in rounds.iter().enumerate().rev() {
        let k = x + middle - y;
        // The kept part begins at the lowest diagonal of its round.
        let shift = middle - round;
        let (from, start) = came_from(kept, k - shift, k == shift, k == middle + round);
        while x > start {
            (x, y) = (x - 1, y - 1);
            result.push((x, y));
        }
        let from = from + shift;
        if round > 0 {
            x = if from > k { start } else { start - 1 };
            y = x + middle - from;
        }
    }
    result.reverse();
    result
}
