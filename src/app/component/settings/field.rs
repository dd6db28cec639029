//! The parts of which the settings are made: a field for text, a choice, a switch, each with its label, its help and
//! what is wrong with it.
//!
//! What always holds: a field shows the scenario's value as it was typed, right or wrong; typing is one step of the
//! history; label, help and fault are tied to the field for screen readers.

use crate::app::component::learn::learn;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::state::{Action, Revision};
use crate::concept::Concept;
use crate::scenario::Scenario;
use std::rc::Rc;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What stands around a field.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    /// The id of the control; also the name of the step in the history.
    pub id: String,
    /// The label.
    pub label: AttrValue,
    /// What is assumed while it is empty.
    pub assumed: AttrValue,
    /// What it means.
    pub help: AttrValue,
    /// What is wrong with what is there.
    pub fault: AttrValue,
    /// The id of a list of suggestions.
    pub list: Option<&'static str>,
    /// A class for its width.
    pub class: &'static str,
}

impl Field {
    /// A field with a label.
    #[must_use]
    pub fn new(id: impl Into<String>, label: impl Into<AttrValue>) -> Self {
        Self { id: id.into(), label: label.into(), ..Self::default() }
    }

    /// The same with what is assumed.
    #[must_use]
    pub fn assumed(self, assumed: impl Into<AttrValue>) -> Self {
        Self { assumed: assumed.into(), ..self }
    }

    /// The same with an explanation.
    #[must_use]
    pub fn help(self, help: impl Into<AttrValue>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The same with a fault, if there is one.
    #[must_use]
    pub fn fault(self, fault: Option<impl Into<AttrValue>>) -> Self {
        Self { fault: fault.map(Into::into).unwrap_or_default(), ..self }
    }

    /// The same with suggestions.
    #[must_use]
    pub fn list(self, list: &'static str) -> Self {
        Self { list: Some(list), ..self }
    }

    /// The same over the whole width.
    #[must_use]
    pub fn wide(self) -> Self {
        Self { class: "wide", ..self }
    }

    fn described(&self) -> Option<String> {
        let help = (!self.help.is_empty()).then(|| format!("{}-help", self.id));
        let fault = (!self.fault.is_empty()).then(|| format!("{}-fault", self.id));
        match (help, fault) {
            (Some(help), Some(fault)) => Some(format!("{fault} {help}")),
            (help, fault) => help.or(fault),
        }
    }

    /// The control with everything around it.
    pub fn around(&self, control: Html) -> Html {
        html! {
            <div class={classes!("setting", self.class)} key={self.id.clone()}>
                <label for={self.id.clone()}>{ &self.label }</label>
                { control }
                if !self.fault.is_empty() { <p id={format!("{}-fault", self.id)} class="setting-fault">{ "! " }{ prose(&self.fault) }</p> }
                if !self.help.is_empty() { <p id={format!("{}-help", self.id)} class="setting-help">{ prose(&self.help) }</p> }
            </div>
        }
    }
}

/// Changes the scenario as one step of typing into a field.
pub fn set(store: &Store, field: &str, change: impl FnOnce(&mut Scenario) + 'static) {
    store.dispatch(Action::Set(Revision::new(change), field.to_owned()));
}

/// Changes the scenario as a step of its own.
pub fn change(store: &Store, change: impl FnOnce(&mut Scenario) + 'static) {
    store.dispatch(Action::Revise(Revision::new(change)));
}

/// `None` for an empty text.
#[must_use]
pub fn given(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

/// A field for text.
pub fn text(store: &Store, field: &Field, value: &str, put: impl Fn(&mut Scenario, String) + 'static) -> Html {
    let (owner, id, put) = (store.clone(), field.id.clone(), Rc::new(put));
    input(field, value, move |typed| {
        let put = put.clone();
        set(&owner, &id, move |scenario| put(scenario, typed));
    })
}

/// A field for text that tells what was typed.
pub fn input(field: &Field, value: &str, typed: impl Fn(String) + 'static) -> Html {
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(control) = event.target_dyn_into::<HtmlInputElement>() {
            typed(control.value());
        }
    });
    field.around(html! {
        <input type="text" class="field" id={field.id.clone()} value={value.to_owned()} placeholder={field.assumed.clone()}
            aria-invalid={(!field.fault.is_empty()).to_string()} aria-describedby={field.described()} list={field.list}
            spellcheck="false" autocomplete="off" autocapitalize="off" {oninput} />
    })
}

