//! What is wrong with what stands in a field.
//!
//! What always holds: an empty field is never wrong here, since what is empty is assumed.

use crate::aws::Arn;
use crate::aws::arn::is_account;
use crate::message::words::settings::Words;
use crate::scenario::{Question, edit};

/// 12 digits.
pub fn account(words: &Words, text: &str) -> Option<&'static str> {
    (!text.is_empty() && !is_account(text)).then_some(words.account_fault)
}

/// Lower-case letters, hyphens and a number at the end.
pub fn region(words: &Words, text: &str) -> Option<&'static str> {
    let parts = text.split('-').count();
    let fits = (3..=4).contains(&parts)
        && text.ends_with(|last: char| last.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (!text.is_empty() && !fits).then_some(words.region_fault)
}

/// `https://`, and what STS compares.
pub fn issuer(words: &Words, text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    let host = text.strip_prefix("https://").unwrap_or_default();
    let wrong = host.is_empty() || host.contains(char::is_whitespace) || host.contains(['?', '#']);
    match wrong {
        true => Some(words.issuer_fault),
        false => text.ends_with('/').then_some(words.issuer_slash),
    }
}

/// The same with or without the scheme, as IAM shows it.
pub fn provider_url(words: &Words, text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some(words.needed);
    }
    if text.contains("://") { issuer(words, text) } else { issuer(words, &format!("https://{text}")) }
}

/// `1.31`
pub fn version(words: &Words, text: &str) -> Option<&'static str> {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = text.trim_start_matches('v').split_once('.').is_some_and(|(major, minor)| {
        let minor = minor.split('.').next().unwrap_or_default().trim_end_matches('+');
        number(major) && number(minor)
    });
    (!text.is_empty() && !fits).then_some(words.version_fault)
}

/// The ARN of a role.
pub fn role(words: &Words, text: &str) -> Option<&'static str> {
    (!text.is_empty() && !edit::is_role_arn(text)).then_some(words.role_fault)
}

/// The same where it must not be empty.
pub fn needed_role(words: &Words, text: &str) -> Option<&'static str> {
    needed(words, text).or_else(|| role(words, text))
}

/// Something must be there.
pub fn needed(words: &Words, text: &str) -> Option<&'static str> {
    text.trim().is_empty().then_some(words.needed)
}

/// `service:Action`; a star asks for a column of the matrix.
pub fn action(words: &Words, text: &str) -> Option<&'static str> {
    let fits = text == Question::EVERY_ACTION
        || text.split_once(':').is_some_and(|(service, action)| {
            !service.is_empty() && !action.is_empty() && !action.contains(':') && !text.contains(char::is_whitespace)
        });
    (!fits).then_some(words.action_fault)
}

/// An ARN or a star.
pub fn resource(words: &Words, text: &str) -> Option<&'static str> {
    (text != "*" && Arn::parse(text).is_none()).then_some(words.resource_fault)
}
