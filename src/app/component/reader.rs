//! The reader: the concepts and the checks as pages over the playground.
//!
//! What always holds: the address alone says what is read ([`crate::app::reading`]); it is the browser's own modal
//! dialog, which gives the focus back to where it was; the reader's scenario is never touched.

mod article;
mod blocks;
mod check;
mod contents;
mod mini;

use crate::app::handbook;
use crate::app::hooks::{Store, act};
use crate::app::reading::{self, Reading};
use crate::app::route;
use crate::app::state::Action;
use crate::handbook::Handbook;
use crate::message::{self, Language, words};
use crate::reference::Reference;
use gloo::events::EventListener;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
use yew::prelude::*;

/// Properties of [`Reader`].
#[derive(Properties, PartialEq)]
pub struct ReaderProps {
    /// The page's state.
    pub store: Store,
}

/// The dialog; nothing as long as the address names no text.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    let store = &props.store;
    let reading = use_state(Reading::current);
    let steps = use_mut_ref(|| None::<u32>);
    let dialog = use_node_ref();
    {
        let (reading, steps, dialog) = (reading.clone(), steps.clone(), dialog.clone());
        use_effect_with((), move |()| {
            let follow = move |first: bool| {
                let next = Reading::current();
                let before = steps.take();
                steps.replace(next.as_ref().map(|_| reading::note(before, first)));
                if next.is_none()
                    && let Some(dialog) = dialog.cast::<HtmlDialogElement>()
                {
                    // While it is still there, so that it gives the focus back.
                    dialog.close();
                }
                reading.set(next);
            };
            follow(true);
            let listener = EventListener::new(&gloo::utils::window(), "hashchange", move |_| follow(false));
            move || drop(listener)
        });
    }
    {
        let dialog = dialog.clone();
        use_effect_with(reading.is_some(), move |_| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
                // A dialog that was just mounted can be shown.
                let _ = dialog.show_modal();
            }
        });
    }
    let close = {
        let dialog = dialog.clone();
        Callback::from(move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                dialog.close();
            }
        })
    };
    let onclose = {
        let reading = reading.clone();
        Callback::from(move |_: Event| {
            // Where the address led out of it, there is nothing left to do.
            if Reading::current().is_some() && reading::leave(steps.take().unwrap_or_default()) {
                route::forget();
                reading.set(None);
            }
        })
    };
    let Some(reading) = (*reading).clone() else { return html!() };
    html! {
        <dialog ref={dialog} class="reader" aria-labelledby="reader-title" {onclose}>
            <Frame store={store.clone()} {reading} onclose={close} />
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
    There(Texts),
}

/// What there is to be read.
#[derive(Clone, PartialEq)]
pub enum Texts {
    /// The concepts.
    Concepts(Rc<Handbook>),
    /// The checks.
    Checks(Rc<Reference>),
}

impl Texts {
    /// What is there already.
    fn known(of_checks: bool) -> Option<Self> {
        if of_checks { handbook::known_reference().map(Self::Checks) } else { handbook::known().map(Self::Concepts) }
    }

    async fn fetched(of_checks: bool) -> Option<Self> {
        if of_checks {
            handbook::reference().await.map(Self::Checks)
        } else {
            handbook::handbook().await.map(Self::Concepts)
        }
    }
}

/// The open dialog: its bar, the contents, the text.
#[component]
fn Frame(props: &FrameProps) -> Html {
    let (store, reading) = (&props.store, &props.reading);
    let words = words::reading::words(store.language);
    let of_checks = reading.is_of_checks();
    let loading = use_state(|| Loading::Waiting);
    let attempt = use_state(|| 0_u32);
    {
        let loading = loading.clone();
        use_effect_with((*attempt, of_checks), move |&(_, of_checks)| match Texts::known(of_checks) {
            Some(texts) => loading.set(Loading::There(texts)),
            None => {
                loading.set(Loading::Waiting);
                yew::platform::spawn_local(async move {
                    loading.set(Texts::fetched(of_checks).await.map_or(Loading::Failed, Loading::There));
                });
            }
        });
    }
    // Of the other kind until those of this one are there.
    let fits = matches!(
        (&*loading, of_checks),
        (Loading::There(Texts::Checks(_)), true) | (Loading::There(Texts::Concepts(_)), false)
    );
    let page = use_node_ref();
    use_place(&page, reading, fits);
    let retry = {
        let (loading, attempt) = (loading.clone(), attempt.clone());
        Callback::from(move |_: MouseEvent| {
            loading.set(Loading::Waiting);
            attempt.set(*attempt + 1);
        })
    };
    let body = match &*loading {
        Loading::Failed => html! {
            <div class="reader-state" role="alert">
                <p><strong>{ words.failed }</strong></p>
                <p>{ words.failed_help }</p>
                <button type="button" class="button button-primary" onclick={retry}>{ words.retry }</button>
            </div>
        },
        Loading::There(texts) if fits => html! {
            <div class="reader-body">
                <contents::Contents language={store.language} texts={texts.clone()} reading={reading.clone()} />
                <div class="reader-page" ref={page}>
                    { match texts {
                        Texts::Concepts(handbook) => html! {
                            <article::Article language={store.language} handbook={handbook.clone()} reading={reading.clone()} />
                        },
                        Texts::Checks(reference) => html! {
                            <check::Checks store={store.clone()} reference={reference.clone()} reading={reading.clone()} />
                        },
                    } }
                </div>
            </div>
        },
        Loading::Waiting | Loading::There(_) => html!(<p class="reader-state" role="status">{ words.loading }</p>),
    };
    html!(<div class="reader-inner">{ bar(store, of_checks, &props.onclose) }{ body }</div>)
}

/// What can be read, language, print, close.
fn bar(store: &Store, of_checks: bool, onclose: &Callback<()>) -> Html {
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
            <h2 id="reader-title" class="visually-hidden">{ if of_checks { words.checks } else { words.concepts } }</h2>
            <nav class="reader-kinds" aria-labelledby="reader-title">
                <a href="#/k" aria-current={(!of_checks).then_some("true")}>{ words.concepts }</a>
                <a href="#/d" aria-current={of_checks.then_some("true")}>{ words.checks }</a>
            </nav>
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
            if let Ok(Some(heading)) = scroller.query_selector("[data-head]")
                && let Some(heading) = heading.dyn_ref::<HtmlElement>()
            {
                // A heading that is shown can be focused.
                let _ = heading.focus();
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
