//! Two texts line by line: side by side where there is room, one under the other where there is not.
//!
//! What always holds: what went and what came is told by a sign and by words, not by colour alone.

use crate::diff::{Kind, Line, Stretch, stretches};
use crate::message::{Language, words};
use yew::prelude::*;

/// A line with what is to be said of it besides.
pub struct Row<'l, 't> {
    /// The line.
    pub line: &'l Line<'t>,
    /// A class for its own style.
    pub class: &'static str,
    /// Who put it there, if that is to be said.
    pub label: &'static str,
}

/// Rows as they come, none left out.
pub fn rows<'l, 't: 'l>(language: Language, name: &str, all: impl Iterator<Item = Row<'l, 't>>) -> Html {
    let rows = all.map(|one| row(language, &one));
    html!(<div class="diff" tabindex="0" role="group" aria-label={name.to_owned()}>{ for rows }</div>)
}

/// A whole difference; what is far from a change is left out.
pub fn difference(language: Language, name: &str, lines: &[Line<'_>]) -> Html {
    let words = words::compare::words(language);
    let parts = stretches(lines, 3).into_iter().map(|stretch| match stretch {
        Stretch::Shown(lines) => lines.iter().map(|line| row(language, &Row { line, class: "", label: "" })).collect(),
        Stretch::Skipped(lines) => html!(<p class="diff-gap">{ (words.unchanged_lines)(lines.len()) }</p>),
    });
    let parts: Vec<Html> = parts.collect();
    html!(<div class="diff" tabindex="0" role="group" aria-label={name.to_owned()}>{ for parts }</div>)
}

fn row(language: Language, row: &Row<'_, '_>) -> Html {
    let words = words::compare::words(language);
    let Row { line, class, label } = row;
    let number = |number: Option<usize>| html!(<span class="diff-number" aria-hidden="true">{ number.map(|n| n.to_string()).unwrap_or_default() }</span>);
    let text = || -> Html {
        let part = |part: &crate::diff::Part<'_>| match part.differs {
            true => html!(<mark>{ part.text.to_owned() }</mark>),
            false => html!({ part.text.to_owned() }),
        };
        line.parts.iter().map(part).collect()
    };
    let (kind, sign, spoken) = match line.kind {
        Kind::Same => ("is-same", " ", ""),
        Kind::Removed => ("is-gone", "−", words.removed),
        Kind::Added => ("is-new", "+", words.added),
    };
    let cell = |side: &'static str, at: Option<usize>, body: Html| {
        html! {
            <span class={classes!("diff-cell", side)}>
                { number(at) }<span class="diff-sign" aria-hidden="true">{ sign }</span>
                <code>{ body }</code>
            </span>
        }
    };
    let left = match line.kind {
        Kind::Removed => cell("diff-left", line.before, text()),
        // What stands on both sides is read once.
        Kind::Same => {
            html!(<span class="diff-twin" aria-hidden="true">{ cell("diff-left", line.before, text()) }</span>)
        }
        Kind::Added => html!(<span class="diff-cell diff-left diff-none" aria-hidden="true" />),
    };
    let right = match line.kind {
        Kind::Removed => html!(<span class="diff-cell diff-right diff-none" aria-hidden="true" />),
        Kind::Same | Kind::Added => cell("diff-right", line.after, text()),
    };
    html! {
        <div class={classes!("diff-row", kind, *class)}>
            if !spoken.is_empty() { <span class="visually-hidden">{ spoken }{ ": " }</span> }
            { left }{ right }
            if !label.is_empty() { <span class="diff-label">{ *label }</span> }
        </div>
    }
}
