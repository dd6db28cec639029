//! ARN operators: six parts, each compared with wildcards.
//!
//! What always holds: ArnEquals and ArnLike are the same; a wildcard does not cross the five colons that part an ARN;
//! a value or pattern that is no ARN matches nothing; `*` alone matches every ARN. A pattern of fewer than six parts
//! matches nothing (AWS does not say).

use super::actual::Actual;
use crate::iam::pattern::{Pattern, Token};
use crate::iam::scope::Scope;
use crate::iam::tri::Tri;
use crate::iam::undocumented::Undocumented;
use crate::iam::variable::{Part, Resolved, Template, Variables, Wildcards, parts, resolve};

/// A pattern for ARNs.
#[derive(Clone, Debug, PartialEq)]
pub enum ArnPattern {
    /// `*`
    Any,
    /// One pattern a part.
    Parts(Box<[Pattern; 6]>),
    /// Fewer than six parts.
    Short,
    /// Variables in it: parted when they are known, because a value may hold colons.
    Variable(Template),
}

impl ArnPattern {
    /// Reads a pattern.
    #[must_use]
    pub fn new(text: &str, variables: Variables) -> Self {
        match Template::new(text, Wildcards::Act, variables) {
            template @ Template::Variable(_) => Self::Variable(template),
            Template::Fixed(_) => {
                let tokens: Vec<Token> = parts(text, Wildcards::Act, variables)
                    .into_iter()
                    .filter_map(|part| match part {
                        Part::Token(token) => Some(token),
                        Part::Key(..) | Part::Malformed => None,
                    })
                    .collect();
                Self::from_tokens(&tokens)
            }
        }
    }

    fn from_tokens(tokens: &[Token]) -> Self {
        if !tokens.is_empty() && tokens.iter().all(|token| *token == Token::Any) {
            return Self::Any;
        }
        match split(tokens) {
            Some(parts) => Self::Parts(Box::new(parts)),
            None => Self::Short,
        }
    }

    /// Whether an ARN of the request fits.
    pub fn matches(&self, actual: &Actual, scope: &Scope<'_>) -> Tri {
        let Some(values) = actual.arn() else { return Tri::No };
        match self {
            Self::Any => Tri::Yes,
            Self::Parts(parts) => parts.iter().zip(values).all(|(pattern, value)| pattern.matches(value)).into(),
            Self::Short => {
                scope.notes.add(Undocumented::ShortArnPattern);
                Tri::No
            }
            Self::Variable(Template::Fixed(_)) => Tri::No,
            Self::Variable(Template::Variable(parts)) => match resolve(parts, scope) {
                Resolved::Unresolved => Tri::No,
                Resolved::Tokens(tokens) => Self::from_tokens(&tokens).matches(actual, scope),
                // The unknown value may hold colons, so only the whole text can be held against the pattern.
                Resolved::Unknown(tokens) if !Pattern::from_tokens(&tokens).matches(actual.text()) => Tri::No,
                Resolved::Unknown(_) => Tri::Unknown,
            },
        }
    }
}

/// Parts the tokens at the first five colons.
fn split(tokens: &[Token]) -> Option<[Pattern; 6]> {
    let mut fields: Vec<Vec<Token>> = vec![Vec::new()];
    for token in tokens {
        let Token::Text(text) = token else {
            fields.last_mut()?.push(token.clone());
            continue;
        };
        let left = 6 - fields.len();
        for (index, piece) in text.splitn(left + 1, ':').enumerate() {
            if index > 0 {
                fields.push(Vec::new());
            }
            fields.last_mut()?.push(Token::Text(piece.to_owned()));
        }
    }
    let patterns: Vec<Pattern> = fields.iter().map(|field| Pattern::from_tokens(field)).collect();
    patterns.try_into().ok()
}
