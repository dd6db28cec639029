//! The words of pasting and dropping.

use crate::message::Language;

/// The words of pasting and dropping.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub title: &'static str,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

const EN: Words = Words { title: "Paste anything" };

const KO: Words = Words { title: "무엇이든 붙여넣기" };
