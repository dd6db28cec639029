//! Operators on the claims of a token: two on one key, and set operators on what has one value.
//!
//! What always holds: a set operator is only taken away from conditions on claims, each of which has one value, so
//! that nobody is let in who was not.

use super::claim::limits;
use super::width::issuer_of;
use super::{Asked, Finder, TrustLint};
use crate::diagnostic::{Fix, Severity};
use crate::iam::condition::{Comparison, Condition, Quantifier};
use crate::iam::pattern::Pattern;
use crate::syntax::json::quoted;

pub(super) fn check(finder: &mut Finder<'_>, asked: &Asked<'_>) {
    let owned = |condition: &&Condition| asked.owner(issuer_of(&condition.key)).is_some();
    let conditions: Vec<&Condition> = asked.statement.conditions.iter().filter(owned).collect();
    for (index, condition) in conditions.iter().enumerate() {
        if condition.operator.quantifier != Quantifier::Single {
            set_operator(finder, asked, condition);
        }
        let mut before = conditions.iter().take(index);
        let first = before
            .find(|other| other.key.lower() == condition.key.lower() && other.operator_text != condition.operator_text);
        if let Some(first) = first.filter(|first| limits(first) && limits(condition)) {
            let left = both(first, condition);
            let severity = if left.is_empty() { Severity::Error } else { Severity::Warning };
            let lint = TrustLint::TwoOperators { key: condition.key.text().to_owned(), left };
            finder.add(severity, lint, condition.key_span, Some(first.key_span), None);
        }
    }
}

/// The values that satisfy both conditions; of two patterns both, since what they have in common is not a list.
fn both(a: &Condition, b: &Condition) -> Vec<String> {
    let fits = |condition: &Condition, text: &str| {
        condition.values.iter().any(|value| match condition.operator.comparison {
            Comparison::TextLike => Pattern::new(&value.text).matches(text),
            Comparison::TextIgnoringCase => value.text.eq_ignore_ascii_case(text),
            _ => value.text == text,
        })
    };
    let (list, other) = match (a.operator.has_wildcards(), b.operator.has_wildcards()) {
        (true, true) => return a.values.iter().chain(&b.values).map(|value| value.text.clone()).collect(),
        (true, false) => (b, a),
        (false, _) => (a, b),
    };
    list.values.iter().filter(|value| fits(other, &value.text)).map(|value| value.text.clone()).collect()
}

fn set_operator(finder: &mut Finder<'_>, asked: &Asked<'_>, condition: &Condition) {
    let Some((_, right)) = condition.operator_text.split_once(':') else { return };
    let all = &asked.statement.conditions;
    let mut same = all.iter().filter(|other| other.operator_span == condition.operator_span);
    let is_claim = |other: &Condition| asked.owner(issuer_of(&other.key)).is_some();
    let is_free = !all.iter().any(|other| other.operator_text == right);
    let is_first = same.clone().next().is_some_and(|first| first.key_span == condition.key_span);
    if !is_first {
        return;
    }
    let fix = (is_free && same.all(is_claim)).then(|| Fix::replace(finder.at(condition.operator_span), quoted(right)));
    // `ForAllValues` also holds where the claim is missing.
    let severity = match condition.operator.quantifier {
        Quantifier::ForAllValues => Severity::Security,
        Quantifier::ForAnyValue | Quantifier::Single => Severity::Warning,
    };
    let lint = TrustLint::SetOperator { operator: condition.operator_text.clone(), right: right.to_owned() };
    finder.add(severity, lint, condition.operator_span, Some(condition.key_span), fix);
}
