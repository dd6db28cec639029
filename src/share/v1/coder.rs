//! Bytes to few bits and back: a binary arithmetic coder that asks the model how probable each bit is.
//!
//! What always holds: integers only, so every platform makes the same bits. The coded form is as short as it can be: the
//! decoder reads zeros behind its end. Whether the whole ends is asked after every byte that ends a record.

use super::model::Model;
use super::write::CLOSE;
use crate::share::LinkError;

/// How probable it is that the whole ends where a record ends, of 65536.
const ENDS: u32 = 65536 / 8;

/// The range that the bits so far leave over.
struct Range {
    low: u32,
    high: u32,
}

impl Range {
    const ALL: Self = Self { low: 0, high: u32::MAX };

    /// The last place of a bit that is set, which has `one` of 65536 parts.
    fn split(&self, one: u32) -> u32 {
        let width = u64::from(self.high - self.low);
        self.low + ((width * u64::from(one)) >> 16) as u32
    }

    fn narrow(&mut self, split: u32, bit: bool) {
        if bit {
            self.high = split;
        } else {
            self.low = split + 1;
        }
    }

    /// The first byte, once it is certain.
    fn shift(&mut self) -> Option<u8> {
        if (self.low ^ self.high) >> 24 != 0 {
            return None;
        }
        let byte = (self.high >> 24) as u8;
        self.low <<= 8;
        self.high = (self.high << 8) | 0xff;
        Some(byte)
    }

    /// The fewest bytes that lie in the range with zeros behind them.
    fn end(&self) -> Vec<u8> {
        for spare in [32u32, 24, 16, 8, 0] {
            let unit = 1u64 << spare;
            let value = u64::from(self.low).div_ceil(unit) * unit;
            if value <= u64::from(self.high) {
                return (value as u32).to_be_bytes().into_iter().take(4 - spare as usize / 8).collect();
            }
        }
        Vec::new()
    }
}

/// Codes bytes.
pub(super) fn encode(mut model: Model, plain: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut range = Range::ALL;
    let mut put = |bit: bool, one: u32| {
        range.narrow(range.split(one), bit);
        out.extend(std::iter::from_fn(|| range.shift()));
    };
    for (index, &byte) in plain.iter().enumerate() {
        for place in (0..8).rev() {
            let bit = byte >> place & 1 == 1;
            put(bit, model.one());
            model.learn(bit);
        }
        if byte == CLOSE {
            put(index + 1 == plain.len(), ENDS);
        }
    }
    out.extend(range.end());
    while out.last() == Some(&0) {
        out.pop();
    }
    out
}

/// The bytes that were coded.
///
/// # Errors
/// [`LinkError::TooLarge`] if there are more than `most`.
pub(super) fn decode(mut model: Model, packed: &[u8], most: usize) -> Result<Vec<u8>, LinkError> {
    let mut packed = packed.iter().copied().chain(std::iter::repeat(0));
    let mut next = move || packed.next().map_or(0, u32::from);
    let mut at = (0..4).fold(0, |at, _| (at << 8) | next());
    let mut range = Range::ALL;
    let mut get = |one: u32| {
        let split = range.split(one);
        let bit = at <= split;
        range.narrow(split, bit);
        while range.shift().is_some() {
            at = (at << 8) | next();
        }
        bit
    };
    let mut plain = Vec::new();
    while plain.len() < most {
        let mut byte = 0;
        for _ in 0..8 {
            let bit = get(model.one());
            model.learn(bit);
            byte = byte << 1 | u8::from(bit);
        }
        plain.push(byte);
        if byte == CLOSE && get(ENDS) {
            return Ok(plain);
        }
    }
    Err(LinkError::TooLarge)
}
