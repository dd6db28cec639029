//! Tasks in people's words, and API operations: allowed, or which actions are missing, with why and an expectation.

use super::answer::{self, class, service_name, short_resource};
use super::panel;
use super::subject::Subject;
use crate::app::component::why::grant;
use crate::app::hooks::{Store, words};
use crate::app::prose::{plain, prose};
use crate::app::state::CellName;
use crate::aws::Arn;
use crate::chain::simulation::Answer;
use crate::chain::task::{self, SERVICES, Targets, Tested, Tried, What, service_of_resources};
use crate::message::words::matrix;
use crate::message::words::task::{self as task_words, Words};
use crate::scenario::{Expectation, Scenario};
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The need whose reasons are shown: of which task, and which.
type Opened = (What, CellName);

/// Properties of [`Tasks`].
#[derive(Properties, PartialEq)]
pub struct TasksProps {
    /// The page's state.
    pub store: Store,
}

/// The tasks of every service that the policies speak of, then those of the others.
#[component]
pub fn Tasks(props: &TasksProps) -> Html {
    let store = &props.store;
    let chosen = use_state(Targets::default);
    let others = use_state(|| false);
    let operations = use_state(|| None::<&'static str>);
    let filter = use_state(String::new);
    let opened = use_state(|| None::<Opened>);
    let subject = Subject::of_chain(store);
    let (principal, resources) = subject.map(|s| (s.principal, s.matrix.resources.clone())).unwrap_or_default();
    let targets = targets(&resources, &chosen);
    let tried = use_memo((Rc::as_ptr(&store.scenario), store.shown_chain(), targets.clone()), |(_, chain, targets)| {
        task::tasks(&store.scenario, *chain, &principal, targets)
    });
    let listed = use_memo(
        (Rc::as_ptr(&store.scenario), store.shown_chain(), targets.clone(), *operations),
        |(_, chain, targets, service)| {
            service
                .map(|service| task::operations(&store.scenario, *chain, &principal, targets, service))
                .unwrap_or_default()
        },
    );
    let words = task_words::words(store.language);
    if tried.is_empty() {
        return html!(<p class="card-body muted">{ matrix::words(store.language).no_session }</p>);
    }
    let own = |service: &str| targets.by_service.contains_key(service) || service == "sts";
    let section = |service: &'static str| {
        let name = service_name(service);
        let is_open = *operations == Some(service);
        let toggle = {
            let (operations, filter) = (operations.clone(), filter.clone());
            Callback::from(move |_| {
                filter.set(String::new());
                operations.set((!is_open).then_some(service));
            })
        };
        html! {
            <section class="task-group" key={service} aria-label={name.clone()}>
                <div class="task-group-head">
                    <h3>{ &name }</h3>
                    { target(store, words, service, &resources, &chosen, &targets) }
                </div>
                if !own(service) { <p class="muted task-note">{ words.made_up_note }</p> }
                <ul class="tasks">{ for tried.iter().filter(|one| one.service == service).map(|one| item(store, words, &principal, one, &opened)) }</ul>
                <button type="button" class="disclosure" aria-expanded={is_open.to_string()} onclick={toggle}>{ (words.operations)(&name) }</button>
                if is_open {
                    { operation_filter(words, &filter) }
                    <ul class="tasks operations">{ for listed.iter().filter(|one| matches(words, one, &filter)).map(|one| item(store, words, &principal, one, &opened)) }</ul>
                }
            </section>
        }
    };
    let (mine, rest): (Vec<_>, Vec<_>) = SERVICES.into_iter().partition(|service| own(service));
    let show_others = {
        let others = others.clone();
        Callback::from(move |_| others.set(!*others))
    };
    html! {
        <div class="task-list">
            <p class="muted task-note">{ words.note }</p>
            { key(store, words, &resources, &chosen) }
            { for mine.into_iter().map(section) }
            if !rest.is_empty() {
                <button type="button" class="disclosure others" aria-expanded={others.to_string()} onclick={show_others}>{ words.other_services }</button>
                if *others { { for rest.into_iter().map(section) } }
            }
        </div>
    }
}

/// The reader's choice, else the first resource of each service.
fn targets(resources: &[String], chosen: &Targets) -> Targets {
    let first = |service: &'static str| candidates(resources, service).next();
    let by_service = SERVICES.into_iter().filter_map(|service| {
        let kept = chosen.by_service.get(service).filter(|arn| resources.contains(arn));
        Some((service, kept.map(String::as_str).or_else(|| first(service))?.to_owned()))
    });
    let key = chosen.key.clone().filter(|key| resources.contains(key));
    Targets { by_service: crate::order::map(by_service), key: key.or_else(|| first("kms").map(str::to_owned)) }
}

