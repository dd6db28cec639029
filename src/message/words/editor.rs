//! The words of the editor, its tabs, completion and hover.

use crate::message::Language;

/// The words of the editor, its tabs, completion and hover.
#[expect(missing_docs, reason = "each field is named after the place where its words stand")]
#[derive(Debug)]
pub struct Words {
    pub more: &'static str,
}

/// The words in a language.
#[must_use]
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::English => &EN,
        Language::Korean => &KO,
    }
}

const EN: Words = Words { more: "More" };

const KO: Words = Words { more: "더 보기" };
