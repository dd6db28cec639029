//! The problems of all documents as a list under the editor: what is wrong, where, and how to mend it.
//!
//! What always holds: documents stand in the order of their tabs, and in each the worst problem first; the document
//! that is open stands first of all.

use super::tabs;
use super::why::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::{plain, prose};
use crate::app::state::{Action, State};
use crate::concept::Concept;
use crate::diagnostic::{Code, Diagnostic, Finding, Fix, Severity};
use crate::message::{self, phrases::Phrases, words};
use crate::order;
use crate::text::{LineIndex, Location, SourceId};
use yew::prelude::*;

/// More than this is not read by anybody; the tabs have the counts.
const MOST: usize = 30;
/// From this many on, they can be filtered.
const MANY: usize = 6;

const SEVERITIES: [Severity; 4] = [Severity::Error, Severity::Warning, Severity::Security, Severity::Suggestion];

/// The list of problems; nothing where there are none.
pub fn problems(store: &Store) -> Html {
    if store.simulation.diagnostics.is_empty() {
        return html!();
    }
    html!(<Problems store={store.clone()} />)
}

/// Properties of [`Problems`].
#[derive(Properties, PartialEq)]
struct ProblemsProps {
    store: Store,
}

#[component]
fn Problems(props: &ProblemsProps) -> Html {
    let store = &props.store;
    let phrases = words(store);
    let wanted = use_state(|| None::<Severity>);
    let all = &store.simulation.diagnostics;
    // A severity of which none is left filters nothing.
    let filter = wanted.filter(|severity| all.iter().any(|found| found.severity == *severity));
    let mut groups: Vec<(SourceId, Vec<&Diagnostic>)> = Vec::new();
    for (source, _) in store.scenario.documents() {
        let fits = |found: &&Diagnostic| found.at.source == source && filter.is_none_or(|only| found.severity == only);
        let mut found: Vec<&Diagnostic> = all.iter().filter(fits).collect();
        order::sort_by_key(&mut found, |found| (found.severity, found.at.span));
        if !found.is_empty() {
            groups.push((source, found));
        }
    }
    order::sort_by_key(&mut groups, |(source, _)| *source != store.document);
    let shown: usize = groups.iter().map(|(_, found)| found.len()).sum();
    let mut left = MOST;
    let groups = groups.into_iter().map(|(source, mut found)| {
        found.truncate(left);
        left -= found.len();
        let items = found.into_iter().map(|diagnostic| problem(store, phrases, diagnostic));
        let name = tabs::label(store, phrases, source);
        html! {
            <section class="problem-group" aria-label={name.clone()}>
                <h3>{ name }</h3>
                <ul class="problem-list">{ for items }</ul>
            </section>
        }
    });
    let groups: Vec<Html> = groups.collect();
    html! {
        <div class="problems">
            <div class="problems-head">
                <h2>{ phrases.problems_title }{ " " }<span class="problems-count">{ all.len() }</span></h2>
                if all.len() >= MANY { { filters(store, phrases, &wanted, filter) } }
            </div>
            { for groups }
            if shown > MOST { <p class="muted">{ (words::editor::words(store.language).more_problems)(shown - MOST) }</p> }
        </div>
    }
}

/// One button a severity that occurs, and one for all.
fn filters(
    store: &Store,
    phrases: &'static Phrases,
    wanted: &UseStateHandle<Option<Severity>>,
    chosen: Option<Severity>,
) -> Html {
    let words = words::editor::words(store.language);
    let button = |severity: Option<Severity>, label: &'static str, count: usize| {
        let wanted = wanted.clone();
        let onclick = Callback::from(move |_| wanted.set(severity));
        html! {
            <button type="button" class="button button-quiet filter" aria-pressed={(chosen == severity).to_string()} {onclick}>
                { label }{ " " }{ count }
            </button>
        }
    };
    let all = &store.simulation.diagnostics;
    let of = |severity: Severity| all.iter().filter(|found| found.severity == severity).count();
    let each = SEVERITIES.into_iter().filter(|severity| of(*severity) > 0);
    html! {
        <div class="filters" role="group" aria-label={words.show_severity}>
            { button(None, words.all, all.len()) }
            { for each.map(|severity| button(Some(severity), severity_word(phrases, severity), of(severity))) }
        </div>
    }
}

