//! What stands before the next byte, seen in several ways.
//!
//! What always holds: everything is a hash of bytes that were already coded, so coder and decoder see the same.

/// How many ways there are.
pub(super) const CONTEXTS: usize = 9;
/// The first of them are the last bytes in growing lengths.
pub(super) const ORDERS: usize = 6;

/// Words and lines before the next byte.
#[derive(Clone, Default)]
pub(super) struct Contexts {
    /// The last bytes, the latest lowest.
    last: u64,
    /// The word so far, and the two before it.
    words: [u32; 3],
    /// The line so far.
    line: u32,
    /// The line's beginning up to a colon: the key of YAML and JSON.
    key: u32,
    key_ended: bool,
    /// The key of the line above.
    above: u32,
}

impl Contexts {
    /// One byte more.
    pub(super) fn push(&mut self, byte: u8) {
        self.last = self.last << 8 | u64::from(byte);
        let next = u32::from(byte);
        let [word, before, _] = self.words;
        if byte.is_ascii_alphanumeric() || (0x80..0xfe).contains(&byte) {
            self.words[0] = hash(word ^ next);
        } else if word != 0 {
            self.words = [0, word, before];
        }
        if byte == b'\n' {
            self.above = self.key;
            (self.line, self.key, self.key_ended) = (0, 0, false);
            return;
        }
        self.line = hash(self.line ^ next);
        if !self.key_ended {
            self.key = hash(self.key ^ next);
            self.key_ended = byte == b':';
        }
    }

    /// All ways to see what stands before.
    pub(super) fn hashes(&self) -> [u32; CONTEXTS] {
        let order = |bytes: u32| {
            let last = self.last & ((1 << (8 * bytes)) - 1);
            hash(hash(last as u32) ^ (last >> 32) as u32)
        };
        let [word, before, before_that] = self.words;
        let two_words = hash(word ^ hash(before));
        let three_words = hash(word ^ hash(before ^ hash(before_that)));
        let mut all = [
            order(0),
            order(1),
            order(2),
            order(3),
            order(4),
            order(6),
            two_words,
            three_words,
            hash(self.line ^ hash(self.above)),
        ];
        for (way, salt) in all.iter_mut().zip(1u32..) {
            *way = hash(way.wrapping_add(salt.wrapping_mul(0x3c6e_f372)));
        }
        all
    }
}

/// Spreads 32 bits.
pub(super) fn hash(x: u32) -> u32 {
    let x = (x ^ (x >> 15)).wrapping_mul(0x2c1b_3c6d);
    let x = (x ^ (x >> 12)).wrapping_mul(0x297a_2d39);
    x ^ (x >> 15)
}
