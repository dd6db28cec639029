//! Why a link has its verdict: the sentence, expected against actual, every statement, the fix as a diff, the places.

mod compare;
mod fix;
mod trace;

pub use fix::{applied, grant};
pub use trace::{Request, Trace, types};

use super::learn::learn;
use super::verdict::verdict_class;
use crate::app::course;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::prose;
use crate::app::state::{Action, Frame};
use crate::chain::simulation::Answer;
use crate::chain::{Chain, Link, Reason, Step, Verdict};
use crate::concept::Concept;
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
            { compare::comparisons(store, phrases, link) }
            { injection(phrases, chain, link.step) }
            { fix::remedies(store, link) }
            { places_row(store, phrases, link) }
            { becoming(store, chain, link.step) }
            { learn(store, Concept::of_reason(link.step, &link.reason)) }
            { practise(store, link) }
            if let Some(request) = request(store, chain, link) {
                <Trace store={store.clone()} chain={store.shown_chain()} {request} />
            }
        </div>
    }
}

/// The way to the lesson that is about such a break; whoever is in a lesson needs none.
fn practise(store: &Store, link: &Link) -> Html {
    if link.verdict != Verdict::Fail || store.origin.is_played() || store.frame == Frame::Chain {
        return html!();
    }
    let onclick = {
        let (store, step, reason) = (store.clone(), link.step, link.reason.clone());
        Callback::from(move |_: MouseEvent| course::practise(&store, step, &reason))
    };
    let label = message::words::lesson::words(store.language).practise;
    html!(<p><button type="button" class="button button-quiet why-lesson" {onclick}>{ label }</button></p>)
}

/// From the link that decides who takes the role to all who may.
fn becoming(store: &Store, chain: &Chain, step: Step) -> Html {
    let Some(role) = chain.role.as_ref().filter(|_| step == Step::TrustSubject) else { return html!() };
    let onclick = {
        let (store, arn) = (store.clone(), role.arn.clone());
        Callback::from(move |_: MouseEvent| super::who::show(&store, arn.clone()))
    };
    let label = (message::words::who::words(store.language).open)(&role.name);
    html!(<div class="actions"><button type="button" class="button" {onclick}>{ label }</button></div>)
}

/// The request whose statements explain a link; none for links that no policy decides.
fn request(store: &Store, chain: &Chain, link: &Link) -> Option<Request> {
    match (link.step, &link.reason) {
        (Step::TrustSubject, _) => Some(Request::Trust),
        (
            Step::AllowAction | Step::ResourceAgrees,
            Reason::ActionDenied { action, resource, .. } | Reason::ResourceDenied { action, resource, .. },
        ) => Some(asked(store, chain, action, resource)),
        (Step::AllowAction | Step::ResourceAgrees, Reason::AssumeRefused { action, role_arn, .. }) => {
            Some(asked(store, chain, action, role_arn))
        }
        (Step::AllowAction, Reason::ActionDepends { action, .. }) => {
            of_matrix(store, chain, Some(action), Answer::Depends)
        }
        (Step::AllowAction, Reason::NothingAllowed) => of_matrix(store, chain, None, Answer::ImplicitDeny)
            .or_else(|| of_matrix(store, chain, None, Answer::ExplicitDeny)),
        (Step::AllowAction | Step::ResourceAgrees, _) => of_matrix(store, chain, None, Answer::Allowed)
            .or_else(|| of_matrix(store, chain, None, Answer::Unknown))
            .or_else(|| of_matrix(store, chain, None, Answer::ImplicitDeny)),
        _ => None,
    }
}

/// A question of the scenario, with the condition keys that it supposes.
fn asked(store: &Store, chain: &Chain, action: &str, resource: &str) -> Request {
    let question = chain.answers.iter().find_map(|answer| {
        let question = store.scenario.questions.get(answer.question)?;
        (answer.action == action && question.resource == resource).then_some(question)
    });
    Request::Access {
        action: question.map_or(action, |question| &question.action).to_owned(),
        resource: resource.to_owned(),
        context: question.map(|question| question.context.clone()).unwrap_or_default(),
    }
}

/// The first cell of the matrix with this answer.
fn of_matrix(store: &Store, chain: &Chain, action: Option<&String>, answer: Answer) -> Option<Request> {
    let matrix = &chain.permissions;
    let rows = matrix.rows.iter().filter(|row| action.is_none_or(|action| row.action.eq_ignore_ascii_case(action)));
    rows.into_iter().find_map(|row| {
        let column = row.cells.iter().position(|cell| cell.answer == answer)?;
        Some(asked(store, chain, &row.action, matrix.resources.get(column)?))
    })
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

/// Buttons for the places in the text.
fn places_row(store: &Store, phrases: &'static Phrases, link: &Link) -> Html {
    let evidence = places(link);
    if evidence.is_empty() {
        return html!();
    }
    let several = evidence.iter().any(|at| Some(at.source) != evidence.first().map(|first| first.source));
    let places = evidence.iter().take(4).map(|&at| {
        let mut label = (phrases.show_line)(line_of(store, at));
        if several {
            label = format!("{} · {label}", super::tabs::label(store, phrases, at.source));
        }
        html!(<button type="button" class="button" onclick={act(store, Action::Show(at))}>{ label }</button>)
    });
    html!(<div class="actions">{ for places }</div>)
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
