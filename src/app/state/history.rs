//! Undo and redo of whole scenarios: what an example, a link, an import, a setting or a fix replaced comes back.
//!
//! What always holds: nothing that was replaced is lost before [`MOST`] later replacements. Typing is not recorded
//! here: the editor keeps its own history for each document.

use crate::scenario::Scenario;
use std::rc::Rc;

/// How many scenarios are kept each way.
pub const MOST: usize = 50;

/// Where a scenario comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The reader's own work, kept from the last visit or typed.
    #[default]
    Own,
    /// An example, by its id.
    Example(String),
    /// A lesson, by its id.
    Lesson(String),
    /// A link that was opened.
    Link,
    /// A paste or a drop that brought a whole scenario.
    Import,
    /// An empty page.
    Empty,
}

impl Origin {
    /// Whether the scenario is played with a goal.
    #[must_use]
    pub fn is_played(&self) -> bool {
        matches!(self, Self::Lesson(_))
    }
}

/// A scenario and where it comes from.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The scenario.
    pub scenario: Rc<Scenario>,
    /// Where it comes from.
    pub origin: Origin,
}

impl PartialEq for Entry {
    /// By identity: every change makes a new scenario.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.scenario, &other.scenario) && self.origin == other.origin
    }
}

/// What was there before, and what undo took away, the latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Entry>,
    future: Vec<Entry>,
}

impl History {
    /// Whether there is something to go back to.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is something that undo took away.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// What was there before, the latest last.
    #[must_use]
    pub fn past(&self) -> &[Entry] {
        &self.past
    }

    /// The history after `current` was replaced by something new.
    #[must_use]
    pub fn with(&self, current: Entry) -> Self {
        let mut past = self.past.clone();
        past.push(current);
        if past.len() > MOST {
            past.remove(0);
        }
        Self { past, future: Vec::new() }
    }

    /// One step back from `current`.
    #[must_use]
    pub fn back(&self, current: Entry) -> Option<(Entry, Self)> {
        let mut next = self.clone();
        let entry = next.past.pop()?;
        next.future.push(current);
        Some((entry, next))
    }

    /// One step forward from `current`.
    #[must_use]
    pub fn forward(&self, current: Entry) -> Option<(Entry, Self)> {
        let mut next = self.clone();
        let entry = next.future.pop()?;
        next.past.push(current);
        Some((entry, next))
    }
}
