//! The course: four parts with their lessons, how far the reader is, and where to go on.
//!
//! What always holds: a lesson is a link with an address of its own; nothing says what was not done, only what was; all
//! of it can be forgotten, and brought back as long as the dialog is open.

use crate::app::course::{self, PREFIX};
use crate::app::hooks::{Store, act};
use crate::app::prose::{plain, prose};
use crate::app::state::{Action, Origin};
use crate::app::storage::{self, Refusal};
use crate::lesson::{Course, Kept, Lesson, Part, Reached};
use crate::message::words::{self, lesson::Words};
use std::rc::Rc;
use yew::prelude::*;

/// The lessons, by part.
pub fn course(store: &Store) -> Html {
    html!(<Lessons store={store.clone()} />)
}

/// Properties of [`Lessons`].
#[derive(Properties, PartialEq)]
struct LessonsProps {
    store: Store,
}

/// How far the course has come.
#[derive(Clone)]
enum Loading {
    Waiting,
    Failed,
    There(Rc<Course>),
}

#[component]
fn Lessons(props: &LessonsProps) -> Html {
    let store = &props.store;
    let words = words::lesson::words(store.language);
    let loading = use_state(|| course::known().map_or(Loading::Waiting, Loading::There));
    let attempt = use_state(|| 0_u32);
    let gone = use_state(|| Rc::new(Vec::<(String, Kept)>::new()));
    {
        let loading = loading.clone();
        use_effect_with(*attempt, move |_| {
            yew::platform::spawn_local(async move {
                loading.set(course::course().await.map_or(Loading::Failed, Loading::There));
            });
        });
    }
    let again = {
        let (loading, attempt) = (loading.clone(), attempt.clone());
        Callback::from(move |_: MouseEvent| {
            loading.set(Loading::Waiting);
            attempt.set(*attempt + 1);
        })
    };
    match &*loading {
        Loading::Waiting => html!(<p class="gallery-state" role="status">{ words.loading }</p>),
        Loading::Failed => html! {
            <div class="gallery-state" role="alert">
                <p><strong>{ words.failed }</strong></p>
                <p>{ words.failed_help }</p>
                <p class="gallery-actions"><button type="button" class="button button-primary" onclick={again}>{ words.retry }</button></p>
            </div>
        },
        Loading::There(course) => html! {
            <div class="course">
                <p class="course-about">{ words.about }</p>
                { go_on(store, words, course) }
                <div class="course-parts">{ for course.parts.iter().map(|part| self::part(store, words, part)) }</div>
                { memory(words, course, &gone) }
            </div>
        },
    }
}

/// The lesson to go on with: the first that was begun and whose goal is not reached, else the first that is not begun.
fn go_on(store: &Store, words: &'static Words, course: &Course) -> Html {
    let begun = course.lessons().find(|lesson| reached(lesson) == Some(Reached::Begun));
    let next = begun.or_else(|| course.lessons().find(|lesson| reached(lesson).is_none()));
    match next {
        Some(lesson) => {
            let title = plain(lesson.title.text(store.language));
            let label = if begun.is_some() { (words.go_on)(&title) } else { (words.begin)(&title) };
            // A dialog focuses what asks for it, else its close button.
            html!(<p><a class="button button-primary" autofocus={true} href={address(lesson)} onclick={close(store)}>{ label }</a></p>)
        }
        None => html!(<p>{ words.all_done }</p>),
    }
}

fn part(store: &Store, words: &'static Words, part: &Part) -> Html {
    let id = format!("course-{}", part.id);
    let done = part.lessons.iter().filter(|lesson| reached(lesson) >= Some(Reached::Goal)).count();
    let rows = part.lessons.iter().enumerate().map(|(index, lesson)| self::lesson(store, words, index + 1, lesson));
    html! {
        <section class="course-part" aria-labelledby={id.clone()}>
            <div class="course-part-head">
                <h3 {id}>{ part.title.text(store.language) }</h3>
                if done > 0 { <span class="muted">{ (words.count)(done, part.lessons.len()) }</span> }
            </div>
            <p class="muted">{ prose(part.about.text(store.language)) }</p>
            if part.lessons.is_empty() {
                <p class="muted">{ words.soon }</p>
            } else {
                <ol class="course-lessons">{ for rows }</ol>
            }
        </section>
    }
}

