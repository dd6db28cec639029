//! What the ServiceAccount may do in Kubernetes, beside what its role may do in AWS: two systems that share one name.

use crate::app::hooks::{Store, words};
use yew::prelude::*;

/// The rules that RBAC grants to the ServiceAccount of the chain that is shown.
pub fn kubernetes_access(store: &Store) -> Html {
    let phrases = words(store);
    let Some(chain) = store.chain() else { return html!() };
    let rows = chain.cluster_access.iter().map(|grant| {
        html! {
            <tr>
                <th scope="row"><code>{ grant.resources.join(", ") }</code></th>
                <td><code>{ grant.verbs.join(", ") }</code></td>
                <td>{ grant.namespace.clone().unwrap_or_else(|| "*".to_owned()) }</td>
                <td>{ &grant.binding }</td>
            </tr>
        }
    });
    html! {
        <section class="card rbac-card" aria-labelledby="rbac-title">
            <div class="card-head"><h2 id="rbac-title">{ phrases.kubernetes_access }</h2><p class="muted">{ phrases.kubernetes_access_note }</p></div>
            if chain.cluster_access.is_empty() {
                <p class="card-body muted">{ phrases.kubernetes_access_none }</p>
            } else {
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="rbac-title">
                    <table class="matrix">
                        <thead><tr>
                            <th scope="col">{ phrases.resource }</th><th scope="col">{ phrases.verbs }</th>
                            <th scope="col">{ "namespace" }</th><th scope="col">{ phrases.granted_by }</th>
                        </tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
        </section>
    }
}