/// The columns that tasks of a service can be asked of.
fn candidates<'a>(resources: &'a [String], service: &'a str) -> impl Iterator<Item = &'a str> {
    let of = service_of_resources(service);
    resources.iter().map(String::as_str).filter(move |arn| {
        let fits = |parsed: Arn<'_>| parsed.service == of && (of != "iam" || parsed.is_role());
        Arn::parse(arn).is_some_and(fits)
    })
}

fn select(label: String, shown: Vec<&str>, chosen: Option<&str>, onchange: Callback<Event>) -> Html {
    let options = shown.into_iter().map(
        |arn| html!(<option value={arn.to_owned()} selected={chosen == Some(arn)}>{ short_resource(arn) }</option>),
    );
    html!(<label class="pick"><span class="muted">{ label }</span><select {onchange}>{ for options }</select></label>)
}

fn on_choice(chosen: &UseStateHandle<Targets>, edit: impl Fn(&mut Targets, String) + 'static) -> Callback<Event> {
    let chosen = chosen.clone();
    Callback::from(move |event: Event| {
        if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
            let mut next = (*chosen).clone();
            edit(&mut next, select.value());
            chosen.set(next);
        }
    })
}

/// Which resource the tasks of a service are asked of.
fn target(
    store: &Store,
    words: &'static Words,
    service: &'static str,
    resources: &[String],
    chosen: &UseStateHandle<Targets>,
    targets: &Targets,
) -> Html {
    let shown: Vec<&str> = candidates(resources, service).collect();
    let current = targets.by_service.get(service).map(String::as_str);
    match (shown.as_slice(), current) {
        ([], _) | (_, None) => html!(),
        ([one], _) => html!(<code class="task-target">{ short_resource(one) }</code>),
        _ => {
            let onchange = on_choice(chosen, move |next, arn| {
                next.by_service.insert(service, arn);
            });
            let label = matrix::words(store.language).resource.to_owned();
            let label = html!(<><span class="visually-hidden">{ (words.target)(&service_name(service)) }</span><span aria-hidden="true">{ label }</span></>);
            let options = shown.iter().map(|arn| html!(<option value={(*arn).to_owned()} selected={current == Some(arn)}>{ short_resource(arn) }</option>));
            html!(<label class="pick">{ label }<select {onchange}>{ for options }</select></label>)
        }
    }
}

/// Which key encrypted data is encrypted with, where the policies name several.
fn key(store: &Store, words: &'static Words, resources: &[String], chosen: &UseStateHandle<Targets>) -> Html {
    let _ = store;
    let shown: Vec<&str> = candidates(resources, "kms").collect();
    if shown.len() < 2 {
        return html!();
    }
    let current = chosen.key.as_deref().or_else(|| shown.first().copied());
    let onchange = on_choice(chosen, |next, arn| next.key = Some(arn));
    html!(<div class="task-key">{ select(words.key.to_owned(), shown, current, onchange) }</div>)
}

fn operation_filter(words: &'static Words, filter: &UseStateHandle<String>) -> Html {
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                filter.set(input.value());
            }
        })
    };
    html!(<div class="filters"><input type="search" class="filter-text" aria-label={words.operation_filter} placeholder={words.operation_filter} value={(**filter).clone()} {oninput} autocomplete="off" spellcheck="false" /></div>)
}

