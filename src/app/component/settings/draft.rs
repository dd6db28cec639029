//! Fields whose value is not a text: numbers, lists, keys with values. They keep what was typed as a draft.
//!
//! What always holds: the draft is shown as long as it says what the scenario says, or says nothing that can be read;
//! where the scenario changes otherwise (undo, another scenario), the draft gives way.

use super::field::{Field, input};
use crate::message::Language;
use crate::message::words::settings::words;
use std::collections::BTreeMap;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Properties of [`Number`].
#[derive(Properties, PartialEq)]
pub struct NumberProps {
    /// The field around it.
    pub field: Field,
    /// The value.
    pub value: Option<u64>,
    /// The least and the most.
    pub range: (u64, u64),
    /// The reader's language.
    pub language: Language,
    /// Takes what was typed.
    pub put: Callback<Option<u64>>,
}

/// A whole number.
#[component]
pub fn Number(props: &NumberProps) -> Html {
    let NumberProps { field, value, range, language, put } = props;
    let words = words(*language);
    let draft = use_state(String::new);
    let read = |text: &str| text.trim().parse::<u64>().ok().filter(|number| (range.0..=range.1).contains(number));
    let unread = value.is_none() && !draft.trim().is_empty() && read(&draft).is_none();
    let shown = if unread || read(&draft) == *value && value.is_some() {
        (*draft).clone()
    } else {
        value.map(|value| value.to_string()).unwrap_or_default()
    };
    let limits = format!("{}–{}", range.0, range.1);
    let field = field.clone().fault(unread.then(|| (words.not_a_number)(&limits)));
    let (put, range) = (put.clone(), *range);
    input(&field, &shown, move |typed| {
        let number = typed.trim().parse::<u64>().ok().filter(|number| (range.0..=range.1).contains(number));
        draft.set(typed);
        put.emit(number);
    })
}

/// Properties of [`List`].
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// The field around it.
    pub field: Field,
    /// The values.
    pub value: Vec<String>,
    /// Takes what was typed.
    pub put: Callback<Vec<String>>,
}

/// Values with commas between them.
#[component]
pub fn List(props: &ListProps) -> Html {
    let ListProps { field, value, put } = props;
    let draft = use_state(String::new);
    let shown = if split(&draft) == *value { (*draft).clone() } else { value.join(", ") };
    let put = put.clone();
    input(field, &shown, move |typed| {
        put.emit(split(&typed));
        draft.set(typed);
    })
}

fn split(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Keys and values as they are typed.
type Rows = Vec<(String, String)>;

/// Properties of [`Pairs`].
#[derive(Properties, PartialEq)]
pub struct PairsProps {
    /// The beginning of the ids.
    pub id: AttrValue,
    /// What they are.
    pub label: AttrValue,
    /// The reader's language.
    pub language: Language,
    /// Keys and values.
    pub value: BTreeMap<String, String>,
    /// The id of a list of keys to choose from.
    #[prop_or_default]
    pub list: Option<&'static str>,
    /// Takes what was typed.
    pub put: Callback<BTreeMap<String, String>>,
}

/// Keys with values, a row each.
#[component]
pub fn Pairs(props: &PairsProps) -> Html {
    let PairsProps { id, label, language, value, list, put } = props;
    let words = words(*language);
    let draft = use_state(Rows::new);
    let rows: Rows = if map(&draft) == *value {
        (*draft).clone()
    } else {
        value.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    // The rows of this moment: a page that is slow to paint still shows older ones.
    let newest = use_mut_ref(Vec::new);
    newest.replace(rows.clone());
    let update = {
        let (draft, put, newest) = (draft.clone(), put.clone(), newest.clone());
        move |change: &dyn Fn(&mut Rows)| {
            let mut rows = newest.borrow().clone();
            change(&mut rows);
            newest.replace(rows.clone());
            put.emit(map(&rows));
            draft.set(rows);
        }
    };
    let cell = |row: usize, which: &'static str, text: &str, name: &str| {
        let update = update.clone();
        let oninput = Callback::from(move |event: InputEvent| {
            let Some(control) = event.target_dyn_into::<HtmlInputElement>() else { return };
            update(&|rows| {
                if let Some(pair) = rows.get_mut(row) {
                    let cell = if which == "key" { &mut pair.0 } else { &mut pair.1 };
                    *cell = control.value();
                }
            });
        });
        let list = list.filter(|_| which == "key");
        html! {
            <input type="text" class="field" id={format!("{id}-{row}-{which}")} aria-label={format!("{label} {}: {name}", row + 1)}
                placeholder={name.to_owned()} value={text.to_owned()} spellcheck="false" autocomplete="off" autocapitalize="off" {list} {oninput} />
        }
    };
    let twice = |row: usize, key: &str| {
        !key.is_empty() && rows.iter().enumerate().any(|(other, pair)| other < row && pair.0 == key)
    };
    let items = rows.iter().enumerate().map(|(row, (key, value))| {
        let remove = {
            let update = update.clone();
            Callback::from(move |_: MouseEvent| {
                update(&|rows| {
                    if row < rows.len() {
                        rows.remove(row);
                    }
                });
            })
        };
        html! {
            <li>
                { cell(row, "key", key, words.key) }
                { cell(row, "value", value, words.value) }
                <button type="button" class="button button-quiet icon" aria-label={(words.remove)(&format!("{label} {}", row + 1))} onclick={remove}>
                    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M6 6l12 12M18 6 6 18" /></svg>
                </button>
                if twice(row, key) { <p class="setting-fault">{ "! " }{ words.key_twice }</p> }
            </li>
        }
    });
    let add = {
        let (newest, update, id) = (newest.clone(), update.clone(), id.clone());
        Callback::from(move |_: MouseEvent| {
            let last = newest.borrow().len();
            update(&|rows| rows.push((String::new(), String::new())));
            super::super::tabs::focus_later(format!("{id}-{last}-key"));
        })
    };
    html! {
        <div class="setting wide" role="group" aria-label={label.clone()}>
            <span class="setting-label">{ label }</span>
            <ul class="setting-pairs">{ for items }</ul>
            <button type="button" id={id.clone()} class="button" onclick={add}>{ words.add_pair }</button>
        </div>
    }
}

fn map(rows: &[(String, String)]) -> BTreeMap<String, String> {
    crate::order::map(
        rows.iter()
            .filter(|(key, _)| !key.trim().is_empty())
            .map(|(key, value)| (key.trim().to_owned(), value.clone())),
    )
}
