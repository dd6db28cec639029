//! JSON text to a spanned tree.
//!
//! What always holds: only JSON of RFC 8259 is accepted (no comments, no trailing commas, no raw control characters in
//! strings), because IAM accepts nothing else; a leading byte order mark is passed over. Duplicate keys are kept. The
//! first thing out of place ends the reading, named as a person would mend it.

mod mend;
#[cfg(test)]
mod tests;

use super::{MAX_BYTES, MAX_DEPTH, Member, Node, SyntaxFault, Text, Value};
use crate::diagnostic::{Diagnostic, Edit, Finding, Fix};
use crate::text::{Location, SourceId, Span};

type Fault = (SyntaxFault, Span);

/// Reads one JSON document. `None` comes with at least one error.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> (Option<Node>, Vec<Diagnostic>) {
    match read(text) {
        Ok(node) => (Some(node), Vec::new()),
        Err((fault, span)) => {
            let at = |span: Span| Location { source, span };
            let edits = mend::mend(text, &fault, span).unwrap_or_default();
            let edits: Vec<Edit> = edits.into_iter().map(|(span, text)| Edit { at: at(span), text }).collect();
            let fix = (!edits.is_empty()).then_some(Fix { edits });
            (None, vec![Diagnostic { fix, ..Diagnostic::error(Finding::Syntax(fault), at(span)) }])
        }
    }
}

/// A text as a JSON string, in quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    // A string always has its JSON.
    serde_json::to_string(text).unwrap_or_default()
}

fn read(text: &str) -> Result<Node, Fault> {
    if text.len() > MAX_BYTES {
        return Err((SyntaxFault::TooLarge, Span::at(0)));
    }
    // The byte order mark is skipped, and offsets stay those of the pasted text.
    let (text, shift) = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, '\u{feff}'.len_utf8()));
    read_at(text, shift)
}

/// Reads one JSON value that begins `shift` bytes into its document, where its spans count from.
pub(super) fn read_at(text: &str, shift: usize) -> Result<Node, Fault> {
    if text.trim().is_empty() {
        return Err((SyntaxFault::Empty, Span::new(0, text.len() + shift)));
    }
    let mut reader = Reader { text, shift, at: 0 };
    let node = reader.value(0)?;
    match reader.next() {
        None => Ok(node),
        Some('/') => Err(reader.unexpected()),
        Some(_) => Err((SyntaxFault::AfterEnd, reader.token())),
    }
}

