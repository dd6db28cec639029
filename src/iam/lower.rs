//! From the text of a policy to a [`Policy`]: the whole grammar, and what each kind of policy forbids.
//!
//! What always holds: reading never fails and never stops at the first fault; a document with an error is returned as
//! far as it can be read, marked refused. A statement whose effect, actions or conditions
//! cannot be read is left out of it.
//! Sources: IAM User Guide, "Grammar of the IAM JSON policy language", "Element reference"; Organizations User Guide,
//! "SCP syntax", "RCP syntax"; the sentences with which IAM refuses documents.

mod condition;
mod principal;
mod reader;
mod resource;
mod statement;

use crate::diagnostic::{Diagnostic, Finding, Fix, Severity};
use crate::iam::fault::{Expected, PolicyFault};
use crate::iam::policy::{Policy, PolicyKind, Spanned, Standing, Version};
use crate::syntax::{Node, Value, json};
use crate::text::{Location, SourceId, Span};
use reader::Reader;

pub(crate) use reader::is_placeholder;

/// Reads a policy. `None` where there is no JSON object to read; use [`Policy::unreadable`] in its place, so that
/// no verdict is given.
#[must_use]
pub fn read(source: SourceId, text: &str, kind: PolicyKind) -> (Option<Policy>, Vec<Diagnostic>) {
    let (node, mut diagnostics) = json::parse(source, text);
    diagnostics.extend(characters(source, text));
    let Some(node) = node else { return (None, diagnostics) };
    let (policy, found) = lower(source, &node, kind);
    diagnostics.extend(found);
    let refused = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let standing = if refused { Standing::Refused } else { Standing::Accepted };
    (policy.map(|policy| Policy { standing, ..policy }), diagnostics)
}

/// Reads a policy whose text has been parsed already, such as one inside another document.
#[must_use]
pub fn lower(source: SourceId, node: &Node, kind: PolicyKind) -> (Option<Policy>, Vec<Diagnostic>) {
    let mut reader = Reader::new(source, kind);
    let policy = document(&mut reader, node);
    let diagnostics = reader.finish();
    let refused = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    let standing = if refused { Standing::Refused } else { Standing::Accepted };
    (policy.map(|policy| Policy { standing, ..policy }), diagnostics)
}

const ELEMENTS: [&str; 3] = ["Version", "Id", "Statement"];

fn document(reader: &mut Reader, node: &Node) -> Option<Policy> {
    let Some(members) = node.as_object() else {
        reader.wrong_type("", Expected::Object, node);
        return None;
    };
    reader.duplicates(members);
    reader.unknown_elements(members, &ELEMENTS);
    let (version, version_span) = version(reader, node);
    let id = node.get("Id").and_then(|id| match id.as_str() {
        Some(text) => Some(Spanned { text: text.to_owned(), span: id.span }),
        None => {
            reader.wrong_type("Id", Expected::String, id);
            None
        }
    });
    let statements = match node.get("Statement") {
        None => {
            reader.error(PolicyFault::MissingElement("Statement".to_owned()), node.span);
            Vec::new()
        }
        Some(node) => match &node.value {
            Value::Object(_) => vec![node],
            Value::Array(nodes) => {
                if nodes.is_empty() {
                    reader.error(PolicyFault::EmptyList("Statement".to_owned()), node.span);
                }
                nodes.iter().collect()
            }
            _ => {
                reader.wrong_type("Statement", Expected::Objects, node);
                Vec::new()
            }
        },
    };
    let statements: Vec<_> = statements
        .into_iter()
        .enumerate()
        .filter_map(|(index, node)| statement::read(reader, index, node, version))
        .collect();
    statement::sids(reader, &statements);
    Some(Policy {
        source: reader.source(),
        kind: reader.kind(),
        standing: Standing::Accepted,
        span: node.span,
        version,
        version_span,
        id,
        statements,
    })
}

fn version(reader: &mut Reader, node: &Node) -> (Version, Option<Span>) {
    let member = node.get("Version");
    let version = match member.map(|value| (value, value.as_str())) {
        None => None,
        Some((_, Some("2012-10-17"))) => Some(Version::V2012),
        Some((_, Some("2008-10-17"))) => Some(Version::V2008),
        Some((value, Some(other))) => {
            let fix = Fix::replace(reader.at(value.span), "\"2012-10-17\"");
            reader.error_with_fix(PolicyFault::UnknownVersion(other.to_owned()), value.span, fix);
            None
        }
        Some((value, None)) => {
            reader.wrong_type("Version", Expected::String, value);
            None
        }
    };
    if reader.kind() == PolicyKind::ResourceControl && version != Some(Version::V2012) {
        reader.error(PolicyFault::ResourceControlVersion, member.map_or(node.span, |value| value.span));
    }
    (version.unwrap_or(Version::V2008), member.map(|value| value.span))
}

/// Characters of the text that IAM does not take, wherever they stand.
fn characters(source: SourceId, text: &str) -> Vec<Diagnostic> {
    let at = |start: usize, end: usize| Location { source, span: Span::new(start, end) };
    let mut diagnostics = Vec::new();
    let (mark, rest) = text.strip_prefix('\u{feff}').map_or((0, text), |rest| (3, rest));
    if mark > 0 {
        let fix = Fix::replace(at(0, mark), "");
        diagnostics.push(Diagnostic::error(Finding::Policy(PolicyFault::ByteOrderMark), at(0, mark)).with_fix(fix));
    }
    // One is enough: the first shows where to look.
    if let Some((offset, character)) = rest.char_indices().find(|&(_, character)| character > '\u{ff}') {
        let (start, end) = (mark + offset, mark + offset + character.len_utf8());
        let fault = PolicyFault::CharacterOutsideLatin(character);
        diagnostics.push(Diagnostic::warning(Finding::Policy(fault), at(start, end)));
    }
    diagnostics
}
