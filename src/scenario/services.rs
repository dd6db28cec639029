//! Which AWS services a scenario names: in actions, condition keys and ARNs of its policies, and in its questions.
//!
//! What always holds: it is a tolerant look at the text, so it works where the text does not parse, as is usual while
//! typing; what only looks like a service may be among them, a service that is named is.

use super::Scenario;
use crate::text::SourceId;
use std::collections::BTreeSet;

impl Scenario {
    /// The prefixes of the services it names, in lower case.
    #[must_use]
    pub fn services(&self) -> BTreeSet<String> {
        let policies = self.documents().filter(|(source, _)| *source != SourceId::Manifests).map(|(_, text)| text);
        let quoted = policies.flat_map(|text| text.split(['"', '\'']));
        let asked = self.questions.iter().flat_map(|question| {
            let keys = question.context.keys().map(String::as_str);
            keys.chain([question.action.as_str(), question.resource.as_str()])
        });
        let carriers = self.resource_policies.iter().map(|policy| policy.resource.as_str());
        quoted.chain(asked).chain(carriers).filter_map(service).collect()
    }
}

/// The service that a text names: `s3:GetObject`, `lambda:FunctionArn`, `arn:aws:sqs:…`.
fn service(text: &str) -> Option<String> {
    let (prefix, rest) = text.split_once(':')?;
    let prefix = match prefix {
        "arn" => rest.split(':').nth(1)?,
        "aws" | "system" | "http" | "https" => return None,
        prefix => prefix,
    };
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let starts = prefix.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    let plausible =
        starts && prefix.len() <= MOST && prefix.bytes().all(word) && !rest.starts_with(char::is_whitespace);
    plausible.then(|| prefix.to_ascii_lowercase())
}

/// Longer than any prefix of a service.
const MOST: usize = 64;

#[cfg(test)]
mod tests {
    use super::service;

    #[test]
    fn services_are_told_from_other_texts() {
        for (text, found) in [
            ("s3:GetObject", Some("s3")),
            ("Lambda:Invoke*", Some("lambda")),
            ("arn:aws:sqs:us-east-1:111122223333:queue", Some("sqs")),
            ("arn:aws:*:*:*:*", None),
            ("*", None),
            ("*:*", None),
            ("aws:SourceIp", None),
            ("system:serviceaccount:a:b", None),
            ("oidc.eks.us-east-1.amazonaws.com/id/X:sub", None),
            ("2012-10-17T00:00:00Z", None),
            (": ", None),
        ] {
            assert_eq!(service(text).as_deref(), found, "{text}");
        }
    }
}
