//! The place where the last bytes stood before, and what came next there.
//!
//! What always holds: a prediction that failed ends the match; the next one is looked for at the next byte.

use super::contexts::hash;
use super::logistic::squash;

/// Bytes that have to be the same.
const LEAST: usize = 5;
/// Longer matches are not told apart.
const LONGEST: usize = 63;
/// Places that are remembered.
const PLACES: usize = 1 << 16;

/// The match, if there is one.
#[derive(Clone)]
pub(super) struct Match {
    history: Vec<u8>,
    /// By the hash of the bytes before: the place behind them.
    places: Vec<u32>,
    /// The place whose byte is expected next.
    expected: usize,
    /// How many bytes were the same; 0: no match.
    length: usize,
    /// How often a match of each length is right.
    right: Vec<u16>,
}

impl Match {
    pub(super) fn new() -> Self {
        let right = (0..=LONGEST as i32).map(|length| squash(length * 40) as u16).collect();
        Self { history: Vec::new(), places: vec![0; PLACES], expected: 0, length: 0, right }
    }

    /// The length of the match.
    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// The bit that is expected behind the bits of the byte so far, and how probable it is.
    pub(super) fn expected(&self, partial: u32) -> Option<(bool, u16)> {
        if self.length == 0 {
            return None;
        }
        let byte = u32::from(*self.history.get(self.expected)?) | 256;
        let bits = 31 - partial.leading_zeros();
        (byte >> (8 - bits) == partial).then_some(())?;
        Some((byte >> (7 - bits) & 1 == 1, *self.right.get(self.length)?))
    }

    /// The bit that came.
    pub(super) fn learn(&mut self, partial: u32, bit: bool) {
        let Some((expected, _)) = self.expected(partial) else {
            self.length = 0;
            return;
        };
        let target = if expected == bit { 65535 } else { 0 };
        if let Some(p) = self.right.get_mut(self.length) {
            *p = (i32::from(*p) + ((target - i32::from(*p)) >> 6)) as u16;
        }
        if expected != bit {
            self.length = 0;
        }
    }

    /// One byte more.
    pub(super) fn push(&mut self, byte: u8) {
        self.history.push(byte);
        if self.length > 0 {
            self.length = (self.length + 1).min(LONGEST);
            self.expected += 1;
        }
        let end = self.history.len();
        let Some((before, last)) = self.history.split_last_chunk::<LEAST>() else { return };
        let key = last.iter().fold(0, |key, &byte| hash(key ^ u32::from(byte)));
        let Some(place) = self.places.get_mut(key as usize % PLACES) else { return };
        if self.length == 0 && *place > 0 {
            let whole = before.len() + LEAST;
            let there = self.history.iter().take(*place as usize).rev();
            let same = there.zip(self.history.iter().take(whole).rev()).take(LONGEST).take_while(|(a, b)| a == b);
            self.expected = *place as usize;
            self.length = Some(same.count()).filter(|&length| length >= LEAST).unwrap_or(0);
        }
        *place = end as u32;
    }
}
