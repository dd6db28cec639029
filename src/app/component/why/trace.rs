//! Every statement of every policy, by type of policy, those that did not fire too; made when somebody looks.

use super::super::tabs;
use super::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::chain::explain::{Explained, Said, TypeResult, statement};
use crate::chain::{explain_access, explain_trust};
use crate::iam::context::ContextValue;
use crate::iam::evaluate::{Cause, ConditionTrace, ElementTrace, RequestValue, StatementTrace, ValueTrace};
use crate::iam::policy::Effect;
use crate::iam::tri::Tri;
use crate::message::words::why::{self, Words};
use crate::text::{Location, SourceId, Span};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Values of one element that are listed; more are counted.
const MOST_VALUES: usize = 8;
/// Statements of one type that are listed.
const MOST_STATEMENTS: usize = 40;

/// What is traced.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// The assume of the role by the token.
    Trust,
    /// An action on a resource.
    Access {
        /// The action.
        action: String,
        /// The resource, or a pattern.
        resource: String,
        /// Condition keys that are supposed.
        context: BTreeMap<String, ContextValue>,
    },
}

impl Request {
    /// Traces it.
    #[must_use]
    pub fn explain(&self, store: &Store, chain: usize) -> Option<Explained> {
        match self {
            Self::Trust => explain_trust(&store.scenario, chain),
            Self::Access { action, resource, context } => {
                explain_access(&store.scenario, chain, action, resource, context)
            }
        }
    }
}

/// Properties of [`Trace`].
#[derive(Properties, PartialEq)]
pub struct TraceProps {
    /// The page's state.
    pub store: Store,
    /// Which chain.
    pub chain: usize,
    /// Which request.
    pub request: Request,
}

/// A button that opens the trace of a request.
#[component]
pub fn Trace(props: &TraceProps) -> Html {
    let open = use_state(|| false);
    let words = why::words(props.store.language);
    let found = use_memo(
        (*open, Rc::as_ptr(&props.store.scenario), props.chain, props.request.clone()),
        |(open, _, chain, request)| open.then(|| request.explain(&props.store, *chain)).flatten(),
    );
    let onclick = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    html! {
        <div class="trace">
            <button type="button" class="disclosure" aria-expanded={open.to_string()} {onclick}>{ words.all_statements }</button>
            if *open {
                if let Some(explained) = &*found {
                    <p class="trace-request"><span class="muted">{ words.traced }</span>{ " " }<code>{ &explained.action }</code>{ " · " }<code>{ &explained.resource }</code></p>
                    { types(&props.store, explained) }
                } else {
                    <p class="muted">{ words.no_request }</p>
                }
            }
        </div>
    }
}

/// What each type of policy says, with its statements.
pub fn types(store: &Store, explained: &Explained) -> Html {
    let words = why::words(store.language);
    let rules = match &explained.explanation.decision.cause {
        Cause::NotAllowedBy { blockers } => blockers.iter().filter_map(|blocker| (words.blocker)(*blocker)).collect(),
        _ => Vec::new(),
    };
    let groups = explained
        .types
        .iter()
        .enumerate()
        .map(|(index, result)| type_result(store, words, explained, result, index == 0));
    html! {
        <>
            { for rules.into_iter().map(|rule| html!(<p class="type-note">{ "✕ " }{ rule }</p>)) }
            { for groups }
        </>
    }
}

fn type_result(store: &Store, words: &'static Words, explained: &Explained, result: &TypeResult, first: bool) -> Html {
    let (sign, class) = sign_of(result.said);
    let note = match result.said {
        Said::NotGiven => Some((words.not_given)(result.kind)),
        Said::NotAsked(why) => Some((words.not_asked)(why)),
        _ => None,
    };
    let heading = html! {
        <>
            <span class="type-sign" aria-hidden="true">{ sign }</span>
            <b>{ (words.kind)(result.kind) }</b>{ ": " }{ (words.said)(result.said) }
        </>
    };
    let note = note.map(|note| html!(<p class="type-note muted">{ note }</p>));
    if result.statements.is_empty() {
        return html!(<div class={classes!("policy-type", class)}><p class="type-head">{ heading }</p>{ note }</div>);
    }
    let found = result.statements.iter().filter_map(|&at| Some((at, statement(&explained.explanation, at)?)));
    let items = found.take(MOST_STATEMENTS).enumerate().map(|(index, (at, trace))| {
        let source = explained.explanation.policies.get(at.0).map_or(SourceId::Settings, |policy| policy.source);
        html!(<li key={format!("{at:?}")}>{ one(store, words, source, trace, first && index == 0) }</li>)
    });
    let left = result.statements.len().saturating_sub(MOST_STATEMENTS);
    html! {
        <details class={classes!("policy-type", class)} open={first}>
            <summary class="type-head">{ heading }</summary>
            { note }
            <ol class="statements">{ for items }</ol>
            if left > 0 { <p class="muted">{ (words.more)(left) }</p> }
        </details>
    }
}

fn sign_of(said: Said) -> (&'static str, &'static str) {
    match said {
        Said::Denies => ("⊘", "fail"),
        Said::Blocks | Said::NotGiven => ("✕", "fail"),
        Said::Refused | Said::Depends => ("?", "unknown"),
        Said::Allows => ("✓", "pass"),
        Said::Silent | Said::NotAsked(_) => ("·", "not-reached"),
    }
}

