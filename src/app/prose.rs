//! Sentences with code in them: what stands in backticks is shown as code.

use yew::prelude::*;

/// A sentence as markup; its parts in backticks become code.
pub fn prose(text: &str) -> Html {
    text.split('`')
        .enumerate()
        .map(|(index, part)| if index % 2 == 1 { html!(<code>{ part }</code>) } else { html!({ part }) })
        .collect()
}

/// The same sentence without its backticks, for labels and the live region.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace('`', "")
}
