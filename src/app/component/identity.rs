//! As whom the container really runs, in plain sight; and what was taken for granted, with a way to say otherwise.

use super::learn::learn;
use crate::app::hooks::{Store, words as phrases_of};
use crate::app::prose::prose;
use crate::chain::{Assumption, Chain, Identity, Lesson};
use crate::concept::Concept;
use crate::message::{self, words};
use crate::picture::{Subject, overview};
use yew::prelude::*;

/// The identity that is really used.
pub fn identity_banner(store: &Store) -> Html {
    let phrases = phrases_of(store);
    let Some(chain) = store.chain() else { return html!() };
    let arrived = matches!(chain.identity, Identity::WebIdentity { .. } | Identity::PodIdentity { .. });
    let expected = arrived && !overview::is_otherwise(&Subject::Chain(chain));
    let (name, detail) = message::identity(store.language, &chain.identity);
    let (class, sign, lead) =
        if expected { ("identity", "→", phrases.runs_as) } else { ("identity caution", "!", phrases.really_runs_as) };
    html! {
        <p class={class}>
            <span class="identity-sign" aria-hidden="true">{ sign }</span>
            <span><strong>{ lead }{ ": " }{ prose(&name) }</strong>
            if !detail.is_empty() { { " – " }{ detail } }
            { symptom(store, chain) }</span>
        </p>
    }
}

/// What the application sees in the end, where that is something else than the error of the broken link.
fn symptom(store: &Store, chain: &Chain) -> Html {
    let words = words::picture::words(store.language);
    let told = chain.broken().and_then(|link| link.error.as_ref());
    match (&chain.symptom, &chain.identity) {
        (Some(error), _) if told != Some(error) => {
            let text = if error.code.is_empty() {
                error.message.clone()
            } else {
                format!("{}: {}", error.code, error.message)
            };
            html!(<span class="symptom">{ words.symptom }{ ": " }<code>{ text }</code></span>)
        }
        (None, Identity::NodeRole { .. } | Identity::StaticKeys) => {
            html!(<span class="symptom">{ words.silent }</span>)
        }
        _ => html!(),
    }
}

/// What is often mixed up and can be seen here: one line each, to be opened.
pub fn lessons(store: &Store) -> Html {
    let Some(chain) = store.chain().filter(|chain| !chain.lessons.is_empty()) else { return html!() };
    let title = words::picture::words(store.language).lesson;
    let rows = chain.lessons.iter().map(|lesson| {
        let words = message::lesson(store.language, lesson);
        let error = match lesson {
            Lesson::IamIsNotRbac { error } => html!(<p><code>{ error }</code></p>),
            Lesson::RbacIsNotIam { .. } => html!(),
        };
        html! {
            <details class="lesson">
                <summary><span class="lesson-title">{ title }{ ":" }</span>{ " " }{ prose(&words.message) }</summary>
                <p>{ prose(&words.help) }</p>
                { error }
                <p>{ learn(store, Concept::RbacIsNotIam) }</p>
            </details>
        }
    });
    html!(<div class="lessons">{ for rows }</div>)
}

/// The assumptions, as chips.
pub fn assumptions(store: &Store) -> Html {
    let phrases = phrases_of(store);
    // What is assumed of a cluster says nothing of ways without a Pod.
    let of_cluster = |assumption: &Assumption| {
        matches!(assumption, Assumption::NoImds | Assumption::Webhook | Assumption::Sdk { .. } | Assumption::Pod { .. })
    };
    let without_pod = store.principal().is_some();
    let shown = || store.simulation.assumptions.iter().filter(|one| !(without_pod && of_cluster(one)));
    if store.subject().is_none() || shown().next().is_none() {
        return html!();
    }
    let chips = shown()
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
