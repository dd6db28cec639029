//! The matrix as a table: groups by service and access level that can be folded, the open cell's reasons under its row.
//!
//! What always holds: rows of a folded group are not in the document, so that hundreds of actions stay cheap; only the
//! table scrolls sideways, with its head and its first column in sight.

use super::answer::{self, button, class, short_resource};
use super::{Choices, panel};
use crate::app::hooks::{Store, words};
use crate::app::state::CellName;
use crate::aws::catalog;
use crate::chain::board::{Board, RowGroup};
use crate::chain::simulation::{Answer, MatrixRow};
use crate::message::words::matrix::{self, Words};
use crate::scenario::{Expectation, Scenario};
use yew::prelude::*;

/// So many rows are shown at once; groups beyond them start folded.
const MOST_OPEN: usize = 40;

/// Whether a group stands open: as the reader chose, else the first ones, until there are enough rows.
#[must_use]
pub fn is_open(choices: &Choices, shown: &[RowGroup], group: &RowGroup) -> bool {
    let until = shown.iter().position(|one| one == group).map_or(shown.len(), |at| at + 1);
    let rows: usize = shown.iter().take(until).map(|group| group.rows.len()).sum();
    choices.groups.get(&key(group)).copied().unwrap_or(rows <= MOST_OPEN || (until == 1 && rows <= 3 * MOST_OPEN))
}

/// The name of a group.
#[must_use]
pub fn key(group: &RowGroup) -> String {
    format!("{}/{}", group.service, group.level.map_or("", crate::aws::AccessLevel::name))
}

/// Whether a cell can be seen, so that its reasons stand under its row.
#[must_use]
pub fn has(board: &Board<'_>, shown: &[RowGroup], choices: &Choices, name: &CellName, narrow: bool) -> bool {
    let column = board.matrix.resources.iter().position(|resource| *resource == name.resource);
    let seen = column.is_some_and(|column| !narrow || column == choices.column.min(board.matrix.resources.len() - 1));
    let mut rows = shown.iter().filter(|group| is_open(choices, shown, group)).flat_map(|group| &group.rows);
    seen && rows.any(|&row| board.matrix.rows.get(row).is_some_and(|row| row.action.eq_ignore_ascii_case(&name.action)))
}

/// The table.
pub fn table(store: &Store, board: &Board<'_>, shown: &[RowGroup], choices: &UseStateHandle<Choices>) -> Html {
    let (phrases, words) = (words(store), matrix::words(store.language));
    let columns = board.matrix.resources.iter().map(|arn| column(store, words, arn));
    let groups = shown.iter().map(|group| self::group(store, board, shown, group, choices));
    html! {
        <div class="table-scroll matrix-scroll" tabindex="0" role="group" aria-labelledby="access-title">
            <table class="matrix">
                <thead><tr><th scope="col" class="first">{ phrases.action }</th>{ for columns }</tr></thead>
                { for groups }
            </table>
        </div>
    }
}

fn column(store: &Store, words: &'static Words, arn: &str) -> Html {
    let typed = store.scenario.questions.iter().any(|question| question.is_column() && question.resource == arn);
    let remove = typed.then(|| {
        let (label, gone) = ((words.remove_resource)(arn), arn.to_owned());
        let onclick = answer::change(store, move |scenario: &mut Scenario| scenario.remove_column(&gone));
        html!(<button type="button" class="remove" aria-label={label} {onclick}><span aria-hidden="true">{ "✕" }</span></button>)
    });
    html!(<th scope="col"><span class="column-head"><abbr title={arn.to_owned()}>{ short_resource(arn) }</abbr>{ remove }</span></th>)
}

