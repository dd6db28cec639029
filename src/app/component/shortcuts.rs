//! The keyboard shortcuts.

use crate::app::hooks::Store;
use yew::prelude::*;

/// The keyboard shortcuts.
pub fn shortcuts(_store: &Store) -> Html {
    html!()
}
