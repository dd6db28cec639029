//! «May it s3:PutObject on arn:…?»: any action on any resource, with completion from the catalogue.

use crate::app::catalogue;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::state::{Action, CellName};
use crate::aws::Arn;
use crate::aws::catalog;
use crate::message::words::matrix::{self, Words};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Completions that are offered at once.
const MOST: usize = 40;

/// Properties of [`Ask`].
#[derive(Properties, PartialEq)]
pub struct AskProps {
    /// The page's state.
    pub store: Store,
}

/// The question box.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let store = &props.store;
    let words = matrix::words(store.language);
    let action = use_state(String::new);
    let resource = use_state(String::new);
    let fault = use_state(|| None::<&'static str>);
    let typed = |field: &UseStateHandle<String>| {
        let (store, field, fault) = (store.clone(), field.clone(), fault.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                let unknown = |(service, _): (&str, &str)| !catalog::knows(service) && service != "arn";
                if input.value().split_once(':').is_some_and(unknown) {
                    catalogue::want(&store);
                }
                field.set(input.value());
                fault.set(None);
            }
        })
    };
    let onsubmit = {
        let (store, action, resource, fault) = (store.clone(), action.clone(), resource.clone(), fault.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match cell(words, action.trim(), resource.trim()) {
                Err(found) => fault.set(Some(found)),
                Ok(name) => {
                    if store.cell.as_ref() != Some(&name) {
                        store.dispatch(Action::ToggleCell(name));
                    }
                }
            }
        })
    };
    let resources = store.chain().map(|chain| chain.permissions.resources.clone()).unwrap_or_default();
    let options = resources.into_iter().map(|arn| html!(<option value={arn} />));
    let unknown = action.contains(':') && !action.ends_with(':') && *action == action.trim() && {
        let service = action.split(':').next().unwrap_or_default();
        (catalog::complete() || catalog::knows(service))
            && catalog::action(&action).is_none()
            && completions(&action).is_empty()
    };
    html! {
        <form class="ask" aria-label={words.ask} {onsubmit}>
            <span class="ask-word">{ words.may_it }</span>
            <input type="text" class="ask-action" aria-label={words.ask_action} placeholder="s3:PutObject" list="ask-actions" value={(*action).clone()}
                oninput={typed(&action)} autocomplete="off" spellcheck="false" autocapitalize="off" />
            <datalist id="ask-actions">{ for completions(&action).into_iter().map(|name| html!(<option value={name} />)) }</datalist>
            <span class="ask-word">{ words.on }</span>
            <input type="text" class="ask-resource" aria-label={words.arn} placeholder="arn:aws:s3:::my-bucket/file" list="ask-resources" value={(*resource).clone()}
                oninput={typed(&resource)} autocomplete="off" spellcheck="false" autocapitalize="off" />
            <datalist id="ask-resources">{ for options }</datalist>
            <button type="submit" class="button">{ words.ask_button }</button>
            <p class="form-fault" role="alert">{ fault.map(prose) }</p>
            if unknown { <p class="muted ask-note">{ words.unknown_action }</p> }
        </form>
    }
}

/// The cell that is asked for, or what is missing.
fn cell(words: &'static Words, action: &str, resource: &str) -> Result<CellName, &'static str> {
    let named = action.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty());
    if !named || action.contains(char::is_whitespace) {
        return Err(words.no_action);
    }
    if resource != "*" && Arn::parse(resource).is_none() {
        return Err(words.no_resource);
    }
    let spelt = catalog::action(action).map(|(service, found)| format!("{}:{}", service.prefix, found.name));
    Ok(CellName { action: spelt.unwrap_or_else(|| action.to_owned()), resource: resource.to_owned() })
}

/// Actions that begin so, then those whose name holds the text.
pub fn completions(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    if lower.len() < 2 {
        return Vec::new();
    }
    let names = || {
        let of_service = |service: &'static catalog::Service| {
            service.actions().iter().map(move |action| format!("{}:{}", service.prefix, action.name))
        };
        catalog::services().iter().flat_map(of_service)
    };
    let starting = names().filter(|name| name.to_lowercase().starts_with(&lower)).take(MOST);
    let mut found: Vec<String> = starting.collect();
    if found.len() < MOST {
        let rest = names().filter(|name| {
            let name = name.to_lowercase();
            name.contains(&lower) && !name.starts_with(&lower)
        });
        found.extend(rest.take(MOST - found.len()));
    }
    found
}
