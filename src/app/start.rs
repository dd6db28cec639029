//! The start: simulates what the page opens with and mounts the app, in turns, so that the browser can paint and answer
//! in between and no task holds a phone up for long.
//!
//! What always holds: the loading screen of `index.html` stands until the answer takes its place in the same frame; the
//! page is ready once all of it is there, which [`ready`] counts.

use super::component::page::Page;
use super::route::{self, Route};
use super::state::{Action, Frame, State};
use super::storage;
use crate::chain::{Simulation, Steps};
use crate::scenario::Scenario;
use js_sys::Promise;
use js_sys::futures::JsFuture;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Event};
use yew::Reducible;

#[expect(unsafe_code, reason = "wasm-bindgen writes the call into JavaScript")]
#[wasm_bindgen]
extern "C" {
    /// `www/boot.js` documents it.
    #[wasm_bindgen(catch, js_name = irsaTurn)]
    fn next_turn() -> Result<Promise, JsValue>;
}

/// Where the app renders its bar: a child of the body, so that it sticks to the top of the whole page.
pub const TOP: &str = "top";

/// What the page is ready with.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Everything is rendered.
    Page,
    /// The editor is there, or is not to be seen yet.
    Editor,
}

/// Lets the browser do what waits.
pub async fn turn() {
    if let Ok(turn) = next_turn() {
        // A turn does not fail.
        let _ = JsFuture::from(turn).await;
    }
}

/// Mounts the page.
pub async fn start(document: Document) {
    turn().await;
    let state = Rc::new(first().await);
    let Some(root) = document.get_element_by_id("app") else { return };
    if let Some(top) = document.get_element_by_id(TOP) {
        top.set_text_content(None);
    }
    if let Some(boot) = document.get_element_by_id("boot") {
        boot.remove();
    }
    yew::Renderer::<Page>::with_root_and_props(root, super::component::page::PageProps { state }).render();
}

/// A part of the page is there; with the last one the page is ready.
pub fn ready(part: Part) {
    thread_local!(static MISSING: Cell<u8> = const { Cell::new(0b11) });
    let before = MISSING.get();
    let after = before & !(1 << part as u8);
    MISSING.set(after);
    if before != 0
        && after == 0
        && let (Some(window), Ok(event)) = (web_sys::window(), Event::new("irsa:ready"))
    {
        // An event that nobody prevents.
        let _ = window.dispatch_event(&event);
    }
}

/// What the page opens with.
async fn first() -> State {
    let frame = route::frame();
    let language = route::language().filter(|_| frame == Frame::Chain).unwrap_or_else(storage::language);
    let theme = route::theme().filter(|_| frame == Frame::Chain).unwrap_or_else(storage::theme);
    // A chain inside another page neither reads nor shows what the reader keeps.
    let kept = (frame == Frame::Page).then(storage::work).flatten();
    let entry = route::first(kept);
    turn().await;
    let simulation = simulated(&entry.scenario).await;
    opened(State { frame, ..State::with(entry, Rc::new(simulation), language, theme) })
}

async fn simulated(scenario: &Scenario) -> Simulation {
    let mut steps = Steps::new(scenario);
    loop {
        let done = steps.step();
        turn().await;
        if let Some(simulation) = done {
            return simulation;
        }
    }
}

/// The state with the configuration of the address in it, from the first paint on; undo goes back to what was there.
fn opened(state: State) -> State {
    match route::current() {
        Route::Scenario(scenario, origin) if *scenario != *state.scenario => {
            let opened = Rc::new(state).reduce(Action::Replace(scenario, origin));
            Rc::try_unwrap(opened).unwrap_or_else(|shared| (*shared).clone())
        }
        Route::Scenario(..)
        | Route::Example(_)
        | Route::Lesson(_)
        | Route::Course
        | Route::Reading(_)
        | Route::Page
        | Route::Broken(_) => state,
    }
}