fn tri_sign(matches: Tri) -> (&'static str, &'static str) {
    match matches {
        Tri::Yes => ("✓", "pass"),
        Tri::No => ("✕", "fail"),
        Tri::Unknown => ("?", "unknown"),
    }
}

/// One statement: its heading, a button that selects it, and its checks.
fn one(store: &Store, words: &'static Words, source: SourceId, trace: &StatementTrace, open: bool) -> Html {
    let phrases = words_of(store);
    let number = trace.statement.index + 1;
    let at = trace.statement.at;
    let class = match (trace.applies, trace.effect) {
        (Tri::Yes, Effect::Allow) => "pass",
        (Tri::Yes, Effect::Deny) => "fail",
        (Tri::No, _) => "not-reached",
        (Tri::Unknown, _) => "unknown",
    };
    let effect = match trace.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    let place = format!("{} · {}", tabs::label(store, phrases, source), (phrases.line)(line_of(store, at)));
    html! {
        <details class={classes!("statement", class)} {open}>
            <summary>
                <code>{ effect }</code>{ " " }{ (words.statement)(number) }
                if let Some(sid) = &trace.sid { { " " }<code>{ sid }</code> }
                { " · " }<span class="statement-applies">{ (words.applies)(trace.applies, trace.effect) }</span>
            </summary>
            <ul class="statement-checks">
                { trace.principal.as_ref().map(|element| element_check(store, words, source, words.principal, element)) }
                { element_check(store, words, source, words.action, &trace.action) }
                { trace.resource.as_ref().map(|element| element_check(store, words, source, words.resource, element)) }
                { for trace.conditions.iter().map(|condition| condition_check(store, words, source, condition)) }
            </ul>
            <button type="button" class="button button-quiet" aria-label={format!("{}, {place}", (words.select)(number))} onclick={act(store, Action::Show(at))}>{ place }</button>
        </details>
    }
}

fn words_of(store: &Store) -> &'static crate::message::phrases::Phrases {
    words(store)
}

fn element_check(
    store: &Store,
    words: &'static Words,
    source: SourceId,
    name: &'static str,
    element: &ElementTrace,
) -> Html {
    let reason =
        if element.span.is_none() { words.no_principal } else { (words.element)(element.matches, element.naming) };
    let actual = html!(<code>{ &element.actual }</code>);
    check(store, words, source, html!({ name }), element.matches, reason, &element.expected, actual)
}

fn condition_check(store: &Store, words: &'static Words, source: SourceId, condition: &ConditionTrace) -> Html {
    let actual = match &condition.actual {
        RequestValue::Values(values) => html!(<code>{ values.join(", ") }</code>),
        RequestValue::Absent => html!(<span class="muted">{ words.absent }</span>),
        RequestValue::Present => html!(<span class="muted">{ words.present }</span>),
        RequestValue::Unknown => html!(<span class="muted">{ words.unknown_value }</span>),
    };
    let name = html!(<>{ words.condition }{ " " }<code>{ &condition.operator }</code>{ " " }{ operand(store, words, source, &condition.key, condition.key_span) }</>);
    let reason = (words.ground)(condition.ground, condition.matches);
    check(store, words, source, name, condition.matches, reason, &condition.expected, actual)
}

#[expect(clippy::too_many_arguments, reason = "one line of a table, one argument a part")]
fn check(
    store: &Store,
    words: &'static Words,
    source: SourceId,
    name: Html,
    matches: Tri,
    reason: &'static str,
    expected: &[ValueTrace],
    actual: Html,
) -> Html {
    let (sign, class) = tri_sign(matches);
    // Values that match tell more than those that do not.
    let matching = expected.iter().filter(|value| value.matches != Tri::No);
    let others = expected.iter().filter(|value| value.matches == Tri::No);
    let values = matching.chain(others).take(MOST_VALUES).map(|value| {
        html! {
            <>
                { operand(store, words, source, &value.text, value.span) }
                if let Some(resolved) = value.resolved.as_ref().filter(|resolved| **resolved != value.text) {
                    <span class="muted">{ " = " }<code>{ resolved }</code>{ " " }</span>
                }
            </>
        }
    });
    let left = expected.len().saturating_sub(MOST_VALUES);
    html! {
        <li class={classes!("statement-check", class)}>
            <p>
                <span class="check-sign" aria-hidden="true">{ sign }</span>
                <span class="check-name">{ name }</span>{ " " }
                <span class="visually-hidden">{ (words.matches)(matches) }{ ": " }</span>
                <span class="check-reason muted">{ prose(reason) }</span>
            </p>
            <dl>
                if !expected.is_empty() {
                    <dt>{ words.policy_has }</dt><dd class="operands">{ for values } if left > 0 { <span class="muted">{ (words.more)(left) }</span> }</dd>
                }
                <dt>{ words.request_has }</dt><dd>{ actual }</dd>
            </dl>
        </li>
    }
}

/// A value of the text as a button that selects it there.
fn operand(store: &Store, words: &'static Words, source: SourceId, text: &str, span: Span) -> Html {
    let at = Location { source, span };
    html!(<button type="button" class="operand" aria-label={(words.select_value)(text)} onclick={act(store, Action::Show(at))}><code>{ text }</code></button>)
}
