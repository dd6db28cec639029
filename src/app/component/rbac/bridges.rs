//! From Kubernetes to AWS: who may become this ServiceAccount, and with it its role.

use super::source;
use crate::app::component::learn::learn;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::chain::Chain;
use crate::concept::Concept;
use crate::kubernetes::rbac::{Bridge, SubjectKind};
use crate::message::{self, words::rbac::Words};
use yew::prelude::*;

/// Who may become a ServiceAccount: by the manifests' own bindings, then folded up by those of every cluster.
pub fn list(store: &Store, words: &'static Words, all: &[Bridge], nobody: &'static str) -> Html {
    let (builtin, own): (Vec<&Bridge>, Vec<&Bridge>) = all.iter().partition(|bridge| bridge.grant.builtin);
    html! {
        <>
            <p>{ learn(store, Concept::Rbac) }</p>
            if own.is_empty() {
                <p><span class="pass-word">{ "✓ " }</span>{ nobody }</p>
            } else {
                <ul class="bridge-list">{ for subjects(&own).into_iter().map(|bridges| subject(store, words, &bridges)) }</ul>
            }
            if !builtin.is_empty() {
                <details>
                    <summary>{ (words.builtin_bridges)(builtin.len()) }</summary>
                    <p class="muted">{ prose(words.builtin_note) }</p>
                    <ul class="bridge-list">{ for subjects(&builtin).into_iter().map(|bridges| subject(store, words, &bridges)) }</ul>
                </details>
            }
        </>
    }
}

/// The section.
pub fn bridges(store: &Store, words: &'static Words, chain: &Chain) -> Html {
    let advised = chain.bridges.iter().any(|bridge| !bridge.grant.builtin);
    let role = chain.role.as_ref().map(|role| role.name.as_str());
    html! {
        <section class="view-section bridges" aria-labelledby="bridges-title">
            <h3 id="bridges-title">{ words.bridges }</h3>
            <p>{ prose(&(words.bridges_note)(&chain.service_account.name, role)) }</p>
            { list(store, words, &chain.bridges, words.no_bridges) }
            if advised { <p class="muted">{ prose(words.bridges_advice) }</p> }
        </section>
    }
}

/// The bridges of each subject together, subjects in the order of their first.
fn subjects<'b>(all: &[&'b Bridge]) -> Vec<Vec<&'b Bridge>> {
    let mut groups: Vec<Vec<&Bridge>> = Vec::new();
    for bridge in all {
        let (who, by) = (&bridge.grant.subject, &bridge.grant.binding);
        let same = |group: &&mut Vec<&Bridge>| {
            group.first().is_some_and(|first| {
                let other = &first.grant.subject;
                (other.kind, &other.name, &other.namespace, &first.grant.binding)
                    == (who.kind, &who.name, &who.namespace, by)
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(bridge),
            None => groups.push(vec![bridge]),
        }
    }
    groups
}

fn subject(store: &Store, words: &'static Words, bridges: &[&Bridge]) -> Html {
    let Some(first) = bridges.first() else { return html!() };
    let (grant, who) = (&first.grant, &first.grant.subject);
    let kind = match who.kind {
        SubjectKind::User => words.user,
        SubjectKind::Group => words.group,
        SubjectKind::ServiceAccount => "ServiceAccount",
        SubjectKind::Other => "",
    };
    let name = if who.namespace.is_empty() { who.name.clone() } else { format!("{}/{}", who.namespace, who.name) };
    let ways = bridges.iter().map(|bridge| {
        let told = message::bridge(store.language, bridge);
        html!(<li>{ prose(&told.message) }{ " " }{ source(store, bridge.grant.rule.at, &bridge.resource) }</li>)
    });
    html! {
        <li>
            <p><span class="chip security">{ kind }</span>{ " " }<strong>{ name }</strong>{ " " }
                <span class="muted">{ prose(&message::bridge(store.language, first).help) }</span>{ " " }
                { source(store, grant.binding_at, &grant.binding) }
                if grant.builtin { { super::every_cluster(words) } }
            </p>
            <ul>{ for ways }</ul>
        </li>
    }
}
