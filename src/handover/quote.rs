//! Values in the languages they are handed over in.
//!
//! What always holds: what comes out is one word, one string or one comment, whatever went in; reading it back in that
//! language gives the same text. Sources: POSIX Shell Command Language, "Quoting"; HCL native syntax specification,
//! "Template Expressions"; YAML 1.1, "Double Quoted Style".

use crate::syntax::json::quoted;
use std::fmt::Write;

/// A word of a POSIX shell.
pub(super) fn shell(text: &str) -> String {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'@' | b'%' | b'+' | b':' | b',' | b'.' | b'/' | b'-')
    };
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "'\\''"))
}

/// An option with its value: bound to it where the value could be taken for another option.
pub(super) fn option(name: &str, value: &str) -> String {
    let between = if value.starts_with('-') { "=" } else { " " };
    format!("{name}{between}{}", shell(value))
}

/// A comment, one `#` a line.
pub(super) fn comment(text: &str) -> String {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let line = |line: &str| {
        let shown: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        format!("# {}\n", shown.trim_end())
    };
    text.split(breaks).filter(|part| !part.trim().is_empty()).map(line).collect()
}

/// A double-quoted string of YAML, which is one of JSON too.
pub(super) fn yaml(text: &str) -> String {
    let mut out = String::new();
    for c in quoted(text).chars() {
        // Line breaks of YAML 1.1, and what it does not print.
        if matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') {
            // Writing into a String cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A quoted string of HCL.
pub(super) fn hcl(text: &str) -> String {
    let mut out = String::from("\"");
    for c in template(text).chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The quotes and backslashes of a quoted string escaped, and its templates.
fn template(text: &str) -> String {
    escaped(&text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text of several lines as a heredoc of HCL; the value ends with a line break.
pub(super) fn heredoc(text: &str) -> String {
    let text = text.trim_end_matches(['\n', '\r']);
    let word = delimiter("EOT", text);
    format!("<<{word}\n{}\n{word}", escaped(text))
}

/// A text without templates of HCL: `${` and `%{` begin none.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at_checked(open).unwrap_or((rest, ""));
        let kept = before.trim_end_matches(['$', '%']);
        let signs = before.get(kept.len()..).unwrap_or_default();
        out.push_str(kept);
        match signs {
            "" => {}
            "$" => out.push_str("$$"),
            "%" => out.push_str("%%"),
            // A longer run would read as an escape in part: it is the value of a template.
            run => {
                out.push_str("${\"");
                out.push_str(run);
                out.push_str("\"}");
            }
        }
        out.push('{');
        rest = after.get(1..).unwrap_or_default();
    }
    out + rest
}

/// A word that is no line of a text, to end it with.
pub(super) fn delimiter(wanted: &str, text: &str) -> String {
    let taken = |word: &str| text.lines().any(|line| line.trim() == word);
    let mut words = (2u32..).map(|number| format!("{wanted}{number}"));
    if taken(wanted) { words.find(|word| !taken(word)).unwrap_or_default() } else { wanted.to_owned() }
}
