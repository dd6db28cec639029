//! What the address says: a shared configuration or an example in the fragment, the embedded chain in the query.
//!
//! What always holds: an address is read, never believed: a damaged one is told of and changes nothing. The query
//! decides once, when the page is opened; the fragment whenever it changes.

use super::reading::Reading;
use super::state::{Entry, Frame, Origin, Theme};
use super::{course, example};
use crate::message::Language;
use crate::scenario::Scenario;
use crate::share::{self, LinkError};
use std::rc::Rc;
use web_sys::{Location, UrlSearchParams};

/// What a fragment with an example begins with.
const EXAMPLE: &str = "#/e/";

/// The fragment of the list of lessons.
const COURSE: &str = "#/l";

/// On the root element while a link is about to replace what the browser kept; styles hide the page meanwhile.
const OPENING: &str = "data-opening";

/// What the fragment asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Route {
    /// Nothing: no fragment, or one that names a part of the page.
    Page,
    /// This scenario.
    Scenario(Box<Scenario>, Origin),
    /// The example of this id, which may have to be fetched.
    Example(String),
    /// A text to be read over the page, which stays as it is.
    Reading(Reading),
    /// The list of lessons.
    Course,
    /// The lesson of this id, which may have to be fetched.
    Lesson(String),
    /// Something that there is not.
    Broken(Fault),
}

/// Why an address leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The link of a configuration.
    Link(LinkError),
    /// There is no such example.
    NoExample,
    /// There is no such lesson.
    NoLesson,
    /// The examples or lessons did not arrive.
    Unreachable,
    /// No kind of address that the page knows.
    Unknown,
}

/// What the fragment asks for now.
#[must_use]
pub fn current() -> Route {
    read(&location().and_then(|location| location.hash().ok()).unwrap_or_default())
}

fn read(fragment: &str) -> Route {
    if let Some(text) = fragment.strip_prefix(share::PREFIX) {
        return match share::decode(text) {
            Ok(scenario) => Route::Scenario(Box::new(scenario), Origin::Link),
            Err(error) => Route::Broken(Fault::Link(error)),
        };
    }
    if let Some(id) = fragment.strip_prefix(EXAMPLE) {
        // A chat may leave a bracket or a dot behind it.
        let id = id.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
        return match id {
            example::TEXTBOOK => Route::Scenario(Box::new(example::textbook()), Origin::Example(id.to_owned())),
            _ => Route::Example(id.to_owned()),
        };
    }
    if let Some(reading) = Reading::of(fragment) {
        return Route::Reading(reading);
    }
    if let Some(id) = fragment.strip_prefix(course::PREFIX) {
        return Route::Lesson(id.trim_matches(|sign: char| !sign.is_ascii_alphanumeric()).to_owned());
    }
    if fragment == COURSE {
        return Route::Course;
    }
    if fragment.starts_with("#/") { Route::Broken(Fault::Unknown) } else { Route::Page }
}

/// What the page begins with: the reader's own work, so that a link takes its place in a way that can be undone; on a
/// first visit what the address asks for, else the example. What a link is about to replace is not shown.
#[must_use]
pub fn first(kept: Option<Entry>) -> Entry {
    let asked = location().and_then(|location| location.hash().ok()).is_some_and(|hash| hash.starts_with("#/"));
    if asked {
        // Setting an attribute of the root element cannot fail: the name is fixed and valid.
        let _ = gloo::utils::document_element().set_attribute(OPENING, "");
    }
    kept.or_else(|| match current() {
        Route::Scenario(scenario, origin) => Some(Entry { scenario: Rc::new(*scenario), origin }),
        Route::Page | Route::Example(_) | Route::Course | Route::Lesson(_) | Route::Reading(_) | Route::Broken(_) => {
            None
        }
    })
    .unwrap_or_else(example::entry)
}

/// Shows the page, now that it has what the address asked for.
pub fn opened() {
    // What is not there need not be removed.
    let _ = gloo::utils::document_element().remove_attribute(OPENING);
}

/// Takes the fragment out of the address: what is shown is no longer what it says.
pub fn forget() {
    let Some(location) = location() else { return };
    let Ok(address) = location.pathname().and_then(|path| Ok(path + &location.search()?)) else { return };
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        // A document that may not change its address keeps it.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// The address of the whole page, without query and fragment.
#[must_use]
pub fn base() -> String {
    let parts = || {
        let location = location()?;
        Some(location.origin().ok()? + &location.pathname().ok()?)
    };
    parts().unwrap_or_default()
}

/// How much of the page is shown: `?view=chain` is the chain alone. `www/boot.js` reads the same.
#[must_use]
pub fn frame() -> Frame {
    if query("view").as_deref() == Some("chain") { Frame::Chain } else { Frame::Page }
}

/// The language that the query of an embedded chain asks for.
#[must_use]
pub fn language() -> Option<Language> {
    match query("lang")?.as_str() {
        "en" => Some(Language::English),
        "ko" => Some(Language::Korean),
        _ => None,
    }
}

/// The colours that the query of an embedded chain asks for.
#[must_use]
pub fn theme() -> Option<Theme> {
    match query("theme")?.as_str() {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}

fn query(name: &str) -> Option<String> {
    UrlSearchParams::new_with_str(&location()?.search().ok()?).ok()?.get(name)
}

fn location() -> Option<Location> {
    Some(web_sys::window()?.location())
}
