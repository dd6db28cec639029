//! What a first visit sees above everything: what the page is for, and three ways to begin. Closed once, it stays closed.
//!
//! What always holds: its sentences are those that `index.html` shows while the simulator loads, in the same place and
//! size, so that nothing moves when the app takes over.

use crate::app::hooks::{Store, act};
use crate::app::state::{Action, Dialog};
use crate::app::{example, storage};
use crate::message::words;
use yew::prelude::*;

/// Properties of [`Intro`].
#[derive(Properties, PartialEq)]
pub struct IntroProps {
    /// The page's state.
    pub store: Store,
}

/// The introduction, unless it was closed.
#[component]
pub fn Intro(props: &IntroProps) -> Html {
    let store = &props.store;
    let open = use_state(storage::intro_open);
    if !*open {
        return html!();
    }
    let words = words::intro::words(store.language);
    let close = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| {
            storage::close_intro();
            open.set(false);
        })
    };
    let broken = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| example::open_broken(&store))
    };
    html! {
        <section class="intro" aria-label={words.what}>
            <div class="intro-text">
                <h2>{ words.what }</h2>
                <p>{ words.how }</p>
                <p class="intro-safe">{ words.safe }</p>
            </div>
            <div class="intro-actions">
                <button type="button" class="button button-primary" onclick={act(store, Action::SetDialog(Some(Dialog::Import)))}>{ words.paste }</button>
                <button type="button" class="button" onclick={broken}>{ words.broken }</button>
                <button type="button" class="button" onclick={act(store, Action::SetDialog(Some(Dialog::Course)))}>{ words.learn }</button>
            </div>
            <button type="button" class="button button-quiet icon intro-close" aria-label={words.close} onclick={close}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6 6 18" /></svg>
            </button>
        </section>
    }
}
