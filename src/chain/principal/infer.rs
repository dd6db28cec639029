//! Users and roles of whom nobody asks: what they are asked, so that a scenario without questions and without
//! workloads still has an answer.
//!
//! What always holds: nobody appears who has a chain or a question of his own; the question is one that a policy of
//! the principal names, so it says something about the text that was pasted.

use super::{PrincipalChain, Route};
use crate::aws::Arn;
use crate::aws::catalog;
use crate::chain::candidates;
use crate::chain::permission;
use crate::chain::session::{ASSUME_ROLE, Session, SessionTags, UNNAMED};
use crate::chain::simulation::{Chain, Matrix};
use crate::chain::world::World;
use crate::iam::action::RequestAction;
use crate::iam::policy::{ActionEntry, Effect, Naming, Policy, PrincipalType};
use crate::iam::principal::Principal;
use crate::scenario::{Question, Scenario};
use std::collections::BTreeSet;

/// The chains of users and roles that neither a question nor a workload has.
#[must_use]
pub fn unasked(world: &World, chains: &[Chain]) -> Vec<PrincipalChain> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for question in &world.scenario.questions {
        match question.principal.as_deref().and_then(Principal::parse) {
            Some(Principal::RoleSession { role, .. }) => known.insert(role),
            Some(_) => known.insert(question.principal.clone().unwrap_or_default()),
            None => false,
        };
        if super::assumes(&question.action) {
            known.insert(question.resource.clone());
        }
    }
    known.extend(chains.iter().flat_map(|chain| chain.role.iter().chain(&chain.through)).map(|role| role.arn.clone()));
    known.extend(world.scenario.node_role.clone());
    let associations = world.scenario.pod_identity_associations.iter();
    known.extend(associations.flat_map(|one| [Some(one.role_arn.clone()), one.target_role_arn.clone()]).flatten());

    let users = world.scenario.users.iter().enumerate().filter(|(_, user)| !known.contains(&user.arn));
    let mut found: Vec<PrincipalChain> = users
        .filter_map(|(index, user)| {
            let asked = question(&Session::of_user(world, index)?);
            chain(world, user.arn.clone(), asked.question, asked.resource)
        })
        .collect();
    // A user or a role that assumes a role stands for both.
    known.extend(found.iter().filter_map(|chain| chain.onward.as_ref()).map(|onward| onward.role.arn.clone()));
    for role in &world.scenario.roles {
        if !known.contains(&role.arn) {
            found.extend(of_role(world, &role.arn, chains.is_empty()));
        }
    }
    found
}

/// The chain of a role: from whoever its trust policy names first, else from the role itself.
fn of_role(world: &World, arn: &str, alone: bool) -> Option<PrincipalChain> {
    let Route::Role { trusted, .. } = super::role(world, arn) else { return None };
    let enters = trusted.iter().find(|one| match one.kind {
        PrincipalType::Service => true,
        PrincipalType::Aws => one.principal != "*",
        _ => false,
    });
    let assume = || Question { action: ASSUME_ROLE.to_owned(), resource: arn.to_owned(), ..Question::default() };
    match enters {
        Some(one) => chain(world, of_account(&one.principal, arn), assume(), arn.to_owned()),
        // A role for web identities belongs to a workload that is not here.
        None if alone => {
            let session = Session::of_role(world, arn, UNNAMED, SessionTags::default(), None)?;
            let asked = question(&session);
            chain(world, arn.to_owned(), asked.question, asked.resource)
        }
        None => None,
    }
}

/// The ARN of an account that is named by its number.
fn of_account(principal: &str, role: &str) -> String {
    match Arn::parse(role) {
        Some(arn) if crate::aws::arn::is_account(principal) => format!("arn:{}:iam::{principal}:root", arn.partition),
        _ => principal.to_owned(),
    }
}

fn chain(world: &World, principal: String, asked: Question, resource: String) -> Option<PrincipalChain> {
    let parsed = Principal::parse(&principal)?;
    let chain = super::chain(world, None, &Question { principal: Some(principal), ..asked }, &parsed);
    Some(PrincipalChain { resource, ..chain })
}

/// What somebody is asked when nobody asks.
pub(super) struct Asked {
    /// The question, about one resource.
    pub question: Question,
    /// The resource as the policy writes it, perhaps a pattern that the one in the question stands for.
    pub resource: String,
}

/// The first action of the first Allow statement, on its first resource.
pub(super) fn question(session: &Session<'_>) -> Asked {
    let (action, shown) = session
        .identity
        .iter()
        .find_map(|policy| first(policy, session))
        .unwrap_or_else(|| ("*".to_owned(), "*".to_owned()));
    let resource = candidates::sample(&shown, &action, &session.region, &session.account);
    Asked { question: Question { action, resource, ..Question::default() }, resource: shown }
}

fn first(policy: &Policy, session: &Session<'_>) -> Option<(String, String)> {
    let allowing = policy.statements.iter().filter(|one| one.effect == Effect::Allow);
    allowing.filter(|one| one.action.naming == Naming::Named).find_map(|statement| {
        let action = statement.action.entries.iter().find_map(spelt)?;
        let resource = statement.resource.as_ref()?.entries.first()?;
        Some((action, candidates::as_resolved(resource, session.context()).into_owned()))
    })
}

/// An action as it is written; of a pattern, the first action of the catalogue that it matches. A wildcard in the place
/// of the service stands for the embedded services, so that the complete catalogue changes nothing.
fn spelt(entry: &ActionEntry) -> Option<String> {
    if !entry.text.contains(['*', '?']) {
        return Some(entry.text.clone());
    }
    let of = entry.text.split(':').next().unwrap_or_default();
    let any = of.contains(['*', '?']);
    let core = catalog::core().iter().filter(|_| any);
    let mut names = core
        .chain(catalog::service(of).filter(|_| !any))
        .flat_map(|service| service.actions().iter().map(|action| (service.prefix, action.name)));
    names
        .find(|(prefix, name)| entry.pattern.matches(&RequestAction::new(&format!("{prefix}:{name}").to_lowercase())))
        .map(|(prefix, name)| format!("{prefix}:{name}"))
}

/// What a principal may do, or the role that it assumes: the permission matrix, made when somebody looks at it.
#[must_use]
pub fn matrix(scenario: &Scenario, chain: &PrincipalChain) -> Matrix {
    let world = World::read(scenario);
    session(&world, chain).map(|session| permission::matrix(&session)).unwrap_or_default()
}

/// The session of a principal, or of the role that it assumes.
#[must_use]
pub fn session<'w>(world: &'w World<'w>, chain: &PrincipalChain) -> Option<Session<'w>> {
    match (&chain.onward, &chain.route) {
        (Some(onward), _) => of(world, &onward.role.arn),
        (None, Route::User { index, .. }) => Session::of_user(world, *index),
        (None, Route::Role { role, .. }) => of(world, &role.arn),
        (None, Route::Service { .. } | Route::Federated { .. } | Route::NotGiven) => None,
    }
}

fn of<'w>(world: &'w World<'w>, arn: &str) -> Option<Session<'w>> {
    Session::of_role(world, arn, UNNAMED, SessionTags::default(), None)
}
