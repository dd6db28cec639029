//! What a user may do, or the role that it or a service becomes: the matrix as a table, each cell with the statements
//! that decided it.

use crate::app::component::access::answer::{answer as words_of, class};
use crate::app::component::chain_picture::short_resource;
use crate::app::component::why::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::state::{Action, CellName};
use crate::chain::simulation::{Answer, Cell, MatrixRow};
use crate::message::words::picture;
use crate::picture::{Subject, overview};
use yew::prelude::*;

/// The head of the view: whose access it is. `None` where no principal is shown.
pub fn access_head(store: &Store) -> Option<Html> {
    let (phrases, own) = (words(store), picture::words(store.language));
    let chain = store.principal().filter(|_| store.matrix().is_some())?;
    let name = overview::names(&Subject::Principal(chain)).1;
    let whose = chain.onward.as_ref().map_or(name, |onward| onward.role.name.clone());
    Some(html! {
        <div class="card-head"><h2 id="access-title">{ phrases.access }</h2><p class="muted">{ (own.may_do)(&whose) }</p></div>
    })
}

/// The matrix of the principal that is shown.
pub fn access(store: &Store) -> Html {
    let phrases = words(store);
    let Some(matrix) = store.matrix() else { return html!() };
    let columns = matrix
        .resources
        .iter()
        .map(|arn| html!(<th scope="col"><abbr title={arn.clone()}>{ short_resource(arn) }</abbr></th>));
    let rows = matrix.rows.iter().map(|row| line(store, &matrix.resources, row));
    html! {
        <>
            if matrix.rows.is_empty() {
                <p class="card-body muted">{ phrases.access_empty }</p>
            } else {
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="access-title">
                    <table class="matrix">
                        <thead><tr><th scope="col">{ phrases.action }</th>{ for columns }</tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
            }
        </>
    }
}

fn line(store: &Store, resources: &[String], row: &MatrixRow) -> Html {
    let cells = resources.iter().zip(&row.cells).map(|(resource, cell)| self::cell(store, row, resource, cell));
    html!(<tr><th scope="row"><code>{ &row.action }</code></th>{ for cells }</tr>)
}

fn cell(store: &Store, row: &MatrixRow, resource: &str, cell: &Cell) -> Html {
    let phrases = words(store);
    let (sign, word) = words_of(phrases, cell.answer);
    let class = class(cell.answer);
    if cell.answer == Answer::NotApplicable {
        return html!(<td {class}><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ word }</span></td>);
    }
    let name = CellName { action: row.action.clone(), resource: resource.to_owned() };
    let open = store.cell.as_ref() == Some(&name);
    let places = cell.decided_by.iter().map(|&at| {
        let tab = crate::app::component::tabs::label(store, phrases, at.source);
        let label = format!("{tab} · {}", (phrases.show_line)(line_of(store, at)));
        html!(<button type="button" class="button" onclick={act(store, Action::Show(at))}>{ label }</button>)
    });
    html! {
        <td {class}>
            <button type="button" class="cell" aria-expanded={open.to_string()} onclick={act(store, Action::ToggleCell(name))}>
                <span aria-hidden="true">{ sign }</span>{ " " }{ word }
            </button>
            if open {
                <div class="principal-why">
                    if !cell.depends_on.is_empty() { <p>{ phrases.depends }{ ": " }<code>{ cell.depends_on.join(", ") }</code></p> }
                    if cell.decided_by.is_empty() { <p class="muted">{ phrases.no_statement }</p> }
                    { for places }
                </div>
            }
        </td>
    }
}
