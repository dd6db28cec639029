//! A principal named by a policy, classified once.
//!
//! What always holds: what cannot be classified matches nobody, and a NotPrincipal never turns it into everybody.

use crate::aws::Arn;
use crate::aws::arn::{is_account, is_unique_id};
use crate::iam::policy::PrincipalType;

/// Whom a policy names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalPattern {
    /// `"*"` or `{"AWS": "*"}`
    Everyone,
    /// Twelve digits or the ARN of the root user: the whole account.
    Account(String),
    /// The ARN of a user.
    User(String),
    /// The ARN of a role, with its path: every session of it.
    Role(String),
    /// The ARN of one session.
    Session(String),
    /// The ARN of a federated user.
    FederatedUser(String),
    /// `AIDA…`, `AROA…`: an entity by its unique id.
    UniqueId(String),
    /// A service.
    Service(String),
    /// An identity provider.
    Federated(String),
    /// An S3 canonical user.
    CanonicalUser(String),
    /// A type IAM does not know.
    UnknownType,
    /// A text that names nobody.
    Nobody,
}

impl PrincipalPattern {
    /// Classifies a principal.
    #[must_use]
    pub fn new(kind: &PrincipalType, text: &str) -> Self {
        let owned = text.to_owned();
        match kind {
            PrincipalType::Everyone if text == "*" => Self::Everyone,
            PrincipalType::Everyone => Self::Nobody,
            PrincipalType::Aws => Self::aws(text),
            PrincipalType::Federated => Self::Federated(owned),
            PrincipalType::Service => Self::Service(owned),
            PrincipalType::CanonicalUser => Self::CanonicalUser(owned),
            PrincipalType::Unknown(_) => Self::UnknownType,
        }
    }

    fn aws(text: &str) -> Self {
        let owned = text.to_owned();
        if text == "*" {
            return Self::Everyone;
        }
        if is_account(text) {
            return Self::Account(owned);
        }
        if is_unique_id(text) {
            return Self::UniqueId(owned);
        }
        let Some(arn) = Arn::parse(text) else { return Self::Nobody };
        match (arn.service, arn.resource.split_once('/')) {
            ("iam", None) if arn.resource == "root" && is_account(arn.account) => Self::Account(arn.account.to_owned()),
            ("iam", Some(("user", _))) => Self::User(owned),
            ("iam", Some(("role", _))) => Self::Role(owned),
            ("sts", Some(("assumed-role", _))) => Self::Session(owned),
            ("sts", Some(("federated-user", _))) => Self::FederatedUser(owned),
            _ => Self::Nobody,
        }
    }
}