fn matches(words: &'static Words, tried: &Tried, filter: &str) -> bool {
    let text = format!(
        "{} {}",
        title(words, tried.what),
        tried.needs.iter().map(|n| n.action.as_str()).collect::<Vec<_>>().join(" ")
    );
    let text = text.to_lowercase();
    filter.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn title(words: &'static Words, what: What) -> String {
    match what {
        What::Task(task) => (words.task)(task).to_owned(),
        What::Operation(name, None) => format!("`{name}`"),
        What::Operation(name, Some(when)) => format!("`{name}` {}", (words.when)(when)),
    }
}

/// A task: its answer, and when opened its needs.
fn item(
    store: &Store,
    words: &'static Words,
    principal: &str,
    tried: &Tried,
    opened: &UseStateHandle<Option<Opened>>,
) -> Html {
    let missing = tried.needs.iter().filter(|need| is_missing(need)).count();
    let (sign, word) = match tried.answer {
        Answer::Allowed => ("✓", words.works.to_owned()),
        Answer::ImplicitDeny | Answer::ExplicitDeny => ("✕", (words.missing)(missing)),
        Answer::Depends => ("◐", words.depends.to_owned()),
        Answer::Unknown | Answer::NotApplicable => ("?", words.undecided.to_owned()),
    };
    let title = title(words, tried.what);
    let lacking = tried.needs.iter().filter(|need| is_missing(need));
    html! {
        <li key={title.clone()} class={classes!("task", class(tried.answer))}>
            <details>
                <summary>
                    <span class="task-title">{ prose(&title) }</span>{ " " }
                    <span class="answer-word"><span aria-hidden="true">{ sign }{ " " }</span>{ word }</span>
                    if missing > 0 {
                        <span class="task-missing">{ for lacking.map(|need| html!(<><code>{ &need.action }</code>{ " " }</>)) }</span>
                    }
                </summary>
                <div class="task-body">
                    if tried.operations.len() > 1 || matches!(tried.what, What::Task(_)) {
                        <p><span class="muted">{ words.calls }{ ": " }</span>{ for tried.operations.iter().map(|name| html!(<><code>{ *name }</code>{ " " }</>)) }</p>
                    }
                    <ul class="needs" aria-label={words.needs}>{ for tried.needs.iter().map(|need| self::need(store, words, tried.what, need, opened)) }</ul>
                    { pin(store, words, principal, tried, &title) }
                    { granting(store, tried) }
                </div>
            </details>
        </li>
    }
}

/// The statement that allows all that the role lacks, where an Allow is enough for each of it.
fn granting(store: &Store, tried: &Tried) -> Html {
    let lacking = || tried.needs.iter().filter(|need| is_missing(need));
    if lacking().any(|need| !need.grantable) {
        return html!();
    }
    let needs: Vec<(&str, &str)> = lacking().map(|need| (need.action.as_str(), need.resource.as_str())).collect();
    grant(store, &needs)
}

fn is_missing(need: &Tested) -> bool {
    matches!(need.cell.answer, Answer::ImplicitDeny | Answer::ExplicitDeny) && !need.other_side
}

fn need(
    store: &Store,
    words: &'static Words,
    what: What,
    need: &Tested,
    opened: &UseStateHandle<Option<Opened>>,
) -> Html {
    let phrases = words_of(store);
    let shown = if need.other_side { Answer::Unknown } else { need.cell.answer };
    let (sign, word) = answer::answer(phrases, shown);
    let name = CellName { action: need.action.clone(), resource: need.resource.clone() };
    // Many tasks share a need; only the one that was asked for opens.
    let this = (what, name.clone());
    let open = **opened == Some(this.clone());
    let toggle = {
        let opened = opened.clone();
        Callback::from(move |()| opened.set((!open).then(|| this.clone())))
    };
    let onclick = toggle.reform(|_: MouseEvent| ());
    html! {
        <li class={class(shown)}>
            <div class="need">
                <span class="answer-word"><span aria-hidden="true">{ sign }{ " " }</span>{ word }</span>
                <span class="need-what"><code>{ &need.action }</code>{ " " }<code class="muted">{ &need.resource }</code></span>
                <button type="button" class="button button-quiet" aria-expanded={open.to_string()} aria-label={(words.why_need)(&need.action)}
                    {onclick}>{ matrix::words(store.language).why }</button>
            </div>
            if need.other_side { <p class="muted task-note">{ words.other_side }</p> }
            if open { <panel::Panel store={store.clone()} {name} via={need.via.clone()} onclose={toggle} /> }
        </li>
    }
}

fn words_of(store: &Store) -> &'static crate::message::phrases::Phrases {
    words(store)
}

/// Expects everything that a task needs to be allowed, or takes that back.
fn pin(store: &Store, words: &'static Words, principal: &str, tried: &Tried, title: &str) -> Html {
    let expects = |need: &Tested| {
        let index = store.scenario.question_of(principal, &need.action, &need.resource);
        let question = index.and_then(|index| store.scenario.questions.get(index));
        question.is_some_and(|question| question.expect == Some(Expectation::Allowed))
    };
    let pressed = tried.needs.iter().all(expects);
    let needs: Vec<Tested> = tried.needs.clone();
    let who = principal.to_owned();
    let onclick = answer::change(store, move |scenario: &mut Scenario| {
        for need in &needs {
            let expect = if pressed { Expectation::Either } else { Expectation::Allowed };
            let what = (who.as_str(), need.action.as_str(), need.resource.as_str());
            for (key, value) in &need.via {
                scenario.suppose(what, key, (!pressed).then(|| value.clone()));
            }
            scenario.expect(&who, &need.action, &need.resource, expect);
        }
    });
    let label = if pressed { words.unpin_task } else { words.pin_task };
    html! {
        <button type="button" class="button pin-button" aria-pressed={pressed.to_string()} aria-label={format!("{label}: {}", plain(title))} {onclick}>
            <span aria-hidden="true">{ if pressed { "⚑ " } else { "⚐ " } }</span>{ label }
        </button>
    }
}
