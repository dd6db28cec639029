//! Link 4: STS knows the issuer and the audience. What AssumeRoleWithWebIdentity checks before the trust policy.
//!
//! AWS does not publish the order; this one agrees with every error report that was found: the parameters, the provider
//! of the issuer in the account of the role, the issuer's keys, the token's expiry, its audience. Whether the role
//! allows the duration is checked after the trust policy.

pub mod places;

use super::inject::BY_REFERENCE;
use super::link::{Comparison, ErrorText, Link, Operand, Step};
use super::reason::Reason;
use super::world::{Provider, World};
use crate::aws::arn::Arn;
use crate::aws::oidc;
use crate::kubernetes::token::{self, Claims};
use crate::kubernetes::webhook;
use crate::scenario::{Network, StsEndpoint, VerificationKeys};

const STEP: Step = Step::KnowIssuer;

/// What is shown to STS, and how.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// `RoleArn`
    pub role_arn: &'a str,
    /// The token, if one is there and its issuer is known.
    pub claims: Option<&'a Claims>,
    /// Where the SDK reads the token.
    pub token_path: &'a str,
    /// The endpoint that the SDK calls.
    pub endpoint: StsEndpoint,
}

/// The fourth link of a web identity.
#[must_use]
pub fn link(world: &World, call: &Call<'_>) -> Link {
    let runtime = &world.scenario.runtime;
    if (runtime.network, call.endpoint) == (Network::NoInternet, StsEndpoint::Global) {
        return unreachable();
    }
    if let Some(error) = parameters(call.role_arn, runtime.duration_seconds) {
        return Link::fail(STEP, Reason::RequestRefused).says(error);
    }
    let (Some(arn), Some(claims)) = (Arn::parse(call.role_arn), call.claims) else {
        return Link::unknown(STEP, Reason::IssuerUnknown);
    };
    let audience = claims.aud.first().cloned().unwrap_or_default();
    let Some(provider) = world.provider(arn.partition, arn.account, &claims.iss) else {
        return no_provider(world, &arn, &claims.iss);
    };
    let issuer = claims.iss.clone();
    match provider.keys {
        VerificationKeys::Found => {}
        VerificationKeys::Unreachable => {
            let text = "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity documentation for requirements";
            let link = Link::fail(STEP, Reason::KeysUnreachable { issuer });
            return link.says(ErrorText::sts("InvalidIdentityToken", text));
        }
        VerificationKeys::ThumbprintMismatch => {
            let text = "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint";
            let link = Link::fail(STEP, Reason::ThumbprintMismatch { issuer });
            return link.says(ErrorText::sts("InvalidIdentityToken", text));
        }
    }
    if let Some(now) = expired(claims, runtime.token_age) {
        let text =
            format!("Token expired: current date/time {now} must be before the expiration date/time {}", claims.exp);
        return Link::fail(STEP, Reason::TokenExpired).says(ErrorText::sts("ExpiredTokenException", text));
    }
    if !provider.client_ids.contains(&audience) {
        return not_accepted(&provider, audience, call.token_path);
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

/// The time at which a token of this age is shown, if it has expired by then.
#[must_use]
pub fn expired(claims: &Claims, age: Option<u64>) -> Option<i64> {
    let age = i64::try_from(age?).unwrap_or(i64::MAX);
    (age >= claims.exp.saturating_sub(claims.iat)).then(|| claims.iat.saturating_add(age))
}

/// What STS says of the parameters alone, before it looks at the token: the length of the ARN, its form, the duration.
#[must_use]
pub fn parameters(role_arn: &str, duration: Option<u32>) -> Option<ErrorText> {
    let constraint = |field: &str, value: &str, rule: &str| {
        let text =
            format!("1 validation error detected: Value '{value}' at '{field}' failed to satisfy constraint: {rule}");
        Some(ErrorText::sts("ValidationError", text))
    };
    // A value that comes by reference is not known.
    if role_arn == BY_REFERENCE {
        return None;
    }
    match role_arn.chars().count() {
        ..20 => return constraint("roleArn", role_arn, "Member must have length greater than or equal to 20"),
        2049.. => return constraint("roleArn", role_arn, "Member must have length less than or equal to 2048"),
        _ => {}
    }
    if !webhook::is_role_arn(role_arn) {
        return Some(ErrorText::sts("ValidationError", "Request ARN is invalid"));
    }
    let seconds = duration.map(|seconds| seconds.to_string()).unwrap_or_default();
    match duration {
        Some(..900) => constraint("durationSeconds", &seconds, "Member must have value greater than or equal to 900"),
        Some(43_201..) => constraint("durationSeconds", &seconds, "Member must have value less than or equal to 43200"),
        None | Some(900..=43_200) => None,
    }
}

fn unreachable() -> Link {
    let host = "sts.amazonaws.com";
    // The text of the Go SDK; other SDKs name the same host.
    let text = format!(
        "WebIdentityErr: failed to retrieve credentials caused by: RequestError: send request failed caused by: Post \"https://{host}/\": dial tcp 54.239.29.25:443: i/o timeout"
    );
    Link::fail(STEP, Reason::StsUnreachable { host: host.to_owned() }).says(ErrorText::plain(text))
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

fn not_accepted(provider: &Provider, audience: String, path: &str) -> Link {
    let comparison = compare("aud", &audience, provider.client_ids.clone());
    let reason = if audience == token::API_SERVER_AUDIENCE {
        Reason::TokenForApiServer { audience, path: path.to_owned() }
    } else {
        Reason::AudienceNotAccepted { audience, client_ids: provider.client_ids.clone() }
    };
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
