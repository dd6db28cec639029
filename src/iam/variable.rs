//! Policy variables: `${key}`, `${key, 'default'}`, and the literal `${*}`, `${?}`, `${$}`.
//!
//! What always holds: variables exist only in a document of `Version` 2012-10-17, elsewhere `${…}` is plain text; what
//! is put in for a variable is plain text, so a wildcard inside a tag or a user name never acts as one. A variable
//! whose key is absent, empty or many-valued, and which has no default, is unresolved: it equals nothing.
//! Source: IAM User Guide, "IAM policy elements: Variables and tags".

use crate::iam::context::{ContextKey, State};
use crate::iam::pattern::{Pattern, Token};
use crate::iam::scope::Scope;
use crate::iam::undocumented::Undocumented;

/// Text of a policy that may hold wildcards and variables, ready to be matched.
#[derive(Clone, Debug, PartialEq)]
pub enum Template {
    /// No variables: compiled once.
    Fixed(Pattern),
    /// With variables: put together at each request.
    Variable(Vec<Part>),
}

/// One piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text or wildcard.
    Token(Token),
    /// `${key}`, with a default.
    Key(ContextKey, Option<String>),
    /// `${…` that is no variable IAM knows: never resolved.
    Malformed,
}

/// Which characters are wildcards in a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wildcards {
    /// `*` and `?`, as in StringLike, ARN operators and resources.
    Act,
    /// None, as in StringEquals.
    Literal,
}

/// Whether `${…}` is a variable; see the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variables {
    /// Version 2012-10-17, in a place where variables are allowed.
    Resolved,
    /// Elsewhere.
    PlainText,
}

/// What became of the variables of a template in one request.
#[derive(Clone, Debug, PartialEq)]
pub enum Resolved {
    /// All are known: the tokens to match.
    Tokens(Vec<Token>),
    /// At least one has no value: nothing is equal to it.
    Unresolved,
    /// At least one is not known; a star stands in its place, so a text that does not fit cannot fit later.
    Unknown(Vec<Token>),
}

impl Template {
    /// Reads a value of a policy.
    #[must_use]
    pub fn new(text: &str, wildcards: Wildcards, variables: Variables) -> Self {
        let parts = parts(text, wildcards, variables);
        let fixed: Option<Vec<Token>> = parts
            .iter()
            .map(|part| match part {
                Part::Token(token) => Some(token.clone()),
                Part::Key(..) | Part::Malformed => None,
            })
            .collect();
        match fixed {
            Some(tokens) => Self::Fixed(Pattern::from_tokens(&tokens)),
            None => Self::Variable(parts),
        }
    }

    /// The keys of its variables.
    pub fn keys(&self) -> impl Iterator<Item = &ContextKey> {
        let parts = match self {
            Self::Fixed(_) => [].as_slice(),
            Self::Variable(parts) => parts.as_slice(),
        };
        parts.iter().filter_map(|part| match part {
            Part::Key(key, _) => Some(key),
            Part::Token(_) | Part::Malformed => None,
        })
    }
}

/// The text a template stands for in this request, for showing: `None` where a variable has no known value.
#[must_use]
pub fn rendered(template: &Template, scope: &Scope<'_>) -> Option<String> {
    let Template::Variable(parts) = template else { return None };
    let text = |token: Token| match token {
        Token::Text(text) => text,
        Token::Any => "*".to_owned(),
        Token::One => "?".to_owned(),
    };
    match resolve(parts, scope) {
        Resolved::Tokens(tokens) => Some(tokens.into_iter().map(text).collect()),
        Resolved::Unresolved | Resolved::Unknown(_) => None,
    }
}

/// Puts the values of the context in.
#[must_use]
pub fn resolve(parts: &[Part], scope: &Scope<'_>) -> Resolved {
    let mut tokens = Vec::with_capacity(parts.len());
    let mut unknown = false;
    for part in parts {
        match part {
            Part::Token(token) => tokens.push(token.clone()),
            Part::Malformed => return Resolved::Unresolved,
            Part::Key(key, default) => match (value(scope, key), default) {
                (Ok(Some(value)), _) => {
                    if value.contains(['*', '?']) {
                        scope.notes.add(Undocumented::WildcardInVariable);
                    }
                    tokens.push(Token::Text(value.to_owned()));
                }
                (Ok(None), Some(default)) => tokens.push(Token::Text(default.clone())),
                (Ok(None), None) => return Resolved::Unresolved,
                (Err(()), _) => {
                    unknown = true;
                    tokens.push(Token::Any);
                }
            },
        }
    }
    if unknown { Resolved::Unknown(tokens) } else { Resolved::Tokens(tokens) }
}

/// The text a variable stands for; `Err` where it is not known.
fn value<'c>(scope: &Scope<'c>, key: &ContextKey) -> Result<Option<&'c str>, ()> {
    match scope.context.state(key, scope.action) {
        State::Absent => Ok(None),
        State::Unknown | State::Present => Err(()),
        State::Given(value) if key.is_multivalued() == Some(true) || value.value().is_list(key) => Ok(None),
        State::Given(value) => Ok(value.value().values().first().map(String::as_str).filter(|value| !value.is_empty())),
    }
}

/// The pieces of a text.
#[must_use]
pub fn parts(text: &str, wildcards: Wildcards, variables: Variables) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        let rest = text.get(at..).unwrap_or_default();
        let token = match character {
            '*' if wildcards == Wildcards::Act => Part::Token(Token::Any),
            '?' if wildcards == Wildcards::Act => Part::Token(Token::One),
            '$' if variables == Variables::Resolved && rest.starts_with("${") => {
                let (part, length) = variable(rest);
                for _ in 1..rest.get(..length).unwrap_or(rest).chars().count() {
                    characters.next();
                }
                match part {
                    Part::Token(Token::Text(literal)) => {
                        plain.push_str(&literal);
                        continue;
                    }
                    part => part,
                }
            }
            _ => {
                plain.push(character);
                continue;
            }
        };
        if !plain.is_empty() {
            parts.push(Part::Token(Token::Text(std::mem::take(&mut plain))));
        }
        parts.push(token);
    }
    if !plain.is_empty() {
        parts.push(Part::Token(Token::Text(plain)));
    }
    parts
}

/// The variable at the start of a text that begins with `${`, and its length in bytes.
fn variable(text: &str) -> (Part, usize) {
    let inner = text.get(2..).unwrap_or_default();
    for literal in ["*", "?", "$"] {
        if inner.strip_prefix(literal).is_some_and(|rest| rest.starts_with('}')) {
            return (Part::Token(Token::Text(literal.to_owned())), 4);
        }
    }
    let Some(name_end) = inner.find([',', '}']) else { return (Part::Malformed, text.len()) };
    let name = inner.get(..name_end).unwrap_or_default();
    let after = inner.get(name_end..).unwrap_or_default();
    let bad_name = name.is_empty() || name.contains(char::is_whitespace) || name.contains("${");
    let (default, length) = match after.strip_prefix(", '") {
        None if after.starts_with('}') => (None, 2 + name_end + 1),
        None => return (Part::Malformed, inner.find('}').map_or(text.len(), |end| 2 + end + 1)),
        Some(quoted) => match quoted.find("'}") {
            Some(end) => (quoted.get(..end).map(str::to_owned), 2 + name_end + 3 + end + 2),
            None => return (Part::Malformed, text.len()),
        },
    };
    if bad_name { (Part::Malformed, length) } else { (Part::Key(ContextKey::new(name), default), length) }
}
