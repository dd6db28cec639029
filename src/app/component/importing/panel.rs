//! The dialog: a text area, files, and live below what would happen.

use super::files::{self, Reading};
use super::preview::{self, Choosing};
use crate::app::example;
use crate::app::hooks::{Store, act};
use crate::app::prose::prose;
use crate::app::state::{Action, Importing};
use crate::import::{self, Choices, Detail, Import, Input, Kind, Mode, Roles};
use crate::message::words::importing as words;
use crate::scenario::Scenario;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Properties of [`Panel`].
#[derive(Properties, PartialEq)]
pub struct PanelProps {
    /// The page's state.
    pub store: Store,
}

/// The content of the dialog.
#[component]
pub fn Panel(props: &PanelProps) -> Html {
    let store = &props.store;
    let words = words::words(store.language);
    let importing = &store.importing;
    let reading = use_mut_ref(Reading::default);
    let dependencies = (importing.inputs.clone(), importing.choices.clone(), importing.mode, store.scenario.clone());
    let import: Rc<(Import, Vec<Input>, Mode)> = use_memo(dependencies, |(_, choices, mode, scenario)| {
        let texts = importing.texts();
        let (import, mode) = read(scenario, &texts, choices, *mode);
        (import, texts, mode)
    });
    let (result, texts, chosen) = &*import;
    let apply = {
        let (store, import) = (store.clone(), import.clone());
        Callback::from(move |()| {
            if is_useful(&import.0, &store.scenario) {
                super::apply(&store, import.0.clone(), &import.1);
            }
        })
    };
    let onkeydown = {
        let apply = apply.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                apply.emit(());
            }
        })
    };
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                store.dispatch(Action::SetImporting(store.importing.with_text(area.value())));
            }
        })
    };
    let onchange = {
        let (store, reading) = (store.clone(), reading.clone());
        Callback::from(move |event: Event| {
            let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
            let Some(list) = input.files() else { return };
            let then = store.clone();
            let done = Callback::from(move |files: Vec<Input>| {
                then.dispatch(Action::SetImporting(then.importing.with_files(files)));
            });
            *reading.borrow_mut() = files::read(&list, done);
        })
    };
    let useful = is_useful(result, &store.scenario);
    let tells = result.found.iter().any(|found| !found.details.is_empty());
    let close = act(store, Action::SetDialog(None));
    html! {
        <div class="import" {onkeydown}>
            <p class="muted">{ prose(words.intro) }</p>
            <textarea class="import-text" aria-label={words.text_label} placeholder={words.placeholder} spellcheck="false" autofocus=true
                autocapitalize="off" autocomplete="off" value={importing.pasted().to_owned()} {oninput} />
            <div class="import-sources">
                <label class="button import-choose">
                    <input type="file" class="visually-hidden" multiple=true {onchange} />
                    { words.choose_files }
                </label>
                <span class="muted">{ words.drop_here }</span>
            </div>
            { files(store) }
            <div class="import-preview">
                <p class="visually-hidden" role="status">
                    { if texts.is_empty() { String::new() } else { (words.summary)(result.found.len(), result.unused.len()) } }
                </p>
                if texts.is_empty() {
                    <h3>{ words.preview_empty }</h3>
                    <ul class="import-examples">{ for words.examples.iter().map(|example| html!(<li>{ prose(example) }</li>)) }</ul>
                } else {
                    if result.found.is_empty() {
                        <p><strong>{ words.nothing_found }</strong></p>
                    } else {
                        <h3>{ words.preview }</h3>
                        { mode(store, result, *chosen) }
                        { preview::found(store.language, &result.found, &names(texts), &uses(store)) }
                        { all_roles(store, result) }
                        if !useful && !result.found.is_empty() { <p class="muted">{ words.no_change }</p> }
                    }
                    { preview::unused(store.language, &result.unused, &names(texts)) }
                }
            </div>
            <div class="import-actions">
                <button type="button" class="button" onclick={close}>{ if tells && !useful { words.close } else { words.cancel } }</button>
                <button type="button" class="button button-primary" disabled={!useful} onclick={apply.reform(|_| ())}>
                    { if result.replaces { words.apply_replace } else { words.apply } }
                </button>
            </div>
        </div>
    }
}

