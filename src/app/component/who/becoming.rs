//! Who can become this role? How many ServiceAccounts at a glance, as patterns, those that are here, everybody else whom
//! the trust policy names, and who in Kubernetes may become one of them.

use super::subjects;
use crate::app::component::access::answer::{answer as words_of, class};
use crate::app::component::later::{Of, use_later};
use crate::app::component::rbac;
use crate::app::component::statements::statements;
use crate::app::hooks::{Store, words as phrases};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::chain::simulation::Answer;
use crate::chain::who::{Becoming, Entrant, Maker, Member, Way, who_becomes};
use crate::iam::policy::Standing;
use crate::message::words::who::{self, Words};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Properties of [`WhoBecomes`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub store: Store,
}

/// The section.
#[component]
pub fn WhoBecomes(props: &Props) -> Html {
    let store = &props.store;
    let words = who::words(store.language);
    let roles: Vec<String> = roles(store);
    let chosen = store.asked_role.clone().filter(|arn| roles.contains(arn)).or_else(|| own_role(store, &roles));
    let key = Of { scenario: store.scenario.clone(), catalogue: store.catalogue, key: chosen.clone() };
    let (found, current) = use_later(key, |of| of.key.as_ref().map(|arn| who_becomes(&of.scenario, arn)));
    use_effect_with(current, |&current| {
        if current {
            super::arrived();
        }
    });
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                store.dispatch(Action::AskRole(select.value()));
            }
        })
    };
    let options = roles.iter().map(|arn| {
        html!(<option value={arn.clone()} selected={chosen.as_ref() == Some(arn)}>{ arn.rsplit('/').next().unwrap_or(arn) }</option>)
    });
    html! {
        <section class="becoming" aria-labelledby={super::BECOMING}>
            <h3 id={super::BECOMING} tabindex="-1">{ words.becomes_title }</h3>
            if roles.is_empty() {
                <p class="muted">{ words.no_role }</p>
            } else {
                <label class="pick"><span class="muted">{ words.role }</span><select {onchange}>{ for options }</select></label>
                <div aria-busy={(!current).to_string()}>{ for found.iter().filter_map(|found| found.as_ref().as_ref()).map(|found| body(store, words, found)) }</div>
            }
        </section>
    }
}

/// The roles of the scenario, and those that a chain names besides.
fn roles(store: &Store) -> Vec<String> {
    let mut roles: Vec<String> = store.scenario.roles.iter().map(|role| role.arn.clone()).collect();
    for role in store.simulation.chains.iter().filter_map(|chain| chain.role.as_ref()) {
        if !roles.contains(&role.arn) {
            roles.push(role.arn.clone());
        }
    }
    roles
}

/// The role of the way that is shown, else the first.
fn own_role(store: &Store, roles: &[String]) -> Option<String> {
    let own = store.chain().and_then(|chain| chain.role.as_ref()).map(|role| role.arn.clone());
    let onward = || Some(store.principal()?.onward.as_ref()?.role.arn.clone());
    own.or_else(onward).filter(|arn| roles.contains(arn)).or_else(|| roles.first().cloned())
}

fn body(store: &Store, words: &'static Words, found: &Becoming) -> Html {
    match found.trust {
        None => return html!(<p class="everything-note unknown">{ "? " }{ words.no_trust }</p>),
        Some(Standing::Refused) => return html!(<p class="everything-note unknown">{ "? " }{ words.unreadable }</p>),
        Some(Standing::Accepted) => {}
    }
    html! {
        <>
            { subjects::at_a_glance(words, found) }
            { for found.tokens.iter().map(|trust| subjects::by_token(store, words, trust, &found.role.account)) }
            if let Some(subjects) = &found.pod_identity { { subjects::by_pod_identity(store, words, subjects) } }
            <h4>{ words.members }</h4>
            if found.members.is_empty() {
                <p class="muted">{ words.no_members }</p>
            } else {
                <ul class="who-list">{ for found.members.iter().map(|one| member(store, words, one)) }</ul>
            }
            <h4>{ words.entrants }</h4>
            if found.entrants.is_empty() {
                <p class="muted">{ words.no_entrants }</p>
            } else {
                <ul class="who-list">{ for found.entrants.iter().map(|one| entrant(store, words, one)) }</ul>
            }
            { in_kubernetes(store, words, found) }
        </>
    }
}

