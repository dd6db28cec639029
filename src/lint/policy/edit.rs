//! Edits of a policy's text: taking a member or an element away with its comma, adding one, moving a condition.
//!
//! What always holds: an edit leaves JSON, and touches no other value than the one it names. Where the tree is not as
//! expected there is no edit.

use super::report::{Edits, Report};
use crate::iam::condition::Condition;
use crate::syntax::json::quoted;
use crate::syntax::{Member, Node, Value};
use crate::text::Span;

/// Takes one of several neighbours away, with the comma that parts it from the next or the one before; `None` where it
/// is the only one.
pub(super) fn without(neighbours: &[Span], gone: Span) -> Option<Edits> {
    let index = neighbours.iter().position(|span| *span == gone)?;
    let span = match (index.checked_sub(1).and_then(|before| neighbours.get(before)), neighbours.get(index + 1)) {
        (Some(before), _) => Span { start: before.end, end: gone.end },
        (None, Some(after)) => Span { start: gone.start, end: after.start },
        (None, None) => return None,
    };
    Some(vec![(span, String::new())])
}

/// Takes a member away; with it the object around it, where it was the only one, as far as there are members left.
pub(super) fn without_member(report: &Report<'_>, key: Span) -> Option<Edits> {
    let path = path_to(report.tree()?, key)?;
    path.iter().rev().find_map(|members| {
        let spans: Vec<Span> = members.iter().map(whole).collect();
        let gone = spans.iter().find(|span| span.start <= key.start && key.end <= span.end)?;
        without(&spans, *gone)
    })
}

fn whole(member: &Member) -> Span {
    member.key_span.to(member.value.span)
}

/// The objects in which a key stands, from the outside in.
fn path_to(node: &Node, key: Span) -> Option<Vec<&[Member]>> {
    if key.start < node.span.start || node.span.end < key.end {
        return None;
    }
    match &node.value {
        Value::Array(nodes) => nodes.iter().find_map(|node| path_to(node, key)),
        Value::Object(members) => {
            let mut path = vec![members.as_slice()];
            if members.iter().any(|member| member.key_span == key) {
                return Some(path);
            }
            path.extend(members.iter().find_map(|member| path_to(&member.value, key))?);
            Some(path)
        }
        _ => None,
    }
}

/// Sets the version of the document, which may have none yet.
pub(super) fn set_version(report: &Report<'_>) -> Option<Edits> {
    if let Some(span) = report.policy.version_span {
        return Some(vec![(span, "\"2012-10-17\"".to_owned())]);
    }
    let first = report.tree()?.as_object()?.first()?.key_span;
    // What parts the brace from the first member parts the two members as well.
    let blank = blank_before(report.text, first.start);
    let blank = if blank.is_empty() { " " } else { blank };
    Some(vec![(Span { start: first.start, end: first.start }, format!("\"Version\": \"2012-10-17\",{blank}"))])
}

/// The white space that ends at an offset.
pub(super) fn blank_before(text: &str, end: u32) -> &str {
    let before = text.get(..end as usize).unwrap_or_default();
    before.get(before.trim_end().len()..).unwrap_or_default()
}

/// Replaces an element by several, or adds some after it; a single string becomes a list.
pub(super) fn beside(report: &Report<'_>, element: Span, list: Span, values: &[String]) -> Edits {
    let more: String = match element == list {
        true => values.iter().map(|value| format!(", {}", quoted(value))).collect(),
        false => {
            let blank = blank_before(report.text, element.start);
            let blank = if blank.is_empty() { " " } else { blank };
            values.iter().map(|value| format!(",{blank}{}", quoted(value))).collect()
        }
    };
    let after = Span { start: element.end, end: element.end };
    match element == list {
        true => {
            vec![(Span { start: element.start, end: element.start }, "[".to_owned()), (after, format!("{more}]"))]
        }
        false => vec![(after, more)],
    }
}

/// Gives a condition another operator: renames the operator where the condition stands alone under it, else takes the
/// condition out; where the block has the new operator already, the condition moves there. `None` where the key stands
/// there already, which would not mean the same.
pub(super) fn with_operator(report: &Report<'_>, condition: &Condition, operator: &str) -> Option<Edits> {
    let path = path_to(report.tree()?, condition.key_span)?;
    let [.., block, lines] = path.as_slice() else { return None };
    let line = lines.iter().find(|line| line.key_span == condition.key_span)?;
    let own = block.iter().find(|one| one.key_span == condition.operator_span)?;
    let text = whole(line).of(report.text);
    if let Some(other) = block.iter().find(|one| one.key == operator) {
        let members = other.value.as_object()?;
        if members.iter().any(|member| member.key.eq_ignore_ascii_case(&line.key)) {
            return None;
        }
        let last = members.last().map(whole)?;
        let blank = blank_before(report.text, last.start);
        let mut edits = without_member(report, condition.key_span)?;
        edits.push((Span { start: last.end, end: last.end }, format!(",{blank}{text}")));
        return Some(edits);
    }
    if lines.len() == 1 {
        return Some(vec![(condition.operator_span, quoted(operator))]);
    }
    let blank = blank_before(report.text, own.key_span.start);
    let mut edits = without_member(report, condition.key_span)?;
    let end = own.value.span.end;
    edits.push((Span { start: end, end }, format!(",{blank}{}: {{ {text} }}", quoted(operator))));
    Some(edits)
}

/// A list of some of its elements, with the white space between them that the first has before it.
pub(super) fn list_of(report: &Report<'_>, elements: &[Span]) -> String {
    if let [only] = elements {
        return only.of(report.text).to_owned();
    }
    let blank = elements.first().map_or("", |first| blank_before(report.text, first.start));
    let after = blank.rfind('\n').map_or("", |_| blank.get(..blank.len().saturating_sub(2)).unwrap_or_default());
    let elements: Vec<&str> = elements.iter().map(|span| span.of(report.text)).collect();
    let parting = if blank.is_empty() { ", ".to_owned() } else { format!(",{blank}") };
    format!("[{blank}{}{after}]", elements.join(&parting))
}
