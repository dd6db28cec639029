//! YAML as it is while somebody types: the fields that lead to the caret, by indentation alone.
//!
//! What always holds: only the object at the caret is looked at, line by line, once up and once down; quotes, anchors
//! and multi-line texts are not understood, which costs a suggestion at worst.

use crate::text::Span;

/// Where a caret stands in a manifest.
#[derive(Debug)]
pub(super) struct Spot<'t> {
    /// The fields that lead here, outermost first; lists count for nothing.
    pub(super) path: Vec<&'t str>,
    /// The fields that stand beside, without the one at the caret.
    pub(super) beside: Vec<(&'t str, &'t str)>,
    /// What is written at the caret.
    pub(super) role: Role<'t>,
    /// The word at the caret, without quotes.
    pub(super) word: Span,
    /// The quote before the word.
    pub(super) quote: Option<char>,
    /// In which column the fields stand here.
    pub(super) column: usize,
    /// The object at the caret.
    pub(super) object: Object<'t>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role<'t> {
    /// The name of a field, or an element of a list; whether the line has a dash.
    Key { dash: bool, colon: bool },
    /// The value of this field.
    Value(&'t str),
}

/// What is said at the top of an object.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Object<'t> {
    pub(super) api_version: &'t str,
    pub(super) kind: &'t str,
    pub(super) namespace: &'t str,
    /// Whether nothing but blanks and comments stands in it.
    pub(super) is_empty: bool,
}

struct Line<'t> {
    /// Column of the first dash, if the line begins with one.
    dash: Option<usize>,
    /// Column of what follows blanks and dashes.
    column: usize,
    /// What follows them; empty for blank lines and comments.
    rest: &'t str,
}

fn line(text: &str) -> Line<'_> {
    let mut rest = text.trim_start_matches(' ');
    let mut column = text.len() - rest.len();
    let mut dash = None;
    while let Some(after) = rest.strip_prefix('-').filter(|after| after.is_empty() || after.starts_with(' ')) {
        dash = dash.or(Some(column));
        rest = after.trim_start_matches(' ');
        column = text.len() - rest.len();
    }
    let rest = if rest.starts_with('#') { "" } else { rest };
    Line { dash, column, rest: rest.trim_end() }
}

/// A field and its value: `name: web`.
pub(super) fn field(rest: &str) -> Option<(&str, &str)> {
    let at = rest
        .match_indices(':')
        .map(|(at, _)| at)
        .find(|at| rest.get(at + 1..).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\r'])))?;
    let (key, value) = (rest.get(..at)?, rest.get(at + 1..)?.trim());
    let value = value.split_once(" #").map_or(value, |(value, _)| value.trim_end());
    Some((unquoted(key), unquoted(value)))
}

pub(super) fn unquoted(text: &str) -> &str {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            return inner.strip_suffix(quote).unwrap_or(inner);
        }
    }
    text
}

/// Where the caret stands; `None` in a comment and on a line between two objects.
pub(super) fn spot(text: &str, offset: usize) -> Option<Spot<'_>> {
    let start = text.get(..offset)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(offset..)?;
    let end = offset + rest.find('\n').unwrap_or(rest.len());
    let whole = text.get(start..end)?.trim_end_matches('\r');
    let before = text.get(start..offset)?;
    if whole.starts_with("---") || before.trim_start().starts_with('#') || before.contains(" #") {
        return None;
    }
    let above: Vec<&str> = text.get(..start)?.lines().collect();
    let first = above.iter().rposition(|line| line.starts_with("---")).map_or(0, |at| at + 1);
    let above = above.get(first..).unwrap_or_default();
    let below: Vec<&str> = text.get(end..)?.split('\n').skip(1).take_while(|line| !line.starts_with("---")).collect();

    let here = line(whole);
    let blank = whole.trim().is_empty();
    let column = if blank { before.len() } else { here.column };
    let mut spot = Spot {
        path: Vec::new(),
        beside: Vec::new(),
        role: Role::Key { dash: here.dash.is_some(), colon: false },
        word: Span::at(offset),
        quote: None,
        column,
        object: object(above.iter().chain([&whole]).chain(&below)),
    };
    if before.len() < column {
        return None;
    }
    // Key or value, and the word.
    let colon = field(here.rest).map(|_| here.rest.find(':').unwrap_or_default() + start + here.column);
    let colon = colon.filter(|colon| text.get(*colon..*colon + 1) == Some(":"));
    let in_value = colon.is_some_and(|colon| offset > colon);
    if let Some((key, _)) = field(here.rest).filter(|_| in_value) {
        spot.role = Role::Value(key);
    } else {
        spot.role = Role::Key { dash: here.dash.is_some(), colon: colon.is_some() };
    }
    let floor = if in_value { colon.map_or(start, |colon| colon + 1) } else { start + here.column.min(whole.len()) };
    let typed = text.get(floor..offset)?;
    let begin = floor + typed.rfind([' ', '[', ',', '"', '\'', '{']).map_or(0, |at| at + 1);
    let after = text.get(offset..end)?;
    let stop = after.find([' ', ']', ',', '"', '\'', '}', '\r', '#']);
    let mut stop = offset + stop.unwrap_or(after.len());
    if !in_value {
        stop = colon.map_or(stop, |colon| stop.min(colon));
    }
    spot.quote = text.get(..begin)?.chars().next_back().filter(|c| matches!(c, '"' | '\'') && begin > floor);
    spot.word = Span::new(begin, stop);

    // Up: the fields around, and those beside.
    let mut limit = here.dash.filter(|_| !blank).unwrap_or(column);
    let mut inclusive = here.dash.is_some();
    let mut beside_at = (here.dash.is_none()).then_some(column);
    for text in above.iter().rev() {
        let found = line(text);
        if found.rest.is_empty() {
            continue;
        }
        let key = field(found.rest);
        if beside_at == Some(found.column) {
            spot.beside.extend(key);
            if let Some(dash) = found.dash {
                (limit, inclusive, beside_at) = (dash, true, None);
            }
            continue;
        }
        let parent = found.column < limit || inclusive && found.column == limit && found.dash.is_none();
        if parent && let Some((key, _)) = key {
            spot.path.push(key);
            beside_at = None;
            (limit, inclusive) = (found.dash.unwrap_or(found.column), found.dash.is_some());
        }
    }
    spot.path.reverse();
    // Down: the fields beside that follow.
    for text in &below {
        let found = line(text);
        if found.rest.is_empty() {
            continue;
        }
        if found.column < column || found.dash.is_some_and(|dash| dash < column) {
            break;
        }
        if found.column == column {
            spot.beside.extend(field(found.rest));
        }
    }
    Some(spot)
}

fn object<'a, 't: 'a>(lines: impl Iterator<Item = &'a &'t str>) -> Object<'t> {
    let mut object = Object { is_empty: true, ..Object::default() };
    let mut in_metadata = false;
    for text in lines {
        let found = line(text);
        if found.rest.is_empty() {
            continue;
        }
        object.is_empty = false;
        let Some((key, value)) = field(found.rest) else { continue };
        if found.column == 0 {
            in_metadata = key == "metadata";
            match key {
                "apiVersion" => object.api_version = value,
                "kind" => object.kind = value,
                _ => {}
            }
        } else if in_metadata && key == "namespace" && found.column <= 4 {
            object.namespace = value;
        }
    }
    object
}
