//! Blocks of a text as elements of the page.
//!
//! What always holds: text becomes text; a link leads to a page of the reader, to an example, or to the documentation of
//! AWS or Kubernetes in a tab of its own.

use super::mini::Miniature;
use crate::handbook::{Block, Piece, Span, Style};
use crate::message::{Language, words};
use yew::prelude::*;

/// Where a text stands, which decides the level of its headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// As the only one.
    Alone,
    /// Among all.
    Among,
}

/// The blocks of a text.
pub fn blocks(language: Language, blocks: &[Block], level: Level) -> Html {
    blocks.iter().map(|one| block(language, one, level)).collect()
}

fn block(language: Language, block: &Block, level: Level) -> Html {
    let line = |spans: &Vec<Span>| line(language, spans);
    let items = |items: &Vec<Vec<Span>>| items.iter().map(|item| html!(<li>{ line(item) }</li>)).collect::<Html>();
    match block {
        Block::Heading(spans) => match level {
            Level::Alone => html!(<h4>{ line(spans) }</h4>),
            Level::Among => html!(<h5>{ line(spans) }</h5>),
        },
        Block::Text(spans) => html!(<p>{ line(spans) }</p>),
        Block::List(list) => html!(<ul>{ items(list) }</ul>),
        Block::Steps(list) => html!(<ol>{ items(list) }</ol>),
        Block::Warning(lines) => html! {
            <div class="text-warning">
                <span class="text-warning-sign" aria-hidden="true">{ "!" }</span>
                <div>{ for lines.iter().map(|spans| html!(<p>{ line(spans) }</p>)) }</div>
            </div>
        },
        Block::Table(head, rows) => {
            let name: String = head.iter().flatten().map(|span| span.text.as_str()).collect::<Vec<_>>().join(", ");
            let row = |row: &Vec<Vec<Span>>| {
                let cells = row.iter().enumerate().map(|(index, cell)| match index {
                    0 => html!(<th scope="row">{ line(cell) }</th>),
                    _ => html!(<td>{ line(cell) }</td>),
                });
                html!(<tr>{ for cells }</tr>)
            };
            html! {
                <div class="table-scroll" tabindex="0" role="group" aria-label={name}>
                    <table class="text-table">
                        <thead><tr>{ for head.iter().map(|cell| html!(<th scope="col">{ line(cell) }</th>)) }</tr></thead>
                        <tbody>{ for rows.iter().map(row) }</tbody>
                    </table>
                </div>
            }
        }
        Block::Code(pieces) => {
            let piece = |piece: &Piece| match &piece.kind {
                Some(kind) => html!(<span class={format!("code-{kind}")}>{ &piece.text }</span>),
                None => html!({ &piece.text }),
            };
            html!(<pre class="text-code" tabindex="0"><code>{ for pieces.iter().map(piece) }</code></pre>)
        }
        Block::Mini(mini) => html!(<Miniature {language} mini={mini.clone()} />),
    }
}

/// Words in a row; neighbours with the same target are one link.
fn line(language: Language, spans: &[Span]) -> Html {
    let words = words::reading::words(language);
    spans
        .chunk_by(|a, b| a.href == b.href)
        .map(|spans| {
            let inner: Html = spans.iter().map(span).collect();
            match spans.first().and_then(|span| span.href.clone()) {
                Some(href) if href.starts_with('#') => html!(<a {href}>{ inner }</a>),
                Some(href) => html! {
                    <a class="text-away" {href} target="_blank" rel="noopener noreferrer">
                        { inner }<span class="visually-hidden">{ " (" }{ words.opens_elsewhere }{ ")" }</span>
                    </a>
                },
                None => inner,
            }
        })
        .collect()
}

fn span(span: &Span) -> Html {
    let text = &span.text;
    match span.style {
        Style::Plain => html!({ text }),
        Style::Code => html!(<code>{ text }</code>),
        Style::Strong => html!(<strong>{ text }</strong>),
        Style::Emphasis => html!(<em>{ text }</em>),
    }
}
