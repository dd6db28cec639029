//! Three-valued logic: yes, no, or not known because the request's value is not known.
//!
//! What always holds: `and`, `or` and `not` are Kleene's, so a result is `Unknown` only if giving the unknown keys
//! values could make it either; they never turn `Unknown` into a certainty that some value would contradict.

use serde::Serialize;

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Tri {
    /// It does not match, whatever the unknown keys are.
    No,
    /// It depends on a key that is not known.
    Unknown,
    /// It matches, whatever the unknown keys are.
    Yes,
}

impl Tri {
    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// The opposite; `Unknown` stays.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "the operator would read as a Boolean one")]
    pub fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }

    /// Whether any of the answers is yes; stops at the first that is.
    pub fn any(answers: impl IntoIterator<Item = Self>) -> Self {
        let mut best = Self::No;
        for answer in answers {
            best = best.or(answer);
            if best == Self::Yes {
                break;
            }
        }
        best
    }

    /// Whether all of the answers are yes; stops at the first that is not.
    pub fn all(answers: impl IntoIterator<Item = Self>) -> Self {
        let mut worst = Self::Yes;
        for answer in answers {
            worst = worst.and(answer);
            if worst == Self::No {
                break;
            }
        }
        worst
    }
}

impl From<bool> for Tri {
    fn from(value: bool) -> Self {
        if value { Self::Yes } else { Self::No }
    }
}
