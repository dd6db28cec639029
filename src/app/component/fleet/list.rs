//! The rows of the overview as a list of buttons: what a phone shows instead of the picture.

use crate::app::component::verdict::{glyph, verdict_class, verdict_word};
use crate::app::hooks::{Store, words as phrases};
use crate::message::words;
use crate::picture::Target;
use crate::picture::overview::{Found, Group, MOST_ROWS, Row};
use yew::prelude::*;

/// The list.
pub fn list(store: &Store, found: &Found, toggled: &[String], onact: &Callback<Target>) -> Html {
    let groups = found.groups.iter().map(|group| {
        let open = found.is_open(&group.name, toggled);
        html! {
            <li>
                if found.grouped { { head(store, group, open, onact) } }
                if open { <ul>{ for group.rows.iter().take(MOST_ROWS).map(|row| html!(<li>{ button(store, row, onact) }</li>)) }{ rest(store, group) }</ul> }
            </li>
        }
    });
    html!(<ul class="fleet-list">{ for groups }</ul>)
}

fn head(store: &Store, group: &Group, open: bool, onact: &Callback<Target>) -> Html {
    let words = words::picture::words(store.language);
    let name = if group.name.is_empty() { words.no_namespace } else { group.name.as_str() };
    html! {
        <button type="button" class="fleet-group" aria-expanded={open.to_string()} onclick={emit(onact, Target::Group(group.name.clone()))}>
            <b>{ name.to_owned() }</b><span class="muted">{ group.rows.len() }</span>
        </button>
    }
}

fn button(store: &Store, row: &Row, onact: &Callback<Target>) -> Html {
    let pressed = (row.index == store.chain).to_string();
    html! {
        <button type="button" class={classes!("fleet-row", verdict_class(row.verdict))} aria-pressed={pressed} onclick={emit(onact, Target::Subject(row.index))}>
            <span class="fleet-sign" aria-hidden="true">{ glyph(row.verdict) }</span>
            <span><b>{ &row.name }</b>{ " " }<span class="muted">{ &row.detail }</span></span>
            <span class="visually-hidden">{ format!(", {}", verdict_word(phrases(store), row.verdict)) }</span>
        </button>
    }
}

fn rest(store: &Store, group: &Group) -> Html {
    match group.rows.len().checked_sub(MOST_ROWS) {
        None | Some(0) => html!(),
        Some(more) => html!(<li class="muted">{ (words::picture::words(store.language).row_more)(more) }</li>),
    }
}

fn emit(onact: &Callback<Target>, target: Target) -> Callback<MouseEvent> {
    let onact = onact.clone();
    Callback::from(move |_| onact.emit(target.clone()))
}
