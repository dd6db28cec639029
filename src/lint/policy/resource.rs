//! Names of resources that can be no resource's name.
//!
//! What always holds: a field with a wildcard, a variable or a placeholder is not judged; what a service's names look
//! like is taken from the catalogue, and of other services nothing is said.
//! Sources: IAM User Guide, "IAM JSON policy elements: Resource"; Service Authorization Reference; Amazon S3 User Guide,
//! "Bucket naming rules".

use super::PolicyLint;
use super::fit::{Head, heads_missing, is_owned};
use super::report::{Found, Report};
use crate::aws::catalog;
use crate::aws::{Arn, arn};
use crate::iam::policy::{ResourceEntry, Statement};
use crate::text::distance;
use serde::Serialize;

/// What is unwise about the name of a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ResourceLint {
    /// An account that has not twelve digits.
    AccountDigits {
        /// As it was written.
        account: String,
    },
    /// A Region that cannot exist, such as `us-east-1a`.
    RegionShape {
        /// As it was written.
        region: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A service in other letters than its prefix.
    ServiceCase {
        /// As it was written.
        service: String,
        /// As it is.
        right: String,
    },
    /// Names of this kind have a Region or an account, and this one has none.
    MissingField {
        /// The name.
        resource: String,
        /// Which.
        field: Head,
    },
    /// Names of this kind have no Region or no account, and this one has one.
    SuperfluousField {
        /// The name.
        resource: String,
        /// Which.
        field: Head,
    },
    /// A type of resource that the service does not have.
    UnknownType {
        /// As it was written.
        written: String,
        /// What was probably meant.
        suggestion: String,
    },
    /// A bucket with capital letters.
    BucketInCapitals {
        /// As it was written.
        bucket: String,
        /// In small letters.
        lower: String,
    },
}

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    let Some(element) = &statement.resource else { return };
    for entry in &element.entries {
        one(report, entry);
    }
}

fn one(report: &mut Report<'_>, entry: &ResourceEntry) {
    let text = entry.text.as_str();
    let Some(name) = Arn::parse(text) else { return };
    // Placeholders of examples.
    if text.contains(['<', '[']) || (text.contains('{') && !text.contains("${")) {
        return;
    }
    let plain = |field: &str| !field.is_empty() && !field.contains(['*', '?', '$', '<', '{', '[']);
    let mut say = |found: Found| report.say(found);
    let with = |field: usize, value: &str| replaced(text, field, value);
    if !plain(name.service) {
        return;
    }
    let lower = name.service.to_ascii_lowercase();
    if lower != name.service {
        let mended = with(2, &lower);
        let lint = ResourceLint::ServiceCase { service: name.service.to_owned(), right: lower };
        return say(Found::warning(PolicyLint::Resource(lint), entry.span).replaced(entry.span, &mended));
    }
    if name.account.bytes().all(|byte| byte.is_ascii_digit()) && plain(name.account) && !arn::is_account(name.account) {
        let lint = ResourceLint::AccountDigits { account: name.account.to_owned() };
        return say(Found::warning(PolicyLint::Resource(lint), entry.span));
    }
    if plain(name.region) && looks_like_region(name.region) && !is_region(name.region) {
        let suggestion = name.region.strip_suffix(|last: char| last.is_ascii_lowercase()).filter(|cut| is_region(cut));
        let lint =
            ResourceLint::RegionShape { region: name.region.to_owned(), suggestion: suggestion.map(str::to_owned) };
        let found = Found::warning(PolicyLint::Resource(lint), entry.span);
        return say(match suggestion {
            Some(right) => found.replaced(entry.span, &with(3, right)),
            None => found,
        });
    }
    if name.service == "s3" && name.region.is_empty() && name.account.is_empty() {
        let bucket = name.resource.split('/').next().unwrap_or_default();
        let capital = |byte: u8| byte.is_ascii_uppercase();
        if plain(bucket) && bucket.bytes().any(capital) && !bucket.bytes().any(|byte| byte.is_ascii_lowercase()) {
            // Nothing but capitals, as in the examples of AWS.
            return say(Found::placeholder(bucket, entry.span));
        }
        if plain(bucket) && !bucket.contains(':') && bucket.bytes().any(capital) {
            let lower = bucket.to_ascii_lowercase();
            let rest = name.resource.strip_prefix(bucket).unwrap_or_default();
            let mended = with(5, &format!("{lower}{rest}"));
            let lint = ResourceLint::BucketInCapitals { bucket: bucket.to_owned(), lower };
            return say(Found::warning(PolicyLint::Resource(lint), entry.span).replaced(entry.span, &mended));
        }
    }
    let Some(service) = catalog::service(name.service) else { return };
    let owned = is_owned(name.service);
    if let Some((field, is_missing)) = heads_missing(service, text).filter(|(_, missing)| !missing || owned) {
        let resource = text.to_owned();
        let at = if field == Head::Region { 3 } else { 4 };
        let account = report.around.account.unwrap_or("*");
        let (lint, mended) = match (is_missing, field) {
            (true, Head::Region) => (ResourceLint::MissingField { resource, field }, with(at, "*")),
            (true, Head::Account) => (ResourceLint::MissingField { resource, field }, with(at, account)),
            (false, _) => (ResourceLint::SuperfluousField { resource, field }, with(at, "")),
        };
        return report.say(Found::warning(PolicyLint::Resource(lint), entry.span).replaced(entry.span, &mended));
    }
    if let Some((written, right)) = other_type(service, &name) {
        let rest = name.resource.strip_prefix(written).unwrap_or_default();
        let mended = with(5, &format!("{right}{rest}"));
        let lint = ResourceLint::UnknownType { written: written.to_owned(), suggestion: right.to_owned() };
        report.say(Found::warning(PolicyLint::Resource(lint), entry.span).replaced(entry.span, &mended));
    }
}

/// The ARN with another field.
fn replaced(text: &str, field: usize, value: &str) -> String {
    let fields = text.splitn(6, ':').enumerate();
    let fields: Vec<&str> = fields.map(|(index, own)| if index == field { value } else { own }).collect();
    fields.join(":")
}

fn looks_like_region(text: &str) -> bool {
    let starts = ["us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "cn-", "mx-"];
    starts.iter().any(|start| text.starts_with(start))
}

/// Whether the text has the form of a Region: words and a number, with dashes between.
fn is_region(text: &str) -> bool {
    let Some((words, number)) = text.rsplit_once('-') else { return false };
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && words.contains('-')
        && words.split('-').all(word)
}

/// The first word of the resource, if no type of the service begins so and one is a letter away.
fn other_type<'a>(service: &'static catalog::Service, name: &Arn<'a>) -> Option<(&'a str, &'static str)> {
    let at = name.resource.find(['/', ':'])?;
    let (written, rest) = name.resource.split_at_checked(at)?;
    let separator = rest.chars().next()?;
    if written.contains(['*', '?', '$', '{', '<']) {
        return None;
    }
    let mut near = None;
    for resource in service.resource_types() {
        for template in &resource.templates {
            let own = template.splitn(6, ':').nth(5).unwrap_or_default();
            let word = own.split(['/', ':']).next().unwrap_or_default();
            // A name without a type in front can be anything.
            if word.contains(['$', '*']) || word == written {
                return None;
            }
            if own.strip_prefix(word).is_some_and(|rest| rest.starts_with(separator)) && distance(written, word) == 1 {
                near = Some(word);
            }
        }
    }
    near.map(|right| (written, right))
}
