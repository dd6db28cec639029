//! Link 5: the trust policy accepts the subject.
//!
//! STS answers every fault here with the same sentence, so every failing sub-check of the nearest statement is listed
//! with what the request carries against what the policy demands. The decision itself is that of [`crate::iam`].

use super::fault;
use super::link::{Comparison, ErrorText, Link, Operand, Remedy, RemedyKind, Step};
use super::reason::Reason;
use super::remedy;
use super::world::World;
use crate::aws::oidc;
use crate::diagnostic::{Finding, Fix, Severity};
use crate::iam::PolicyFault;
use crate::iam::context::Context;
use crate::iam::evaluate::{
    self, Cause, ConditionTrace, Decision, ElementTrace, Explanation, Outcome, PolicySet, Request, RequestValue,
    StatementTrace,
};
use crate::iam::policy::{Effect, Policy, PolicyKind, Standing};
use crate::iam::principal::Principal;
use crate::iam::session_context::{self, Surroundings, WebIdentity};
use crate::iam::tri::Tri;
use crate::kubernetes::token::Claims;
use crate::lint;
use crate::order;
use crate::text::{Location, SourceId, Span};

const STEP: Step = Step::TrustSubject;
/// The action of IRSA.
pub const ACTION: &str = "sts:AssumeRoleWithWebIdentity";

/// What is shown to STS.
#[derive(Clone, Debug)]
pub struct Token<'a> {
    /// The claims.
    pub claims: &'a Claims,
    /// The ARN of the provider that STS finds for the issuer in the account of the role.
    pub provider: String,
}

impl Token<'_> {
    fn identity(&self) -> WebIdentity<'_> {
        WebIdentity {
            provider: &self.provider,
            issuer: oidc::without_scheme(&self.claims.iss),
            subject: &self.claims.sub,
            audience: self.claims.aud.first().map(String::as_str).unwrap_or_default(),
        }
    }
}

/// The fifth link: the role's trust policy against a token.
#[must_use]
pub fn link(world: &World, role_arn: &str, token: &Token<'_>) -> Link {
    let denied = || ErrorText::sts("AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    let Some((role_index, role)) = world.role(role_arn) else {
        return missing(world, role_arn).says(denied());
    };
    let Some(policy) = &role.trust else {
        return Link::unknown(STEP, Reason::NoTrustPolicy);
    };
    if policy.standing == Standing::Refused {
        return refused(world, policy, STEP);
    }
    let runtime = &world.scenario.runtime;
    let quota = runtime.trust_policy_quota.unwrap_or(lint::trust::QUOTA);
    if let Some(size) = too_large(world, role_index, quota) {
        let text = format!("Cannot exceed quota for ACLSizePerRole: {quota}");
        let link = Link::fail(STEP, Reason::TrustTooLarge { size, quota }).seen_at([policy.at(policy.span)]);
        return link.says(ErrorText {
            code: "LimitExceeded".to_owned(),
            message: text,
            operation: Some("UpdateAssumeRolePolicy"),
        });
    }
    let explanation = explain(world, role_arn, policy, token);
    let decision = &explanation.decision;
    match (decision.outcome, &decision.cause) {
        (Outcome::Allowed, _) => {
            if let Some(link) = too_long(world, role_index) {
                return link;
            }
            let mut link = Link::pass(STEP, Reason::TrustAccepts { subject: token.claims.sub.clone() });
            let allowing = statements(&explanation, policy.source)
                .find(|statement| statement.effect == Effect::Allow && statement.applies == Tri::Yes);
            if let Some(statement) = allowing {
                link.comparisons = comparisons(statement);
                link.evidence = subject_places(statement).into_iter().chain([statement.statement.at]).collect();
            }
            link
        }
        (Outcome::ExplicitDeny, Cause::DeniedBy { statements }) => Link::fail(STEP, Reason::TrustDenies)
            .seen_at(statements.iter().map(|statement| statement.at))
            .says(ErrorText::sts(
                "AccessDenied",
                "Not authorized to perform sts:AssumeRoleWithWebIdentity (with an explicit deny)",
            )),
        (Outcome::Unknown, Cause::Depends) => {
            let keys = decision.depends.iter().map(|dependency| dependency.key.clone()).collect();
            Link::unknown(STEP, Reason::TrustDepends { keys })
        }
        (Outcome::Unknown, _) => Link::unknown(STEP, Reason::Unreadable),
        (Outcome::ImplicitDeny | Outcome::ExplicitDeny, _) => {
            let text = world.scenario.text(policy.source).unwrap_or_default();
            refuses(&explanation, policy.source, token, text).says(denied())
        }
    }
}

