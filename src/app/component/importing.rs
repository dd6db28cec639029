//! Paste or drop anything, and what became of it.

use crate::app::hooks::Store;
use yew::prelude::*;

/// Paste or drop anything, and what became of it.
pub fn importing(_store: &Store) -> Html {
    html!()
}
