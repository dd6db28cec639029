//! How far the reader is in the lessons, and what stood on the page before the first of them.
//!
//! What always holds: where the browser keeps nothing, all of this lives as long as the page; what is forgotten can be
//! brought back until the page is left.

use super::{local, origin};
use crate::app::state::{Entry, Origin};
use crate::keep::{Outcome, Record};
use crate::lesson::kept::{Kept, PREFIX};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the lessons took the place of.
const BEFORE: &str = "irsa.before-lesson";

thread_local! {
    /// What was read or written, so that a page without storage has a memory too.
    static KNOWN: RefCell<BTreeMap<String, Kept>> = const { RefCell::new(BTreeMap::new()) };
    static BEFORE_LESSON: RefCell<Option<Entry>> = const { RefCell::new(None) };
}

/// How a lesson was left; `None` where it was never begun.
#[must_use]
pub fn lesson(id: &str) -> Option<Kept> {
    let stored = || local::read(&key(id)).and_then(|text| Kept::from_json(&text).ok());
    stored().or_else(|| KNOWN.with_borrow(|known| known.get(id).cloned()))
}

/// Keeps how a lesson stands.
pub fn keep_lesson(id: &str, kept: &Kept) {
    KNOWN.with_borrow_mut(|known| known.insert(id.to_owned(), kept.clone()));
    if let Ok(text) = serde_json::to_string(kept) {
        // Without storage it is known as long as the page is open.
        let _ = local::write(&key(id), &text);
    }
}

/// Forgets all lessons; what is given brings them back.
#[must_use]
pub fn forget_lessons() -> Vec<(String, Kept)> {
    let mut gone = KNOWN.take();
    for key in local::keys(PREFIX) {
        let id = key.strip_prefix(PREFIX).unwrap_or_default().to_owned();
        if let Some(kept) = lesson(&id) {
            gone.insert(id, kept);
        }
        local::remove(&key);
    }
    gone.into_iter().collect()
}

/// Keeps what a lesson is about to take the place of.
pub fn keep_before_lesson(entry: &Entry) {
    let record = Record {
        time: 0,
        line: String::new(),
        origin: origin::written(&entry.origin),
        outcome: Outcome::default(),
        scenario: (*entry.scenario).clone(),
    };
    if let Ok(text) = serde_json::to_string(&record) {
        // The history of the page has it besides.
        let _ = local::write(BEFORE, &text);
    }
    BEFORE_LESSON.set(Some(entry.clone()));
}

/// What stood on the page before the lessons.
#[must_use]
pub fn before_lesson() -> Option<Entry> {
    let stored = || {
        let record = Record::from_json(&local::read(BEFORE)?).ok()?;
        let origin: Origin = origin::read(&record.origin);
        Some(Entry { scenario: Rc::new(record.scenario), origin })
    };
    BEFORE_LESSON.with_borrow(Clone::clone).or_else(stored)
}

fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}
