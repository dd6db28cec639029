//! The document as a whole: its version, empty parts, its size, and what its kind takes and yet does not want.
//!
//! What always holds: a size is counted without white space, as IAM counts it; bucket policies and endpoint policies
//! are counted in bytes.
//! Sources: IAM User Guide, "Version", "IAM and AWS STS quotas"; Organizations User Guide, "Quotas"; Amazon S3 User
//! Guide, "Bucket policies"; VPC documentation, "Endpoint policies"; Access Analyzer policy checks.

use super::edit;
use super::report::{Found, Report};
use super::{Carrier, PolicyLint};
use crate::aws::Arn;
use crate::iam::condition::{Comparison, Condition, Existence, Quantifier};
use crate::iam::policy::{Effect, Naming, PolicyKind, Statement, Version};
use crate::iam::principal::PrincipalPattern;
use crate::text::Span;
use serde::Serialize;

/// What is unwise in the shape of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ShapeLint {
    /// No `Version`: that of 2008 is in force.
    MissingVersion,
    /// The version of 2008, which has no variables.
    OldVersion,
    /// A variable, in a document in which there are none.
    VariableInOldVersion {
        /// As it was written.
        variable: String,
    },
    /// `"Sid": ""`
    EmptySid,
    /// A `Condition` without conditions.
    EmptyCondition,
    /// A condition without values, and what its operator makes of that.
    EmptyValues {
        /// The condition key.
        key: String,
        /// Such as `ForAllValues:StringEquals`.
        operator: String,
        /// The set operator.
        quantifier: Quantifier,
        /// Whether it is an `…IfExists`.
        existence: Existence,
    },
    /// `"Principal": {}`
    EmptyPrincipalObject,
    /// `"Principal": { "AWS": [] }`
    EmptyPrincipalList,
    /// More characters than a quota lets through.
    TooLarge {
        /// Its characters.
        size: usize,
        /// The quota.
        limit: usize,
        /// Which quota.
        quota: Quota,
    },
    /// `NotPrincipal` with `Allow`: everybody else, anonymous callers too.
    AllowNotPrincipal,
    /// `NotPrincipal` with `Deny`, which denies every principal with a permissions boundary.
    DenyNotPrincipal,
    /// An exempted principal whose account is not exempted, so that it is denied all the same.
    NotPrincipalWithoutAccount {
        /// The principal.
        principal: String,
        /// What is missing in the list.
        missing: String,
    },
    /// A principal in a policy for a gateway endpoint, which only takes everyone.
    EndpointPrincipal {
        /// As it was written.
        principal: String,
    },
}

/// A limit on the size of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Quota {
    /// Managed policies.
    Managed,
    /// All inline policies of a role together.
    RoleInline,
    /// Session policies.
    Session,
    /// Service control policies.
    ServiceControl,
    /// Resource control policies.
    ResourceControl,
    /// Bucket policies; bytes.
    Bucket,
    /// VPC endpoint policies; bytes.
    Endpoint,
}

impl Quota {
    fn limit(self) -> usize {
        match self {
            Self::Managed => 6144,
            Self::RoleInline => 10_240,
            Self::Session => 2048,
            Self::ServiceControl | Self::ResourceControl => 5120,
            Self::Bucket | Self::Endpoint => 20_480,
        }
    }

    /// The largest quota that could be the one of this document; `None` where none is known.
    fn of(kind: PolicyKind, carrier: &Carrier<'_>) -> Option<Self> {
        match (kind, carrier) {
            // A trust policy has a quota of its own, with the checks of trust policies.
            (PolicyKind::Trust, _) => None,
            (PolicyKind::Identity, Carrier::Role(_)) => Some(Self::RoleInline),
            (PolicyKind::Identity | PolicyKind::Boundary, _) => Some(Self::Managed),
            (PolicyKind::Session, _) => Some(Self::Session),
            (PolicyKind::ServiceControl, _) => Some(Self::ServiceControl),
            (PolicyKind::ResourceControl, _) => Some(Self::ResourceControl),
            (PolicyKind::Endpoint, _) => Some(Self::Endpoint),
            (PolicyKind::Resource, Carrier::Resource(arn)) => {
                Arn::parse(arn).is_some_and(|arn| arn.service == "s3").then_some(Self::Bucket)
            }
            (PolicyKind::Resource, _) => None,
        }
    }
}

pub(super) fn check(report: &mut Report<'_>) {
    version(report);
    size(report);
    let policy = report.policy;
    for statement in &policy.statements {
        if let Some(sid) = statement.sid.as_ref().filter(|sid| sid.text.is_empty()) {
            let edits = key_before(report.text, sid.span).and_then(|key| edit::without_member(report, key));
            report.say(Found::suggestion(PolicyLint::Shape(ShapeLint::EmptySid), sid.span).mended(edits));
        }
        if let Some(span) = statement.condition_span.filter(|_| statement.conditions.is_empty()) {
            let edits = key_before(report.text, span).and_then(|key| edit::without_member(report, key));
            report.say(Found::suggestion(PolicyLint::Shape(ShapeLint::EmptyCondition), span).mended(edits));
        }
        for condition in statement.conditions.iter().filter(|condition| condition.values.is_empty()) {
            empty_values(report, condition);
        }
        principals(report, statement);
    }
}

