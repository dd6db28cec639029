//! Manifests: only what cannot change their meaning.
//!
//! What always holds: line ends become LF, blanks at line ends, blank lines at both ends and rows of blank lines go,
//! separators stand alone, one line end closes the text; comments and everything else stay. Where an object would not
//! read the same afterwards (a block text with blanks at its line ends), the whole text keeps its lines.

use super::same;
use crate::syntax::yaml::{self, Document};
use crate::text::SourceId;

pub(super) fn format(source: SourceId, text: &str) -> Option<String> {
    let before = yaml::parse(source, text).0;
    if before.iter().any(|document| document.broken) || before.is_empty() {
        return None;
    }
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    let attempts = [tidy(&indented(&unix)), tidy(&unix), ended(&unix), unix];
    attempts.into_iter().find(|attempt| equal(&before, &yaml::parse(source, attempt).0))
}

fn equal(a: &[Document], b: &[Document]) -> bool {
    let roots = |documents: &[Document]| documents.iter().filter(|document| document.root.is_some()).count();
    let both = || a.iter().filter_map(|d| d.root.as_ref()).zip(b.iter().filter_map(|d| d.root.as_ref()));
    roots(a) == roots(b) && b.iter().all(|document| !document.broken) && both().all(|(a, b)| same(a, b))
}

/// One line end at the end.
fn ended(text: &str) -> String {
    format!("{}\n", text.trim_end_matches(['\n', ' ', '\t']))
}

fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        let mut line = line.trim_end_matches([' ', '\t']);
        if line.is_empty() {
            blank = !out.is_empty();
            continue;
        }
        if line.starts_with("---") && line.trim_start_matches('-').is_empty() {
            line = "---";
            // Nothing stands between an object and its separator.
            blank = false;
            if out == "---\n" || out.ends_with("\n---\n") {
                continue;
            }
        }
        if blank && !out.ends_with("---\n") {
            out.push('\n');
        }
        blank = false;
        out.push_str(line);
        out.push('\n');
    }
    if let Some(before) = out.strip_suffix("\n---\n") {
        out.truncate(before.len() + 1);
    }
    out
}

/// Two blanks a level: each line's blanks are counted against those of the lines around it.
fn indented(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Columns in which maps and lists stand, and in which they are written.
    let mut levels: Vec<(usize, usize)> = Vec::new();
    // Comments wait for the line that they stand over.
    let mut waiting: Vec<&str> = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim_start_matches(' ');
        let mut column = line.len() - rest.len();
        if rest.is_empty() || rest.starts_with('#') {
            waiting.push(line);
            continue;
        }
        let own = column;
        let mut written = 0;
        if line.starts_with("---") {
            levels.clear();
        } else {
            written = enter(&mut levels, column);
        }
        for comment in waiting.drain(..) {
            let text = comment.trim_start_matches(' ');
            let column = comment.len() - text.len();
            let column = if column == own { written } else { column };
            out.extend([&" ".repeat(column), text, "\n"]);
        }
        out.push_str(&" ".repeat(written));
        while let Some(after) = rest.strip_prefix("- ") {
            let inner = after.trim_start_matches(' ');
            column += rest.len() - inner.len();
            written += 2;
            out.push_str("- ");
            levels.push((column, written));
            rest = inner;
        }
        out.push_str(rest);
        out.push('\n');
    }
    for comment in waiting {
        out.extend([comment, "\n"]);
    }
    out
}

/// In which column a line is written, by the levels that are still open.
fn enter(levels: &mut Vec<(usize, usize)>, column: usize) -> usize {
    while levels.last().is_some_and(|(open, _)| *open > column) {
        levels.pop();
    }
    if let Some((_, written)) = levels.last().filter(|(open, _)| *open == column) {
        return *written;
    }
    let written = levels.last().map_or(0, |(_, written)| written + 2);
    levels.push((column, written));
    written
}
