//! One kept state: when, where it came from, what came out; opened, its documents and what can be done with it.

use crate::app::component::tabs;
use crate::app::component::verdict::{glyph, verdict_class};
use crate::app::download;
use crate::app::example;
use crate::app::hooks::{Store, act};
use crate::app::prose::prose;
use crate::app::state::{Action, Entry, State};
use crate::app::storage::Kept;
use crate::chain::{self, Verdict};
use crate::keep::Outcome;
use crate::message::words::{self, history::Words};
use crate::message::{self, Language};
use js_sys::{Date, Object, Reflect};
use yew::prelude::*;

/// One kept state.
pub fn item(
    store: &Store,
    kept: &Kept,
    open: bool,
    toggle: Callback<MouseEvent>,
    put_away: &Callback<Vec<Kept>>,
) -> Html {
    let words = words::history::words(store.language);
    let (title, outcome) = match &kept.state {
        Some((entry, outcome)) => (example::source_name(&entry.origin, store.language), chip(words, outcome)),
        None => (words.unreadable.to_owned(), html!(<span class="outcome caution">{ "?" }</span>)),
    };
    let now = kept.state.as_ref().is_some_and(|(entry, _)| *entry.scenario == *store.scenario);
    let name = kept.state.as_ref().map(|(_, outcome)| outcome.name.clone()).unwrap_or_default();
    html! {
        <li key={kept.key.clone()} class="history-item">
            <button type="button" class="history-head" aria-expanded={open.to_string()} onclick={toggle}>
                <span class="history-title"><strong>{ prose(&title) }</strong>{ " " }<span class="muted">{ name }</span></span>
                <span class="history-facts">
                    { outcome }
                    if now { <span class="outcome">{ words.shown_now }</span> }
                    { time(kept.time, store.language) }
                </span>
            </button>
            if open {
                <div class="history-body">
                    { preview(store, kept) }
                    <p class="gallery-actions">
                        if let Some((entry, _)) = kept.state.as_ref().filter(|_| !now) {
                            { restore(store, words, entry) }
                        }
                        { save(words, kept) }
                        <button type="button" class="button" onclick={delete(kept, put_away)}>{ words.delete }</button>
                    </p>
                </div>
            }
        </li>
    }
}

fn restore(store: &Store, words: &'static Words, entry: &Entry) -> Html {
    let action = Action::Replace(Box::new((*entry.scenario).clone()), entry.origin.clone());
    html!(<button type="button" class="button button-primary" onclick={act(store, action)}>{ words.restore }</button>)
}

fn save(words: &'static Words, kept: &Kept) -> Html {
    let kept = kept.clone();
    let onclick = Callback::from(move |_: MouseEvent| match &kept.state {
        Some((entry, _)) => {
            if let Ok(text) = serde_json::to_string_pretty(&*entry.scenario) {
                download::json("scenario.json", &text);
            }
        }
        None => download::json("damaged.txt", &kept.text),
    });
    html!(<button type="button" class="button" {onclick}>{ words.download }</button>)
}

fn delete(kept: &Kept, put_away: &Callback<Vec<Kept>>) -> Callback<MouseEvent> {
    let (kept, put_away) = (kept.clone(), put_away.clone());
    Callback::from(move |_| put_away.emit(vec![kept.clone()]))
}

/// The headline and the documents; of what does not read, the text.
fn preview(store: &Store, kept: &Kept) -> Html {
    let words = words::history::words(store.language);
    let Some((entry, _)) = &kept.state else {
        return html!(<><p>{ words.unreadable_help }</p><pre class="history-text" tabindex="0">{ &*kept.text }</pre></>);
    };
    let simulation = chain::simulate(&entry.scenario);
    let headlines = simulation
        .chains
        .iter()
        .take(3)
        .map(|chain| html!(<p class="history-headline">{ prose(&message::headline(store.language, chain)) }</p>));
    // Names of documents are those of the state that is looked at, not of the page.
    let there = State::new(entry.clone(), store.language, store.theme);
    let phrases = message::phrases(store.language);
    let documents = entry.scenario.documents().filter(|(_, text)| !text.trim().is_empty()).map(|(source, text)| {
        let label = tabs::label(&there, phrases, source);
        html! {
            <details>
                <summary>{ &label }</summary>
                <pre class="history-text" tabindex="0" aria-label={label}>{ text }</pre>
            </details>
        }
    });
    html!(<>{ for headlines }{ for documents }</>)
}

fn chip(words: &'static Words, outcome: &Outcome) -> Html {
    let number = outcome.step().map_or(0, chain::Step::number);
    let (verdict, text) = match outcome.verdict {
        None => return html!(<span class="outcome">{ words.no_workload }</span>),
        Some(Verdict::Pass) => (Verdict::Pass, words.passes.to_owned()),
        Some(Verdict::Fail) => (Verdict::Fail, (words.breaks)(number)),
        Some(verdict) => (verdict, (words.undecided)(number)),
    };
    html! {
        <span class={classes!("outcome", verdict_class(verdict))}>
            <span aria-hidden="true">{ glyph(verdict) }</span>{ " " }{ text }
        </span>
    }
}

/// The time as the reader writes it.
#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn time(time: u64, language: Language) -> Html {
    let date = Date::new(&(time as f64).into());
    let options = Object::new();
    for (name, value) in [("dateStyle", "medium"), ("timeStyle", "short")] {
        // Setting a field of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let shown = String::from(date.to_locale_string(message::phrases(language).language_code, &options));
    let exact = String::from(date.to_iso_string());
    html!(<time datetime={exact}>{ shown }</time>)
}
