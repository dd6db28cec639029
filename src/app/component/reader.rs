//! The reader: the concepts as pages over the playground.
//!
//! What always holds: the address alone says what is read ([`crate::app::reading`]); it is the browser's own modal
//! dialog, which gives the focus back to where it was; the reader's scenario is never touched.

mod article;
mod blocks;
mod contents;
mod mini;

use crate::app::handbook;
use crate::app::hooks::{Store, act};
use crate::app::reading::{self, Reading};
use crate::app::route;
use crate::app::state::Action;
use crate::handbook::Handbook;
use crate::message::{self, Language, words};
use gloo::events::EventListener;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// Properties of [`Reader`].
#[derive(Properties, PartialEq)]
pub struct ReaderProps {
    /// The page's state.
    pub store: Store,
}

/// The dialog; closed as long as the address names no text.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let store = &props.store;
    let reading = use_state(Reading::current);
    let steps = use_mut_ref(|| None::<u32>);
    let dialog = use_node_ref();
    {
        let (reading, steps) = (reading.clone(), steps.clone());
        use_effect_with((), move |()| {
            let follow = move |first: bool| {
                let next = Reading::current();
                let before = steps.take();
                steps.replace(next.as_ref().map(|_| reading::note(before, first)));
                reading.set(next);
            };
            follow(true);
            let listener = EventListener::new(&gloo::utils::window(), "hashchange", move |_| follow(false));
            move || drop(listener)
        });
    }
    {
        let dialog = dialog.clone();
        use_effect_with(reading.is_some(), move |&open| {
            let Some(dialog) = dialog.cast::<HtmlDialogElement>() else { return };
            match (open, dialog.open()) {
                // A dialog of the page can be shown.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        });
    }
    let leave = {
        let (reading, steps) = (reading.clone(), steps.clone());
        Callback::from(move |()| {
            if reading.is_some() && reading::leave(steps.take().unwrap_or_default()) {
                route::forget();
                reading.set(None);
            }
        })
    };
    html! {
        <dialog ref={dialog} class="reader" aria-labelledby="reader-title" onclose={leave.reform(|_| ())}>
            if let Some(reading) = (*reading).clone() {
                <Frame store={store.clone()} {reading} onclose={leave} />
            }
        </dialog>
    }
}

/// Properties of [`Frame`].
#[derive(Properties, PartialEq)]
struct FrameProps {
    store: Store,
    reading: Reading,
    onclose: Callback<()>,
}

/// What has come of fetching the texts.
enum Loading {
    Waiting,
    Failed,
    There(Rc<Handbook>),
}

/// The open dialog: its bar, the contents, the text.
#[component]
fn Frame(props: &FrameProps) -> Html {
    let (store, reading) = (&props.store, &props.reading);
    let words = words::reading::words(store.language);
    let loading = use_state(|| handbook::known().map_or(Loading::Waiting, Loading::There));
    let attempt = use_state(|| 0_u32);
    {
        let loading = loading.clone();
        use_effect_with(*attempt, move |_| {
            if !matches!(*loading, Loading::There(_)) {
                yew::platform::spawn_local(async move {
                    loading.set(handbook::handbook().await.map_or(Loading::Failed, Loading::There));
                });
            }
        });
    }
    let page = use_node_ref();
    use_place(&page, reading, matches!(*loading, Loading::There(_)));
    let retry = {
        let (loading, attempt) = (loading.clone(), attempt.clone());
        Callback::from(move |_: MouseEvent| {
            loading.set(Loading::Waiting);
            attempt.set(*attempt + 1);
        })
    };
    let body = match &*loading {
        Loading::Waiting => html!(<p class="reader-state" role="status">{ words.loading }</p>),
        Loading::Failed => html! {
            <div class="reader-state" role="alert">
                <p><strong>{ words.failed }</strong></p>
                <p>{ words.failed_help }</p>
                <button type="button" class="button button-primary" onclick={retry}>{ words.retry }</button>
            </div>
        },
        Loading::There(handbook) => html! {
            <div class="reader-body">
                <contents::Contents language={store.language} handbook={handbook.clone()} reading={reading.clone()} />
                <div class="reader-page" ref={page}>
                    <article::Article language={store.language} handbook={handbook.clone()} reading={reading.clone()} />
                </div>
            </div>
        },
    };
    html!(<div class="reader-inner">{ bar(store, &props.onclose) }{ body }</div>)
}

/// Title, language, print, close.
fn bar(store: &Store, onclose: &Callback<()>) -> Html {
    let (words, page) = (words::reading::words(store.language), words::page::words(store.language));
    let phrases = message::phrases(store.language);
    let other = match store.language {
        Language::English => Language::Korean,
        Language::Korean => Language::English,
    };
    let print = Callback::from(|_: MouseEvent| {
        // A browser that cannot print leaves the page as it is.
        let _ = gloo::utils::window().print();
    });
    html! {
        <div class="reader-bar">
            <h2 id="reader-title">{ words.concepts }</h2>
            <button type="button" class="button button-quiet" lang={message::phrases(other).language_code} title={phrases.switch_language}
                onclick={act(store, Action::SetLanguage(other))}>{ phrases.other_language }</button>
            <button type="button" class="button button-quiet reader-print" onclick={print}>{ words.print }</button>
            <button type="button" class="button button-quiet icon" aria-label={page.close} onclick={onclose.reform(|_| ())}>
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6 6 18" /></svg>
            </button>
        </div>
    }
}

/// Puts focus and scroll at the head of a text that is opened, and back to where it was when one returns to it.
#[hook]
fn use_place(page: &NodeRef, reading: &Reading, there: bool) {
    let left = use_mut_ref(BTreeMap::<Reading, i32>::new);
    let page = page.clone();
    use_effect_with((reading.clone(), there), move |(reading, _)| {
        let scroller = page.cast::<Element>();
        if let Some(scroller) = &scroller {
            if let Ok(Some(heading)) = scroller.query_selector("[data-head]") {
                if let Some(heading) = wasm_bindgen::JsCast::dyn_ref::<HtmlElement>(&heading) {
                    // A heading that is shown can be focused.
                    let _ = heading.focus();
                }
            }
            scroller.set_scroll_top(left.borrow().get(reading).copied().unwrap_or_default());
        }
        let reading = reading.clone();
        move || {
            if let Some(scroller) = scroller {
                left.borrow_mut().insert(reading, scroller.scroll_top());
            }
        }
    });
}
