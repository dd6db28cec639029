//! Expected against actual: the request's value over the text's value, the first difference marked, then every check.

use super::line_of;
use crate::app::hooks::Store;
use crate::chain::{Comparison, Link, Operand};
use crate::message::phrases::Phrases;
use yew::prelude::*;

/// The failed checks aligned, then the others in a table that can be opened.
pub fn comparisons(store: &Store, phrases: &'static Phrases, link: &Link) -> Html {
    if link.comparisons.is_empty() {
        return html!();
    }
    let failed = link.comparisons.iter().filter(|comparison| !comparison.holds);
    let aligned = failed.map(|comparison| aligned(store, phrases, comparison));
    let rows = link.comparisons.iter().map(|comparison| {
        let expected: Vec<_> = comparison.expected.iter().map(|operand| operand.text.as_str()).collect();
        html! {
            <tr class={if comparison.holds { "pass" } else { "fail" }}>
                <th scope="row"><code>{ &comparison.subject }</code> if let Some(operator) = &comparison.operator { <span class="muted">{ " " }{ operator }</span> }</th>
                <td><code>{ expected.join(" · ") }</code></td>
                <td>{ comparison.actual.as_ref().map_or_else(|| html!(<span class="muted">{ phrases.absent }</span>), |operand| html!(<code>{ &operand.text }</code>)) }</td>
                <td class="holds">{ if comparison.holds { format!("✓ {}", phrases.holds) } else { format!("✕ {}", phrases.holds_not) } }</td>
            </tr>
        }
    });
    html! {
        <>
            { for aligned }
            <details class="checks">
                <summary>{ phrases.all_checks }{ format!(" ({})", link.comparisons.len()) }</summary>
                <div class="table-scroll" tabindex="0" role="group" aria-label={phrases.all_checks}>
                    <table>
                        <thead><tr><th scope="col">{ phrases.check }</th><th scope="col">{ phrases.expected }</th><th scope="col">{ phrases.actual }</th><th scope="col">{ phrases.result }</th></tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            </details>
        </>
    }
}

/// The request's value over the text's value, the first difference marked.
fn aligned(store: &Store, phrases: &'static Phrases, comparison: &Comparison) -> Html {
    let actual = comparison.actual.as_ref().map(|operand| operand.text.as_str());
    let nearest =
        actual.and_then(|actual| comparison.expected.iter().max_by_key(|operand| common(actual, &operand.text).0));
    let others = comparison.expected.iter().filter(|operand| Some(*operand) != nearest);
    let row = |label: Html, value: Html| html!(<><dt>{ label }</dt><dd>{ value }</dd></>);
    let place = |operand: &Operand| match operand.at.map(|at| line_of(store, at)) {
        Some(line) => html!(<>{ phrases.policy }{ ", " }{ (phrases.line)(line) }</>),
        None => html!({ phrases.policy }),
    };
    let subject = comparison
        .subject
        .rsplit_once(':')
        .filter(|(issuer, _)| issuer.contains('/'))
        .map_or(comparison.subject.as_str(), |(_, claim)| claim);
    let first = match (actual, nearest) {
        (Some(actual), Some(nearest)) => html! {
            <>
                { row(html!(<>{ phrases.request }{ " " }<code>{ subject }</code></>), marked(actual, &nearest.text)) }
                { row(place(nearest), marked(&nearest.text, actual)) }
            </>
        },
        (Some(actual), None) => {
            row(html!(<>{ phrases.request }{ " " }<code>{ subject }</code></>), html!(<code>{ actual }</code>))
        }
        (None, _) => row(
            html!(<>{ phrases.request }{ " " }<code>{ &comparison.subject }</code></>),
            html!(<span class="muted">{ phrases.absent }</span>),
        ),
    };
    let others: Html =
        others.take(4).map(|operand| row(place(operand), html!(<code>{ &operand.text }</code>))).collect();
    html!(<dl class="compare">{ first }{ others }</dl>)
}

/// A value with the part marked in which it differs from another, widened to whole segments between colons and slashes.
pub fn marked(value: &str, other: &str) -> Html {
    let (start, end) = difference(value, other);
    let (before, differs, after) = (
        value.get(..start).unwrap_or_default(),
        value.get(start..end).unwrap_or_default(),
        value.get(end..).unwrap_or_default(),
    );
    html!(<code>{ before }if !differs.is_empty() { <mark>{ differs }</mark> }{ after }</code>)
}

/// Bytes that both have at the start and at the end, without overlap.
fn common(a: &str, b: &str) -> (usize, usize) {
    let start: usize = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    let (a, b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8()).sum();
    (start, end)
}

fn difference(value: &str, other: &str) -> (usize, usize) {
    let (start, end) = common(value, other);
    let end = value.len().saturating_sub(end).max(start);
    let is_boundary = |c: char| c == ':' || c == '/';
    let start = value.get(..start).and_then(|before| before.rfind(is_boundary)).map_or(0, |at| at + 1);
    let end = value.get(end..).and_then(|after| after.find(is_boundary)).map_or(value.len(), |at| end + at);
    (start, end.max(start))
}
