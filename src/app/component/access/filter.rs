//! The filters over the matrix, and whether the view is too narrow for a table.

use super::Choices;
use super::answer::{self, ALL};
use crate::app::hooks::{Store, words};
use crate::aws::AccessLevel;
use crate::chain::board::{Board, Filter};
use crate::chain::simulation::Answer;
use crate::message::words::matrix;
use gloo::events::EventListener;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

const LEVELS: [AccessLevel; 5] = [
    AccessLevel::List,
    AccessLevel::Read,
    AccessLevel::Write,
    AccessLevel::Tagging,
    AccessLevel::PermissionsManagement,
];

/// Below this a table of several resources cannot be read.
const NARROW: &str = "(max-width: 899.98px)";

/// Whether the window is too narrow for a table; it is followed while it changes.
#[hook]
pub fn use_narrow() -> bool {
    let query = || gloo::utils::window().match_media(NARROW).ok().flatten();
    let narrow = use_state(|| query().is_some_and(|query| query.matches()));
    {
        let narrow = narrow.clone();
        use_effect_with((), move |()| {
            let listener = query().map(|query| {
                let now = query.clone();
                EventListener::new(&query, "change", move |_| narrow.set(now.matches()))
            });
            move || drop(listener)
        });
    }
    *narrow
}

/// Text, answer, level, service, and only what is granted.
pub fn filters(store: &Store, board: &Board<'_>, choices: &UseStateHandle<Choices>, shown: usize) -> Html {
    let (phrases, words) = (words(store), matrix::words(store.language));
    let filter = &choices.filter;
    let set = |edit: fn(&mut Filter, String)| {
        let choices = choices.clone();
        move |value: String| {
            let mut next = (*choices).clone();
            edit(&mut next.filter, value);
            // What was folded by hand is another question's fold.
            next.groups.clear();
            choices.set(next);
        }
    };
    let on_text = {
        let set = set(|filter, value| filter.text = value);
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                set(input.value());
            }
        })
    };
    let on_select = |edit: fn(&mut Filter, String)| {
        let set = set(edit);
        Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                set(select.value());
            }
        })
    };
    let select = |label: &'static str,
                  any: &'static str,
                  chosen: String,
                  options: Vec<(String, String)>,
                  onchange: Callback<Event>| {
        let options = options.into_iter().map(|(value, text)| {
            let selected = value == chosen;
            html!(<option {selected} {value}>{ text }</option>)
        });
        html! {
            <select aria-label={label} {onchange}>
                <option value="" selected={chosen.is_empty()}>{ any }</option>
                { for options }
            </select>
        }
    };
    let answers = ALL.iter().map(|&one| (answer::class(one).to_owned(), answer::answer(phrases, one).1.to_owned()));
    let levels = LEVELS.iter().map(|&level| (level.name().to_owned(), (phrases.access_level)(level).to_owned()));
    let services: Vec<(String, String)> =
        board.services().into_iter().map(|service| (service.clone(), answer::service_name(&service))).collect();
    let granted = filter.answer == Some(Answer::Allowed);
    let on_granted = {
        let set = set(|filter, _| {
            filter.answer = if filter.answer == Some(Answer::Allowed) { None } else { Some(Answer::Allowed) };
        });
        Callback::from(move |_: Event| set(String::new()))
    };
    let all = board.matrix.rows.len();
    html! {
        <div class="filters" role="search" aria-label={words.filter}>
            <input type="search" class="filter-text" aria-label={words.filter} placeholder={words.filter} value={filter.text.clone()} oninput={on_text} autocomplete="off" spellcheck="false" />
            { select(words.answer, words.any_answer, filter.answer.map(answer::class).unwrap_or_default().to_owned(), answers.collect(),
                on_select(|filter, value| filter.answer = ALL.into_iter().find(|one| answer::class(*one) == value))) }
            { select(words.level, words.any_level, filter.level.map(AccessLevel::name).unwrap_or_default().to_owned(), levels.collect(),
                on_select(|filter, value| filter.level = LEVELS.into_iter().find(|level| level.name() == value))) }
            if services.len() > 1 {
                { select(words.service, words.any_service, filter.service.clone().unwrap_or_default(), services,
                    on_select(|filter, value| filter.service = (!value.is_empty()).then_some(value))) }
            }
            <label class="check"><input type="checkbox" checked={granted} onchange={on_granted} />{ words.granted_only }</label>
            if *filter != Filter::default() {
                <span class="muted" role="status">{ (words.rows)(shown, all) }</span>
                <button type="button" class="button button-quiet" onclick={ let choices = choices.clone(); Callback::from(move |_| choices.set(Choices { filter: Filter::default(), ..(*choices).clone() })) }>{ words.clear }</button>
            }
        </div>
    }
}
