//! Under the editor: the links and answers that the text at the caret decides, each a way there.

use super::help;
use crate::app::component::verdict::{glyph, verdict_class};
use crate::app::hooks::{Store, act};
use crate::app::state::{Action, CellName, Pane, View};
use crate::assist::Decided;
use crate::chain::Step;
use crate::message::{self, words};
use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// What the text at the caret decides.
#[must_use]
pub fn decided(store: &Store) -> Decided {
    help::decided(store, store.caret.filter(|(source, _)| *source == store.document))
}

/// The strip; it keeps its place where nothing is decided, so that nothing jumps while the caret moves.
pub(super) fn strip(store: &Store) -> Html {
    let words = words::editor::words(store.language);
    let decided = decided(store);
    let links = decided.links.iter().map(|step| link(store, *step));
    let cells = decided.cells.first().map(|(action, resource, _)| {
        let name = CellName { action: action.clone(), resource: resource.clone() };
        let label = match decided.cells.as_slice() {
            [(action, ..)] => action.clone(),
            several => (words.cells)(several.len()),
        };
        let open = show_cell(store, name);
        html!(<button type="button" class="button button-quiet decides-cell" onclick={open}>{ label }</button>)
    });
    let is_empty = decided.links.is_empty() && decided.cells.is_empty();
    html! {
        <div class="decides" role="group" aria-label={words.decides}>
            if is_empty {
                <span class="muted decides-none">{ words.keys }</span>
            } else {
                <span class="muted">{ words.decides }</span>
                { for links }
                { for cells }
            }
        </div>
    }
}

fn link(store: &Store, step: Step) -> Html {
    let verdict = store.chain().and_then(|chain| chain.links.iter().find(|link| link.step == step));
    let verdict = verdict.map(|link| link.verdict);
    html! {
        <button type="button" class={classes!("button", "button-quiet", "decides-link", verdict.map(verdict_class))}
            onclick={show_link(store, step)}>
            <span aria-hidden="true">{ verdict.map(glyph) }</span>
            { " " }{ step.number() }{ " " }{ message::step(store.language, step) }
        </button>
    }
}

/// Opens a link, unless it stands open, and leads there.
fn show_link(store: &Store, step: Step) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_| {
        if store.open_link() != Some(step) {
            store.dispatch(Action::ToggleLink(step));
        }
        store.dispatch(Action::SetPane(Pane::Chain));
        lead_to(format!("[aria-controls=\"why-{}\"]", step.number()));
    })
}

fn show_cell(store: &Store, cell: CellName) -> Callback<MouseEvent> {
    let store = store.clone();
    let view: Callback<()> = act(&store, Action::SetView(View::Access));
    Callback::from(move |_| {
        view.emit(());
        if store.cell.as_ref() != Some(&cell) {
            store.dispatch(Action::ToggleCell(cell.clone()));
        }
        store.dispatch(Action::SetPane(Pane::Access));
        lead_to(".cell[aria-expanded=\"true\"]".to_owned());
    })
}

/// Moves the focus once the page shows what was asked for.
fn lead_to(selector: String) {
    use wasm_bindgen::JsCast;
    Timeout::new(50, move || {
        let found = gloo::utils::document().query_selector(&selector).ok().flatten();
        if let Some(element) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            // An element that cannot be focused stays as it is.
            let _ = element.focus();
        }
    })
    .forget();
}
