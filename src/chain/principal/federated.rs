//! The way of whoever holds a token of an identity provider to a role: web identity as it is without a cluster.
//!
//! What always holds: only a provider that stands in the role's account and takes the audience gets an answer; claims
//! that the question does not give are there with a value that is not known.

use super::{PrincipalChain, Route, onward};
use crate::aws::Arn;
use crate::aws::oidc::{ProviderArn, condition_key};
use crate::chain::denial;
use crate::chain::link::ErrorText;
use crate::chain::permission;
use crate::chain::session;
use crate::chain::trust::ACTION;
use crate::chain::world::World;
use crate::iam::context::Context;
use crate::iam::evaluate::{self, PolicySet, Request};
use crate::iam::principal::Principal;
use crate::iam::session_context::{self, Surroundings, WebIdentity};
use crate::scenario::Question;

/// The way of a token's holder to the role that a question asks for; `None` for every other question, and where the
/// provider or the role is not given.
pub(super) fn chain(
    world: &World,
    index: Option<usize>,
    question: &Question,
    principal: &Principal,
) -> Option<PrincipalChain> {
    let Principal::Federated { provider } = principal else { return None };
    if !question.action.eq_ignore_ascii_case(ACTION) {
        return None;
    }
    let named = ProviderArn::parse(provider)?;
    let account = Arn::parse(&question.resource)?.account;
    let known = world.provider(&named.partition, account, &named.issuer).filter(|known| known.arn == *provider)?;
    let claim = |name: &str| {
        let key = condition_key(&named.issuer, name);
        let given = question.context.iter().find(|(given, _)| given.eq_ignore_ascii_case(&key));
        given.and_then(|(_, value)| value.values().first()).map(String::as_str)
    };
    if claim("aud").is_some_and(|audience| !known.client_ids.iter().any(|id| id == audience)) {
        return None;
    }
    let trust = world.role(&question.resource)?.1.trust.as_ref()?;
    let policies = PolicySet {
        resource: Some(trust),
        resource_control: session::by_level(&world.resource_control),
        ..PolicySet::default()
    };
    let request = Request {
        principal,
        action: ACTION,
        resource: &question.resource,
        resource_account: account,
        context: &context(world, question, &named, &claim),
        public_access: evaluate::PublicAccess::NotBlocked,
    };
    let explanation = evaluate::explain(&policies, &request);
    let decision = &explanation.decision;
    let how = decision.outcome.is_denied().then(|| denial::denial(&decision.cause));
    Some(PrincipalChain {
        question: index,
        principal: provider.clone(),
        route: Route::Federated { issuer: named.issuer.clone() },
        action: question.action.clone(),
        resource: question.resource.clone(),
        cell: permission::to_cell(decision),
        missing: None,
        error: how
            .as_ref()
            .map(|_| ErrorText::sts("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity")),
        how,
        explanation: Some(explanation),
        onward: onward(world, question),
    })
}

/// The keys of the request: those of the token, and what the question supposes besides.
fn context<'q>(
    world: &World,
    question: &Question,
    named: &ProviderArn,
    claim: &impl Fn(&str) -> Option<&'q str>,
) -> Context {
    let surroundings = Surroundings { region: world.region.as_deref(), ..Surroundings::default() };
    let provider = named.to_string();
    let identity = WebIdentity {
        provider: &provider,
        issuer: &named.issuer,
        subject: claim("sub").unwrap_or_default(),
        audience: claim("aud").unwrap_or_default(),
    };
    let mut context = session_context::web_identity_request(&identity, None, &surroundings);
    for name in ["sub", "aud"].into_iter().filter(|name| claim(name).is_none()) {
        context.set_present(&condition_key(&named.issuer, name));
    }
    for (key, value) in &question.context {
        context.set(key, value.clone());
    }
    context
}
