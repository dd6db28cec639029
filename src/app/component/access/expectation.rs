//! Pinned expectations and other questions of the scenario: a line that sums them up, and each with its answer.

use super::answer::{self, answer as words_of, class};
use super::subject::Subject;
use crate::app::hooks::{Store, act, words};
use crate::app::state::{Action, CellName};
use crate::chain::board::{Expected, Met};
use crate::message::words::matrix;
use crate::scenario::{Expectation, Scenario};
use yew::prelude::*;

/// The questions of whoever is shown; nothing where nobody asked.
pub fn expectations(store: &Store, subject: &Subject) -> Html {
    let words = matrix::words(store.language);
    let board = subject.board(store);
    let all = board.expectations();
    if all.is_empty() {
        return html!();
    }
    let count = |met: Met| all.iter().filter(|expected| expected.met == met).count();
    let (holds, fails, open) = (count(Met::Yes), count(Met::No), count(Met::Unknown));
    let expects = holds + fails + open > 0;
    let (sign, state) = match (fails, open) {
        (0, 0) => ("✓", "pass"),
        (0, _) => ("?", "unknown"),
        _ => ("✕", "fail"),
    };
    let summary = (words.summary)(holds, fails, open);
    html! {
        <details class={classes!("expectations", expects.then_some(state))} open={fails > 0}>
            <summary>
                if expects { <span class="expectation-sign" aria-hidden="true">{ sign }</span><b>{ summary }</b> }
                else { { words.expectations }{ format!(" ({})", all.len()) } }
            </summary>
            <ul aria-label={words.expectations}>{ for all.iter().map(|expected| item(store, expected)) }</ul>
        </details>
    }
}

fn item(store: &Store, expected: &Expected<'_>) -> Html {
    let (phrases, words) = (words(store), matrix::words(store.language));
    let question = expected.question;
    let (sign, state, word) = match expected.met {
        Met::Yes => ("✓", "pass", words.holds),
        Met::No => ("✕", "fail", words.holds_not),
        Met::Unknown => ("?", "unknown", words.undecided),
        Met::Nothing => ("·", "not-reached", ""),
    };
    let expects = match question.expect {
        Some(Expectation::Allowed) => words.expected_allowed,
        Some(Expectation::Denied) => words.expected_denied,
        Some(Expectation::Either) => words.asked_only,
        None => words.asked,
    };
    let name = CellName { action: question.action.clone(), resource: question.resource.clone() };
    let open = store.cell.as_ref() == Some(&name);
    let index = expected.index;
    let remove = answer::change(store, move |scenario: &mut Scenario| {
        if index < scenario.questions.len() {
            scenario.questions.remove(index);
        }
    });
    let what = format!("{} {}", question.action, question.resource);
    html! {
        <li class={state} key={expected.index.to_string()}>
            <span class="expectation-sign" aria-hidden="true">{ sign }</span>
            <span class="expectation-what">
                <code>{ &question.action }</code>{ " " }<code>{ &question.resource }</code>
                { for question.context.iter().map(|(key, value)| html!(<>{ " · " }<code>{ key }{ " = " }{ value.values().join(", ") }</code></>)) }
                <span class="expectation-state">
                    { expects }
                    if let Some(cell) = expected.cell {
                        { " · " }<span class={classes!("answer-word", class(cell.answer))}>{ words_of(phrases, cell.answer).1 }</span>
                    }
                    if !word.is_empty() { { " · " }<b>{ word }</b> }
                </span>
            </span>
            <button type="button" class="button button-quiet" aria-expanded={open.to_string()} aria-label={(words.show_cell)(&what)} onclick={act(store, Action::ToggleCell(name))}>{ words.why }</button>
            <button type="button" class="remove" aria-label={(words.remove)(&what)} onclick={remove}><span aria-hidden="true">{ "✕" }</span></button>
        </li>
    }
}
