//! Who can do this? An action and a resource, and everybody of the configuration with the answer and the way to it.

use crate::app::component::access::answer::{answer as words_of, class};
use crate::app::component::access::completions;
use crate::app::component::later::{Of, use_later};
use crate::app::component::statements::statements;
use crate::app::hooks::{Store, act, words as phrases};
use crate::app::prose::{plain, prose};
use crate::app::state::Action;
use crate::aws::Arn;
use crate::aws::catalog::Fit;
use crate::chain::simulation::Answer;
use crate::chain::who::{Actor, Can, WhoCan as Found, who_can};
use crate::message::words::matrix;
use crate::message::words::who::{self, Words};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`WhoCan`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub store: Store,
}

/// The question and its answer.
#[component]
pub fn WhoCan(props: &Props) -> Html {
    let store = &props.store;
    let words = who::words(store.language);
    let typed = use_state(|| None::<(String, String)>);
    let asked = use_state(|| None::<(String, String)>);
    let fault = use_state(|| None::<&'static str>);
    let question = (*asked).clone().unwrap_or_else(|| first(store));
    let fields = (*typed).clone().unwrap_or_else(|| question.clone());
    let key = Of { scenario: store.scenario.clone(), catalogue: store.catalogue, key: question.clone() };
    let (found, current) = use_later(key, |of| who_can(&of.scenario, &of.key.0, &of.key.1));
    let on_input = |second: bool| {
        let (typed, fault, fields) = (typed.clone(), fault.clone(), fields.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                let (action, resource) = fields.clone();
                typed.set(Some(if second { (action, field.value()) } else { (field.value(), resource) }));
                fault.set(None);
            }
        })
    };
    let onsubmit = {
        let (fields, asked, fault) = (fields.clone(), asked.clone(), fault.clone());
        let faults = matrix::words(store.language);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (action, resource) = (fields.0.trim(), fields.1.trim());
            let named = action.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty());
            if !named || action.contains(char::is_whitespace) {
                fault.set(Some(faults.no_action));
            } else if resource != "*" && Arn::parse(resource).is_none() {
                fault.set(Some(faults.no_resource));
            } else {
                asked.set(Some((action.to_owned(), resource.to_owned())));
            }
        })
    };
    let known: Vec<String> = store.matrix().map(|matrix| matrix.resources.clone()).unwrap_or_default();
    html! {
        <section aria-labelledby="who-can">
            <h3 id="who-can">{ words.title }</h3>
            <form class="ask" aria-label={words.title} {onsubmit}>
                <span class="ask-word">{ words.who_can }</span>
                <input type="text" class="ask-action" aria-label={matrix::words(store.language).ask_action} list="who-actions" value={fields.0.clone()}
                    oninput={on_input(false)} autocomplete="off" spellcheck="false" autocapitalize="off" />
                <datalist id="who-actions">{ for completions(&fields.0).into_iter().map(|name| html!(<option value={name} />)) }</datalist>
                <span class="ask-word">{ words.on }</span>
                <input type="text" class="ask-resource" aria-label={matrix::words(store.language).arn} list="who-resources" value={fields.1.clone()}
                    oninput={on_input(true)} autocomplete="off" spellcheck="false" autocapitalize="off" />
                <datalist id="who-resources">{ for known.into_iter().map(|arn| html!(<option value={arn} />)) }</datalist>
                <button type="submit" class="button">{ words.ask }</button>
                <p class="form-fault" role="alert">{ fault.map(prose) }</p>
            </form>
            <div aria-busy={(!current).to_string()}>{ for found.iter().map(|found| answer(store, words, found, &question.1)) }</div>
        </section>
    }
}

/// What is asked when nobody asks: the first thing that is allowed, else the first of the matrix.
fn first(store: &Store) -> (String, String) {
    let place = store.matrix().and_then(|matrix| {
        let cells = || {
            matrix.rows.iter().flat_map(|row| {
                row.cells.iter().zip(&matrix.resources).map(move |(cell, resource)| (row, cell.answer, resource))
            })
        };
        let of = |wanted: &dyn Fn(Answer) -> bool| cells().find(|(_, answer, _)| wanted(*answer));
        let found = of(&|answer| answer == Answer::Allowed).or_else(|| of(&|answer| answer != Answer::NotApplicable));
        found.map(|(row, _, resource)| (row.action.clone(), resource.clone()))
    });
    place.unwrap_or_else(|| ("s3:GetObject".to_owned(), "arn:aws:s3:::my-bucket/*".to_owned()))
}

