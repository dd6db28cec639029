//! Words for people, made at the very end from typed findings and reasons.
//!
//! What always holds: every language has a text for every variant (`en` and `ko` match exhaustively, so a missing one
//! does not compile); names and values of the user are set in backticks, which the page shows as code; identifiers of
//! AWS and Kubernetes stay English.

pub mod areas;
mod en;
mod ko;
pub mod markdown;
pub mod phrases;
pub mod words;

use crate::assist::{Fact, Topic};
use crate::aws::catalog::{Carried, KeyType};
use crate::chain::reason::Denial;
use crate::chain::{Assumption, Chain, Identity, Lesson, PrincipalChain, Reason, RemedyKind, Step};
use crate::diagnostic::Finding;
use crate::kubernetes::rbac::Bridge;
use phrases::Phrases;
use serde::Serialize;

/// The reader's language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
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
        (Language::English, Finding::Advice(lint)) => en::advice::policy(lint),
        (Language::Korean, Finding::Advice(lint)) => ko::advice::policy(lint),
        (Language::English, Finding::Trust(lint)) => en::irsa::trust(lint),
        (Language::Korean, Finding::Trust(lint)) => ko::irsa::trust(lint),
        (Language::English, Finding::Manifest(fault)) => en::manifest::fault(fault),
        (Language::Korean, Finding::Manifest(fault)) => ko::manifest::fault(fault),
        (Language::English, Finding::Kubernetes(lint)) => en::irsa::kubernetes(lint),
        (Language::Korean, Finding::Kubernetes(lint)) => ko::irsa::kubernetes(lint),
        (Language::English, Finding::Irsa(lint)) => en::irsa::irsa(lint),
        (Language::Korean, Finding::Irsa(lint)) => ko::irsa::irsa(lint),
        (_, Finding::Link { reason: why, .. }) => reason(language, why),
    }
}

/// The explanation of a topic.
#[must_use]
pub fn topic(language: Language, topic: Topic) -> &'static str {
    match language {
        Language::English => en::hover::topic(topic),
        Language::Korean => ko::hover::topic(topic),
    }
}

/// What holds for something that is explained.
#[must_use]
pub fn fact(language: Language, fact: &Fact) -> String {
    match language {
        Language::English => en::hover::fact(fact),
        Language::Korean => ko::hover::fact(fact),
    }
}

/// What the values of a condition key are.
#[must_use]
pub fn key_type(language: Language, kind: KeyType) -> &'static str {
    match language {
        Language::English => en::hover::key_type(kind),
        Language::Korean => ko::hover::key_type(kind),
    }
}

/// Whether requests carry a condition key.
#[must_use]
pub fn carried(language: Language, carried: Carried) -> &'static str {
    match language {
        Language::English => en::hover::carried(carried),
        Language::Korean => ko::hover::carried(carried),
    }
}

/// The page's fixed words.
#[must_use]
pub fn phrases(language: Language) -> &'static Phrases {
    match language {
        Language::English => &en::phrases::PHRASES,
        Language::Korean => &ko::phrases::PHRASES,
    }
}

/// The name of a link.
#[must_use]
pub fn step(language: Language, step: Step) -> &'static str {
    match language {
        Language::English => en::reason::step(step),
        Language::Korean => ko::reason::step(step),
    }
}

/// Why a link has its verdict: a headline, and what explains it.
#[must_use]
pub fn reason(language: Language, reason: &Reason) -> Words {
    match language {
        Language::English => en::reason::reason(reason),
        Language::Korean => ko::reason::reason(reason),
    }
}

/// What a remedy does, for its button.
#[must_use]
pub fn remedy(language: Language, kind: &RemedyKind) -> String {
    match language {
        Language::English => en::reason::remedy(kind),
        Language::Korean => ko::reason::remedy(kind),
    }
}

/// One sentence for the whole chain: its first broken link, or that it holds.
#[must_use]
pub fn headline(language: Language, chain: &Chain) -> String {
    match (chain.broken(), language) {
        (Some(link), _) => reason(language, &link.reason).message,
        (None, Language::English) => en::simulation::success(chain),
        (None, Language::Korean) => ko::simulation::success(chain),
    }
}

/// As whom a container runs: the name, and what explains it.
#[must_use]
pub fn identity(language: Language, identity: &Identity) -> (String, &'static str) {
    match language {
        Language::English => en::simulation::identity(identity),
        Language::Korean => ko::simulation::identity(identity),
    }
}

/// What a user, a role or a service gets for an answer, and why.
#[must_use]
pub fn principal(language: Language, chain: &PrincipalChain) -> Words {
    match language {
        Language::English => en::lint::principal(chain),
        Language::Korean => ko::lint::principal(chain),
    }
}

/// How something is denied.
#[must_use]
pub fn denial(language: Language, how: &Denial) -> &'static str {
    match language {
        Language::English => en::trust::denial(how),
        Language::Korean => ko::trust::denial(how),
    }
}

/// What is often mixed up and can be seen in a chain.
#[must_use]
pub fn lesson(language: Language, lesson: &Lesson) -> Words {
    match language {
        Language::English => en::lint::lesson(lesson),
        Language::Korean => ko::lint::lesson(lesson),
    }
}

/// Who may become a ServiceAccount, and how.
#[must_use]
pub fn bridge(language: Language, bridge: &Bridge) -> Words {
    match language {
        Language::English => en::lint::bridge(bridge),
        Language::Korean => ko::lint::bridge(bridge),
    }
}

/// What was taken for granted.
#[must_use]
pub fn assumption(language: Language, assumption: &Assumption) -> String {
    match language {
        Language::English => en::simulation::assumption(assumption),
        Language::Korean => ko::simulation::assumption(assumption),
    }
}
