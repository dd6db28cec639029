//! Conditions: one operator, one key, a list of values.
//!
//! What always holds: several values are alternatives for a positive operator, and must all differ for a negated one;
//! a negated operator is the exact opposite of its positive one, missing keys included; the values of a policy are
//! compiled once. What a missing key means is in [`missing`].
//! Sources: IAM User Guide, "Condition operators", "Multivalued context keys", "Null"; Access Analyzer policy checks.

mod actual;
pub mod arn;
pub mod binary;
pub mod date;
pub mod ip;
pub mod number;
pub mod operator;
mod value;

pub use actual::Actual;
pub use operator::{Comparison, Existence, Family, Operator, Polarity, Quantifier, Relation};
pub use value::Test;

use crate::iam::context::{ContextKey, Given, State};
use crate::iam::scope::Scope;
use crate::iam::tri::Tri;
use crate::iam::undocumented::Undocumented;
use crate::text::Span;
use serde::Serialize;

/// One line of a condition block.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The operator.
    pub operator: Operator,
    /// The operator as it was written, and where; several keys may share it.
    pub operator_text: String,
    /// Where the operator stands, quotes included.
    pub operator_span: Span,
    /// The key.
    pub key: ContextKey,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// Where the value or the list of values stands.
    pub values_span: Span,
    /// The values.
    pub values: Vec<ConditionValue>,
}

/// One value of a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionValue {
    /// As it was written, without quotes.
    pub text: String,
    /// Whether it was a JSON string, number or boolean.
    pub literal: Literal,
    /// Where it stands.
    pub span: Span,
    /// Compiled.
    pub test: Test,
}

/// How a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Literal {
    /// `"text"`
    String,
    /// `10`
    Number,
    /// `true`
    Bool,
}

/// Why a condition matches or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Ground {
    /// The values were compared.
    Compared,
    /// The request does not carry the key.
    MissingKey,
    /// Nothing is known of the key.
    UnknownKey,
    /// The request carries several values and there is no set operator.
    SeveralValues,
    /// The policy gives no values.
    EmptyList,
    /// The operator has the same answer whatever the request, such as `ForAnyValue:Null`.
    Constant,
}

impl Condition {
    /// Whether the condition is met.
    #[must_use]
    pub fn evaluate(&self, scope: &Scope<'_>) -> Tri {
        self.judge(scope).0
    }

    /// Whether the condition is met, and on what ground.
    #[must_use]
    pub fn judge(&self, scope: &Scope<'_>) -> (Tri, Ground) {
        let state = scope.context.state(&self.key, scope.action);
        if self.operator.comparison == Comparison::Null {
            return self.null(state);
        }
        match state {
            State::Absent => self.missing(scope),
            State::Present | State::Unknown => (Tri::Unknown, Ground::UnknownKey),
            State::Given(value) => self.compare(value, scope),
        }
    }

    /// `Null`: `"true"` wants the key absent, `"false"` wants it there.
    fn null(&self, state: State<'_>) -> (Tri, Ground) {
        match self.operator.quantifier {
            Quantifier::ForAllValues => return (Tri::Yes, Ground::Constant),
            Quantifier::ForAnyValue => return (Tri::No, Ground::Constant),
            Quantifier::Single => {}
        }
        let wants = |wanted: bool| self.values.iter().any(|value| value.test == Test::Null(Some(wanted)));
        let answer = match state {
            State::Absent => wants(true).into(),
            State::Given(_) | State::Present => wants(false).into(),
            State::Unknown if wants(true) && wants(false) => Tri::Yes,
            State::Unknown if wants(true) || wants(false) => Tri::Unknown,
            State::Unknown => Tri::No,
        };
        let ground = match state {
            State::Absent => Ground::MissingKey,
            State::Unknown => Ground::UnknownKey,
            State::Given(_) | State::Present => Ground::Compared,
        };
        (answer, ground)
    }

    /// The table of missing keys.
    fn missing(&self, scope: &Scope<'_>) -> (Tri, Ground) {
        let operator = &self.operator;
        let answer = match (operator.existence, operator.quantifier, operator.polarity) {
            (Existence::IfExists, _, _) | (_, Quantifier::ForAllValues, _) => Tri::Yes,
            (_, Quantifier::ForAnyValue, _) => Tri::No,
            (_, Quantifier::Single, _) if self.values.is_empty() => {
                scope.notes.add(Undocumented::EmptyValueList);
                return (Tri::No, Ground::EmptyList);
            }
            (_, Quantifier::Single, Polarity::Negated) => Tri::Yes,
            (_, Quantifier::Single, Polarity::Positive) => Tri::No,
        };
        (answer, Ground::MissingKey)
    }

    /// A key that is there.
    fn compare(&self, value: &Given, scope: &Scope<'_>) -> (Tri, Ground) {
        let values = value.actuals();
        let one = |actual: &Actual| self.compare_one(actual, scope);
        match self.operator.quantifier {
            Quantifier::Single if value.value().is_list(&self.key) || self.key.is_multivalued() == Some(true) => {
                scope.notes.add(Undocumented::SeveralValuesWithoutSetOperator);
                (Tri::No, Ground::SeveralValues)
            }
            Quantifier::Single if self.values.is_empty() => {
                scope.notes.add(Undocumented::EmptyValueList);
                (Tri::No, Ground::EmptyList)
            }
            Quantifier::Single => (values.first().map_or(Tri::No, one), Ground::Compared),
            Quantifier::ForAllValues | Quantifier::ForAnyValue
                if values.iter().all(|value| value.text().is_empty()) =>
            {
                if !values.is_empty() {
                    scope.notes.add(Undocumented::EmptyText);
                }
                self.missing(scope)
            }
            Quantifier::ForAllValues | Quantifier::ForAnyValue if self.values.is_empty() => {
                (Tri::No, Ground::EmptyList)
            }
            Quantifier::ForAllValues => (Tri::all(values.iter().map(one)), Ground::Compared),
            Quantifier::ForAnyValue => (Tri::any(values.iter().map(one)), Ground::Compared),
        }
    }

    /// One value of the request against the list of the policy.
    fn compare_one(&self, actual: &Actual, scope: &Scope<'_>) -> Tri {
        let found = Tri::any(self.values.iter().map(|value| value.test.matches(actual, scope)));
        match self.operator.polarity {
            Polarity::Positive => found,
            Polarity::Negated => found.not(),
        }
    }
}
