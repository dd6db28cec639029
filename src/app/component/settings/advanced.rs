//! Facts of the running cluster that no text shows, behind a disclosure.

use super::draft::Number;
use super::field::{Field, choice_of, set, switch};
use crate::app::hooks::Store;
use crate::lint::trust::QUOTA;
use crate::message::words::settings::words;
use crate::scenario::{Application, Compute, Lifecycle, Network, Runtime, StsEndpoint};
use yew::prelude::*;

/// STS API reference, AssumeRoleWithWebIdentity: `DurationSeconds`.
const DURATION: (u64, u64) = (900, 43_200);

/// Properties of [`Advanced`].
#[derive(Properties, PartialEq)]
pub struct AdvancedProps {
    /// The page's state.
    pub store: Store,
}

/// The facts; open from the beginning where one of them is unusual.
#[component]
pub fn Advanced(props: &AdvancedProps) -> Html {
    let store = &props.store;
    let words = words(store.language);
    let runtime = &store.scenario.runtime;
    let open = use_state(|| *runtime != Runtime::default());
    let lifecycles = [
        (Lifecycle::InOrder, words.in_order),
        (Lifecycle::PodBeforeAnnotation, words.pod_before),
        (Lifecycle::NotInWebhookCache, words.not_in_cache),
    ];
    let computes = [
        (Compute::Linux, words.linux),
        (Compute::Windows, words.windows),
        (Compute::Fargate, words.fargate),
        (Compute::OutsideEks, words.outside_eks),
    ];
    let networks = [(Network::Internet, words.internet), (Network::NoInternet, words.no_internet)];
    let endpoints = [
        (None, words.sts_assumed),
        (Some(StsEndpoint::Regional), words.sts_regional),
        (Some(StsEndpoint::Global), words.sts_global),
    ];
    let applications =
        [(Application::Ordinary, words.ordinary), (Application::ExplicitGlobalStsEndpoint, words.explicit_global)];
    let field = |id: &'static str, label: &'static str| Field::new(id, label).wide();
    let number = |field: Field, value: Option<u64>, range: (u64, u64), put: fn(&mut Runtime, Option<u64>)| {
        let (owner, id) = (store.clone(), field.id.clone());
        let put = Callback::from(move |value: Option<u64>| {
            set(&owner, &id, move |scenario| put(&mut scenario.runtime, value));
        });
        html!(<Number {field} {value} {range} language={store.language} {put} />)
    };
    html! {
        <details class="setting-section setting-advanced" open={*open}>
            <summary>{ words.advanced }</summary>
            <p class="setting-help">{ words.advanced_help }</p>
            <div class="setting-grid">
                { switch(store, "set-webhook", words.webhook_missing, runtime.webhook_missing,
                    |scenario| scenario.runtime.webhook_missing = !scenario.runtime.webhook_missing) }
                { switch(store, "set-agent", words.agent_missing, runtime.agent_missing,
                    |scenario| scenario.runtime.agent_missing = !scenario.runtime.agent_missing) }
                { choice_of(store, &field("set-lifecycle", words.lifecycle), &lifecycles, runtime.lifecycle,
                    |scenario, value| scenario.runtime.lifecycle = value) }
                { choice_of(store, &field("set-compute", words.compute), &computes, runtime.compute,
                    |scenario, value| scenario.runtime.compute = value) }
                { choice_of(store, &field("set-network", words.network), &networks, runtime.network,
                    |scenario, value| scenario.runtime.network = value) }
                { choice_of(store, &field("set-sts", words.sts), &endpoints, runtime.sts_endpoint,
                    |scenario, value| scenario.runtime.sts_endpoint = value) }
                { choice_of(store, &field("set-behaviour", words.behaviour), &applications, runtime.application,
                    |scenario, value| scenario.runtime.application = value) }
                { number(Field::new("set-token-age", words.token_age).assumed((words.assumed)(words.token_age_assumed)).help(words.seconds),
                    runtime.token_age, (0, 100_000_000), |runtime, value| runtime.token_age = value) }
                { number(Field::new("set-duration", words.duration_seconds).assumed((words.assumed)("3600")).help(words.seconds),
                    runtime.duration_seconds.map(u64::from), DURATION,
                    |runtime, value| runtime.duration_seconds = value.and_then(|value| u32::try_from(value).ok())) }
                { number(Field::new("set-quota", words.quota).assumed((words.assumed)(&QUOTA.to_string())),
                    runtime.trust_policy_quota.map(u64::from), (1, 8192),
                    |runtime, value| runtime.trust_policy_quota = value.and_then(|value| u32::try_from(value).ok())) }
            </div>
        </details>
    }
}
