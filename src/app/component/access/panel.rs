//! Why a cell has its answer: what each type of policy says, every statement, the keys it depends on, its expectation.

use super::answer::{self, answer as words_of, class};
use super::subject::Subject;
use super::suppose;
use crate::app::component::why::{Request, grant, line_of, types};
use crate::app::hooks::{Store, act, words};
use crate::app::prose::prose;
use crate::app::state::{Action, CellName};
use crate::chain::{self, permission};
use crate::iam::context::ContextValue;
use crate::message::words::{matrix, why};
use crate::scenario::{Expectation, Scenario};
use std::collections::BTreeMap;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Panel`].
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// The page's state.
    pub store: Store,
    /// Which cell.
    pub name: CellName,
    /// Condition keys that the call carries besides, because of the operation it is made by.
    #[prop_or_default]
    pub via: BTreeMap<String, ContextValue>,
    /// What closes it; the cell of the matrix where nothing is said.
    #[prop_or_default]
    pub onclose: Option<Callback<()>>,
}

/// The reasons of one cell.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let (store, name) = (&props.store, &props.name);
    let (phrases, words, traced) = (words(store), matrix::words(store.language), why::words(store.language));
    let principal = Subject::of_chain(store).map(|subject| subject.principal).unwrap_or_default();
    let question = store.scenario.question_of(&principal, &name.action, &name.resource);
    let question = question.and_then(|index| store.scenario.questions.get(index));
    let context = question.map(|question| question.context.clone()).unwrap_or_default();
    let mut carried = context.clone();
    carried.extend(props.via.iter().map(|(key, value)| (key.clone(), value.clone())));
    let request = Request::Access { action: name.action.clone(), resource: name.resource.clone(), context: carried };
    let chain = store.shown_chain();
    let found =
        use_memo((Rc::as_ptr(&store.scenario), chain, request), |(_, chain, request)| request.explain(store, *chain));
    let close: Callback<MouseEvent> = match &props.onclose {
        Some(close) => close.reform(|_| ()),
        None => act(store, Action::ToggleCell(name.clone())),
    };
    let Some(explained) = &*found else {
        return html!(<div class="cell-why"><p class="muted">{ words.no_session }</p></div>);
    };
    let decision = &explained.explanation.decision;
    let cell = permission::to_cell(decision);
    let (sign, word) = words_of(phrases, cell.answer);
    let expect = question.and_then(|question| question.expect);
    let pin = |wanted: Expectation, label: &'static str| {
        let pressed = expect == Some(wanted);
        let (principal, name) = (principal.clone(), name.clone());
        let next = if pressed { Expectation::Either } else { wanted };
        let onclick = answer::change(store, move |scenario: &mut Scenario| {
            scenario.expect(&principal, &name.action, &name.resource, next);
        });
        html!(<button type="button" class="button pin-button" aria-pressed={pressed.to_string()} {onclick}><span aria-hidden="true">{ if pressed { "⚑ " } else { "⚐ " } }</span>{ label }</button>)
    };
    let places = cell.decided_by.iter().take(4).map(|&at| {
        let label = format!(
            "{} · {}",
            super::super::tabs::label(store, phrases, at.source),
            (phrases.show_line)(line_of(store, at))
        );
        html!(<button type="button" class="button" onclick={act(store, Action::Show(at))}>{ label }</button>)
    });
    html! {
        <div class={classes!("cell-why", class(cell.answer))} role="group" aria-label={format!("{} {}", name.action, name.resource)}>
            <div class="cell-head">
                <p><strong>{ sign }{ " " }{ word }</strong>{ " " }<code>{ &name.action }</code>{ " " }<code>{ &name.resource }</code></p>
                <button type="button" class="remove" aria-label={words.close} onclick={close}><span aria-hidden="true">{ "✕" }</span></button>
            </div>
            if explained.resource != name.resource { <p class="muted">{ prose(&(words.stands_for)(&explained.resource)) }</p> }
            <suppose::Suppose store={store.clone()} name={name.clone()} principal={principal.clone()} depends={decision.depends.clone()} {context} />
            if cell.undocumented { <p class="muted">{ "※ " }{ words.undocumented }</p> }
            <div class="actions" role="group" aria-label={words.cell_actions}>
                { pin(Expectation::Allowed, words.expect_allowed) }
                { pin(Expectation::Denied, words.expect_denied) }
                { for places }
            </div>
            if chain::grant::is_enough(&decision.cause) { { grant(store, &[(name.action.as_str(), name.resource.as_str())]) } }
            <div class="cell-trace" role="group" aria-label={traced.all_statements}>
                { types(store, explained) }
            </div>
        </div>
    }
}
