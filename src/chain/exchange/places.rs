//! Where the fault of the fourth link stands in the manifests, and what mends it there.
//!
//! What always holds: a fault of the settings (a provider that does not exist, keys out of reach) has the place that
//! led there, and no edit.

use super::super::remedy;
use super::super::world::{AUDIENCE, ROLE_ARN, World};
use crate::chain::link::{Link, Remedy};
use crate::chain::reason::Reason;
use crate::kubernetes::service_account::ServiceAccount;
use crate::kubernetes::token::ProjectedToken;
use crate::kubernetes::workload::Workload;
use crate::text::Location;

/// The link with its places and its remedy.
#[must_use]
pub fn found(
    world: &World,
    (workload, container): (&Workload, &str),
    token: Option<&ProjectedToken>,
    link: Link,
) -> Link {
    let account = world.manifests.service_account(&workload.namespace, &workload.service_account);
    let annotation = |key: &str| value_of(account?, key);
    let variable = |name: &str| remedy::variable(workload, container, name);
    let role = || annotation(ROLE_ARN).or_else(|| variable("AWS_ROLE_ARN"));
    let (at, mended): (Option<Location>, Option<Remedy>) = match &link.reason {
        Reason::NoProvider { elsewhere, .. } => {
            // The same role in the account that has the provider.
            let near = |account: &String| {
                let role = world.scenario.roles.iter().find(|role| {
                    let arn = crate::aws::Arn::parse(&role.arn);
                    arn.is_some_and(|arn| arn.account == account)
                        && remedy::names_subject(world, &role.arn, &workload.namespace, &workload.service_account)
                })?;
                remedy::write(world, annotation(ROLE_ARN)?, &role.arn)
            };
            (role(), elsewhere.as_ref().and_then(near))
        }
        Reason::AudienceNotAccepted { client_ids, .. } => {
            let at = annotation("eks.amazonaws.com/audience");
            let known = client_ids.iter().any(|id| id == AUDIENCE);
            (at, at.filter(|_| known).and_then(|at| remedy::write(world, at, AUDIENCE)))
        }
        Reason::TokenForApiServer { .. } => (
            variable("AWS_WEB_IDENTITY_TOKEN_FILE"),
            token.and_then(|token| remedy::token_for_sts(world, workload, container, token)),
        ),
        Reason::StsUnreachable { .. } => match variable("AWS_STS_REGIONAL_ENDPOINTS") {
            Some(at) => {
                (Some(at), remedy::without_variables(world, workload, container, &["AWS_STS_REGIONAL_ENDPOINTS"]))
            }
            None => {
                let at = annotation("eks.amazonaws.com/sts-regional-endpoints");
                (at, at.and_then(|at| remedy::write(world, at, "true")))
            }
        },
        _ => (None, None),
    };
    link.seen_at(at).mended_by(mended)
}

fn value_of(account: &ServiceAccount, key: &str) -> Option<Location> {
    let annotation = account.annotation(key)?;
    Some(Location { source: account.name_at.source, span: annotation.value.span })
}
