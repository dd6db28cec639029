//! The problems of all documents as a list under the editor: what is wrong, where, and how to mend it.

use super::tabs;
use super::why::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::{self, phrases::Phrases};
use yew::prelude::*;

/// More than this is not read by anybody; the tabs have the counts.
const MOST: usize = 30;

/// The list of problems; nothing where there are none.
pub fn problems(store: &Store) -> Html {
    let phrases = words(store);
    if store.simulation.diagnostics.is_empty() {
        return html!();
    }
    let mut problems: Vec<&Diagnostic> = store.simulation.diagnostics.iter().collect();
    problems.sort_by_key(|diagnostic| (diagnostic.severity, diagnostic.at));
    let items = problems.into_iter().take(MOST).map(|diagnostic| problem(store, phrases, diagnostic));
    html! {
        <div class="problems">
            <h2>{ phrases.problems_title }</h2>
            <ul class="problem-list">{ for items }</ul>
        </div>
    }
}

fn problem(store: &Store, phrases: &'static Phrases, diagnostic: &Diagnostic) -> Html {
    let words = message::finding(store.language, &diagnostic.finding);
    let place = format!(
        "{} · {}",
        tabs::label(store, phrases, diagnostic.at.source),
        (phrases.line)(line_of(store, diagnostic.at))
    );
    html! {
        <li class={classes!("problem", tabs::severity_class(diagnostic.severity))}>
            <p><strong class="severity">{ severity_word(phrases, diagnostic.severity) }</strong>{ " " }{ prose(&words.message) }</p>
            if !words.help.is_empty() { <p class="muted">{ prose(&words.help) }</p> }
            <div class="problem-actions">
                <button type="button" class="button button-quiet" onclick={act(store, Action::Show(diagnostic.at))}>{ place }</button>
                if let Some(fix) = &diagnostic.fix {
                    <button type="button" class="button" onclick={act(store, Action::Apply(fix.clone()))}>{ phrases.apply_fix }</button>
                }
            </div>
        </li>
    }
}

fn severity_word(phrases: &'static Phrases, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => phrases.error,
        Severity::Warning => phrases.warning,
        Severity::Security => phrases.security,
        Severity::Suggestion => phrases.suggestion,
    }
}
