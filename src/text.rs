//! Places in the user's texts: which document, which bytes, which line.
//!
//! What always holds: a [`Span`] counts bytes of the document exactly as it was pasted (byte order mark and carriage
//! returns included), so it can always be turned back into a selection in the editor, which counts UTF-16 units.

use serde::{Serialize, Serializer};
use std::fmt;

/// A range of bytes, half open. Four gigabytes are enough: documents are limited to far less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives an empty span at the start.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end }
    }

    /// An empty span at a byte.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text under the span; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Whether the byte offset lies in the span; both ends count, as for a caret.
    #[must_use]
    pub fn touches(self, offset: u32) -> bool {
        self.start <= offset && offset <= self.end
    }
}

/// Names one text of a scenario. Displayed, and written to JSON, as the path of the field that holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceId {
    /// `manifests`
    Manifests,
    /// `roles[i].trustPolicy`
    TrustPolicy(u16),
    /// `roles[i].policies[j].document`
    RolePolicy(u16, u16),
    /// `roles[i].permissionsBoundary`
    RoleBoundary(u16),
    /// `users[i].policies[j].document`
    UserPolicy(u16, u16),
    /// `users[i].permissionsBoundary`
    UserBoundary(u16),
    /// `groups[i].policies[j].document`
    GroupPolicy(u16, u16),
    /// `resourcePolicies[i].document`
    ResourcePolicy(u16),
    /// `serviceControlPolicies[level][i]`
    ServiceControlPolicy(u16, u16),
    /// `resourceControlPolicies[level][i]`
    ResourceControlPolicy(u16, u16),
    /// `podIdentityAssociations[i].policy`
    AssociationPolicy(u16),
    /// `sessionPolicy`
    SessionPolicy,
    /// `endpointPolicy`
    EndpointPolicy,
    /// The other fields of the scenario, which are no text: cluster, providers, node role, SDK.
    Settings,
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifests => f.write_str("manifests"),
            Self::TrustPolicy(i) => write!(f, "roles[{i}].trustPolicy"),
            Self::RolePolicy(i, j) => write!(f, "roles[{i}].policies[{j}].document"),
            Self::RoleBoundary(i) => write!(f, "roles[{i}].permissionsBoundary"),
            Self::UserPolicy(i, j) => write!(f, "users[{i}].policies[{j}].document"),
            Self::UserBoundary(i) => write!(f, "users[{i}].permissionsBoundary"),
            Self::GroupPolicy(i, j) => write!(f, "groups[{i}].policies[{j}].document"),
            Self::ResourcePolicy(i) => write!(f, "resourcePolicies[{i}].document"),
            Self::ServiceControlPolicy(i, j) => write!(f, "serviceControlPolicies[{i}][{j}]"),
            Self::ResourceControlPolicy(i, j) => write!(f, "resourceControlPolicies[{i}][{j}]"),
            Self::AssociationPolicy(i) => write!(f, "podIdentityAssociations[{i}].policy"),
            Self::SessionPolicy => f.write_str("sessionPolicy"),
            Self::EndpointPolicy => f.write_str("endpointPolicy"),
            Self::Settings => f.write_str("settings"),
        }
    }
}

impl Serialize for SourceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A place: bytes of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Location {
    /// The document.
    pub source: SourceId,
    /// The bytes in it.
    pub span: Span,
}

/// Where the lines of a text begin: turns bytes into lines, columns and UTF-16 offsets, and back.
///
/// Lines end at LF, CR LF or a lone CR, as the editor counts them.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Byte and UTF-16 offset at which each line begins; never empty.
    starts: Vec<(u32, u32)>,
}

impl<'a> LineIndex<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut starts = vec![(0, 0)];
        let mut utf16 = 0;
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            utf16 += character.len_utf16();
            let ends_line = match character {
                '\n' => true,
                '\r' => characters.peek().is_none_or(|&(_, next)| next != '\n'),
                _ => false,
            };
            if ends_line {
                starts.push((offset(at + character.len_utf8()), offset(utf16)));
            }
        }
        Self { text, starts }
    }

    /// Line and column of a byte, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self, byte: u32) -> (u32, u32) {
        let line = self.line_of(|start| start.0 <= byte);
        let start = self.starts.get(line).map_or(0, |start| start.0);
        let before = self.text.get(start as usize..byte as usize).unwrap_or_default();
        (offset(line + 1), offset(before.chars().count() + 1))
    }

    /// The UTF-16 offset of a byte, for the editor.
    #[must_use]
    pub fn utf16(&self, byte: u32) -> u32 {
        let line = self.line_of(|start| start.0 <= byte);
        let (start, before) = self.starts.get(line).copied().unwrap_or_default();
        let rest = self.text.get(start as usize..byte as usize).unwrap_or_default();
        before + offset(rest.encode_utf16().count())
    }

    /// The byte at a UTF-16 offset; an offset past the end gives the end.
    #[must_use]
    pub fn byte(&self, utf16: u32) -> u32 {
        let line = self.line_of(|start| start.1 <= utf16);
        let (start, mut at) = self.starts.get(line).copied().unwrap_or_default();
        let rest = self.text.get(start as usize..).unwrap_or_default();
        for (index, character) in rest.char_indices() {
            if at >= utf16 {
                return start + offset(index);
            }
            at += offset(character.len_utf16());
        }
        offset(self.text.len())
    }

    fn line_of(&self, begins_before: impl Fn(&(u32, u32)) -> bool) -> usize {
        self.starts.partition_point(begins_before).saturating_sub(1)
    }
}

/// How many single edits (insert, delete, replace, swap of neighbours) lie between two words; for «did you mean».
///
/// Long words, which nobody mistypes that far, count as far apart.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    const LONG: usize = 80;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 3 || a.len() > LONG || b.len() > LONG {
        return usize::MAX;
    }
    // Three rows of the table of optimal string alignment: two back, one back, this one.
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best =
                (cell(&previous, j) + usize::from(x != y)).min(cell(&previous, j + 1) + 1).min(cell(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(cell(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut previous, row);
    }
    previous.last().copied().unwrap_or(usize::MAX)
}

fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_single_edits() {
        assert_eq!(distance("app", "app"), 0);
        assert_eq!(distance("app", "ap"), 1);
        assert_eq!(distance("app", "pap"), 1);
        assert_eq!(distance("eks.amazon.com", "eks.amazonaws.com"), 3);
        assert_eq!(distance("", "abc"), 3);
    }

    #[test]
    fn korean_text_maps_between_bytes_and_utf16() {
        let text = "a: 서비스\r\nb: 😀x";
        let index = LineIndex::new(text);
        let emoji = offset(text.find('😀').unwrap());
        assert_eq!(index.line_column(emoji), (2, 4));
        assert_eq!(index.utf16(emoji), 11);
        assert_eq!(index.byte(11), emoji);
        assert_eq!(index.byte(13), emoji + 4);
        assert_eq!(index.byte(99), offset(text.len()));
    }
}
