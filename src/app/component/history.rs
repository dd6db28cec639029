//! Scenarios of the last days.

use crate::app::hooks::Store;
use yew::prelude::*;

/// Scenarios of the last days.
pub fn history(_store: &Store) -> Html {
    html!()
}
