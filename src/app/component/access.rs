//! What the identity may do in AWS: the permission matrix, tasks in people's words, expectations, questions, everything
//! it may do, and who else can.
//!
//! What always holds: everything here is written against a [`Matrix`](crate::chain::simulation::Matrix) and answers,
//! whoever's they are ([`subject::Subject`]).

pub mod answer;
mod ask;
mod expectation;
mod filter;
mod list;
mod panel;
mod propose;
mod resource;
pub mod subject;
mod suppose;
mod table;
mod task;

use super::{effective, who};
pub use ask::completions;

use crate::app::hooks::{Store, act, words as phrases_of};
use crate::app::state::{AccessPart, Action};
use crate::chain::board::Filter;
use crate::message::words::{self, matrix};
use std::collections::BTreeMap;
use subject::Subject;
use yew::prelude::*;

/// What the reader chose in the matrix; it lasts as long as the view is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choices {
    /// Which rows.
    pub filter: Filter,
    /// Groups that were opened or closed by hand, by service and level.
    pub groups: BTreeMap<String, bool>,
    /// Which column a phone shows.
    pub column: usize,
}

/// The access of the chain that is shown.
pub fn access(store: &Store) -> Html {
    html!(<Access store={store.clone()} />)
}

/// Properties of [`Access`].
#[derive(Properties, PartialEq)]
pub struct AccessProps {
    /// The page's state.
    pub store: Store,
}

/// Matrix and tasks of whoever is shown.
#[component]
pub fn Access(props: &AccessProps) -> Html {
    let store = &props.store;
    let choices = use_state(Choices::default);
    let narrow = filter::use_narrow();
    let Some(subject) = Subject::of_chain(store) else { return of_principal(store) };
    let (phrases, words) = (phrases_of(store), matrix::words(store.language));
    let note = match subject.stopped_at {
        Some(step) => html! {
            <p class="not-reached-note">
                <span aria-hidden="true">{ "· " }</span>{ (words.not_reached)(step.number()) }{ " " }
                <button type="button" class="button button-quiet" onclick={act(store, Action::ToggleLink(step))} disabled={store.open_link() == Some(step)}>{ (words.show_link)(step.number()) }</button>
            </p>
        },
        None => html!(<p class="muted">{ phrases.access_note }</p>),
    };
    let board = subject.board(store);
    let shown = board.groups(&choices.filter);
    let open = store.cell.as_ref().filter(|name| !table::has(&board, &shown, &choices, name, narrow));
    let to_tasks = act(store, Action::SetPart(AccessPart::Tasks));
    let actions = html! {
        <>
            <ask::Ask store={store.clone()} />
            if let Some(name) = open {
                <panel::Panel store={store.clone()} name={name.clone()} />
            }
            if board.matrix.rows.is_empty() {
                <p class="card-body muted">{ words.empty }</p>
            } else {
                { filter::filters(store, &board, &choices, shown.iter().map(|group| group.rows.len()).sum()) }
                if shown.is_empty() {
                    <p class="card-body muted" role="status">{ words.no_match }</p>
                } else if narrow {
                    { list::list(store, &board, &shown, &choices) }
                } else {
                    { table::table(store, &board, &shown, &choices) }
                }
            }
        </>
    };
    html! {
        <section class={classes!("access-card", subject.stopped_at.map(|_| "unreached"))} aria-labelledby="access-title">
            <div class="card-head"><h2 id="access-title">{ phrases.access }</h2>{ note }</div>
            { super::catalogue::note(store) }
            { expectation::expectations(store, &subject) }
            { parts(store, &[AccessPart::Actions, AccessPart::Tasks, AccessPart::Everything, AccessPart::Who, AccessPart::Propose]) }
            { match store.part {
                AccessPart::Actions => html!(<>{ actions }<resource::AddResource store={store.clone()} /></>),
                AccessPart::Tasks => html!(<><task::Tasks store={store.clone()} /><resource::AddResource store={store.clone()} /></>),
                AccessPart::Everything => html!(<effective::Everything store={store.clone()} />),
                AccessPart::Who => html!(<who::Who store={store.clone()} />),
                AccessPart::Propose => html!(<propose::Propose store={store.clone()} {to_tasks} />),
            } }
        </section>
    }
}

/// The access of a user, a role or a service.
fn of_principal(store: &Store) -> Html {
    let Some(head) = super::principal::access_head(store) else { return html!() };
    html! {
        <section class="access-card" aria-labelledby="access-title">
            { head }
            { super::catalogue::note(store) }
            { parts(store, &[AccessPart::Actions, AccessPart::Everything, AccessPart::Who]) }
            { match store.part {
                AccessPart::Actions | AccessPart::Tasks | AccessPart::Propose => super::principal::access(store),
                AccessPart::Everything => html!(<effective::Everything store={store.clone()} />),
                AccessPart::Who => html!(<who::Who store={store.clone()} />),
            } }
        </section>
    }
}

/// The choice among the parts of the view.
fn parts(store: &Store, all: &[AccessPart]) -> Html {
    let words = matrix::words(store.language);
    let shown = if all.contains(&store.part) { store.part } else { AccessPart::Actions };
    let choose = |&part: &AccessPart| {
        let label = match part {
            AccessPart::Actions => words.actions,
            AccessPart::Tasks => words.tasks,
            AccessPart::Everything => words::effective::words(store.language).part,
            AccessPart::Who => words::who::words(store.language).part,
            AccessPart::Propose => words::propose::words(store.language).part,
        };
        let pressed = (part == shown).to_string();
        html!(<button type="button" class="access-part" aria-pressed={pressed} onclick={act(store, Action::SetPart(part))}>{ label }</button>)
    };
    html!(<div class="parts" role="group" aria-label={words.parts}>{ for all.iter().map(choose) }</div>)
}
