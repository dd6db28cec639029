//! The cluster, the application's SDK, and the nodes.

use super::field::{Field, choice, choice_of, given, section, set, text};
use super::{ROLES, fault};
use crate::app::hooks::Store;
use crate::aws::oidc::EksIssuer;
use crate::chain::Assumption;
use crate::credentials::Sdk;
use crate::message::words::settings::words;
use crate::scenario::{Cluster, Scenario};
use yew::prelude::*;

/// The cluster. Where all is empty, the scenario has none.
pub fn cluster(store: &Store) -> Html {
    let words = words(store.language);
    let cluster = store.scenario.cluster.clone().unwrap_or_default();
    let assumed = |value: &str| AttrValue::from((words.assumed)(value));
    let assumed_issuer = store.simulation.assumptions.iter().find_map(|assumption| match assumption {
        Assumption::Issuer { issuer, .. } => Some(issuer.as_str()),
        _ => None,
    });
    let issuer = cluster.issuer.as_deref().or(assumed_issuer).unwrap_or_default();
    let region = EksIssuer::parse(issuer).map(|issuer| (words.assumed)(&(words.region_from_issuer)(&issuer.region)));
    let field = |field: Field, value: &Option<String>, part: fn(&mut Cluster) -> &mut Option<String>| {
        text(store, &field, value.as_deref().unwrap_or_default(), move |scenario, typed| {
            put(scenario, part, typed);
        })
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_default();
    let optional = AttrValue::from(words.optional);
    section(
        store,
        "set-cluster",
        words.cluster,
        html! {
            <div class="setting-grid">
                { field(
                    Field::new("set-issuer", words.issuer).wide()
                        .assumed(assumed_issuer.map_or_else(|| AttrValue::from("https://oidc.eks.…"), assumed))
                        .fault(fault::issuer(words, &value(&cluster.issuer))),
                    &cluster.issuer, |cluster| &mut cluster.issuer,
                ) }
                { field(
                    Field::new("set-account", words.account).assumed(words.not_given)
                        .fault(fault::account(words, &value(&cluster.account))),
                    &cluster.account, |cluster| &mut cluster.account,
                ) }
                { field(
                    Field::new("set-region", words.region)
                        .assumed(region.map_or(AttrValue::from(words.not_given), AttrValue::from))
                        .fault(fault::region(words, &value(&cluster.region))),
                    &cluster.region, |cluster| &mut cluster.region,
                ) }
                { field(Field::new("set-name", words.name).assumed(optional), &cluster.name, |cluster| &mut cluster.name) }
                { field(
                    Field::new("set-version", words.version).assumed(assumed(words.version_current))
                        .fault(fault::version(words, &value(&cluster.version))),
                    &cluster.version, |cluster| &mut cluster.version,
                ) }
            </div>
        },
    )
}

fn put(scenario: &mut Scenario, part: fn(&mut Cluster) -> &mut Option<String>, typed: String) {
    let mut cluster = scenario.cluster.take().unwrap_or_default();
    *part(&mut cluster) = given(typed);
    scenario.cluster = (cluster != Cluster::default()).then_some(cluster);
}

/// The SDKs, in the order of the list.
const SDKS: [Sdk; 8] =
    [Sdk::Python, Sdk::Cli, Sdk::Javascript, Sdk::Go, Sdk::Java, Sdk::JavaWithoutSts, Sdk::Rust, Sdk::Old];

/// The application and the nodes: as whom a container ends up.
pub fn application(store: &Store) -> Html {
    let words = words(store.language);
    let sdk = store.scenario.sdk;
    let mut sdks = vec![(None, None)];
    sdks.extend(SDKS.map(|sdk| (Some(sdk), Some(sdk))));
    let labels: Vec<AttrValue> = sdks
        .iter()
        .map(|(_, sdk)| {
            sdk.map_or_else(
                || (words.assumed)((words.sdk_name)(Sdk::Python)).into(),
                |sdk| (words.sdk_name)(sdk).into(),
            )
        })
        .collect();
    let at = sdks.iter().position(|(value, _)| *value == sdk).unwrap_or(0);
    let sdk_choice = {
        let store = store.clone();
        let field = Field::new("set-sdk", words.sdk).wide().help((words.sdk_help)(sdk.unwrap_or_default()));
        choice(&field, &labels, at, move |index| {
            if let Some(&(value, _)) = sdks.get(index) {
                set(&store, "set-sdk", move |scenario| scenario.sdk = value);
            }
        })
    };
    let node_role = store.scenario.node_role.clone().unwrap_or_default();
    let imds = [(None, words.imds_assumed), (Some(true), words.imds_reachable), (Some(false), words.imds_unreachable)];
    html! {
        <>
            { section(store, "set-application", words.application, html!(<div class="setting-grid">{ sdk_choice }</div>)) }
            { section(store, "set-nodes", words.nodes, html! {
                <div class="setting-grid">
                    { choice_of(store, &Field::new("set-imds", words.imds).wide().help(words.imds_help), &imds,
                        store.scenario.imds_reachable, |scenario, value| scenario.imds_reachable = value) }
                    { text(store,
                        &Field::new("set-node-role", words.node_role).wide().list(ROLES).assumed(words.not_given)
                            .help(words.node_role_help).fault(fault::role(words, &node_role)),
                        &node_role, |scenario, typed| scenario.node_role = given(typed)) }
                </div>
            }) }
        </>
    }
}
