//! Link 4: STS knows the issuer and the audience. What AssumeRoleWithWebIdentity checks before the trust policy.
//!
//! AWS does not publish the order; this one agrees with every error report that was found: the ARN's form, the
//! provider of the issuer in the account of the role, the token's expiry, its audience. The duration is checked after
//! the trust policy.

use super::link::{Comparison, ErrorText, Link, Operand, Step};
use super::reason::Reason;
use super::world::{Provider, World};
use crate::aws::arn::Arn;
use crate::aws::oidc;
use crate::kubernetes::token::Claims;

const STEP: Step = Step::KnowIssuer;

/// The fourth link: the role's ARN and the token that is shown to STS.
#[must_use]
pub fn link(world: &World, role_arn: &str, claims: Option<&Claims>) -> Link {
    let (Some(arn), Some(claims)) = (Arn::parse(role_arn), claims) else {
        return Link::unknown(STEP, Reason::IssuerUnknown);
    };
    if world.issuer.is_none() {
        return Link::unknown(STEP, Reason::IssuerUnknown);
    }
    let audience = claims.aud.first().cloned().unwrap_or_default();
    let Some(provider) = world.provider(arn.partition, arn.account, &claims.iss) else {
        return no_provider(world, &arn, &claims.iss);
    };
    if let Some(age) = world.scenario.runtime.token_age {
        let lifetime = claims.exp.saturating_sub(claims.iat);
        if i64::try_from(age).is_ok_and(|age| age > lifetime) {
            let now = claims.iat.saturating_add(i64::try_from(age).unwrap_or(i64::MAX));
            let text = format!(
                "Token expired: current date/time {now} must be before the expiration date/time {}",
                claims.exp
            );
            return Link::fail(STEP, Reason::TokenExpired).says(ErrorText::sts("ExpiredTokenException", text));
        }
    }
    if !provider.client_ids.contains(&audience) {
        return not_accepted(&provider, audience);
    }
    let reason = Reason::ProviderAccepts {
        issuer: claims.iss.clone(),
        account: arn.account.to_owned(),
        audience: audience.clone(),
    };
    let mut link = Link::pass(STEP, reason);
    link.comparisons = vec![
        compare("iss", &claims.iss, [format!("https://{}", oidc::without_scheme(&claims.iss))]),
        compare("aud", &audience, provider.client_ids),
    ];
    link
}

fn no_provider(world: &World, arn: &Arn<'_>, issuer: &str) -> Link {
    let host = oidc::without_scheme(issuer);
    let providers = world.scenario.oidc_providers.as_deref().unwrap_or_default();
    let elsewhere = providers.iter().find(|provider| oidc::without_scheme(&provider.url) == host);
    let reason = Reason::NoProvider {
        issuer: issuer.to_owned(),
        account: arn.account.to_owned(),
        elsewhere: elsewhere.map(|provider| provider.account.clone()),
    };
    let text = format!("No OpenIDConnect provider found in your account for {issuer}");
    let mut link = Link::fail(STEP, reason).says(ErrorText::sts("InvalidIdentityToken", text));
    let known = providers.iter().filter(|provider| provider.account == arn.account);
    link.comparisons =
        vec![compare("iss", issuer, known.map(|provider| format!("https://{}", oidc::without_scheme(&provider.url))))];
    link
}

fn not_accepted(provider: &Provider, audience: String) -> Link {
    let comparison = compare("aud", &audience, provider.client_ids.clone());
    let reason = Reason::AudienceNotAccepted { audience, client_ids: provider.client_ids.clone() };
    let mut link = Link::fail(STEP, reason).says(ErrorText::sts("InvalidIdentityToken", "Incorrect token audience"));
    link.comparisons = vec![comparison];
    link
}

fn compare(claim: &str, actual: &str, expected: impl IntoIterator<Item = String>) -> Comparison {
    let expected: Vec<Operand> = expected.into_iter().map(|text| Operand { text, at: None }).collect();
    let holds = expected.iter().any(|operand| operand.text == actual);
    let actual = Some(Operand { text: actual.to_owned(), at: None });
    Comparison { subject: claim.to_owned(), operator: None, actual, expected, holds }
}
