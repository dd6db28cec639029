//! Which documents became other ones, when a scenario took the place of another.
//!
//! What always holds: a document that was only edited is none of them; where documents changed places, or went, each
//! place that now holds another one, or none, is. The editor forgets those, so that its undo never brings the text of
//! one document into another.

use super::super::Scenario;
use crate::text::SourceId;

/// The places of `before` that hold another document, or none, in `after`.
#[must_use]
pub fn moved(before: &Scenario, after: &Scenario) -> Vec<SourceId> {
    let old: Vec<(SourceId, &str)> = before.documents().collect();
    let new: Vec<(SourceId, &str)> = after.documents().collect();
    let at = |all: &[(SourceId, &str)], wanted: SourceId, text: &str| {
        all.iter().any(|(source, one)| *source == wanted && *one == text)
    };
    // A text that stands elsewhere on one side only has moved.
    let came = |text: &str, source: SourceId, there: &[(SourceId, &str)], not_there: &[(SourceId, &str)]| {
        let mut others = there.iter().filter(|(other, one)| *other != source && *one == text);
        others.any(|(other, _)| !at(not_there, *other, text))
    };
    let other = |(source, text): &(SourceId, &str)| match new.iter().find(|(now, _)| now == source) {
        None => true,
        Some((_, now)) if now == text => false,
        Some((_, now)) => came(text, *source, &new, &old) || came(now, *source, &old, &new),
    };
    old.iter().filter(|document| other(document)).map(|(source, _)| *source).collect()
}
