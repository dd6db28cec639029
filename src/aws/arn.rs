//! Amazon Resource Names: `arn:partition:service:region:account:resource`.
//!
//! What always holds: an ARN has six parts, and everything after the fifth colon is the resource, colons and slashes
//! included. Parsing checks the shape only; whether the names exist is not asked.

use serde::Serialize;

/// A parsed ARN, borrowing its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Arn<'a> {
    /// Such as `aws` or `aws-cn`.
    pub partition: &'a str,
    /// Such as `s3`.
    pub service: &'a str,
    /// Such as `us-east-1`; empty for global names.
    pub region: &'a str,
    /// Twelve digits; empty for S3 buckets and AWS's own resources.
    pub account: &'a str,
    /// The rest.
    pub resource: &'a str,
}

/// The partitions that IAM knows. `aws-test` is the one in which the kops project writes its golden policies.
const PARTITIONS: [&str; 9] =
    ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc", "aws-test"];

impl<'a> Arn<'a> {
    /// Reads an ARN; `None` where it has not six parts or does not begin with `arn:`.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let [_, partition, service, region, account, resource] = parts(text)?;
        Some(Self { partition, service, region, account, resource })
    }

    /// The resource without its type: the text after `kind/`, if the resource is of that kind.
    #[must_use]
    pub fn name_of(&self, kind: &str) -> Option<&'a str> {
        self.resource.strip_prefix(kind)?.strip_prefix('/')
    }

    /// Whether this is the name of an IAM role.
    #[must_use]
    pub fn is_role(&self) -> bool {
        self.service == "iam" && self.name_of("role").is_some()
    }
}

/// The six parts of an ARN, `arn` included; `None` for any other text.
#[must_use]
pub fn parts(text: &str) -> Option<[&str; 6]> {
    colons(text).map(|colons| parts_at(text, colons))
}

/// The six parts of an ARN whose five colons stand there.
#[must_use]
pub fn parts_at(text: &str, [a, b, c, d, e]: [usize; 5]) -> [&str; 6] {
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    [part(0, a), part(a + 1, b), part(b + 1, c), part(c + 1, d), part(d + 1, e), part(e + 1, text.len())]
}

/// Where the five colons stand that part an ARN; `None` for any other text.
#[must_use]
pub fn colons(text: &str) -> Option<[usize; 5]> {
    if !text.starts_with("arn:") {
        return None;
    }
    let mut colons = [0; 5];
    let mut found = text.bytes().enumerate().filter(|&(_, byte)| byte == b':').map(|(at, _)| at);
    for colon in &mut colons {
        *colon = found.next()?;
    }
    Some(colons)
}

/// Whether IAM knows the partition.
#[must_use]
pub fn is_partition(text: &str) -> bool {
    PARTITIONS.contains(&text)
}

/// Whether the text is an account id: twelve digits.
#[must_use]
pub fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the text is a unique id that IAM gives its entities, such as `AROA…` for a role or `AIDA…` for a user.
#[must_use]
pub fn is_unique_id(text: &str) -> bool {
    let known = ["AIDA", "AROA", "AGPA", "ANPA", "AIPA", "ABIA", "ACCA", "APKA", "ASCA"];
    text.len() >= 16
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && known.iter().any(|prefix| text.starts_with(prefix))
}
