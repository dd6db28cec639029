//! A name that is edited where it stands: a button that becomes a field.
//!
//! What always holds: what was typed is kept, right or wrong, once the field is left or Enter pressed; Escape brings the
//! old name back; a wrong name is explained right under it, before and after.

use super::act;
use super::menu::element;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::message::words;
use crate::scenario::edit::{self, Owner, Part};
use crate::text::SourceId;
use std::cell::Cell;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Name`].
#[derive(Properties, PartialEq)]
pub struct NameProps {
    /// The page's state.
    pub store: Store,
    /// Whose name.
    pub part: Part,
    /// The id of the button; that of the field is `<id>-field`.
    pub id: AttrValue,
    /// What is shown while nobody edits; the name itself if absent, only the pen if empty.
    #[prop_or_default]
    pub shown: Option<AttrValue>,
    /// Changes whenever [`ask`] was called.
    #[prop_or_default]
    pub asked: u32,
}

thread_local! {
    /// The part whose name is to be edited as soon as it is on the page.
    static WANTED: Cell<Option<Part>> = const { Cell::new(None) };
}

/// Lets the name of a part be edited as soon as it is on the page.
pub fn ask(part: Part) {
    WANTED.set(Some(part));
}

/// The name of a part, editable in place.
#[component]
pub fn Name(props: &NameProps) -> Html {
    let NameProps { store, part, id, shown, asked } = props;
    let part = *part;
    let words = words::documents::words(store.language);
    let draft = use_state(|| None::<String>);
    // A field that is taken away loses the focus: what that says must not count after Escape.
    let ended = use_mut_ref(|| false);
    let current = edit::name(&store.scenario, part).unwrap_or_default().to_owned();
    let begin = {
        let (draft, ended, current) = (draft.clone(), ended.clone(), current.clone());
        Callback::from(move |()| {
            *ended.borrow_mut() = false;
            draft.set(Some(current.clone()));
        })
    };
    {
        let begin = begin.clone();
        use_effect_with((*asked, part), move |_| {
            if WANTED.get() == Some(part) {
                WANTED.set(None);
                begin.emit(());
            }
        });
    }
    {
        let id = format!("{id}-field");
        use_effect_with(draft.is_some(), move |&editing| {
            if editing && let Some(field) = element(&id) {
                // A field that was just rendered can be focused.
                let _ = field.focus();
                if let Some(field) = wasm_bindgen::JsCast::dyn_ref::<HtmlInputElement>(&field) {
                    field.select();
                }
            }
        });
    }
    let what = what(store, part);
    let text = draft.as_deref().unwrap_or(&current);
    let fault = edit::fault(&store.scenario, part, text);
    let fault_id = format!("{id}-fault");
    let explained = fault.is_some().then(|| fault_id.clone());
    let finish = {
        let (store, draft, ended, id) = (store.clone(), draft.clone(), ended.clone(), id.clone());
        move |keep: Option<String>, focus: Focus| {
            if std::mem::replace(&mut *ended.borrow_mut(), true) {
                return;
            }
            if let Some(text) = keep {
                act::rename(&store, part, &text);
            }
            draft.set(None);
            match focus {
                Focus::Back => super::focus_later(id.to_string()),
                Focus::Elsewhere => {}
            }
        }
    };
    let body = if draft.is_some() {
        let oninput = {
            let draft = draft.clone();
            Callback::from(move |event: InputEvent| {
                if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                    draft.set(Some(field.value()));
                }
            })
        };
        let onblur = {
            let finish = finish.clone();
            Callback::from(move |event: FocusEvent| {
                finish(event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()), Focus::Elsewhere);
            })
        };
        let onkeydown = Callback::from(move |event: KeyboardEvent| {
            let keep = match event.key().as_str() {
                "Enter" => event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()),
                "Escape" => None,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            finish(keep, Focus::Back);
        });
        html! {
            <input id={format!("{id}-field")} class="field name-field" type="text" spellcheck="false" autocomplete="off" value={text.to_owned()}
                aria-label={what} aria-invalid={fault.is_some().to_string()} aria-describedby={explained} {oninput} {onblur} {onkeydown} />
        }
    } else {
        let named = if current.is_empty() { words.nameless } else { current.as_str() };
        let shown = shown.clone().unwrap_or_else(|| AttrValue::from(named.to_owned()));
        let spoken = if shown.is_empty() { named } else { shown.as_str() };
        let label = format!("{}: {spoken}", (words.edit_name)(what));
        html! {
            <button id={id.clone()} type="button" class="name-button" aria-label={label} aria-describedby={explained}
                title={format!("{}\n{current}", (words.edit_name)(what))} onclick={begin.reform(|_: MouseEvent| ())}>
                if !shown.is_empty() { <code>{ shown }</code> }
                <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4" /></svg>
            </button>
        }
    };
    html! {
        <>
            { body }
            if let Some(fault) = fault {
                <span id={fault_id} class="name-fault">{ "! " }{ prose((words.fault)(fault)) }</span>
            }
        </>
    }
}

/// Where the focus goes when editing ends.
enum Focus {
    /// To the button: the keyboard ended it.
    Back,
    /// It went already.
    Elsewhere,
}

fn what(store: &Store, part: Part) -> &'static str {
    let words = words::documents::words(store.language);
    match part {
        Part::Owner(Owner::Role(_)) => words.role_arn,
        Part::Owner(Owner::User(_)) => words.user_arn,
        Part::Owner(_) => words.group_name,
        Part::Document(SourceId::ResourcePolicy(_)) => words.resource_arn,
        Part::Document(_) => words.policy_name,
    }
}
