//! Error messages of AWS, pasted as they were seen in a log or a terminal.
//!
//! What always holds: a message changes no document. What it asked for becomes a question, so that the access table
//! answers it; as whom it was asked is told, because that is what most people overlook. Sources: IAM User Guide,
//! "Troubleshoot access denied error messages"; STS API reference.

use super::facts::Fact;
use super::recognise::Context;
use super::{Detail, Kind};
use crate::scenario::Question;
use crate::text::Span;

const CODES: [&str; 12] = [
    "AccessDeniedException",
    "AccessDenied",
    "UnauthorizedOperation",
    "InvalidIdentityToken",
    "ExpiredTokenException",
    "IDPCommunicationError",
    "WebIdentityErr",
    "NoCredentialProviders",
    "Unable to locate credentials",
    "CredentialsProviderError",
    "ExpiredToken",
    "RegionDisabledException",
];

/// Recognises an error message; `false` where the text is none.
pub(super) fn recognise(context: &mut Context<'_>, at: Span) -> bool {
    let text = context.text;
    // Documents may quote a message; a message is short and has no fields.
    if text.len() > 20_000 || is_document(text) {
        return false;
    }
    let denied = text.contains("is not authorized to perform");
    let named = text.split_once("An error occurred (").and_then(|(_, rest)| rest.split(')').next());
    let code = named.or_else(|| CODES.iter().copied().find(|code| text.contains(code)));
    let code = match code {
        Some(code) => code,
        None if denied => "AccessDenied",
        None => return false,
    };
    let operation = text.split_once("when calling the ").and_then(|(_, rest)| rest.split(' ').next());
    context.detail(Detail::Failure(code.to_owned(), operation.map(str::to_owned)));
    let trust = text.contains("AssumeRoleWithWebIdentity") || matches!(code, "InvalidIdentityToken" | "WebIdentityErr");
    let mut facts = Vec::new();
    if trust {
        context.detail(Detail::FailureOfTrust);
    } else if let Some((before, after)) = text.split_once("is not authorized to perform: ") {
        context.detail(Detail::FailureOfAccess);
        let action = word(after);
        let resource = after.split_once("on resource: ").map(|(_, rest)| word(rest)).unwrap_or("*");
        let caller = before.rsplit_once("User: ").map(|(_, user)| word(user));
        let role = caller.and_then(|arn| arn.split_once(":assumed-role/")).and_then(|(_, rest)| rest.split('/').next());
        context.details.extend(role.map(|role| Detail::FailureAs(role.to_owned())));
        if action.contains(':') {
            let (action, resource) = (action.to_owned(), resource.to_owned());
            facts.push(Fact::Question(Question { action, resource, ..Question::default() }));
        }
    } else if code.starts_with("AccessDenied") {
        context.detail(Detail::FailureOfAccess);
    }
    context.item(at, Kind::ErrorMessage, facts);
    true
}

/// The first word, without what a sentence puts around it.
fn word(text: &str) -> &str {
    let text = text.trim_start_matches(['"', '\'', ' ']);
    let end = text.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    word.trim_matches(['\'', '"', ',', '.', ';', '`', ')'])
}

/// Whether a text has lines of YAML.
fn is_document(text: &str) -> bool {
    text.lines().any(|line| {
        ["apiVersion:", "kind:", "Statement:", "Resources:", "AWSTemplateFormatVersion", "Version:", "metadata:"]
            .iter()
            .any(|key| line.starts_with(key))
    })
}
