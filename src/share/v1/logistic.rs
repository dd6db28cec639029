//! Probabilities and their logarithmic odds, in integers.
//!
//! What always holds: a probability is one of 65536 parts, never 0 and never all; odds are in 256ths of a natural
//! logarithm.

/// The highest odds.
pub(super) const MOST: i32 = 12 * 256 - 1;

/// 65536 / (1 + e^-x) for every half from -12 to 12.
const CURVE: [i32; 49] = [
    0, 1, 1, 2, 3, 5, 8, 13, 22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743,
    32768, 40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500,
    65514, 65523, 65528, 65531, 65533, 65534, 65535, 65535, 65536,
];

/// The probability of odds.
pub(super) fn squash(odds: i32) -> i32 {
    let at = odds.clamp(-MOST, MOST) + 12 * 256;
    let (index, part) = ((at >> 7) as usize, at & 127);
    match CURVE.get(index..index + 2) {
        Some([from, to]) => (from + (((to - from) * part) >> 7)).clamp(1, 65535),
        _ => 32768,
    }
}

/// The odds of probabilities, by their first 12 bits: the inverse of [`squash`].
pub(super) fn stretch_table() -> Vec<i16> {
    let mut table = Vec::with_capacity(4096);
    let mut odds = -MOST;
    for part in 0..4096 {
        while odds < MOST && squash(odds) < part * 16 + 8 {
            odds += 1;
        }
        table.push(odds as i16);
    }
    table
}