fn version(report: &mut Report<'_>) {
    let policy = report.policy;
    if policy.version == Version::V2012 {
        return;
    }
    let edits = edit::set_version(report);
    let start = Span { start: policy.span.start, end: policy.span.start + 1 };
    if let Some((variable, span)) = policy.statements.iter().find_map(variable) {
        let lint = PolicyLint::Shape(ShapeLint::VariableInOldVersion { variable: variable.to_owned() });
        return report.say(Found::warning(lint, span).beside(policy.version_span.unwrap_or(start)).mended(edits));
    }
    report.say(match policy.version_span {
        None => Found::warning(PolicyLint::Shape(ShapeLint::MissingVersion), start).mended(edits),
        Some(span) => Found::suggestion(PolicyLint::Shape(ShapeLint::OldVersion), span).mended(edits),
    });
}

/// The first variable of a statement, in a place where variables may stand.
fn variable(statement: &Statement) -> Option<(&str, Span)> {
    let resources = statement.resource.iter().flat_map(|element| &element.entries);
    let values = statement.conditions.iter().flat_map(|condition| &condition.values);
    let texts = resources.map(|entry| (entry.text.as_str(), entry.span));
    texts.chain(values.map(|value| (value.text.as_str(), value.span))).find_map(|(text, span)| {
        let from = text.find("${")?;
        let rest = text.get(from..)?;
        let variable = rest.get(..=rest.find('}')?)?;
        variable.contains(':').then_some((variable, span))
    })
}

fn size(report: &mut Report<'_>) {
    let Some(quota) = Quota::of(report.policy.kind, &report.around.carrier) else { return };
    if report.text.len() <= quota.limit().min(Quota::Managed.limit()) {
        return;
    }
    let characters = report.text.chars().filter(|character| !character.is_whitespace()).count();
    let (size, limit) = match quota {
        Quota::Bucket | Quota::Endpoint => (report.text.len(), quota.limit()),
        _ => (characters, quota.limit()),
    };
    let span = report.policy.span;
    let start = Span { start: span.start, end: span.start + 1 };
    let lint = |quota: Quota| PolicyLint::Shape(ShapeLint::TooLarge { size, limit: quota.limit(), quota });
    if size > limit {
        report.say(Found::warning(lint(quota), start));
    } else if quota == Quota::RoleInline && size > Quota::Managed.limit() {
        // It still fits as an inline policy.
        report.say(Found::suggestion(lint(Quota::Managed), start));
    }
}

fn empty_values(report: &mut Report<'_>, condition: &Condition) {
    if condition.operator.comparison == Comparison::Null {
        return;
    }
    let lint = ShapeLint::EmptyValues {
        key: condition.key.text().to_owned(),
        operator: condition.operator_text.clone(),
        quantifier: condition.operator.quantifier,
        existence: condition.operator.existence,
    };
    report.say(Found::suggestion(PolicyLint::Shape(lint), condition.values_span).beside(condition.operator_span));
}

fn principals(report: &mut Report<'_>, statement: &Statement) {
    let Some(element) = &statement.principal else { return };
    if element.entries.is_empty() {
        let lint = match element.span.of(report.text).contains('[') {
            true => ShapeLint::EmptyPrincipalList,
            false => ShapeLint::EmptyPrincipalObject,
        };
        return report.say(Found::suggestion(PolicyLint::Shape(lint), element.span));
    }
    match (element.naming, statement.effect) {
        (Naming::AllBut, Effect::Allow) => {
            report.say(Found::security(PolicyLint::Shape(ShapeLint::AllowNotPrincipal), element.key_span));
        }
        (Naming::AllBut, Effect::Deny) => {
            let lists = |account: &str| {
                element.entries.iter().any(|entry| entry.pattern == PrincipalPattern::Account(account.to_owned()))
            };
            let missing = element.entries.iter().find_map(|entry| {
                let named = match &entry.pattern {
                    PrincipalPattern::User(arn)
                    | PrincipalPattern::Role(arn)
                    | PrincipalPattern::Session(arn)
                    | PrincipalPattern::FederatedUser(arn) => Arn::parse(arn)?,
                    _ => return None,
                };
                let root = format!("arn:{}:iam::{}:root", named.partition, named.account);
                (!lists(named.account)).then_some((entry, root))
            });
            report.say(match missing {
                Some((entry, missing)) => {
                    let principal = entry.text.clone();
                    let lint = ShapeLint::NotPrincipalWithoutAccount { principal, missing };
                    Found::security(PolicyLint::Shape(lint), entry.span).beside(element.key_span)
                }
                None => Found::security(PolicyLint::Shape(ShapeLint::DenyNotPrincipal), element.key_span),
            });
        }
        (Naming::Named, _) if report.policy.kind == PolicyKind::Endpoint && is_gateway(statement) => {
            for entry in element.entries.iter().filter(|entry| entry.pattern != PrincipalPattern::Everyone) {
                let lint = ShapeLint::EndpointPrincipal { principal: entry.text.clone() };
                report.say(Found::warning(PolicyLint::Shape(lint), entry.span));
            }
        }
        (Naming::Named, _) => {}
    }
}

/// Whether a statement is about the services that have gateway endpoints, and about no other.
fn is_gateway(statement: &Statement) -> bool {
    let of_service = |text: &str| {
        let service = text.split(':').next().unwrap_or_default().to_ascii_lowercase();
        matches!(service.as_str(), "s3" | "dynamodb")
    };
    statement.action.naming == Naming::Named && statement.action.entries.iter().all(|entry| of_service(&entry.text))
}

/// Where the key of a value stands, quotes included.
fn key_before(text: &str, value: Span) -> Option<Span> {
    let before = text.get(..value.start as usize)?.trim_end().strip_suffix(':')?.trim_end();
    let open = before.strip_suffix('"')?.rfind('"')?;
    Some(Span::new(open, before.len()))
}
