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

/// A sentence whose `[words](#/…)` are links to a place of this page; no other addresses become links.
pub fn linked(text: &str) -> Html {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, words, address, after)) = next_link(rest) {
        parts.push(prose(before));
        parts.push(html!(<a href={address.to_owned()}>{ prose(words) }</a>));
        rest = after;
    }
    parts.push(prose(rest));
    parts.into_iter().collect()
}

/// What stands before the first link, its words, its address, and what stands behind it.
fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, found) = text.split_once('[')?;
    let (words, found) = found.split_once("](")?;
    let (address, after) = found.split_once(')')?;
    address.starts_with("#/").then_some((before, words, address, after))
}