struct Reader<'a> {
    text: &'a str,
    shift: usize,
    /// The next byte to read.
    at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The next character that is no blank.
    fn next(&mut self) -> Option<char> {
        self.skip(|c| matches!(c, ' ' | '\t' | '\n' | '\r'));
        self.peek()
    }

    /// Passes the next character over if it is this one.
    fn eat(&mut self, wanted: char) -> bool {
        let found = self.next() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn skip(&mut self, wanted: fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    }

    fn span(&self, start: usize) -> Span {
        Span::new(start + self.shift, self.at + self.shift)
    }

    /// The word that stands here, or the character.
    fn token(&self) -> Span {
        let rest = self.rest();
        let length = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        let length = length.max(self.peek().map_or(0, char::len_utf8));
        Span::new(self.at + self.shift, self.at + self.shift + length)
    }

    fn value(&mut self, depth: usize) -> Result<Node, Fault> {
        let first = self.next();
        let start = self.at;
        if depth > MAX_DEPTH {
            return Err((SyntaxFault::TooDeep, Span::new(start + self.shift, start + self.shift + 1)));
        }
        let value = match first {
            Some('{') => Value::Object(self.members(depth)?),
            Some('[') => Value::Array(self.elements(depth)?),
            Some('"') => Value::String(self.string()?),
            Some('-' | '+' | '.' | '0'..='9') => Value::Number(self.number()?),
            _ => match self.keyword() {
                Some(value) => value,
                None => return Err(self.unexpected()),
            },
        };
        Ok(Node { span: self.span(start), value })
    }

    fn keyword(&mut self) -> Option<Value> {
        let value = match self.word() {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => return None,
        };
        self.at += self.word().len();
        Some(value)
    }

    fn word(&self) -> &'a str {
        let rest = self.rest();
        rest.get(..rest.find(|c| !is_of_word(c)).unwrap_or(rest.len())).unwrap_or_default()
    }

    fn elements(&mut self, depth: usize) -> Result<Vec<Node>, Fault> {
        let open = self.open();
        let mut elements = Vec::new();
        while !self.eat(']') {
            if self.next().is_none() {
                return Err((SyntaxFault::Unclosed('['), open));
            }
            elements.push(self.value(depth + 1)?);
            self.comma(']')?;
        }
        Ok(elements)
    }

    fn members(&mut self, depth: usize) -> Result<Vec<Member>, Fault> {
        let open = self.open();
        let mut members = Vec::new();
        while !self.eat('}') {
            let start = self.at;
            let key = match self.next() {
                None => return Err((SyntaxFault::Unclosed('{'), open)),
                Some('"') => self.string()?.value,
                Some(first) if is_of_word(first) => return Err((SyntaxFault::UnquotedKey, self.token())),
                Some(_) => return Err(self.unexpected()),
            };
            let key_span = self.span(start);
            if !self.eat(':') {
                let comment = self.next() == Some('/');
                return Err(if comment { self.unexpected() } else { (SyntaxFault::MissingColon, self.token()) });
            }
            if matches!(self.next(), None | Some('}' | ',')) {
                return Err((SyntaxFault::MissingValue, self.token()));
            }
            members.push(Member { key, key_span, value: self.value(depth + 1)? });
            self.comma('}')?;
        }
        Ok(members)
    }

    /// The bracket that stands here, passed over.
    fn open(&mut self) -> Span {
        self.at += 1;
        self.span(self.at - 1)
    }

    /// What follows a value: a comma and another one, or the end, which is left for the caller.
    fn comma(&mut self, end: char) -> Result<(), Fault> {
        let after = self.at;
        if self.eat(',') {
            let comma = self.span(self.at - 1);
            return if self.next() == Some(end) { Err((SyntaxFault::TrailingComma, comma)) } else { Ok(()) };
        }
        match self.next() {
            Some('"' | '{' | '[' | '-') => {}
            Some(next) if is_of_word(next) => {}
            Some(next) if next != end => return Err(self.unexpected()),
            _ => return Ok(()),
        }
        Err((SyntaxFault::MissingComma, Span::new(after + self.shift, after + self.shift + 1)))
    }

    /// `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?`
    fn number(&mut self) -> Result<String, Fault> {
        let written = self.rest();
        let length = written.find(|c: char| !(is_of_word(c) || matches!(c, '+' | '.'))).unwrap_or(written.len());
        let written = written.get(..length).unwrap_or_default();
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let (mantissa, exponent) = written.split_once(['e', 'E']).unwrap_or((written, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
        let whole = whole.strip_prefix('-').unwrap_or(whole);
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        let start = self.at;
        self.at += length;
        if digits(whole) && (whole == "0" || !whole.starts_with('0')) && digits(fraction) && digits(exponent) {
            Ok(written.to_owned())
        } else {
            Err((SyntaxFault::BadNumber, self.span(start)))
        }
    }

    fn string(&mut self) -> Result<Text, Fault> {
        let start = self.at;
        self.at += 1;
        let mut value = String::new();
        let mut verbatim = Some(self.span(self.at).start);
        loop {
            let rest = self.rest();
            let plain = rest.find(|c| matches!(c, '"' | '\\' | '\0'..='\u{1f}')).unwrap_or(rest.len());
            value.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            let at = self.at;
            self.at += 1;
            match rest.get(plain..).and_then(|rest| rest.chars().next()) {
                Some('"') => return Ok(Text { value, verbatim }),
                Some('\\') => {
                    verbatim = None;
                    value.push(self.escape().ok_or_else(|| (SyntaxFault::BadEscape, self.span(at)))?);
                }
                Some('\n' | '\r') | None => {
                    self.at = at;
                    return Err((SyntaxFault::UnterminatedString, self.span(start)));
                }
                Some(_) => return Err((SyntaxFault::ControlCharacter, self.span(at))),
            }
        }
    }

    /// The character that an escape means, after its backslash.
    fn escape(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        match letter {
            '"' | '\\' | '/' => Some(letter),
            'b' => Some('\u{8}'),
            'f' => Some('\u{c}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => match self.code_unit()? {
                high @ 0xd800..=0xdbff if self.rest().starts_with("\\u") => {
                    self.at += 2;
                    let low = self.code_unit().filter(|low| (0xdc00..=0xdfff).contains(low))?;
                    char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00))
                }
                unit => char::from_u32(unit),
            },
            _ => None,
        }
    }

    fn code_unit(&mut self) -> Option<u32> {
        let digits = self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// What is wrong with something that can stand nowhere.
    fn unexpected(&mut self) -> Fault {
        let rest = self.rest();
        let span = self.token();
        match self.peek() {
            Some('/') if rest.starts_with("//") || rest.starts_with("/*") => {
                let ends =
                    if rest.starts_with("//") { rest.find(['\n', '\r']) } else { rest.find("*/").map(|at| at + 2) };
                let end = self.at + ends.unwrap_or(rest.len());
                (SyntaxFault::Comment, Span::new(self.at + self.shift, end + self.shift))
            }
            Some('\'') => (SyntaxFault::SingleQuotes, span),
            Some('“' | '”' | '„' | '‘' | '’') => (SyntaxFault::SmartQuotes, span),
            Some(first) if is_of_word(first) => {
                (SyntaxFault::UnexpectedWord(self.word().chars().take(40).collect()), span)
            }
            _ => (SyntaxFault::UnexpectedCharacter, span),
        }
    }
}

/// Whether a character belongs to a word: a keyword, or a text that should have quotes.
fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '$')
}
