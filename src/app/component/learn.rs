//! Links from the page to the texts about concepts and checks.
//!
//! What always holds: inside another page a text opens in a tab of its own, since the frame has no room for it.

use crate::app::hooks::Store;
use crate::app::route;
use crate::app::state::Frame;
use crate::concept::Concept;
use crate::message::words::reading;
use yew::prelude::*;

/// The way to the page of a concept: "Learn: Trust policy".
pub fn learn(store: &Store, concept: Concept) -> Html {
    let label = (reading::words(store.language).learn)(reading::title(store.language, concept));
    let label = html! {
        <>
            <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M12 6.5C10 5 7 4.5 3.5 4.5v13c3.5 0 6.5.5 8.5 2 2-1.5 5-2 8.5-2v-13c-3.5 0-6.5.5-8.5 2zm0 0v13" /></svg>
            { label }
        </>
    };
    text_link(store, "learn", &format!("k/{}", concept.id()), label)
}

/// A link to a text of the reader.
pub fn text_link(store: &Store, class: &'static str, path: &str, label: Html) -> Html {
    match store.frame {
        Frame::Page => html!(<a {class} href={format!("#/{path}")}>{ label }</a>),
        Frame::Chain => {
            html!(<a {class} href={format!("{}#/{path}", route::base())} target="_blank" rel="noopener">{ label }</a>)
        }
    }
}
