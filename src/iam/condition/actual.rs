//! A value of the request, read once in every way a condition may want it.
//!
//! What always holds: reading never fails; a value that is no number, date or address has none, and so matches no
//! condition of that kind.

use super::date::Instant;
use super::number::{Decimal, Notation};
use std::net::IpAddr;

/// One value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actual {
    text: String,
    /// As a number, and how it was written.
    pub(super) number: Option<(Decimal, Notation)>,
    /// As a point in time.
    pub(super) date: Option<Instant>,
    /// As an address.
    pub(super) address: Option<IpAddr>,
    /// Where the five colons stand that part an ARN.
    colons: Option<[usize; 5]>,
}

impl Actual {
    /// Reads a value.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut colons = [0; 5];
        let mut found = text.match_indices(':').map(|(at, _)| at);
        let parted = text.starts_with("arn:")
            && colons.iter_mut().all(|colon| match found.next() {
                Some(at) => {
                    *colon = at;
                    true
                }
                None => false,
            });
        Self {
            text: text.to_owned(),
            number: Decimal::parse(text),
            date: Instant::parse(text),
            address: text.parse().ok(),
            colons: parted.then_some(colons),
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The six parts, if it is an ARN.
    #[must_use]
    pub fn arn(&self) -> Option<[&str; 6]> {
        let [a, b, c, d, e] = self.colons?;
        let part = |from: usize, to: usize| self.text.get(from..to).unwrap_or_default();
        Some([part(0, a), part(a + 1, b), part(b + 1, c), part(c + 1, d), part(d + 1, e), part(e + 1, self.text.len())])
    }
}
