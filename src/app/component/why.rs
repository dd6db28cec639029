//! Why a link has its verdict: the sentence, expected against actual, where it stands, how to mend it.

use super::verdict::verdict_class;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::{plain, prose};
use crate::app::state::Action;
use crate::chain::{Chain, Comparison, Link, Operand, Step};
use crate::message::{self, phrases::Phrases};
use crate::text::{LineIndex, Location};
use yew::prelude::*;

/// The explanation of one link.
pub fn why(store: &Store, step: Step) -> Html {
    let phrases = words(store);
    let found = store.chain().and_then(|chain| Some((chain, chain.links.iter().find(|link| link.step == step)?)));
    let Some((chain, link)) = found else { return html!() };
    let words = message::reason(store.language, &link.reason);
    // The headline already stands on top of the page for the link that breaks the chain.
    let is_headline = chain.broken().is_some_and(|broken| broken.step == link.step);
    html! {
        <div class={classes!("why", verdict_class(link.own))}>
            if !is_headline || words.help.is_empty() { <p>{ prose(&words.message) }</p> }
            if !words.help.is_empty() { <p>{ prose(&words.help) }</p> }
            if let Some(error) = &link.error {
                <p class="error-text"><span class="muted">{ phrases.answers }</span>{ " " }<code>{ error_text(error) }</code></p>
            }
            { comparisons(store, phrases, link) }
            { injection(phrases, chain, link.step) }
            { actions(store, phrases, link) }
        </div>
    }
}

fn error_text(error: &crate::chain::link::ErrorText) -> String {
    match error.operation {
        Some(operation) => {
            format!("An error occurred ({}) when calling the {operation} operation: {}", error.code, error.message)
        }
        None if error.code.is_empty() => error.message.clone(),
        None => format!("{}: {}", error.code, error.message),
    }
}

/// The failed checks aligned, then the others in a table that can be opened.
fn comparisons(store: &Store, phrases: &'static Phrases, link: &Link) -> Html {
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
fn marked(value: &str, other: &str) -> Html {
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

/// What the webhook put in, for the link that is about it.
fn injection(phrases: &'static Phrases, chain: &Chain, step: Step) -> Html {
    if step != Step::InjectRole || chain.injection.environment.is_empty() {
        return html!();
    }
    let rows = chain
        .injection
        .environment
        .iter()
        .map(|(name, value)| html!(<><dt><code>{ name }</code></dt><dd><code>{ value }</code></dd></>));
    html!(<><p class="muted">{ phrases.injected }</p><dl class="compare">{ for rows }</dl></>)
}

/// Buttons: the fixes, and the places in the text.
fn actions(store: &Store, phrases: &'static Phrases, link: &Link) -> Html {
    if link.remedies.is_empty() && link.evidence.is_empty() {
        return html!();
    }
    let remedies = link.remedies.iter().map(|remedy| {
        let label = plain(&message::remedy(store.language, &remedy.kind));
        html!(<button type="button" class="button button-primary" onclick={act(store, Action::Apply(remedy.fix.clone()))}>{ label }</button>)
    });
    let evidence = places(link);
    let several = evidence.iter().any(|at| Some(at.source) != evidence.first().map(|first| first.source));
    let places = evidence.iter().take(3).map(|&at| {
        let mut label = (phrases.show_line)(line_of(store, at));
        if several {
            label = format!("{} · {label}", super::tabs::label(store, phrases, at.source));
        }
        html!(<button type="button" class="button" onclick={act(store, Action::Show(at))}>{ label }</button>)
    });
    html!(<div class="actions">{ for remedies }{ for places }</div>)
}

/// The places that decided a link, without those that merely surround a place named before.
#[must_use]
pub fn places(link: &Link) -> Vec<Location> {
    let mut kept: Vec<Location> = Vec::new();
    for at in &link.evidence {
        let surrounds = |inner: &Location| {
            inner.source == at.source && at.span.start <= inner.span.start && inner.span.end <= at.span.end
        };
        if !kept.iter().any(surrounds) {
            kept.push(*at);
        }
    }
    kept
}

/// The line of a place in its document.
#[must_use]
pub fn line_of(store: &Store, at: Location) -> u32 {
    let text = store.scenario.text(at.source).unwrap_or_default();
    LineIndex::new(text).line_column(at.span.start).0
}
