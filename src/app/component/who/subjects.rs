//! The subjects that a trust policy lets in: how many at a glance, and the patterns as a table.

use crate::app::component::access::answer::{answer as words_of, class};
use crate::app::component::statements::statements;
use crate::app::hooks::{Store, words as phrases};
use crate::app::prose::prose;
use crate::chain::effective::{Area, Bounds};
use crate::chain::who::{Becoming, Subjects, TokenTrust, Width, pattern_parts};
use crate::message::words::who::Words;
use yew::prelude::*;

/// How wide the trust is, over all ways by which ServiceAccounts come in.
pub fn at_a_glance(words: &'static Words, found: &Becoming) -> Html {
    let by_token = found.tokens.iter().filter(|trust| trust.kubernetes).map(|trust| &trust.subjects);
    let all: Vec<&Subjects> = by_token.chain(&found.pod_identity).collect();
    let open = all.iter().any(|subjects| !subjects.exact && subjects.areas.is_empty());
    let width = all.iter().map(|subjects| subjects.width()).max().unwrap_or(Width::Nobody);
    let count: usize = all.iter().map(|subjects| subjects.areas.len()).sum();
    let (tone, sign) = match width {
        _ if open => ("unknown", "?"),
        Width::Nobody => ("plain", "–"),
        Width::Named => ("pass", "✓"),
        Width::Namespaces => ("caution", "!"),
        Width::Pattern | Width::Everyone => ("security", "▲"),
    };
    let help = (words.width_help)(width);
    html! {
        <div class={classes!("at-a-glance", tone)}>
            <p><span class="glance-sign" aria-hidden="true">{ sign }</span><strong>{ if open { words.no_patterns.to_owned() } else { (words.width)(width, count) } }</strong></p>
            if !help.is_empty() && !open { <p>{ help }</p> }
        </div>
    }
}

/// The tokens of one issuer.
pub fn by_token(store: &Store, words: &'static Words, trust: &TokenTrust, account: &str) -> Html {
    html! {
        <section class="token-trust">
            <h4>{ words.by_token }</h4>
            <p class="token-issuer">
                <code>{ &trust.issuer }</code>{ " " }
                <span class="chip">{ if trust.own { words.own_issuer } else { words.other_issuer } }</span>{ " " }
                <span class="muted">{ (words.audience)(&trust.audiences.join(", ")) }</span>{ " " }
                if let Some(at) = trust.at { { statements(store, &[at]) } }
            </p>
            if !trust.registered { <p class="everything-note"><span aria-hidden="true">{ "⚠ " }</span>{ (words.not_registered)(account) }</p> }
            if !trust.kubernetes { <p class="muted">{ words.not_kubernetes }</p> }
            { table(store, words, &trust.subjects, trust.kubernetes) }
        </section>
    }
}

/// The ServiceAccounts of associations.
pub fn by_pod_identity(store: &Store, words: &'static Words, subjects: &Subjects) -> Html {
    html! {
        <section class="token-trust">
            <h4>{ words.by_pod_identity }</h4>
            <p class="muted">{ prose(words.pod_identity_note) }</p>
            { table(store, words, subjects, true) }
        </section>
    }
}

fn table(store: &Store, words: &'static Words, subjects: &Subjects, kubernetes: bool) -> Html {
    if subjects.areas.is_empty() {
        let said = if subjects.exact { words.nobody_here } else { words.no_patterns };
        return html!(<p class="muted">{ said }</p>);
    }
    let beyond = kubernetes && subjects.width() > Width::Named;
    html! {
        <>
            <div class="table-scroll" tabindex="0" role="group" aria-label={words.subject}>
                <table class="subjects">
                    <thead><tr>
                        if kubernetes { <th scope="col">{ words.namespace }</th><th scope="col">{ words.name }</th> } else { <th scope="col">{ words.subject }</th> }
                        <th scope="col">{ words.answer }</th>
                    </tr></thead>
                    <tbody>{ for subjects.areas.iter().map(|area| row(store, words, area, kubernetes)) }</tbody>
                </table>
            </div>
            if beyond { <p>{ words.also_future }</p> }
        </>
    }
}

fn row(store: &Store, words: &'static Words, area: &Area, kubernetes: bool) -> Html {
    let (sign, word) = words_of(phrases(store), area.answer);
    let parts = if kubernetes { parts(area) } else { None };
    let except = area.except.iter().map(|bounds| html!(<li><code>{ short(&bounds.text) }</code></li>));
    let cells = match parts {
        Some((namespace, name)) => {
            let shown = |text: &str| {
                if text == "*" { html!(<span>{ words.any }</span>) } else { html!(<code>{ text.to_owned() }</code>) }
            };
            html!(<><td>{ shown(namespace) }</td><td>{ shown(name) }</td></>)
        }
        None => {
            let patterns: Html = area
                .within
                .iter()
                .enumerate()
                .map(|(at, bounds)| html!(<>if at > 0 { <span class="muted">{ " " }{ words.and_also }{ " " }</span> }<code>{ &bounds.text }</code></>))
                .collect();
            html!(<td colspan={if kubernetes { "2" } else { "1" }}>{ patterns }</td>)
        }
    };
    html! {
        <tr class={class(area.answer)}>
            { cells }
            <td>
                <span class="subject-answer"><span aria-hidden="true">{ sign }</span>{ " " }{ word }</span>
                if !area.depends_on.is_empty() { <span class="muted">{ " " }{ words.depends_on }{ " " }{ area.depends_on.join(", ") }</span> }
                if !area.except.is_empty() { <div class="subject-except"><span class="muted">{ words.except }</span><ul>{ for except }</ul></div> }
                { statements(store, &area.decided_by) }
            </td>
        </tr>
    }
}

/// Namespace and name, where one pattern says all; everything where none is needed.
fn parts(area: &Area) -> Option<(&str, &str)> {
    match area.within.as_slice() {
        [] => Some(("*", "*")),
        [Bounds { text, .. }] => pattern_parts(text),
        _ => None,
    }
}

/// A subject without what all have in common.
fn short(text: &str) -> String {
    match pattern_parts(text) {
        Some((namespace, name)) => format!("{namespace}:{name}"),
        None => text.to_owned(),
    }
}