/// The head of a group as a button that folds it.
pub fn fold(store: &Store, shown: &[RowGroup], group: &RowGroup, choices: &UseStateHandle<Choices>) -> Html {
    let (phrases, words) = (words(store), matrix::words(store.language));
    let open = is_open(choices, shown, group);
    let unlisted = match catalog::complete() || catalog::knows(&group.service) {
        true => words.other_actions,
        false => words.unfetched_actions,
    };
    let level = group.level.map_or(unlisted, phrases.access_level);
    let onclick = {
        let (choices, key) = (choices.clone(), key(group));
        Callback::from(move |_| {
            let mut next = (*choices).clone();
            next.groups.insert(key.clone(), !open);
            choices.set(next);
        })
    };
    html! {
        <button type="button" class="fold" aria-expanded={open.to_string()} {onclick}>
            <b>{ answer::service_name(&group.service) }</b>{ " · " }{ level }{ " " }
            <span class="fold-count">{ (words.group)(group.rows.len(), group.allowed) }</span>
        </button>
    }
}

fn group(
    store: &Store,
    board: &Board<'_>,
    shown: &[RowGroup],
    group: &RowGroup,
    choices: &UseStateHandle<Choices>,
) -> Html {
    let span = board.matrix.resources.len() + 1;
    let open = is_open(choices, shown, group);
    let rows = group.rows.iter().filter_map(|&row| board.matrix.rows.get(row)).filter(|_| open);
    html! {
        <tbody key={key(group)}>
            <tr class="group"><th scope="rowgroup" colspan={span.to_string()}>{ fold(store, shown, group, choices) }</th></tr>
            { for rows.map(|row| self::row(store, board, row, span)) }
        </tbody>
    }
}

fn row(store: &Store, board: &Board<'_>, row: &MatrixRow, span: usize) -> Html {
    let phrases = words(store);
    let cells = board.matrix.resources.iter().enumerate().map(|(column, resource)| {
        let Some(shown) = board.shown(row, column) else { return html!(<td />) };
        let class = class(shown.cell.answer);
        if shown.cell.answer == Answer::NotApplicable {
            let (sign, word) = answer::answer(phrases, shown.cell.answer);
            return html!(<td class={class}><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ word }</span></td>);
        }
        let name = CellName { action: row.action.clone(), resource: resource.clone() };
        html!(<td class={class}>{ button(store, board, name, &shown) }</td>)
    });
    let opened = store.cell.as_ref().filter(|name| {
        name.action.eq_ignore_ascii_case(&row.action) && board.matrix.resources.contains(&name.resource)
    });
    html! {
        <>
            <tr key={row.action.clone()}><th scope="row" class="first"><span class="row-head"><code>{ &row.action }</code>{ pin(store, board, row) }</span></th>{ for cells }</tr>
            if let Some(name) = opened {
                <tr class="cell-detail"><td colspan={span.to_string()}><panel::Panel store={store.clone()} name={name.clone()} /></td></tr>
            }
        </>
    }
}

/// Pins every answer of a row as it is today, or takes the pins back.
pub fn pin(store: &Store, board: &Board<'_>, row: &MatrixRow) -> Html {
    let words = matrix::words(store.language);
    let cells = board.matrix.resources.iter().enumerate().filter_map(|(column, resource)| {
        let shown = board.shown(row, column)?;
        let expect = answer::pinned(shown.cell.answer)?;
        let question = shown.question.and_then(|index| board.questions.get(index));
        let kept = question.is_some_and(|q| matches!(q.expect, Some(Expectation::Allowed | Expectation::Denied)));
        Some((resource.clone(), expect, kept))
    });
    let cells: Vec<(String, Expectation, bool)> = cells.collect();
    if cells.is_empty() {
        return html!();
    }
    let pressed = cells.iter().all(|(_, _, kept)| *kept);
    let (principal, action) = (board.principal.to_owned(), row.action.clone());
    let onclick = answer::change(store, move |scenario: &mut Scenario| {
        for (resource, expect, kept) in &cells {
            match (pressed, kept) {
                (true, _) => scenario.expect(&principal, &action, resource, Expectation::Either),
                (false, false) => scenario.expect(&principal, &action, resource, *expect),
                (false, true) => {}
            }
        }
    });
    html! {
        <button type="button" class="pin" aria-pressed={pressed.to_string()} aria-label={(words.pin_row)(&row.action)} title={(words.pin_row)(&row.action)} {onclick}>
            <span aria-hidden="true">{ if pressed { "⚑" } else { "⚐" } }</span>
        </button>
    }
}
