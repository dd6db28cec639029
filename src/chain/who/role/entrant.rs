//! Users, roles, accounts and services that a trust policy lets in.
//!
//! What always holds: whether the trust policy lets somebody in is told apart from whether its own policies allow
//! `sts:AssumeRole`; of somebody whom the scenario does not have, nothing is said about the second.

use crate::chain::permission;
use crate::chain::session::{ASSUME_ROLE, Session, SessionTags, UNNAMED};
use crate::chain::simulation::Answer;
use crate::chain::who::side::{Own, Side, Trusting, everything, without_made_up};
use crate::chain::who::subjects::POD_IDENTITY;
use crate::chain::world::World;
use crate::iam::policy::{Effect, Policy, PrincipalEntry};
use crate::iam::principal::PrincipalPattern;
use crate::text::Location;
use serde::Serialize;

/// Somebody whom a trust policy lets in, or may.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entrant {
    /// The ARN, account, service or provider.
    pub principal: String,
    /// What it is.
    pub kind: Trusting,
    /// What the trust policy says.
    pub trust: Answer,
    /// The condition keys on which that depends.
    pub depends_on: Vec<String>,
    /// What its own policies say of `sts:AssumeRole`.
    pub own: Own,
    /// Where the trust policy names it; absent where it names its account, or everybody.
    pub at: Option<Location>,
}

/// Everybody but OIDC providers and EKS Pod Identity: those of the scenario, then those that the policy names besides.
pub(super) fn entrants(world: &World, role_arn: &str, policy: &Policy) -> Vec<Entrant> {
    let Some(everything) = everything() else { return Vec::new() };
    let named: Vec<&PrincipalEntry> = policy
        .statements
        .iter()
        .filter(|statement| statement.effect == Effect::Allow)
        .flat_map(|statement| &statement.principal)
        .flat_map(|element| &element.entries)
        .collect();
    let mut found: Vec<Entrant> = Vec::new();
    let place = |principal: &str| named.iter().find(|one| one.text == principal).map(|one| policy.at(one.span));
    let mut of_scenario = |session: Option<Session<'_>>, arn: &str, kind| {
        found.extend(session.and_then(|session| entrant(session, &everything, role_arn, (arn, kind, place(arn)))));
    };
    for (index, user) in world.scenario.users.iter().enumerate() {
        of_scenario(Session::of_user(world, index), &user.arn, Trusting::User);
    }
    for role in world.scenario.roles.iter().filter(|role| role.arn != role_arn) {
        let session = Session::of_role(world, &role.arn, UNNAMED, SessionTags::default(), None);
        of_scenario(session, &role.arn, Trusting::Role);
    }
    let side = Side { world, policy, action: ASSUME_ROLE, resource: role_arn, everything: &everything };
    for entry in named {
        let elsewhere = match &entry.pattern {
            PrincipalPattern::Federated(arn) => arn.contains(":oidc-provider/"),
            PrincipalPattern::Service(name) => name == POD_IDENTITY,
            PrincipalPattern::Role(arn) | PrincipalPattern::User(arn) => has(world, arn),
            _ => false,
        };
        if elsewhere || found.iter().any(|known| known.principal == entry.text) {
            continue;
        }
        let Some((kind, cell, own)) = side.named(entry).filter(|(_, cell, _)| cell.answer.is_open()) else { continue };
        found.push(Entrant {
            principal: entry.text.clone(),
            kind,
            trust: cell.answer,
            depends_on: cell.depends_on,
            own,
            at: Some(policy.at(entry.span)),
        });
    }
    found
}

/// Whether the scenario has a user or role.
pub(in crate::chain::who) fn has(world: &World, arn: &str) -> bool {
    world.role(arn).is_some() || world.scenario.users.iter().any(|user| user.arn == arn)
}

fn entrant<'w>(
    session: Session<'w>,
    everything: &'w Policy,
    role_arn: &str,
    (principal, kind, at): (&str, Trusting, Option<Location>),
) -> Option<Entrant> {
    let own = permission::answer(&session.decide_assume(role_arn));
    let decision = session.with_every_right(everything).decide_assume(role_arn);
    let cell = without_made_up(permission::to_cell(&decision));
    cell.answer.is_open().then(|| Entrant {
        principal: principal.to_owned(),
        kind,
        trust: cell.answer,
        depends_on: cell.depends_on,
        own: match own {
            Answer::Allowed => Own::Allows,
            Answer::Depends if cell.answer == Answer::Depends => Own::Allows,
            Answer::Depends => Own::Depends,
            Answer::Unknown => Own::Unknown,
            Answer::ExplicitDeny | Answer::ImplicitDeny | Answer::NotApplicable => Own::Refuses,
        },
        at,
    })
}
