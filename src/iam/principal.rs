//! Principals: who asks, and whom a policy names.
//!
//! What always holds: a role session keeps the name of its role with the path, which its own ARN does not show; names
//! and ARNs compare exactly and with regard to case, and a wildcard inside one is a plain character.
//! Source: IAM User Guide, "AWS JSON policy elements: Principal".

mod matching;
mod pattern;

pub use matching::{Exemption, Grant, exempts, grants};
pub use pattern::PrincipalPattern;

use crate::aws::Arn;
use crate::aws::arn::is_account;
use serde::Serialize;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Principal {
    /// An IAM user.
    User {
        /// `arn:aws:iam::111122223333:user/path/name`
        arn: String,
        /// `AIDA…`, where it is known.
        unique_id: Option<String>,
    },
    /// A session of a role.
    RoleSession {
        /// `arn:aws:sts::111122223333:assumed-role/name/session`
        arn: String,
        /// `arn:aws:iam::111122223333:role/path/name`
        role: String,
        /// `AROA…`, where it is known.
        unique_id: Option<String>,
    },
    /// A session that GetFederationToken made.
    FederatedUser {
        /// `arn:aws:sts::111122223333:federated-user/name`
        arn: String,
        /// The IAM user who asked for it.
        user: String,
    },
    /// The root user of an account.
    Root {
        /// `arn:aws:iam::111122223333:root`
        arn: String,
    },
    /// An AWS service, such as `ec2.amazonaws.com`.
    Service {
        /// Its name.
        name: String,
    },
    /// Whoever holds a token or assertion of an identity provider: the caller of AssumeRoleWithWebIdentity or
    /// AssumeRoleWithSAML, before there is a session.
    Federated {
        /// The ARN of the provider, or the domain of a built-in one.
        provider: String,
    },
    /// An S3 canonical user.
    CanonicalUser {
        /// 64 hexadecimal digits.
        id: String,
    },
    /// A request that is not signed.
    Anonymous,
}

/// Domains of the providers that need no IAM object.
const BUILT_IN_PROVIDERS: [&str; 4] =
    ["cognito-identity.amazonaws.com", "accounts.google.com", "graph.facebook.com", "www.amazon.com"];

impl Principal {
    /// Reads an ARN, a service or provider domain, or `*` for an anonymous request; `None` for anything else.
    ///
    /// A session's role is taken to have no path; see [`Principal::with_role`]. The ARN of a role stands for a session
    /// of it whose name is not given.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "*" || text.eq_ignore_ascii_case("anonymous") {
            return Some(Self::Anonymous);
        }
        let Some(arn) = Arn::parse(text) else { return Self::parse_name(text) };
        let (partition, account) = (arn.partition, arn.account);
        let owned = text.to_owned();
        match (arn.service, arn.resource.split_once('/')) {
            ("iam", None) if arn.resource == "root" => Some(Self::Root { arn: owned }),
            ("iam", Some(("user", _))) => Some(Self::User { arn: owned, unique_id: None }),
            ("iam", Some(("role", name))) => {
                let name = name.rsplit('/').next().unwrap_or(name);
                let arn = format!("arn:{partition}:sts::{account}:assumed-role/{name}/*");
                Some(Self::RoleSession { arn, role: owned, unique_id: None })
            }
            ("iam", Some(("oidc-provider" | "saml-provider", _))) => Some(Self::Federated { provider: owned }),
            ("sts", Some(("assumed-role", rest))) => {
                let (name, _) = rest.split_once('/')?;
                let role = format!("arn:{partition}:iam::{account}:role/{name}");
                Some(Self::RoleSession { arn: owned, role, unique_id: None })
            }
            ("sts", Some(("federated-user", name))) => {
                let user = format!("arn:{partition}:iam::{account}:user/{name}");
                Some(Self::FederatedUser { arn: owned, user })
            }
            _ => None,
        }
    }

    fn parse_name(text: &str) -> Option<Self> {
        if BUILT_IN_PROVIDERS.contains(&text) {
            return Some(Self::Federated { provider: text.to_owned() });
        }
        if text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") || text.ends_with(".amazon.com") {
            return Some(Self::Service { name: text.to_owned() });
        }
        let canonical = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if canonical {
            return Some(Self::CanonicalUser { id: text.to_owned() });
        }
        is_account(text).then(|| Self::Root { arn: format!("arn:aws:iam::{text}:root") })
    }

    /// The session of a role, by the role's ARN with its path.
    #[must_use]
    pub fn role_session(role: &str, session_name: &str) -> Option<Self> {
        let arn = Arn::parse(role).filter(Arn::is_role)?;
        let name = arn.resource.rsplit('/').next()?;
        Some(Self::RoleSession {
            arn: format!("arn:{}:sts::{}:assumed-role/{name}/{session_name}", arn.partition, arn.account),
            role: role.to_owned(),
            unique_id: None,
        })
    }

    /// The same session, of the role with this ARN.
    #[must_use]
    pub fn with_role(self, role: &str) -> Self {
        match self {
            Self::RoleSession { arn, unique_id, .. } => Self::RoleSession { arn, role: role.to_owned(), unique_id },
            other => other,
        }
    }

    /// The account it belongs to; `None` where it has none.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::User { arn, .. }
            | Self::RoleSession { arn, .. }
            | Self::FederatedUser { arn, .. }
            | Self::Root { arn } => Arn::parse(arn).map(|arn| arn.account),
            Self::Service { .. } | Self::Federated { .. } | Self::CanonicalUser { .. } | Self::Anonymous => None,
        }
    }

    /// Whether it is a session of a service-linked role, which neither SCPs nor RCPs limit.
    #[must_use]
    pub fn is_service_linked(&self) -> bool {
        match self {
            Self::RoleSession { role, .. } => {
                Arn::parse(role).is_some_and(|arn| arn.resource.starts_with("role/aws-service-role/"))
            }
            Self::User { .. }
            | Self::FederatedUser { .. }
            | Self::Root { .. }
            | Self::Service { .. }
            | Self::Federated { .. }
            | Self::CanonicalUser { .. }
            | Self::Anonymous => false,
        }
    }

    /// How the principal is shown: its ARN, name or id.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::User { arn, .. }
            | Self::RoleSession { arn, .. }
            | Self::FederatedUser { arn, .. }
            | Self::Root { arn } => arn,
            Self::Service { name } => name,
            Self::Federated { provider } => provider,
            Self::CanonicalUser { id } => id,
            Self::Anonymous => "*",
        }
    }
}
