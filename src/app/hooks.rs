//! What every component needs of the page: the state and a way to act.

use super::state::{Action, State};
use crate::message::{self, phrases::Phrases};
use yew::prelude::*;

/// The state with its dispatcher, as the context that every component reads.
pub type Store = UseReducerHandle<State>;

/// The page's state.
#[hook]
pub fn use_store() -> Store {
    // The page provides it around everything, so the fallback is never seen.
    let fallback =
        use_reducer(|| State::new(crate::scenario::Scenario::default(), Default::default(), Default::default()));
    use_context::<Store>().unwrap_or(fallback)
}

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
