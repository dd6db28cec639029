//! What comes next, and how certainly: many contexts each predict the next bit, and what predicted well is believed more.
//!
//! This is context mixing, as the PAQ family of compressors does it, small and in integers. It is primed with a
//! dictionary: a link carries only what the dictionary does not say.
//!
//! What always holds: the same bytes make the same model on every platform.

use super::contexts::{CONTEXTS, Contexts, ORDERS, hash};
use super::logistic::{squash, stretch_table};
use super::matching::Match;
use super::mixer::Mixer;

/// Two for each context, two for the match, and one that is always the same.
const INPUTS: usize = CONTEXTS * 2 + 3;
/// Counters, shared by all contexts.
const SLOTS: usize = 1 << 20;
/// A counter that has seen more than this follows no slower.
const MOST_SEEN: u8 = 60;
/// Of each context: how often its counter was used, and what it says, in steps.
const SEEN_STEPS: usize = 16;
const ODDS_STEPS: usize = 32;

/// How probable a set bit is in one context.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// The probability, less a half.
    offset: i16,
    /// How often the context was seen.
    seen: u8,
    /// Tells contexts apart that share a slot.
    check: u8,
}

/// Where one context found its prediction.
#[derive(Clone, Copy, Default)]
struct Found {
    slot: usize,
    /// What such predictions turned out to be; none for a context that was never seen.
    refined: Option<usize>,
}

/// Predicts bits and learns them.
#[derive(Clone)]
pub(super) struct Model {
    stretch: Vec<i16>,
    slots: Vec<Slot>,
    /// How probable a set bit really is where a counter says so after so many sightings.
    refined: Vec<u16>,
    contexts: Contexts,
    hashes: [u32; CONTEXTS],
    found: [Found; CONTEXTS],
    matching: Match,
    /// The bits of the byte so far behind a leading one.
    partial: u32,
    inputs: [i32; INPUTS],
    mixers: [Mixer; 3],
}

impl Model {
    /// A model that has read a dictionary.
    pub(super) fn trained(dictionary: &[u8]) -> Self {
        let steps = (0..ODDS_STEPS as i32).map(|step| squash((step * 2 + 1 - 32) * 64) as u16);
        let refined = std::iter::repeat_n(steps, CONTEXTS * SEEN_STEPS).flatten();
        let contexts = Contexts::default();
        let mut model = Self {
            stretch: stretch_table(),
            slots: vec![Slot::default(); SLOTS],
            refined: refined.collect(),
            hashes: contexts.hashes(),
            contexts,
            found: [Found::default(); CONTEXTS],
            matching: Match::new(),
            partial: 1,
            inputs: [0; INPUTS],
            mixers: [Mixer::new(INPUTS, 256), Mixer::new(INPUTS, 5), Mixer::new(INPUTS, ORDERS + 1)],
        };
        for &byte in dictionary {
            for place in (0..8).rev() {
                model.one();
                model.learn(byte >> place & 1 == 1);
            }
        }
        model
    }

    /// How probable it is that the next bit is set, of 65536 parts.
    pub(super) fn one(&mut self) -> u32 {
        let Self { stretch, slots, refined, inputs, .. } = self;
        let odds_of = |p: i32| stretch.get((p >> 4) as usize).copied().map_or(0, i32::from);
        let (pairs, rest) = inputs.as_chunks_mut::<2>();
        let (of_match, of_contexts) = (CONTEXTS, 0..CONTEXTS);
        let mut known_orders = 0;
        for ((context, hash_of), (found, pair)) in
            of_contexts.zip(&self.hashes).zip(self.found.iter_mut().zip(pairs.iter_mut()))
        {
            let key = hash(hash_of ^ self.partial.wrapping_mul(0x9e37_79b1));
            let (at, check) = ((key >> 8) as usize % SLOTS, key as u8);
            *found = Found { slot: at, refined: None };
            *pair = [0, 0];
            let Some(slot) = slots.get_mut(at) else { continue };
            if slot.check != check {
                *slot = Slot { check, ..Slot::default() };
            }
            if slot.seen > 0 {
                let odds = odds_of(i32::from(slot.offset) + 32768);
                let step = ((odds + 2048).clamp(0, 4095) >> 7) as usize;
                let seen = usize::from(slot.seen).min(SEEN_STEPS - 1);
                let index = (context * SEEN_STEPS + seen) * ODDS_STEPS + step;
                found.refined = Some(index);
                *pair = [odds, odds_of(refined.get(index).copied().map_or(32768, i32::from))];
                known_orders += usize::from(context < ORDERS);
            }
        }
        if let Some(pair) = pairs.get_mut(of_match) {
            *pair = match self.matching.expected(self.partial) {
                Some((bit, p)) => {
                    let length = self.matching.length().min(32) as i32 * 32;
                    let sign = if bit { 1 } else { -1 };
                    [sign * odds_of(i32::from(p)), sign * length]
                }
                None => [0, 0],
            };
        }
        rest.fill(256);
        let matched = match self.matching.expected(self.partial).map_or(0, |_| self.matching.length()) {
            0 => 0,
            1..=7 => 1,
            8..=15 => 2,
            16..=31 => 3,
            _ => 4,
        };
        let situations = [self.partial as usize & 255, matched, known_orders];
        let odds: i32 = self.mixers.iter_mut().zip(situations).map(|(mixer, at)| mixer.mix(&self.inputs, at)).sum();
        squash(odds / 3) as u32
    }

    /// The bit that came; after [`Self::one`].
    pub(super) fn learn(&mut self, bit: bool) {
        for mixer in &mut self.mixers {
            mixer.learn(&self.inputs, bit);
        }
        let target = if bit { 65535 } else { 0 };
        for found in &self.found {
            if let Some(p) = found.refined.and_then(|index| self.refined.get_mut(index)) {
                *p = (i32::from(*p) + ((target - i32::from(*p)) >> 6)) as u16;
            }
            if let Some(slot) = self.slots.get_mut(found.slot) {
                let p = i32::from(slot.offset) + 32768;
                let next = p + (target - p) * 2 / (i32::from(slot.seen) * 2 + 3);
                slot.offset = (next - 32768) as i16;
                slot.seen = (slot.seen + 1).min(MOST_SEEN);
            }
        }
        self.matching.learn(self.partial, bit);
        self.partial = self.partial << 1 | u32::from(bit);
        if self.partial >= 256 {
            let byte = self.partial as u8;
            self.partial = 1;
            self.matching.push(byte);
            self.contexts.push(byte);
            self.hashes = self.contexts.hashes();
        }
    }
}
