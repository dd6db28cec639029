//! Version 1 of a link's data: a scenario as bytes, coded with a model that has read a dictionary of what scenarios
//! typically say.
//!
//! What always holds: nothing that decides the bits may change once it is released: the letters of `write`, the model,
//! the coder, `v1.dict`. `tests/links` holds links that must be read for ever. What has to change makes a version 2.
//! A new field of a scenario is no such change: it gets a letter of its own, which older pages refuse.

mod coder;
mod contexts;
mod logistic;
mod matching;
mod mixer;
mod model;
mod read;
mod write;

use super::LinkError;
use crate::scenario::Scenario;
use model::Model;
use std::sync::OnceLock;

/// Bytes that a scenario may have before it is coded: opening a link must take neither minutes nor all memory.
const MOST_BYTES: usize = 2 << 20;

/// What scenarios typically say; `¶` stands for the end of a text, `§` for the end of a record.
const DICTIONARY: &str = include_str!("v1/v1.dict");

/// The data of a scenario.
///
/// # Errors
/// [`LinkError::TooLarge`].
pub(super) fn pack(scenario: &Scenario) -> Result<Vec<u8>, LinkError> {
    let plain = write::scenario(scenario);
    if plain.len() > MOST_BYTES {
        return Err(LinkError::TooLarge);
    }
    Ok(coder::encode(trained(), &plain))
}

/// The scenario of data.
///
/// # Errors
/// What is wrong with the data.
pub(super) fn unpack(packed: &[u8]) -> Result<Scenario, LinkError> {
    read::scenario(&coder::decode(trained(), packed, MOST_BYTES)?)
}

/// The model after the dictionary; reading that takes far longer than a typical scenario, so it is kept.
fn trained() -> Model {
    static TRAINED: OnceLock<Model> = OnceLock::new();
    TRAINED.get_or_init(|| Model::trained(&dictionary())).clone()
}

fn dictionary() -> Vec<u8> {
    let byte = |sign: char| match sign {
        '¶' => write::END,
        '§' => write::CLOSE,
        // Everything else is ASCII, as a test holds.
        other => u8::try_from(other).unwrap_or(b'?'),
    };
    DICTIONARY.trim_end().chars().map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::DICTIONARY;

    #[test]
    fn the_dictionary_is_ascii_but_for_its_two_signs() {
        assert!(DICTIONARY.chars().all(|sign| sign.is_ascii() || matches!(sign, '¶' | '§')));
        assert!(!DICTIONARY.contains('\r'));
    }
}
