//! What is wrong or unwise in a text, as data: a code, a severity, places, and where possible a fix.
//!
//! What always holds: a diagnostic carries no sentence. Its [`Finding`] is typed, and [`crate::message`] puts it into
//! the reader's language; a finding without words in every language does not compile.

mod code;
mod preview;

pub use code::Code;
pub use preview::{Hunk, preview};

use crate::chain::Reason;
use crate::iam::PolicyFault;
use crate::kubernetes::ManifestFault;
use crate::lint::{IrsaLint, KubernetesLint, PolicyLint, TrustLint};
use crate::order;
use crate::syntax::SyntaxFault;
use crate::text::{Location, Span};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// How bad it is. `Error` means that AWS or Kubernetes refuses the text, or that nothing can be decided from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// Refused by AWS or Kubernetes, or not readable at all.
    Error,
    /// Accepted, and most likely not what was meant.
    Warning,
    /// Accepted, works, and opens more than it should.
    Security,
    /// Could be shorter or clearer.
    Suggestion,
}

/// What was found. One variant a domain; the domain's own enum says what exactly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "domain", content = "fault", rename_all = "camelCase")]
pub enum Finding {
    /// The text is not JSON or not YAML.
    Syntax(SyntaxFault),
    /// The JSON is not a policy that IAM accepts.
    Policy(PolicyFault),
    /// The policy is accepted, and unwise.
    Advice(PolicyLint),
    /// The trust policy lets in more than it should.
    Trust(TrustLint),
    /// The YAML is not an object that Kubernetes accepts.
    Manifest(ManifestFault),
    /// A manifest does not do what it seems to.
    Kubernetes(KubernetesLint),
    /// Several documents do not fit together.
    Irsa(IrsaLint),
    /// A link of a chain breaks on this text.
    Link {
        /// What it is called.
        #[serde(skip)]
        code: Code,
        /// Why.
        #[serde(flatten)]
        reason: Box<Reason>,
    },
}

/// One finding with its places. In JSON its code, and the name that Access Analyzer has for it, stand beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// What.
    pub finding: Finding,
    /// Where; the editor underlines it.
    pub at: Location,
    /// Other places that belong to it, such as the first of two equal keys.
    pub related: Vec<Location>,
    /// An edit that mends it, where one can be computed.
    pub fix: Option<Fix>,
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.finding.code();
        let mut object = serializer.serialize_struct("Diagnostic", 7)?;
        object.serialize_field("severity", &self.severity)?;
        object.serialize_field("code", &code)?;
        if let Some(analyzer) = code.analyzer() {
            object.serialize_field("analyzer", analyzer)?;
        }
        object.serialize_field("finding", &self.finding)?;
        object.serialize_field("at", &self.at)?;
        if !self.related.is_empty() {
            object.serialize_field("related", &self.related)?;
        }
        if let Some(fix) = &self.fix {
            object.serialize_field("fix", fix)?;
        }
        object.end()
    }
}

impl Diagnostic {
    /// An error with one place and nothing else.
    #[must_use]
    pub fn error(finding: Finding, at: Location) -> Self {
        Self { severity: Severity::Error, finding, at, related: Vec::new(), fix: None }
    }

    /// A warning with one place and nothing else.
    #[must_use]
    pub fn warning(finding: Finding, at: Location) -> Self {
        Self { severity: Severity::Warning, ..Self::error(finding, at) }
    }

    /// The same, with another place that belongs to it.
    #[must_use]
    pub fn related_to(mut self, other: Location) -> Self {
        self.related.push(other);
        self
    }

    /// The same, with a fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// An edit as data: replace each span by its text. Edits of one fix do not overlap and may touch several documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fix {
    /// The replacements.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix that replaces one place.
    #[must_use]
    pub fn replace(at: Location, text: impl Into<String>) -> Self {
        Self { edits: vec![Edit { at, text: text.into() }] }
    }
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What is replaced; an empty span inserts.
    pub at: Location,
    /// What comes instead.
    pub text: String,
}

/// The texts after the edits, for one document: spans are applied from the last to the first.
#[must_use]
pub fn apply(text: &str, edits: &[(Span, &str)]) -> String {
    let mut sorted: Vec<_> = edits.to_vec();
    order::sort_by(&mut sorted, |(a, _), (b, _)| b.cmp(a));
    let mut result = text.to_owned();
    for (span, replacement) in sorted {
        let range = span.start as usize..span.end as usize;
        if result.get(range.clone()).is_some() {
            result.replace_range(range, replacement);
        }
    }
    result
}