/// Reads the texts. An example that nobody has changed gives way, unless the texts belong to it.
fn read(scenario: &Scenario, texts: &[Input], choices: &Choices, mode: Option<Mode>) -> (Import, Mode) {
    let with = |mode| import::import(scenario, texts, &Choices { mode, ..choices.clone() });
    if let Some(mode) = mode {
        return (with(mode), mode);
    }
    let added = with(Mode::Add);
    if *scenario == example::textbook() && !import::belongs_to(&added) {
        return (with(Mode::Replace), Mode::Replace);
    }
    (added, Mode::Add)
}

fn names(texts: &[Input]) -> Vec<Option<String>> {
    texts.iter().map(|input| input.name.clone()).collect()
}

/// Whether applying does anything.
fn is_useful(import: &Import, scenario: &Scenario) -> bool {
    import.scenario != *scenario
}

/// The files, each with a button that takes it out.
fn files(store: &Store) -> Html {
    let words = words::words(store.language);
    let files = store.importing.inputs.iter().enumerate().skip(1);
    let items = files.map(|(index, input)| {
        let name = input.name.clone().unwrap_or_default();
        let remove = act(store, Action::SetImporting(store.importing.without(index)));
        html! {
            <li class="import-file">
                <span>{ &name }</span>
                <button type="button" class="button button-quiet icon" aria-label={(words.remove)(&name)} onclick={remove}>
                    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M7 7l10 10M17 7 7 17" /></svg>
                </button>
            </li>
        }
    });
    let items: Html = items.collect();
    if store.importing.inputs.len() > 1 {
        html!(<ul class="import-files" aria-label={words.files}>{ items }</ul>)
    } else {
        html!()
    }
}

/// Add or replace; a whole scenario leaves no choice.
fn mode(store: &Store, result: &Import, chosen: Mode) -> Html {
    let words = words::words(store.language);
    let whole = result.found.iter().any(|found| matches!(found.kind, Kind::Scenario | Kind::Link));
    let placed = result.found.iter().any(|found| !found.placed.is_empty());
    if whole || !placed || *store.scenario == Scenario::default() {
        return html!();
    }
    let choice = |mode: Mode, label: &'static str| {
        let checked = chosen == mode;
        let choices = Rc::new(Choices { uses: BTreeMap::new(), ..Choices::clone(&store.importing.choices) });
        let importing = Importing { mode: Some(mode), choices, ..store.importing.clone() };
        let choose = act::<Event>(store, Action::SetImporting(importing));
        html! {
            <label class="import-radio">
                <input type="radio" name="import-mode" {checked} onchange={choose} />
                { label }
            </label>
        }
    };
    html! {
        <fieldset class="import-mode">
            <legend>{ words.mode }</legend>
            { choice(Mode::Add, words.add) }
            { choice(Mode::Replace, words.replace) }
        </fieldset>
    }
}

/// Takes all roles of a long list, where some were left.
fn all_roles(store: &Store, result: &Import) -> Html {
    let details = result.found.iter().flat_map(|found| &found.details);
    let left: usize = details.map(|detail| if let Detail::RolesLeftOut(count) = detail { *count } else { 0 }).sum();
    let all = store.importing.choices.roles == Roles::All;
    if left == 0 && !all {
        return html!();
    }
    let roles = if all { Roles::Relevant } else { Roles::All };
    let choices = Choices { roles, ..Choices::clone(&store.importing.choices) };
    let words = words::words(store.language);
    html! {
        <label class="import-radio">
            <input type="checkbox" checked={all} onchange={choose::<Event>(store, choices)} />
            { if all { words.every_role.to_owned() } else { (words.all_roles)(left) } }
        </label>
    }
}

fn choose<E>(store: &Store, choices: Choices) -> Callback<E> {
    act(store, Action::SetImporting(store.importing.choosing(choices)))
}

fn uses(store: &Store) -> Choosing {
    let store = store.clone();
    Choosing::Uses(Callback::from(move |(index, chosen)| {
        let mut choices = Choices::clone(&store.importing.choices);
        choices.uses.insert(index, chosen);
        store.dispatch(Action::SetImporting(store.importing.choosing(choices)));
    }))
}
