//! Condition keys that do not exist, or that a request never carries.
//!
//! What always holds: keys compare without regard to case; a claim of an identity provider is left to the checks of trust
//! policies; that a key never comes is said only where AWS lists what carries it.
//! Sources: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference; Amazon DynamoDB
//! Developer Guide, "Using IAM policy conditions for fine-grained access control"; Access Analyzer policy checks.

use super::report::{Found, Report};
use super::{Carrier, PolicyLint};
use crate::aws::catalog;
use crate::iam::action::ActionPattern;
use crate::iam::condition::{Comparison, Condition, Existence, Polarity, Quantifier, Test};
use crate::iam::context::ContextKey;
use crate::iam::policy::{ActionEntry, Effect, Naming, PolicyKind, Statement};
use crate::text::distance;
use serde::Serialize;

/// What is unwise about a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum KeyLint {
    /// A key that begins with `aws:` and that AWS does not list.
    UnknownGlobal {
        /// As it was written.
        key: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// A key of a service that the service does not list.
    UnknownOfService {
        /// As it was written.
        key: String,
        /// What was probably meant.
        suggestion: String,
    },
    /// `aws:ResourceTag` without a tag.
    MissingTag {
        /// As it was written.
        key: String,
    },
    /// No session of the role carries the key.
    NeverCarried {
        /// The key.
        key: String,
    },
    /// Requests for these actions do not carry the key.
    NotForAction {
        /// The key.
        key: String,
        /// The actions.
        actions: Vec<String>,
        /// What the statement does.
        effect: Effect,
    },
    /// `s3:prefix` with a negated operator.
    PrefixNegated {
        /// As it was written.
        operator: String,
    },
    /// `dynamodb:Attributes` without `dynamodb:Select`.
    AttributesWithoutSelect,
}

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    for condition in &statement.conditions {
        if !unknown(report, statement, condition) {
            never(report, condition);
            not_for_action(report, statement, condition);
        }
    }
    let allows = statement.effect == Effect::Allow;
    let of = |name: &str| statement.conditions.iter().find(|condition| condition.key.lower() == name);
    if let Some(condition) = of("s3:prefix").filter(|one| one.operator.polarity == Polarity::Negated && allows) {
        let lint = KeyLint::PrefixNegated { operator: condition.operator_text.clone() };
        report.say(Found::security(PolicyLint::Key(lint), condition.operator_span).beside(condition.key_span));
    }
    if let Some(condition) = of("dynamodb:attributes").filter(|_| allows && of("dynamodb:select").is_none()) {
        let reads = |entry: &&ActionEntry| {
            ["query", "scan", "getitem", "batchgetitem"].iter().any(|name| {
                let action = format!("dynamodb:{name}");
                entry.pattern.matches(&crate::iam::action::RequestAction::new(&action))
            })
        };
        if let Some(action) = statement.action.entries.iter().find(reads) {
            let lint = PolicyLint::Key(KeyLint::AttributesWithoutSelect);
            report.say(Found::security(lint, condition.key_span).beside(action.span));
        }
    }
}

/// Keys that do not exist; whether something was said.
fn unknown(report: &mut Report<'_>, statement: &Statement, condition: &Condition) -> bool {
    let (key, lower) = (condition.key.text(), condition.key.lower());
    if condition.key.is_claim() || key.contains(['$', '{', '<', ' ']) {
        return false;
    }
    let Some((prefix, name)) = lower.split_once(':') else { return false };
    if TAGS.iter().any(|tag| *tag == lower || lower.strip_suffix('/') == Some(tag)) {
        report.say(Found::warning(PolicyLint::Key(KeyLint::MissingTag { key: key.to_owned() }), condition.key_span));
        return true;
    }
    if catalog::condition_key(lower).is_some() {
        return false;
    }
    let found = match (prefix, catalog::service(prefix)) {
        ("aws", _) => {
            let suggestion = nearest_global(lower);
            (KeyLint::UnknownGlobal { key: key.to_owned(), suggestion: suggestion.clone() }, suggestion)
        }
        (_, Some(service)) => {
            let near = |info: &&catalog::KeyInfo| {
                info.name.split_once(':').is_some_and(|(_, own)| is_near(name, &own.to_lowercase()))
            };
            let Some(right) = service.condition_keys().iter().find(near) else { return false };
            let suggestion = with_variable(&right.name, key);
            let lint = KeyLint::UnknownOfService { key: key.to_owned(), suggestion: suggestion.clone() };
            (lint, Some(suggestion))
        }
        (_, None) => return false,
    };
    let (lint, suggestion) = found;
    // AWS adds keys; one that is like no other may be new.
    let severity = if suggestion.is_some() { Found::warning } else { Found::suggestion };
    let found = severity(PolicyLint::Key(lint), condition.key_span);
    let there = |right: &String| {
        let same = |one: &Condition| {
            one.operator_span == condition.operator_span && one.key.text().eq_ignore_ascii_case(right)
        };
        statement.conditions.iter().any(same)
    };
    report.say(match suggestion.filter(|right| !there(right)) {
        // A Deny that holds where the key is missing would hold less often.
        Some(right) if !(statement.effect == Effect::Deny && holds_when_missing(condition)) => {
            found.replaced(condition.key_span, &right)
        }
        _ => found,
    });
    true
}

