//! The matrix where there is no room for a table: one resource is chosen, its actions stand below each other.

use super::answer::{button, class, short_resource};
use super::table::{fold, is_open, key, pin};
use super::{Choices, panel};
use crate::app::hooks::Store;
use crate::app::state::CellName;
use crate::chain::board::{Board, RowGroup};
use crate::chain::simulation::{Answer, MatrixRow};
use crate::message::words::matrix;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The list for the chosen resource.
pub fn list(store: &Store, board: &Board<'_>, shown: &[RowGroup], choices: &UseStateHandle<Choices>) -> Html {
    let words = matrix::words(store.language);
    let column = choices.column.min(board.matrix.resources.len().saturating_sub(1));
    let onchange = {
        let choices = choices.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.selected_index());
            if let Some(column) = chosen.and_then(|index| usize::try_from(index).ok()) {
                choices.set(Choices { column, ..(*choices).clone() });
            }
        })
    };
    let options = board.matrix.resources.iter().enumerate().map(
        |(index, arn)| html!(<option value={arn.clone()} selected={index == column}>{ short_resource(arn) }</option>),
    );
    let groups = shown.iter().map(|group| {
        let rows = group.rows.iter().filter_map(|&row| board.matrix.rows.get(row));
        let rows: Vec<&MatrixRow> = rows.filter(|row| applies(row, column)).collect();
        if rows.is_empty() {
            return html!();
        }
        let open = is_open(choices, shown, group);
        html! {
            <section class="list-group" key={key(group)}>
                <h3>{ fold(store, shown, group, choices) }</h3>
                if open { <ul>{ for rows.into_iter().map(|row| item(store, board, row, column)) }</ul> }
            </section>
        }
    });
    html! {
        <div class="matrix-list">
            <label class="pick"><span>{ words.resource }</span><select {onchange}>{ for options }</select></label>
            { for groups }
        </div>
    }
}

fn applies(row: &MatrixRow, column: usize) -> bool {
    row.cells.get(column).is_some_and(|cell| cell.answer != Answer::NotApplicable)
}

fn item(store: &Store, board: &Board<'_>, row: &MatrixRow, column: usize) -> Html {
    let found = board.shown(row, column).zip(board.matrix.resources.get(column));
    let Some((shown, resource)) = found else { return html!() };
    let name = CellName { action: row.action.clone(), resource: resource.clone() };
    let opened = store.cell.as_ref() == Some(&name);
    html! {
        <li key={row.action.clone()} class={class(shown.cell.answer)}>
            <div class="list-row"><code>{ &row.action }</code>{ button(store, board, name.clone(), &shown) }{ pin(store, board, row) }</div>
            if opened { <panel::Panel store={store.clone()} {name} /> }
        </li>
    }
}
