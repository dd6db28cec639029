//! The session that the container ends up with, as it would see it itself, and what policies see of it.

use super::token::command;
use super::{block, with_placeholders};
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::chain::inspect::{Inspection, SessionView};
use crate::message::{self, words::inspector::Words};
use yew::prelude::*;

/// The station of the session.
pub fn session(store: &Store, words: &'static Words, inspection: &Inspection) -> Html {
    let identity = store.chain().map(|chain| message::identity(store.language, &chain.identity));
    let (name, detail) = identity.unwrap_or_default();
    html! {
        <>
            <p><strong>{ message::phrases(store.language).runs_as }{ ": " }{ prose(&name) }</strong>
                if !detail.is_empty() { { " – " }{ detail } }</p>
            { match &inspection.session {
                Some(session) => told(store, words, session),
                None => html!(<p class="muted">{ words.no_session }</p>),
            } }
        </>
    }
}

fn told(store: &Store, words: &'static Words, session: &SessionView) -> Html {
    let rows = session.context.iter().map(|entry| {
        let value = match &entry.value {
            Some(value) => html!(<code>{ with_placeholders(value) }</code>),
            None => html!(<span class="placeholder">{ words.set_by_aws }</span>),
        };
        html!(<tr><th scope="row"><code>{ &entry.key }</code></th><td>{ value }</td></tr>)
    });
    html! {
        <>
            { command(store, "aws sts get-caller-identity") }
            { block(store, words.caller, &session.caller) }
            <h3>{ words.context }</h3>
            <p class="muted">{ prose(words.context_note) }</p>
            if session.context.is_empty() {
                <p class="muted">{ words.no_context }</p>
            } else {
                <div class="table-scroll" tabindex="0" role="group" aria-label={words.context}>
                    <table class="matrix claims">
                        <thead><tr><th scope="col">{ words.key }</th><th scope="col">{ words.value }</th></tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
            <p class="muted">{ prose(words.placeholders) }</p>
        </>
    }
}