fn member(store: &Store, words: &'static Words, member: &Member) -> Html {
    let (sign, word) = words_of(phrases(store), member.answer);
    let open = member.answer.is_open();
    let said = match (open, member.names_role) {
        (true, true) => words.names_role,
        (true, false) => words.names_role_not,
        (false, _) => words.not_let_in,
    };
    let way = match member.way {
        Way::WebIdentity { .. } => "",
        Way::PodIdentity => words.by_pod_identity,
    };
    html! {
        <li class={classes!("who-one", class(member.answer))}>
            <span class="who-sign"><span aria-hidden="true">{ sign }</span>{ " " }{ word }</span>
            <div class="who-body">
                <p><strong>{ &member.name }</strong>{ " " }<span class="muted">{ &member.namespace }</span>{ " " }<span class="muted">{ way }</span></p>
                <p>{ said }</p>
                if !member.depends_on.is_empty() { <p class="muted">{ words.depends_on }{ " " }{ for member.depends_on.iter().map(|key| html!(<><code>{ key }</code>{ " " }</>)) }</p> }
                { statements(store, &member.at.into_iter().chain(member.decided_by.iter().copied()).collect::<Vec<_>>()) }
            </div>
        </li>
    }
}

fn entrant(store: &Store, words: &'static Words, entrant: &Entrant) -> Html {
    let (sign, word) = words_of(phrases(store), entrant.trust);
    html! {
        <li class={classes!("who-one", class(entrant.trust))}>
            <span class="who-sign"><span aria-hidden="true">{ sign }</span>{ " " }{ word }</span>
            <div class="who-body">
                <p><strong class="who-arn">{ &entrant.principal }</strong>{ " " }<span class="muted">{ (words.trusting)(entrant.kind) }</span>
                    if entrant.at.is_none() { <span class="muted">{ ", " }{ words.through_account }</span> }
                </p>
                <p class="muted">{ (words.own)(entrant.own) }</p>
                if !entrant.depends_on.is_empty() { <p class="muted">{ words.depends_on }{ " " }{ for entrant.depends_on.iter().map(|key| html!(<><code>{ key }</code>{ " " }</>)) }</p> }
                if let Some(at) = entrant.at { { statements(store, &[at]) } }
            </div>
        </li>
    }
}

/// Who may become the ServiceAccounts, and who may make more of them.
fn in_kubernetes(store: &Store, words: &'static Words, found: &Becoming) -> Html {
    let open: Vec<&Member> = found
        .members
        .iter()
        .filter(|member| member.answer != Answer::ImplicitDeny && member.answer.is_open())
        .collect();
    if open.is_empty() && found.makers.is_empty() {
        return html!();
    }
    html! {
        <>
            <h4>{ words.in_kubernetes }</h4>
            <p class="muted">{ words.in_kubernetes_note }</p>
            { for open.iter().map(|member| html! {
                <section class="who-bridges">
                    <h5>{ prose(&(words.becomes)(&format!("{}/{}", member.namespace, member.name))) }</h5>
                    { rbac::bridge_list(store, &member.bridges, words.nobody_in_kubernetes) }
                </section>
            }) }
            if !found.makers.is_empty() { { makers(store, words, &found.makers) } }
        </>
    }
}

fn makers(store: &Store, words: &'static Words, all: &[Maker]) -> Html {
    let (builtin, own): (Vec<&Maker>, Vec<&Maker>) = all.iter().partition(|maker| maker.grant.builtin);
    let item = |maker: &&Maker| {
        let subject = &maker.grant.subject;
        let name = if subject.namespace.is_empty() {
            subject.name.clone()
        } else {
            format!("{}/{}", subject.namespace, subject.name)
        };
        let place = match &maker.namespace {
            Some(namespace) => (words.in_namespace)(namespace),
            None => words.anywhere.to_owned(),
        };
        html! {
            <li>
                <p><span class="chip security">{ format!("{:?}", subject.kind) }</span>{ " " }<strong>{ name }</strong>{ " " }{ prose(&place) }{ " " }
                    { statements(store, &maker.grant.rule.at.into_iter().chain(maker.grant.binding_at).collect::<Vec<_>>()) }
                </p>
            </li>
        }
    };
    html! {
        <section class="who-bridges">
            <h5>{ words.makers }</h5>
            <p class="muted">{ words.makers_note }</p>
            if !own.is_empty() { <ul class="bridge-list">{ for own.iter().map(item) }</ul> }
            if !builtin.is_empty() { <details><summary>{ (words.builtin)(builtin.len()) }</summary><ul class="bridge-list">{ for builtin.iter().map(item) }</ul></details> }
        </section>
    }
}
