//! JSON text to a spanned tree.
//!
//! What always holds: only JSON of RFC 8259 is accepted (no comments, no trailing commas, no raw control characters in
//! strings), because IAM accepts nothing else; a leading byte order mark is passed over. Duplicate keys are kept.

use super::{MAX_BYTES, MAX_DEPTH, Member, Node, SyntaxFault, Text, Value};
use crate::diagnostic::{Diagnostic, Finding};
use crate::text::{Location, SourceId, Span};
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, ParseStringErrorKind, parse_to_ast};

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads one JSON document. `None` comes with at least one error.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    match read(text) {
        Ok(node) => (Some(node), Vec::new()),
        Err((fault, span)) => (None, vec![Diagnostic::error(Finding::Syntax(fault), Location { source, span })]),
    }
}

fn read(text: &str) -> Result<Node, (SyntaxFault, Span)> {
    if text.len() > MAX_BYTES {
        return Err((SyntaxFault::TooLarge, Span::at(0)));
    }
    // The byte order mark is blanked, not cut, so that offsets stay those of the pasted text.
    let (text, shift) = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, '\u{feff}'.len_utf8()));
    read_at(text, shift)
}

/// Reads one JSON value that begins `shift` bytes into its document, where its spans count from.
pub(super) fn read_at(text: &str, shift: usize) -> Result<Node, (SyntaxFault, Span)> {
    if text.trim().is_empty() {
        return Err((SyntaxFault::Empty, Span::new(0, text.len() + shift)));
    }
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let parsed = parse_to_ast(text, &collect, &STRICT).map_err(|error| fault(text, shift, &error))?;
    let value = parsed.value.ok_or((SyntaxFault::Empty, Span::new(shift, text.len() + shift)))?;
    Reader { text, shift }.node(&value, 0)
}

/// A text as a JSON string, in quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    // A string always has its JSON.
    serde_json::to_string(text).unwrap_or_default()
}

struct Reader<'a> {
    text: &'a str,
    shift: usize,
}

impl Reader<'_> {
    fn span(&self, ranged: &impl Ranged) -> Span {
        Span::new(ranged.start() + self.shift, ranged.end() + self.shift)
    }

    fn node(&self, value: &ast::Value<'_>, depth: usize) -> Result<Node, (SyntaxFault, Span)> {
        let span = self.span(value);
        if depth > MAX_DEPTH {
            return Err((SyntaxFault::TooDeep, Span::new(span.start as usize, span.start as usize + 1)));
        }
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
            ast::Value::NumberLit(literal) => Value::Number(literal.value.to_owned()),
            ast::Value::StringLit(literal) => Value::String(self.string(literal)?),
            ast::Value::Array(array) => {
                Value::Array(array.elements.iter().map(|e| self.node(e, depth + 1)).collect::<Result<_, _>>()?)
            }
            ast::Value::Object(object) => {
                Value::Object(object.properties.iter().map(|p| self.member(p, depth)).collect::<Result<_, _>>()?)
            }
        };
        Ok(Node { span, value })
    }

    fn member(&self, property: &ast::ObjectProp<'_>, depth: usize) -> Result<Member, (SyntaxFault, Span)> {
        let key_span = self.span(&property.name);
        let key = match &property.name {
            ast::ObjectPropName::String(literal) => self.string(literal)?.value,
            ast::ObjectPropName::Word(_) => return Err((SyntaxFault::UnquotedKey, key_span)),
        };
        Ok(Member { key, key_span, value: self.node(&property.value, depth + 1)? })
    }

    fn string(&self, literal: &ast::StringLit<'_>) -> Result<Text, (SyntaxFault, Span)> {
        let span = self.span(literal);
        let raw = self.text.get(literal.start() + 1..literal.end().saturating_sub(1)).unwrap_or_default();
        // The library lets a raw TAB pass; RFC 8259 section 7 does not.
        if let Some(at) = raw.find(|c: char| c < ' ') {
            let at = span.start as usize + 1 + at;
            return Err((SyntaxFault::ControlCharacter, Span::new(at, at + 1)));
        }
        let verbatim = (raw == literal.value).then_some(span.start + 1);
        Ok(Text { value: literal.value.clone().into_owned(), verbatim })
    }
}

fn fault(text: &str, shift: usize, error: &ParseError) -> (SyntaxFault, Span) {
    let range = error.range();
    let at = text.get(range.start..).and_then(|rest| rest.chars().next());
    let kind = match error.kind() {
        ParseErrorKind::CommentsNotAllowed | ParseErrorKind::UnterminatedCommentBlock => SyntaxFault::Comment,
        ParseErrorKind::TrailingCommasNotAllowed => SyntaxFault::TrailingComma,
        ParseErrorKind::ExpectedComma => SyntaxFault::MissingComma,
        ParseErrorKind::ExpectedColonAfterObjectKey => SyntaxFault::MissingColon,
        ParseErrorKind::ExpectedObjectValue => SyntaxFault::MissingValue,
        ParseErrorKind::SingleQuotedStringsNotAllowed => SyntaxFault::SingleQuotes,
        _ if matches!(at, Some('“' | '”' | '„' | '‘' | '’')) => SyntaxFault::SmartQuotes,
        ParseErrorKind::ExpectedStringObjectProperty => SyntaxFault::UnquotedKey,
        ParseErrorKind::UnexpectedWord => {
            let word = text.get(range.start..range.end).unwrap_or_default();
            SyntaxFault::UnexpectedWord(word.chars().take(40).collect())
        }
        ParseErrorKind::String(ParseStringErrorKind::UnterminatedStringLiteral) => SyntaxFault::UnterminatedString,
        ParseErrorKind::String(_) => SyntaxFault::BadEscape,
        ParseErrorKind::BareDecimalPointNumbersNotAllowed
        | ParseErrorKind::ExpectedDigit
        | ParseErrorKind::ExpectedDigitFollowingNegativeSign
        | ParseErrorKind::ExpectedPlusMinusOrDigitInNumberLiteral
        | ParseErrorKind::HexadecimalNumbersNotAllowed
        | ParseErrorKind::NonFiniteNumbersNotAllowed
        | ParseErrorKind::UnaryPlusNumbersNotAllowed => SyntaxFault::BadNumber,
        ParseErrorKind::UnterminatedArray => SyntaxFault::Unclosed('['),
        ParseErrorKind::UnterminatedObject => SyntaxFault::Unclosed('{'),
        ParseErrorKind::MultipleRootJsonValues => SyntaxFault::AfterEnd,
        ParseErrorKind::NestingDepthExceeded => SyntaxFault::TooDeep,
        _ => SyntaxFault::UnexpectedCharacter,
    };
    (kind, Span::new(range.start + shift, range.end.max(range.start + 1).min(text.len()) + shift))
}
