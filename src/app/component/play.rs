//! The lesson on the page: story, goal, hints, solution, and what comes after the goal.
//!
//! What always holds: the goal is checked against what stands in the ordinary editors, after each change; how far the
//! reader has come is kept and never taken back.

mod after;
mod goal;
mod hints;
mod lock;
mod solution;

pub use lock::{is_locked, strip as lock_strip};

use crate::app::course::{self, TITLE};
use crate::app::hooks::{Store, act};
use crate::app::play::{self, Play};
use crate::app::prose::linked;
use crate::app::state::{Action, Dialog, Origin};
use crate::app::storage;
use crate::lesson::{self, Kept, Progress, Reached};
use crate::message::words::{self, lesson::Words};
use std::rc::Rc;
use yew::prelude::*;

/// The card of what is played; nothing where nothing is.
pub fn play(store: &Store) -> Html {
    let key = match &store.origin {
        Origin::Lesson(id) => format!("lesson {id}"),
        Origin::Own | Origin::Example(_) | Origin::Link | Origin::Import | Origin::Empty => return html!(),
    };
    html!(<Waiting {key} store={store.clone()} />)
}

/// Properties of the card.
#[derive(Properties, PartialEq)]
struct WaitingProps {
    store: Store,
}

/// The card, once what is played is known; after a reload the course has to be fetched.
#[component]
fn Waiting(props: &WaitingProps) -> Html {
    let store = &props.store;
    let words = words::lesson::words(store.language);
    let playing = play::of(&store.origin);
    let attempt = use_state(|| 0_u32);
    let failed = use_state(|| false);
    {
        let failed = failed.clone();
        use_effect_with((playing.is_none(), *attempt), move |&(wanted, _)| {
            if wanted {
                yew::platform::spawn_local(async move { failed.set(course::course().await.is_err()) });
            }
        });
    }
    // The state is set to what it was where the course has arrived, which paints the card all the same.
    match playing {
        Some(play) => html!(<Card store={store.clone()} {play} />),
        None => {
            let again = {
                let (failed, attempt) = (failed.clone(), attempt.clone());
                Callback::from(move |_: MouseEvent| {
                    failed.set(false);
                    attempt.set(*attempt + 1);
                })
            };
            html! {
                <section class="card play-card" aria-label={words.lesson}>
                    if *failed {
                        <p role="alert"><strong>{ words.failed }</strong>{ " " }{ words.failed_help }</p>
                        <p class="actions"><button type="button" class="button" onclick={again}>{ words.retry }</button></p>
                    } else {
                        <p role="status" class="muted">{ words.loading }</p>
                    }
                </section>
            }
        }
    }
}

/// Properties of [`Card`].
#[derive(Properties, PartialEq)]
struct CardProps {
    store: Store,
    play: Play,
}

#[component]
fn Card(props: &CardProps) -> Html {
    let (store, lesson) = (&props.store, &props.play.lesson);
    let words = words::lesson::words(store.language);
    let kept = use_memo((), |()| storage::lesson(&lesson.id).unwrap_or_default());
    let hints = use_state(|| usize::try_from(kept.hints).unwrap_or_default());
    let best = use_mut_ref(|| kept.reached);
    let progress = {
        let lesson = lesson.clone();
        use_memo(store.scenario.clone(), move |scenario| lesson::check(&lesson, scenario))
    };
    let now = Reached::of(&progress);
    let before = *best.borrow();
    let reached = before.max(now);
    {
        let lesson = lesson.clone();
        use_effect_with((store.scenario.clone(), *hints, reached), move |(scenario, hints, reached)| {
            best.replace(*reached);
            let changed = (**scenario != lesson.scenario).then(|| (**scenario).clone());
            let hints = u32::try_from(*hints).unwrap_or_default();
            storage::keep_lesson(&lesson.id, &Kept { reached: *reached, hints, scenario: changed });
        });
    }
    let show_hint = {
        let hints = hints.clone();
        Callback::from(move |count: usize| hints.set(count))
    };
    html! {
        <section class="card play-card" aria-labelledby={TITLE}>
            { head(store, words, &props.play) }
            <p class="play-story">{ linked(lesson.story.text(store.language)) }</p>
            if let Some(error) = &lesson.error {
                <p class="play-error"><span class="muted">{ words.error_seen }</span><code>{ error.clone() }</code></p>
            }
            { goal::goal(store, words, lesson, &progress) }
            <p class="visually-hidden" role="status">{ said(words, now) }</p>
            if reached >= Reached::Goal {
                { after::after(store, words, lesson, &progress) }
            }
            { hints::hints(store, words, lesson, *hints, now, &show_hint) }
            if *hints > lesson.hints.len() {
                { solution::solution(store, words, lesson, &show_hint) }
            }
            { foot(store, words, lesson) }
        </section>
    }
}

/// What the live region says once the goal is reached.
fn said(words: &'static Words, now: Reached) -> &'static str {
    match now {
        Reached::Begun => "",
        Reached::Goal => words.goal_reached,
        Reached::Bonus => words.bonus_reached,
    }
}

/// Where it stands in the course, its title, and the ways out.
fn head(store: &Store, words: &'static Words, play: &Play) -> Html {
    let lesson = &play.lesson;
    let place = course::known().and_then(|course| {
        let part = course.part_of(&lesson.id)?;
        let at = part.lessons.iter().position(|one| one.id == lesson.id)?;
        Some(format!("{} · {}", part.title.text(store.language), (words.number)(at + 1, part.lessons.len())))
    });
    let leave = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| course::leave(&store))
    };
    html! {
        <div class="play-head">
            <div class="play-name">
                if let Some(place) = place { <p class="play-place">{ place }</p> }
                <h2 id={TITLE} tabindex="-1">{ linked(lesson.title.text(store.language)) }</h2>
            </div>
            <div class="play-ways">
                <button type="button" class="button button-quiet" onclick={act(store, Action::SetDialog(Some(Dialog::Course)))}>{ words.all }</button>
                <button type="button" class="button button-quiet icon" aria-label={words.leave} title={words.leave} onclick={leave}>
                    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6 6 18" /></svg>
                </button>
            </div>
        </div>
    }
}

/// Starting over, where something was changed.
fn foot(store: &Store, words: &'static Words, lesson: &Rc<lesson::Lesson>) -> Html {
    if *store.scenario == lesson.scenario {
        return html!();
    }
    let again = act(store, Action::Change(Box::new(lesson.scenario.clone())));
    html!(<p class="play-foot"><button type="button" class="button button-quiet" onclick={again}>{ words.again }</button></p>)
}

/// How many points of a goal hold.
fn held(marks: &[lesson::Mark]) -> usize {
    marks.iter().filter(|mark| mark.state == lesson::State::Holds).count()
}

/// How far somebody is, for the button of a phone's pane.
#[must_use]
pub fn short_progress(store: &Store) -> Option<String> {
    let play = play::of(&store.origin)?;
    let progress: Progress = lesson::check(&play.lesson, &store.scenario);
    Some(format!("{}/{}", held(&progress.goal), progress.goal.len()))
}
