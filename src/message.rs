//! Words for people, made at the very end from typed findings and reasons.
//!
//! What always holds: every language has a text for every variant (`en` and `ko` match exhaustively, so a missing one
//! does not compile); names and values of the user are set in backticks, which the page shows as code; identifiers of
//! AWS and Kubernetes stay English.

mod en;
mod ko;

use crate::diagnostic::Finding;
use serde::{Deserialize, Serialize};

/// The reader's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English
    #[default]
    #[serde(rename = "en")]
    English,
    /// 한국어
    #[serde(rename = "ko")]
    Korean,
}

/// A finding in words: what is so, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// One sentence: what is wrong and what AWS or Kubernetes will do.
    pub message: String,
    /// How to mend it; empty where the message says it all.
    pub help: String,
}

impl Words {
    /// A message with no further help.
    pub(crate) fn plain(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: String::new() }
    }

    /// A message and what to do.
    pub(crate) fn with_help(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

/// A finding in the reader's language.
#[must_use]
pub fn finding(language: Language, finding: &Finding) -> Words {
    match (language, finding) {
        (Language::English, Finding::Syntax(fault)) => en::syntax::fault(fault),
        (Language::Korean, Finding::Syntax(fault)) => ko::syntax::fault(fault),
        (Language::English, Finding::Policy(fault)) => en::policy::fault(fault),
        (Language::Korean, Finding::Policy(fault)) => ko::policy::fault(fault),
        (Language::English, Finding::Manifest(fault)) => en::manifest::fault(fault),
        (Language::Korean, Finding::Manifest(fault)) => ko::manifest::fault(fault),
    }
}
