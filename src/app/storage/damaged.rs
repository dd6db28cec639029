//! What is stored and does not read: a fault of this page, of an extension, or a version from the future.
//!
//! What always holds: it is moved under a key of its own before anything else takes its place. Where there is no room
//! for that, it stays where it is, and nothing is written over it.

use super::{local, shelf};
use crate::scenario::ScenarioError;
use std::cell::RefCell;

const PREFIX: &str = "irsa.damaged.";

/// A text that does not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Where it stands now.
    pub key: String,
    /// The text, as it was found.
    pub text: String,
    /// What its reader said.
    pub error: String,
}

thread_local! {
    static FRESH: RefCell<Option<Damaged>> = const { RefCell::new(None) };
}

/// What was found when this page opened, told once.
#[must_use]
pub fn fresh() -> Option<Damaged> {
    FRESH.take()
}

/// Sets a text aside. Gives whether its old place may be written again.
pub fn set_aside(place: &str, text: String, error: &ScenarioError) -> bool {
    let key = format!("{PREFIX}{:013}", shelf::now());
    let moved = shelf::write_making_room(&key, &text).is_ok();
    let key = if moved { key } else { place.to_owned() };
    FRESH.set(Some(Damaged { key, text, error: error.to_string() }));
    moved
}

/// The keys of everything that was set aside.
#[must_use]
pub fn keys() -> Vec<String> {
    local::keys(PREFIX)
}

/// When something was set aside, in milliseconds since 1970.
#[must_use]
pub fn time(key: &str) -> u64 {
    key.strip_prefix(PREFIX).and_then(|time| time.parse().ok()).unwrap_or_default()
}
