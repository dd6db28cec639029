//! What the browser keeps of a lesson: how far the reader has come, and what stands on the page there.
//!
//! What always holds: the furthest point stays, whatever is undone later; a record that is written is read back the
//! same, and one that does not read counts as not begun.

use super::Progress;
use crate::scenario::read::place::Place;
use crate::scenario::{Scenario, ScenarioError, read};
use serde::Serialize;

/// What the keys of records begin with.
pub const PREFIX: &str = "irsa.lesson.";

/// How far somebody has come, in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Reached {
    /// Opened.
    #[default]
    Begun,
    /// The goal.
    Goal,
    /// The bonus too.
    Bonus,
}

/// A lesson as it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kept {
    /// The furthest point.
    pub reached: Reached,
    /// How many hints are shown; one more than there are: the solution too.
    pub hints: u32,
    /// The configuration, if it is not the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Scenario>,
}

const REACHED: &[(&str, Reached)] = &[("begun", Reached::Begun), ("goal", Reached::Goal), ("bonus", Reached::Bonus)];

impl Reached {
    /// What a configuration has reached.
    #[must_use]
    pub fn of(progress: &Progress) -> Self {
        match (progress.is_reached(), progress.is_bonus_reached()) {
            (_, true) => Self::Bonus,
            (true, false) => Self::Goal,
            (false, false) => Self::Begun,
        }
    }
}

impl Kept {
    /// Reads a record.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        read::document(text, kept)
    }
}

fn kept(place: &Place<'_>) -> Kept {
    let fields = place.fields(&["reached", "hints", "scenario"]);
    Kept {
        reached: fields.choice("reached", REACHED).unwrap_or_default(),
        hints: fields.small_number("hints").unwrap_or_default(),
        scenario: fields.one("scenario", read::top),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_as_it_is_written() {
        let scenario = Scenario { manifests: "kind: Pod".to_owned(), ..Scenario::default() };
        for kept in [
            Kept::default(),
            Kept { reached: Reached::Goal, hints: 2, scenario: Some(scenario) },
            Kept { reached: Reached::Bonus, hints: 4, scenario: None },
        ] {
            let written = serde_json::to_string(&kept).unwrap();
            assert_eq!(Kept::from_json(&written), Ok(kept));
        }
        assert!(Kept::from_json("{\"reached\":\"everything\"}").is_err());
    }
}