/// A choice; tells the place of what was chosen.
pub fn choice(field: &Field, options: &[AttrValue], chosen: usize, choose: impl Fn(usize) + 'static) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let select = event.target_dyn_into::<HtmlSelectElement>();
        if let Some(index) = select.and_then(|select| usize::try_from(select.selected_index()).ok()) {
            choose(index);
        }
    });
    let options =
        options.iter().enumerate().map(|(index, label)| html!(<option selected={index == chosen}>{ label }</option>));
    field.around(html! {
        <select class="field" id={field.id.clone()} aria-describedby={field.described()} {onchange}>{ for options }</select>
    })
}

/// A choice between values of the scenario.
pub fn choice_of<T: Copy + PartialEq + 'static>(
    store: &Store,
    field: &Field,
    options: &[(T, &'static str)],
    chosen: T,
    put: impl Fn(&mut Scenario, T) + 'static,
) -> Html {
    let labels: Vec<AttrValue> = options.iter().map(|&(_, label)| label.into()).collect();
    let values: Vec<T> = options.iter().map(|&(value, _)| value).collect();
    let at = values.iter().position(|&value| value == chosen).unwrap_or(0);
    let (store, put) = (store.clone(), Rc::new(put));
    choice(field, &labels, at, move |index| {
        if let Some(&value) = values.get(index) {
            let put = put.clone();
            change(&store, move |scenario| put(scenario, value));
        }
    })
}

/// A switch.
pub fn switch(store: &Store, id: &str, label: &str, on: bool, flip: impl Fn(&mut Scenario) + 'static) -> Html {
    let (store, flip) = (store.clone(), Rc::new(flip));
    let onchange = Callback::from(move |_: Event| {
        let flip = flip.clone();
        change(&store, move |scenario| flip(scenario));
    });
    html! {
        <div class="setting wide setting-switch" key={id.to_owned()}>
            <input type="checkbox" id={id.to_owned()} checked={on} {onchange} />
            <label for={id.to_owned()}>{ label }</label>
        </div>
    }
}

/// A button that changes the scenario.
pub fn button(store: &Store, id: &str, label: &str, press: impl Fn(&mut Scenario) + 'static) -> Html {
    let (store, press) = (store.clone(), Rc::new(press));
    let onclick = Callback::from(move |_: MouseEvent| {
        let press = press.clone();
        change(&store, move |scenario| press(scenario));
    });
    html!(<button type="button" id={id.to_owned()} class="button" {onclick}>{ label }</button>)
}

/// A removable part of a list, with its own heading.
pub fn group(title: &str, remove: Html, children: Html) -> Html {
    html! {
        <fieldset class="setting-group">
            <legend>{ title }</legend>
            <div class="setting-grid">{ children }</div>
            { remove }
        </fieldset>
    }
}

/// A section of the settings.
pub fn section(store: &Store, id: &'static str, title: &str, children: Html) -> Html {
    let concept = match id {
        "set-cluster" => Some(Concept::Irsa),
        "set-application" => Some(Concept::CredentialChain),
        "set-nodes" => Some(Concept::NodeRole),
        "set-oidc" => Some(Concept::OidcProvider),
        "set-associations" => Some(Concept::PodIdentity),
        "set-roles" => Some(Concept::Role),
        "set-users" => Some(Concept::User),
        _ => None,
    };
    html! {
        <section class="setting-section" aria-labelledby={id}>
            <div class="setting-head">
                <h3 id={id}>{ title }</h3>
                { concept.map(|concept| learn(store, concept)).unwrap_or_default() }
            </div>
            { children }
        </section>
    }
}
