//! Who can: a question about an action on a resource, and for each role who may become it.
//!
//! What always holds: both are worked out when somebody looks at them; whoever is named is a link to his chain or his
//! text.

mod becoming;
mod can;
mod subjects;

use crate::app::component::chain_picture::draw::focus_later;
use crate::app::hooks::Store;
use crate::app::state::Action;
use std::cell::Cell;
use yew::prelude::*;

/// Properties of [`Who`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The page's state.
    pub store: Store,
}

/// The part of the view of access.
#[component]
pub fn Who(props: &Props) -> Html {
    html! {
        <div class="who view-body">
            <can::WhoCan store={props.store.clone()} />
            <becoming::WhoBecomes store={props.store.clone()} />
        </div>
    }
}

/// The heading over who may become a role, which gets the focus when somebody asks.
const BECOMING: &str = "who-becomes";

thread_local! {
    /// Whether the heading wants the focus once its section has been worked out: before that it would move away.
    static WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Shows who may become a role.
pub fn show(store: &Store, arn: String) {
    store.dispatch(Action::AskRole(arn));
    match gloo::utils::document().get_element_by_id(BECOMING) {
        Some(_) => focus_later(format!("#{BECOMING}")),
        None => WANTED.set(true),
    }
}

/// The section stands there.
fn arrived() {
    if WANTED.take() {
        focus_later(format!("#{BECOMING}"));
    }
}
