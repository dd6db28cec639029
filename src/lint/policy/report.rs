//! What checking a policy carries along: the document, what is known around it, and what was found.

use super::{Around, PolicyLint};
use crate::diagnostic::{Diagnostic, Edit, Finding, Fix, Severity};
use crate::iam::PolicyFault;
use crate::iam::policy::Policy;
use crate::syntax::{Node, json};
use crate::text::{Location, Span};
use std::cell::OnceCell;

/// Replacements in the document.
pub(super) type Edits = Vec<(Span, String)>;

/// The state of a check.
pub(super) struct Report<'a> {
    pub(super) policy: &'a Policy,
    pub(super) text: &'a str,
    pub(super) around: &'a Around<'a>,
    tree: OnceCell<Option<Node>>,
    found: Vec<Diagnostic>,
}

/// One finding, before it is reported.
pub(super) struct Found {
    severity: Severity,
    finding: Finding,
    at: Span,
    beside: Vec<Span>,
    edits: Option<Edits>,
}

impl Found {
    fn new(severity: Severity, lint: PolicyLint, at: Span) -> Self {
        let finding = Finding::Advice(lint);
        Self { severity, finding, at, beside: Vec::new(), edits: None }
    }

    pub(super) fn warning(lint: PolicyLint, at: Span) -> Self {
        Self::new(Severity::Warning, lint, at)
    }

    /// A placeholder of an example.
    pub(super) fn placeholder(text: &str, at: Span) -> Self {
        let finding = Finding::Policy(PolicyFault::Placeholder(text.to_owned()));
        Self { severity: Severity::Warning, finding, at, beside: Vec::new(), edits: None }
    }

    pub(super) fn security(lint: PolicyLint, at: Span) -> Self {
        Self::new(Severity::Security, lint, at)
    }

    pub(super) fn suggestion(lint: PolicyLint, at: Span) -> Self {
        Self::new(Severity::Suggestion, lint, at)
    }

    /// Another place that belongs to it.
    pub(super) fn beside(mut self, span: Span) -> Self {
        self.beside.push(span);
        self
    }

    /// The edits that mend it, where there are any.
    pub(super) fn mended(mut self, edits: Option<Edits>) -> Self {
        self.edits = edits.filter(|edits| !edits.is_empty());
        self
    }

    /// One edit that mends it: another string in the place of this one.
    pub(super) fn replaced(self, at: Span, with: &str) -> Self {
        self.mended(Some(vec![(at, json::quoted(with))]))
    }
}

impl<'a> Report<'a> {
    pub(super) fn new(policy: &'a Policy, text: &'a str, around: &'a Around<'a>) -> Self {
        Self { policy, text, around, tree: OnceCell::new(), found: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    pub(super) fn say(&mut self, found: Found) {
        let at = |span: Span| Location { source: self.policy.source, span };
        let edits = |edits: Edits| edits.into_iter().map(|(span, text)| Edit { at: at(span), text }).collect();
        self.found.push(Diagnostic {
            severity: found.severity,
            finding: found.finding,
            at: at(found.at),
            related: found.beside.into_iter().map(at).collect(),
            fix: found.edits.map(|found| Fix { edits: edits(found) }),
        });
    }

    /// Whether something was found at this very place.
    pub(super) fn has(&self, span: Span) -> bool {
        self.found.iter().any(|found| found.at.span == span)
    }

    /// Whether a finding has this place among its own.
    pub(super) fn mentions(&self, span: Span) -> bool {
        self.found.iter().any(|found| found.related.iter().any(|at| at.span == span))
    }

    /// The document as a tree; read again, and only where an edit needs it.
    pub(super) fn tree(&self) -> Option<&Node> {
        self.tree.get_or_init(|| json::parse(self.policy.source, self.text).0).as_ref()
    }
}
