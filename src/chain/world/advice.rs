//! Advice on every policy of the scenario, each with what is known of whom it is attached to.
//!
//! What always holds: advice changes no verdict; it comes after everything that is wrong.

use super::World;
use crate::aws::Arn;
use crate::iam::policy::Policy;
use crate::lint::policy::{Around, Carrier, Sessions, check};

pub(super) fn policies(world: &mut World<'_>) {
    let scenario = world.scenario;
    let mut found = Vec::new();
    let mut one = |policy: &Policy, carrier: Carrier<'_>, account: Option<&str>| {
        if let Some(text) = scenario.text(policy.source) {
            found.extend(check(policy, text, &Around { carrier, account }));
        }
    };
    let account = |arn: &'_ str| Arn::parse(arn).map(|arn| arn.account.to_owned());
    for (role, policies) in scenario.roles.iter().zip(&world.roles) {
        let own = account(&role.arn);
        let sessions = Carrier::Role(Sessions::of(policies.trust.as_ref()));
        for policy in policies.trust.iter().chain(&policies.identity).chain(&policies.boundary) {
            one(policy, sessions, own.as_deref());
        }
    }
    for (user, policies) in scenario.users.iter().zip(&world.users) {
        let own = account(&user.arn);
        for policy in policies.identity.iter().chain(&policies.boundary) {
            one(policy, Carrier::User, own.as_deref());
        }
    }
    for policy in world.groups.iter().flatten() {
        one(policy, Carrier::User, None);
    }
    for (resource, policy) in &world.resource_policies {
        one(policy, Carrier::Resource(resource), account(resource).as_deref());
    }
    let others = world.association_policies.iter().flatten().chain(&world.session).chain(&world.endpoint);
    let of_organization = world.service_control.iter().chain(&world.resource_control).flatten();
    for policy in others.chain(of_organization) {
        one(policy, Carrier::Anything, None);
    }
    world.diagnostics.extend(found);
}
