//! The chain alone, to stand inside another page (`?view=chain`): verdict, identity and links, read only, with the way
//! to the whole page.
//!
//! What always holds: nothing is read from the browser's storage and nothing is written there; the page around it is told
//! the height (`{ type: "irsa-playground:height", height }`), which says nothing about the configuration.

use super::{identity, link_list, link_strip, verdict};
use crate::app::hooks::Store;
use crate::app::route;
use crate::app::start::{self, Part};
use crate::message::words;
use crate::share;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Properties of [`Embed`].
#[derive(Properties, PartialEq)]
pub struct EmbedProps {
    /// The page's state.
    pub store: Store,
}

/// The embedded chain.
#[component]
pub fn Embed(props: &EmbedProps) -> Html {
    let store = &props.store;
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let observed = node.cast::<Element>().map(|element| observe(&element));
            start::ready(Part::Editor);
            move || drop(observed)
        });
    }
    let words = words::share::words(store.language);
    let link = share::encode(&store.scenario).map(|text| format!("{}{}{text}", route::base(), share::PREFIX));
    html! {
        <main class="embed" ref={node}>
            <h1 class="visually-hidden">{ words.frame_title }</h1>
            <link_strip::LinkStrip store={store.clone()} />
            <div class="card chain-card">
                { verdict::verdict(store) }
                { identity::identity_banner(store) }
                { link_list::link_list(store) }
            </div>
            <p class="embed-foot">
                <a href={link.unwrap_or_else(|_| route::base())} target="_blank" rel="noopener">{ words.open_in_playground }</a>
            </p>
        </main>
    }
}

/// Tells the page around the height, now and whenever it changes, as long as what is returned lives.
fn observe(element: &Element) -> impl Sized + use<> {
    let watched = element.clone();
    let tell = Closure::<dyn FnMut()>::new(move || tell_height(&watched));
    let observer = ResizeObserver::new(wasm_bindgen::JsCast::unchecked_ref(tell.as_ref())).ok();
    if let Some(observer) = &observer {
        observer.observe(element);
    }
    Observed(observer, tell)
}

/// Ends the observation when it is dropped.
struct Observed(
    Option<ResizeObserver>,
    #[expect(dead_code, reason = "lives as long as it may be called")] Closure<dyn FnMut()>,
);

impl Drop for Observed {
    fn drop(&mut self) {
        if let Some(observer) = &self.0 {
            observer.disconnect();
        }
    }
}

fn tell_height(element: &Element) {
    let Some(window) = web_sys::window() else { return };
    let Ok(Some(parent)) = window.parent() else { return };
    if parent == window {
        return;
    }
    let message = Object::new();
    // Setting a field of a fresh object cannot fail; a page around that does not listen hears nothing.
    let _ = Reflect::set(&message, &"type".into(), &"irsa-playground:height".into());
    let _ = Reflect::set(&message, &"height".into(), &JsValue::from(element.scroll_height()));
    let _ = parent.post_message(&message, "*");
}
