//! The permission matrix: what the role's policies say of each action on each resource.

use super::chain_picture::short_resource;
use super::why::line_of;
use crate::app::hooks::{Store, act, words};
use crate::app::state::{Action, CellName};
use crate::chain::simulation::{Answer, Cell, MatrixRow};
use crate::chain::{Chain, Verdict};
use crate::message::phrases::Phrases;
use yew::prelude::*;

/// The matrix of the chain that is shown.
pub fn access(store: &Store) -> Html {
    let phrases = words(store);
    let Some(chain) = store.chain() else { return html!() };
    let matrix = &chain.permissions;
    let note = match chain.links.iter().take(5).find(|link| link.verdict != Verdict::Pass) {
        Some(link) => (phrases.access_not_reached)(link.step.number()),
        None => phrases.access_note.to_owned(),
    };
    let columns = matrix
        .resources
        .iter()
        .map(|arn| html!(<th scope="col"><abbr title={arn.clone()}>{ short_resource(arn) }</abbr></th>));
    let mut level = None;
    let rows = matrix.rows.iter().map(|row| {
        let heading = (level != Some(row.access_level)).then(|| heading(phrases, matrix.resources.len(), row));
        level = Some(row.access_level);
        html!(<>{ heading }{ action_row(store, phrases, &matrix.resources, row) }</>)
    });
    html! {
        <section class="card access-card" aria-labelledby="access-title">
            <div class="card-head"><h2 id="access-title">{ phrases.access }</h2><p class="muted">{ note }</p></div>
            if matrix.rows.is_empty() {
                <p class="card-body muted">{ phrases.access_empty }</p>
            } else {
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="access-title">
                    <table class="matrix">
                        <thead><tr><th scope="col">{ phrases.action }</th>{ for columns }</tr></thead>
                        <tbody>{ for rows }</tbody>
                    </table>
                </div>
                { open_cell(store, phrases, chain) }
            }
        </section>
    }
}

fn heading(phrases: &'static Phrases, columns: usize, row: &MatrixRow) -> Html {
    let level = row.access_level.map_or("–", phrases.access_level);
    html!(<tr class="group"><th scope="colgroup" colspan={(columns + 1).to_string()}>{ level }</th></tr>)
}

fn action_row(store: &Store, phrases: &'static Phrases, resources: &[String], row: &MatrixRow) -> Html {
    let cells = resources.iter().zip(&row.cells).map(|(resource, cell)| {
        let (sign, word) = answer(phrases, cell.answer);
        let class = answer_class(cell.answer);
        if cell.answer == Answer::NotApplicable {
            return html!(<td class={class}><span aria-hidden="true">{ sign }</span><span class="visually-hidden">{ word }</span></td>);
        }
        let name = CellName { action: row.action.clone(), resource: resource.clone() };
        let open = store.cell.as_ref() == Some(&name);
        html! {
            <td class={class}>
                <button type="button" class="cell" aria-expanded={open.to_string()} onclick={act(store, Action::ToggleCell(name))}>
                    <span aria-hidden="true">{ sign }</span>{ " " }{ word }
                </button>
            </td>
        }
    });
    html!(<tr><th scope="row"><code>{ &row.action }</code></th>{ for cells }</tr>)
}

/// What decided the open cell.
fn open_cell(store: &Store, phrases: &'static Phrases, chain: &Chain) -> Html {
    let found = store.cell.as_ref().and_then(|name| {
        let column = chain.permissions.resources.iter().position(|resource| *resource == name.resource)?;
        let row = chain.permissions.rows.iter().find(|row| row.action == name.action)?;
        Some((name, row.cells.get(column)?))
    });
    let Some((name, cell)) = found else { return html!() };
    let (sign, word) = answer(phrases, cell.answer);
    let places = cell.decided_by.iter().map(|&at| {
        let label =
            format!("{} · {}", super::tabs::label(store, phrases, at.source), (phrases.show_line)(line_of(store, at)));
        html!(<button type="button" class="button" onclick={act(store, Action::Show(at))}>{ label }</button>)
    });
    html! {
        <div class={classes!("cell-why", answer_class(cell.answer))} role="status">
            <p><strong>{ sign }{ " " }{ word }</strong>{ " " }<code>{ &name.action }</code>{ " " }<code>{ &name.resource }</code></p>
            { depends(phrases, cell) }
            if cell.decided_by.is_empty() { <p class="muted">{ phrases.no_statement }</p> }
            else { <div class="actions"><span class="muted">{ phrases.decided_by }</span>{ for places }</div> }
        </div>
    }
}

fn depends(phrases: &'static Phrases, cell: &Cell) -> Html {
    html! {
        <>
            if !cell.depends_on.is_empty() {
                <p>{ phrases.depends }{ ": " }{ for cell.depends_on.iter().map(|key| html!(<><code>{ key }</code>{ " " }</>)) }</p>
            }
            if cell.undocumented { <p class="muted">{ phrases.undocumented }</p> }
        </>
    }
}

fn answer(phrases: &'static Phrases, answer: Answer) -> (&'static str, &'static str) {
    match answer {
        Answer::Allowed => ("✓", phrases.allowed),
        Answer::ExplicitDeny => ("⊘", phrases.explicit_deny),
        Answer::ImplicitDeny => ("✕", phrases.implicit_deny),
        Answer::Depends => ("◐", phrases.depends),
        Answer::Unknown => ("?", phrases.cell_unknown),
        Answer::NotApplicable => ("–", phrases.not_applicable),
    }
}

fn answer_class(answer: Answer) -> &'static str {
    match answer {
        Answer::Allowed => "allowed",
        Answer::ExplicitDeny => "explicit-deny",
        Answer::ImplicitDeny => "implicit-deny",
        Answer::Depends => "depends",
        Answer::Unknown => "unknown",
        Answer::NotApplicable => "not-applicable",
    }
}
