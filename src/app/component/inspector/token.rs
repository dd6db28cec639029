//! The token: its three parts, what each claim says, how to get the real one, and a real one held against the model.
//!
//! What always holds: a pasted token is decoded here and kept nowhere: not in the state, not in the storage, not in a
//! link; leaving the view forgets it.

use super::super::copy_button::CopyButton;
use super::block;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::chain::inspect::{Inspection, TokenView};
use crate::kubernetes::token::Claims;
use crate::kubernetes::token::jwt::{self, ClaimDifference, Jwt};
use crate::message::Language;
use crate::message::words::{self, inspector::Words};
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// The station of the token.
pub fn token(store: &Store, words: &'static Words, inspection: &Inspection) -> Html {
    let Some(view) = &inspection.token else { return html!(<p class="muted">{ words.no_token }</p>) };
    let model = jwt::model(&view.claims);
    let note = if view.path.is_some() { words.token_model } else { words.token_meant };
    let Some(chain) = store.chain() else { return html!() };
    let (kind, name) = (chain.workload.kind.to_lowercase(), &chain.workload.name);
    let container = &chain.container;
    let namespace = &view.subject.namespace;
    let path = view.path.as_deref().unwrap_or("$AWS_WEB_IDENTITY_TOKEN_FILE");
    let target = if kind == "pod" { name.clone() } else { format!("{kind}/{name}") };
    let audience = view.claims.aud.first().map_or("", String::as_str);
    let exec = format!("kubectl exec -n {namespace} {target} -c {container} -- cat {path}");
    let create = format!("kubectl create token {} -n {namespace} --audience={audience}", view.subject.name);
    let payload = serde_json::to_string_pretty(&view.claims).unwrap_or_default();
    html! {
        <>
            <p>{ prose(note) }</p>
            { parts(words, &model) }
            { claims(words, view) }
            { block(store, words.payload, &payload) }
            <h3>{ words.real_token }</h3>
            <p class="muted">{ prose(words.real_token_note) }</p>
            { command(store, &exec) }
            { command(store, &create) }
            <Pasted language={store.language} claims={view.claims.clone()} />
        </>
    }
}

/// A command line with a button that copies it.
pub(super) fn command(store: &Store, text: &str) -> Html {
    html! {
        <p class="command"><code>{ text.to_owned() }</code><CopyButton text={text.to_owned()} name={text.to_owned()} language={store.language} /></p>
    }
}

/// The three parts, each in its colour and with its name.
fn parts(words: &'static Words, token: &Jwt) -> Html {
    let [header, payload, signature] = &token.parts;
    html! {
        <div class="jwt">
            <p class="jwt-text" tabindex="0" role="group" aria-label={words.encoded}>
                <code><span class="jwt-header">{ header }</span>{ "." }<span class="jwt-payload">{ payload }</span>{ "." }<span class="jwt-signature placeholder">{ signature }</span></code>
            </p>
            <dl class="jwt-legend">
                <dt class="jwt-header">{ words.header }</dt><dd><code>{ token.header.to_string() }</code></dd>
                <dt class="jwt-payload">{ words.payload }</dt><dd>{ words.payload_note }</dd>
                <dt class="jwt-signature">{ words.signature }</dt><dd>{ words.signature_note }</dd>
            </dl>
        </div>
    }
}

