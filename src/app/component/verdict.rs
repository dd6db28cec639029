//! The verdict: one sentence, where it stops, what people would see, and the picture.

use super::chain_picture::chain_picture;
use super::fleet::fleet;
use super::principal;
use crate::app::example;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::{plain, prose};
use crate::app::state::{Action, Dialog};
use crate::chain::{Chain, Verdict as ChainVerdict};
use crate::message::{self, phrases::Phrases};
use crate::picture::Subject;
use yew::prelude::*;

/// The verdict of whoever's way is shown.
pub fn verdict(store: &Store) -> Html {
    let phrases = words(store);
    let page = message::words::page::words(store.language);
    let Some(subject) = store.subject() else {
        return html! {
            <div class="verdict unknown">
                <span class="badge" aria-hidden="true">{ "?" }</span>
                <div>
                    <h2>{ phrases.nothing_to_simulate }</h2>
                    <p class="verdict-detail">{ phrases.nothing_to_simulate_help }</p>
                    <p class="verdict-actions">
                        <button type="button" class="button button-primary" onclick={act(store, Action::SetDialog(Some(Dialog::Import)))}>{ page.import }</button>
                        <button type="button" class="button" onclick={act(store, example::load())}>{ phrases.load_example }</button>
                        <button type="button" class="button" onclick={act(store, Action::SetDialog(Some(Dialog::Gallery)))}>{ page.examples }</button>
                    </p>
                </div>
            </div>
        };
    };
    let verdict = subject.verdict();
    let (sentence, detail) = match subject {
        Subject::Chain(chain) => (message::headline(store.language, chain), detail(phrases, chain)),
        Subject::Principal(chain) => {
            let words = principal::headline(store.language, chain);
            (words.message, html!(<p class="verdict-detail">{ prose(&words.help) }</p>))
        }
    };
    html! {
        <>
            { fleet(store) }
            <div class={classes!("verdict", verdict_class(verdict))}>
                <span class="badge" aria-hidden="true">{ glyph(verdict) }</span>
                <div>
                    <h2>{ prose(&sentence) }</h2>
                    { detail }
                </div>
            </div>
            { chain_picture(store) }
        </>
    }
}

/// The sentence that says the verdict, for the live region; empty where there is nothing to say.
#[must_use]
pub fn headline(store: &Store) -> String {
    match store.subject() {
        Some(Subject::Chain(chain)) => plain(&message::headline(store.language, chain)),
        Some(Subject::Principal(chain)) => plain(&principal::headline(store.language, chain).message),
        None => String::new(),
    }
}

/// Where it stops, and the error word for word.
fn detail(phrases: &'static Phrases, chain: &Chain) -> Html {
    let Some(link) = chain.broken() else {
        return html!();
    };
    let number = link.step.number();
    let place = match link.verdict {
        ChainVerdict::Fail => (phrases.stops_at)(number),
        _ => (phrases.undecided_at)(number),
    };
    html! {
        <p class="verdict-detail">
            { place }
            if let Some(error) = &link.error {
                { " " }{ phrases.answers }{ " " }
                <code>{ if error.code.is_empty() { error.message.clone() } else { format!("{}: {}", error.code, error.message) } }</code>
            }
        </p>
    }
}

/// The class of a verdict.
#[must_use]
pub fn verdict_class(verdict: ChainVerdict) -> &'static str {
    match verdict {
        ChainVerdict::Pass => "pass",
        ChainVerdict::Fail => "fail",
        ChainVerdict::Unknown => "unknown",
        ChainVerdict::NotReached => "not-reached",
    }
}

/// The sign of a verdict, never alone: a word stands beside it.
#[must_use]
pub fn glyph(verdict: ChainVerdict) -> &'static str {
    match verdict {
        ChainVerdict::Pass => "✓",
        ChainVerdict::Fail => "✕",
        ChainVerdict::Unknown => "?",
        ChainVerdict::NotReached => "·",
    }
}

/// The word of a verdict.
#[must_use]
pub fn verdict_word(phrases: &'static Phrases, verdict: ChainVerdict) -> &'static str {
    match verdict {
        ChainVerdict::Pass => phrases.pass,
        ChainVerdict::Fail => phrases.fail,
        ChainVerdict::Unknown => phrases.unknown,
        ChainVerdict::NotReached => phrases.not_reached,
    }
}
