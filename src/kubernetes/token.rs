//! Projected ServiceAccount tokens: what stands in them, where they lie, how long they live.
//!
//! What always holds: a token without an audience of its own has that of the API server, which STS refuses; the subject
//! is `system:serviceaccount:<namespace>:<name>` and nothing else. Source: Kubernetes `pkg/serviceaccount`, validation
//! of projected volumes, and the EKS user guide for the limits of EKS.

mod file;
pub mod jwt;
mod subject;

pub use file::{ProjectedToken, TokenFile, TokenOrigin, at_path};
pub use subject::{Subject, SubjectFault};

use serde::Serialize;

/// The audience of a token that asks for none, as EKS and the common defaults have it.
pub const API_SERVER_AUDIENCE: &str = "https://kubernetes.default.svc";
/// The lifetime of a hand-written projected token that asks for none, in seconds.
pub const DEFAULT_EXPIRATION: i64 = 3600;
/// The longest lifetime EKS grants, in seconds.
pub const EKS_MAXIMUM: i64 = 86_400;
/// How long EKS accepts the token of the default mount, in seconds: 90 days.
pub const EKS_EXTENDED: i64 = 7_776_000;
/// What the API server asks for in the default mount; this exact value is what it extends.
pub const DEFAULT_MOUNT_EXPIRATION: i64 = 3607;
/// Where the token for the Kubernetes API is mounted by default.
pub const DEFAULT_MOUNT: &str = "/var/run/secrets/kubernetes.io/serviceaccount";

/// Why the API server refuses a lifetime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ExpirationFault {
    /// Less than ten minutes.
    TooShort,
    /// More than 2^32 seconds.
    TooLong,
}

impl ExpirationFault {
    /// The API server's words.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::TooShort => "may not specify a duration less than 10 minutes",
            Self::TooLong => "may not specify a duration larger than 2^32 seconds",
        }
    }
}

/// Whether the API server accepts `expirationSeconds`.
#[must_use]
pub fn expiration_fault(seconds: i64) -> Option<ExpirationFault> {
    match seconds {
        ..600 => Some(ExpirationFault::TooShort),
        600..=4_294_967_296 => None,
        _ => Some(ExpirationFault::TooLong),
    }
}

/// The lifetime EKS gives a token, in seconds.
#[must_use]
pub fn eks_lifetime(token: &ProjectedToken) -> i64 {
    if token.audience.is_none() && token.expiration_seconds == DEFAULT_MOUNT_EXPIRATION {
        EKS_EXTENDED
    } else {
        token.expiration_seconds.min(EKS_MAXIMUM)
    }
}

/// When the kubelet writes a new token, in seconds of its age: at 80 % of its life, and after a day at the latest.
#[must_use]
pub fn refreshed_after(lifetime: i64) -> i64 {
    (lifetime.saturating_mul(4) / 5).min(86_400)
}

/// A name and its uid; the uid is a stand-in where nothing is known of the running object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// `metadata.name`
    pub name: String,
    /// `metadata.uid`
    pub uid: String,
}

/// The private claim `kubernetes.io`. STS gives none of it to conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KubernetesClaims {
    /// The namespace.
    pub namespace: String,
    /// The ServiceAccount.
    pub serviceaccount: Reference,
    /// The Pod the token is bound to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pod: Option<Reference>,
    /// The node; since 1.30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<Reference>,
}

/// The payload of the JWT, with the claims' own names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claims {
    /// The issuer's URL, with scheme.
    pub iss: String,
    /// The subject.
    pub sub: String,
    /// The audiences.
    pub aud: Vec<String>,
    /// Issued at, seconds since 1970.
    pub iat: i64,
    /// Not before.
    pub nbf: i64,
    /// Expires at.
    pub exp: i64,
    /// What Kubernetes adds.
    #[serde(rename = "kubernetes.io")]
    pub kubernetes: KubernetesClaims,
}

/// The claims of a token of this Pod, issued now on EKS; `now` is in seconds since 1970.
#[must_use]
pub fn claims(issuer: &str, subject: &Subject, pod: Option<&str>, token: &ProjectedToken, now: i64) -> Claims {
    let reference = |name: &str| Reference { name: name.to_owned(), uid: "…".to_owned() };
    Claims {
        iss: issuer.to_owned(),
        sub: subject.to_string(),
        aud: vec![token.audience.clone().unwrap_or_else(|| API_SERVER_AUDIENCE.to_owned())],
        iat: now,
        nbf: now,
        exp: now.saturating_add(eks_lifetime(token)),
        kubernetes: KubernetesClaims {
            namespace: subject.namespace.clone(),
            serviceaccount: reference(&subject.name),
            pod: pod.map(reference),
            node: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_checked_and_capped() {
        for (seconds, fault) in [
            (599, Some(ExpirationFault::TooShort)),
            (600, None),
            (1 << 32, None),
            ((1 << 32) + 1, Some(ExpirationFault::TooLong)),
        ] {
            assert_eq!(expiration_fault(seconds), fault, "{seconds}");
        }
        assert_eq!((refreshed_after(3600), refreshed_after(200_000)), (2880, 86_400));
    }
}
