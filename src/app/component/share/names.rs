//! What the link tells about its maker, kind by kind, and the offer to replace it.

use crate::message::words::share::Words;
use crate::share::redact::{Finding, Kind};
use yew::prelude::*;

/// Rows of one kind that are shown; the others are counted.
const MOST: usize = 50;

/// The list, with a box to tick for each kind.
pub(super) fn names(
    words: &'static Words,
    findings: &[Finding],
    chosen: &[Kind],
    same: Option<bool>,
    choose: &Callback<Vec<Kind>>,
) -> Html {
    let there: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| findings.iter().any(|finding| finding.kind == *kind)).collect();
    if there.is_empty() {
        return html! {
            <section class="share-part" aria-labelledby="share-names-title">
                <h3 id="share-names-title">{ words.contains }</h3>
                <p class="muted">{ words.contains_nothing }{ " " }{ words.stays }</p>
            </section>
        };
    }
    let all = {
        let there = there.clone();
        choose.reform(move |_: MouseEvent| there.clone())
    };
    let rows = there.iter().map(|&kind| row(words, kind, findings, chosen, choose));
    html! {
        <section class="share-part" aria-labelledby="share-names-title">
            <div class="share-head">
                <h3 id="share-names-title">{ words.contains }</h3>
                if there.iter().any(|kind| !chosen.contains(kind)) {
                    <button type="button" class="button" onclick={all}>{ words.replace_all }</button>
                }
            </div>
            <p class="muted">{ words.replace_help }</p>
            if there.contains(&Kind::Secret) { <p class="share-warning">{ words.secrets }</p> }
            <ul class="share-kinds">{ for rows }</ul>
            <p class={classes!("share-same", (same == Some(false)).then_some("share-warning"))} role="status">
                { match same {
                    None => "",
                    Some(true) => words.same_verdicts,
                    Some(false) => words.other_verdicts,
                } }
            </p>
            <p class="muted">{ words.stays }</p>
        </section>
    }
}

fn row(words: &'static Words, kind: Kind, findings: &[Finding], chosen: &[Kind], choose: &Callback<Vec<Kind>>) -> Html {
    let of_kind: Vec<&Finding> = findings.iter().filter(|finding| finding.kind == kind).collect();
    let ticked = chosen.contains(&kind);
    let onchange = {
        let next: Vec<Kind> = match ticked {
            true => chosen.iter().copied().filter(|&other| other != kind).collect(),
            false => chosen.iter().copied().chain([kind]).collect(),
        };
        choose.reform(move |_: Event| next.clone())
    };
    let id = format!("share-{kind:?}");
    let pairs = of_kind.iter().take(MOST).map(|finding| {
        html! {
            <tr>
                <td><code>{ &finding.text }</code></td>
                <td><code>{ &finding.replacement }</code></td>
            </tr>
        }
    });
    html! {
        <li>
            <p class="share-kind">
                <input type="checkbox" id={id.clone()} checked={ticked} {onchange} />
                <label for={id}>{ (words.kind)(kind) }</label>
                <span class="muted">{ (words.found)(of_kind.len()) }</span>
            </p>
            <details>
                <summary>{ sample(&of_kind) }</summary>
                <table class="share-pairs">
                    <thead><tr><th scope="col">{ words.found_text }</th><th scope="col">{ words.stands_in }</th></tr></thead>
                    <tbody>{ for pairs }</tbody>
                </table>
            </details>
        </li>
    }
}

/// The first few, so that one sees without opening what the kind is about.
fn sample(findings: &[&Finding]) -> Html {
    let few = findings
        .iter()
        .take(3)
        .enumerate()
        .map(|(index, finding)| html!(<>{ if index > 0 { ", " } else { "" } }<code>{ &finding.text }</code></>));
    html!(<>{ for few }{ if findings.len() > 3 { " …" } else { "" } }</>)
}
