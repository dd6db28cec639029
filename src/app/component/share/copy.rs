//! A text with a button that copies it.
//!
//! What always holds: whether it was copied is said aloud, here in the dialog, since a modal dialog silences the rest of
//! the page. A browser that does not let the page copy leaves the text selected.

use crate::app::clipboard;
use crate::message::words::share::Words;
use gloo::timers::callback::Timeout;
use js_sys::futures::JsFuture;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// How long the confirmation stands, in milliseconds.
const CONFIRMED: u32 = 4_000;

/// Properties of [`CopyField`].
#[derive(Properties)]
pub(super) struct CopyFieldProps {
    /// The id of the field.
    pub id: AttrValue,
    /// Its name.
    pub label: AttrValue,
    /// What is copied.
    pub text: AttrValue,
    /// The dialog's words.
    pub words: &'static Words,
    /// A single line with the primary button, as the link has it.
    #[prop_or_default]
    pub first: bool,
    /// Further buttons.
    #[prop_or_default]
    pub children: Html,
}

impl PartialEq for CopyFieldProps {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words)
            && (&self.id, &self.label, &self.text, self.first) == (&other.id, &other.label, &other.text, other.first)
            && self.children == other.children
    }
}

/// What became of the last click.
#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Copied,
    Selected,
}

/// A text with a button that copies it.
#[component]
pub(super) fn CopyField(props: &CopyFieldProps) -> Html {
    let words = props.words;
    let node = use_node_ref();
    let outcome = use_state(|| None::<Outcome>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let onclick = {
        let (node, outcome, text) = (node.clone(), outcome.clone(), props.text.clone());
        Callback::from(move |_: MouseEvent| {
            let (node, outcome, text, timer) = (node.clone(), outcome.clone(), text.clone(), timer.clone());
            yew::platform::spawn_local(async move {
                let copied = clipboard::write(&text).await;
                if !copied {
                    select(&node);
                }
                outcome.set(Some(if copied { Outcome::Copied } else { Outcome::Selected }));
                let later = copied.then(|| Timeout::new(CONFIRMED, move || outcome.set(None)));
                *timer.borrow_mut() = later;
            });
        })
    };
    let onfocus = {
        let node = node.clone();
        Callback::from(move |_: FocusEvent| select(&node))
    };
    let field = if props.first {
        html!(<input ref={node} id={props.id.clone()} class="field share-field" type="text" readonly=true spellcheck="false" aria-label={props.label.clone()} value={props.text.clone()} {onfocus} />)
    } else {
        html!(<textarea ref={node} id={props.id.clone()} class="field share-field" rows="7" readonly=true spellcheck="false" aria-label={props.label.clone()} value={props.text.clone()} />)
    };
    let primary = props.first.then_some("button-primary");
    html! {
        <div class={classes!("share-copy", props.first.then_some("share-copy-line"))}>
            { field }
            <div class="share-buttons">
                <button type="button" class={classes!("button", primary)} {onclick}>
                    { if *outcome == Some(Outcome::Copied) { format!("✓ {}", words.copied) } else { words.copy.to_owned() } }
                </button>
                { props.children.clone() }
            </div>
            <p class={classes!((*outcome != Some(Outcome::Selected)).then_some("visually-hidden"))} role="status">
                { match *outcome {
                    Some(Outcome::Copied) => words.copied,
                    Some(Outcome::Selected) => words.not_copied,
                    None => "",
                } }
            </p>
        </div>
    }
}

fn select(node: &NodeRef) {
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.select();
    } else if let Some(area) = node.cast::<HtmlTextAreaElement>() {
        // An element that cannot be focused can still be selected by hand.
        let _ = area.focus();
        area.select();
    }
}

/// Whether the system has a way to send a link on; browsers on phones do, and offer it better than the clipboard.
pub(super) fn can_send() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let coarse = window.match_media("(pointer: coarse)").ok().flatten().is_some_and(|media| media.matches());
    coarse && share_of(&window.navigator().into()).is_some()
}

/// Hands a link to the system's own way of sending.
pub(super) fn send(link: &str) {
    let Some(window) = web_sys::window() else { return };
    let navigator: JsValue = window.navigator().into();
    let Some(share) = share_of(&navigator) else { return };
    let data = Object::new();
    // Setting a field of a fresh object cannot fail.
    let _ = Reflect::set(&data, &"url".into(), &link.into());
    if let Ok(promise) = share.call1(&navigator, &data) {
        yew::platform::spawn_local(async move {
            // Somebody who thinks better of it makes the promise fail: nothing is to be said.
            let _ = JsFuture::from(promise.unchecked_into::<js_sys::Promise>()).await;
        });
    }
}

fn share_of(navigator: &JsValue) -> Option<Function> {
    Reflect::get(navigator, &"share".into()).ok()?.dyn_into().ok()
}
