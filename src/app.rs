//! The page: a Yew application that renders a [`crate::chain::Simulation`].
//!
//! What always holds: data flows one way. An edit, a click or a link makes an [`state::Action`]; the reducer makes the
//! next [`state::State`], simulated; the components render it. Nothing here decides anything about AWS or Kubernetes.

mod catalogue;
mod clipboard;
mod component;
mod course;
mod download;
mod editor;
mod example;
mod fetch;
mod handbook;
mod hooks;
mod keyboard;
mod play;
mod prose;
mod reading;
mod route;
mod start;
mod state;
mod storage;

/// Mounts the page into `#app`, if there is a document; in Node there is none, and nothing happens.
pub fn mount() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    yew::platform::spawn_local(start::start(document));
}
