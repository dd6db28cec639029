//! Decimal numbers, compared exactly.
//!
//! What always holds: no rounding: a number is an integer times a power of ten. More than 36 significant digits are no
//! number here, and neither is anything that JSON or a sign before decimal digits would not spell (`0x10`, `10abc`).

use std::cmp::Ordering;

/// A decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Not divisible by ten, unless it is zero.
    mantissa: i128,
    exponent: i32,
}

/// How a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// Digits, a sign, a point: what AWS documents.
    Plain,
    /// With an exponent.
    Exponent,
}

impl Decimal {
    /// Reads a number; the notation tells whether AWS documents it.
    #[must_use]
    pub fn parse(text: &str) -> Option<(Self, Notation)> {
        let (number, exponent, notation) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i16>().ok()?, Notation::Exponent),
            None => (text, 0, Notation::Plain),
        };
        let (digits, sign) = match number.strip_prefix('-') {
            Some(digits) => (digits, -1),
            None => (number.strip_prefix('+').unwrap_or(number), 1),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (mut mantissa, mut exponent, mut significant) = (0i128, i32::from(exponent), 0);
        for byte in whole.bytes().chain(fraction.bytes()) {
            if !byte.is_ascii_digit() {
                return None;
            }
            significant += i32::from(significant > 0 || byte != b'0');
            if significant > 36 {
                return None;
            }
            mantissa = mantissa * 10 + i128::from(byte - b'0');
        }
        exponent -= i32::try_from(fraction.len()).ok()?;
        while mantissa != 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            exponent += 1;
        }
        Some((Self { mantissa: mantissa * sign, exponent: if mantissa == 0 { 0 } else { exponent } }, notation))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let signs = self.mantissa.signum().cmp(&other.mantissa.signum());
        if signs.is_ne() || self.mantissa == 0 {
            return signs;
        }
        let negative = self.mantissa < 0;
        let (left, right) = (self.mantissa.unsigned_abs(), other.mantissa.unsigned_abs());
        let magnitude = |mantissa: u128, exponent: i32| i64::from(mantissa.ilog10()) + i64::from(exponent);
        let order = magnitude(left, self.exponent).cmp(&magnitude(right, other.exponent)).then_with(|| {
            // As many digits before the point: bring both to the same number of digits, which is at most 36.
            let gap = self.exponent.abs_diff(other.exponent);
            let scaled = |mantissa: u128| 10u128.checked_pow(gap).and_then(|power| mantissa.checked_mul(power));
            match self.exponent.cmp(&other.exponent) {
                Ordering::Equal => left.cmp(&right),
                Ordering::Greater => scaled(left).map_or(Ordering::Greater, |left| left.cmp(&right)),
                Ordering::Less => scaled(right).map_or(Ordering::Less, |right| left.cmp(&right)),
            }
        });
        if negative { order.reverse() } else { order }
    }
}
