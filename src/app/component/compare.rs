//! This scenario against another: what changed in the texts, and what follows from it.
//!
//! What always holds: looking changes nothing; only "take" replaces the scenario, and undo brings it back.

mod choice;
pub mod result;

use crate::app::hooks::{Store, act};
use crate::app::state::{Action, Entry};
use crate::chain::{self, Simulation};
use crate::compare::{Side, compare as compared};
use crate::message::words;
use std::rc::Rc;
use yew::prelude::*;

/// This scenario against another.
pub fn compare(store: &Store) -> Html {
    html!(<Compare store={store.clone()} />)
}

/// Properties of [`Compare`].
#[derive(Properties, PartialEq)]
struct CompareProps {
    store: Store,
}

/// Which side the page's own scenario stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sides {
    /// From the other to this.
    Forth,
    /// From this to the other.
    Back,
}

#[component]
fn Compare(props: &CompareProps) -> Html {
    let store = &props.store;
    let words = words::compare::words(store.language);
    let sides = use_state(|| Sides::Forth);
    let other: Entry = store.baseline.clone().unwrap_or_else(|| store.opened.clone());
    let simulation: Rc<Simulation> = use_memo(other.scenario.clone(), |scenario| chain::simulate(scenario));
    let swap = {
        let sides = sides.clone();
        Callback::from(move |_: MouseEvent| {
            sides.set(match *sides {
                Sides::Forth => Sides::Back,
                Sides::Back => Sides::Forth,
            });
        })
    };
    let (this, that) = (
        Side { scenario: &store.scenario, simulation: &store.simulation },
        Side { scenario: &other.scenario, simulation: &simulation },
    );
    let difference = match *sides {
        Sides::Forth => compared(that, this),
        Sides::Back => compared(this, that),
    };
    let name = choice::name(store, words, &other);
    let (from, to) = match *sides {
        Sides::Forth => (name.clone(), words.now.to_owned()),
        Sides::Back => (words.now.to_owned(), name),
    };
    let take = {
        let (store, other) = (store.clone(), other.clone());
        // What was here becomes the other side, so that the comparison stays.
        Callback::from(move |_: MouseEvent| {
            let here = store.entry();
            store.dispatch(Action::Replace(Box::new((*other.scenario).clone()), other.origin.clone()));
            store.dispatch(Action::SetBaseline(Some(here)));
        })
    };
    let remember = act(store, Action::SetBaseline(Some(store.entry())));
    let same = *other.scenario == *store.scenario;
    html! {
        <div class="view-body compare-view">
            <h2 class="visually-hidden">{ words.title }</h2>
            <choice::Choice store={store.clone()} />
            <p class="compare-sides">
                <strong>{ from }</strong><span aria-hidden="true">{ " → " }</span><span class="visually-hidden">{ words.to }</span><strong>{ to }</strong>
            </p>
            <div class="actions compare-actions">
                <button type="button" class="button" onclick={swap} aria-pressed={(*sides == Sides::Back).to_string()}>{ words.swap }</button>
                <button type="button" class="button" onclick={remember}>{ words.remember }</button>
                <button type="button" class="button" onclick={take} disabled={same}>{ words.take }</button>
            </div>
            { result::result(store, words, &difference, this, that, *sides == Sides::Back) }
        </div>
    }
}