fn problem(store: &Store, phrases: &'static Phrases, diagnostic: &Diagnostic) -> Html {
    let words = message::finding(store.language, &diagnostic.finding);
    let place = (phrases.show_line)(line_of(store, diagnostic.at));
    html! {
        <li class={classes!("problem", tabs::severity_class(diagnostic.severity))}>
            <p><strong class="severity">{ severity_word(phrases, diagnostic.severity) }</strong>{ " " }{ prose(&words.message) }</p>
            if !words.help.is_empty() { <p class="muted">{ prose(&words.help) }</p> }
            <p class="problem-code">{ code(store, diagnostic.finding.code()) }{ learn(store, &diagnostic.finding) }</p>
            <div class="problem-actions">
                if let Some(fix) = &diagnostic.fix {
                    <button type="button" class="button" onclick={act(store, Action::Apply(fix.clone()))}>{ fix_label(store, fix) }</button>
                }
                <button type="button" class="button button-quiet" onclick={act(store, Action::Show(diagnostic.at))}>{ place }</button>
            </div>
            { related(store, diagnostic) }
        </li>
    }
}

/// The other places that belong to a finding, each a way there, also into another document.
fn related(store: &Store, diagnostic: &Diagnostic) -> Html {
    if diagnostic.related.is_empty() {
        return html!();
    }
    let place = |at: &Location| {
        let label = place_label(store, *at);
        html!(<button type="button" class="button button-quiet" onclick={act(store, Action::Show(*at))}>{ label }</button>)
    };
    html! {
        <div class="problem-related">
            <span class="muted">{ words::editor::words(store.language).see_also }</span>
            { for diagnostic.related.iter().map(place) }
        </div>
    }
}

/// Names a place by its document and line.
pub(super) fn place_label(state: &State, at: Location) -> String {
    let phrases = message::phrases(state.language);
    let text = state.scenario.text(at.source).unwrap_or_default();
    let line = LineIndex::new(text).line_column(at.span.start).0;
    format!("{} · {}", tabs::label(state, phrases, at.source), (phrases.line)(line))
}

/// What a fix does, where it is the remedy of a link that is shown: the two are one thing, and called the same.
pub(super) fn fix_label(state: &State, fix: &Fix) -> String {
    let links = state.chain().into_iter().flat_map(|chain| &chain.links);
    let remedy = links.flat_map(|link| &link.remedies).find(|remedy| remedy.fix == *fix);
    match remedy {
        Some(remedy) => plain(&message::remedy(state.language, &remedy.kind)),
        None => message::phrases(state.language).apply_fix.to_owned(),
    }
}

/// The code of a finding, which leads to the page of its check, and the name of the same check of Access Analyzer.
fn code(store: &Store, code: Code) -> Html {
    let path = format!("d/{}", code.as_str());
    html! {
        <>
            { super::learn::text_link(store, "problem-check", &path, html!(<code>{ code.as_str() }</code>)) }
            if let Some(analyzer) = code.analyzer() { { " · " }<span>{ analyzer }</span> }
        </>
    }
}

/// The way to the page of the concept that explains a finding.
fn learn(store: &Store, finding: &Finding) -> Html {
    let concept = finding.concept().and_then(Concept::of_id);
    concept.map(|concept| super::learn::learn(store, concept)).unwrap_or_default()
}

fn severity_word(phrases: &'static Phrases, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => phrases.error,
        Severity::Warning => phrases.warning,
        Severity::Security => phrases.security,
        Severity::Suggestion => phrases.suggestion,
    }
}
