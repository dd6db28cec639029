//! The catalogue of all services: fetched from beside the page when a service that is not embedded first occurs, and
//! installed once.
//!
//! What always holds: nothing waits for it and nothing breaks without it; where it does not arrive, that is said and can
//! be tried again. A part of the page inside another page asks for nothing.

use super::hooks::Store;
use super::state::{Action, Frame};
use crate::assist::{self, Place};
use crate::aws::catalog;
use js_sys::futures::JsFuture;
use wasm_bindgen::JsCast;
use web_sys::{Response, window};
use yew::prelude::*;

/// What became of the catalogue of all services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Catalogue {
    /// Nobody needed it so far.
    Core,
    /// It is on its way.
    Loading,
    /// It is there.
    Complete,
    /// It did not arrive.
    Missing,
}

impl Catalogue {
    /// What is there already when a page starts.
    #[must_use]
    pub fn now() -> Self {
        if catalog::complete() { Self::Complete } else { Self::Core }
    }
}

/// Fetches the catalogue as soon as the scenario names a service that is not embedded.
#[hook]
pub fn use_catalogue(store: &Store) {
    let wanted = store.catalogue == Catalogue::Core && !unknown(store).is_empty();
    let store = store.clone();
    use_effect_with(wanted, move |&wanted| {
        if wanted {
            want(&store);
        }
    });
}

/// The services that the scenario names and that are not known yet.
#[must_use]
pub fn unknown(store: &Store) -> Vec<String> {
    if store.catalogue == Catalogue::Complete {
        return Vec::new();
    }
    store.scenario.services().into_iter().filter(|prefix| !catalog::knows(prefix)).collect()
}

/// Fetches the catalogue, unless it is there or on its way, or did not arrive before.
pub fn want(store: &Store) {
    if store.catalogue == Catalogue::Core && store.frame == Frame::Page {
        fetch(store);
    }
}

/// Fetches the catalogue where somebody types an action that it may have.
pub fn want_for(store: &Store, place: Place<'_>) {
    if store.catalogue == Catalogue::Core && assist::seeks_service(place) {
        want(store);
    }
}

/// Tries once more.
pub fn again(store: &Store) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_| fetch(&store))
}

fn fetch(store: &Store) {
    let store = store.dispatcher();
    store.dispatch(Action::SetCatalogue(Catalogue::Loading));
    yew::platform::spawn_local(async move {
        let installed = text().await.map(catalog::install);
        let there = matches!(installed, Some(Ok(())));
        store.dispatch(Action::SetCatalogue(if there { Catalogue::Complete } else { Catalogue::Missing }));
    });
}

async fn text() -> Option<String> {
    // www/boot.js says where it is: beside the page, named after its content.
    let address = gloo::utils::document_element().get_attribute("data-catalogue")?;
    let response = JsFuture::from(window()?.fetch_with_str(&address)).await.ok()?;
    let response: Response = response.dyn_into().ok().filter(Response::ok)?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
