//! The tabs over the editor, one a document, with a dot where a document has problems.

use crate::app::hooks::{Store, act, words};
use crate::app::state::{Action, State};
use crate::diagnostic::Severity;
use crate::message::phrases::Phrases;
use crate::text::SourceId;
use yew::prelude::*;

/// The tabs. Arrow keys move between them, as in every tab list.
pub fn tabs(store: &Store) -> Html {
    let phrases = words(store);
    let documents: Vec<SourceId> = store.scenario.documents().map(|(source, _)| source).collect();
    let onkeydown = {
        let (store, documents) = (store.clone(), documents.clone());
        Callback::from(move |event: KeyboardEvent| {
            let at = documents.iter().position(|&source| source == store.document).unwrap_or(0);
            let last = documents.len().saturating_sub(1);
            let next = match event.key().as_str() {
                "ArrowRight" => {
                    if at == last {
                        0
                    } else {
                        at + 1
                    }
                }
                "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            if let Some(&source) = documents.get(next) {
                store.dispatch(Action::OpenDocument(source));
                focus(&tab_id(source));
            }
        })
    };
    let tabs = documents.iter().map(|&source| {
        let chosen = store.document == source;
        let problems = worst(store, source);
        html! {
            <button type="button" key={source.to_string()} id={tab_id(source)} role="tab" class="tab" aria-selected={chosen.to_string()}
                aria-controls="document" tabindex={if chosen { "0" } else { "-1" }}
                onclick={act(store, Action::OpenDocument(source))}>
                { label(store, phrases, source) }
                if let Some(severity) = problems {
                    <span class={classes!("dot", severity_class(severity))} />
                    <span class="visually-hidden">{ format!(", {}", count(store, phrases, source)) }</span>
                }
            </button>
        }
    });
    html!(<div class="tabs" role="tablist" aria-label={phrases.editors} {onkeydown}>{ for tabs }</div>)
}

/// The name of a document: its kind, and its owner where several roles have one.
#[must_use]
pub fn label(state: &State, phrases: &'static Phrases, source: SourceId) -> String {
    let several = state.scenario.roles.len() > 1;
    let of_role = |role: u16, kind: &str| match state.scenario.roles.get(usize::from(role)) {
        Some(role) if several => format!("{kind} · {}", role.arn.rsplit('/').next().unwrap_or(&role.arn)),
        _ => kind.to_owned(),
    };
    match source {
        SourceId::Manifests => phrases.manifests.to_owned(),
        SourceId::TrustPolicy(role) => of_role(role, phrases.trust_policy),
        SourceId::RolePolicy(role, policy) => {
            let policies = state.scenario.roles.get(usize::from(role)).map_or(0, |role| role.policies.len());
            let kind = of_role(role, phrases.permissions);
            if policies > 1 { format!("{kind} {}", policy + 1) } else { kind }
        }
        SourceId::RoleBoundary(role) => of_role(role, phrases.boundary),
        SourceId::ResourcePolicy(_) => phrases.resource_policy.to_owned(),
        other => format!("{} {other}", phrases.other_policy),
    }
}

/// The problems of a document in words.
#[must_use]
pub fn count(state: &State, phrases: &'static Phrases, source: SourceId) -> String {
    match state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == source).count() {
        0 => phrases.no_problems.to_owned(),
        1 => phrases.one_problem.to_owned(),
        several => (phrases.problems)(several),
    }
}

/// The name of a severity for the editor and for styles.
#[must_use]
pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Security => "security",
        Severity::Suggestion => "suggestion",
    }
}

fn worst(state: &State, source: SourceId) -> Option<Severity> {
    let here = state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == source);
    here.map(|diagnostic| diagnostic.severity).min()
}

fn tab_id(source: SourceId) -> String {
    format!("tab-{source}")
}

/// Moves the focus to the element with an id, if there is one.
pub fn focus(id: &str) {
    use wasm_bindgen::JsCast;
    let element = gloo::utils::document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot be focused stays as it is.
        let _ = element.focus();
    }
}
