//! The examples by category.

use crate::app::hooks::Store;
use yew::prelude::*;

/// The examples by category.
pub fn gallery(_store: &Store) -> Html {
    html!()
}
