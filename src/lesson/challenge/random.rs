//! Numbers by chance, the same for the same start: SplitMix64.
//!
//! What always holds: a released start gives the same numbers for ever; links carry it.

/// A source of numbers.
pub struct Random(u64);

impl Random {
    /// A source that begins here.
    #[must_use]
    pub fn new(start: u64) -> Self {
        Self(start)
    }

    /// The next number.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; `None` below 0.
    pub fn below(&mut self, most: usize) -> Option<usize> {
        let most = u64::try_from(most).ok().filter(|most| *most > 0)?;
        usize::try_from(self.next() % most).ok()
    }

    /// One of these.
    pub fn one_of<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        let index = self.below(all.len())?;
        all.get(index)
    }
}
