//! Statements that decide something, as buttons that select their text.

use super::tabs;
use super::why::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::state::Action;
use crate::text::Location;
use yew::prelude::*;

/// Statements that are offered at once.
const MOST: usize = 4;

/// The first of these places, each as a button named after its document and line.
pub fn statements(store: &Store, places: &[Location]) -> Html {
    let phrases = words(store);
    let there = places.iter().filter(|at| store.scenario.text(at.source).is_some());
    let button = |&at: &Location| {
        let label = format!("{} · {}", tabs::label(store, phrases, at.source), (phrases.line)(line_of(store, at)));
        html!(<button type="button" class="button button-small" onclick={act(store, Action::Show(at))}>{ label }</button>)
    };
    html!(<span class="statement-links">{ for there.take(MOST).map(button) }</span>)
}
