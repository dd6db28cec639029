//! What the identity may do in AWS: the permission matrix, tasks in people's words, expectations, and questions.
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

use crate::app::hooks::{Store, act, words};
use crate::app::state::Action;
use crate::chain::board::Filter;
use crate::message::words::{matrix, propose as propose_words};
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

/// Which part of the view is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// The matrix of actions.
    #[default]
    Actions,
    /// Tasks and API operations.
    Tasks,
    /// Least privilege.
    Propose,
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
    let part = use_state(Part::default);
    let narrow = filter::use_narrow();
    let Some(subject) = Subject::of_chain(store) else { return super::principal::access(store) };
    let (phrases, words) = (words(store), matrix::words(store.language));
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
    let choose = |one: Part, label: &'static str| {
        let part = part.clone();
        let chosen = *part == one;
        html!(<button type="button" class="access-part" aria-pressed={chosen.to_string()} onclick={Callback::from(move |_| part.set(one))}>{ label }</button>)
    };
    let to_tasks = {
        let part = part.clone();
        Callback::from(move |()| part.set(Part::Tasks))
    };
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
            <div class="parts" role="group" aria-label={words.parts}>{ choose(Part::Actions, words.actions) }{ choose(Part::Tasks, words.tasks) }{ choose(Part::Propose, propose_words::words(store.language).part) }</div>
            { match *part {
                Part::Tasks => html!(<task::Tasks store={store.clone()} />),
                Part::Propose => html!(<propose::Propose store={store.clone()} {to_tasks} />),
                Part::Actions => actions,
            } }
            <resource::AddResource store={store.clone()} />
        </section>
    }
}
