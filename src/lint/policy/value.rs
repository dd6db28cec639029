//! Values of conditions that are no values of their kind, or not the ones that were meant.
//!
//! What always holds: a value with a variable or a placeholder is not judged; that a range is private is said of
//! `aws:SourceIp` only, which is the public address.
//! Sources: IAM User Guide, "IAM JSON policy elements: Condition operators", "AWS global condition context keys"; Access
//! Analyzer policy checks.

use super::PolicyLint;
use super::report::{Found, Report};
use crate::iam::condition::ip::Network;
use crate::iam::condition::{Condition, ConditionValue, Family, Literal, Polarity, Test};
use crate::iam::lower::is_placeholder;
use crate::iam::policy::{Effect, Statement};
use serde::Serialize;
use std::net::IpAddr;

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum ValueLint {
    /// Not what the operator compares.
    NotOfKind {
        /// As it was written.
        value: String,
        /// What the operator compares.
        family: Family,
    },
    /// `True`
    BooleanInCapitals {
        /// As it was written.
        value: String,
    },
    /// `["true", "false"]`
    BothBooleans {
        /// The condition key.
        key: String,
    },
    /// Bits that the prefix cuts off.
    HostBits {
        /// As it was written.
        value: String,
        /// The range that it is.
        network: String,
    },
    /// A private address, where the public one is compared.
    PrivateAddress {
        /// As it was written.
        value: String,
        /// Whether the condition wants it or forbids it.
        polarity: Polarity,
        /// Whether there are public ranges beside it.
        others: bool,
    },
    /// `0.0.0.0/0`
    EveryAddress {
        /// As it was written.
        value: String,
    },
    /// Not the id of a VPC.
    NotAVpc {
        /// As it was written.
        value: String,
    },
    /// Not the id of a VPC endpoint.
    NotAnEndpoint {
        /// As it was written.
        value: String,
    },
}

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        for value in &condition.values {
            one(report, statement, condition, value);
        }
        let boolean = |wanted: bool| {
            let is = |value: &ConditionValue| matches!(value.test, Test::Bool(Some(b), _) | Test::Null(Some(b)) if b == wanted);
            condition.values.iter().any(is)
        };
        if boolean(true) && boolean(false) {
            let lint = ValueLint::BothBooleans { key: condition.key.text().to_owned() };
            report.say(Found::warning(PolicyLint::Value(lint), condition.values_span));
        }
    }
}

fn one(report: &mut Report<'_>, statement: &Statement, condition: &Condition, value: &ConditionValue) {
    let text = value.text.as_str();
    if text.contains('$') || is_placeholder(text) {
        return;
    }
    let owned = text.to_owned();
    if value.test.is_malformed() {
        let lint = ValueLint::NotOfKind { value: owned, family: condition.operator.family() };
        return report.say(Found::warning(PolicyLint::Value(lint), value.span));
    }
    let capital = text.bytes().any(|byte| byte.is_ascii_uppercase());
    if matches!(value.test, Test::Bool(Some(_), _) | Test::Null(Some(_))) && capital && value.literal == Literal::String
    {
        let lint = ValueLint::BooleanInCapitals { value: owned };
        let found = Found::warning(PolicyLint::Value(lint), value.span);
        return report.say(found.replaced(value.span, &text.to_ascii_lowercase()));
    }
    if let Test::IpAddress(Some(network)) = value.test {
        return address(report, statement, condition, value, network);
    }
    let exact = condition.operator.family() == Family::String && !text.contains(['*', '?']) && !text.is_empty();
    match condition.key.lower() {
        "aws:sourcevpc" if exact && !text.starts_with("vpc-") => {
            report.say(Found::warning(PolicyLint::Value(ValueLint::NotAVpc { value: owned }), value.span));
        }
        "aws:sourcevpce" if exact && !text.starts_with("vpce-") => {
            report.say(Found::warning(PolicyLint::Value(ValueLint::NotAnEndpoint { value: owned }), value.span));
        }
        _ => {}
    }
}

fn address(
    report: &mut Report<'_>,
    statement: &Statement,
    condition: &Condition,
    value: &ConditionValue,
    network: Network,
) {
    let text = value.text.clone();
    let polarity = condition.operator.polarity;
    if network.is_everything() {
        // A NotIpAddress of everything never holds; both keep nobody out or nobody in.
        if polarity == Polarity::Positive && statement.effect == Effect::Allow {
            let lint = ValueLint::EveryAddress { value: text };
            report.say(Found::suggestion(PolicyLint::Value(lint), value.span));
        }
        return;
    }
    if condition.key.lower() == "aws:sourceip" && is_private(network.address()) {
        let public = |value: &ConditionValue| match value.test {
            Test::IpAddress(Some(network)) => !is_private(network.address()),
            _ => true,
        };
        let others = condition.values.iter().any(public);
        let lint = PolicyLint::Value(ValueLint::PrivateAddress { value: text, polarity, others });
        return report.say(match others {
            true => Found::suggestion(lint, value.span),
            false => Found::warning(lint, value.span),
        });
    }
    let masked = network.masked();
    if text.contains('/') && masked != network.address() {
        let prefix = text.split_once('/').map_or("", |(_, prefix)| prefix);
        let network = format!("{masked}/{prefix}");
        let lint = ValueLint::HostBits { value: text, network: network.clone() };
        report.say(Found::suggestion(PolicyLint::Value(lint), value.span).replaced(value.span, &network));
    }
}

/// Addresses that do not come over the internet: private, of this host, of this link.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_loopback() || address.is_link_local(),
        IpAddr::V6(address) => {
            let first = address.segments()[0];
            address.is_loopback() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80
        }
    }
}
