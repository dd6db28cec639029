//! What reading a policy carries along: where it stands, what kind it is, and what was found wrong.

use crate::diagnostic::{Diagnostic, Edit, Finding, Fix};
use crate::iam::fault::{Expected, PolicyFault};
use crate::iam::policy::PolicyKind;
use crate::syntax::{Member, Node, Value, json};
use crate::text::{Location, SourceId, Span};

/// The state of a reading.
pub(super) struct Reader {
    source: SourceId,
    kind: PolicyKind,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    pub(super) fn new(source: SourceId, kind: PolicyKind) -> Self {
        Self { source, kind, diagnostics: Vec::new() }
    }

    pub(super) fn source(&self) -> SourceId {
        self.source
    }

    pub(super) fn kind(&self) -> PolicyKind {
        self.kind
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    pub(super) fn at(&self, span: Span) -> Location {
        Location { source: self.source, span }
    }

    pub(super) fn error(&mut self, fault: PolicyFault, span: Span) {
        self.diagnostics.push(Diagnostic::error(Finding::Policy(fault), self.at(span)));
    }

    pub(super) fn error_with_fix(&mut self, fault: PolicyFault, span: Span, fix: Fix) {
        self.diagnostics.push(Diagnostic::error(Finding::Policy(fault), self.at(span)).with_fix(fix));
    }

    pub(super) fn error_beside(&mut self, fault: PolicyFault, span: Span, other: Span) {
        let other = self.at(other);
        self.diagnostics.push(Diagnostic::error(Finding::Policy(fault), self.at(span)).related_to(other));
    }

    pub(super) fn warning(&mut self, fault: PolicyFault, span: Span) {
        self.diagnostics.push(Diagnostic::warning(Finding::Policy(fault), self.at(span)));
    }

    pub(super) fn wrong_type(&mut self, element: &str, expected: Expected, node: &Node) {
        let fault = PolicyFault::WrongType { element: element.to_owned(), expected, found: node.kind() };
        self.error(fault, node.span);
    }

    /// Keys that stand twice, in whatever case.
    pub(super) fn duplicates(&mut self, members: &[Member]) {
        let mut seen: Vec<(String, &Member)> = Vec::with_capacity(members.len());
        for member in members {
            let lower = member.key.to_lowercase();
            match seen.iter().find(|(key, _)| *key == lower) {
                None => seen.push((lower, member)),
                Some((_, first)) => {
                    let fault = match first.key == member.key {
                        true => PolicyFault::DuplicateKey(member.key.clone()),
                        false => PolicyFault::DuplicateKeyInOtherCase(member.key.clone()),
                    };
                    self.error_beside(fault, member.key_span, first.key_span);
                }
            }
        }
    }

    /// The same for the keys of a condition, whose values can stand in one list; of several, any one is enough.
    pub(super) fn duplicates_joined(&mut self, members: &[Member]) {
        let before = self.diagnostics.len();
        self.duplicates(members);
        for index in before..self.diagnostics.len() {
            let fix = self.diagnostics.get(index).and_then(|found| self.joined(members, found));
            if let Some(found) = self.diagnostics.get_mut(index) {
                found.fix = fix;
            }
        }
    }

    fn joined(&self, members: &[Member], found: &Diagnostic) -> Option<Fix> {
        let second = members.iter().position(|member| member.key_span == found.at.span)?;
        let first_at = found.related.first()?.span;
        let first = members.iter().find(|member| member.key_span == first_at)?;
        let (before, second) = (members.get(second.checked_sub(1)?)?, members.get(second)?);
        let mut values = strings_of(&first.value)?;
        values
            .extend(strings_of(&second.value)?.into_iter().filter(|value| !values.contains(value)).collect::<Vec<_>>());
        let list: Vec<String> = values.iter().map(|value| json::quoted(value)).collect();
        let gone = Span { start: before.value.span.end, end: second.value.span.end };
        let mut fix = Fix::replace(self.at(first.value.span), format!("[{}]", list.join(", ")));
        fix.edits.push(Edit { at: self.at(gone), text: String::new() });
        Some(fix)
    }

    /// Keys that are not among the known ones.
    pub(super) fn unknown_elements(&mut self, members: &[Member], known: &[&str]) {
        for member in members.iter().filter(|member| !known.contains(&member.key.as_str())) {
            let suggestion = nearest(&member.key, known);
            let fault =
                PolicyFault::UnknownElement { name: member.key.clone(), suggestion: suggestion.map(str::to_owned) };
            match suggestion {
                Some(right) => {
                    let fix = Fix::replace(self.at(member.key_span), format!("\"{right}\""));
                    self.error_with_fix(fault, member.key_span, fix);
                }
                None => self.error(fault, member.key_span),
            }
        }
    }

    /// A string or a list of strings, each with its node; an error where it is anything else.
    pub(super) fn strings<'n>(&mut self, element: &str, node: &'n Node) -> Vec<(&'n str, &'n Node)> {
        match &node.value {
            Value::String(text) => vec![(text.value.as_str(), node)],
            Value::Array(nodes) => {
                let mut strings = Vec::with_capacity(nodes.len());
                for node in nodes {
                    match node.as_str() {
                        Some(text) => strings.push((text, node)),
                        None => self.wrong_type(element, Expected::String, node),
                    }
                }
                strings
            }
            _ => {
                self.wrong_type(element, Expected::Strings, node);
                Vec::new()
            }
        }
    }
}

fn strings_of(node: &Node) -> Option<Vec<&str>> {
    match &node.value {
        Value::Array(nodes) => nodes.iter().map(Node::as_str).collect(),
        _ => Some(vec![node.as_str()?]),
    }
}

/// The known name that was probably meant: the same but for case, a plural, or one or two letters.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let lower = name.to_lowercase();
    let distance = |known: &&&str| edits(&lower, &known.to_lowercase());
    known.iter().min_by_key(distance).filter(|known| distance(known) <= 2).copied()
}

/// How many letters must be put in, taken out or changed.
fn edits(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, character) in left.chars().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, other) in row.iter_mut().skip(1).zip(&right) {
            let cost = (*cell + 1).min(before + 1).min(diagonal + usize::from(character != *other));
            diagonal = std::mem::replace(cell, cost);
            before = cost;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Whether a text is a placeholder of an example, such as `<bucket>` or `ACCOUNT-ID`, and not a slip.
pub(crate) fn is_placeholder(text: &str) -> bool {
    let plain = text.replace("${", "");
    let lower = text.to_lowercase();
    plain.contains(['<', '>', '{'])
        || text.contains(char::is_whitespace)
        || lower.contains("account")
        || lower.contains("-arn")
        || lower.contains("_arn")
}
