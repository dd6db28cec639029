//! The foot of the page: what this is, what is simulated and what not.

use crate::app::hooks::{Store, act, words};
use crate::app::state::{Action, Dialog};
use crate::message;
use yew::prelude::*;

/// The foot of the page.
pub fn footer(store: &Store) -> Html {
    let phrases = words(store);
    html! {
        <footer class="foot">
            <p>{ phrases.stays_here }{ " " }{ phrases.simulated }</p>
            <p>{ phrases.engine }{ " " }{ env!("CARGO_PKG_VERSION") }{ " · " }{ super::catalogue::extent(store) }{ " · " }{ phrases.not_aws }</p>
            <p>
                <button type="button" class="button button-quiet foot-shortcuts" aria-keyshortcuts="Control+/"
                    onclick={act(store, Action::SetDialog(Some(Dialog::Shortcuts)))}>
                    <kbd aria-hidden="true">{ "?" }</kbd>{ message::words::shortcuts::words(store.language).open }
                </button>
            </p>
        </footer>
    }
}
