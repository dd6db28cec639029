//! This scenario against another.

use crate::app::hooks::Store;
use yew::prelude::*;

/// This scenario against another.
pub fn compare(_store: &Store) -> Html {
    html!()
}
