//! With what the scenario is compared: as it was opened, a remembered state, an earlier step, a kept state, an example,
//! or something pasted.
//!
//! What always holds: choosing sets the baseline and nothing else; what cannot be read is told of and chooses nothing.

use crate::app::example;
use crate::app::hooks::Store;
use crate::app::prose::prose;
use crate::app::state::{Action, Entry, Origin};
use crate::app::storage;
use crate::message::words::{self, compare::Words};
use crate::scenario::Scenario;
use crate::share;
use js_sys::{Date, Object};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// Earlier steps and kept states that are offered.
const MOST: usize = 10;

/// Properties of [`Choice`].
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The page's state.
    pub store: Store,
}

/// Something to compare with.
struct Offer {
    key: String,
    label: String,
    entry: Entry,
}

/// The list, and the field for something pasted.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let store = &props.store;
    let words = words::compare::words(store.language);
    let pasting = use_state(|| false);
    let arrived = use_state(|| example::known().is_some());
    {
        let arrived = arrived.clone();
        use_effect_with((), move |()| {
            yew::platform::spawn_local(async move {
                if example::gallery().await.is_ok() {
                    arrived.set(true);
                }
            });
        });
    }
    let kept = use_memo(store.replaced, |_| storage::kept());
    let mut groups: Vec<(&'static str, Vec<Offer>)> = Vec::new();
    let opened = Offer { key: "opened".to_owned(), label: words.opened.to_owned(), entry: store.opened.clone() };
    groups.push((words.group_here, vec![opened]));
    let steps = store.history.past().iter().rev().take(MOST).enumerate();
    let steps = steps.map(|(index, entry)| Offer {
        key: format!("step-{index}"),
        label: format!("{} · {}", (words.steps_back)(index + 1), example::source_name(&entry.origin, store.language)),
        entry: entry.clone(),
    });
    groups.push((words.group_steps, steps.collect()));
    let states = kept.iter().take(MOST).filter_map(|one| {
        let (entry, outcome) = one.state.as_ref()?;
        let source = example::source_name(&entry.origin, store.language);
        let label = format!("{} · {source} · {}", time(one.time, store), outcome.name);
        Some(Offer { key: one.key.clone(), label, entry: entry.clone() })
    });
    groups.push((words.group_kept, states.collect()));
    let gallery = example::known().filter(|_| *arrived);
    let examples = gallery.iter().flat_map(|gallery| &gallery.categories).flat_map(|category| &category.examples);
    let mut examples: Vec<Offer> = examples
        .map(|one| Offer {
            key: format!("example-{}", one.id),
            label: one.title.text(store.language).to_owned(),
            entry: Entry { scenario: Rc::new(one.scenario.clone()), origin: Origin::Example(one.id.clone()) },
        })
        .collect();
    if examples.is_empty() {
        let label = example::title(example::TEXTBOOK, store.language).unwrap_or_default();
        examples.push(Offer { key: "textbook".to_owned(), label, entry: example::entry() });
    }
    groups.push((words.group_examples, examples));
    let baseline = store.baseline.clone();
    let is_chosen = |offer: &Offer| match &baseline {
        None => offer.key == "opened",
        Some(entry) => entry.origin == offer.entry.origin && *entry.scenario == *offer.entry.scenario,
    };
    let chosen = groups.iter().flat_map(|(_, offers)| offers).find(|offer| is_chosen(offer)).map(|o| o.key.clone());
    // A remembered or pasted state is none of the list.
    if let (Some(entry), None) = (&baseline, &chosen) {
        let label = name(store, words, entry);
        groups.insert(0, ("", vec![Offer { key: "own".to_owned(), label, entry: entry.clone() }]));
    }
    let chosen = if *pasting { "paste".to_owned() } else { chosen.unwrap_or_else(|| "own".to_owned()) };
    let options: Html = groups
        .iter()
        .filter(|(_, offers)| !offers.is_empty())
        .map(|(label, offers)| {
            let options = offers.iter().map(|offer| {
                html!(<option value={offer.key.clone()} selected={offer.key == chosen}>{ crate::app::prose::plain(&offer.label) }</option>)
            });
            if label.is_empty() { html!(<>{ for options }</>) } else { html!(<optgroup label={*label}>{ for options }</optgroup>) }
        })
        .collect();
    let onchange = {
        let (store, pasting) = (store.clone(), pasting.clone());
        let offers: Vec<Offer> = groups.into_iter().flat_map(|(_, offers)| offers).collect();
        Callback::from(move |event: Event| {
            let key = event.target_dyn_into::<HtmlSelectElement>().map_or_else(String::new, |field| field.value());
            pasting.set(key == "paste");
            if key == "opened" {
                store.dispatch(Action::SetBaseline(None));
            } else if let Some(offer) = offers.iter().find(|offer| offer.key == key) {
                CHOSEN.set(Some((offer.entry.scenario.clone(), crate::app::prose::plain(&offer.label))));
                store.dispatch(Action::SetBaseline(Some(offer.entry.clone())));
            }
        })
    };
    html! {
        <div class="compare-choice">
            <label for="compare-with">{ words.compare_with }</label>
            <select id="compare-with" class="field" {onchange}>
                { options }
                <option value="paste" selected={*pasting}>{ words.pasted }</option>
            </select>
            if *pasting { <Paste store={store.clone()} done={ { let pasting = pasting.clone(); Callback::from(move |()| pasting.set(false)) } } /> }
        </div>
    }
}

