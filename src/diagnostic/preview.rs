//! What a fix does, as lines: those that go and those that come, with their place.
//!
//! What always holds: the lines come from the very edits that [`apply`](super::apply) makes, so the preview cannot
//! promise something else; edits of one line, or of lines that touch, stand together.

use super::Fix;
use crate::order;
use crate::text::{LineIndex, Location, SourceId, Span};

/// Lines that are replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Where the old lines stand.
    pub at: Location,
    /// The number of the first of them, from 1.
    pub line: u32,
    /// What goes.
    pub removed: Vec<String>,
    /// What comes.
    pub added: Vec<String>,
}

/// The lines that a fix changes; `text` gives the documents.
pub fn preview<'t>(fix: &Fix, text: &dyn Fn(SourceId) -> Option<&'t str>) -> Vec<Hunk> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    order::sort_by_key(&mut edits, |edit| edit.at);
    let mut hunks: Vec<(Location, Vec<(Span, &str)>)> = Vec::new();
    for edit in edits {
        let Some(document) = text(edit.at.source) else { continue };
        let lines = lines_of(document, edit.at.span);
        match hunks.last_mut() {
            Some((at, edits)) if at.source == edit.at.source && lines.start <= at.span.end => {
                at.span = at.span.to(lines);
                edits.push((edit.at.span, &edit.text));
            }
            _ => hunks.push((Location { source: edit.at.source, span: lines }, vec![(edit.at.span, &edit.text)])),
        }
    }
    hunks.into_iter().filter_map(|(at, edits)| hunk(text(at.source)?, at, &edits)).collect()
}

fn hunk(document: &str, at: Location, edits: &[(Span, &str)]) -> Option<Hunk> {
    let old = at.span.of(document);
    let moved: Vec<(Span, &str)> = edits
        .iter()
        .map(|(span, text)| (Span { start: span.start - at.span.start, end: span.end - at.span.start }, *text))
        .collect();
    let new = super::apply(old, &moved);
    let (mut removed, mut added): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut line = LineIndex::new(document).line_column(at.span.start).0;
    // A line that stays says nothing here.
    while !removed.is_empty() && removed.first() == added.first() {
        removed.remove(0);
        added.remove(0);
        line += 1;
    }
    while !removed.is_empty() && removed.last() == added.last() {
        removed.pop();
        added.pop();
    }
    // The indentation that all lines share says nothing either.
    let indents = removed.iter().chain(&added).filter(|line| !line.trim().is_empty());
    let indent = indents.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    for line in removed.iter_mut().chain(&mut added) {
        *line = line.get(indent..).unwrap_or_default();
    }
    let owned = |lines: Vec<&str>| lines.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let hunk = Hunk { at, line, removed: owned(removed), added: owned(added) };
    (!hunk.removed.is_empty() || !hunk.added.is_empty()).then_some(hunk)
}

/// The whole lines that a span touches, without the last line's end.
fn lines_of(document: &str, span: Span) -> Span {
    let (start, end) = (span.start as usize, span.end as usize);
    let from = document.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let to = document.get(end..).and_then(|after| after.find('\n')).map_or(document.len(), |at| end + at);
    Span::new(from, to)
}