/// What each claim says.
fn claims(words: &'static Words, view: &TokenView) -> Html {
    let claims = &view.claims;
    let time = |seconds: i64| {
        jwt::utc(seconds).map(|date| format!("{seconds} · {date}")).unwrap_or_else(|| seconds.to_string())
    };
    let lifetime = claims.exp.saturating_sub(claims.iat);
    let pod = claims.kubernetes.pod.as_ref().map(|pod| format!(", pod {}", pod.name)).unwrap_or_default();
    let kubernetes = format!(
        "namespace {}, serviceaccount {}{pod}",
        claims.kubernetes.namespace, claims.kubernetes.serviceaccount.name
    );
    let rows = [
        ("iss", claims.iss.clone(), words.claim_iss.to_owned()),
        ("sub", claims.sub.clone(), words.claim_sub.to_owned()),
        ("aud", claims.aud.join(", "), words.claim_aud.to_owned()),
        ("exp", time(claims.exp), (words.claim_exp)(lifetime)),
        ("iat", time(claims.iat), words.claim_iat.to_owned()),
        ("kubernetes.io", kubernetes, words.claim_kubernetes.to_owned()),
    ];
    let rows = rows.into_iter().map(|(claim, value, told)| {
        html!(<tr><th scope="row"><code>{ claim }</code></th><td><code>{ value }</code></td><td>{ prose(&told) }</td></tr>)
    });
    html! {
        <div class="table-scroll" tabindex="0" role="group" aria-label={words.claims}>
            <table class="matrix claims">
                <thead><tr><th scope="col">{ words.claim }</th><th scope="col">{ words.value }</th><th scope="col">{ words.meaning }</th></tr></thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// Properties of [`Pasted`].
#[derive(Properties, PartialEq)]
struct PastedProps {
    language: Language,
    claims: Claims,
}

/// A field for a real token, decoded while it stands there.
#[component]
fn Pasted(props: &PastedProps) -> Html {
    let words = words::inspector::words(props.language);
    let text = use_state(String::new);
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| {
            text.set(event.target_dyn_into::<HtmlTextAreaElement>().map_or_else(String::new, |field| field.value()));
        })
    };
    let clear = {
        let text = text.clone();
        Callback::from(move |_: MouseEvent| text.set(String::new()))
    };
    let read = (!text.trim().is_empty()).then(|| jwt::parse(&text));
    html! {
        <details class="pasted-token">
            <summary>{ words.paste_token }</summary>
            <p class="caution-note"><span aria-hidden="true">{ "! " }</span>{ words.paste_warning }</p>
            <label for="pasted-token">{ words.paste_label }</label>
            <textarea id="pasted-token" class="field" rows="4" autocomplete="off" autocapitalize="off" spellcheck="false" value={(*text).clone()} {oninput} />
            if !text.is_empty() { <button type="button" class="button" onclick={clear}>{ words.forget }</button> }
            <div role="status">
                { match read {
                    None => html!(),
                    Some(Err(fault)) => html!(<p class="fail-word">{ "✕ " }{ (words.token_fault)(fault) }</p>),
                    Some(Ok(real)) => compared(words, &props.claims, &real),
                } }
            </div>
        </details>
    }
}

/// What decides with STS, model against token, and the token's whole payload.
fn compared(words: &'static Words, model: &Claims, real: &Jwt) -> Html {
    let differences = jwt::differences(model, real);
    let all = differences.iter().all(ClaimDifference::agrees);
    let rows = differences.iter().map(|one| {
        let value = |value: &Option<String>| match value {
            Some(value) => html!(<code>{ value.clone() }</code>),
            None => html!(<span class="muted">{ words.missing }</span>),
        };
        let (class, sign, word) = if one.agrees() { ("pass", "✓", words.agrees) } else { ("fail", "✕", words.differs) };
        html! {
            <tr class={class}><th scope="row"><code>{ one.claim }</code></th><td>{ value(&one.model) }</td><td>{ value(&one.real) }</td>
                <td class="holds">{ sign }{ " " }{ word }</td></tr>
        }
    });
    let expires = real.payload.get("exp").and_then(serde_json::Value::as_i64).and_then(jwt::utc);
    let payload = serde_json::to_string_pretty(&real.payload).unwrap_or_default();
    html! {
        <>
            <p><strong>{ if all { words.token_agrees } else { words.token_differs } }</strong>
                if let Some(expires) = expires { { " " }{ (words.expires_at)(&expires) } }</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label={words.token_compared}>
                <table class="matrix claims">
                    <thead><tr><th scope="col">{ words.claim }</th><th scope="col">{ words.model }</th><th scope="col">{ words.pasted_token }</th><th scope="col">{ words.result }</th></tr></thead>
                    <tbody>{ for rows }</tbody>
                </table>
            </div>
            <pre class="wire-text" tabindex="0" role="group" aria-label={words.payload}><code>{ payload }</code></pre>
            <p class="muted">{ words.signature_unchecked }</p>
        </>
    }
}