/// `MaxSessionDuration` of a role that sets none, in seconds.
const MAX_SESSION_DURATION: u32 = 3600;

/// The characters of a trust policy, where they are more than the quota.
fn too_large(world: &World, role: u16, quota: u32) -> Option<usize> {
    let size = lint::trust::size(world.scenario.roles.get(usize::from(role))?.trust_policy.as_deref()?);
    (size > quota as usize).then_some(size)
}

/// The last check of STS: whether the role allows the duration that is asked for.
fn too_long(world: &World, role: u16) -> Option<Link> {
    let requested = world.scenario.runtime.duration_seconds?;
    let maximum = world.scenario.roles.get(usize::from(role))?.max_session_duration.unwrap_or(MAX_SESSION_DURATION);
    let error = "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
    (requested > maximum).then(|| {
        let link = Link::fail(STEP, Reason::DurationTooLong { requested, maximum });
        link.says(ErrorText::sts("ValidationError", error))
    })
}

/// Decides the assume, with a trace of every statement.
#[must_use]
pub fn explain(world: &World, role_arn: &str, policy: &Policy, token: &Token<'_>) -> Explanation {
    ask(world, role_arn, policy, &token.identity(), evaluate::explain)
}

/// Decides the assume; keys that it depends on are named and not tried.
#[must_use]
pub fn decide(world: &World, role_arn: &str, policy: &Policy, identity: &WebIdentity<'_>) -> Decision {
    ask(world, role_arn, policy, identity, evaluate::decide_briefly)
}

fn ask<T>(
    world: &World,
    role_arn: &str,
    policy: &Policy,
    identity: &WebIdentity<'_>,
    decide: fn(&PolicySet<'_>, &Request<'_>) -> T,
) -> T {
    let principal = Principal::Federated { provider: identity.provider.to_owned() };
    let account = crate::aws::Arn::parse(role_arn).map(|arn| arn.account).unwrap_or_default();
    let policies = PolicySet {
        resource: Some(policy),
        resource_control: world.resource_control.iter().map(|level| level.iter().collect()).collect(),
        ..PolicySet::default()
    };
    let request = Request {
        principal: &principal,
        action: ACTION,
        resource: role_arn,
        resource_account: account,
        context: &context(world, identity),
        public_access: evaluate::PublicAccess::NotBlocked,
    };
    decide(&policies, &request)
}

/// The condition keys of the request.
#[must_use]
pub fn context(world: &World, identity: &WebIdentity<'_>) -> Context {
    let surroundings = Surroundings { region: world.region.as_deref(), ..Surroundings::default() };
    session_context::web_identity_request(identity, None, &surroundings)
}

/// The broken link for a role that none of the scenario's roles is.
#[must_use]
pub fn missing(world: &World, arn: &str) -> Link {
    if world.scenario.roles.is_empty() {
        return Link::unknown(STEP, Reason::NoTrustPolicy);
    }
    let similar = remedy::near_role(world, arn).map(str::to_owned);
    Link::fail(STEP, Reason::RoleMissing { arn: arn.to_owned(), similar })
}

/// A document that IAM refuses: with the error of IAM where it is known, else nothing can be said.
#[must_use]
pub fn refused(world: &World, policy: &Policy, step: Step) -> Link {
    let of_policy = || world.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == policy.source);
    let known = of_policy().filter_map(|diagnostic| match &diagnostic.finding {
        Finding::Policy(PolicyFault::NotAProvider(_)) => {
            Some((diagnostic, "Federated principals must be valid domain names or SAML metadata ARNs"))
        }
        Finding::Policy(PolicyFault::ActionInTrustPolicy { .. }) => {
            Some((diagnostic, "AssumeRole policy may only specify STS AssumeRole actions"))
        }
        _ => None,
    });
    match known.into_iter().next() {
        Some((diagnostic, text)) => {
            let error = ErrorText {
                code: "MalformedPolicyDocument".to_owned(),
                message: text.to_owned(),
                operation: Some("CreateRole"),
            };
            let mended = diagnostic.fix.clone().map(used);
            Link::fail(step, Reason::TrustNotSaved).seen_at([diagnostic.at]).says(error).mended_by(mended)
        }
        None => {
            let mut faults = of_policy().filter(|diagnostic| diagnostic.severity == Severity::Error);
            let first = faults.next();
            let alone = first.filter(|_| faults.next().is_none());
            let fix = alone.and_then(|diagnostic| diagnostic.fix.clone());
            let places = first.map(|diagnostic| diagnostic.at);
            Link::unknown(step, Reason::Unreadable).seen_at(places).mended_by(fix.map(used))
        }
    }
}

