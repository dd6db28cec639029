//! Parts the claims of several issuers that stand in one statement, where they can never hold together.
//!
//! What always holds: the subject stays limited for every provider that is left with a statement; where it would not,
//! there is no edit.

use super::{Document, Share};
use crate::aws::oidc::ProviderArn;
use crate::diagnostic::Fix;

/// What the edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// Takes out the keys of issuers that the principal does not name; no request ever carries them.
    Removed,
    /// Makes one statement for each provider.
    Split,
}

/// The issuer and the claim of a condition key; `None` for a key that belongs to no OIDC provider.
#[must_use]
pub fn claim(key: &str) -> Option<(&str, &str)> {
    key.rsplit_once(':').filter(|(issuer, claim)| issuer.contains(['.', '/']) && !claim.contains('/'))
}

/// Parts a statement by the issuers of its claims; `conditions` are its operators and keys, `providers` its federated
/// principals.
#[must_use]
pub fn part(
    document: &Document<'_>,
    index: usize,
    conditions: &[(&str, &str)],
    providers: &[&str],
) -> Option<(Fix, Parting)> {
    let named: Vec<(&str, String)> = providers
        .iter()
        .map(|provider| Some((*provider, ProviderArn::parse(provider)?.issuer)))
        .collect::<Option<_>>()?;
    let is_of = |key: &str, issuer: &str| claim(key).is_some_and(|(other, _)| other.eq_ignore_ascii_case(issuer));
    let limited = |issuer: &str| {
        let limits = |operator: &str| {
            operator.starts_with("String") && !operator.contains("Not") && !operator.ends_with("IfExists")
        };
        let is_subject = |key: &str| claim(key).is_some_and(|(_, claim)| claim.eq_ignore_ascii_case("sub"));
        conditions.iter().any(|(operator, key)| limits(operator) && is_of(key, issuer) && is_subject(key))
    };
    let is_foreign = |key: &str| claim(key).is_some() && !named.iter().any(|(_, issuer)| is_of(key, issuer));
    if named.is_empty() || !named.iter().all(|(_, issuer)| limited(issuer)) {
        return None;
    }
    if let [_] = named.as_slice() {
        let fix = document.without_conditions(index, &|_, key| is_foreign(key))?;
        return Some((fix, Parting::Removed));
    }
    let of_issuer = |issuer: &str| {
        let issuer = issuer.to_owned();
        move |key: &str| claim(key).is_none_or(|(other, _)| other.eq_ignore_ascii_case(&issuer))
    };
    let belongs: Vec<_> = named.iter().map(|(provider, issuer)| (*provider, of_issuer(issuer))).collect();
    let belongs: Vec<Share<'_>> =
        belongs.iter().map(|(provider, is_its)| (*provider, is_its as &dyn Fn(&str) -> bool)).collect();
    Some((document.split(index, "Federated", &belongs)?, Parting::Split))
}
