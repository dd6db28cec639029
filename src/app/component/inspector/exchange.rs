//! What goes over the wire to get credentials, which providers the SDK asked before, and what CloudTrail records.

use super::block;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::chain::inspect::{Exchange, Inspection, Outcome, Step};
use crate::credentials::{Found, StepOutcome};
use crate::message::words::inspector::Words;
use yew::prelude::*;

/// The station of the exchange.
pub fn exchange(store: &Store, words: &'static Words, inspection: &Inspection) -> Html {
    html! {
        <>
            { providers(words, inspection) }
            if inspection.exchanges.is_empty() { <p>{ prose(words.no_exchange) }</p> }
            { for inspection.exchanges.iter().map(|exchange| one(store, words, exchange)) }
        </>
    }
}

/// The credential providers in their order, and what became of each.
fn providers(words: &'static Words, inspection: &Inspection) -> Html {
    let items = inspection.resolution.tried.iter().map(|step| {
        let (class, sign, word, error) = match &step.outcome {
            StepOutcome::NotConfigured => ("", "·", words.not_configured, None),
            StepOutcome::Chosen => ("pass", "✓", words.chosen, None),
            StepOutcome::FailedAndPassedOver(error) => ("caution", "!", words.passed_over, error.as_ref()),
            StepOutcome::Stopped(error) => ("fail", "✕", words.stopped, Some(error)),
        };
        html! {
            <li class={class}><span aria-hidden="true">{ sign }{ " " }</span><strong>{ (words.provider)(step.provider) }</strong>{ " – " }{ word }
                if let Some(error) = error { { " " }<code>{ &error.message }</code> }
            </li>
        }
    });
    let nothing = match &inspection.resolution.found {
        Found::Nothing(error) => {
            html!(<li class="fail"><span aria-hidden="true">{ "✕ " }</span>{ words.nothing_found }{ " " }<code>{ &error.message }</code></li>)
        }
        Found::Provider(_) | Found::Error(_) => html!(),
    };
    html! {
        <section class="providers">
            <h3>{ words.providers }</h3>
            <p class="muted">{ prose(&(words.providers_note)(inspection.sdk)) }</p>
            <ol class="provider-list">{ for items }{ nothing }</ol>
        </section>
    }
}

fn one(store: &Store, words: &'static Words, exchange: &Exchange) -> Html {
    let (title, note) = match exchange.step {
        Step::WebIdentity => ("sts:AssumeRoleWithWebIdentity", words.sts_note),
        Step::PodIdentity => ("EKS Pod Identity Agent", words.agent_note),
        Step::InstanceMetadata => ("IMDSv2", words.imds_note),
    };
    let (class, sign, word) = match exchange.outcome {
        Outcome::Credentials => ("pass", "✓", words.credentials),
        Outcome::Error => ("fail", "✕", words.refused),
        Outcome::NoAnswer => ("fail", "✕", words.no_answer),
        Outcome::Unknown => ("unknown", "?", words.undecided),
    };
    let response_name = format!("{}: {word}", words.response);
    let error = exchange.error.as_ref().filter(|_| exchange.response.is_none());
    html! {
        <section class="exchange">
            <h3><code>{ title }</code>{ " " }<span class={classes!("chip", class)}>{ sign }{ " " }{ word }</span></h3>
            <p class="muted">{ prose(note) }</p>
            { block(store, words.request, &exchange.request) }
            if let Some(response) = &exchange.response { { block(store, &response_name, response) } }
            if let Some(error) = error {
                <p class="error-text"><code>{ if error.code.is_empty() { error.message.clone() } else { format!("{}: {}", error.code, error.message) } }</code></p>
            }
            if exchange.outcome == Outcome::Credentials { <p class="muted">{ (words.valid_for)(exchange.duration) }</p> }
            if let Some(event) = &exchange.event {
                <details class="patch">
                    <summary>{ words.cloudtrail }</summary>
                    <p class="muted">{ prose(words.cloudtrail_note) }</p>
                    { block(store, "CloudTrail", event) }
                </details>
            }
        </section>
    }
}
