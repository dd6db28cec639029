//! The explanation of a decision: for every statement of every policy, what matched and what did not.
//!
//! What always holds: it is built only when asked, by the same functions that decide; every part has the span of the
//! text it came from, and a Deny that did not fire is explained like an Allow that did not.

use super::decision::{Decision, StatementRef};
use super::facts::{Facts, NotAsked};
use super::statement::Matcher;
use super::{PolicySet, Request, decide, matcher, reference};
use crate::iam::condition::{Comparison, Condition, Ground};
use crate::iam::context::State;
use crate::iam::policy::{Effect, Element, Naming, Policy, PolicyKind, Standing, Statement};
use crate::iam::principal::{Principal, grants};
use crate::iam::tri::Tri;
use crate::iam::undocumented::Notes;
use crate::iam::variable::rendered;
use crate::text::{SourceId, Span};
use serde::Serialize;

/// Why a request is decided as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// Every policy of the set, in the order of the set.
    pub policies: Vec<PolicyTrace>,
}

/// Whether a policy counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "type", content = "reason", rename_all = "camelCase")]
pub enum Asked {
    /// It counted.
    Yes,
    /// It did not count for this request.
    No(NotAsked),
    /// IAM refuses the document.
    Refused,
}

/// What became of one policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyTrace {
    /// The document.
    pub source: SourceId,
    /// What it is attached to.
    pub kind: PolicyKind,
    /// Whether it counted.
    pub asked: Asked,
    /// Its statements.
    pub statements: Vec<StatementTrace>,
}

/// What became of one statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementTrace {
    /// Where it stands.
    pub statement: StatementRef,
    /// Its `Sid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Its effect.
    pub effect: Effect,
    /// Whether it applies.
    pub applies: Tri,
    /// Principal, where policies of this kind name one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub principal: Option<ElementTrace>,
    /// Action.
    pub action: ElementTrace,
    /// Resource, where the statement has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<ElementTrace>,
    /// Every key of the condition block.
    pub conditions: Vec<ConditionTrace>,
}

/// What became of principal, action or resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementTrace {
    /// Whether the element matches.
    pub matches: Tri,
    /// Whether it names what is meant or what is not.
    pub naming: Naming,
    /// Where it stands; `None` where it is missing.
    pub span: Option<Span>,
    /// What the request has.
    pub actual: String,
    /// What the policy has.
    pub expected: Vec<ValueTrace>,
}

/// One value of a policy against the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueTrace {
    /// As it was written.
    pub text: String,
    /// With its variables put in, where it has any and all are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Whether it fits the request, before any negation.
    pub matches: Tri,
}

/// What the request carries for a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "is", content = "values", rename_all = "camelCase")]
pub enum RequestValue {
    /// These values.
    Values(Vec<String>),
    /// Nothing.
    Absent,
    /// Something; what, is not known.
    Present,
    /// It is not known whether anything.
    Unknown,
}

/// What became of one key of a condition block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionTrace {
    /// Whether the condition is met.
    pub matches: Tri,
    /// On what ground.
    pub ground: Ground,
    /// The key, as it was written.
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The operator, as it was written.
    pub operator: String,
    /// Where the operator stands.
    pub operator_span: Span,
    /// Where the values stand.
    pub span: Span,
    /// What the request has.
    pub actual: RequestValue,
    /// What the policy has.
    pub expected: Vec<ValueTrace>,
}

/// Decides a request and says why.
#[must_use]
pub fn explain(policies: &PolicySet<'_>, request: &Request<'_>) -> Explanation {
    let decision = decide(policies, request);
    let action = request.action.to_ascii_lowercase();
    let facts = Facts::new(policies, request, &action);
    let notes = Notes::default();
    let matcher = matcher(policies, request, &facts, &action, &notes);
    let trace = |policy: &Policy| PolicyTrace {
        source: policy.source,
        kind: policy.kind,
        asked: asked(policy, &facts),
        statements: policy.statements.iter().map(|s| statement(&matcher, request, policy, s)).collect(),
    };
    Explanation { decision, policies: policies.all().map(trace).collect() }
}

