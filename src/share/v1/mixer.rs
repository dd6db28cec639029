//! Weighs predictions: those that were right get more weight, separately for each situation.
//!
//! What always holds: weights stay within a fixed size, so no sum overflows.

use super::logistic::{MOST, squash};

/// How fast weights follow.
const RATE: i32 = 20;
/// What every weight begins with, of 65536.
const START: i32 = 65536 * 14 / 100;
const MOST_WEIGHT: i32 = 1 << 24;

/// One set of weights for each situation.
#[derive(Clone)]
pub(super) struct Mixer {
    weights: Vec<i32>,
    inputs: usize,
    situation: usize,
    odds: i32,
}

impl Mixer {
    pub(super) fn new(inputs: usize, situations: usize) -> Self {
        Self { weights: vec![START; situations * inputs], inputs, situation: 0, odds: 0 }
    }

    /// The odds of a set bit.
    pub(super) fn mix(&mut self, inputs: &[i32], situation: usize) -> i32 {
        self.situation = situation;
        let weights = self.weights.get(situation * self.inputs..).unwrap_or_default();
        let weighed = inputs.iter().zip(weights).map(|(&input, &weight)| i64::from(input) * i64::from(weight));
        let sum = weighed.sum::<i64>() >> 16;
        self.odds = sum.clamp(i64::from(-MOST), i64::from(MOST)) as i32;
        self.odds
    }

    /// The bit that came.
    pub(super) fn learn(&mut self, inputs: &[i32], bit: bool) {
        let error = ((i32::from(bit) * 65535 - squash(self.odds)) * RATE) >> 6;
        let weights = self.weights.get_mut(self.situation * self.inputs..).unwrap_or_default();
        for (input, weight) in inputs.iter().zip(weights) {
            *weight = (*weight + ((input * error + 0x2000) >> 14)).clamp(-MOST_WEIGHT, MOST_WEIGHT);
        }
    }
}
