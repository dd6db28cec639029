//! Least privilege: policies that allow exactly what is expected, and the exact trust policy, each as a difference that
//! is applied as one step.
//!
//! What always holds: what is offered has been checked by the engine ([`crate::propose`]); nothing is applied before
//! it was shown.

mod gone;
mod trust;

use crate::app::component::diff_view::difference;
use crate::app::component::tabs;
use crate::app::hooks::{Store, act, words};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::diff;
use crate::message::words::propose::{self as propose_words, Words};
use crate::propose::{self, Proposal, Unable, Unmet};
use crate::scenario::Scenario;
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Propose`].
#[derive(Properties, PartialEq)]
pub struct ProposeProps {
    /// The page's state.
    pub store: Store,
    /// Leads to the tasks.
    pub to_tasks: Callback<()>,
}

/// The proposals for the role of the chain that is shown.
#[component]
pub fn Propose(props: &ProposeProps) -> Html {
    let store = &props.store;
    let words = propose_words::words(store.language);
    let role = store.chain().and_then(|chain| chain.role.as_ref()?.index);
    // Which scenario an apply made, and of which kind: its undo is offered as long as it is shown.
    let applied = use_state(|| None::<(&'static str, Scenario)>);
    let key = (Rc::as_ptr(&store.scenario), store.catalogue, role);
    let permissions =
        use_memo(key, |(_, _, role)| Some(propose::permissions(&store.scenario, &store.simulation, (*role)?)));
    let trusted =
        use_memo(key, |(_, _, role)| Some(propose::trust::trust(&store.scenario, &store.simulation, (*role)?)));
    let (Some(permissions), Some(trusted)) = (&*permissions, &*trusted) else {
        return html!(<p class="card-body muted">{ words.no_role }</p>);
    };
    html! {
        <div class="propose">
            <section aria-labelledby="propose-permissions">
                <h3 id="propose-permissions">{ words.permissions }</h3>
                <p class="muted">{ words.note }</p>
                { match permissions {
                    Ok(proposal) => proposed(store, words, proposal, &applied),
                    Err(unable) => refused(store, words, unable, &props.to_tasks, &applied),
                } }
            </section>
            <section aria-labelledby="propose-trust">
                <h3 id="propose-trust">{ words.trust }</h3>
                <p class="muted">{ words.trust_note }</p>
                { trust::section(store, words, trusted, &applied) }
            </section>
        </div>
    }
}

/// The scenario that was applied last, and by which part.
type Applied = UseStateHandle<Option<(&'static str, Scenario)>>;

/// Applies a scenario as one step.
fn apply(store: &Store, applied: &Applied, part: &'static str, scenario: &Scenario) -> Callback<MouseEvent> {
    let (store, applied, scenario) = (store.clone(), applied.clone(), scenario.clone());
    Callback::from(move |_| {
        applied.set(Some((part, scenario.clone())));
        store.dispatch(Action::Change(Box::new(scenario.clone())));
    })
}

/// What was just applied, with its undo.
fn undo(store: &Store, words: &'static Words, applied: &Applied, part: &'static str) -> Html {
    let shown = applied.as_ref().is_some_and(|(of, scenario)| *of == part && *scenario == *store.scenario);
    if !shown || !store.history.can_undo() {
        return html!();
    }
    html! {
        <span class="propose-applied" role="status">
            { words.applied }{ " " }<button type="button" class="button" onclick={act(store, Action::Undo)}>{ words.undo }</button>
        </span>
    }
}

fn refused(store: &Store, words: &'static Words, unable: &Unable, to_tasks: &Callback<()>, applied: &Applied) -> Html {
    let question = |index: usize| store.scenario.questions.get(index).map(|q| (q.action.as_str(), q.resource.as_str()));
    let text = match unable {
        Unable::NothingWanted => {
            let onclick = to_tasks.reform(|_: MouseEvent| ());
            return html! {
                <>
                    <p>{ words.nothing_wanted }</p>
                    <button type="button" class="button" {onclick}>{ words.to_tasks }</button>
                </>
            };
        }
        Unable::Exact => {
            return html!(<p><span aria-hidden="true">{ "✓ " }</span>{ words.exact }{ " " }{ undo(store, words, applied, "permissions") }</p>);
        }
        Unable::Unreadable(source) => (words.unreadable)(&tabs::label(store, self::words(store), *source)),
        Unable::NoSession => words.no_session.to_owned(),
        Unable::Contradiction(index) => {
            let (action, resource) = question(*index).unwrap_or_default();
            (words.contradiction)(action, resource)
        }
        Unable::Wider { action, resource } => (words.wider)(action, resource),
        Unable::TooLarge => words.too_large.to_owned(),
    };
    html!(<p><span aria-hidden="true">{ "⚠ " }</span>{ prose(&text) }</p>)
}

fn proposed(store: &Store, words: &'static Words, proposal: &Proposal, applied: &Applied) -> Html {
    let (compared, all) = proposal.compared;
    let expectations = proposal.wants.len() + proposal.refusals.len() - proposal.unmet.len();
    let want = |want: &propose::Want| {
        let wide =
            want.resource == "*" && store.scenario.questions.get(want.question).is_some_and(|q| q.resource == "*");
        let typed = crate::aws::catalog::fit(&want.action, "*") != crate::aws::catalog::Fit::NoResourceTypes;
        html! {
            <li>
                <code>{ &want.action }</code>{ " " }<code class="muted">{ &want.resource }</code>
                if wide && typed { <span class="muted">{ " · " }{ words.wide_want }</span> }
            </li>
        }
    };
    html! {
        <>
            <details>
                <summary>{ (words.wants)(proposal.wants.len()) }</summary>
                <ul class="propose-wants">{ for proposal.wants.iter().map(want) }</ul>
            </details>
            { unmet(store, words, &proposal.unmet) }
            { for proposal.documents.iter().map(|document| {
                let sides = (document.before.as_deref(), document.after.as_deref());
                changed(store, words, &document.name, sides)
            }) }
            { gone::gone(words, &proposal.gone) }
            <p class="muted"><span aria-hidden="true">{ "✓ " }</span>{ (words.checked)(expectations, compared) }
                if compared < all { { " " }{ (words.checked_some)(compared, all) } }
            </p>
            <button type="button" class="button button-primary" onclick={apply(store, applied, "permissions", &proposal.scenario)}>{ words.apply }</button>
        </>
    }
}

fn unmet(store: &Store, words: &'static Words, unmet: &[Unmet]) -> Html {
    if unmet.is_empty() {
        return html!();
    }
    let one = |one: &Unmet| {
        let question = store.scenario.questions.get(one.question);
        let places = one.at.iter().take(2).map(|&at| {
            let phrases = self::words(store);
            let line = crate::app::component::why::line_of(store, at);
            let label = format!("{} · {}", tabs::label(store, phrases, at.source), (phrases.show_line)(line));
            html!(<button type="button" class="button button-quiet" onclick={act(store, Action::Show(at))}>{ label }</button>)
        });
        html! {
            <li>
                if let Some(question) = question { <code>{ &question.action }</code>{ " " }<code class="muted">{ &question.resource }</code> }
                { " " }{ for places }
            </li>
        }
    };
    html! {
        <div class="propose-unmet">
            <p><span aria-hidden="true">{ "⚠ " }</span><strong>{ words.unmet }</strong>{ ". " }{ words.unmet_note }</p>
            <ul>{ for unmet.iter().map(one) }</ul>
        </div>
    }
}

/// A document before and after.
fn changed(store: &Store, words: &'static Words, name: &str, (before, after): (Option<&str>, Option<&str>)) -> Html {
    let word = match (before, after) {
        (None, _) => words.document_new,
        (_, None) => words.document_gone,
        (Some(_), Some(_)) => words.document_changed,
    };
    let lines = diff::lines(before.unwrap_or_default(), after.unwrap_or_default());
    html! {
        <div class="propose-document">
            <h4><code>{ name.to_owned() }</code>{ " " }<span class="chip">{ word }</span></h4>
            { difference(store.language, &(words.difference)(name), &lines) }
        </div>
    }
}
