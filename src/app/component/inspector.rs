//! What the cluster and STS see: mutated Pod, token, request and response, session.

use crate::app::hooks::Store;
use yew::prelude::*;

/// What the cluster and STS see: mutated Pod, token, request and response, session.
pub fn inspector(_store: &Store) -> Html {
    html!()
}
