//! What goes away with a proposal: actions by service, those that are allowed nowhere any more and those on less.

use crate::app::component::access::answer::service_name;
use crate::chain::effective::{Area, Bounds};
use crate::message::words::propose::Words;
use crate::order;
use crate::propose::Gone;
use yew::prelude::*;

/// Actions of a service that are named.
const NAMED: usize = 12;

/// The list, folded.
pub(super) fn gone(words: &'static Words, gone: &[Gone]) -> Html {
    let count: usize = gone.iter().map(|one| one.actions.len()).sum();
    if count == 0 {
        return html!(<p class="muted">{ words.nothing_gone }</p>);
    }
    let all: Vec<&str> = gone.iter().filter(|one| one.is_all()).flat_map(names).collect();
    let partly = gone.iter().filter(|one| !one.is_all());
    html! {
        <details class="propose-gone">
            <summary>{ (words.gone)(count) }</summary>
            if !all.is_empty() {
                <h4>{ words.gone_all }</h4>
                { by_service(words, &all) }
            }
            { for partly.map(|one| html! {
                <>
                    <h4>{ words.gone_partly }</h4>
                    { by_service(words, &names(one).collect::<Vec<_>>()) }
                    <p class="muted">{ words.still_on }{ " " }{ for one.after.iter().map(|area| within(words, area)) }</p>
                </>
            }) }
        </details>
    }
}

fn names(gone: &Gone) -> impl Iterator<Item = &str> {
    gone.actions.iter().map(|(name, _)| name.as_str())
}

fn by_service(words: &'static Words, actions: &[&str]) -> Html {
    let mut services: Vec<(&str, Vec<&str>)> = Vec::new();
    for action in actions {
        let (service, name) = action.split_once(':').unwrap_or((action, ""));
        match services.iter_mut().find(|(known, _)| *known == service) {
            Some((_, names)) => names.push(name),
            None => services.push((service, vec![name])),
        }
    }
    order::sort_by_key(&mut services, |(service, _)| *service);
    let item = |(service, names): &(&str, Vec<&str>)| {
        let more = names.len().saturating_sub(NAMED);
        html! {
            <li>
                <strong>{ service_name(service) }</strong>{ " " }<span class="muted">{ names.len() }</span>{ ": " }
                { for names.iter().take(NAMED).map(|name| html!(<><code>{ format!("{service}:{name}") }</code>{ " " }</>)) }
                if more > 0 { <span class="muted">{ (words.more)(more) }</span> }
            </li>
        }
    };
    html!(<ul>{ for services.iter().map(item) }</ul>)
}

/// The patterns of an area; whose account it is goes without saying where there is another pattern.
fn within(words: &'static Words, area: &Area) -> Html {
    let telling = |bounds: &&Bounds| !bounds.text.starts_with("arn:*:*:*:");
    let told: Vec<&Bounds> = area.within.iter().filter(telling).collect();
    let shown: Vec<&Bounds> = if told.is_empty() { area.within.iter().collect() } else { told };
    let codes =
        |all: &[&Bounds]| all.iter().map(|bounds| html!(<><code>{ &bounds.text }</code>{ " " }</>)).collect::<Html>();
    let except: Vec<&Bounds> = area.except.iter().filter(telling).collect();
    html! {
        <>
            { codes(&shown) }
            if !except.is_empty() { { words.but_not_on }{ " " }{ codes(&except) } }
        </>
    }
}
