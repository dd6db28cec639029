//! The examples: the textbook case, which the wasm carries, and the gallery, which is fetched when it is first wanted.
//!
//! What always holds: the gallery is fetched at most once; without it the textbook example is there.

use super::state::{Action, Dialog, Entry, Origin, View};
use super::{course, fetch, storage};
use crate::app::hooks::Store;
use crate::gallery::{Example, Gallery};
use crate::message::{Language, words};
use crate::scenario::{NamedPolicy, Role, Scenario};
use std::cell::RefCell;
use std::rc::Rc;

/// The id of the textbook example.
pub const TEXTBOOK: &str = "textbook";

/// The id of the example that a first visit is led to: a chain that breaks.
pub const BROKEN: &str = "other-namespace";

thread_local! {
    static GALLERY: RefCell<Option<Rc<Gallery>>> = const { RefCell::new(None) };
}

/// Why an example is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The gallery did not arrive.
    Unreachable,
    /// The gallery has no example of this id.
    Unknown,
}

/// A ServiceAccount, a Pod, and a role that trusts it: the textbook case, in which every link passes.
#[must_use]
pub fn textbook() -> Scenario {
    Scenario {
        manifests: include_str!("../../www/scenarios/textbook/manifests.yaml").to_owned(),
        roles: vec![Role {
            arn: "arn:aws:iam::123456789012:role/my-iam-role".to_owned(),
            trust_policy: Some(include_str!("../../www/scenarios/textbook/trust.json").to_owned()),
            policies: vec![NamedPolicy {
                name: "my-policy".to_owned(),
                document: include_str!("../../www/scenarios/textbook/permissions.json").to_owned(),
            }],
            ..Role::default()
        }],
        ..Scenario::default()
    }
}

/// The textbook example with its origin.
#[must_use]
pub fn entry() -> Entry {
    Entry { scenario: Rc::new(textbook()), origin: Origin::Example(TEXTBOOK.to_owned()) }
}

/// The textbook example takes the place of what is there.
#[must_use]
pub fn load() -> Action {
    Action::Replace(Box::new(textbook()), Origin::Example(TEXTBOOK.to_owned()))
}

/// The gallery, if it is there already.
#[must_use]
pub fn known() -> Option<Rc<Gallery>> {
    GALLERY.with_borrow(Clone::clone)
}

/// The gallery, fetched if need be.
///
/// # Errors
/// It did not arrive.
pub async fn gallery() -> Result<Rc<Gallery>, Missing> {
    if let Some(gallery) = known() {
        return Ok(gallery);
    }
    let text = fetch::text("data-examples").await.ok_or(Missing::Unreachable)?;
    let gallery = Rc::new(Gallery::from_json(&text).map_err(|_| Missing::Unreachable)?);
    GALLERY.set(Some(gallery.clone()));
    Ok(gallery)
}

/// The example of an id, as a link `#/e/<id>` names it.
///
/// # Errors
/// The gallery did not arrive, or has no such example.
pub async fn fetch(id: &str) -> Result<Rc<Example>, Missing> {
    gallery().await?.example(id).cloned().ok_or(Missing::Unknown)
}

/// An example takes the place of what is there, and its point is shown.
pub fn open(store: &Store, example: &Example) {
    store.dispatch(Action::Replace(Box::new(example.scenario.clone()), Origin::Example(example.id.clone())));
    store.dispatch(Action::SetView(match example.view.as_deref() {
        Some("kubernetes") => View::Kubernetes,
        Some("inspector") => View::Inspector,
        Some("compare") => View::Compare,
        _ => View::Access,
    }));
}

/// Opens the example that a first visit is led to; where it does not arrive, the gallery, which says so.
pub fn open_broken(store: &Store) {
    let store = store.clone();
    yew::platform::spawn_local(async move {
        match fetch(BROKEN).await {
            Ok(example) => open(&store, &example),
            Err(_) => store.dispatch(Action::SetDialog(Some(Dialog::Gallery))),
        }
    });
}

/// The title of an example; absent while the gallery is not there.
#[must_use]
pub fn title(id: &str, language: Language) -> Option<String> {
    let known = || Some(known()?.example(id)?.title.text(language).to_owned());
    if id == TEXTBOOK { Some(words::gallery::words(language).textbook.to_owned()) } else { known() }
}

/// Whether a scenario is an example as it was loaded; absent while that cannot be said.
#[must_use]
pub fn is_original(id: &str, scenario: &Scenario) -> Option<bool> {
    if id == TEXTBOOK {
        return Some(textbook() == *scenario);
    }
    Some(known()?.example(id)?.scenario == *scenario)
}

/// Where a scenario comes from, for lists: `Example: sub names another namespace`.
#[must_use]
pub fn source_name(origin: &Origin, language: Language) -> String {
    let words = words::history::words(language);
    match origin {
        Origin::Own => words.own.to_owned(),
        Origin::Example(id) => (words.example)(&title(id, language).unwrap_or_else(|| id.clone())),
        Origin::Lesson(id) => {
            (words::lesson::words(language).source)(&course::title(id, language).unwrap_or_else(|| id.clone()))
        }
        Origin::Link => words.link.to_owned(),
        Origin::Import => words.import.to_owned(),
        Origin::Empty => words.empty_page.to_owned(),
    }
}

/// Whether a state is worth keeping in the history: work, not an example as it was loaded and not an empty page.
#[must_use]
pub fn is_work(entry: &Entry) -> bool {
    let untouched = match &entry.origin {
        Origin::Example(id) => is_original(id, &entry.scenario) == Some(true),
        // How a lesson stands is kept with the lesson.
        Origin::Lesson(_) => true,
        Origin::Own | Origin::Link | Origin::Import | Origin::Empty => false,
    };
    !untouched && !storage::is_blank(&entry.scenario)
}
