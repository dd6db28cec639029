//! What differs between two texts: lines that go and come, and within them the words.
//!
//! What always holds: the lines in their order give back both texts, a line's parts the line; the answer is a shortest
//! one for texts that are alike, and for texts that are far apart still one in time that grows with their length.

mod matching;

use crate::order;
use matching::pairs;
use std::collections::BTreeMap;

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// It stands in both texts.
    Same,
    /// It stands in the first text only.
    Removed,
    /// It stands in the second text only.
    Added,
}

/// A line of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// What became of it.
    pub kind: Kind,
    /// Its number in the first text, from 1.
    pub before: Option<usize>,
    /// Its number in the second text, from 1.
    pub after: Option<usize>,
    /// Its text in pieces, so that words which differ can be marked.
    pub parts: Vec<Part<'t>>,
}

impl Line<'_> {
    /// The whole line.
    #[must_use]
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text).collect()
    }
}

/// A piece of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'t> {
    /// The text.
    pub text: &'t str,
    /// Whether the line's counterpart lacks it.
    pub differs: bool,
}

/// A stretch of lines as it is shown: those near a change, or the number of those that are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stretch<'l, 't> {
    /// Lines to show.
    Shown(&'l [Line<'t>]),
    /// Lines that are the same and far from any change.
    Skipped(&'l [Line<'t>]),
}

/// The lines of both texts, in order; of a change what is removed comes first.
#[must_use]
pub fn lines<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let (a, b): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let (ids_a, ids_b) = interned(&a, &b);
    let mut result = Vec::new();
    let (mut i, mut j) = (0, 0);
    let end = std::iter::once((a.len(), b.len()));
    for (x, y) in pairs(&ids_a, &ids_b).into_iter().chain(end) {
        change(&a, &b, (i, x), (j, y), &mut result);
        if let Some(text) = a.get(x) {
            let parts = vec![Part { text, differs: false }];
            result.push(Line { kind: Kind::Same, before: Some(x + 1), after: Some(y + 1), parts });
        }
        (i, j) = (x + 1, y + 1);
    }
    result
}

/// How many lines were added, and how many removed.
#[must_use]
pub fn counts(lines: &[Line<'_>]) -> (usize, usize) {
    let count = |kind| lines.iter().filter(|line| line.kind == kind).count();
    (count(Kind::Added), count(Kind::Removed))
}

/// The lines with those left out that are further than `context` from any change; a gap of one line is no gap.
#[must_use]
pub fn stretches<'l, 't>(lines: &'l [Line<'t>], context: usize) -> Vec<Stretch<'l, 't>> {
    let changed: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.kind != Kind::Same).map(|(index, _)| index).collect();
    let mut shown: Vec<(usize, usize)> = Vec::new();
    for at in changed {
        let (start, end) = (at.saturating_sub(context), (at + context + 1).min(lines.len()));
        match shown.last_mut() {
            Some(last) if start <= last.1 + 1 => last.1 = end,
            _ => shown.push((start, end)),
        }
    }
    if let Some(first) = shown.first_mut().filter(|first| first.0 == 1) {
        first.0 = 0;
    }
    let mut result = Vec::new();
    let mut at = 0;
    let mut push = |range: std::ops::Range<usize>, make: fn(&'l [Line<'t>]) -> Stretch<'l, 't>| {
        if let Some(part) = lines.get(range).filter(|part| !part.is_empty()) {
            result.push(make(part));
        }
    };
    for (start, end) in shown {
        push(at..start, Stretch::Skipped);
        push(start..end, Stretch::Shown);
        at = end;
    }
    push(at..lines.len(), Stretch::Skipped);
    result
}

/// What stands between two lines that are the same.
fn change<'t>(
    a: &[&'t str],
    b: &[&'t str],
    (from_a, to_a): (usize, usize),
    (from_b, to_b): (usize, usize),
    result: &mut Vec<Line<'t>>,
) {
    let removed = a.get(from_a..to_a).unwrap_or_default();
    let added = b.get(from_b..to_b).unwrap_or_default();
    // As many lines went as came: each is held against its counterpart.
    let paired = removed.len() == added.len();
    let words: Vec<_> = if paired { removed.iter().zip(added).map(|(x, y)| words(x, y)).collect() } else { Vec::new() };
    let whole = |text: &'t str| vec![Part { text, differs: false }];
    for (index, text) in removed.iter().enumerate() {
        let parts = words.get(index).map_or_else(|| whole(text), |(before, _)| before.clone());
        result.push(Line { kind: Kind::Removed, before: Some(from_a + index + 1), after: None, parts });
    }
    for (index, text) in added.iter().enumerate() {
        let parts = words.get(index).map_or_else(|| whole(text), |(_, after)| after.clone());
        result.push(Line { kind: Kind::Added, before: None, after: Some(from_b + index + 1), parts });
    }
}

/// Two lines in parts; lines that have little in common are not marked, since everything would be.
fn words<'t>(before: &'t str, after: &'t str) -> (Vec<Part<'t>>, Vec<Part<'t>>) {
    let (a, b) = (tokens(before), tokens(after));
    let (ids_a, ids_b) = interned(&a, &b);
    let same = pairs(&ids_a, &ids_b);
    let shared: usize = same.iter().filter_map(|(x, _)| a.get(*x)).map(|word| word.trim().len()).sum();
    let alike = shared * 3 >= before.trim().len().max(after.trim().len());
    let marked = |tokens: &[&'t str], kept: &dyn Fn(usize) -> bool| {
        let mut parts: Vec<Part<'t>> = Vec::new();
        for (index, text) in tokens.iter().enumerate() {
            parts.push(Part { text, differs: alike && !kept(index) });
        }
        parts
    };
    let left = marked(&a, &|index| same.iter().any(|(x, _)| *x == index));
    let right = marked(&b, &|index| same.iter().any(|(_, y)| *y == index));
    (joined(before, left), joined(after, right))
}

/// Neighbours that are marked alike become one part.
fn joined<'t>(line: &'t str, parts: Vec<Part<'t>>) -> Vec<Part<'t>> {
    let mut result: Vec<Part<'t>> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for (index, part) in parts.iter().enumerate() {
        at += part.text.len();
        if parts.get(index + 1).is_none_or(|next| next.differs != part.differs) {
            result.push(Part { text: line.get(start..at).unwrap_or_default(), differs: part.differs });
            start = at;
        }
    }
    result
}

/// Words of letters and digits, runs of blanks, and single other characters.
fn tokens(line: &str) -> Vec<&str> {
    let class = |c: char| match c {
        c if c.is_alphanumeric() => 0,
        c if c.is_whitespace() => 1,
        _ => 2,
    };
    let mut result = Vec::new();
    let mut start = 0;
    let mut last = None;
    for (at, character) in line.char_indices() {
        let now = class(character);
        if last.is_some_and(|last| last != now || now == 2) {
            result.push(line.get(start..at).unwrap_or_default());
            start = at;
        }
        last = Some(now);
    }
    if start < line.len() {
        result.push(line.get(start..).unwrap_or_default());
    }
    result
}

/// The pieces as numbers: equal pieces have equal numbers.
fn interned(a: &[&str], b: &[&str]) -> (Vec<u32>, Vec<u32>) {
    let mut all: Vec<&str> = a.iter().chain(b).copied().collect();
    order::sort(&mut all);
    all.dedup();
    let ids: BTreeMap<&str, u32> = order::map(all.into_iter().zip(0u32..));
    let number = |all: &[&str]| all.iter().map(|one| ids.get(one).copied().unwrap_or_default()).collect();
    (number(a), number(b))
}