/// Keys that take the name of a tag.
const TAGS: [&str; 3] = ["aws:principaltag", "aws:requesttag", "aws:resourcetag"];

/// The global key that was probably meant.
pub(super) fn nearest_global(lower: &str) -> Option<String> {
    // Keys that are often taken for global ones.
    let name = lower.strip_prefix("aws:")?;
    let near = |info: &catalog::KeyInfo| {
        let (prefix, own) = info.name.split_once(':')?;
        let own = own.to_lowercase();
        let (plain, written) = match (own.split_once('/'), name.split_once('/')) {
            (Some((plain, _)), Some((written, _))) => (plain.to_owned(), written),
            (None, None) => (own, name),
            _ => return None,
        };
        (prefix == "aws" && is_near(written, &plain)).then(|| with_variable(&info.name, lower))
    };
    catalog::global_keys().iter().find_map(|key| near(&key.info))
}

/// The key with the variable part that was written in the place of `${TagKey}`.
fn with_variable(template: &str, written: &str) -> String {
    match (template.split_once("${"), written.split_once('/')) {
        (Some((head, _)), Some((_, tag))) => format!("{head}{tag}"),
        _ => template.to_owned(),
    }
}

/// Whether two names differ by two letters at most, and are long enough for that to mean something.
fn is_near(written: &str, known: &str) -> bool {
    let most = match known.len() {
        0..=4 => return false,
        5..=8 => 1,
        _ => 2,
    };
    distance(written, known) <= most
}

/// What a condition says of a request that does not carry its key.
pub(super) fn holds_when_missing(condition: &Condition) -> bool {
    let operator = &condition.operator;
    match (operator.comparison, operator.quantifier, operator.existence) {
        (Comparison::Null, _, _) => condition.values.iter().any(|value| value.test == Test::Null(Some(true))),
        (_, Quantifier::ForAllValues, _) | (_, _, Existence::IfExists) => true,
        (_, Quantifier::ForAnyValue, _) => false,
        (_, Quantifier::Single, Existence::Needed) => operator.polarity == Polarity::Negated,
    }
}

/// Whether the sessions of the role that carries the policy never carry the key.
pub(super) fn is_never_carried(report: &Report<'_>, key: &ContextKey) -> bool {
    let Carrier::Role(sessions) = report.around.carrier else { return false };
    let kinds = matches!(report.policy.kind, PolicyKind::Identity | PolicyKind::Boundary);
    kinds && catalog::global_key(key.lower()).is_some_and(|key| sessions.never_carry(key))
}

fn never(report: &mut Report<'_>, condition: &Condition) {
    if holds_when_missing(condition) || condition.operator.comparison == Comparison::Null {
        return;
    }
    if is_never_carried(report, &condition.key) {
        let lint = KeyLint::NeverCarried { key: condition.key.text().to_owned() };
        report.say(Found::warning(PolicyLint::Key(lint), condition.key_span));
    }
}

/// Keys of which it is certain that only the actions carry them that the reference lists; for others it has gaps.
const OF_SOME_ACTIONS: [&str; 7] = [
    "s3:prefix",
    "s3:delimiter",
    "s3:max-keys",
    "iam:passedtoservice",
    "iam:associatedresourcearn",
    "dynamodb:leadingkeys",
    "dynamodb:attributes",
];

/// A key of a service under actions that do not take it: an Allow then allows nothing, a Deny denies nothing.
fn not_for_action(report: &mut Report<'_>, statement: &Statement, condition: &Condition) {
    let lower = condition.key.lower();
    if !OF_SOME_ACTIONS.contains(&lower)
        || statement.action.naming == Naming::AllBut
        || holds_when_missing(condition)
        || condition.operator.comparison == Comparison::Null
    {
        return;
    }
    let mut never: Vec<&ActionEntry> = Vec::new();
    for entry in &statement.action.entries {
        let ActionPattern::OfService(own, pattern) = &entry.pattern else { return };
        let Some(service) = catalog::service(own) else { return };
        let carries =
            |action: &catalog::Action| catalog::action_may_carry(&format!("{}:{}", service.prefix, action.name), lower);
        let mut actions = service.actions_fitting(pattern).peekable();
        // What an unknown action takes nobody knows.
        if actions.peek().is_none() {
            return;
        }
        if !actions.any(carries) {
            never.push(entry);
        }
    }
    // A Deny that some of its actions escape is how one list serves several keys.
    let whole = never.len() == statement.action.entries.len();
    if never.is_empty() || (statement.effect == Effect::Deny && !whole) {
        return;
    }
    let lint = KeyLint::NotForAction {
        key: condition.key.text().to_owned(),
        actions: never.iter().map(|entry| entry.text.clone()).collect(),
        effect: statement.effect,
    };
    let mut found = Found::warning(PolicyLint::Key(lint), condition.key_span);
    for entry in never.iter().take(8) {
        found = found.beside(entry.span);
    }
    report.say(found);
}
