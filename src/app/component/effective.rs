//! Everything that a session may do: one sentence, then by service and access level, what is useless, and the ways to
//! more.
//!
//! What always holds: it is worked out when somebody looks at it, for whoever's way is shown; with a Pod that really
//! runs as its node, the reader chooses whose access it is.

mod groups;
mod useless;
mod ways;

use super::later::{Of, use_later};
use crate::app::hooks::Store;
use crate::app::prose::{plain, prose};
use crate::chain::effective::summary::Summary;
use crate::chain::effective::{EffectiveAccess, effective_access};
use crate::chain::escalation::{Escalation, escalation};
use crate::chain::{Identity, Whose};
use crate::message::words::effective::{self, Words};
use crate::picture::{Subject, overview};
use std::collections::BTreeMap;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Everything`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub store: Store,
}

/// What the reader chose here; it lasts as long as the part is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Words that actions or levels must have.
    pub filter: String,
    /// Services that were opened or closed by hand.
    pub open: BTreeMap<String, bool>,
    /// Whether the node's role is looked at; where nobody chose, if there is no other.
    pub node: Option<bool>,
}

struct Found {
    access: EffectiveAccess,
    escalation: Escalation,
}

/// The part of the view of access.
#[component]
pub fn Everything(props: &Props) -> Html {
    let store = &props.store;
    let choices = use_state(Choices::default);
    let words = effective::words(store.language);
    let node = node_role(store);
    let meant = store.chain().and_then(|chain| chain.role.as_ref()).map(|role| role.name.clone());
    let as_node = node.is_some() && choices.node.unwrap_or(meant.is_none());
    let key = Of { scenario: store.scenario.clone(), catalogue: store.catalogue, key: (store.chain, as_node) };
    let (found, current) = {
        let store = store.clone();
        use_later(key, move |_| {
            let whose = match store.principal() {
                _ if as_node => Whose::Node,
                Some(principal) => Whose::Principal(principal),
                None => Whose::Chain(store.shown_chain()),
            };
            let access = effective_access(&store.scenario, whose)?;
            Some(Found { access, escalation: escalation(&store.scenario, whose).unwrap_or_default() })
        })
    };
    let name = store.subject().map(|subject| whose_name(&subject)).unwrap_or_default();
    let body = match found.as_deref() {
        None => html!(<p class="muted" role="status">{ words.computing }</p>),
        Some(None) => html!(<p class="muted">{ words.no_session }</p>),
        Some(Some(found)) => body(store, words, found, &choices),
    };
    html! {
        <div class="everything view-body" aria-busy={(!current).to_string()}>
            <h3 id="everything-title">{ prose(&(words.title)(&name)) }</h3>
            if let Some(node) = node { { whose(words, &choices, as_node, meant.as_deref(), &node) } }
            { body }
        </div>
    }
}

/// The name of whoever's way is shown.
fn whose_name(subject: &Subject<'_>) -> String {
    match subject {
        Subject::Chain(chain) => chain.workload.name.clone(),
        Subject::Principal(chain) => match &chain.onward {
            Some(onward) => onward.role.name.clone(),
            None => overview::names(subject).1,
        },
    }
}

/// The role of the node, where the container really runs as it and the scenario has it.
fn node_role(store: &Store) -> Option<String> {
    let chain = store.chain()?;
    let role = store.scenario.node_role.as_ref()?;
    let known = store.scenario.roles.iter().any(|known| known.arn == *role);
    (matches!(chain.identity, Identity::NodeRole { .. }) && known).then(|| name_of(role).to_owned())
}

fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

/// The choice between the role that is meant and the one of the node.
fn whose(
    words: &'static Words,
    choices: &UseStateHandle<Choices>,
    as_node: bool,
    meant: Option<&str>,
    node: &str,
) -> Html {
    let choose = |node: bool, label: String| {
        let choices = choices.clone();
        let pressed = node == as_node;
        let onclick = Callback::from(move |_| choices.set(Choices { node: Some(node), ..(*choices).clone() }));
        html!(<button type="button" class="access-part" aria-pressed={pressed.to_string()} {onclick}>{ label }</button>)
    };
    html! {
        <div class="whose" role="group" aria-label={words.whose}>
            if let Some(meant) = meant { { choose(false, (words.as_meant)(meant)) } }
            { choose(true, (words.as_node)(node)) }
        </div>
    }
}

fn body(store: &Store, words: &'static Words, found: &Found, choices: &UseStateHandle<Choices>) -> Html {
    let access = &found.access;
    let summary = access.summary();
    let all = matches!(summary, Summary::Everything);
    let tone = match summary {
        Summary::Everything => "security",
        Summary::Unreadable => "unknown",
        Summary::Nothing | Summary::Some { .. } => "plain",
    };
    let unlisted = access.unlisted.iter().map(|action| format!("`{action}`")).collect::<Vec<_>>().join(", ");
    html! {
        <>
            <p class={classes!("in-one-sentence", tone)}>
                if all { <span aria-hidden="true">{ "! " }</span> }
                { prose(&effective::summary(store.language, &summary)) }
            </p>
            if all { <p class="everything-note">{ words.everything_flag }</p> }
            if !access.unreadable {
                if !access.exact { <p class="everything-note"><span aria-hidden="true">{ "? " }</span>{ words.inexact }</p> }
                if !unlisted.is_empty() { <p class="everything-note">{ prose(&(words.unlisted)(&unlisted)) }</p> }
                { granted(store, words, access, choices) }
                { useless::useless(store, words, access) }
                { ways::ways(store, access, &found.escalation) }
            }
        </>
    }
}

/// What is granted, with the field that filters it.
fn granted(store: &Store, words: &'static Words, access: &EffectiveAccess, choices: &UseStateHandle<Choices>) -> Html {
    if access.grants.is_empty() && access.waiting.is_empty() {
        return html!();
    }
    let oninput = {
        let choices = choices.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                // What was opened by hand belongs to another question.
                choices.set(Choices { filter: field.value(), open: BTreeMap::new(), ..(*choices).clone() });
            }
        })
    };
    html! {
        <>
            <div class="everything-filter" role="search" aria-label={words.filter}>
                <input type="search" class="filter-text" aria-label={words.filter} placeholder={words.filter} value={choices.filter.clone()} {oninput} autocomplete="off" spellcheck="false" />
            </div>
            { groups::groups(store, words, (&access.grants, &access.account), choices) }
            if !access.waiting.is_empty() {
                <section class="waiting" aria-labelledby="waiting-title">
                    <h4 id="waiting-title">{ words.waiting }</h4>
                    <p class="muted">{ plain(words.waiting_note) }</p>
                    { groups::groups(store, words, (&access.waiting, &access.account), choices) }
                </section>
            }
            <p class="muted">{ words.other_accounts }</p>
        </>
    }
}
