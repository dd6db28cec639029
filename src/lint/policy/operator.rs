//! Condition operators that do not do what their values or keys ask for.
//!
//! What always holds: what kind a key is and whether it holds many values is taken from the catalogue; of keys that it
//! does not know nothing is said. No fix makes a Deny apply to fewer requests.
//! Sources: IAM User Guide, "IAM JSON policy elements: Condition operators", "Multivalued context keys"; Access Analyzer
//! policy checks.

use super::PolicyLint;
use super::edit;
use super::report::{Found, Report};
use crate::aws::catalog::{self, Carried, GlobalKey, KeyType};
use crate::iam::condition::{
    Comparison, Condition, ConditionValue, Existence, Family, Operator, Polarity, Quantifier, Relation, Test,
};
use crate::iam::policy::{Effect, PolicyKind, Statement};
use crate::iam::variable::Variables;
use serde::Serialize;

/// What is unwise about an operator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum OperatorLint {
    /// A value with `*` or `?` under an operator that compares exactly.
    WildcardWithoutLike {
        /// As it was written.
        operator: String,
        /// The value.
        value: String,
        /// The operator with wildcards; `None` where there is none.
        instead: Option<String>,
    },
    /// An operator with wildcards, and no wildcard in any value.
    LikeWithoutWildcard {
        /// As it was written.
        operator: String,
        /// The operator that compares exactly.
        instead: String,
    },
    /// An operator for values of another kind than those of the key.
    ForOtherType {
        /// As it was written.
        operator: String,
        /// The condition key.
        key: String,
        /// What its values are.
        type_of_key: KeyType,
        /// An operator for them.
        instead: Option<String>,
    },
    /// A key of many values without a set operator.
    MissingSetOperator {
        /// As it was written.
        operator: String,
        /// The condition key.
        key: String,
    },
    /// `ForAllValues` on a key of one value: also true where the request does not carry the key.
    ForAllValuesOnSingle {
        /// As it was written.
        operator: String,
        /// The condition key.
        key: String,
    },
    /// `Null` with a set operator: always true, or always false.
    NullWithSetOperator {
        /// As it was written.
        operator: String,
        /// Which.
        quantifier: Quantifier,
    },
    /// An Allow with a negated operator on a key that a request need not carry.
    NegatedAllowsMissing {
        /// As it was written.
        operator: String,
        /// The condition key.
        key: String,
    },
    /// A Deny that a request escapes by not carrying the key.
    DenySkipsMissing {
        /// As it was written.
        operator: String,
        /// The condition key.
        key: String,
        /// The operator that a missing key does not escape.
        instead: String,
    },
    /// A text pattern for an ARN, whose stars cross colons.
    StringLikeOnArn {
        /// As it was written.
        operator: String,
        /// The condition key.
        key: String,
        /// The operator for ARNs.
        instead: String,
    },
}

/// Keys of many values of which it is usual to ask for any.
const ANY_OF: [&str; 8] = [
    "aws:principalorgpaths",
    "aws:resourceorgpaths",
    "aws:sourceorgpaths",
    "aws:vpceorgpaths",
    "aws:calledvia",
    "aws:principalservicenameslist",
    "kms:grantoperations",
    "dynamodb:fistargetarns",
];

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        if condition.operator.comparison == Comparison::Null {
            null(report, statement, condition);
            continue;
        }
        let known = catalog::condition_key(condition.key.lower());
        let kind = known.map(|key| key.kind);
        if !wildcards(report, statement, condition, kind)
            && let Some(kind) = kind
        {
            for_type(report, statement, condition, kind);
        }
        sets(report, statement, condition);
        missing(report, statement, condition);
    }
}

/// The same operator with another comparison.
fn written(operator: &Operator, name: &str) -> String {
    let set = match operator.quantifier {
        Quantifier::Single => "",
        Quantifier::ForAllValues => "ForAllValues:",
        Quantifier::ForAnyValue => "ForAnyValue:",
    };
    let end = if operator.existence == Existence::IfExists { "IfExists" } else { "" };
    format!("{set}{name}{end}")
}

