//! Sentences with code in them: what stands in backticks is shown as code.

use yew::prelude::*;

/// Properties of [`Prose`].
#[derive(Properties, PartialEq)]
pub struct ProseProps {
    /// The sentence.
    pub text: AttrValue,
}

/// A sentence; its parts in backticks are shown as code.
#[component]
pub fn Prose(props: &ProseProps) -> Html {
    prose(&props.text)
}

/// As [`Prose`], for text that is made on the spot.
#[must_use]
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
