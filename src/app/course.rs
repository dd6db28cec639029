//! The course: fetched when it is first wanted; a lesson opened where it was left, and left again.
//!
//! What always holds: the course is fetched at most once; a lesson takes the place of what is there as an example does,
//! so one undo brings that back, and so does leaving.

use super::state::{Action, Dialog, Origin, Pane, View};
use super::{example, fetch, storage};
use crate::app::hooks::Store;
use crate::chain::{Reason, Step};
use crate::lesson::{self, Course, Kept, Lesson};
use crate::message::Language;
use crate::scenario::Scenario;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub use super::example::Missing;

/// What a fragment with a lesson begins with.
pub const PREFIX: &str = "#/l/";

/// The id of the title of the lesson that is on the page.
pub const TITLE: &str = "play-title";

thread_local! {
    static COURSE: RefCell<Option<Rc<Course>>> = const { RefCell::new(None) };
}

/// The course, if it is there already.
#[must_use]
pub fn known() -> Option<Rc<Course>> {
    COURSE.with_borrow(Clone::clone)
}

/// The course, fetched if need be.
///
/// # Errors
/// It did not arrive.
pub async fn course() -> Result<Rc<Course>, Missing> {
    if let Some(course) = known() {
        return Ok(course);
    }
    let text = fetch::text("data-course").await.ok_or(Missing::Unreachable)?;
    let course = Rc::new(Course::from_json(&text).map_err(|_| Missing::Unreachable)?);
    COURSE.set(Some(course.clone()));
    Ok(course)
}

/// The lesson of an id, as a link `#/l/<id>` names it.
///
/// # Errors
/// The course did not arrive, or has no such lesson.
pub async fn fetch(id: &str) -> Result<Rc<Lesson>, Missing> {
    course().await?.lesson(id).cloned().ok_or(Missing::Unknown)
}

/// The title of a lesson; absent while the course is not there.
#[must_use]
pub fn title(id: &str, language: Language) -> Option<String> {
    Some(known()?.lesson(id)?.title.text(language).to_owned())
}

/// What a lesson shows when it is opened: as it was left, else its start.
#[must_use]
pub fn opening(lesson: &Lesson) -> Scenario {
    storage::lesson(&lesson.id).and_then(|kept| kept.scenario).unwrap_or_else(|| lesson.scenario.clone())
}

/// A lesson takes the place of what is there.
pub fn open(store: &Store, lesson: &Lesson) {
    let scenario = opening(lesson);
    if storage::lesson(&lesson.id).is_none() {
        storage::keep_lesson(&lesson.id, &Kept::default());
    }
    enter(store, lesson, scenario, Origin::Lesson(lesson.id.clone()));
}

/// Something to be played takes the place of what is there: its document, its view, and the focus on its title.
pub fn enter(store: &Store, lesson: &Lesson, scenario: Scenario, origin: Origin) {
    if !store.origin.is_played() {
        storage::keep_before_lesson(&store.entry());
    }
    let document = lesson.document.as_ref().and_then(|name| lesson::document(&scenario, name));
    store.dispatch(Action::Replace(Box::new(scenario), origin));
    store.dispatch(Action::SetView(match lesson.view.as_deref() {
        Some("kubernetes") => View::Kubernetes,
        Some("inspector") => View::Inspector,
        Some("compare") => View::Compare,
        _ => View::Access,
    }));
    if let Some(document) = document {
        store.dispatch(Action::OpenDocument(document));
    }
    store.dispatch(Action::SetPane(Pane::Lesson));
    // After the dialog it was opened from has given the focus back.
    Timeout::new(50, to_title).forget();
}

/// Opens the lesson about such a break; the list of lessons where there is none, or where it does not arrive.
pub fn practise(store: &Store, step: Step, reason: &Reason) {
    let (store, reason) = (store.clone(), reason.clone());
    yew::platform::spawn_local(async move {
        let course = course().await.ok();
        match course.as_ref().and_then(|course| lesson::fitting(course, step, &reason)) {
            Some(lesson) => open(&store, lesson),
            None => store.dispatch(Action::SetDialog(Some(Dialog::Course))),
        }
    });
}

/// What was on the page before the lessons comes back.
pub fn leave(store: &Store) {
    let entry = storage::before_lesson().unwrap_or_else(example::entry);
    store.dispatch(Action::Replace(Box::new((*entry.scenario).clone()), entry.origin));
    store.dispatch(Action::SetPane(Pane::Chain));
}

/// Puts the focus on the title of what is played, and shows it.
fn to_title() {
    let found = gloo::utils::document().get_element_by_id(TITLE);
    if let Some(title) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // What can be focused is focused.
        let _ = title.focus();
    }
}
