//! The history of the reader's work: one key a state, so that two tabs cannot take each other's states away.
//!
//! What always holds: at most [`keep::MOST`] states and [`keep::MOST_UNITS`] units; the oldest go first, also where
//! the browser's storage is full.

use super::local::{self, Refusal};
use super::{damaged, origin};
use crate::app::example;
use crate::app::state::Entry;
use crate::chain::{self, Simulation};
use crate::keep::{self, Outcome, Record, Stored};
use crate::order;
use std::rc::Rc;

/// Something that is kept, as it stands in the storage.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its key.
    pub key: String,
    /// When, in milliseconds since 1970.
    pub time: u64,
    /// The text.
    pub text: Rc<str>,
    /// What it says; absent where it does not read.
    pub state: Option<(Entry, Outcome)>,
}

/// Everything that is kept, the newest first, with what was set aside because it does not read.
#[must_use]
pub fn kept() -> Vec<Kept> {
    let states = local::keys(keep::PREFIX).into_iter().map(|key| (keep::time(&key), key));
    let damaged = damaged::keys().into_iter().map(|key| (damaged::time(&key), key));
    let mut all: Vec<Kept> = states
        .chain(damaged)
        .filter_map(|(time, key)| {
            let text: Rc<str> = local::read(&key)?.into();
            let record = key.starts_with(keep::PREFIX).then(|| Record::from_json(&text).ok()).flatten();
            let state = record.map(|record| {
                let entry = Entry { scenario: Rc::new(record.scenario), origin: origin::read(&record.origin) };
                (entry, record.outcome)
            });
            Some(Kept { key, time, text, state })
        })
        .collect();
    order::sort_by(&mut all, |a, b| b.time.cmp(&a.time));
    all
}

/// Keeps a state of the page's work. `line` names the work: a state of the same work that is a few minutes old gives
/// way to it.
pub fn keep_state(line: &str, entry: &Entry, simulation: &Simulation) {
    if example::is_work(entry) {
        put(line, entry, Outcome::of(simulation));
    }
}

/// Keeps what another tab has written.
pub(super) fn keep_other(line: &str, entry: &Entry) {
    if example::is_work(entry) {
        put(line, entry, Outcome::of(&chain::simulate(&entry.scenario)));
    }
}

fn put(line: &str, entry: &Entry, outcome: Outcome) {
    let Ok(scenario) = serde_json::to_string(&*entry.scenario) else { return };
    // The scenario is the last field of a record.
    let same = format!("\"scenario\":{scenario}}}");
    let mut keys = local::keys(keep::PREFIX);
    order::sort(&mut keys);
    let equal = keys.iter().position(|key| local::read(key).is_some_and(|text| text.ends_with(&same)));
    if equal.is_some_and(|index| index + 1 == keys.len()) {
        return;
    }
    let time = now();
    let record = Record {
        time,
        line: line.to_owned(),
        origin: origin::written(&entry.origin),
        outcome,
        scenario: (*entry.scenario).clone(),
    };
    let Ok(text) = serde_json::to_string(&record) else { return };
    if write_making_room(&keep::key(time, line), &text).is_err() {
        return;
    }
    for (index, key) in keys.iter().enumerate() {
        let close = keep::line(key) == line && keep::time(key) + keep::CLOSE > time;
        if (close || equal == Some(index)) && *key != keep::key(time, line) {
            local::remove(key);
        }
    }
    for key in keep::too_many(stored()) {
        local::remove(&key);
    }
}

/// Takes something away; the text still brings it back.
pub fn put_away(kept: &Kept) {
    local::remove(&kept.key);
}

/// Brings back what was taken away.
pub fn bring_back(kept: &Kept) {
    // It was there a moment ago: there is room, or nothing can be done.
    let _ = local::write(&kept.key, &kept.text);
}

/// Writes a key. Where there is no room, the oldest states of the history go, one by one.
pub(super) fn write_making_room(key: &str, text: &str) -> Result<(), Refusal> {
    let mut oldest = None;
    loop {
        match local::write(key, text) {
            Err(Refusal::Full) => {}
            answer => return answer,
        }
        let oldest = oldest.get_or_insert_with(|| {
            let mut keys = local::keys(keep::PREFIX);
            order::sort_by(&mut keys, |a, b| b.cmp(a));
            keys
        });
        let Some(key) = oldest.pop() else { return Err(Refusal::Full) };
        local::remove(&key);
    }
}

fn stored() -> Vec<Stored> {
    let size = |key: String| {
        let units = key.len() + local::read(&key).map_or(0, |text| text.encode_utf16().count());
        Stored { time: keep::time(&key), key, units }
    };
    local::keys(keep::PREFIX).into_iter().map(size).collect()
}

/// Milliseconds since 1970.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of a clock after 1970")]
pub(super) fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// A name that no other tab takes.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^32")]
pub fn new_name() -> String {
    format!("{:08x}", (js_sys::Math::random() * 4_294_967_296.0) as u32)
}
