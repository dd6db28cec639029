//! The strip that says what just took the place of the scenario, and brings it back.

use crate::app::example;
use crate::app::hooks::{Store, act};
use crate::app::state::{Action, Origin};
use crate::message::words;
use yew::prelude::*;

/// The strip, where something was just replaced.
pub fn notice(store: &Store) -> Html {
    let Some(before) = store.history.past().last().filter(|_| store.notice) else { return html!() };
    // Whoever looks through examples and lessons need not be told at each that the last one is gone.
    if matches!(store.origin, Origin::Example(_) | Origin::Lesson(_)) && !example::is_work(before) {
        return html!();
    }
    let words = words::page::words(store.language);
    let text = match store.origin {
        Origin::Example(_) => words.loaded_example,
        Origin::Lesson(_) => words::lesson::words(store.language).loaded,
        Origin::Link => words.loaded_link,
        Origin::Import => words.loaded_import,
        Origin::Own => words.loaded_own,
        Origin::Empty => words.loaded_empty,
    };
    html! {
        <div class="notice" role="status">
            <p>{ text }</p>
            <button type="button" class="button" onclick={act(store, Action::Undo)}>{ words.bring_back }</button>
            <button type="button" class="button button-quiet" onclick={act(store, Action::DismissNotice)}>{ words.close }</button>
        </div>
    }
}
