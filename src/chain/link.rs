//! One link of the chain and its verdict.
//!
//! What always holds: a verdict comes with exactly one [`Reason`]; `evidence` names the text that decided it, the most
//! important place first; `comparisons` list every sub-check of the nearest statement, failed ones first.

use super::reason::Reason;
use crate::diagnostic::Fix;
use crate::text::Location;
use serde::Serialize;

/// The seven links, in order. Their numbers, 1 to 7, are what people see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Step {
    /// 1: the Pod selects the ServiceAccount (admission).
    SelectServiceAccount,
    /// 2: the annotation names the role and the webhook injects it.
    InjectRole,
    /// 3: the SDK picks the web identity.
    PickCredentials,
    /// 4: STS knows the issuer and the audience.
    KnowIssuer,
    /// 5: the trust policy accepts the subject.
    TrustSubject,
    /// 6: policies on the role allow the action.
    AllowAction,
    /// 7: the resource side agrees.
    ResourceAgrees,
}

impl Step {
    /// All seven, in order.
    pub const ALL: [Self; 7] = [
        Self::SelectServiceAccount,
        Self::InjectRole,
        Self::PickCredentials,
        Self::KnowIssuer,
        Self::TrustSubject,
        Self::AllowAction,
        Self::ResourceAgrees,
    ];

    /// 1 to 7.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// What a link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// It holds.
    Pass,
    /// It breaks here.
    Fail,
    /// It cannot be decided from what was given.
    Unknown,
    /// An earlier link did not pass, so this one is never asked.
    NotReached,
}

/// A link, decided.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// Which one.
    pub step: Step,
    /// What it says.
    pub verdict: Verdict,
    /// What it would say if it were reached; equal to `verdict` where it is.
    pub own: Verdict,
    /// Why.
    pub reason: Reason,
    /// Expected against actual, failed checks first.
    pub comparisons: Vec<Comparison>,
    /// The text that decided it.
    pub evidence: Vec<Location>,
    /// What the user would see, word for word.
    pub error: Option<ErrorText>,
    /// Edits that mend it.
    pub remedies: Vec<Remedy>,
}

impl Link {
    /// A decided link with a reason and nothing else yet.
    #[must_use]
    pub fn new(step: Step, verdict: Verdict, reason: Reason) -> Self {
        Self {
            step,
            verdict,
            own: verdict,
            reason,
            comparisons: Vec::new(),
            evidence: Vec::new(),
            error: None,
            remedies: Vec::new(),
        }
    }

    /// A passing link.
    #[must_use]
    pub fn pass(step: Step, reason: Reason) -> Self {
        Self::new(step, Verdict::Pass, reason)
    }

    /// A broken link.
    #[must_use]
    pub fn fail(step: Step, reason: Reason) -> Self {
        Self::new(step, Verdict::Fail, reason)
    }

    /// A link that cannot be decided.
    #[must_use]
    pub fn unknown(step: Step, reason: Reason) -> Self {
        Self::new(step, Verdict::Unknown, reason)
    }

    /// The same link, with the places that decided it.
    #[must_use]
    pub fn seen_at(mut self, places: impl IntoIterator<Item = Location>) -> Self {
        self.evidence.extend(places);
        self
    }

    /// The same link, with what the user would see.
    #[must_use]
    pub fn says(mut self, error: ErrorText) -> Self {
        self.error = Some(error);
        self
    }

    /// The same link, with a remedy.
    #[must_use]
    pub fn mended_by(mut self, remedy: Option<Remedy>) -> Self {
        self.remedies.extend(remedy);
        self
    }
}

/// One sub-check, expected against actual: what the request carries and what the text demands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// What is compared, such as a condition key, `Principal`, `Action`.
    pub subject: String,
    /// `StringEquals`, `StringLike` …; absent where there is no operator.
    pub operator: Option<String>,
    /// What the request carries; absent where it carries no such thing.
    pub actual: Option<Operand>,
    /// What the text demands; any one of them is enough.
    pub expected: Vec<Operand>,
    /// Whether the check holds.
    pub holds: bool,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Operand {
    /// The value.
    pub text: String,
    /// Where, if it stands in a text.
    pub at: Option<Location>,
}

/// An error as AWS or Kubernetes answers it, word for word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorText {
    /// Such as `AccessDenied`; empty where the text stands alone.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// The API operation, if it is an answer of AWS.
    pub operation: Option<&'static str>,
}

impl ErrorText {
    /// An answer of `sts:AssumeRoleWithWebIdentity`.
    #[must_use]
    pub fn sts(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), operation: Some("AssumeRoleWithWebIdentity") }
    }

    /// A text that stands alone.
    #[must_use]
    pub fn plain(message: impl Into<String>) -> Self {
        Self { code: String::new(), message: message.into(), operation: None }
    }
}

/// An edit that mends a link, and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Remedy {
    /// For the label of the button.
    pub kind: RemedyKind,
    /// The edit.
    pub fix: Fix,
}

/// What a remedy does, for its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "camelCase")]
pub enum RemedyKind {
    /// Writes this value.
    Use(String),
    /// Adds this value.
    Add(String),
    /// Renames a key to this.
    Rename(String),
    /// Removes this.
    Remove(String),
    /// Moves what is misplaced to the ServiceAccount of this name.
    Move(String),
    /// Adds a statement to a trust policy that lets in this subject.
    Trust(String),
    /// Makes a statement of its own for each OIDC provider.
    Split,
}
