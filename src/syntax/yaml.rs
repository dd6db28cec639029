//! YAML text to spanned trees, one a document, read as Kubernetes reads it.
//!
//! What always holds: spans count the bytes of the text as it was pasted; a broken document comes with `broken` set and
//! an error at the place, and the documents around it are read all the same; scalars are resolved as go-yaml resolves
//! them; aliases and merge keys are expanded, and no input makes a tree of more than [`MAX_NODES`] values or
//! [`MAX_DEPTH`] levels. A document that begins with `{` or `[` may also be JSON, as for `kubectl`.

mod build;
mod fault;
mod scalar;
mod split;

use super::{MAX_BYTES, MAX_DEPTH, MAX_NODES, Member, Node, SyntaxFault, Value, json};
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::text::{Location, SourceId, Span};
use std::collections::BTreeMap;

/// One document of a YAML stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The whole document, without its `---`.
    pub span: Span,
    /// Its value; `None` where the document is empty, holds only comments, or could not be read (then an error says
    /// so).
    pub root: Option<Node>,
    /// Whether an error stands in the diagnostics for this document.
    pub broken: bool,
}

/// Something found in a document: what, how bad, where, and where the first of two equal keys stands.
pub(super) struct Problem {
    fault: SyntaxFault,
    severity: Severity,
    span: Span,
    related: Option<Span>,
}

impl Problem {
    fn error(fault: SyntaxFault, span: Span) -> Self {
        Self { fault, severity: Severity::Error, span, related: None }
    }

    fn warning(fault: SyntaxFault, span: Span) -> Self {
        Self { severity: Severity::Warning, ..Self::error(fault, span) }
    }
}

/// Reads a YAML stream. Documents that do not parse are left out of no list: they come with `broken` set.
///
/// A stream without any content, or with comments only, has no documents and is no error.
#[must_use]
pub fn parse(source: SourceId, text: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    let mut documents = Vec::new();
    let mut problems = Vec::new();
    if text.len() > MAX_BYTES {
        problems.push(Problem::error(SyntaxFault::TooLarge, Span::at(0)));
    } else {
        for chunk in split::documents(text) {
            document(text, chunk, &mut documents, &mut problems);
        }
    }
    let locate = |span| Location { source, span };
    let diagnostics = problems
        .into_iter()
        .map(|problem| Diagnostic {
            severity: problem.severity,
            finding: Finding::Syntax(problem.fault),
            at: locate(problem.span),
            related: problem.related.map(locate).into_iter().collect(),
            fix: None,
        })
        .collect();
    (documents, diagnostics)
}

fn document(text: &str, chunk: split::Chunk, documents: &mut Vec<Document>, problems: &mut Vec<Problem>) {
    let body = body(text, chunk);
    let content = body.of(text);
    let span = Span::new(body.start as usize, body.start as usize + content.trim_end().len());
    if !content.lines().any(|line| !matches!(line.trim_start().chars().next(), None | Some('#'))) {
        if chunk.opened {
            documents.push(Document { span, root: None, broken: false });
        }
        return;
    }
    let json_error = match json_values(content, body.start as usize) {
        Ok(nodes) => {
            for node in nodes {
                duplicates(&node, problems);
                documents.push(Document { span: node.span, root: Some(node), broken: false });
            }
            return;
        }
        Err(error) => error,
    };
    let before = problems.len();
    match build::document(content, body.start as usize, problems) {
        Ok(root) => documents.push(Document { span, root, broken: false }),
        Err((fault, at)) => {
            problems.truncate(before);
            let (fault, at) = match (fault::template(content, body.start as usize), json_error) {
                (Some(at), _) => (SyntaxFault::Template, at),
                (None, Some(error)) => error,
                (None, None) => (fault, at),
            };
            problems.push(Problem::error(fault, at));
            documents.push(Document { span, root: None, broken: true });
        }
    }
}

/// The document without its `---` line and its byte order mark.
fn body(text: &str, chunk: split::Chunk) -> Span {
    let content = chunk.span.of(text);
    let bare = content.trim_start_matches('\u{feff}');
    let marked = bare.strip_prefix("---").filter(|_| chunk.opened);
    let rest = marked.map_or(bare, |after| {
        let line_end = after.find(['\n', '\r']).unwrap_or(after.len());
        let (line, below) = after.split_at_checked(line_end).unwrap_or((after, ""));
        let line = line.trim_start();
        let below = below.trim_start_matches(['\r', '\n']).trim_start_matches('\u{feff}');
        // Content beside the marker, and what would be taken for a directive, need the marker.
        if (line.is_empty() || line.starts_with('#')) && !below.starts_with('%') { below } else { bare }
    });
    Span::new(chunk.span.end as usize - rest.len(), chunk.span.end as usize)
}

/// The values of a JSON stream, or the error that makes it none; `None` where it does not look like JSON at all.
fn json_values(content: &str, base: usize) -> Result<Vec<Node>, Option<(SyntaxFault, Span)>> {
    let trimmed = content.trim_start();
    let mut inside = trimmed.chars().filter(|c| !c.is_whitespace());
    let looks_like_json = match (inside.next(), inside.next()) {
        (Some('{'), next) => matches!(next, Some('"' | '}') | None),
        (Some('['), next) => matches!(next, Some('"' | '{' | ']') | None),
        _ => return Err(None),
    };
    let mut nodes = Vec::new();
    let mut at = content.len() - trimmed.len();
    while let Some(rest) = content.get(at..).filter(|rest| !rest.trim().is_empty()) {
        match json::read_at(rest, base + at) {
            Ok(node) => {
                nodes.push(node);
                break;
            }
            // `kubectl` reads JSON values that follow one another.
            Err((SyntaxFault::AfterEnd, span)) if span.start as usize > base + at => {
                let next = span.start as usize - base;
                let value = content.get(at..next).unwrap_or_default();
                let node = json::read_at(value, base + at).map_err(|error| looks_like_json.then_some(error))?;
                nodes.push(node);
                at = next;
            }
            Err(error) => return Err(looks_like_json.then_some(error)),
        }
    }
    Ok(nodes)
}

/// Reports every key of a JSON tree that stands twice in its map.
fn duplicates(node: &Node, problems: &mut Vec<Problem>) {
    match &node.value {
        Value::Object(members) => {
            duplicate_keys(members, problems);
            members.iter().for_each(|member| duplicates(&member.value, problems));
        }
        Value::Array(elements) => elements.iter().for_each(|element| duplicates(element, problems)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Reports the keys of one map that stand in it twice. `kubectl` refuses them since 1.27; older versions, and readers
/// without `--validate=strict`, keep the last: hence an error that does not break the document.
fn duplicate_keys(members: &[Member], problems: &mut Vec<Problem>) {
    let mut first = BTreeMap::new();
    for member in members {
        if let Some(&related) = first.get(member.key.as_str()) {
            let fault = SyntaxFault::DuplicateKey(member.key.clone());
            problems.push(Problem { related: Some(related), ..Problem::error(fault, member.key_span) });
        } else {
            first.insert(member.key.as_str(), member.key_span);
        }
    }
}
