//! Several globs run side by side over one text, as sets of places packed into bits.
//!
//! What always holds: the first word is the state of the universe; where no text of it begins so, the walk ends.
//! Characters that neither a glob nor the universe names are all alike, so one of them stands for all.

use super::Universe;
use super::glob::{Glob, Piece, moved};
use std::collections::BTreeSet;

/// Globs, ready to run.
pub(super) struct Automaton {
    universe: Universe,
    globs: Vec<Packed>,
    symbols: Vec<char>,
    words: usize,
}

/// A glob and where its bits begin, in words.
struct Packed {
    pieces: Vec<Piece>,
    first: usize,
}

impl Automaton {
    pub(super) fn new(universe: Universe, patterns: &[Glob]) -> Self {
        let mut words = 1;
        let mut globs = Vec::new();
        let mut symbols: BTreeSet<char> = BTreeSet::new();
        symbols.extend(universe.symbols());
        for glob in patterns {
            symbols.extend(glob.0.iter().filter_map(|piece| match piece {
                Piece::Char(character) => Some(*character),
                Piece::One(_) | Piece::Many(_) => None,
            }));
            globs.push(Packed { pieces: glob.0.clone(), first: words });
            words += glob.0.len() / 64 + 1;
        }
        // A character for all that no glob names, readable if there is one.
        let other = ('a'..='z').chain('0'..='9').chain('\u{4e00}'..).find(|character| !symbols.contains(character));
        symbols.extend(other);
        Self { universe, globs, symbols: symbols.into_iter().collect(), words }
    }

    /// The characters that make a difference.
    pub(super) fn symbols(&self) -> &[char] {
        &self.symbols
    }

    /// Before the first character.
    pub(super) fn start(&self) -> Vec<u64> {
        let mut state = vec![0; self.words];
        if let Some(word) = state.first_mut() {
            *word = Universe::START;
        }
        for glob in &self.globs {
            set(&mut state, glob, 0);
        }
        state
    }

    /// After one more character; `None` where no text begins like that.
    pub(super) fn step(&self, state: &[u64], symbol: char) -> Option<Vec<u64>> {
        let reached = self.universe.step(state.first().copied()?, symbol)?;
        let mut next = vec![0; self.words];
        if let Some(word) = next.first_mut() {
            *word = reached;
        }
        for glob in &self.globs {
            for (word, offset) in (glob.first..).zip(0..=glob.pieces.len() / 64) {
                let mut bits = state.get(word).copied().unwrap_or_default();
                while bits != 0 {
                    let at = offset * 64 + bits.trailing_zeros() as usize;
                    bits &= bits - 1;
                    if let Some(to) = glob.pieces.get(at).and_then(|piece| moved(*piece, symbol, at)) {
                        set(&mut next, glob, to);
                    }
                }
            }
        }
        Some(next)
    }

    /// Which patterns match the text read so far; `None` where it is no text of the universe yet.
    pub(super) fn accepts(&self, state: &[u64]) -> Option<Vec<bool>> {
        let at_end = |glob: &Packed| {
            let end = glob.pieces.len();
            state.get(glob.first + end / 64).is_some_and(|word| word >> (end % 64) & 1 == 1)
        };
        self.universe.accepts(state.first().copied()?).then(|| self.globs.iter().map(at_end).collect())
    }
}

/// Marks a place, and those behind it that stars let through.
fn set(state: &mut [u64], glob: &Packed, place: usize) {
    let mut at = place;
    loop {
        if let Some(word) = state.get_mut(glob.first + at / 64) {
            *word |= 1 << (at % 64);
        }
        match glob.pieces.get(at) {
            Some(Piece::Many(_)) => at += 1,
            _ => return,
        }
    }
}
