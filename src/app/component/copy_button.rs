//! A button that copies a text, and says so.
//!
//! What always holds: what is copied is the text as it is shown; a browser that does not let the page copy is told of.

use crate::app::clipboard;
use crate::message::{Language, words};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// How long the confirmation stands, in milliseconds.
const CONFIRMED: u32 = 3_000;

/// Properties of [`CopyButton`].
#[derive(Properties, PartialEq)]
pub struct CopyButtonProps {
    /// What is copied.
    pub text: AttrValue,
    /// What it is, for screen readers.
    pub name: AttrValue,
    /// The reader's language.
    pub language: Language,
}

/// A button that copies a text.
#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let words = words::inspector::words(props.language);
    let copied = use_state(|| None::<bool>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let onclick = {
        let (copied, timer, text) = (copied.clone(), timer, props.text.clone());
        Callback::from(move |_: MouseEvent| {
            let (copied, timer, text) = (copied.clone(), timer.clone(), text.clone());
            yew::platform::spawn_local(async move {
                copied.set(Some(clipboard::write(&text).await));
                *timer.borrow_mut() = Some(Timeout::new(CONFIRMED, move || copied.set(None)));
            });
        })
    };
    let label = match *copied {
        None => words.copy.to_owned(),
        Some(true) => format!("✓ {}", words.copied),
        Some(false) => words.not_copied.to_owned(),
    };
    html! {
        <>
            <button type="button" class="button button-quiet copy-button" aria-label={format!("{}: {}", words.copy, props.name)} {onclick}>
                <span aria-hidden="true">{ label }</span>
            </button>
            <span class="visually-hidden" role="status">
                { match *copied { None => "", Some(true) => words.copied, Some(false) => words.not_copied } }
            </span>
        </>
    }
}