fn answer(store: &Store, words: &'static Words, found: &Found, asked: &str) -> Html {
    let (can, cannot): (Vec<&Can>, Vec<&Can>) = found.all.iter().partition(|one| one.cell.answer.is_open());
    let group = |title: &'static str, of: fn(&Actor) -> bool| {
        let members: Vec<&&Can> = can.iter().filter(|one| of(&one.actor)).collect();
        if members.is_empty() {
            return html!();
        }
        html!(<><h4>{ title }</h4><ul class="who-list">{ for members.into_iter().map(|one| item(store, words, one)) }</ul></>)
    };
    html! {
        <>
            if found.fit == Fit::OtherType { <p class="everything-note"><span aria-hidden="true">{ "⚠ " }</span>{ words.does_not_fit }</p> }
            if asked.contains(['*', '?']) && found.resource != asked { <p class="muted">{ prose(&(words.stands_for)(&found.resource)) }</p> }
            <p class="who-answer" role="status">
                if can.is_empty() { <strong>{ words.nobody }</strong> } else { <strong>{ (words.answered)(can.len(), found.all.len()) }</strong> }
            </p>
            { group(words.workloads, |actor| matches!(actor, Actor::Workload { .. })) }
            { group(words.users, |actor| matches!(actor, Actor::User { .. })) }
            { group(words.roles, |actor| matches!(actor, Actor::Role { .. })) }
            { group(words.named, |actor| matches!(actor, Actor::Named { .. })) }
            if !cannot.is_empty() {
                <details><summary>{ (words.others)(cannot.len()) }</summary><ul class="who-list">{ for cannot.iter().map(|one| item(store, words, one)) }</ul></details>
            }
            <p class="muted">{ words.scope }</p>
        </>
    }
}

fn item(store: &Store, words: &'static Words, can: &Can) -> Html {
    let (sign, word) = words_of(phrases(store), can.cell.answer);
    let through: Vec<String> = can.through.iter().map(|role| format!("`{}`", role.name)).collect();
    html! {
        <li class={classes!("who-one", class(can.cell.answer))}>
            <span class="who-sign"><span aria-hidden="true">{ sign }</span>{ " " }{ word }</span>
            <div class="who-body">
                { actor(store, words, &can.actor) }
                if !through.is_empty() { <p>{ prose(&(words.through)(&through.join(" → "))) }</p> }
                if !can.cell.depends_on.is_empty() { <p class="muted">{ words.depends_on }{ " " }{ for can.cell.depends_on.iter().map(|key| html!(<><code>{ key }</code>{ " " }</>)) }</p> }
                { statements(store, &can.cell.decided_by) }
            </div>
        </li>
    }
}

fn actor(store: &Store, words: &'static Words, actor: &Actor) -> Html {
    let name = |arn: &str| arn.rsplit('/').next().unwrap_or(arn).to_owned();
    match actor {
        Actor::Workload { workload, containers, service_account, means, chain } => {
            let all = store.simulation.chains.iter().filter(|one| {
                (&one.workload.kind, &one.workload.namespace, &one.workload.name)
                    == (&workload.kind, &workload.namespace, &workload.name)
            });
            let some = all.count() > containers.len();
            html! {
                <>
                    <p><strong>{ &workload.kind }{ " " }{ &workload.name }</strong>{ " " }<span class="muted">{ &workload.namespace }</span>
                        if some { { " " }<span class="muted">{ (words.containers)(&containers.join(", ")) }</span> }
                    </p>
                    <p><span class="muted">{ words.account }{ " " }</span><code>{ &service_account.name }</code>{ ", " }{ prose(&(words.means)(means)) }</p>
                    if *chain != store.chain {
                        <button type="button" class="button button-small" aria-label={(words.show_chain)(&workload.name)} onclick={act(store, Action::SelectChain(*chain))}>{ plain(&(words.show_chain)(&workload.name)) }</button>
                    }
                </>
            }
        }
        Actor::User { arn } => html!(<p><strong>{ name(arn) }</strong>{ " " }<span class="muted">{ arn }</span></p>),
        Actor::Role { role } => html! {
            <p><strong>{ &role.name }</strong>{ " " }<span class="muted">{ &role.account }</span>{ " " }
                <button type="button" class="button button-small" onclick={act(store, Action::AskRole(role.arn.clone()))}>{ (words.open)(&role.name) }</button>
            </p>
        },
        Actor::Named { principal, what, own, at } => html! {
            <>
                <p><strong class="who-arn">{ principal }</strong>{ " " }<span class="muted">{ (words.trusting)(*what) }</span></p>
                <p class="muted">{ (words.own)(*own) }{ " " }{ statements(store, &[*at]) }</p>
            </>
        },
    }
}
