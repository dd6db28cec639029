//! Condition keys that decide and are not known: what each value would do, and a field to set one in place.

use super::answer::{self, answer as words_of};
use crate::app::hooks::{Store, words};
use crate::app::prose::prose;
use crate::app::state::{Action, CellName};
use crate::aws::catalog;
use crate::chain::simulation::Answer;
use crate::iam::context::ContextValue;
use crate::iam::evaluate::{Dependency, Outcome, Supposition};
use crate::message::words::matrix;
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Suppose`].
#[derive(Properties, PartialEq)]
pub struct SupposeProps {
    /// The page's state.
    pub store: Store,
    /// Which cell.
    pub name: CellName,
    /// Who asks.
    pub principal: String,
    /// The keys that decide.
    pub depends: Vec<Dependency>,
    /// What is supposed already.
    pub context: BTreeMap<String, ContextValue>,
}

/// The keys of one cell.
#[component]
pub fn Suppose(props: &SupposeProps) -> Html {
    let words = matrix::words(props.store.language);
    if props.depends.is_empty() && props.context.is_empty() {
        return html!();
    }
    let supposed = props.context.iter().map(|(key, value)| supposed_key(props, key, value));
    let open = props.depends.iter().map(|dependency| {
        html!(<div class="dependency" key={dependency.key.clone()}><p>{ prose(&(words.suppose)(&dependency.key)) }</p>{ what_if(props, dependency) }{ field(props, &dependency.key, "") }</div>)
    });
    html! {
        <div class="suppose">
            if !props.context.is_empty() { <div class="supposed"><p class="muted">{ words.supposed }</p>{ for supposed }</div> }
            { for open }
            <p class="muted">{ words.suppose_hint }</p>
        </div>
    }
}

fn set<E>(props: &SupposeProps, key: &str, value: Option<ContextValue>) -> Callback<E> {
    let (principal, name, key) = (props.principal.clone(), props.name.clone(), key.to_owned());
    answer::change(&props.store, move |scenario: &mut Scenario| {
        scenario.suppose((&principal, &name.action, &name.resource), &key, value.clone());
    })
}

/// What the values that the policies mention would do, each a button that supposes it.
fn what_if(props: &SupposeProps, dependency: &Dependency) -> Html {
    let (phrases, words) = (words(&props.store), matrix::words(props.store.language));
    let buttons = dependency.what_if.iter().filter_map(|what| {
        let (text, value) = match &what.supposition {
            Supposition::Value(value) => (value.clone(), value_of(&dependency.key, value)),
            Supposition::Absent => (words.absent.to_owned(), ContextValue::Many(Vec::new())),
            // A value that nobody wrote is no value to keep.
            Supposition::OtherValue => return None,
        };
        let (sign, word) = words_of(phrases, outcome(what.outcome));
        Some(html! {
            <button type="button" class="button what-if" onclick={set(props, &dependency.key, Some(value))}>
                <code>{ text }</code><span aria-hidden="true">{ " → " }{ sign }{ " " }</span><span class="visually-hidden">{ ": " }</span>{ word }
            </button>
        })
    });
    html!(<div class="what-ifs">{ for buttons }</div>)
}

fn outcome(outcome: Outcome) -> Answer {
    match outcome {
        Outcome::Allowed => Answer::Allowed,
        Outcome::ExplicitDeny => Answer::ExplicitDeny,
        Outcome::ImplicitDeny => Answer::ImplicitDeny,
        Outcome::Unknown => Answer::Depends,
    }
}

/// A text as the value of a key: keys that hold several values take a list with commas.
fn value_of(key: &str, text: &str) -> ContextValue {
    match catalog::condition_key(key).is_some_and(|info| info.multivalued) {
        true => ContextValue::Many(text.split(',').map(|value| value.trim().to_owned()).collect()),
        false => ContextValue::One(text.to_owned()),
    }
}

/// A field for a value; Enter or the button sets it.
fn field(props: &SupposeProps, key: &str, value: &str) -> Html {
    let words = matrix::words(props.store.language);
    let onsubmit = {
        let (store, principal, name, key) =
            (props.store.clone(), props.principal.clone(), props.name.clone(), key.to_owned());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_dyn_into::<web_sys::Element>();
            let input = form.and_then(|form| form.query_selector("input").ok().flatten());
            let text = input.and_then(|input| wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(input).ok());
            let Some(text) = text.map(|input| input.value()).filter(|text| !text.is_empty()) else { return };
            let mut scenario = Scenario::clone(&store.scenario);
            scenario.suppose((&principal, &name.action, &name.resource), &key, Some(value_of(&key, &text)));
            store.dispatch(Action::Change(Box::new(scenario)));
        })
    };
    html! {
        <form class="inline-form" {onsubmit}>
            <input type="text" aria-label={(words.value_of)(key)} value={value.to_owned()} autocomplete="off" spellcheck="false" />
            <button type="submit" class="button">{ words.set }</button>
        </form>
    }
}

/// A key that is supposed: its value can be changed and taken back.
fn supposed_key(props: &SupposeProps, key: &str, value: &ContextValue) -> Html {
    let words = matrix::words(props.store.language);
    let text = value.values().join(", ");
    let shown = if value.values().is_empty() {
        html!(<span class="muted">{ words.absent }</span>)
    } else {
        html!(<code>{ &text }</code>)
    };
    html! {
        <div class="supposed-key" key={key.to_owned()}>
            <code>{ key }</code>{ " = " }{ shown }
            { field(props, key, &text) }
            <button type="button" class="button button-quiet" aria-label={(words.remove)(key)} onclick={set(props, key, None)}>{ words.remove_word }</button>
        </div>
    }
}
