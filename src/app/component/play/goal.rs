//! The goal as a list that fills while one edits.
//!
//! What always holds: each point is told by a sign and a word, never by colour alone; under one that does not hold
//! stands what the simulation says.

use super::held;
use crate::app::hooks::Store;
use crate::app::prose::{linked, prose};
use crate::lesson::{Check, Demand, Lesson, Mark, Progress, State};
use crate::message::Language;
use crate::message::words::lesson::{self, Words};
use yew::prelude::*;

/// The goal.
pub fn goal(store: &Store, words: &'static Words, lesson: &Lesson, progress: &Progress) -> Html {
    html! {
        <section class="play-goal" aria-labelledby="play-goal-title">
            { title(words.goal, "play-goal-title", words, &progress.goal) }
            { points(store.language, words, &lesson.goal, &progress.goal) }
        </section>
    }
}

/// A heading with how many points hold.
pub fn title(name: &'static str, id: &'static str, words: &'static Words, marks: &[Mark]) -> Html {
    let (held, all) = (held(marks), marks.len());
    html! {
        <div class="play-goal-head">
            <h3 {id}>{ name }</h3>
            <span class="play-count">{ (words.of_goal)(held, all) }</span>
            <progress max={all.to_string()} value={held.to_string()} aria-hidden="true" />
        </div>
    }
}

/// The points.
pub fn points(language: Language, words: &'static Words, checks: &[Check], marks: &[Mark]) -> Html {
    let rows = checks.iter().zip(marks).map(|(check, mark)| {
        let class = match mark.state {
            State::Holds => "holds",
            State::Fails => "fails",
            State::Undecided => "undecided",
        };
        html! {
            <li class={classes!("play-point", class)}>
                { sign(mark.state, &check.demand) }
                <div>
                    <p><span class="visually-hidden">{ (words.state)(mark.state) }{ ": " }</span>{ linked(check.text.text(language)) }</p>
                    if mark.state != State::Holds {
                        <p class="play-why">{ prose(&lesson::why(language, &mark.why)) }</p>
                    }
                </div>
            </li>
        }
    });
    html!(<ul class="play-points">{ for rows }</ul>)
}

/// A tick, an empty ring, a question mark; a lock for what stays as it is.
fn sign(state: State, demand: &Demand) -> Html {
    let inner = match (state, demand) {
        (State::Holds, Demand::Unchanged { .. }) => {
            html!(<><rect x="6" y="11" width="12" height="9" rx="2" /><path d="M8.5 11V8a3.5 3.5 0 0 1 7 0v3" /></>)
        }
        (State::Holds, _) => html!(<><circle cx="12" cy="12" r="9" /><path d="m8 12.5 2.8 2.8L16 9.5" /></>),
        (State::Fails, _) => html!(<circle cx="12" cy="12" r="9" stroke-dasharray="3 3.28" />),
        (State::Undecided, _) => {
            html!(<><circle cx="12" cy="12" r="9" /><path d="M9.5 9.8a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1.8-1.1 1.7M12 16.6v.1" /></>)
        }
    };
    html!(<svg class="play-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ inner }</svg>)
}
