//! An answer as sign, word and class, and the pin of a cell.

use crate::app::hooks::{Store, words};
use crate::app::state::{Action, CellName};
use crate::chain::board::{Board, Shown};
use crate::chain::simulation::Answer;
use crate::message::phrases::Phrases;
use crate::message::words::{matrix, why};
use crate::scenario::{Expectation, Scenario};
use yew::prelude::*;

/// All answers that a filter offers.
pub const ALL: [Answer; 5] =
    [Answer::Allowed, Answer::ExplicitDeny, Answer::ImplicitDeny, Answer::Depends, Answer::Unknown];

/// Sign and word.
#[must_use]
pub fn answer(phrases: &'static Phrases, answer: Answer) -> (&'static str, &'static str) {
    match answer {
        Answer::Allowed => ("✓", phrases.allowed),
        Answer::ExplicitDeny => ("⊘", phrases.explicit_deny),
        Answer::ImplicitDeny => ("✕", phrases.implicit_deny),
        Answer::Depends => ("◐", phrases.depends),
        Answer::Unknown => ("?", phrases.cell_unknown),
        Answer::NotApplicable => ("–", phrases.not_applicable),
    }
}

/// The class of an answer; also its name in a filter.
#[must_use]
pub fn class(answer: Answer) -> &'static str {
    match answer {
        Answer::Allowed => "allowed",
        Answer::ExplicitDeny => "explicit-deny",
        Answer::ImplicitDeny => "implicit-deny",
        Answer::Depends => "depends",
        Answer::Unknown => "unknown",
        Answer::NotApplicable => "not-applicable",
    }
}

/// What is expected where somebody pins an answer; nothing where the answer is open.
#[must_use]
pub fn pinned(answer: Answer) -> Option<Expectation> {
    match answer {
        Answer::Allowed => Some(Expectation::Allowed),
        Answer::ExplicitDeny | Answer::ImplicitDeny => Some(Expectation::Denied),
        Answer::Depends | Answer::Unknown | Answer::NotApplicable => None,
    }
}

/// Changes the scenario in place, as one step that undo takes back.
pub fn change<E>(store: &Store, edit: impl Fn(&mut Scenario) + 'static) -> Callback<E> {
    let store = store.clone();
    Callback::from(move |_| {
        let mut scenario = Scenario::clone(&store.scenario);
        edit(&mut scenario);
        store.dispatch(Action::Change(Box::new(scenario)));
    })
}

/// A cell as a button that opens it, with its marks: pinned, supposed, undocumented, decided at the caret.
pub fn button(store: &Store, board: &Board<'_>, name: CellName, shown: &Shown<'_>) -> Html {
    let (phrases, matrix, why) = (words(store), matrix::words(store.language), why::words(store.language));
    let (sign, word) = answer(phrases, shown.cell.answer);
    let open = store.cell.as_ref() == Some(&name);
    let question = shown.question.and_then(|index| board.questions.get(index));
    let pin = question.and_then(|question| question.expect).and_then(|expect| match expect {
        Expectation::Allowed => Some((expect, matrix.expected_allowed)),
        Expectation::Denied => Some((expect, matrix.expected_denied)),
        Expectation::Either => None,
    });
    let met = pin.map(|(expect, _)| crate::chain::board::met(Some(expect), Some(shown.cell.answer)));
    let supposed = question.is_some_and(|question| !question.context.is_empty());
    let at_caret = crate::chain::board::is_at(shown.cell, store.caret);
    let mark = |sign: &'static str, word: &'static str, class: &'static str| html!(<span class={classes!("cell-mark", class)} title={word}><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ ", " }{ word }</span></span>);
    html! {
        <button type="button" class={classes!("cell", at_caret.then_some("at-caret"))} aria-expanded={open.to_string()}
            onclick={crate::app::hooks::act(store, Action::ToggleCell(name))}>
            <span aria-hidden="true">{ sign }</span>{ " " }{ word }
            if let (Some((_, word)), Some(met)) = (pin, met) {
                { mark(if met == crate::chain::board::Met::No { "⚑✕" } else { "⚑" }, word, if met == crate::chain::board::Met::No { "unmet" } else { "met" }) }
            }
            if supposed { { mark("≔", matrix.supposed, "supposed") } }
            if shown.cell.undocumented { { mark("※", phrases.undocumented, "undocumented") } }
            if at_caret { { mark("◂", why.at_caret, "caret-mark") } }
        </button>
    }
}

/// The resource of an ARN without what all ARNs of a kind have in common.
#[must_use]
pub fn short_resource(arn: &str) -> &str {
    crate::aws::Arn::parse(arn).map_or(arn, |arn| arn.resource)
}

/// The name of a service; its prefix where the catalogue does not know it.
#[must_use]
pub fn service_name(prefix: &str) -> String {
    crate::aws::catalog::service(prefix).map_or(prefix, |service| service.name).to_owned()
}
