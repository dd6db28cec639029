//! A value of the request, read once in every way a condition may want it.
//!
//! What always holds: reading never fails; a value that is no number, date or address has none, and so matches no
//! condition of that kind.

use super::date::Instant;
use super::number::{Decimal, Notation};
use crate::aws::arn::{colons, parts_at};
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
        Self {
            text: text.to_owned(),
            number: Decimal::parse(text),
            date: Instant::parse(text),
            address: text.parse().ok(),
            colons: colons(text),
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
        self.colons.map(|colons| parts_at(&self.text, colons))
    }
}
