//! Documents that the goal asks to leave as they are: a strip over the editor, a lock on the tab.

use crate::app::hooks::Store;
use crate::app::play::{self, Play};
use crate::app::state::{Action, State};
use crate::message::words;
use crate::scenario::Scenario;
use crate::text::SourceId;
use yew::prelude::*;

/// Whether a document is locked by what is played.
#[must_use]
pub fn is_locked(state: &State, source: SourceId) -> bool {
    play::of(&state.origin).is_some_and(|play| locks(&play, source))
}

fn locks(play: &Play, source: SourceId) -> bool {
    play.lesson.locked().any(|name| name == source.to_string())
}

/// The strip over a locked document, with the way back where it was changed.
pub fn strip(store: &Store) -> Html {
    let source = store.document;
    let Some(play) = play::of(&store.origin).filter(|play| locks(play, source)) else { return html!() };
    let words = words::lesson::words(store.language);
    let start = play.lesson.scenario.text(source);
    let changed = source != SourceId::Settings && start != store.scenario.text(source);
    let put_back = {
        let (store, start) = (store.clone(), start.unwrap_or_default().to_owned());
        Callback::from(move |_: MouseEvent| {
            let mut scenario = Scenario::clone(&store.scenario);
            scenario.set_text(source, start.clone());
            store.dispatch(Action::Change(Box::new(scenario)));
        })
    };
    html! {
        <div class={classes!("lock-strip", changed.then_some("changed"))} role="note">
            <svg class="play-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><rect x="6" y="11" width="12" height="9" rx="2" /><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" /></svg>
            <p>{ if changed { words.locked_changed } else { words.locked } }</p>
            if changed { <button type="button" class="button" onclick={put_back}>{ words.put_back }</button> }
        </div>
    }
}
