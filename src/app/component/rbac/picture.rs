//! Two systems, one picture: the ServiceAccount in the middle, what RBAC gives it on the left, what IAM gives it on the
//! right.

use super::source;
use crate::app::component::tabs;
use crate::app::hooks::{Store, act, words as phrases};
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::chain::simulation::ClusterGrant;
use crate::chain::{Chain, Identity, Step, Verdict};
use crate::message::words::rbac::Words;
use crate::text::SourceId;
use yew::prelude::*;

/// The picture.
pub fn picture(store: &Store, words: &'static Words, chain: &Chain) -> Html {
    html! {
        <section class="systems" aria-label={words.two_systems}>
            <div class="system system-kubernetes">
                <h3>{ words.in_kubernetes }</h3>
                { kubernetes(store, words, chain) }
            </div>
            <div class="system-middle">
                <span class="system-arrow" aria-hidden="true" />
                <p class="system-account">
                    <span class="muted">{ "ServiceAccount" }</span>
                    <strong>{ &chain.service_account.name }</strong>
                    <span class="muted">{ &chain.service_account.namespace }</span>
                    { source(store, chain.service_account.at, "ServiceAccount") }
                </p>
                <span class="system-arrow system-arrow-right" aria-hidden="true" />
            </div>
            <div class="system system-aws">
                <h3>{ words.in_aws }</h3>
                { aws(store, words, chain) }
            </div>
            <p class="system-note">{ prose(words.apart) }</p>
        </section>
    }
}

/// Bindings, each with its role and the number of its rules.
fn kubernetes(store: &Store, words: &'static Words, chain: &Chain) -> Html {
    let mut bindings: Vec<(&ClusterGrant, usize)> = Vec::new();
    for grant in chain.cluster_access.iter() {
        let same = |(other, _): &&mut (&ClusterGrant, usize)| {
            (&other.binding, &other.role, &other.namespace) == (&grant.binding, &grant.role, &grant.namespace)
        };
        match bindings.iter_mut().find(same) {
            Some((_, count)) => *count += 1,
            None => bindings.push((grant, 1)),
        }
    }
    if bindings.is_empty() {
        return html!(<p class="muted">{ words.no_binding }</p>);
    }
    let steps = bindings.into_iter().map(|(grant, rules)| {
        html! {
            <li>
                <p class="system-step"><code>{ &grant.binding }</code>{ " " }{ source(store, grant.at.last().copied(), &grant.binding) }</p>
                <p class="system-step"><span class="muted" aria-hidden="true">{ "↳ " }</span><code>{ &grant.role }</code></p>
                <p class="system-step"><span class="muted" aria-hidden="true">{ "↳ " }</span>{ (words.rules_count)(rules) }
                    { ", " }{ place(words, grant.namespace.as_deref()) }</p>
            </li>
        }
    });
    html!(<ul class="system-list">{ for steps }</ul>)
}

/// Where a rule holds.
pub fn place(words: &'static Words, namespace: Option<&str>) -> Html {
    match namespace {
        Some(namespace) => prose(&(words.in_namespace)(namespace)),
        None => html!(<strong>{ words.whole_cluster }</strong>),
    }
}

/// The way to the role, the role, its policies.
fn aws(store: &Store, words: &'static Words, chain: &Chain) -> Html {
    let Some(role) = &chain.role else { return html!(<p class="muted">{ words.no_role }</p>) };
    let associated = store.scenario.pod_identity_associations.iter().any(|association| {
        association.namespace == chain.service_account.namespace
            && association.service_account == chain.service_account.name
    });
    let way = if associated { words.by_association } else { words.by_annotation };
    let documents = store.scenario.documents().map(|(source, _)| source);
    let policies = documents.filter(
        |source| matches!(*source, SourceId::RolePolicy(of, _) | SourceId::RoleBoundary(of) if Some(of) == role.index),
    );
    let policies: Vec<SourceId> = policies.collect();
    let becomes = matches!(chain.identity, Identity::WebIdentity { .. } | Identity::PodIdentity { .. });
    let trust = chain.links.iter().find(|link| link.step <= Step::TrustSubject && link.verdict != Verdict::Pass);
    html! {
        <ul class="system-list"><li>
            <p class="system-step"><code>{ way }</code></p>
            <p class="system-step"><span class="muted" aria-hidden="true">{ "↳ " }</span>{ phrases(store).iam_role }{ " " }<code>{ &role.name }</code>
                if becomes { <span class="chip pass">{ "✓ " }{ words.becomes }</span> }
                else if let Some(link) = trust { <span class="chip fail">{ (words.becomes_not)(link.step.number()) }</span> }
            </p>
            if policies.is_empty() {
                <p class="system-step"><span class="muted" aria-hidden="true">{ "↳ " }</span><span class="muted">{ words.no_policies }</span></p>
            } else {
                { for policies.into_iter().map(|document| html! {
                    <p class="system-step"><span class="muted" aria-hidden="true">{ "↳ " }</span>
                        <button type="button" class="button button-small" onclick={act(store, Action::OpenDocument(document))}>
                            { tabs::label(store, phrases(store), document) }
                        </button>
                    </p>
                }) }
            }
        </li></ul>
    }
}
