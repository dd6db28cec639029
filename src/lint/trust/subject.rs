//! What is wrong with a subject as it is written, by its text alone.
//!
//! What always holds: a value that some token could have, and a pattern that some subject could fit, have no slip.

use crate::kubernetes::token::Subject;
use serde::Serialize;

/// What is wrong with a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SubjectSlip {
    /// Blanks.
    Blank,
    /// Upper case; names of Kubernetes have none.
    UpperCase,
    /// `system:serviceaccount:` is missing, or misspelt.
    Prefix,
    /// Slashes, where colons belong.
    Slash,
    /// The namespace or the name is missing.
    Parts,
    /// An audience stands where a subject is compared.
    Audience,
    /// Namespace or name are none that Kubernetes accepts.
    Name,
}

const PREFIX: &str = "system:serviceaccount:";

/// The slip of a value, and what was probably meant. `wild`: `*` and `?` stand for other text.
#[must_use]
pub fn slip(value: &str, wild: bool) -> Option<(SubjectSlip, Option<String>)> {
    if value.contains("${") || Subject::parse(value).is_ok() {
        return None;
    }
    let has_wildcards = value.contains(['*', '?']);
    // Under `StringLike`, what stands before the first wildcard must be the beginning of a subject.
    let fixed = value.split(['*', '?']).next().unwrap_or_default();
    if wild && has_wildcards && begins_a_subject(fixed) && value.chars().all(is_plain) {
        return None;
    }
    let right = meant(value);
    let slip = if value.starts_with("sts.") || value.contains("amazonaws.com") {
        SubjectSlip::Audience
    } else if value.chars().any(char::is_whitespace) {
        SubjectSlip::Blank
    } else if value.chars().any(|c| c.is_ascii_uppercase()) {
        SubjectSlip::UpperCase
    } else if value.contains('/') {
        SubjectSlip::Slash
    } else if !value.starts_with(PREFIX) {
        SubjectSlip::Prefix
    } else if value.split(':').count() != 4 || value.split(':').any(str::is_empty) {
        SubjectSlip::Parts
    } else if has_wildcards {
        // Told as a wildcard under an operator that takes it literally.
        return None;
    } else {
        SubjectSlip::Name
    };
    Some((slip, right))
}

fn is_plain(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, ':' | '-' | '.' | '*' | '?')
}

fn begins_a_subject(start: &str) -> bool {
    PREFIX.starts_with(start) || start.strip_prefix(PREFIX).is_some_and(|rest| rest.matches(':').count() <= 1)
}

/// The subject that was probably meant: its last two parts, put together as they should be.
fn meant(value: &str) -> Option<String> {
    let clean: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let mut parts: Vec<&str> = clean.split([':', '/']).filter(|part| !part.is_empty()).collect();
    let is_prefix = |part: &str| matches!(part, "system" | "serviceaccount" | "serviceaccounts" | "sa" | "svcaccount");
    let extra = parts.len().checked_sub(2)?;
    // What stands before the two must be the prefix, however it is spelt.
    let near = |part: &&str| is_prefix(part) || crate::text::distance(part, "serviceaccount") <= 2;
    if extra > 2 || !parts.iter().take(extra).all(|part| near(part) || crate::text::distance(part, "system") <= 2) {
        return None;
    }
    let [namespace, name] = parts.split_off(extra)[..] else { return None };
    let right = Subject::new(namespace, name).to_string();
    let is_one = Subject::parse(&right).is_ok() || right.contains(['*', '?']);
    (is_one && !is_prefix(namespace)).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_and_put_right() {
        use SubjectSlip as S;
        for (value, wild, expected) in [
            ("system:serviceaccount:prod:app", false, None),
            ("system:serviceaccount:prod:*", true, None),
            ("system:serviceaccount:*", true, None),
            ("*", true, None),
            ("system:serviceaccount:prod:*", false, None),
            ("system:serviceaccount:${aws:PrincipalTag/ns}:app", false, None),
            ("prod:app", false, Some((S::Prefix, Some("system:serviceaccount:prod:app")))),
            ("prod/app", false, Some((S::Slash, Some("system:serviceaccount:prod:app")))),
            ("system:serviceaccount:prod/app", false, Some((S::Slash, Some("system:serviceaccount:prod:app")))),
            ("serviceaccount:prod:app", false, Some((S::Prefix, Some("system:serviceaccount:prod:app")))),
            ("system:serviceaccounts:prod:app", false, Some((S::Prefix, Some("system:serviceaccount:prod:app")))),
            ("system:serviceaccount: prod:app", false, Some((S::Blank, Some("system:serviceaccount:prod:app")))),
            ("system:serviceaccount:Prod:App", false, Some((S::UpperCase, Some("system:serviceaccount:prod:app")))),
            ("system:serviceaccount:app", false, Some((S::Parts, None))),
            ("system:serviceaccount:prod:", false, Some((S::Parts, None))),
            ("sts.amazonaws.com", false, Some((S::Audience, None))),
            ("app", false, Some((S::Prefix, None))),
            ("prod:*", true, Some((S::Prefix, Some("system:serviceaccount:prod:*")))),
            ("system:serviceaccount:prod:app_1", false, Some((S::Name, None))),
        ] {
            let expected = expected.map(|(slip, right)| (slip, right.map(str::to_owned)));
            assert_eq!(slip(value, wild), expected, "{value}");
        }
    }
}
