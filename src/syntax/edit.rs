//! Edits of JSON and YAML text as data: members and elements taken out.
//!
//! What always holds: what stays keeps its text, commas, comments and indentation included; a container that would be
//! left empty goes with its key; where an edit cannot be made safely (an alias, two things on one line) there is none.

use super::{Node, Value};
use crate::text::Span;

/// One step of the way into a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'p> {
    /// The value under a key; the last one where the key stands twice.
    Key(&'p str),
    /// An element of a list.
    Index(usize),
}

/// Follows a path of keys and places.
#[must_use]
pub fn follow<'n>(root: &'n Node, path: &[Step<'_>]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, step| match step {
        Step::Key(key) => node.get(key),
        Step::Index(index) => node.as_array()?.get(*index),
    })
}

/// The edits that take children out of the map or list at the end of `path`; `is_doomed` is asked for their places.
#[must_use]
pub fn remove(
    text: &str,
    root: &Node,
    path: &[Step<'_>],
    is_doomed: &dyn Fn(usize) -> bool,
) -> Option<Vec<(Span, String)>> {
    let container = follow(root, path)?;
    let children = children(container)?;
    let doomed: Vec<usize> = (0..children.len()).filter(|index| is_doomed(*index)).collect();
    if doomed.is_empty() {
        return None;
    }
    if doomed.len() == children.len()
        && let Some((last, outer)) = path.split_last()
    {
        let at = place(follow(root, outer)?, *last)?;
        return remove(text, root, outer, &|index| index == at);
    }
    let first = children.first()?;
    let is_flow = container.span.of(text).starts_with(['{', '[']) && first.start > container.span.start;
    let spans = if is_flow { flow(&children, &doomed) } else { block(text, container, &children, &doomed) };
    Some(spans?.into_iter().map(|span| (span, String::new())).collect())
}

/// Where the children of a container stand; `None` for a plain value, and where one of them is an alias, whose text
/// stands elsewhere.
fn children(container: &Node) -> Option<Vec<Span>> {
    match &container.value {
        Value::Object(members) => {
            let whole = |member: &super::Member| {
                let inside = member.value.span.start >= member.key_span.end;
                inside.then(|| member.key_span.to(member.value.span))
            };
            members.iter().map(whole).collect()
        }
        Value::Array(elements) => {
            let inside = |element: &Node| {
                let within = container.span.start <= element.span.start && element.span.end <= container.span.end;
                within.then_some(element.span)
            };
            elements.iter().map(inside).collect()
        }
        _ => None,
    }
}

fn place(container: &Node, step: Step<'_>) -> Option<usize> {
    match step {
        Step::Key(key) => container.as_object()?.iter().rposition(|member| member.key == key),
        Step::Index(index) => Some(index),
    }
}

/// Between brackets: each child goes with the comma after it, those at the end with the comma before them.
fn flow(children: &[Span], doomed: &[usize]) -> Option<Vec<Span>> {
    let kept = (0..children.len()).rev().find(|index| !doomed.contains(index));
    let mut spans = Vec::new();
    for &index in doomed.iter().filter(|index| kept.is_some_and(|kept| **index < kept)) {
        spans.push(Span { start: children.get(index)?.start, end: children.get(index + 1)?.start });
    }
    let end = children.last()?.end;
    match kept {
        Some(kept) if kept + 1 < children.len() => spans.push(Span { start: children.get(kept)?.end, end }),
        Some(_) => {}
        None => spans.push(Span { start: children.first()?.start, end }),
    }
    Some(spans)
}

/// In lines: each child goes with its lines.
fn block(text: &str, container: &Node, children: &[Span], doomed: &[usize]) -> Option<Vec<Span>> {
    let is_list = container.as_array().is_some();
    let lines = |index: &usize| {
        let span = children.get(*index)?;
        let (start, end) = (span.start as usize, span.end as usize);
        let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let before = text.get(line..start)?.trim();
        let rest = text.get(end..)?;
        let length = rest.find('\n').unwrap_or(rest.len());
        let after = rest.get(..length)?.trim();
        let alone = before == if is_list { "-" } else { "" } && (after.is_empty() || after.starts_with('#'));
        let (from, to) = match end + length < text.len() {
            true => (line, end + length + 1),
            // The last line of a text without a line break at its end takes the one before it along.
            false => (line.saturating_sub(1), text.len()),
        };
        alone.then(|| Span::new(from, to))
    };
    doomed.iter().map(lines).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::yaml;
    use crate::text::SourceId;

    fn removed(text: &str, path: &[Step<'_>], doomed: &[usize]) -> Option<String> {
        let (documents, _) = yaml::parse(SourceId::Manifests, text);
        let root = documents.into_iter().next()?.root?;
        let edits = remove(text, &root, path, &|index| doomed.contains(&index))?;
        let edits: Vec<_> = edits.iter().map(|(span, text)| (*span, text.as_str())).collect();
        Some(crate::diagnostic::apply(text, &edits))
    }

    #[test]
    fn what_is_taken_out_takes_its_line_or_its_comma_along() {
        use Step::{Index, Key};
        let block = "a:\n  x: 1 # one\n  y: 2\n# two\nb: 3\n";
        let list = "e:\n- n: A\n  v: 1\n- n: B\n  v: |\n    text\n- n: C";
        for (text, path, doomed, expected) in [
            (block, &[Key("a")][..], &[0][..], Some("a:\n  y: 2\n# two\nb: 3\n")),
            (block, &[Key("a")], &[0, 1], Some("# two\nb: 3\n")),
            (block, &[], &[1], Some("a:\n  x: 1 # one\n  y: 2\n# two\n")),
            (list, &[Key("e")], &[1], Some("e:\n- n: A\n  v: 1\n- n: C")),
            (list, &[Key("e")], &[2], Some("e:\n- n: A\n  v: 1\n- n: B\n  v: |\n    text")),
            (list, &[Key("e"), Index(0)], &[0], None),
            ("{\"a\": [1, 2, 3], \"b\": {\"c\": 4}}", &[Key("a")], &[0, 2], Some("{\"a\": [2], \"b\": {\"c\": 4}}")),
            ("{\"a\": [1, 2, 3], \"b\": {\"c\": 4}}", &[Key("b")], &[0], Some("{\"a\": [1, 2, 3]}")),
            ("{\"a\": [1, 2, 3], \"b\": 4}", &[Key("a")], &[0, 1, 2], Some("{\"b\": 4}")),
            ("a: &x\n  k: v\nb: *x\nc: 1\n", &[], &[1], None),
        ] {
            assert_eq!(removed(text, path, doomed).as_deref(), expected, "{text} {path:?} {doomed:?}");
        }
    }
}
