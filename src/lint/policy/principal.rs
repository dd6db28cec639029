//! Principals of resource policies: whom they let in besides the ones that were meant.
//!
//! What always holds: a condition of any kind keeps the advice on everyone from being given; trust policies have checks
//! of their own.
//! Sources: IAM User Guide, "AWS JSON policy elements: Principal", "The confused deputy problem"; Access Analyzer policy
//! checks.

use super::PolicyLint;
use super::report::{Found, Report};
use crate::aws::{Arn, arn};
use crate::iam::policy::{Effect, Naming, PolicyKind, PrincipalEntry, PrincipalType, Statement};
use crate::iam::principal::PrincipalPattern;
use serde::Serialize;

/// What is unwise about a principal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PrincipalLint {
    /// Everyone, without a condition.
    Everyone,
    /// The id of a user or role, which AWS puts in where the user or role was deleted.
    UniqueId {
        /// The id.
        id: String,
    },
    /// An account that has not twelve digits.
    AccountDigits {
        /// As it was written.
        account: String,
    },
    /// A service that acts for other accounts too, without a condition that says for whom.
    ServiceWithoutSource {
        /// The service.
        service: String,
    },
    /// A service that is not written as a domain.
    ServiceFormat {
        /// As it was written.
        service: String,
    },
}

/// Services that name in `aws:SourceArn` or `aws:SourceAccount` for which resource they act. Source: their user guides,
/// "Cross-service confused deputy prevention".
const WITH_SOURCE: [&str; 14] = [
    "cloudtrail",
    "cloudwatch",
    "config",
    "delivery.logs",
    "events",
    "guardduty",
    "inspector2",
    "logging.s3",
    "s3",
    "scheduler",
    "securityhub",
    "ses",
    "sns",
    "vpc-flow-logs",
];

/// Keys that say for whom a service acts.
const SOURCES: [&str; 4] = ["aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    let Some(element) = &statement.principal else { return };
    if report.policy.kind != PolicyKind::Resource {
        return;
    }
    let allows = statement.effect == Effect::Allow && element.naming == Naming::Named;
    for entry in &element.entries {
        match &entry.pattern {
            PrincipalPattern::Everyone if allows && statement.conditions.is_empty() => {
                report.say(Found::security(PolicyLint::Principal(PrincipalLint::Everyone), entry.span));
            }
            PrincipalPattern::UniqueId(id) => {
                let lint = PrincipalLint::UniqueId { id: id.clone() };
                report.say(Found::warning(PolicyLint::Principal(lint), entry.span));
            }
            PrincipalPattern::User(text) | PrincipalPattern::Role(text) | PrincipalPattern::Session(text) => {
                digits(report, entry, text);
            }
            PrincipalPattern::Service(name) => service(report, statement, entry, name, allows),
            _ => {}
        }
    }
}

fn digits(report: &mut Report<'_>, entry: &PrincipalEntry, text: &str) {
    let Some(name) = Arn::parse(text) else { return };
    let number = !name.account.is_empty() && name.account.bytes().all(|byte| byte.is_ascii_digit());
    if number && !arn::is_account(name.account) {
        let lint = PrincipalLint::AccountDigits { account: name.account.to_owned() };
        report.say(Found::warning(PolicyLint::Principal(lint), entry.span));
    }
}

fn service(report: &mut Report<'_>, statement: &Statement, entry: &PrincipalEntry, name: &str, allows: bool) {
    if entry.kind != PrincipalType::Service || name.contains(['$', '<', '{', '*']) {
        return;
    }
    let domain = [".amazonaws.com", ".amazonaws.com.cn", ".amazon.com", ".aws.internal", ".amazonaws.eu"];
    let Some(own) = domain.iter().find_map(|suffix| name.strip_suffix(suffix)) else {
        let lint = PrincipalLint::ServiceFormat { service: name.to_owned() };
        return report.say(Found::warning(PolicyLint::Principal(lint), entry.span));
    };
    let says = |key: &str| SOURCES.contains(&key);
    if allows && WITH_SOURCE.contains(&own) && !statement.conditions.iter().any(|one| says(one.key.lower())) {
        let lint = PrincipalLint::ServiceWithoutSource { service: name.to_owned() };
        report.say(Found::security(PolicyLint::Principal(lint), entry.span));
    }
}
