//! The verdict: one sentence, where it stops, what people would see, and the picture.

use super::chain_picture::chain_picture;
use crate::app::example;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::{plain, prose};
use crate::app::state::{Action, Dialog};
use crate::chain::{Chain, Verdict as ChainVerdict};
use crate::message::{self, phrases::Phrases};
use yew::prelude::*;

/// The verdict of the chain that is shown.
pub fn verdict(store: &Store) -> Html {
    let phrases = words(store);
    let page = message::words::page::words(store.language);
    let Some(chain) = store.chain() else {
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
    let verdict = chain.verdict();
    html! {
        <>
            { choice(store, phrases) }
            <div class={classes!("verdict", verdict_class(verdict))}>
                <span class="badge" aria-hidden="true">{ glyph(verdict) }</span>
                <div>
                    <h2>{ prose(&message::headline(store.language, chain)) }</h2>
                    { detail(phrases, chain) }
                </div>
            </div>
            { chain_picture(store) }
        </>
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

/// Which chain is shown, where there are several.
fn choice(store: &Store, phrases: &'static Phrases) -> Html {
    if store.simulation.chains.len() < 2 {
        return html!();
    }
    let shown = store.chain.min(store.simulation.chains.len() - 1);
    let chains = store.simulation.chains.iter().enumerate().map(|(index, chain)| {
        let verdict = chain.verdict();
        let name = format!("{}/{}", chain.workload.namespace, chain.workload.name);
        html! {
            <button type="button" class={classes!("chain-choice", verdict_class(verdict))} aria-pressed={(index == shown).to_string()}
                onclick={act(store, Action::SelectChain(index))}>
                <span aria-hidden="true">{ glyph(verdict) }</span>{ " " }{ name }
                if chain.container != chain.workload.name { <span class="muted">{ " " }{ &chain.container }</span> }
                <span class="visually-hidden">{ format!(", {}", plain(verdict_word(phrases, verdict))) }</span>
            </button>
        }
    });
    html!(<div class="chain-choices" role="group" aria-label={phrases.workload}>{ for chains }</div>)
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
