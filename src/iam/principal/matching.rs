//! Whether a policy names the one who asks, and in which way.
//!
//! What always holds: the way matters, because a grant to a session bypasses the boundary and session policies, one to
//! a role only the identity policies, and one to the account nothing. NotPrincipal exempts only who is listed in every
//! form it has: a user with its account, a session with its role and its account.
//! Sources: IAM User Guide, "Evaluation logic: explicit and implicit denies", "Principal", "NotPrincipal".

use super::{Principal, PrincipalPattern};
use serde::Serialize;

/// How a resource-based policy names the one who asks; ordered by how much the grant bypasses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Grant {
    /// By its account: the account must still allow it itself.
    Account,
    /// By the role of the session, or by the user who asked for the federated session: bypasses identity policies.
    Parent,
    /// By itself, or as everyone: bypasses identity policies, boundary and session policies.
    Itself,
    /// As everyone: the same, and it is what Block Public Access looks at.
    Everyone,
}

/// How a pattern names the principal; `None` where it does not.
#[must_use]
pub fn grants(pattern: &PrincipalPattern, principal: &Principal) -> Option<Grant> {
    let when = |matches: bool, grant: Grant| matches.then_some(grant);
    match (pattern, principal) {
        (PrincipalPattern::Everyone, _) => Some(Grant::Everyone),
        (PrincipalPattern::Account(account), Principal::Root { .. }) => {
            when(principal.account() == Some(account), Grant::Itself)
        }
        (PrincipalPattern::Account(account), _) => when(principal.account() == Some(account), Grant::Account),
        (PrincipalPattern::User(name), Principal::User { arn, .. }) => when(name == arn, Grant::Itself),
        (PrincipalPattern::User(name), Principal::FederatedUser { user, .. }) => when(name == user, Grant::Parent),
        (PrincipalPattern::Role(name), Principal::RoleSession { role, .. }) => when(name == role, Grant::Parent),
        (PrincipalPattern::Session(name), Principal::RoleSession { arn, .. })
        | (PrincipalPattern::FederatedUser(name), Principal::FederatedUser { arn, .. }) => {
            when(name == arn && !arn.ends_with("/*"), Grant::Itself)
        }
        (PrincipalPattern::UniqueId(id), Principal::User { unique_id, .. }) => {
            when(unique_id.as_ref() == Some(id), Grant::Itself)
        }
        (PrincipalPattern::UniqueId(id), Principal::RoleSession { unique_id, .. }) => {
            when(unique_id.as_ref() == Some(id), Grant::Parent)
        }
        (PrincipalPattern::Service(named), Principal::Service { name }) => when(named == name, Grant::Itself),
        (PrincipalPattern::Federated(named), Principal::Federated { provider }) => {
            when(named == provider, Grant::Itself)
        }
        (PrincipalPattern::CanonicalUser(named), Principal::CanonicalUser { id }) => when(named == id, Grant::Itself),
        _ => None,
    }
}

/// What a NotPrincipal does with the one who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Exemption {
    /// Listed in every form: the statement does not apply.
    Complete,
    /// Listed, but not in every form: a Deny still applies.
    Partial,
    /// Not listed: the statement applies.
    NotListed,
    /// The list holds nothing that could be understood: the statement is passed over.
    Unreadable,
}

/// Whether a NotPrincipal list exempts the principal.
#[must_use]
pub fn exempts<'p>(patterns: impl Iterator<Item = &'p PrincipalPattern> + Clone, principal: &Principal) -> Exemption {
    let unreadable = |pattern: &PrincipalPattern| matches!(pattern, PrincipalPattern::UnknownType);
    if patterns.clone().all(unreadable) {
        return Exemption::Unreadable;
    }
    let lists = |grant: Grant| patterns.clone().any(|pattern| grants(pattern, principal) == Some(grant));
    if lists(Grant::Everyone) {
        return Exemption::Complete;
    }
    let (itself, parent, account) = (lists(Grant::Itself), lists(Grant::Parent), lists(Grant::Account));
    let complete = match principal {
        Principal::User { .. } => itself && account,
        Principal::RoleSession { .. } => itself && parent && account,
        Principal::FederatedUser { .. } => itself && account,
        Principal::Root { .. }
        | Principal::Service { .. }
        | Principal::Federated { .. }
        | Principal::CanonicalUser { .. } => itself,
        Principal::Anonymous => false,
    };
    match (complete, itself || parent || account) {
        (true, _) => Exemption::Complete,
        (false, true) => Exemption::Partial,
        (false, false) => Exemption::NotListed,
    }
}
