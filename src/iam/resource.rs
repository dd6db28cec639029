//! Resources in policies: ARNs with wildcards and variables.
//!
//! What always holds: comparison is exact and case-sensitive. The five leading fields are compared one by one, so that
//! a wildcard in them stays within its field; in the last part `*` crosses `/` and `:`. A pattern of fewer than six
//! fields whose last character is `*` extends over the rest (`arn:aws:dynamodb:*`). `*` alone matches everything, and
//! it alone matches a request without a resource. Variables stand after the fifth colon only.
//! Source: IAM User Guide, "IAM JSON policy elements: Resource".

use crate::aws::arn::parts;
use crate::iam::pattern::{Pattern, Token, tokens};
use crate::iam::scope::Scope;
use crate::iam::tri::Tri;
use crate::iam::variable::{Resolved, Template, Variables, Wildcards, resolve};

/// A resource of a policy, compiled.
#[derive(Clone, Debug, PartialEq)]
pub enum ResourcePattern {
    /// `*`
    Everything,
    /// Six fields.
    Arn(Box<ArnFields>),
    /// Fewer than six fields, the last ending in `*` and reaching over the rest.
    Short(Vec<Pattern>),
    /// Not an ARN: matches nothing.
    Nothing,
}

/// The fields of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub struct ArnFields {
    head: Head,
    resource: Template,
}

/// The five leading fields of a pattern.
#[derive(Clone, Debug, PartialEq)]
enum Head {
    /// Without wildcards: one text, colons included, so that one comparison does for all five.
    Literal(String),
    /// With wildcards.
    Patterns(Box<[Pattern; 5]>),
}

impl Head {
    fn new(fields: &[&str]) -> Option<Self> {
        if fields.iter().all(|field| !field.contains(['*', '?'])) {
            return Some(Self::Literal(fields.iter().map(|field| format!("{field}:")).collect()));
        }
        let patterns: Vec<Pattern> = fields.iter().map(|field| Pattern::new(field)).collect();
        <[Pattern; 5]>::try_from(patterns).ok().map(|patterns| Self::Patterns(Box::new(patterns)))
    }
}

/// The resource of a request.
#[derive(Clone, Copy, Debug)]
pub struct RequestResource<'a> {
    text: &'a str,
    /// The six fields; `None` for a text that is no ARN, such as `*`.
    fields: Option<[&'a str; 6]>,
}

impl<'a> RequestResource<'a> {
    /// Splits a resource.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, fields: parts(text) }
    }

    /// As it was given.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }
}

impl ResourcePattern {
    /// Compiles a resource.
    #[must_use]
    pub fn new(text: &str, variables: Variables) -> Self {
        if !text.is_empty() && text.bytes().all(|byte| byte == b'*') {
            return Self::Everything;
        }
        let fields: Vec<&str> = text.splitn(6, ':').collect();
        match (fields.as_slice(), text.ends_with('*')) {
            ([head @ .., resource], _) if fields.len() == 6 => {
                let resource = Template::new(resource, Wildcards::Act, variables);
                Head::new(head).map_or(Self::Nothing, |head| Self::Arn(Box::new(ArnFields { head, resource })))
            }
            (["arn", _, ..], true) => Self::Short(fields.iter().map(|field| Pattern::new(field)).collect()),
            _ => Self::Nothing,
        }
    }

    /// Whether the request's resource is meant.
    #[must_use]
    pub fn matches(&self, resource: &RequestResource<'_>, scope: &Scope<'_>) -> Tri {
        match (self, &resource.fields) {
            (Self::Everything, _) => Tri::Yes,
            (Self::Nothing, _) | (_, None) => Tri::No,
            (Self::Arn(pattern), Some([head @ .., last])) => {
                let heads = match &pattern.head {
                    Head::Literal(text) => resource.text.starts_with(text.as_str()),
                    Head::Patterns(patterns) => {
                        patterns.iter().zip(head).all(|(pattern, field)| pattern.matches(field))
                    }
                };
                if heads { template_matches(&pattern.resource, last, scope) } else { Tri::No }
            }
            (Self::Short(patterns), Some(_)) => {
                let fields = resource.text.splitn(patterns.len(), ':');
                patterns.iter().zip(fields).all(|(pattern, field)| pattern.matches(field)).into()
            }
        }
    }

    /// Whether a variable of it has no value in this request, so that it names nothing at all.
    #[must_use]
    pub fn is_unresolved(&self, scope: &Scope<'_>) -> bool {
        match self {
            Self::Arn(pattern) => match &pattern.resource {
                Template::Fixed(_) => false,
                Template::Variable(parts) => resolve(parts, scope) == Resolved::Unresolved,
            },
            Self::Everything | Self::Short(_) | Self::Nothing => false,
        }
    }

    /// The fields of the pattern in this request, variables put in (a star for one that is not known): six, or fewer
    /// where the last one reaches over the rest, or none for everything. `None` where it matches nothing at all.
    #[must_use]
    pub fn fields(&self, scope: &Scope<'_>) -> Option<Vec<Vec<Token>>> {
        match self {
            Self::Everything => Some(Vec::new()),
            Self::Nothing => None,
            Self::Short(patterns) => Some(patterns.iter().map(Pattern::tokens).collect()),
            Self::Arn(pattern) => {
                let mut fields: Vec<Vec<Token>> = match &pattern.head {
                    Head::Literal(text) => text.split_terminator(':').map(tokens).collect(),
                    Head::Patterns(patterns) => patterns.iter().map(Pattern::tokens).collect(),
                };
                fields.push(match &pattern.resource {
                    Template::Fixed(pattern) => pattern.tokens(),
                    Template::Variable(parts) => match resolve(parts, scope) {
                        Resolved::Tokens(tokens) | Resolved::Unknown(tokens) => tokens,
                        Resolved::Unresolved => return None,
                    },
                });
                Some(fields)
            }
        }
    }

    /// The template after the fifth colon, if there is one.
    #[must_use]
    pub fn template(&self) -> Option<&Template> {
        match self {
            Self::Arn(pattern) => Some(&pattern.resource),
            Self::Everything | Self::Short(_) | Self::Nothing => None,
        }
    }
}

/// Whether a text fits a template.
pub(crate) fn template_matches(template: &Template, text: &str, scope: &Scope<'_>) -> Tri {
    match template {
        Template::Fixed(pattern) => pattern.matches(text).into(),
        Template::Variable(parts) => match resolve(parts, scope) {
            Resolved::Unresolved => Tri::No,
            Resolved::Tokens(tokens) => Pattern::from_tokens(&tokens).matches(text).into(),
            Resolved::Unknown(tokens) if Pattern::from_tokens(&tokens).matches(text) => Tri::Unknown,
            Resolved::Unknown(_) => Tri::No,
        },
    }
}