/// A fix of the text as a remedy.
fn used(fix: Fix) -> Remedy {
    let value = fix.edits.first().map(|edit| edit.text.trim_matches('"').to_owned());
    Remedy { kind: RemedyKind::Use(value.unwrap_or_default()), fix }
}

fn refuses(explanation: &Explanation, source: SourceId, token: &Token<'_>, text: &str) -> Link {
    let Some(nearest) = evaluate::nearest(explanation, PolicyKind::Trust).into_iter().next() else {
        let reason = Reason::TrustRefuses { fault: super::reason::TrustFault::NoStatement };
        return Link::fail(STEP, reason).mended_by(fault::trusted(source, text, token));
    };
    let statement = nearest.statement;
    let found = fault::diagnose(statement, &nearest.failures, token, text);
    let mut link = Link::fail(STEP, Reason::TrustRefuses { fault: found.fault })
        .seen_at(found.at)
        .seen_at([statement.statement.at]);
    link.remedies = found.remedies;
    link.comparisons = comparisons(statement);
    link
}

fn statements(explanation: &Explanation, source: SourceId) -> impl Iterator<Item = &StatementTrace> {
    explanation.policies.iter().filter(move |policy| policy.source == source).flat_map(|policy| &policy.statements)
}

/// Where the statement speaks of the subject.
fn subject_places(statement: &StatementTrace) -> Option<Location> {
    let subject = statement.conditions.iter().find(|condition| condition.key.to_lowercase().ends_with(":sub"))?;
    let value = subject.expected.iter().find(|value| value.matches == Tri::Yes);
    let span = value.map_or(subject.key_span, |value| value.span);
    Some(Location { source: statement.statement.at.source, span })
}

/// Every sub-check of a statement, failed ones first.
#[must_use]
pub fn comparisons(statement: &StatementTrace) -> Vec<Comparison> {
    let source = statement.statement.at.source;
    let elements = [
        ("Principal", statement.principal.as_ref()),
        ("Action", Some(&statement.action)),
        ("Resource", statement.resource.as_ref()),
    ];
    let elements = elements.into_iter().filter_map(|(name, trace)| Some(of_element(source, name, trace?)));
    let conditions = statement.conditions.iter().map(|condition| of_condition(source, condition));
    let mut all: Vec<Comparison> = elements.chain(conditions).collect();
    order::sort_by_key(&mut all, |comparison| comparison.holds);
    all
}

fn of_element(source: SourceId, name: &str, trace: &ElementTrace) -> Comparison {
    Comparison {
        subject: name.to_owned(),
        operator: None,
        actual: Some(Operand { text: trace.actual.clone(), at: None }),
        expected: trace.expected.iter().map(|value| operand(source, &value.text, value.span)).collect(),
        holds: trace.matches == Tri::Yes,
    }
}

fn of_condition(source: SourceId, trace: &ConditionTrace) -> Comparison {
    let actual = match &trace.actual {
        RequestValue::Values(values) => Some(values.join(", ")),
        RequestValue::Absent | RequestValue::Present | RequestValue::Unknown => None,
    };
    Comparison {
        subject: trace.key.clone(),
        operator: Some(trace.operator.clone()),
        actual: actual.map(|text| Operand { text, at: None }),
        expected: trace.expected.iter().map(|value| operand(source, &value.text, value.span)).collect(),
        holds: trace.matches == Tri::Yes,
    }
}

fn operand(source: SourceId, text: &str, span: Span) -> Operand {
    Operand { text: text.to_owned(), at: Some(Location { source, span }) }
}
