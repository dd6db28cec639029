//! Grants by service and access level, each group a button that opens it.
//!
//! What always holds: of a closed group nothing but its head is drawn, so that a session that may do everything is shown
//! as quickly as any other.

use super::Choices;
use crate::app::component::access::answer::{answer as words_of, class, service_name};
use crate::app::component::statements::statements;
use crate::app::hooks::{Store, words as phrases};
use crate::app::prose::prose;
use crate::chain::effective::AccessGrant;
use crate::chain::effective::digest::{LevelGrants, Place, ServiceGrants, by_service};
use crate::message::areas::{Worded, worded};
use crate::message::words::effective::Words;
use yew::prelude::*;

/// Services that stand open from the start.
const OPEN: usize = 3;
/// Actions that are listed without being asked for.
const LISTED: usize = 8;

/// The grants that the filter lets through.
pub fn groups(
    store: &Store,
    words: &'static Words,
    (grants, account): (&[AccessGrant], &str),
    choices: &UseStateHandle<Choices>,
) -> Html {
    let shown = by_service(grants, &choices.filter);
    let count = |services: &[ServiceGrants<'_>]| services.iter().map(|service| service.granted).sum::<usize>();
    let all = if choices.filter.is_empty() { count(&shown) } else { count(&by_service(grants, "")) };
    let few = shown.len() <= OPEN;
    html! {
        <>
            if !choices.filter.is_empty() { <p class="muted" role="status">{ (words.shown)(count(&shown), all) }</p> }
            if shown.is_empty() && all > 0 { <p class="muted">{ words.no_match }</p> }
            <ul class="grants">{ for shown.iter().map(|service| html!(<li key={service.prefix.clone()}>{ one(store, words, account, service, few, choices) }</li>)) }</ul>
        </>
    }
}

fn one(
    store: &Store,
    words: &'static Words,
    account: &str,
    service: &ServiceGrants<'_>,
    few: bool,
    choices: &UseStateHandle<Choices>,
) -> Html {
    // Everything on everything has nothing to show but its actions.
    let by_itself = (few || !choices.filter.is_empty()) && !service.everywhere;
    let open = choices.open.get(&service.prefix).copied().unwrap_or(by_itself);
    let toggle = {
        let (choices, prefix) = (choices.clone(), service.prefix.clone());
        Callback::from(move |_: MouseEvent| {
            let mut next = (*choices).clone();
            next.open.insert(prefix.clone(), !open);
            choices.set(next);
        })
    };
    html! {
        <section class="grant">
            <h4 class="grant-head">
                <button type="button" class="disclosure" aria-expanded={open.to_string()} onclick={toggle}>{ service_name(&service.prefix) }</button>
                <span class="grant-count muted">
                    { if service.everywhere { words.every_action.to_owned() } else { (words.count)(service.granted, service.of) } }
                </span>
                if service.everywhere { <span class="chip security">{ words.on_everything }</span> }
            </h4>
            if open { <div class="grant-levels">{ for service.levels.iter().map(|one| level(store, words, account, one)) }</div> }
        </section>
    }
}

fn level(store: &Store, words: &'static Words, account: &str, level: &LevelGrants<'_>) -> Html {
    let name = level.level.map_or(words.no_level, |level| (phrases(store).access_level)(level));
    html! {
        <div class="grant-level">
            <h5>{ name }{ " " }<span class="muted">{ (words.count)(level.granted, level.of) }</span></h5>
            <ul class="grant-places">{ for level.places.iter().map(|one| place(store, words, account, one)) }</ul>
        </div>
    }
}

fn place(store: &Store, words: &'static Words, account: &str, place: &Place<'_>) -> Html {
    let names: Html = place
        .actions
        .iter()
        .map(|action| html!(<><code>{ action.name.split_once(':').map_or(action.name.as_str(), |(_, name)| name) }</code>{ " " }</>))
        .collect();
    html! {
        <li class="grant-place">
            if place.actions.len() <= LISTED {
                <p class="grant-actions">{ names }</p>
            } else {
                <details class="grant-actions"><summary>{ (words.actions)(place.actions.len()) }</summary><p>{ names }</p></details>
            }
            <ul class="grant-areas">{ for worded(store.language, place.areas, account).iter().map(|area| self::area(store, words, area)) }</ul>
        </li>
    }
}

/// One area in words, with its answer and the statements that decide.
pub fn area(store: &Store, words: &'static Words, area: &Worded) -> Html {
    let (sign, word) = words_of(phrases(store), area.answer);
    html! {
        <li class={classes!("grant-area", class(area.answer))}>
            <span class="grant-answer"><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ word }{ ": " }</span></span>
            <span class="grant-where">{ prose(&area.text) }</span>
            if !area.depends_on.is_empty() {
                <span class="grant-depends">{ words.depends_on }{ " " }{ for area.depends_on.iter().map(|key| html!(<><code>{ key }</code>{ " " }</>)) }</span>
            }
            { statements(store, &area.decided_by) }
        </li>
    }
}
