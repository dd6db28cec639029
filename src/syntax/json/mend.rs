//! What mends a text that is no JSON, where one edit does.
//!
//! What always holds: an edit is offered only if the text can be read further with it than without, which is tried.

use super::read;
use crate::diagnostic::apply;
use crate::syntax::SyntaxFault;
use crate::text::Span;

/// The edits that mend a fault.
pub(super) fn mend(text: &str, fault: &SyntaxFault, at: Span) -> Option<Vec<(Span, String)>> {
    let edits = edits(text, fault, at)?;
    let borrowed: Vec<(Span, &str)> = edits.iter().map(|(span, text)| (*span, text.as_str())).collect();
    match read(&apply(text, &borrowed)) {
        Ok(_) => Some(edits),
        Err((_, next)) => (next.start > at.end).then_some(edits),
    }
}

fn edits(text: &str, fault: &SyntaxFault, at: Span) -> Option<Vec<(Span, String)>> {
    use SyntaxFault as F;
    let (start, end) = (at.start as usize, at.end as usize);
    let rest = text.get(start..)?;
    let one = |from: usize, to: usize, with: &str| Some(vec![(Span::new(from, to), with.to_owned())]);
    match fault {
        F::TrailingComma => one(start, end, ""),
        F::MissingComma => one(start, start, ","),
        F::MissingColon => one(start, start, ": "),
        F::Comment => {
            let length = match rest.strip_prefix("/*") {
                Some(inner) => inner.find("*/")? + 4,
                None => rest.find(['\r', '\n']).unwrap_or(rest.len()),
            };
            one(start, start + length, "")
        }
        F::SingleQuotes => quotes(rest, start, |c| c == '\''),
        F::SmartQuotes => quotes(rest, start, |c| matches!(c, '“' | '”' | '„' | '‟' | '"')),
        F::UnquotedKey => {
            let word = rest.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).next()?;
            (!word.is_empty()).then_some(())?;
            one(start, start + word.len(), &format!("\"{word}\""))
        }
        F::UnexpectedWord(word) => match word.as_str() {
            "True" | "TRUE" => one(start, end, "true"),
            "False" | "FALSE" => one(start, end, "false"),
            plain if plain.chars().all(char::is_alphanumeric) => one(start, end, &format!("\"{plain}\"")),
            _ => None,
        },
        F::AfterEnd => {
            let closing = rest.chars().all(|c| c.is_whitespace() || matches!(c, '}' | ']' | ',' | ';'));
            closing.then(|| vec![(Span::new(start, start + rest.trim_end().len()), String::new())])
        }
        _ => None,
    }
}

/// Double quotes in the place of others, around a text that needs no escapes.
fn quotes(rest: &str, start: usize, is_quote: impl Fn(char) -> bool) -> Option<Vec<(Span, String)>> {
    let mut characters = rest.char_indices();
    let (_, open) = characters.next()?;
    let (close, quote) = characters.find(|&(_, c)| is_quote(c) || matches!(c, '"' | '\\' | '\n'))?;
    is_quote(quote).then_some(())?;
    let inner = rest.get(open.len_utf8()..close)?;
    Some(vec![(Span::new(start, start + close + quote.len_utf8()), format!("\"{inner}\""))])
}
