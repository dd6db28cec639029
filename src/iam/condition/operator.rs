//! Condition operators: `ForAllValues:StringLikeIfExists` taken apart.
//!
//! What always holds: names are compared with regard to case, as every published evaluator does; a set operator stands
//! first, `IfExists` last, and `Null` takes no `IfExists`.
//! Source: IAM User Guide, "IAM JSON policy elements: Condition operators".

use serde::Serialize;

/// What kind of values an operator compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Family {
    /// Text.
    String,
    /// Decimal numbers.
    Numeric,
    /// Points in time.
    Date,
    /// `true`, `false`.
    Bool,
    /// Bytes in base64.
    Binary,
    /// Addresses in ranges.
    IpAddress,
    /// Resource names.
    Arn,
    /// Whether the key is there at all.
    Null,
}

/// How two values that have an order compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Relation {
    /// =
    Equal,
    /// <
    Less,
    /// ≤
    LessOrEqual,
    /// >
    Greater,
    /// ≥
    GreaterOrEqual,
}

impl Relation {
    /// Whether this order of request value to policy value is meant.
    #[must_use]
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}

/// The comparison itself, without set operator, negation and `IfExists`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Comparison {
    /// The same text.
    Text,
    /// The same text, but for case.
    TextIgnoringCase,
    /// Wildcards.
    TextLike,
    /// Numbers.
    Number(Relation),
    /// Points in time.
    Date(Relation),
    /// Booleans.
    Bool,
    /// Bytes.
    Binary,
    /// An address in a range.
    IpAddress,
    /// Each of the six parts with wildcards.
    Arn,
    /// Presence.
    Null,
}

/// Whether a match is wanted or its absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Polarity {
    /// One of the values must match.
    Positive,
    /// None of the values may match.
    Negated,
}

/// How an operator deals with a request that carries several values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Quantifier {
    /// No set operator.
    Single,
    /// `ForAllValues:`
    ForAllValues,
    /// `ForAnyValue:`
    ForAnyValue,
}

/// What a missing key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Existence {
    /// What the table of missing keys says for the operator.
    Needed,
    /// `…IfExists`: a missing key is a match.
    IfExists,
}

/// An operator, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Operator {
    /// The set operator.
    pub quantifier: Quantifier,
    /// The comparison.
    pub comparison: Comparison,
    /// Negation.
    pub polarity: Polarity,
    /// `IfExists`.
    pub existence: Existence,
}

const NAMES: [(&str, Comparison, Polarity); 27] = {
    use Comparison as C;
    use Polarity::{Negated, Positive};
    use Relation as R;
    [
        ("StringEquals", C::Text, Positive),
        ("StringNotEquals", C::Text, Negated),
        ("StringEqualsIgnoreCase", C::TextIgnoringCase, Positive),
        ("StringNotEqualsIgnoreCase", C::TextIgnoringCase, Negated),
        ("StringLike", C::TextLike, Positive),
        ("StringNotLike", C::TextLike, Negated),
        ("NumericEquals", C::Number(R::Equal), Positive),
        ("NumericNotEquals", C::Number(R::Equal), Negated),
        ("NumericLessThan", C::Number(R::Less), Positive),
        ("NumericLessThanEquals", C::Number(R::LessOrEqual), Positive),
        ("NumericGreaterThan", C::Number(R::Greater), Positive),
        ("NumericGreaterThanEquals", C::Number(R::GreaterOrEqual), Positive),
        ("DateEquals", C::Date(R::Equal), Positive),
        ("DateNotEquals", C::Date(R::Equal), Negated),
        ("DateLessThan", C::Date(R::Less), Positive),
        ("DateLessThanEquals", C::Date(R::LessOrEqual), Positive),
        ("DateGreaterThan", C::Date(R::Greater), Positive),
        ("DateGreaterThanEquals", C::Date(R::GreaterOrEqual), Positive),
        ("Bool", C::Bool, Positive),
        ("BinaryEquals", C::Binary, Positive),
        ("IpAddress", C::IpAddress, Positive),
        ("NotIpAddress", C::IpAddress, Negated),
        ("ArnEquals", C::Arn, Positive),
        ("ArnLike", C::Arn, Positive),
        ("ArnNotEquals", C::Arn, Negated),
        ("ArnNotLike", C::Arn, Negated),
        ("Null", C::Null, Positive),
    ]
};

impl Operator {
    /// Takes a name apart; `None` where IAM knows no such operator.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (quantifier, rest) = match text.split_once(':') {
            Some(("ForAllValues", rest)) => (Quantifier::ForAllValues, rest),
            Some(("ForAnyValue", rest)) => (Quantifier::ForAnyValue, rest),
            Some(_) => return None,
            None => (Quantifier::Single, text),
        };
        let (name, existence) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, Existence::IfExists),
            None => (rest, Existence::Needed),
        };
        let &(_, comparison, polarity) = NAMES.iter().find(|(known, _, _)| *known == name)?;
        if comparison == Comparison::Null && existence == Existence::IfExists {
            return None;
        }
        Some(Self { quantifier, comparison, polarity, existence })
    }

    /// The operator that differs from the text by case only.
    #[must_use]
    pub fn in_right_case(text: &str) -> Option<String> {
        let (prefix, rest) = text.split_once(':').map_or(("", text), |(prefix, rest)| (prefix, rest));
        let prefix = match prefix.to_ascii_lowercase().as_str() {
            "" => "",
            "forallvalues" => "ForAllValues:",
            "foranyvalue" => "ForAnyValue:",
            _ => return None,
        };
        let lower = rest.to_ascii_lowercase();
        let (name, suffix) = lower.strip_suffix("ifexists").map_or((lower.as_str(), ""), |name| (name, "IfExists"));
        let (known, _, _) = NAMES.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(name))?;
        let right = format!("{prefix}{known}{suffix}");
        Self::parse(&right).map(|_| right)
    }

    /// The names of all operators, without set operators and `IfExists`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _, _)| *name)
    }

    /// What kind of values it compares.
    #[must_use]
    pub fn family(&self) -> Family {
        match self.comparison {
            Comparison::Text | Comparison::TextIgnoringCase | Comparison::TextLike => Family::String,
            Comparison::Number(_) => Family::Numeric,
            Comparison::Date(_) => Family::Date,
            Comparison::Bool => Family::Bool,
            Comparison::Binary => Family::Binary,
            Comparison::IpAddress => Family::IpAddress,
            Comparison::Arn => Family::Arn,
            Comparison::Null => Family::Null,
        }
    }

    /// Whether `*` and `?` are wildcards in its values.
    #[must_use]
    pub fn has_wildcards(&self) -> bool {
        matches!(self.comparison, Comparison::TextLike | Comparison::Arn)
    }
}
