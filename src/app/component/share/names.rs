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
    let everything = there.iter().all(|kind| chosen.contains(kind));
    let (label, next) = if everything { (words.keep_mine, Vec::new()) } else { (words.replace_all, there.clone()) };
    let rows = there.iter().map(|&kind| row(words, kind, findings, chosen, choose));
    let one_each = there.iter().filter_map(|kind| findings.iter().find(|finding| finding.kind == *kind));
    let secret = there.contains(&Kind::Secret);
    html! {
        <section class="share-part" aria-labelledby="share-names-title">
            <div class="share-head">
                <h3 id="share-names-title">{ words.contains }</h3>
                <button type="button" class="button" onclick={choose.reform(move |_: MouseEvent| next.clone())}>{ label }</button>
            </div>
            <p class="share-samples">{ samples(one_each, findings.len()) }</p>
            if secret { <p class="share-warning">{ words.secrets }</p> }
            <details open={secret}>
                <summary>{ words.choose }</summary>
                <p class="muted">{ words.replace_help }</p>
                <ul class="share-kinds">{ for rows }</ul>
                <p class="muted">{ words.stays }</p>
            </details>
            <p class={classes!("share-same", (same == Some(false)).then_some("share-warning"))} role="status">
                { match same {
                    None => "",
                    Some(true) => words.same_verdicts,
                    Some(false) => words.other_verdicts,
                } }
            </p>
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
                <summary>{ samples(of_kind.iter().copied().take(3), of_kind.len()) }</summary>
                <table class="share-pairs">
                    <thead><tr><th scope="col">{ words.found_text }</th><th scope="col">{ words.stands_in }</th></tr></thead>
                    <tbody>{ for pairs }</tbody>
                </table>
            </details>
        </li>
    }
}

/// A few, so that one sees without opening what it is about.
fn samples<'f>(findings: impl Iterator<Item = &'f Finding>, all: usize) -> Html {
    let few: Vec<Html> = findings.map(|finding| html!(<code>{ &finding.text }</code>)).collect();
    let more = all > few.len();
    let parts =
        few.into_iter().enumerate().map(|(index, part)| html!(<>{ if index > 0 { ", " } else { "" } }{ part }</>));
    html!(<>{ for parts }{ if more { " …" } else { "" } }</>)
}
