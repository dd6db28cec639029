//! Where the documents of a YAML stream begin and end.
//!
//! What always holds: a `---` at the start of a line, followed by a blank or nothing, begins a document wherever it
//! stands (YAML 1.2.2 section 9.1.2), and `...` ends one, so that each document is read by itself and a broken one
//! spoils no other. Only directives (`%YAML`, `%TAG`) stay with the `---` that follows them.

use crate::order;
use crate::text::Span;

/// One document, its `---` included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    pub(super) span: Span,
    /// Whether a `---` stands in it.
    pub(super) opened: bool,
}

/// Each document, in order; some may be empty.
pub(super) fn documents(text: &str) -> Vec<Chunk> {
    let mut markers: Vec<_> = markers(text, "---").chain(markers(text, "...")).collect();
    order::sort(&mut markers);
    let mut chunks = Vec::new();
    let mut start = 0;
    let mut opened = false;
    for at in markers {
        let is_start = text.get(at..).is_some_and(|rest| rest.starts_with('-'));
        if is_start && !opened && begins_with_directive(text.get(start..at).unwrap_or_default()) {
            opened = true;
            continue;
        }
        chunks.push(Chunk { span: Span::new(start, at), opened });
        (start, opened) = if is_start { (at, true) } else { (at + "...".len(), false) };
    }
    chunks.push(Chunk { span: Span::new(start, text.len()), opened });
    chunks
}

/// Where the marker stands by itself at the start of a line, or behind a byte order mark there.
fn markers<'a>(text: &'a str, marker: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(marker).map(|(at, _)| at).filter(move |&at| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + marker.len()..).unwrap_or_default());
        let before = before.strip_suffix('\u{feff}').unwrap_or(before);
        (before.is_empty() || before.ends_with(['\n', '\r']))
            && (after.is_empty() || after.starts_with([' ', '\t', '\n', '\r']))
    })
}

fn begins_with_directive(text: &str) -> bool {
    let lines = text.split(['\n', '\r']).map(|line| line.trim_start_matches('\u{feff}'));
    lines.filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(|line| line.starts_with('%')).next()
        == Some(true)
}
