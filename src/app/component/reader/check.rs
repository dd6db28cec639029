//! The checks: all of them, or one with what it says, where it is found, how it is mended, and where it is not found.
//!
//! What always holds: the words are those of the finding itself, made from the failing example when it is shown.

use crate::app::component::learn::learn;
use crate::app::component::tabs;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::reading::Reading;
use crate::app::state::{Entry, Origin, State};
use crate::concept::Concept;
use crate::diagnostic::{Diagnostic, Severity, preview};
use crate::message::{self, Language, phrases::Phrases, words};
use crate::reference::{Check, Reference};
use crate::scenario::Scenario;
use crate::share;
use crate::text::{SourceId, Span};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Checks`].
#[derive(Properties, PartialEq)]
pub struct ChecksProps {
    /// The page's state.
    pub store: Store,
    /// All checks.
    pub reference: Rc<Reference>,
    /// What is read.
    pub reading: Reading,
}

/// The list, or one check.
#[component]
pub fn Checks(props: &ChecksProps) -> Html {
    let (store, reference) = (&props.store, &props.reference);
    let words = words::reading::words(store.language);
    match &props.reading {
        Reading::Check(code) => match reference.check(code) {
            Some(check) => {
                html!(<One key={code.clone()} store={store.clone()} reference={reference.clone()} check={check.clone()} />)
            }
            None => html!(<All language={store.language} reference={reference.clone()} title={words.no_page} />),
        },
        _ => {
            html!(<All language={store.language} reference={reference.clone()} title={words.checks} about={words.checks_about} />)
        }
    }
}

/// Properties of [`All`].
#[derive(Properties, PartialEq)]
struct AllProps {
    language: Language,
    reference: Rc<Reference>,
    title: &'static str,
    #[prop_or_default]
    about: &'static str,
}

/// Every check in one line.
#[component]
fn All(props: &AllProps) -> Html {
    let language = props.language;
    let phrases = message::phrases(language);
    // Simulated once, however often it is drawn.
    let found = use_memo(props.reference.clone(), |reference| {
        reference.checks.iter().map(|check| (check.code, check.found())).collect::<Vec<_>>()
    });
    let row = |check: &Check| {
        let code = check.code.as_str();
        let found = found.iter().find(|(other, _)| *other == check.code).and_then(|(_, found)| found.as_ref());
        html! {
            <li key={code}>
                <a href={format!("#/d/{code}")}><code>{ code }</code></a>
                <span>
                    if let Some(found) = found {
                        { severity(phrases, found.severity) }{ " " }
                        { prose(&message::finding(language, &found.finding).message) }
                    }
                </span>
            </li>
        }
    };
    let groups = props.reference.domains().map(|(domain, checks)| {
        html! {
            <section key={domain}>
                <h4>{ (words::reading::words(language).domain)(domain) }{ " " }<span class="muted">{ checks.len() }</span></h4>
                <ul class="text-entries checks-list">{ for checks.iter().map(row) }</ul>
            </section>
        }
    });
    html! {
        <article class="text">
            <h3 class="text-title" tabindex="-1" data-head="">{ props.title }</h3>
            if !props.about.is_empty() { <p class="text-lead">{ props.about }</p> }
            { for groups }
        </article>
    }
}

/// Properties of [`One`].
#[derive(Properties, PartialEq)]
struct OneProps {
    store: Store,
    reference: Rc<Reference>,
    check: Check,
}

/// One check.
#[component]
fn One(props: &OneProps) -> Html {
    let (store, check) = (&props.store, &props.check);
    let language = store.language;
    let (words, phrases) = (words::reading::words(language), message::phrases(language));
    let found = use_memo(check.clone(), Check::found);
    let code = check.code.as_str();
    let told = found.as_ref().as_ref().map(|found| message::finding(language, &found.finding));
    let concept = check.code.concept().and_then(Concept::of_id);
    let (before, after) = props.reference.beside(check.code);
    let way = |class: &'static str, label: &'static str, other: &Check| {
        let code = other.code.as_str();
        html! {
            <a class={classes!("reader-way", class)} href={format!("#/d/{code}")}>
                <span class="muted">{ label }</span>{ " " }<strong>{ code }</strong>
            </a>
        }
    };
    html! {
        <article class="text">
            <p class="text-part">{ (words.domain)(code.split('/').next().unwrap_or_default()) }</p>
            <h3 class="text-title check-title" tabindex="-1" data-head="">{ code }</h3>
            <p class="check-facts">
                if let Some(found) = found.as_ref() { { severity(phrases, found.severity) } }
                if let Some(analyzer) = check.code.analyzer() {
                    <span><span class="muted">{ words.analyzer }</span>{ " " }<code>{ analyzer }</code></span>
                }
                { concept.map(|concept| learn(store, concept)).unwrap_or_default() }
            </p>
            if let Some(told) = told {
                <p class="text-lead">{ prose(&told.message) }</p>
                if !told.help.is_empty() { <p>{ prose(&told.help) }</p> }
            }
            if let (Some(found), Some(scenario)) = (found.as_ref(), &check.failing) {
                { example(store, scenario, words.found_here, found.at.source, Some(found)) }
                if let Some(passing) = &check.passing {
                    { example(store, passing, words.not_found_here, found.at.source, None) }
                }
            } else {
                <p class="muted">{ words.no_example }</p>
            }
            <nav class="reader-ways" aria-label={format!("{}, {}", words.previous, words.next)}>
                if let Some(other) = before { { way("back", words.previous, other) } }
                if let Some(other) = after { { way("on", words.next, other) } }
            </nav>
        </article>
    }
}

/// A document of an example with the way into the playground; where something is found, it is marked, and the fix shown.
fn example(
    store: &Store,
    scenario: &Rc<Scenario>,
    title: &'static str,
    source: SourceId,
    found: Option<&Diagnostic>,
) -> Html {
    let language = store.language;
    let (words, phrases) = (words::reading::words(language), message::phrases(language));
    let entry = Entry { scenario: scenario.clone(), origin: Origin::Link };
    let state = State::new(entry, language, store.theme);
    // Where the document is another one, the first there is.
    let source = scenario.text(source).map_or_else(|| scenario.documents().next().map(|(id, _)| id), |_| Some(source));
    let Some(source) = source else { return html!() };
    let text = scenario.text(source).unwrap_or_default();
    let mut marks: Vec<Span> = Vec::new();
    if let Some(found) = found {
        let related = found.related.iter().filter(|at| at.source == source).map(|at| at.span);
        marks.extend([found.at.span].into_iter().chain(related));
    }
    let others = found.map(|found| found.related.iter().filter(|at| at.source != source).collect::<Vec<_>>());
    let fix = found.and_then(|found| found.fix.as_ref()).map(|fix| preview(fix, &|source| scenario.text(source)));
    let link = share::encode(scenario).ok().map(|link| format!("{}{link}", share::PREFIX));
    let name = tabs::label(&state, phrases, source);
    html! {
        <figure class={classes!("check-example", found.map(|_| "found"))}>
            <figcaption>
                <strong><span aria-hidden="true">{ if found.is_some() { "✕ " } else { "✓ " } }</span>{ title }</strong>
                <span class="muted">{ name.clone() }</span>
                if let Some(href) = link { <a {href}>{ words.open }</a> }
            </figcaption>
            { marked(text, &marks) }
            { for others.into_iter().flatten().take(2).map(|at| html! {
                <>
                    <p class="check-other muted">{ tabs::label(&state, phrases, at.source) }</p>
                    { marked(scenario.text(at.source).unwrap_or_default(), &[at.span]) }
                </>
            }) }
            if let Some(hunks) = fix {
                <div class="check-fix" role="group" aria-label={words.fix}>
                    <p><strong>{ words.fix }</strong></p>
                    { for hunks.iter().map(|hunk| hunk_of(language, &hunk.removed, &hunk.added)) }
                </div>
            }
        </figure>
    }
}

/// Lines that go and lines that come.
fn hunk_of(language: Language, removed: &[String], added: &[String]) -> Html {
    let words = words::compare::words(language);
    let line = |class: &'static str, sign: &'static str, spoken: &'static str, text: &String| {
        html! {
            <div class={class}>
                <span class="visually-hidden">{ spoken }{ ": " }</span><span aria-hidden="true">{ sign }</span><code>{ text }</code>
            </div>
        }
    };
    html! {
        <div class="check-hunk">
            { for removed.iter().map(|text| line("gone", "− ", words.removed, text)) }
            { for added.iter().map(|text| line("new", "+ ", words.added, text)) }
        </div>
    }
}

/// A text with its places marked.
fn marked(text: &str, marks: &[Span]) -> Html {
    let mut marks = marks.to_vec();
    crate::order::sort(&mut marks);
    let mut parts: Vec<Html> = Vec::new();
    let mut at = 0;
    for span in marks {
        let (start, end) = (span.start as usize, span.end as usize);
        // One that lies in the one before is marked with it.
        if start < at || end <= start {
            continue;
        }
        parts.push(html!({ text.get(at..start).unwrap_or_default().to_owned() }));
        parts.push(html!(<mark>{ text.get(start..end).unwrap_or_default().to_owned() }</mark>));
        at = end;
    }
    parts.push(html!({ text.get(at..).unwrap_or_default().trim_end().to_owned() }));
    html!(<pre class="text-code" tabindex="0"><code>{ for parts }</code></pre>)
}

/// A severity by sign and word.
fn severity(phrases: &'static Phrases, severity: Severity) -> Html {
    let word = match severity {
        Severity::Error => phrases.error,
        Severity::Warning => phrases.warning,
        Severity::Security => phrases.security,
        Severity::Suggestion => phrases.suggestion,
    };
    html!(<span class={classes!("check-severity", tabs::severity_class(severity))}>{ word }</span>)
}
