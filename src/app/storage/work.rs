//! The last scenario.
//!
//! What always holds: every change is written at once, so that closing the tab loses nothing. Several tabs write to the
//! same place: each keeps a copy of its own for its reload, and what another tab has written goes into the history
//! before it is written over.

use super::local::{self, Refusal};
use super::{damaged, origin, shelf};
use crate::app::state::{Entry, Origin};
use crate::scenario::Scenario;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

const SCENARIO: &str = "irsa.scenario";
const ORIGIN: &str = "irsa.origin";
/// Which tab wrote last; in the tab's own storage: its name.
const TAB: &str = "irsa.tab";

thread_local! {
    /// The text that this tab knows to stand in the storage.
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
    /// Whether a text stands there that must not be written over.
    static HELD: Cell<bool> = const { Cell::new(false) };
}

/// The scenario of the last visit.
#[must_use]
pub fn work() -> Option<Entry> {
    let mine = local::read_tab(TAB);
    let written_by_me = mine.is_some() && local::read(TAB) == mine;
    // After a reload a tab goes on with its own work, though another tab may have written since.
    let own = (!written_by_me).then(|| Some((local::read_tab(SCENARIO)?, local::read_tab(ORIGIN)))).flatten();
    if let Some((text, origin)) = own
        && let Ok(scenario) = Scenario::from_json(&text)
    {
        LAST.set(Some(text));
        return Some(entry(scenario, origin));
    }
    let text = local::read(SCENARIO)?;
    match Scenario::from_json(&text) {
        Ok(scenario) => {
            LAST.set(Some(text));
            Some(entry(scenario, local::read(ORIGIN)))
        }
        Err(error) => {
            HELD.set(!damaged::set_aside(SCENARIO, text.clone(), &error));
            LAST.set(Some(text));
            None
        }
    }
}

fn entry(scenario: Scenario, origin: Option<String>) -> Entry {
    Entry { scenario: Rc::new(scenario), origin: origin.map_or(Origin::Own, |text| origin::read(&text)) }
}

/// Remembers the scenario.
///
/// # Errors
/// The storage is blocked, or full even without the history.
pub fn keep_work(entry: &Entry) -> Result<(), Refusal> {
    let Ok(text) = serde_json::to_string(&*entry.scenario) else { return Ok(()) };
    let origin = origin::written(&entry.origin);
    let known = LAST.with_borrow(|last| last.as_deref() == Some(text.as_str()));
    if known && local::read_tab(ORIGIN).is_none_or(|kept| kept == origin) {
        return Ok(());
    }
    let tab = this_tab();
    local::write_tab(SCENARIO, &text);
    local::write_tab(ORIGIN, &origin);
    if HELD.get() {
        return Err(Refusal::Full);
    }
    keep_what_others_wrote(&text);
    if let Err(refusal) = shelf::write_making_room(SCENARIO, &text) {
        // A reload takes the tab's own copy, which is newer than what stands there.
        local::remove(TAB);
        return Err(refusal);
    }
    // Without these two the scenario comes back as the reader's own.
    let _ = local::write(ORIGIN, &origin);
    let _ = local::write(TAB, &tab);
    LAST.set(Some(text));
    Ok(())
}

/// What another tab has left here goes into the history before it is written over.
fn keep_what_others_wrote(next: &str) {
    let Some(found) = local::read(SCENARIO) else { return };
    let known = LAST.with_borrow(|last| last.as_deref() == Some(found.as_str()));
    if known || found == next {
        return;
    }
    match Scenario::from_json(&found) {
        Ok(scenario) => {
            let line = local::read(TAB).unwrap_or_default();
            shelf::keep_other(&line, &entry(scenario, local::read(ORIGIN)));
        }
        Err(error) => {
            damaged::set_aside(SCENARIO, found, &error);
        }
    }
}

/// The name of this tab.
fn this_tab() -> String {
    local::read_tab(TAB).unwrap_or_else(|| {
        let name = shelf::new_name();
        local::write_tab(TAB, &name);
        name
    })
}
