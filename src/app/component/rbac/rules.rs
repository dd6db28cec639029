//! Every rule that a binding gives the ServiceAccount: on what, which verbs, where, by which binding, and where it is
//! written.

use super::{picture::place, source};
use crate::app::hooks::{Store, words as phrases};
use crate::app::prose::prose;
use crate::chain::Chain;
use crate::chain::simulation::ClusterGrant;
use crate::kubernetes::rbac::question::Cluster;
use crate::message::words::rbac::Words;
use yew::prelude::*;

/// The table.
pub fn rules(store: &Store, words: &'static Words, chain: &Chain, cluster: &Cluster) -> Html {
    let mut last: Option<&ClusterGrant> = None;
    let rows = chain.cluster_access.iter().map(|grant| {
        let same = last.is_some_and(|other| {
            (&other.binding, &other.role, &other.namespace) == (&grant.binding, &grant.role, &grant.namespace)
        });
        last = Some(grant);
        html!(<>{ if same { html!() } else { heading(store, words, cluster, grant) } }{ row(store, words, grant) }</>)
    });
    html! {
        <section class="view-section" aria-labelledby="rules-title">
            <h3 id="rules-title">{ words.rules }</h3>
            <p class="muted">{ prose(words.rules_note) }</p>
            if !cluster.unreadable.is_empty() {
                <p class="caution-note"><span aria-hidden="true">{ "? " }</span>{ words.unreadable }
                    { " " }{ source(store, cluster.unreadable.first().copied(), words.unreadable_place) }</p>
            }
            if chain.cluster_access.is_empty() {
                <p>{ words.no_binding }</p>
            } else {
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="rules-title">
                    <table class="matrix rules">
                        <thead><tr>
                            <th scope="col">{ words.resource }</th><th scope="col">{ phrases(store).verbs }</th>
                            <td><span class="visually-hidden">{ phrases(store).show_source }</span></td>
                        </tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}

/// The binding, its role and where it holds, over the rules that it gives.
fn heading(store: &Store, words: &'static Words, cluster: &Cluster, grant: &ClusterGrant) -> Html {
    let collected = grant.role.strip_prefix("ClusterRole ").and_then(|role| cluster.collected(role));
    html! {
        <tr class="group"><th scope="colgroup" colspan="3">
            <code>{ &grant.binding }</code>{ " " }{ source(store, grant.at.last().copied(), &grant.binding) }
            { " → " }<code>{ &grant.role }</code>{ " · " }{ place(words, grant.namespace.as_deref()) }
            if let Some(from) = collected { <p class="muted">{ prose(&(words.aggregated)(&from.join("`, `"))) }</p> }
        </th></tr>
    }
}

fn row(store: &Store, words: &'static Words, grant: &ClusterGrant) -> Html {
    let list = |all: &[String]| -> Html {
        let code = |one: &String| html!(<><code>{ one }</code>{ " " }</>);
        all.iter().map(code).collect()
    };
    let all = |words: &[String]| words.iter().any(|word| word == "*" || word.starts_with("*."));
    let wide = all(&grant.verbs) || all(&grant.resources);
    let rule = grant.at.first().copied().filter(|_| grant.at.len() > 1);
    html! {
        <tr>
            <th scope="row">{ list(&grant.resources) }
                if !grant.resource_names.is_empty() { <p class="muted">{ words.only_names }{ " " }{ list(&grant.resource_names) }</p> }
            </th>
            <td>{ list(&grant.verbs) }if wide { <span class="chip caution">{ words.everything }</span> }</td>
            <td>{ source(store, rule, &grant.role) }</td>
        </tr>
    }
}
