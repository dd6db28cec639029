//! One value of a policy, compiled for its operator.
//!
//! What always holds: a value that does not fit its operator (a number that is none, a bad range) matches nothing, so
//! that a negated operator then matches everything; AWS documents neither.

use super::actual::Actual;
use super::arn::ArnPattern;
use super::binary;
use super::date::Instant;
use super::ip::Network;
use super::number::{Decimal, Notation};
use super::operator::{Comparison, Relation};
use crate::iam::pattern::{Pattern, Token};
use crate::iam::resource::template_matches;
use crate::iam::scope::Scope;
use crate::iam::tri::Tri;
use crate::iam::undocumented::Undocumented;
use crate::iam::variable::{Resolved, Template, Variables, Wildcards, resolve};

/// What a request's value is tested against.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Text, with wildcards where the operator has them.
    Text(Template),
    /// Text in lower case.
    TextIgnoringCase(Template),
    /// A number; `None` where the policy has none.
    Number(Relation, Option<(Decimal, Notation)>),
    /// A point in time.
    Date(Relation, Option<Instant>),
    /// `true` or `false`, and whether it was written in lower case.
    Bool(Option<bool>, Spelling),
    /// Bytes.
    Binary(Option<Vec<u8>>),
    /// A range.
    IpAddress(Option<Network>),
    /// An ARN pattern.
    Arn(ArnPattern),
    /// What `Null` asks.
    Null(Option<bool>),
}

/// How a boolean was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// In lower case.
    Documented,
    /// With capitals.
    Other,
}

impl Test {
    /// Compiles a value; variables are put in by String and ARN operators only.
    #[must_use]
    pub fn new(comparison: Comparison, text: &str, variables: Variables) -> Self {
        match comparison {
            Comparison::Text => Self::Text(Template::new(text, Wildcards::Literal, variables)),
            Comparison::TextLike => Self::Text(Template::new(text, Wildcards::Act, variables)),
            Comparison::TextIgnoringCase => {
                Self::TextIgnoringCase(Template::new(&text.to_lowercase(), Wildcards::Literal, variables))
            }
            Comparison::Number(relation) => Self::Number(relation, Decimal::parse(text)),
            Comparison::Date(relation) => Self::Date(relation, Instant::parse(text)),
            Comparison::Bool => {
                let (value, spelling) = boolean(text);
                Self::Bool(value, spelling)
            }
            Comparison::Binary => Self::Binary(binary::decode(text)),
            Comparison::IpAddress => Self::IpAddress(Network::parse(text)),
            Comparison::Arn => Self::Arn(ArnPattern::new(text, variables)),
            Comparison::Null => Self::Null(boolean(text).0),
        }
    }

    /// Whether a value of the request passes.
    #[must_use]
    pub fn matches(&self, actual: &Actual, scope: &Scope<'_>) -> Tri {
        let text = actual.text();
        match self {
            Self::Text(template) => template_matches(template, text, scope),
            Self::TextIgnoringCase(template) => ignoring_case(template, text, scope),
            Self::Number(relation, expected) => {
                let (expected, actual) = (*expected, actual.number);
                let odd = |number: Option<(Decimal, Notation)>| {
                    number.is_none_or(|(_, notation)| notation == Notation::Exponent)
                };
                if odd(expected) || odd(actual) {
                    scope.notes.add(Undocumented::NumberForm);
                }
                expected.zip(actual).is_some_and(|(expected, actual)| relation.holds(actual.0.cmp(&expected.0))).into()
            }
            Self::Date(relation, expected) => {
                let holds = expected.zip(actual.date).is_some_and(|(e, a)| relation.holds(a.cmp(&e)));
                holds.into()
            }
            Self::Bool(expected, spelling) => {
                let (value, other) = boolean(text);
                if (expected.is_some() && *spelling == Spelling::Other) || (value.is_some() && other == Spelling::Other)
                {
                    scope.notes.add(Undocumented::BoolCase);
                }
                (expected.is_some() && *expected == value).into()
            }
            Self::Binary(expected) => (expected.is_some() && *expected == binary::decode(text)).into(),
            Self::IpAddress(expected) => address(*expected, actual, scope).into(),
            Self::Arn(pattern) => pattern.matches(actual, scope),
            // Null is answered from the presence of the key, before any value is looked at.
            Self::Null(_) => Tri::No,
        }
    }

    /// Whether the value can match nothing at all, because it is not what its operator compares.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        match self {
            Self::Text(_) | Self::TextIgnoringCase(_) => false,
            Self::Number(_, value) => value.is_none(),
            Self::Date(_, value) => value.is_none(),
            Self::Bool(value, _) | Self::Null(value) => value.is_none(),
            Self::Binary(value) => value.is_none(),
            Self::IpAddress(value) => value.is_none(),
            Self::Arn(pattern) => matches!(pattern, ArnPattern::Short),
        }
    }

    /// The template, where the value may hold variables.
    #[must_use]
    pub fn template(&self) -> Option<&Template> {
        match self {
            Self::Text(template) | Self::TextIgnoringCase(template) | Self::Arn(ArnPattern::Variable(template)) => {
                Some(template)
            }
            _ => None,
        }
    }
}

fn boolean(text: &str) -> (Option<bool>, Spelling) {
    let spelling =
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) { Spelling::Other } else { Spelling::Documented };
    let value = if text.eq_ignore_ascii_case("true") {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") {
        Some(false)
    } else {
        None
    };
    (value, spelling)
}

fn address(expected: Option<Network>, actual: &Actual, scope: &Scope<'_>) -> bool {
    let Some((network, address)) = expected.zip(actual.address) else { return false };
    if network.address().is_ipv4() != address.is_ipv4()
        && (Network::is_mapped(address) || Network::is_mapped(network.address()))
    {
        scope.notes.add(Undocumented::MappedIpv4);
    }
    network.contains(address)
}

fn ignoring_case(template: &Template, actual: &str, scope: &Scope<'_>) -> Tri {
    let lower = |token: &Token| match token {
        Token::Text(text) => Token::Text(text.to_lowercase()),
        Token::Any => Token::Any,
        Token::One => Token::One,
    };
    let actual = actual.to_lowercase();
    let fits = |tokens: &[Token]| Pattern::from_tokens(&tokens.iter().map(lower).collect::<Vec<_>>()).matches(&actual);
    match template {
        Template::Fixed(pattern) => pattern.matches(&actual).into(),
        Template::Variable(parts) => match resolve(parts, scope) {
            Resolved::Unresolved => Tri::No,
            Resolved::Tokens(tokens) => fits(&tokens).into(),
            Resolved::Unknown(tokens) if fits(&tokens) => Tri::Unknown,
            Resolved::Unknown(_) => Tri::No,
        },
    }
}