fn asked(policy: &Policy, facts: &Facts) -> Asked {
    if policy.standing == Standing::Refused {
        return Asked::Refused;
    }
    let not_asked = match policy.kind {
        PolicyKind::Identity | PolicyKind::Boundary | PolicyKind::Session => facts.no_identity,
        PolicyKind::ServiceControl => facts.no_service_control,
        PolicyKind::ResourceControl => facts.no_resource_control,
        PolicyKind::Resource | PolicyKind::Trust | PolicyKind::Endpoint => None,
    };
    not_asked.map_or(Asked::Yes, Asked::No)
}

fn statement(matcher: &Matcher<'_>, request: &Request<'_>, policy: &Policy, statement: &Statement) -> StatementTrace {
    let principal = policy.kind.names_principals().then(|| principal(matcher, policy.kind, statement));
    let actions = statement.action.entries.iter().map(|entry| ValueTrace {
        text: entry.text.clone(),
        resolved: None,
        span: entry.span,
        matches: entry.pattern.matches(&matcher.action).into(),
    });
    let action = element(&statement.action, matcher.action(statement).into(), request.action, actions.collect());
    let resource = statement.resource.as_ref().map(|resources| {
        let values = resources.entries.iter().map(|entry| ValueTrace {
            text: entry.text.clone(),
            resolved: entry.resolved(&matcher.scope),
            span: entry.span,
            matches: entry.pattern.matches(&matcher.resource, &matcher.scope),
        });
        element(resources, matcher.resource(policy.kind, statement), matcher.resource.text(), values.collect())
    });
    let conditions: Vec<_> = statement.conditions.iter().map(|c| condition(matcher, c)).collect();
    StatementTrace {
        statement: reference(policy, statement),
        sid: statement.sid.as_ref().map(|sid| sid.text.clone()),
        effect: statement.effect,
        applies: matcher.applies(policy, statement).0,
        principal,
        action,
        resource,
        conditions,
    }
}

fn element<T>(element: &Element<T>, matches: Tri, actual: &str, expected: Vec<ValueTrace>) -> ElementTrace {
    ElementTrace { matches, naming: element.naming, span: Some(element.span), actual: actual.to_owned(), expected }
}

fn principal(matcher: &Matcher<'_>, kind: PolicyKind, statement: &Statement) -> ElementTrace {
    let matches = matcher.principal(kind, statement).is_some().into();
    let actual = match matcher.principal {
        // The role with its path is what policies name; the session alone would hide a path that differs.
        Principal::RoleSession { role, .. } => role.as_str(),
        other => other.text(),
    };
    let Some(principals) = &statement.principal else {
        let naming = Naming::Named;
        return ElementTrace { matches, naming, span: None, actual: actual.to_owned(), expected: Vec::new() };
    };
    let values = principals.entries.iter().map(|entry| ValueTrace {
        text: entry.text.clone(),
        resolved: None,
        span: entry.span,
        matches: grants(&entry.pattern, matcher.principal).is_some().into(),
    });
    element(principals, matches, actual, values.collect())
}

fn condition(matcher: &Matcher<'_>, condition: &Condition) -> ConditionTrace {
    let scope = &matcher.scope;
    let (matches, ground) = condition.judge(scope);
    let state = scope.context.state(&condition.key, scope.action);
    let fits = |value: &crate::iam::condition::ConditionValue| match (condition.operator.comparison, state) {
        (Comparison::Null, _) => matches,
        (_, State::Given(given)) => Tri::any(given.actuals().iter().map(|actual| value.test.matches(actual, scope))),
        (_, State::Absent) => Tri::No,
        (_, State::Present | State::Unknown) => Tri::Unknown,
    };
    let expected = condition.values.iter().map(|value| ValueTrace {
        text: value.text.clone(),
        resolved: value.test.template().and_then(|template| rendered(template, scope)),
        span: value.span,
        matches: fits(value),
    });
    ConditionTrace {
        matches,
        ground,
        key: condition.key.text().to_owned(),
        key_span: condition.key_span,
        operator: condition.operator_text.clone(),
        operator_span: condition.operator_span,
        span: condition.values_span,
        actual: match state {
            State::Given(value) => RequestValue::Values(value.value().values().to_vec()),
            State::Absent => RequestValue::Absent,
            State::Present => RequestValue::Present,
            State::Unknown => RequestValue::Unknown,
        },
        expected: expected.collect(),
    }
}