thread_local! {
    /// What was chosen last, and how the list called it.
    static CHOSEN: RefCell<Option<(Rc<Scenario>, String)>> = const { RefCell::new(None) };
}

/// How a baseline is called: as the list called it; one that is not from the list was remembered.
pub fn name(store: &Store, words: &'static Words, entry: &Entry) -> String {
    if store.baseline.is_none() {
        return words.opened.to_owned();
    }
    if let Origin::Example(id) = &entry.origin
        && example::is_original(id, &entry.scenario) == Some(true)
        && let Some(title) = example::title(id, store.language)
    {
        return crate::app::prose::plain(&title);
    }
    let chosen = |chosen: &Option<(Rc<Scenario>, String)>| {
        let (scenario, label) = chosen.as_ref()?;
        Rc::ptr_eq(scenario, &entry.scenario).then(|| label.clone())
    };
    CHOSEN.with_borrow(chosen).unwrap_or_else(|| words.remembered.to_owned())
}

fn time(milliseconds: u64, store: &Store) -> String {
    // A time that a number can hold is a date; others are shown as such by the browser.
    let date = Date::new(&JsValue::from_f64(milliseconds as f64));
    date.to_locale_string(crate::message::phrases(store.language).language_code, &Object::new()).into()
}

/// Properties of [`Paste`].
#[derive(Properties, PartialEq)]
struct PasteProps {
    store: Store,
    done: Callback<()>,
}

/// A link or the JSON of a scenario.
#[component]
fn Paste(props: &PasteProps) -> Html {
    let words = words::compare::words(props.store.language);
    let text = use_state(String::new);
    let fault = use_state(|| None::<String>);
    let oninput = {
        let (text, fault, store, done) = (text.clone(), fault.clone(), props.store.clone(), props.done.clone());
        Callback::from(move |event: InputEvent| {
            let value = event.target_dyn_into::<HtmlTextAreaElement>().map_or_else(String::new, |field| field.value());
            match read(words, &value) {
                Some(Ok((scenario, origin))) => {
                    fault.set(None);
                    let entry = Entry { scenario: Rc::new(scenario), origin };
                    CHOSEN.set(Some((entry.scenario.clone(), example::source_name(&entry.origin, store.language))));
                    store.dispatch(Action::SetBaseline(Some(entry)));
                    done.emit(());
                }
                Some(Err(error)) => fault.set(Some(error)),
                None => fault.set(None),
            }
            text.set(value);
        })
    };
    html! {
        <div class="compare-paste">
            <label for="compare-paste">{ words.paste_label }</label>
            <textarea id="compare-paste" class="field" rows="4" autocomplete="off" autocapitalize="off" spellcheck="false" value={(*text).clone()} {oninput} />
            <div role="status">
                if let Some(error) = &*fault { <p class="fail-word">{ "✕ " }{ prose(error) }</p> }
            </div>
        </div>
    }
}

/// What was pasted; `None` where there is nothing yet.
fn read(words: &'static Words, text: &str) -> Option<Result<(Scenario, Origin), String>> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if let Some((_, link)) = text.split_once(share::PREFIX) {
        return Some(
            share::decode(link).map(|scenario| (scenario, Origin::Link)).map_err(|_| words.bad_link.to_owned()),
        );
    }
    let read = Scenario::from_json(text).map(|scenario| (scenario, Origin::Import));
    Some(read.map_err(|error| (words.bad_json)(&error.to_string())))
}
