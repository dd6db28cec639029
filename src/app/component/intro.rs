//! Answers the buttons of the introduction, which stands in `index.html` and is there long before the app.
//!
//! What always holds: what was asked for before the app was there is done as soon as it is, and once.

use crate::app::example;
use crate::app::hooks::Store;
use crate::app::state::{Action, Dialog};
use gloo::events::EventListener;
use yew::prelude::*;

/// What is asked for, on the root element; `www/boot.js` puts it there.
const WISHED: &str = "data-wished";

/// Does what the introduction's buttons ask for.
#[hook]
pub fn use_wishes(store: &Store) {
    // None of them looks at the state: the first one does.
    let store = store.clone();
    use_effect_with((), move |()| {
        grant(&store);
        let listener = EventListener::new(&gloo::utils::window(), "irsa:wish", move |_| grant(&store));
        move || drop(listener)
    });
}

fn grant(store: &Store) {
    let root = gloo::utils::document_element();
    let wish = root.get_attribute(WISHED);
    // What is not there need not be removed.
    let _ = root.remove_attribute(WISHED);
    match wish.as_deref() {
        Some("paste") => store.dispatch(Action::SetDialog(Some(Dialog::Import))),
        Some("broken") => example::open_broken(store),
        Some("learn") => store.dispatch(Action::SetDialog(Some(Dialog::Course))),
        _ => {}
    }
}