fn without_set(operator: &Condition) -> String {
    operator.operator_text.rsplit(':').next().unwrap_or_default().to_owned()
}

/// Whether a value has a wildcard outside its variables.
fn is_wild(value: &ConditionValue) -> bool {
    let mut parts = value.text.split("${");
    let first = parts.next().unwrap_or_default();
    let rest = parts.map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    std::iter::once(first).chain(rest).any(|text| text.contains(['*', '?']))
}

/// Wildcards and operators; whether something was said.
fn wildcards(report: &mut Report<'_>, statement: &Statement, condition: &Condition, kind: Option<KeyType>) -> bool {
    let operator = &condition.operator;
    let name = |positive, negated| match operator.polarity {
        Polarity::Positive => written(operator, positive),
        Polarity::Negated => written(operator, negated),
    };
    let text = condition.operator_text.clone();
    let wild: Vec<&ConditionValue> = condition.values.iter().filter(|value| is_wild(value)).collect();
    match operator.comparison {
        Comparison::Text | Comparison::TextIgnoringCase => {
            let Some(first) = wild.first() else { return false };
            // The checks of trust policies say more of a subject.
            if report.policy.kind == PolicyKind::Trust && condition.key.lower().ends_with(":sub") {
                return true;
            }
            let instead = match (operator.comparison, kind) {
                (Comparison::TextIgnoringCase, _) => None,
                (_, Some(KeyType::Arn)) => Some(name("ArnLike", "ArnNotLike")),
                _ => Some(name("StringLike", "StringNotLike")),
            };
            // A Deny of everything else would deny less.
            let narrows = !(statement.effect == Effect::Deny && operator.polarity == Polarity::Negated);
            let edits =
                instead.as_ref().filter(|_| narrows).and_then(|right| edit::with_operator(report, condition, right));
            let lint = OperatorLint::WildcardWithoutLike { operator: text, value: first.text.clone(), instead };
            let mut found = Found::warning(PolicyLint::Operator(lint), first.span).beside(condition.operator_span);
            for other in wild.iter().skip(1) {
                found = found.beside(other.span);
            }
            report.say(found.mended(edits));
            true
        }
        Comparison::TextLike => {
            let variable = |value: &ConditionValue| value.text.contains("${");
            let of_block = || statement.conditions.iter().filter(|one| one.operator_span == condition.operator_span);
            let all = || of_block().flat_map(|one| &one.values);
            let first = of_block().next().is_some_and(|one| one.key_span == condition.key_span);
            if all().next().is_some() && !all().any(|value| is_wild(value) || variable(value)) {
                if !first {
                    return false;
                }
                let instead = name("StringEquals", "StringNotEquals");
                let whole = of_block().count() == 1 || !statement.conditions.iter().any(|c| c.operator_text == instead);
                let edits = match of_block().count() {
                    1 => edit::with_operator(report, condition, &instead),
                    _ if whole => Some(vec![(condition.operator_span, format!("\"{instead}\""))]),
                    _ => None,
                };
                let lint = OperatorLint::LikeWithoutWildcard { operator: text, instead };
                report.say(Found::suggestion(PolicyLint::Operator(lint), condition.operator_span).mended(edits));
                return true;
            }
            // Where a wider pattern opens more: what an Allow asks for, and what a Deny leaves out.
            let opens = (statement.effect == Effect::Allow) == (operator.polarity == Polarity::Positive);
            let arns = |value: &ConditionValue| value.text == "*" || value.text.splitn(6, ':').count() == 6;
            if kind == Some(KeyType::Arn)
                && opens
                && let Some(first) = wild.iter().find(|value| value.text != "*")
            {
                let instead = name("ArnLike", "ArnNotLike");
                let whole = condition.values.iter().all(arns);
                let edits = whole.then(|| edit::with_operator(report, condition, &instead)).flatten();
                let key = condition.key.text().to_owned();
                let lint = OperatorLint::StringLikeOnArn { operator: text, key, instead };
                let found = Found::security(PolicyLint::Operator(lint), condition.operator_span);
                report.say(found.beside(first.span).mended(edits));
                return true;
            }
            false
        }
        _ => false,
    }
}

