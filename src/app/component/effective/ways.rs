//! Ways to more: what a session may gain by its own rights, step by step with what each step needs, then what leads
//! beyond the scenario, and who in Kubernetes gets all of it.

use super::super::rbac;
use crate::app::component::statements::statements;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::chain::effective::EffectiveAccess;
use crate::chain::escalation::{Beyond, Escalation, Gain, Need, Path, Step};
use crate::chain::simulation::Answer;
use crate::message::areas::worded;
use crate::message::words::escalation::{self, Words};
use yew::prelude::*;

/// The section.
pub fn ways(store: &Store, access: &EffectiveAccess, found: &Escalation) -> Html {
    let words = escalation::words(store.language);
    let all = access.is_everything();
    let gains = if all { Vec::new() } else { by_gain(&found.paths) };
    html! {
        <section class="ways" aria-labelledby="ways-title">
            <h4 id="ways-title">{ words.title }</h4>
            if all {
                <p>{ words.everything }</p>
            } else if found.paths.is_empty() && found.beyond.is_empty() {
                <p><span class="pass-word" aria-hidden="true">{ "✓ " }</span>{ words.none }</p>
            } else {
                <p class="muted">{ words.note }</p>
                <ul class="gains">{ for gains.iter().map(|paths| gain(store, words, access, paths)) }</ul>
                { beyond(store, words, access, &found.beyond) }
            }
            { in_kubernetes(store, words) }
        </section>
    }
}

/// Paths with the same gain together; what is certain comes first.
fn by_gain(paths: &[Path]) -> Vec<Vec<&Path>> {
    let mut groups: Vec<(&Gain, Vec<&Path>)> = Vec::new();
    for path in paths {
        match groups.iter_mut().find(|(known, _)| **known == path.gain) {
            Some((_, same)) => same.push(path),
            None => groups.push((&path.gain, vec![path])),
        }
    }
    groups.into_iter().map(|(_, same)| same).collect()
}

fn gain(store: &Store, words: &'static Words, access: &EffectiveAccess, paths: &[&Path]) -> Html {
    let Some((first, rest)) = paths.split_first() else { return html!() };
    let certain = first.answer == Answer::Allowed;
    html! {
        <li class="gain">
            <p class="gain-head">
                <span class="chip security"><span aria-hidden="true">{ "▲ " }</span>{ words.security }</span>
                if !certain { <span class="chip unknown"><span aria-hidden="true">{ "? " }</span>{ words.perhaps }</span> }
                { " " }<strong>{ prose(&escalation::gain(store.language, &first.gain)) }</strong>
            </p>
            { steps(store, words, access, first) }
            if !rest.is_empty() {
                <details><summary>{ (words.ways)(rest.len() + 1) }</summary>{ for rest.iter().map(|path| steps(store, words, access, path)) }</details>
            }
        </li>
    }
}

fn steps(store: &Store, words: &'static Words, access: &EffectiveAccess, path: &Path) -> Html {
    html!(<ol class="way">{ for path.steps.iter().map(|one| step(store, words, access, one)) }</ol>)
}

fn step(store: &Store, words: &'static Words, access: &EffectiveAccess, step: &Step) -> Html {
    html! {
        <li>
            <p>{ prose(&escalation::step(store.language, &step.by, step.way, &step.onto)) }</p>
            <ul class="needs">
                { for step.needs.iter().map(|one| need(store, words, access, one)) }
                if !step.at.is_empty() { <li>{ words.in_manifests }{ " " }{ statements(store, &step.at) }</li> }
            </ul>
        </li>
    }
}

/// Actions and where they are allowed.
fn need(store: &Store, words: &'static Words, access: &EffectiveAccess, need: &Need) -> Html {
    let actions = need.actions.iter().map(|action| html!(<><code>{ *action }</code>{ " " }</>));
    let place = match &need.resource {
        Some(resource) => html!(<>{ words.on }{ " " }<code>{ resource }</code></>),
        None => {
            let places: Vec<String> =
                worded(store.language, &need.areas, &access.account).into_iter().map(|area| area.text).collect();
            html!(<>{ words.on }{ " " }{ prose(&places.join("; ")) }</>)
        }
    };
    html! {
        <li class={classes!("need", (need.answer != Answer::Allowed).then_some("unknown"))}>
            if need.answer != Answer::Allowed { <span aria-hidden="true">{ "? " }</span> }
            { for actions }{ place }{ " " }
            if !need.depends_on.is_empty() { <span class="muted">{ "(" }{ need.depends_on.join(", ") }{ ") " }</span> }
            { statements(store, &need.decided_by) }
        </li>
    }
}

fn beyond(store: &Store, words: &'static Words, access: &EffectiveAccess, found: &[Beyond]) -> Html {
    if found.is_empty() {
        return html!();
    }
    let item = |one: &Beyond| {
        html! {
            <li>
                <p>{ prose(&escalation::beyond(store.language, one.way)) }</p>
                <ul class="needs">{ for one.needs.iter().map(|one| need(store, words, access, one)) }</ul>
            </li>
        }
    };
    html! {
        <details class="beyond">
            <summary>{ words.beyond }{ " (" }{ found.len() }{ ")" }</summary>
            <p class="muted">{ words.beyond_note }</p>
            <ul>{ for found.iter().map(item) }</ul>
        </details>
    }
}

/// Who in Kubernetes becomes the ServiceAccount, and with it gets all of this.
fn in_kubernetes(store: &Store, words: &'static Words) -> Html {
    let Some(chain) = store.chain() else { return html!() };
    html! {
        <div class="from-kubernetes">
            <h5>{ words.in_kubernetes }</h5>
            <p class="muted">{ prose(&(words.in_kubernetes_note)(&chain.service_account.name)) }</p>
            { rbac::bridge_list(store, &chain.bridges, words.nobody_in_kubernetes) }
        </div>
    }
}
