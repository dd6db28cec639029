//! What every part of the page needs: the state and a way to act.

use super::state::{Action, State};
use crate::message::{self, phrases::Phrases};
use yew::prelude::*;

/// The state with its dispatcher, handed down to every part of the page.
pub type Store = UseReducerHandle<State>;

/// The page's words.
#[must_use]
pub fn words(store: &Store) -> &'static Phrases {
    message::phrases(store.language)
}

/// A callback that dispatches one action.
pub fn act<E>(store: &Store, action: Action) -> Callback<E> {
    let store = store.dispatcher();
    Callback::from(move |_| store.dispatch(action.clone()))
}