fn for_type(report: &mut Report<'_>, statement: &Statement, condition: &Condition, kind: KeyType) {
    let operator = &condition.operator;
    let family = operator.family();
    let fits = match kind {
        // Some keys that AWS lists as strings hold ARNs.
        KeyType::String => matches!(family, Family::String | Family::Arn | Family::Binary),
        KeyType::Arn => matches!(family, Family::Arn | Family::String),
        KeyType::Bool => family == Family::Bool,
        KeyType::Numeric => family == Family::Numeric,
        KeyType::Date => matches!(family, Family::Date | Family::Numeric),
        KeyType::IpAddress => family == Family::IpAddress,
    };
    // Addresses and numbers that come from a variable can only be compared as text.
    if fits || condition.values.iter().any(|value| value.text.contains("${")) {
        return;
    }
    let equal = matches!(
        operator.comparison,
        Comparison::Text | Comparison::TextIgnoringCase | Comparison::TextLike | Comparison::Bool
    );
    let positive = operator.polarity == Polarity::Positive;
    let name = match (kind, positive) {
        (KeyType::String | KeyType::Arn, true) => "StringEquals",
        (KeyType::String | KeyType::Arn, false) => "StringNotEquals",
        (KeyType::Bool, true) => "Bool",
        (KeyType::Bool, false) => "",
        (KeyType::Numeric, true) => "NumericEquals",
        (KeyType::Numeric, false) => "NumericNotEquals",
        (KeyType::Date, true) => "DateEquals",
        (KeyType::Date, false) => "DateNotEquals",
        (KeyType::IpAddress, true) => "IpAddress",
        (KeyType::IpAddress, false) => "NotIpAddress",
    };
    let instead = Some(written(operator, name)).filter(|_| equal && !name.is_empty());
    let narrows = statement.effect != Effect::Deny || positive;
    let mends = |right: &String| {
        let comparison = Operator::parse(right)?.comparison;
        let readable = |value: &ConditionValue| {
            let test = Test::new(comparison, &value.text, Variables::PlainText);
            !test.is_malformed() && !value.text.contains("${")
        };
        condition.values.iter().all(readable).then(|| edit::with_operator(report, condition, right)).flatten()
    };
    let edits = instead.as_ref().filter(|_| narrows).and_then(mends);
    let lint = OperatorLint::ForOtherType {
        operator: condition.operator_text.clone(),
        key: condition.key.text().to_owned(),
        type_of_key: kind,
        instead,
    };
    let found = Found::warning(PolicyLint::Operator(lint), condition.operator_span).beside(condition.key_span);
    report.say(found.mended(edits));
}

fn sets(report: &mut Report<'_>, statement: &Statement, condition: &Condition) {
    let operator = &condition.operator;
    let (text, key) = (condition.operator_text.clone(), condition.key.text().to_owned());
    match (operator.quantifier, condition.key.is_multivalued()) {
        (Quantifier::Single, Some(true)) => {
            let positive = operator.polarity == Polarity::Positive;
            let any = ANY_OF.contains(&condition.key.lower()) || statement.effect == Effect::Deny;
            let right = format!("ForAnyValue:{text}");
            let edits = (positive && any).then(|| edit::with_operator(report, condition, &right)).flatten();
            let lint = OperatorLint::MissingSetOperator { operator: text, key };
            let found = Found::warning(PolicyLint::Operator(lint), condition.operator_span);
            report.say(found.beside(condition.key_span).mended(edits));
        }
        (Quantifier::ForAllValues, Some(false)) if statement.effect == Effect::Allow => {
            let edits = edit::with_operator(report, condition, &without_set(condition));
            let lint = OperatorLint::ForAllValuesOnSingle { operator: text, key };
            let found = Found::security(PolicyLint::Operator(lint), condition.operator_span);
            report.say(found.beside(condition.key_span).mended(edits));
        }
        _ => {}
    }
}

