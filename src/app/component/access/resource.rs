//! A field for one more resource: it becomes a column of the matrix and travels with the scenario.

use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::state::Action;
use crate::aws::Arn;
use crate::message::words::matrix::{self, Words};
use crate::scenario::Scenario;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`AddResource`].
#[derive(Properties, PartialEq)]
pub struct AddResourceProps {
    /// The page's state.
    pub store: Store,
}

/// The field with its button.
#[component]
pub fn AddResource(props: &AddResourceProps) -> Html {
    let words = matrix::words(props.store.language);
    let text = use_state(String::new);
    let fault = use_state(|| None::<&'static str>);
    let oninput = {
        let (text, fault) = (text.clone(), fault.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                text.set(input.value());
                fault.set(None);
            }
        })
    };
    let onsubmit = {
        let (store, text, fault) = (props.store.clone(), text.clone(), fault.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let arn = text.trim();
            if let Some(found) = check(&store, words, arn) {
                fault.set(Some(found));
                return;
            }
            let mut scenario = Scenario::clone(&store.scenario);
            scenario.add_column(arn);
            store.dispatch(Action::Change(Box::new(scenario)));
            text.set(String::new());
        })
    };
    html! {
        <form class="inline-form add-resource" {onsubmit}>
            <label><span>{ words.add_resource }</span>
                <input type="text" value={(*text).clone()} {oninput} placeholder="arn:aws:s3:::my-bucket/*" autocomplete="off" spellcheck="false" autocapitalize="off"
                    aria-invalid={fault.is_some().to_string()} aria-describedby="add-resource-fault" />
            </label>
            <button type="submit" class="button">{ words.add }</button>
            <p id="add-resource-fault" class="form-fault" role="alert">{ fault.map(prose) }</p>
        </form>
    }
}

/// Why a text cannot be a column.
fn check(store: &Store, words: &'static Words, text: &str) -> Option<&'static str> {
    let known = store.chain().is_some_and(|chain| chain.permissions.resources.iter().any(|arn| arn == text));
    let asked = store.scenario.questions.iter().any(|question| question.is_column() && question.resource == text);
    if known || asked {
        return Some(words.already_there);
    }
    match Arn::parse(text) {
        None => Some(words.not_an_arn),
        Some(arn) if arn.service.is_empty() || arn.resource.is_empty() || text.contains(char::is_whitespace) => {
            Some(words.not_an_arn)
        }
        // These services have no names without an account.
        Some(arn)
            if matches!(arn.service, "dynamodb" | "sqs" | "sns" | "kms" | "secretsmanager" | "ssm" | "ecr")
                && (arn.region.is_empty() || arn.account.is_empty()) =>
        {
            Some(words.no_region)
        }
        Some(_) => None,
    }
}
