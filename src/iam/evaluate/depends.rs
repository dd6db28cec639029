//! What the keys that are not known would do, one at a time.
//!
//! What always holds: the values tried are those that the policies mention, values beside them, another one, and the
//! key's absence; while one key is tried, the others stay unknown. The number of trials is limited, because this runs
//! only to explain an outcome that is unknown anyway.

use super::decision::{Dependency, Outcome, Supposition, WhatIf};
use super::facts::Facts;
use super::{PolicySet, Request, matcher, settle};
use crate::iam::condition::{Comparison, Condition, Relation, Test};
use crate::iam::context::{Context, ContextKey, ContextValue, State};
use crate::iam::policy::Statement;
use crate::iam::tri::Tri;
use crate::iam::undocumented::Notes;

/// Keys and values that are tried at most.
const MAX_KEYS: usize = 8;
const MAX_VALUES: usize = 12;

/// A text that no policy is likely to mention.
const OTHER: &str = "another-value";

struct Candidate {
    key: ContextKey,
    values: Vec<String>,
    takes_any_text: bool,
}

/// The keys that decide a request whose outcome is unknown.
pub(super) fn dependencies(policies: &PolicySet<'_>, request: &Request<'_>) -> Vec<Dependency> {
    let mut candidates = candidates(policies, request);
    candidates.truncate(MAX_KEYS);
    let dependencies: Vec<Dependency> = candidates
        .into_iter()
        .map(|candidate| Dependency {
            what_if: what_if(policies, request, &candidate),
            key: candidate.key.text().to_owned(),
        })
        .collect();
    // A key of which no value settles anything is named only if no other does.
    let settles = |dependency: &Dependency| dependency.what_if.iter().any(|what| what.outcome != Outcome::Unknown);
    if dependencies.iter().any(settles) { dependencies.into_iter().filter(settles).collect() } else { dependencies }
}

/// The keys that the statements in doubt look at, without what they would do.
pub(super) fn keys(policies: &PolicySet<'_>, request: &Request<'_>) -> Vec<Dependency> {
    let candidates = candidates(policies, request).into_iter();
    candidates.map(|candidate| Dependency { key: candidate.key.text().to_owned(), what_if: Vec::new() }).collect()
}

fn candidates(policies: &PolicySet<'_>, request: &Request<'_>) -> Vec<Candidate> {
    let action = request.action.to_ascii_lowercase();
    let notes = Notes::default();
    let facts = Facts::new(policies, request, &action);
    let matcher = matcher(policies, request, &facts, &action, &notes);
    let mut candidates = Vec::new();
    for policy in policies.all() {
        for statement in &policy.statements {
            if matcher.applies(policy, statement).0 == Tri::Unknown {
                collect(&mut candidates, statement, request.context, &action);
            }
        }
    }
    candidates
}

fn collect(candidates: &mut Vec<Candidate>, statement: &Statement, context: &Context, action: &str) {
    let unknown = |key: &ContextKey| matches!(context.state(key, action), State::Unknown | State::Present);
    for condition in &statement.conditions {
        if unknown(&condition.key) {
            with_candidate(candidates, &condition.key, |candidate| {
                for value in samples(condition) {
                    if candidate.values.len() < MAX_VALUES && !candidate.values.contains(&value) {
                        candidate.values.push(value);
                    }
                }
                candidate.takes_any_text |= matches!(
                    condition.operator.comparison,
                    Comparison::Text | Comparison::TextIgnoringCase | Comparison::TextLike | Comparison::Null
                );
            });
        }
        let templates = condition.values.iter().filter_map(|value| value.test.template());
        for key in templates.flat_map(|template| template.keys()).filter(|key| unknown(key)) {
            with_candidate(candidates, key, |candidate| candidate.takes_any_text = true);
        }
    }
    let resources = statement.resource.iter().flat_map(|element| &element.entries);
    let templates = resources.filter_map(|entry| entry.pattern.template());
    for key in templates.flat_map(|template| template.keys()).filter(|key| unknown(key)) {
        with_candidate(candidates, key, |candidate| candidate.takes_any_text = true);
    }
}

/// Adds to the candidate of this key, which is made where there is none.
fn with_candidate(candidates: &mut Vec<Candidate>, key: &ContextKey, add: impl FnOnce(&mut Candidate)) {
    match candidates.iter_mut().find(|candidate| candidate.key.lower() == key.lower()) {
        Some(candidate) => add(candidate),
        None => {
            let mut candidate = Candidate { key: key.clone(), values: Vec::new(), takes_any_text: false };
            add(&mut candidate);
            candidates.push(candidate);
        }
    }
}

/// Values that show what a condition does: for most operators the policy's own.
fn samples(condition: &Condition) -> Vec<String> {
    let mut samples = Vec::new();
    for value in &condition.values {
        match (&value.test, condition.operator.comparison) {
            (Test::Number(relation, Some(_)), _) => {
                let beside = if *relation == Relation::Equal { vec![] } else { vec![-1, 1] };
                samples.push(value.text.clone());
                let whole = value.text.parse::<i64>().ok();
                samples.extend(beside.into_iter().filter_map(|step| Some(whole?.checked_add(step)?.to_string())));
            }
            (Test::Date(_, Some(_)), _) => {
                samples.push(value.text.clone());
                samples.extend(["1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"].map(str::to_owned));
            }
            (Test::Bool(..), _) => samples.extend(["true", "false"].map(str::to_owned)),
            (Test::IpAddress(Some(network)), _) => samples.push(network.address().to_string()),
            (_, Comparison::TextLike | Comparison::Arn) => samples.push(value.text.replace('*', "").replace('?', "x")),
            (Test::Text(_) | Test::TextIgnoringCase(_) | Test::Binary(_), _) => samples.push(value.text.clone()),
            _ => {}
        }
    }
    samples.retain(|sample| !sample.contains("${"));
    samples
}

fn what_if(policies: &PolicySet<'_>, request: &Request<'_>, candidate: &Candidate) -> Vec<WhatIf> {
    let key = candidate.key.text();
    let known_present =
        matches!(request.context.state(&candidate.key, &request.action.to_ascii_lowercase()), State::Present);
    let mut suppositions: Vec<Supposition> = candidate.values.iter().cloned().map(Supposition::Value).collect();
    if candidate.takes_any_text {
        suppositions.push(Supposition::OtherValue);
    }
    if !known_present {
        suppositions.push(Supposition::Absent);
    }
    let value = |text: &str| match candidate.key.is_multivalued() {
        Some(true) => ContextValue::Many(vec![text.to_owned()]),
        Some(false) | None => ContextValue::One(text.to_owned()),
    };
    suppositions
        .into_iter()
        .map(|supposition| {
            let mut context = request.context.clone();
            match &supposition {
                Supposition::Absent => context.set_absent(key),
                Supposition::Value(text) => context.set(key, value(text)),
                Supposition::OtherValue => context.set(key, value(OTHER)),
            };
            let outcome = settle(policies, &Request { context: &context, ..*request }).outcome;
            WhatIf { supposition, outcome }
        })
        .collect()
}
