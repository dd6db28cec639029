//! What was recognised and where it goes, and what could not be used, as lists.
//!
//! What always holds: the same lists stand in the dialog before, and in the strip after an import.

use crate::app::prose::prose;
use crate::import::{Change, Detail, Found, Placed, Unused, Use};
use crate::message::Language;
use crate::message::words::importing as words;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Places that are listed at once; the others fold.
const MOST: usize = 8;
/// Parts that are listed at all.
const MOST_PARTS: usize = 60;

/// Whether something can still be chosen.
pub enum Choosing {
    /// What a part is used as; its place, and the choice.
    Uses(Callback<(usize, Use)>),
    /// It is done.
    Not,
}

/// What was recognised.
pub fn found(language: Language, found: &[Found], names: &[Option<String>], choosing: &Choosing) -> Html {
    let words = words::words(language);
    let groups = groups(found);
    let rest = groups.len().saturating_sub(MOST_PARTS);
    let items = groups.into_iter().take(MOST_PARTS).map(|(index, group)| item(language, index, group, names, choosing));
    html! {
        <ul class="import-list">
            { for items }
            if rest > 0 { <li class="muted">{ (words.more)(rest) }</li> }
        </ul>
    }
}

/// Objects that follow one another in a text stand together.
fn groups(found: &[Found]) -> Vec<(usize, &[Found])> {
    let plain = |one: &Found| one.options.is_empty() && one.details.is_empty();
    let mut groups = Vec::new();
    let mut start = 0;
    for end in 1..=found.len() {
        let joins = match (found.get(end.saturating_sub(1)), found.get(end)) {
            (Some(last), Some(next)) => {
                last.kind == next.kind && last.input == next.input && last.options.is_empty() && plain(next)
            }
            _ => false,
        };
        if !joins {
            groups.extend(found.get(start..end).map(|group| (start, group)));
            start = end;
        }
    }
    groups
}

fn item(language: Language, index: usize, group: &[Found], names: &[Option<String>], choosing: &Choosing) -> Html {
    let Some(first) = group.first() else { return html!() };
    let words = words::words(language);
    let placed: Vec<&Placed> = group.iter().flat_map(|one| &one.placed).collect();
    let (shown, folded) = placed.split_at_checked(MOST).unwrap_or((&placed, &[]));
    let kind = words::kind(language, &first.kind);
    let details = first
        .details
        .iter()
        .map(|detail| html!(<li class={tone(detail)}>{ prose(&words::detail(language, detail)) }</li>));
    html! {
        <li class="import-item">
            <p class="import-kind">
                <strong>{ prose(&capital(&kind)) }</strong>
                <span class="muted">{ place(language, first.input, first.line, names) }</span>
            </p>
            if !shown.is_empty() {
                <ul class="import-targets">{ for shown.iter().map(|placed| target(language, placed)) }</ul>
            }
            if !folded.is_empty() {
                <details>
                    <summary>{ (words.more)(folded.len()) }</summary>
                    <ul class="import-targets">{ for folded.iter().map(|placed| target(language, placed)) }</ul>
                </details>
            }
            { choice(language, index, first, choosing) }
            if !first.details.is_empty() { <ul class="import-details">{ for details }</ul> }
        </li>
    }
}

/// What somebody must see, and what is good to know.
fn tone(detail: &Detail) -> &'static str {
    match detail {
        Detail::Placeholder(..)
        | Detail::OnlyNames(_)
        | Detail::CallerRole(_)
        | Detail::FailureAs(_)
        | Detail::FailureOfTrust
        | Detail::FailureOfAccess => "import-note",
        _ => "muted",
    }
}

fn target(language: Language, placed: &Placed) -> Html {
    let class = match placed.change {
        Change::Added => "added",
        Change::Updated => "updated",
        Change::Same => "same",
    };
    html! {
        <li>
            <span class={classes!("import-change", class)}>{ words::change(language, placed.change) }</span>
            <span>{ prose(&words::target(language, &placed.target)) }</span>
        </li>
    }
}

fn choice(language: Language, index: usize, found: &Found, choosing: &Choosing) -> Html {
    let Choosing::Uses(chosen) = choosing else { return html!() };
    if found.options.is_empty() {
        return html!();
    }
    let words = words::words(language);
    let onchange = {
        let (chosen, options) = (chosen.clone(), found.options.clone());
        Callback::from(move |event: Event| {
            let at =
                event.target_dyn_into::<HtmlSelectElement>().and_then(|select| select.value().parse::<usize>().ok());
            if let Some(option) = at.and_then(|at| options.get(at)) {
                chosen.emit((index, option.clone()));
            }
        })
    };
    let options = found.options.iter().enumerate().map(|(at, option)| {
        let selected = found.chosen.as_ref() == Some(option);
        html!(<option value={at.to_string()} {selected}>{ words::usage(language, option) }</option>)
    });
    html! {
        <label class="import-choice">
            <span>{ words.use_as }</span>
            <select class="field" {onchange}>{ for options }</select>
        </label>
    }
}

/// What could not be used; nothing where everything could.
pub fn unused(language: Language, unused: &[Unused], names: &[Option<String>]) -> Html {
    if unused.is_empty() {
        return html!();
    }
    let words = words::words(language);
    let items = unused.iter().take(MOST_PARTS).map(|one| {
        let cause = words::cause(language, &one.cause);
        let what = one.what.replace('`', "'");
        html! {
            <li class="import-item import-unused">
                <p class="import-kind">
                    if !what.is_empty() { <code>{ what }</code> }
                    <span class="muted">{ place(language, one.input, one.line, names) }</span>
                </p>
                <p>{ prose(&capital(&cause.message)) }{ "." }</p>
                if !cause.help.is_empty() { <p class="muted">{ prose(&capital(&cause.help)) }{ "." }</p> }
            </li>
        }
    });
    let rest = unused.len().saturating_sub(MOST_PARTS);
    html! {
        <div class="import-unused-part">
            <h3>{ words.unused }</h3>
            <ul class="import-list">
                { for items }
                if rest > 0 { <li class="muted">{ (words.more)(rest) }</li> }
            </ul>
        </div>
    }
}

fn place(language: Language, input: usize, line: u32, names: &[Option<String>]) -> String {
    let words = words::words(language);
    match names.get(input).and_then(Option::as_deref) {
        Some(name) => (words.at_line)(name, line),
        None => (words.line)(line),
    }
}

/// With a capital at its start, for a line of its own.
fn capital(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}", characters.as_str())
}
