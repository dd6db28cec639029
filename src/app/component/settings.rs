//! The settings: everything about a scenario that is no document, as a form in the place of the editor.
//!
//! What always holds: what is empty says what is assumed; what is wrong says why, right there, and stays as it was
//! typed; every change is live.

mod advanced;
mod associations;
mod cluster;
mod draft;
mod entities;
mod fault;
mod field;
mod providers;
mod questions;

use super::tabs::soon;
use crate::app::hooks::Store;
use crate::app::state::{Action, Pane};
use crate::chain::Assumption;
use crate::message::words::settings::words;
use crate::text::SourceId;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlElement};
use yew::prelude::*;

/// The settings, where they are the open document.
pub fn settings(store: &Store) -> Html {
    if store.document != SourceId::Settings {
        return html!();
    }
    let words = words(store.language);
    html! {
        <div class="settings" id="settings" role="tabpanel" aria-label={words.title} tabindex="-1">
            <p class="settings-intro">{ words.intro }</p>
            { cluster::cluster(store) }
            { cluster::application(store) }
            { providers::providers(store) }
            { associations::associations(store) }
            { entities::roles(store) }
            { entities::users(store) }
            { questions::questions(store) }
            <advanced::Advanced store={store.clone()} />
            { suggestions(store) }
        </div>
    }
}

/// The role ARNs that fields suggest.
const ROLES: &str = "suggested-roles";
/// The principals that questions suggest.
const PRINCIPALS: &str = "suggested-principals";

/// What the fields suggest while one types.
fn suggestions(store: &Store) -> Html {
    let roles = || store.scenario.roles.iter().map(|role| role.arn.clone());
    let workload = |chain: &crate::chain::Chain| {
        let name = &chain.workload;
        format!("{}/{}/{}", name.kind, name.namespace, name.name)
    };
    let mut principals: Vec<String> = store.simulation.chains.iter().map(workload).collect();
    principals.dedup();
    principals.extend(store.scenario.users.iter().map(|user| user.arn.clone()));
    principals.extend(roles());
    let list = |id: &'static str, values: Vec<String>| html!(<datalist {id}>{ for values.into_iter().map(|value| html!(<option {value} />)) }</datalist>);
    html!(<>{ list(ROLES, roles().collect()) }{ list(PRINCIPALS, principals) }</>)
}

/// Where an assumption can be replaced by a fact: the settings' field, or another document.
fn place(store: &Store, assumption: &Assumption) -> (SourceId, String) {
    let field = |id: &str| (SourceId::Settings, id.to_owned());
    match assumption {
        Assumption::Issuer { .. } => field("set-issuer"),
        Assumption::Provider { .. } => field("set-providers"),
        Assumption::Pod { .. } => (SourceId::Manifests, "tab-manifests".to_owned()),
        Assumption::Webhook => field("set-webhook"),
        Assumption::Sdk { .. } => field("set-sdk"),
        Assumption::NoImds => field("set-imds"),
        Assumption::ResourceAccount { .. } => field("set-account"),
        Assumption::NoRoleTags { role_arn } => {
            let role = store.scenario.roles.iter().position(|role| role.arn == *role_arn);
            field(&format!("set-role-{}-tags", role.unwrap_or(0)))
        }
        Assumption::Context { .. } => field("set-question-add"),
    }
}

/// Opens the place where an assumption can be replaced by a fact, and puts the focus there.
pub fn open(store: &Store, assumption: &Assumption) -> Callback<MouseEvent> {
    let (store, (document, id)) = (store.clone(), place(store, assumption));
    Callback::from(move |_: MouseEvent| {
        store.dispatch(Action::OpenDocument(document));
        store.dispatch(Action::SetPane(Pane::Edit));
        soon(id.clone(), reveal);
    })
}

/// Puts the focus on a field, and opens what hides it.
fn reveal(field: &HtmlElement) {
    if let Ok(Some(details)) = field.closest("details")
        && let Some(details) = details.dyn_ref::<HtmlDetailsElement>()
    {
        details.set_open(true);
    }
    // A field that was just rendered can be focused, which scrolls to it.
    let _ = field.focus();
}
