//! A scenario as the text of a link, and back.
//!
//! The text is `VERSION.DATA`: a number that says how to read it, and base64url of a checksum and the coded scenario. It
//! stands in the URL's fragment, `#/s/VERSION.DATA`, which browsers do not send to servers.
//!
//! Version 1 is a scenario, version 2 a scenario with a task.
//!
//! What always holds: nothing but what it carries decides the text, so language, colours and memory of whoever made it play
//! no part; every version that was ever released is read; a damaged text is refused, never read as another scenario.

mod checksum;
pub mod redact;
mod v1;
mod v2;

use crate::base64url::{self, Fault};
use crate::lesson::Task;
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
    Ok(text_of("1", checksum::of, v1::pack(scenario)?))
}

/// The text of a link to a scenario with a task; it begins with `2.`.
///
/// # Errors
/// [`LinkError::TooLarge`].
pub fn encode_task(scenario: &Scenario, task: &Task) -> Result<String, LinkError> {
    Ok(text_of("2", v2::checksum, v2::pack(scenario, task)?))
}

fn text_of(version: &str, sum: fn(&[u8]) -> u32, packed: Vec<u8>) -> String {
    let mut bytes = sum(&packed).to_be_bytes().to_vec();
    bytes.extend(packed);
    format!("{version}.{}", base64url::encode(&bytes))
}

/// What a link carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The scenario.
    pub scenario: Scenario,
    /// What is to be done with it, if the link carries a task.
    pub task: Option<Task>,
}

/// The text of a link without what chat tools and sentences leave around it.
#[must_use]
pub fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
}

/// The scenario of a link's text, whatever else it carries.
///
/// # Errors
/// What is wrong with the link.
pub fn decode(text: &str) -> Result<Scenario, LinkError> {
    open(text).map(|opened| opened.scenario)
}

/// Everything that a link's text carries.
///
/// # Errors
/// What is wrong with the link.
pub fn open(text: &str) -> Result<Opened, LinkError> {
    let text = trimmed(text);
    let (version, data) = text.split_once('.').ok_or(LinkError::Damaged)?;
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit()) || version.starts_with('0') {
        return Err(LinkError::Damaged);
    }
    match version {
        "1" => Ok(Opened { scenario: v1::unpack(&checked(data, checksum::of)?)?, task: None }),
        "2" => v2::unpack(&checked(data, v2::checksum)?).map(|(scenario, task)| Opened { scenario, task: Some(task) }),
        _ => Err(LinkError::Newer),
    }
}

/// The data behind its checksum.
fn checked(data: &str, sum_of: fn(&[u8]) -> u32) -> Result<Vec<u8>, LinkError> {
    let bytes = data_of(data)?;
    let (sum, packed) = bytes.split_first_chunk::<4>().ok_or(LinkError::Damaged)?;
    if u32::from_be_bytes(*sum) != sum_of(packed) {
        return Err(LinkError::Damaged);
    }
    Ok(packed.to_vec())
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
