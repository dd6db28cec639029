//! What the YAML parser's errors mean to a person, and which text is a template that was not rendered.
//!
//! What always holds: the span of an error lies in the document and covers at least the character it is about.

use super::super::SyntaxFault;
use crate::text::Span;
use granit_parser::{ErrorKind, ScanError};

/// The fault and its place; `open` is the innermost flow bracket that is not closed yet, `last` where the last scalar
/// begins.
pub(super) fn of(
    text: &str,
    base: usize,
    error: &ScanError,
    open: Option<(char, usize)>,
    last: usize,
) -> (SyntaxFault, Span) {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let rest = text.get(at..).unwrap_or_default();
    let width = rest.chars().next().map_or(0, char::len_utf8);
    let line = rest.find(['\n', '\r']).unwrap_or(rest.len()).max(width);
    let (here, line) = (Span::new(base + at, base + at + width), Span::new(base + at, base + at + line));
    let unclosed = |(bracket, start)| (SyntaxFault::Unclosed(bracket), Span::new(start, start + 1));
    match error.kind() {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => (SyntaxFault::TabIndentation, tab(text, base, at).unwrap_or(here)),
        ErrorKind::RecursionLimitExceeded => (SyntaxFault::TooDeep, here),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            (SyntaxFault::UnclosedQuote, line)
        }
        ErrorKind::UnclosedFlowCollection { open } | ErrorKind::MismatchedFlowCollectionEnd { open, .. } => {
            (SyntaxFault::Unclosed(*open), here)
        }
        ErrorKind::UnexpectedCharacter { character } if *character < ' ' || *character >= '\u{7f}' => {
            let at = base + at + rest.find(*character).unwrap_or_default();
            (SyntaxFault::NotPrintable(u32::from(*character)), Span::new(at, at + character.len_utf8()))
        }
        ErrorKind::UnexpectedCharacter { character } => (SyntaxFault::CannotStart(*character), here),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
            if open.is_some_and(|(_, start)| spans_lines(text, start.saturating_sub(base), at)) =>
        {
            open.map_or((SyntaxFault::Indentation, here), unclosed)
        }
        ErrorKind::MappingValueNotAllowed if looks_like_html(text) => {
            (SyntaxFault::Html, Span::new(base, base + text.find(['\n', '\r']).unwrap_or(text.len())))
        }
        // The key was taken for a further line of the value above, because it is indented more than its neighbours.
        ErrorKind::MappingValueNotAllowed if spans_lines(text, last.saturating_sub(base), at) => {
            let start = text.get(..at).and_then(|before| before.rfind(['\n', '\r'])).map_or(0, |end| end + 1);
            let blanks = text.get(start..at).map_or(0, |line| line.len() - line.trim_start().len());
            (SyntaxFault::Indentation, Span::new(base + start + blanks, base + at))
        }
        ErrorKind::MappingValueNotAllowed => (SyntaxFault::ColonInPlain, here),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::MappingKeyNotAllowed => (SyntaxFault::Indentation, line),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => (SyntaxFault::BadYamlEscape, here),
        _ => (SyntaxFault::Yaml(error.info()), here),
    }
}

/// The last tab of the indentation before the error.
fn tab(text: &str, base: usize, at: usize) -> Option<Span> {
    let line = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let indentation = text.get(line..)?;
    let indentation = indentation.get(..indentation.find(|c| c != ' ' && c != '\t').unwrap_or(indentation.len()))?;
    let tab = base + line + indentation.rfind('\t')?;
    Some(Span::new(tab, tab + 1))
}

fn spans_lines(text: &str, start: usize, end: usize) -> bool {
    text.get(start..end).is_some_and(|between| between.contains(['\n', '\r']))
}

/// The first placeholder of a Go template (Helm, Argo CD) that stands outside quotes and comments.
pub(super) fn template(text: &str, base: usize) -> Option<Span> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find("{{").map(|at| from + at) {
        let line = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        if !text.get(line..at)?.contains(['"', '\'', '#', '`']) {
            let rest = text.get(at..)?;
            let end_of_line = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let length = rest.find("}}").map_or(end_of_line, |end| (end + 2).min(end_of_line));
            return Some(Span::new(base + at, base + at + length));
        }
        from = at + 2;
    }
    None
}

fn looks_like_html(text: &str) -> bool {
    let start = text.trim_start();
    ["<!doctype", "<html", "<?xml", "<body", "<head"]
        .iter()
        .any(|tag| start.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)))
}
