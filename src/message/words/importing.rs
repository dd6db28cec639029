//! The words of pasting and dropping.

mod en;
mod ko;

use crate::import::{Cause, Change, Detail, Kind, Target, Use};
use crate::message::{self, Language, Words as Sentence};

/// The words of pasting and dropping.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
    pub open: &'static str,
    pub open_hint: &'static str,
    pub intro: &'static str,
    pub text_label: &'static str,
    pub placeholder: &'static str,
    pub choose_files: &'static str,
    pub drop_here: &'static str,
    pub drop_title: &'static str,
    pub drop_help: &'static str,
    pub remove: fn(&str) -> String,
    pub files: &'static str,
    pub preview: &'static str,
    pub preview_empty: &'static str,
    pub examples: &'static [&'static str],
    pub nothing_found: &'static str,
    pub unused: &'static str,
    pub mode: &'static str,
    pub add: &'static str,
    pub replace: &'static str,
    pub use_as: &'static str,
    pub all_roles: fn(usize) -> String,
    pub every_role: &'static str,
    pub apply: &'static str,
    pub apply_replace: &'static str,
    pub cancel: &'static str,
    pub at_line: fn(&str, u32) -> String,
    pub line: fn(u32) -> String,
    pub more: fn(usize) -> String,
    pub added: &'static str,
    pub updated: &'static str,
    pub same: &'static str,
    pub no_change: &'static str,
    pub done: fn(usize) -> String,
    pub done_replaced: &'static str,
    pub done_unused: fn(usize) -> String,
    pub details: &'static str,
    pub undo: &'static str,
    pub close: &'static str,
    pub offer: fn(&str) -> String,
    pub offer_apply: &'static str,
    pub offer_keep: &'static str,
    pub summary: fn(usize, usize) -> String,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &en::WORDS,
        Language::Korean => &ko::WORDS,
    }
}

/// What a text was recognised as.
#[must_use]
pub fn kind(language: Language, kind: &Kind) -> String {
    match language {
        Language::English => en::kind(kind),
        Language::Korean => ko::kind(kind),
    }
}

/// A place where something goes.
#[must_use]
pub fn target(language: Language, target: &Target) -> String {
    match language {
        Language::English => en::target(target),
        Language::Korean => ko::target(target),
    }
}

/// What happens there.
#[must_use]
pub fn change(language: Language, change: Change) -> &'static str {
    let words = words(language);
    match change {
        Change::Added => words.added,
        Change::Updated => words.updated,
        Change::Same => words.same,
    }
}

/// What was filled in, left out or learnt.
#[must_use]
pub fn detail(language: Language, detail: &Detail) -> String {
    match language {
        Language::English => en::detail(detail),
        Language::Korean => ko::detail(detail),
    }
}

/// What a lone policy is used as; plain, since it stands in a list of choices.
#[must_use]
pub fn usage(language: Language, usage: &Use) -> String {
    match language {
        Language::English => en::usage(usage),
        Language::Korean => ko::usage(usage),
    }
}

/// Why something could not be used, and what to do.
#[must_use]
pub fn cause(language: Language, cause: &Cause) -> Sentence {
    if let Cause::Syntax(finding) = cause {
        return message::finding(language, finding);
    }
    match language {
        Language::English => en::cause(cause),
        Language::Korean => ko::cause(cause),
    }
}

/// The last part of an ARN, which people know it by.
fn short(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
