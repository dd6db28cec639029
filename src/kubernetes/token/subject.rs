//! The subject of a ServiceAccount token.
//!
//! What always holds: [`Subject::parse`] accepts exactly what Kubernetes accepts as a ServiceAccount's user name.

use serde::Serialize;
use std::fmt;

const PREFIX: &str = "system:serviceaccount:";

/// A namespace and the name of a ServiceAccount. Displayed as the token's `sub`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Subject {
    /// An RFC 1123 label of at most 63 characters.
    pub namespace: String,
    /// An RFC 1123 subdomain of at most 253 characters.
    pub name: String,
}

/// Why a text is no `sub` of a ServiceAccount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SubjectFault {
    /// It does not begin with `system:serviceaccount:`.
    Prefix,
    /// Not exactly two parts after the prefix.
    Parts,
    /// The namespace is none that Kubernetes accepts.
    Namespace,
    /// The name is none that Kubernetes accepts.
    Name,
}

impl Subject {
    /// The subject of a ServiceAccount.
    #[must_use]
    pub fn new(namespace: &str, name: &str) -> Self {
        Self { namespace: namespace.to_owned(), name: name.to_owned() }
    }

    /// Reads `system:serviceaccount:<namespace>:<name>`.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &str) -> Result<Self, SubjectFault> {
        let rest = text.strip_prefix(PREFIX).ok_or(SubjectFault::Prefix)?;
        let (namespace, name) = rest.split_once(':').ok_or(SubjectFault::Parts)?;
        if name.contains(':') {
            Err(SubjectFault::Parts)
        } else if namespace.len() > 63 || !is_label(namespace) {
            Err(SubjectFault::Namespace)
        } else if name.len() > 253 || !name.split('.').all(is_label) {
            Err(SubjectFault::Name)
        } else {
            Ok(Self::new(namespace, name))
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}:{}", self.namespace, self.name)
    }
}

/// Lower case letters, digits and inner hyphens. Subdomains limit only the whole, not each label.
fn is_label(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_are_read_as_kubernetes_reads_them() {
        for (text, expected) in [
            ("system:serviceaccount:prod:app", Ok(Subject::new("prod", "app"))),
            ("system:serviceaccount:prod:app.v1", Ok(Subject::new("prod", "app.v1"))),
            ("system:serviceaccounts:prod:app", Err(SubjectFault::Prefix)),
            ("prod/app", Err(SubjectFault::Prefix)),
            ("system:serviceaccount:prod", Err(SubjectFault::Parts)),
            ("system:serviceaccount:prod:app:x", Err(SubjectFault::Parts)),
            ("system:serviceaccount: prod:app", Err(SubjectFault::Namespace)),
            ("system:serviceaccount::app", Err(SubjectFault::Namespace)),
            ("system:serviceaccount:a.b:app", Err(SubjectFault::Namespace)),
            ("system:serviceaccount:prod:", Err(SubjectFault::Name)),
            ("system:serviceaccount:prod:App", Err(SubjectFault::Name)),
            ("system:serviceaccount:prod:*", Err(SubjectFault::Name)),
        ] {
            assert_eq!(Subject::parse(text), expected, "{text}");
        }
    }
}
