//! Whether a role would let a ServiceAccount of the cluster in, whether a Pod of that name is there or not.
//!
//! What always holds: what is asked is what a Pod would ask, with the token that the webhook mounts; a role that the
//! scenario does not have, or whose trust policy is missing, gets no answer; of a trust policy that IAM does not save,
//! nothing is said.

use super::exchange;
use super::identity::NOW;
use super::link::Verdict;
use super::reason::Reason;
use super::trust;
use super::world::{AUDIENCE, World};
use crate::aws::{Arn, oidc};
use crate::iam::tri::Tri;
use crate::kubernetes::token::{self, ProjectedToken, Subject};
use crate::scenario::{Scenario, StsEndpoint};

/// Whether STS gives a session of the role to a Pod of this ServiceAccount; `None` where the scenario lacks the role or
/// its trust policy.
#[must_use]
pub fn admits(scenario: &Scenario, role_arn: &str, subject: &Subject) -> Option<Tri> {
    let world = World::read(scenario);
    world.role(role_arn)?.1.trust.as_ref()?;
    let arn = Arn::parse(role_arn)?;
    let Some(issuer) = world.issuer.as_deref() else { return Some(Tri::Unknown) };
    let projected = ProjectedToken {
        volume: String::new(),
        audience: Some(AUDIENCE.to_owned()),
        expiration_seconds: token::EKS_MAXIMUM,
        origin: token::TokenOrigin::Injected,
    };
    let claims = token::claims(issuer, subject, None, &projected, NOW);
    let provider = oidc::ProviderArn::new(arn.partition, arn.account, issuer).to_string();
    let path = format!("{}/token", world.flags.token_mount_path);
    let endpoint = StsEndpoint::Regional;
    let call = exchange::Call { role_arn, claims: Some(&claims), token_path: &path, endpoint };
    let known = exchange::link(&world, &call).own;
    let trusted = trust::link(&world, role_arn, &trust::Token { claims: &claims, provider });
    if matches!(trusted.reason, Reason::TrustNotSaved | Reason::TrustTooLarge { .. }) {
        return Some(Tri::Unknown);
    }
    Some(match (known, trusted.own) {
        (Verdict::Fail, _) | (_, Verdict::Fail) => Tri::No,
        (Verdict::Pass, Verdict::Pass) => Tri::Yes,
        _ => Tri::Unknown,
    })
}
