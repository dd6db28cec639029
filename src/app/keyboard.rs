//! The shortcuts of the whole page: F6 goes round the panes, Ctrl+/ lists the shortcuts, Ctrl+Z and Ctrl+Shift+Z undo
//! and redo whole steps outside of texts.
//!
//! What always holds: no shortcut is a single letter; inside the editor and in fields, undo is theirs; while a dialog is
//! open, only what belongs to it works.

use super::component::focus;
use super::hooks::Store;
use super::reading::Reading;
use super::state::{Action, Dialog, Pane};
use gloo::events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// Listens for the shortcuts of the page.
#[hook]
pub fn use_keyboard(store: &Store) {
    // The listener outlives a rendering: it looks the newest state up here.
    let latest = use_mut_ref(|| store.clone());
    *latest.borrow_mut() = store.clone();
    use_effect_with((), move |()| {
        let options = EventListenerOptions { passive: false, ..EventListenerOptions::run_in_capture_phase() };
        let listener = EventListener::new_with_options(&gloo::utils::document(), "keydown", options, move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|event| !event.default_prevented()) {
                key(&latest, event);
            }
        });
        move || drop(listener)
    });
}

fn key(latest: &Rc<RefCell<Store>>, event: &KeyboardEvent) {
    let store = latest.borrow().clone();
    let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    let shift = event.shift_key();
    let reading = Reading::current().is_some();
    let open = store.dialog.is_some() || reading;
    match event.key().as_str() {
        "F6" if !command && !open => next_pane(&store, if shift { Way::Back } else { Way::On }),
        "/" | "?" if command && !reading => {
            let dialog = if store.dialog == Some(Dialog::Shortcuts) { None } else { Some(Dialog::Shortcuts) };
            store.dispatch(Action::SetDialog(dialog));
        }
        "z" | "Z" if command && !open && !in_text(event) => {
            store.dispatch(if shift { Action::Redo } else { Action::Undo });
        }
        "y" | "Y" if command && !shift && !open && !in_text(event) => store.dispatch(Action::Redo),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Whether the key goes to something that has an undo of its own: the editor or a field.
fn in_text(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    // The editor lives in a shadow root; from out here its host is the target.
    let text = "input:not([type=checkbox], [type=radio], [type=button]), textarea, [contenteditable], .editor-host";
    target.closest(text).is_ok_and(|found| found.is_some())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    On,
    Back,
}

/// Where F6 stops: the open document, the chain, the views. On a phone the pane is shown first.
fn next_pane(store: &Store, way: Way) {
    let panes = [(".editors", Pane::Edit), (".chain-card", Pane::Chain), (".views-card", Pane::Access)];
    let document = gloo::utils::document();
    let active = document.active_element();
    let inside = |selector: &str| active.as_ref().is_some_and(|at| at.closest(selector).is_ok_and(|it| it.is_some()));
    let at = panes.iter().position(|(selector, _)| inside(selector));
    let next = match (at, way) {
        (None, Way::On) => 0,
        (None, Way::Back) => 2,
        (Some(at), Way::On) => (at + 1) % panes.len(),
        (Some(at), Way::Back) => (at + panes.len() - 1) % panes.len(),
    };
    let Some(&(selector, pane)) = panes.get(next) else { return };
    store.dispatch(Action::SetPane(pane));
    gloo::timers::callback::Timeout::new(0, move || enter(selector)).forget();
}

/// Puts the focus on the chosen tab, or the first thing that takes it.
fn enter(selector: &str) {
    let Ok(Some(pane)) = gloo::utils::document().query_selector(selector) else { return };
    if selector == ".editors" && focus::editor(&pane) {
        return;
    }
    let first = "[role=tab][aria-selected=true], button:not([disabled]), a[href], input, select, summary";
    if let Ok(Some(target)) = pane.query_selector(first)
        && let Ok(target) = target.dyn_into::<HtmlElement>()
    {
        // What takes the focus is focused.
        let _ = target.focus();
    }
}
