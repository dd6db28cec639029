//! A scenario as the text of a link, and back.
//!
//! The text is `VERSION.DATA`: a number that says how to read it, and base64url of a checksum and the coded scenario. It
//! stands in the URL's fragment, `#/s/VERSION.DATA`, which browsers do not send to servers.
//!
//! What always holds: nothing but the scenario decides the text, so language, colours and memory of whoever made it play
//! no part; every version that was ever released is read; a damaged text is refused, never read as another scenario.

mod checksum;
pub mod redact;
mod v1;

use crate::base64url::{self, Fault};
use crate::scenario::Scenario;
use std::fmt;

/// What a fragment with a scenario begins with.
pub const PREFIX: &str = "#/s/";

/// Characters that the data of a link may have: more than any browser takes from its address bar.
const MOST_CHARACTERS: usize = 4 << 20;

/// Why a text is no link, or a scenario has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// A newer version of the page made it.
    Newer,
    /// Something is missing or changed.
    Damaged,
    /// It has characters that no link has.
    NotBase64,
    /// There is more in it than a link can carry.
    TooLarge,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Newer => "a newer version made this link",
            Self::Damaged => "the link is damaged",
            Self::NotBase64 => "the link has characters that no link has",
            Self::TooLarge => "too large for a link",
        })
    }
}

impl std::error::Error for LinkError {}

/// The text of a scenario's link: what stands behind [`PREFIX`].
///
/// # Errors
/// [`LinkError::TooLarge`].
pub fn encode(scenario: &Scenario) -> Result<String, LinkError> {
    let packed = v1::pack(scenario)?;
    let mut bytes = checksum::of(&packed).to_be_bytes().to_vec();
    bytes.extend(packed);
    Ok(format!("1.{}", base64url::encode(&bytes)))
}

/// The scenario of a link's text. What chat tools and sentences leave around it is passed over.
///
/// # Errors
/// What is wrong with the link.
pub fn decode(text: &str) -> Result<Scenario, LinkError> {
    let text = text.trim_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'));
    let (version, data) = text.split_once('.').ok_or(LinkError::Damaged)?;
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit()) || version.starts_with('0') {
        return Err(LinkError::Damaged);
    }
    match version {
        "1" => {
            let bytes = data_of(data)?;
            let (sum, packed) = bytes.split_first_chunk::<4>().ok_or(LinkError::Damaged)?;
            if u32::from_be_bytes(*sum) != checksum::of(packed) {
                return Err(LinkError::Damaged);
            }
            v1::unpack(packed)
        }
        _ => Err(LinkError::Newer),
    }
}

fn data_of(data: &str) -> Result<Vec<u8>, LinkError> {
    if data.len() > MOST_CHARACTERS {
        return Err(LinkError::TooLarge);
    }
    base64url::decode(data).map_err(|fault| match fault {
        Fault::Character => LinkError::NotBase64,
        Fault::End => LinkError::Damaged,
    })
}
