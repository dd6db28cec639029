//! The hints, one at a time, and then a solution.
//!
//! What always holds: nothing is shown that was not asked for; what was shown once stays.

use crate::app::hooks::Store;
use crate::app::prose::linked;
use crate::lesson::{Lesson, Reached};
use crate::message::words::lesson::Words;
use yew::prelude::*;

/// The hints that were asked for, and the button for the next.
pub fn hints(
    store: &Store,
    words: &'static Words,
    lesson: &Lesson,
    shown: usize,
    now: Reached,
    show: &Callback<usize>,
) -> Html {
    let all = lesson.hints.len();
    // Who is there needs them no more.
    let told = if now == Reached::Begun { shown } else { 0 };
    let rows = lesson.hints.iter().take(told).enumerate().map(|(index, hint)| {
        html! {
            <li class="play-hint"><strong>{ (words.hint)(index + 1) }</strong>{ " " }{ linked(hint.text.text(store.language)) }</li>
        }
    });
    let next = |count: usize| {
        let show = show.clone();
        Callback::from(move |_: MouseEvent| show.emit(count))
    };
    let button = if shown < all && now == Reached::Begun {
        html!(<button type="button" class="button" onclick={next(shown + 1)}>{ (words.show_hint)(shown + 1, all) }</button>)
    } else if shown <= all {
        let class = classes!("button", (now != Reached::Begun).then_some("button-quiet"));
        html!(<button type="button" {class} onclick={next(all + 1)}>{ words.show_solution }</button>)
    } else {
        html!()
    };
    html! {
        <section class="play-hints" aria-label={words.hints}>
            // Polite: a hint that was asked for is read.
            <ol aria-live="polite" class="play-hint-list">{ for rows }</ol>
            { button }
        </section>
    }
}
