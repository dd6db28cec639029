//! A solution as a difference to what stands on the page, and the button that applies it.
//!
//! What always holds: applying it is one step that undo takes back; what the reader changed elsewhere is told among the
//! differences, not overwritten in silence; a page that holds the solution shows nothing.

use crate::app::component::compare::result::text_changes;
use crate::app::hooks::{Store, act};
use crate::app::state::Action;
use crate::compare::{document_changes, setting_changes};
use crate::lesson::Lesson;
use crate::message::words::{self, lesson::Words};
use yew::prelude::*;

/// The solution.
pub fn solution(store: &Store, words: &'static Words, lesson: &Lesson, show: &Callback<usize>) -> Html {
    // A lesson whose solution does not fit is held back by its test.
    let Ok(solved) = lesson.solved() else { return html!() };
    let hide = {
        let (show, all) = (show.clone(), lesson.hints.len());
        Callback::from(move |_: MouseEvent| show.emit(all))
    };
    let documents = document_changes(&store.scenario, &solved);
    let settings = setting_changes(&store.scenario, &solved);
    if documents.is_empty() && settings.is_empty() {
        return html!();
    }
    let sides = [&*store.scenario, &solved];
    html! {
        <section class="play-solution" aria-labelledby="play-solution-title">
            <div class="play-goal-head">
                <h3 id="play-solution-title">{ words.solution }</h3>
                <button type="button" class="button button-quiet" onclick={hide}>{ words.hide_solution }</button>
            </div>
            <p class="muted">{ words.solution_help }</p>
            { text_changes(store, words::compare::words(store.language), &documents, &settings, sides) }
            <p class="actions"><button type="button" class="button button-primary" onclick={act(store, Action::Change(Box::new(solved.clone())))}>{ words.apply }</button></p>
        </section>
    }
}
