//! The IAM OIDC providers: taken for granted, or exactly those that are listed.

use super::draft::List;
use super::fault;
use super::field::{Field, button, choice, choice_of, group, section, set, text};
use crate::app::component::tabs::known;
use crate::app::hooks::Store;
use crate::message::words::settings::words;
use crate::scenario::{OidcProvider, Scenario, VerificationKeys};
use yew::prelude::*;

/// The providers.
pub fn providers(store: &Store) -> Html {
    let words = words(store.language);
    let listed = store.scenario.oidc_providers.as_deref();
    let which = {
        let store = store.clone();
        let labels = [words.providers_assumed.into(), words.providers_listed.into()];
        choice(
            &Field::new("set-providers", words.providers_which).wide(),
            &labels,
            usize::from(listed.is_some()),
            move |index| {
                let first = known_provider(&store);
                set(&store, "set-providers", move |scenario| {
                    scenario.oidc_providers = (index == 1).then(|| vec![first]);
                });
            },
        )
    };
    let rows = listed.unwrap_or_default().iter().enumerate().map(|(at, provider)| row(store, at, provider));
    let new = known_provider(store);
    section(
        store,
        "set-oidc",
        words.providers,
        html! {
            <>
                <div class="setting-grid">{ which }</div>
                { for rows }
                if let Some(listed) = listed {
                    if listed.is_empty() { <p class="setting-help">{ words.providers_none }</p> }
                    { button(store, "set-provider-add", words.add_provider, move |scenario| {
                        scenario.oidc_providers.get_or_insert_default().push(new.clone());
                    }) }
                }
            </>
        },
    )
}

/// The provider that would be assumed.
fn known_provider(store: &Store) -> OidcProvider {
    let known = known(store);
    OidcProvider {
        account: known.account,
        url: known.issuer,
        client_ids: vec!["sts.amazonaws.com".to_owned()],
        keys: VerificationKeys::Found,
    }
}

fn row(store: &Store, at: usize, provider: &OidcProvider) -> Html {
    let words = words(store.language);
    let id = |part: &str| format!("set-provider-{at}-{part}");
    let title = (words.provider)(at + 1);
    let keys = [
        (VerificationKeys::Found, words.keys_found),
        (VerificationKeys::Unreachable, words.keys_unreachable),
        (VerificationKeys::ThumbprintMismatch, words.keys_thumbprint),
    ];
    let client_ids = {
        let (store, id) = (store.clone(), id("client-ids"));
        Callback::from(move |value: Vec<String>| {
            set(&store, &id, move |scenario| with(scenario, at, |provider| provider.client_ids = value));
        })
    };
    let remove = button(store, &id("remove"), &(words.remove)(&title), move |scenario| {
        if let Some(providers) = scenario.oidc_providers.as_mut().filter(|providers| at < providers.len()) {
            providers.remove(at);
        }
    });
    let fields = html! {
        <>
            { text(store, &Field::new(id("url"), words.provider_url).wide().fault(fault::provider_url(words, &provider.url)),
                &provider.url, move |scenario, typed| with(scenario, at, |provider| provider.url = typed)) }
            { text(store, &Field::new(id("account"), words.account)
                    .fault(fault::needed(words, &provider.account).or_else(|| fault::account(words, &provider.account))),
                &provider.account, move |scenario, typed| with(scenario, at, |provider| provider.account = typed)) }
            { choice_of(store, &Field::new(id("keys"), words.keys), &keys, provider.keys,
                move |scenario, value| with(scenario, at, |provider| provider.keys = value)) }
            <List field={Field::new(id("client-ids"), words.client_ids).wide().help(words.client_ids_help)}
                value={provider.client_ids.clone()} put={client_ids} />
        </>
    };
    group(&title, remove, fields)
}

fn with(scenario: &mut Scenario, at: usize, change: impl FnOnce(&mut OidcProvider)) {
    if let Some(provider) = scenario.oidc_providers.as_mut().and_then(|providers| providers.get_mut(at)) {
        change(provider);
    }
}
