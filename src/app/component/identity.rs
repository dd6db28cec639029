//! As whom the container really runs, in plain sight; and what was taken for granted, with a way to say otherwise.

use crate::app::hooks::{Store, words as phrases_of};
use crate::app::prose::prose;
use crate::chain::Identity;
use crate::message::{self, words};
use yew::prelude::*;

/// The identity that is really used.
pub fn identity_banner(store: &Store) -> Html {
    let phrases = phrases_of(store);
    let Some(chain) = store.chain() else { return html!() };
    let expected = matches!(chain.identity, Identity::WebIdentity { .. });
    let (name, detail) = message::identity(store.language, &chain.identity);
    let (class, sign, lead) =
        if expected { ("identity", "→", phrases.runs_as) } else { ("identity caution", "!", phrases.really_runs_as) };
    html! {
        <p class={class}>
            <span class="identity-sign" aria-hidden="true">{ sign }</span>
            <span><strong>{ lead }{ ": " }{ prose(&name) }</strong>
            if !detail.is_empty() { { " – " }{ detail } }</span>
        </p>
    }
}

/// The assumptions, as chips.
pub fn assumptions(store: &Store) -> Html {
    let phrases = phrases_of(store);
    if store.simulation.assumptions.is_empty() || store.simulation.chains.is_empty() {
        return html!();
    }
    let chips = store
        .simulation
        .assumptions
        .iter()
        .map(|assumption| {
            let words = words::settings::words(store.language);
            html! {
                <li>
                    <button type="button" class="chip" title={words.change_assumption} onclick={super::settings::open(store, assumption)}>
                        { prose(&message::assumption(store.language, assumption)) }
                    </button>
                </li>
            }
        });
    html! {
        <div class="assumptions">
            <h3>{ phrases.assumed }</h3>
            <ul>{ for chips }</ul>
        </div>
    }
}
