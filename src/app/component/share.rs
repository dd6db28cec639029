//! The share dialog: link, Markdown, JSON, picture, embed.

use crate::app::hooks::Store;
use yew::prelude::*;

/// The share dialog: link, Markdown, JSON, picture, embed.
pub fn share(_store: &Store) -> Html {
    html!()
}