fn null(report: &mut Report<'_>, statement: &Statement, condition: &Condition) {
    let quantifier = condition.operator.quantifier;
    if quantifier == Quantifier::Single {
        return;
    }
    // What was always true would be true less often, and a Deny with it.
    let loosens = statement.effect == Effect::Deny && quantifier == Quantifier::ForAllValues;
    let edits = (!loosens).then(|| edit::with_operator(report, condition, &without_set(condition))).flatten();
    let lint = OperatorLint::NullWithSetOperator { operator: condition.operator_text.clone(), quantifier };
    report.say(Found::warning(PolicyLint::Operator(lint), condition.operator_span).mended(edits));
}

/// What becomes of a request that does not carry the key.
fn missing(report: &mut Report<'_>, statement: &Statement, condition: &Condition) {
    let operator = &condition.operator;
    let may_be_missing = |key: &GlobalKey| {
        let of_session = [key.role_session, key.web_identity_session, key.pod_identity_session, key.instance_role];
        of_session.iter().any(|carried| *carried != Carried::Yes)
    };
    let Some(key) = catalog::global_key(condition.key.lower()).filter(|key| may_be_missing(key)) else { return };
    if operator.existence == Existence::IfExists || operator.quantifier != Quantifier::Single {
        return;
    }
    let (text, name) = (condition.operator_text.clone(), condition.key.text().to_owned());
    let same_key = |one: &&Condition| one.key.lower() == condition.key.lower();
    match (statement.effect, operator.polarity) {
        (Effect::Allow, Polarity::Negated) if report.policy.kind != PolicyKind::Trust => {
            let demands = |one: &Condition| match one.operator.comparison {
                Comparison::Null => one.values.iter().all(|value| value.test == Test::Null(Some(false))),
                _ => one.operator.polarity == Polarity::Positive && one.operator.existence == Existence::Needed,
            };
            if statement.conditions.iter().filter(same_key).any(demands) || is_variable_of(statement, condition) {
                return;
            }
            let lint = OperatorLint::NegatedAllowsMissing { operator: text, key: name };
            let found = Found::security(PolicyLint::Operator(lint), condition.operator_span);
            report.say(found.beside(condition.key_span));
        }
        (Effect::Deny, Polarity::Positive) if asks_for_absence(condition) => {
            // A Deny of its own for requests without the key does the same.
            let denies_missing = |one: &Condition| {
                one.operator.comparison == Comparison::Null
                    && one.values.iter().any(|value| value.test == Test::Null(Some(true)))
            };
            let others = report.policy.statements.iter().filter(|one| one.effect == Effect::Deny);
            let mut of_key = others.flat_map(|one| &one.conditions).filter(same_key);
            if of_key.any(denies_missing) || key.info.name.eq_ignore_ascii_case("aws:ViaAWSService") {
                return;
            }
            let instead = format!("{text}IfExists");
            let edits = edit::with_operator(report, condition, &instead);
            let lint = OperatorLint::DenySkipsMissing { operator: text, key: name, instead };
            let found = Found::security(PolicyLint::Operator(lint), condition.operator_span);
            report.say(found.beside(condition.key_span).mended(edits));
        }
        _ => {}
    }
}

/// Whether the statement has the key as a variable as well: without it such a statement applies to nothing.
fn is_variable_of(statement: &Statement, condition: &Condition) -> bool {
    let variable = format!("${{{}}}", condition.key.lower());
    let resources = statement.resource.iter().flat_map(|element| &element.entries).map(|entry| &entry.text);
    let positive = statement.conditions.iter().filter(|one| one.operator.polarity == Polarity::Positive);
    let values = positive.flat_map(|one| &one.values).map(|value| &value.text);
    resources.clone().next().is_some() && resources.chain(values).any(|text| text.to_lowercase().contains(&variable))
}

/// Whether a condition asks whether something is wanting: no multi-factor authentication, or one too long ago.
fn asks_for_absence(condition: &Condition) -> bool {
    let is_false = |value: &ConditionValue| matches!(value.test, Test::Bool(Some(false), _));
    match condition.operator.comparison {
        Comparison::Bool => !condition.values.is_empty() && condition.values.iter().all(is_false),
        Comparison::Number(Relation::Greater | Relation::GreaterOrEqual) => {
            condition.key.lower() == "aws:multifactorauthage"
        }
        _ => false,
    }
}
