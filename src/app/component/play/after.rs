//! What comes after the goal: that it is reached, the next lesson, what was learned, the bonus.

use super::goal::{points, title};
use crate::app::course;
use crate::app::hooks::{Store, act};
use crate::app::prose::{linked, plain};
use crate::app::state::{Action, Dialog};
use crate::lesson::{Lesson, Progress};
use crate::message::words::lesson::Words;
use yew::prelude::*;

/// What comes after the goal.
pub fn after(store: &Store, words: &'static Words, lesson: &Lesson, progress: &Progress) -> Html {
    html! {
        <>
            if progress.is_reached() {
                <div class="play-reached">
                    <p class="play-reached-line">
                        <svg class="play-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="9" /><path d="m8 12.5 2.8 2.8L16 9.5" /></svg>
                        <strong>{ if progress.is_bonus_reached() { words.bonus_reached } else { words.goal_reached } }</strong>
                    </p>
                    { next(store, words, lesson) }
                </div>
            }
            { learned(store, words, lesson) }
            { bonus(store, words, lesson, progress) }
        </>
    }
}

/// The next lesson, or where there is none, the list.
fn next(store: &Store, words: &'static Words, lesson: &Lesson) -> Html {
    let course = course::known();
    match course.as_ref().and_then(|course| course.after(&lesson.id)) {
        Some(next) => {
            let label = (words.next)(&plain(next.title.text(store.language)));
            html!(<a class="button button-primary" href={format!("{}{}", course::PREFIX, next.id)}>{ label }</a>)
        }
        None => html! {
            <>
                <span>{ words.last }</span>
                <button type="button" class="button" onclick={act(store, Action::SetDialog(Some(Dialog::Course)))}>{ words.all }</button>
            </>
        },
    }
}

fn learned(store: &Store, words: &'static Words, lesson: &Lesson) -> Html {
    let text = lesson.learned.text(store.language);
    if text.is_empty() {
        return html!();
    }
    let links = lesson.links.iter().map(|link| {
        html!(<li><a href={link.url.clone()} target="_blank" rel="noopener">{ link.title.text(store.language).to_owned() }</a></li>)
    });
    html! {
        <section class="play-learned" aria-labelledby="play-learned-title">
            <h3 id="play-learned-title">{ words.learned }</h3>
            <p>{ linked(text) }</p>
            if !lesson.links.is_empty() {
                <p class="play-label" id="play-links">{ words.read_more }</p>
                <ul class="play-links" aria-labelledby="play-links">{ for links }</ul>
            }
        </section>
    }
}

fn bonus(store: &Store, words: &'static Words, lesson: &Lesson, progress: &Progress) -> Html {
    let Some(bonus) = &lesson.bonus else { return html!() };
    html! {
        <section class="play-goal play-bonus" aria-labelledby="play-bonus-title">
            { title(words.bonus, "play-bonus-title", words, &progress.bonus) }
            <p>{ linked(bonus.text.text(store.language)) }</p>
            { points(store.language, words, &bonus.goal, &progress.bonus) }
        </section>
    }
}
