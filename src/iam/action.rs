//! Actions in policies: `service:Name` with wildcards.
//!
//! What always holds: the whole text compares without regard to case; `*` and `?` act anywhere in the name; `*` alone
//! is every action of every service. A wildcard in the service prefix acts as well (AWS documents it nowhere).
//! Source: IAM User Guide, "IAM JSON policy elements: Action".

use crate::iam::pattern::Pattern;

/// An action of a policy, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionPattern {
    /// `*`
    Any,
    /// A plain service prefix and a pattern for the name, both in lower case.
    OfService(String, Pattern),
    /// A wildcard in the prefix: one pattern for the whole, in lower case.
    AcrossServices(Pattern),
    /// No colon: matches nothing.
    Nothing,
}

impl ActionPattern {
    /// Compiles an action.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        match lower.split_once(':') {
            None if !lower.is_empty() && lower.bytes().all(|byte| byte == b'*') => Self::Any,
            None => Self::Nothing,
            Some((service, _)) if service.contains(['*', '?']) => Self::AcrossServices(Pattern::new(&lower)),
            Some((service, name)) => Self::OfService(service.to_owned(), Pattern::new(name)),
        }
    }

    /// Whether the action `service:name`, in lower case and split, is meant.
    #[must_use]
    pub fn matches(&self, action: &RequestAction<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::OfService(service, name) => service == action.service && name.matches(action.name),
            Self::AcrossServices(pattern) => pattern.matches(action.lower),
            Self::Nothing => false,
        }
    }
}

/// The action of a request, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct RequestAction<'a> {
    /// `service:name`
    pub lower: &'a str,
    /// Before the colon.
    pub service: &'a str,
    /// After the colon.
    pub name: &'a str,
}

impl<'a> RequestAction<'a> {
    /// Splits an action that is in lower case already.
    #[must_use]
    pub fn new(lower: &'a str) -> Self {
        let (service, name) = lower.split_once(':').unwrap_or((lower, ""));
        Self { lower, service, name }
    }
}