fn lesson(store: &Store, words: &'static Words, number: usize, lesson: &Lesson) -> Html {
    let reached = reached(lesson);
    let shown = store.origin == Origin::Lesson(lesson.id.clone());
    let state = reached.map_or(words.not_begun, words.reached);
    let class = match reached {
        None => "not-begun",
        Some(Reached::Begun) => "begun",
        Some(Reached::Goal) => "goal",
        Some(Reached::Bonus) => "bonus",
    };
    html! {
        <li>
            <a class={classes!("course-lesson", class)} href={address(lesson)} onclick={close(store)} aria-current={shown.then_some("true")}>
                { sign(reached) }
                <span class="course-number" aria-hidden="true">{ number }</span>
                <span class="course-title">{ prose(lesson.title.text(store.language)) }</span>
                <span class={classes!("course-state", (reached.is_none() && !shown).then_some("visually-hidden"))}>{ if shown { words.shown_now } else { state } }</span>
            </a>
        </li>
    }
}

/// Forgetting how far one is, and its undo.
fn memory(words: &'static Words, course: &Rc<Course>, gone: &UseStateHandle<Rc<Vec<(String, Kept)>>>) -> Html {
    let forget = {
        let gone = gone.clone();
        Callback::from(move |_: MouseEvent| gone.set(Rc::new(storage::forget_lessons())))
    };
    let undo = {
        let gone = gone.clone();
        Callback::from(move |_: MouseEvent| {
            gone.iter().for_each(|(id, kept)| storage::keep_lesson(id, kept));
            gone.set(Rc::default());
        })
    };
    let begun = course.lessons().any(|lesson| storage::lesson(&lesson.id).is_some());
    html! {
        <div class="course-foot">
            if storage::refusal() == Some(Refusal::Blocked) { <p class="muted">{ words.not_kept }</p> }
            <p role="status">
                if !gone.is_empty() { { words.forgotten }{ " " }<button type="button" class="button" onclick={undo}>{ words.undo }</button> }
            </p>
            if begun { <button type="button" class="button button-quiet" onclick={forget}>{ words.forget }</button> }
        </div>
    }
}

fn reached(lesson: &Lesson) -> Option<Reached> {
    storage::lesson(&lesson.id).map(|kept| kept.reached)
}

fn address(lesson: &Lesson) -> String {
    format!("{PREFIX}{}", lesson.id)
}

/// Closes the dialog; the link's own address opens the lesson.
fn close(store: &Store) -> Callback<MouseEvent> {
    act(store, Action::SetDialog(None))
}

/// An empty ring, half a ring, a tick, a tick in a star.
fn sign(reached: Option<Reached>) -> Html {
    let inner = match reached {
        None => html!(<circle cx="12" cy="12" r="8.5" />),
        Some(Reached::Begun) => {
            html!(<><circle cx="12" cy="12" r="8.5" /><path class="solid" d="M12 3.5a8.5 8.5 0 0 1 0 17z" /></>)
        }
        Some(Reached::Goal) => html!(<><circle cx="12" cy="12" r="8.5" /><path d="m8 12.5 2.8 2.8L16 9.5" /></>),
        Some(Reached::Bonus) => {
            html!(<path class="solid" d="m12 2.6 2.9 5.9 6.5 1-4.7 4.6 1.1 6.5-5.8-3.1-5.8 3.1 1.1-6.5L2.6 9.5l6.5-1z" />)
        }
    };
    html!(<svg class="play-sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{ inner }</svg>)
}
