//! Grants that give nothing, with what the actions work on instead.

use super::groups;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::chain::effective::EffectiveAccess;
use crate::chain::effective::digest::{self, Useless};
use crate::message::areas::worded;
use crate::message::words::effective::Words;
use yew::prelude::*;

/// The section; nothing where every grant is of use.
pub fn useless(store: &Store, words: &'static Words, access: &EffectiveAccess) -> Html {
    let all = digest::useless(access);
    let (spelt, wild): (Vec<&Useless<'_>>, Vec<&Useless<'_>>) = all.iter().partition(|one| one.action.spelt);
    if all.is_empty() {
        return html!();
    }
    if spelt.is_empty() {
        return html!(<p class="muted">{ prose(&(words.by_wildcards)(wild.len())) }</p>);
    }
    let item = |one: &&Useless<'_>| {
        let types = one.types.iter().flat_map(|kind| &kind.templates).take(3);
        html! {
            <li class="useless">
                <p><span class="chip caution">{ "⚠" }</span>{ " " }<code>{ &one.action.name }</code></p>
                <p class="muted">{ words.granted_on }</p>
                <ul class="grant-areas">{ for worded(store.language, one.areas, &access.account).iter().map(|area| groups::area(store, words, area)) }</ul>
                <p><span class="muted">{ words.works_on }{ " " }</span>{ for types.map(|template| html!(<><code>{ template }</code>{ " " }</>)) }</p>
            </li>
        }
    };
    html! {
        <section class="useless-grants" aria-labelledby="useless-title">
            <h4 id="useless-title">{ (words.useless)(spelt.len()) }</h4>
            <p class="muted">{ words.useless_note }</p>
            <ul>{ for spelt.iter().map(item) }</ul>
            if !wild.is_empty() { <p class="muted">{ prose(&(words.by_wildcards)(wild.len())) }</p> }
        </section>
    }
}
