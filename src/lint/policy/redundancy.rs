//! What is said twice, and what another statement of the document undoes.
//!
//! What always holds: only what is certain from the texts is reported: a wildcard that swallows another pattern whatever
//! stands for its stars, under the same conditions or none. Taking a redundant part away changes no decision.
//! Source: Access Analyzer policy checks; IAM User Guide, "Evaluation logic".

use super::edit;
use super::report::{Found, Report};
use super::wild::{Cover, resource_covers};
use super::{Carrier, PolicyLint};
use crate::aws::Arn;
use crate::iam::condition::{Comparison, Condition};
use crate::iam::policy::{Effect, Element, Naming, Statement};
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is superfluous or undone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RedundancyLint {
    /// An action that another of the list means already.
    Action {
        /// This one.
        action: String,
        /// The other.
        by: String,
    },
    /// A resource that another of the list means already.
    Resource {
        /// This one.
        resource: String,
        /// The other.
        by: String,
    },
    /// A value of a condition that another means already.
    Value {
        /// This one.
        value: String,
        /// The other.
        by: String,
    },
    /// A statement that says nothing that another does not say.
    Statement,
    /// An action that is allowed here and denied everywhere it is allowed.
    ShadowedAction {
        /// The action.
        action: String,
    },
    /// The same for every action of a statement.
    ShadowedStatement,
    /// A table whose name is written elsewhere in other letters.
    OtherCase {
        /// As it is written here.
        name: String,
        /// As it is written there.
        other: String,
    },
}

/// Statements that are compared with each other at most.
const MOST: usize = 150;

pub(super) fn check(report: &mut Report<'_>) {
    let policy = report.policy;
    for statement in &policy.statements {
        actions(report, statement);
        resources(report, statement);
        for condition in &statement.conditions {
            values(report, condition);
        }
    }
    table_names(report);
    if policy.statements.len() > MOST {
        return;
    }
    let spans: Vec<Span> = policy.statements.iter().map(|statement| statement.span).collect();
    let mut gone = Vec::new();
    for (index, statement) in policy.statements.iter().enumerate() {
        let says = |other: &Statement| other.effect == statement.effect && covers(report, other, statement);
        let by = policy.statements.iter().enumerate().find(|(at, other)| {
            // Of two that say the same the later one goes.
            *at != index && !gone.contains(at) && says(other) && (*at < index || !covers(report, statement, other))
        });
        if let Some((_, by)) = by {
            gone.push(index);
            let at = statement.sid.as_ref().map_or(statement.effect_span, |sid| sid.span);
            let found = Found::suggestion(PolicyLint::Redundancy(RedundancyLint::Statement), at);
            report.say(found.beside(by.span).mended(edit::without(&spans, statement.span)));
        }
    }
    for statement in policy.statements.iter().filter(|statement| statement.effect == Effect::Allow) {
        shadowed(report, statement);
    }
}

fn actions(report: &mut Report<'_>, statement: &Statement) {
    let entries = &statement.action.entries;
    let texts: Vec<String> = entries.iter().map(|entry| entry.text.to_ascii_lowercase()).collect();
    let spans: Vec<Span> = entries.iter().map(|entry| entry.span).collect();
    let lists = covered(&texts, |text| (text.contains(['*', '?'])).then(|| Cover::new(text)), Cover::covers);
    for (index, by) in lists {
        let (Some(entry), Some(by)) = (entries.get(index), entries.get(by)) else { continue };
        let lint = RedundancyLint::Action { action: entry.text.clone(), by: by.text.clone() };
        let found = Found::suggestion(PolicyLint::Redundancy(lint), entry.span).beside(by.span);
        report.say(found.mended(edit::without(&spans, entry.span)));
    }
}

fn resources(report: &mut Report<'_>, statement: &Statement) {
    let Some(element) = &statement.resource else { return };
    let texts: Vec<String> = element.entries.iter().map(|entry| entry.text.clone()).collect();
    let spans: Vec<Span> = element.entries.iter().map(|entry| entry.span).collect();
    let wide = |text: &str| text.contains(['*', '?']).then(|| text.to_owned());
    for (index, by) in covered(&texts, wide, |wider, narrower| resource_covers(wider, narrower)) {
        let (Some(entry), Some(by)) = (element.entries.get(index), element.entries.get(by)) else { continue };
        let lint = RedundancyLint::Resource { resource: entry.text.clone(), by: by.text.clone() };
        let found = Found::suggestion(PolicyLint::Redundancy(lint), entry.span).beside(by.span);
        report.say(found.mended(edit::without(&spans, entry.span)));
    }
}

fn values(report: &mut Report<'_>, condition: &Condition) {
    let like = condition.operator.comparison == Comparison::TextLike;
    let texts: Vec<String> = condition.values.iter().map(|value| value.text.clone()).collect();
    let spans: Vec<Span> = condition.values.iter().map(|value| value.span).collect();
    let wide = |text: &str| (like && text.contains(['*', '?'])).then(|| Cover::new(text));
    for (index, by) in covered(&texts, wide, Cover::covers) {
        let (Some(value), Some(by)) = (condition.values.get(index), condition.values.get(by)) else { continue };
        let lint = RedundancyLint::Value { value: value.text.clone(), by: by.text.clone() };
        let found = Found::suggestion(PolicyLint::Redundancy(lint), value.span).beside(by.span);
        report.say(found.mended(edit::without(&spans, value.span)));
    }
}

/// The texts that another text covers, each with that one: equal ones the later, others if the wider one is a pattern.
fn covered<C>(
    texts: &[String],
    cover: impl Fn(&str) -> Option<C>,
    covers: impl Fn(&C, &str) -> bool,
) -> Vec<(usize, usize)> {
    if texts.len() < 2 {
        return Vec::new();
    }
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    let wide: Vec<(usize, C)> =
        texts.iter().enumerate().filter_map(|(index, text)| Some((index, cover(text)?))).collect();
    let mut found = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        if let Some(earlier) = first.get(text.as_str()) {
            found.push((index, *earlier));
            continue;
        }
        first.insert(text, index);
        let by = wide.iter().find(|(at, wider)| {
            let mutual =
                || wide.iter().any(|(own, this)| *own == index && texts.get(*at).is_some_and(|t| covers(this, t)));
            *at != index && texts.get(*at) != Some(text) && covers(wider, text) && (*at < index || !mutual())
        });
        found.extend(by.map(|(at, _)| (index, *at)));
    }
    found
}

/// Whether a statement applies to every request to which another applies.
fn covers(report: &Report<'_>, wider: &Statement, narrower: &Statement) -> bool {
    let conditions = |statement: &Statement| {
        let text = statement.condition_span.filter(|_| !statement.conditions.is_empty()).map(|s| s.of(report.text));
        text.map(|text| text.split_whitespace().collect::<String>())
    };
    actions_cover(wider, narrower)
        && resources_cover(wider, narrower)
        && principals_cover(wider, narrower)
        && (wider.conditions.is_empty() || conditions(wider) == conditions(narrower))
}

fn same<T>(a: &Element<T>, b: &Element<T>, text: impl Fn(&T) -> &str) -> bool {
    a.naming == b.naming && a.entries.len() == b.entries.len() && {
        a.entries.iter().zip(&b.entries).all(|(a, b)| text(a) == text(b))
    }
}

fn actions_cover(wider: &Statement, narrower: &Statement) -> bool {
    if same(&wider.action, &narrower.action, |entry| &entry.text) {
        return true;
    }
    let named = wider.action.naming == Naming::Named && narrower.action.naming == Naming::Named;
    named && narrower.action.entries.iter().all(|entry| action_covered(wider, &entry.text))
}

fn action_covered(wider: &Statement, action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    wider.action.entries.iter().any(|entry| Cover::new(&entry.text.to_ascii_lowercase()).covers(&action))
}

fn resources_cover(wider: &Statement, narrower: &Statement) -> bool {
    match (&wider.resource, &narrower.resource) {
        (None, None) => true,
        (Some(wide), Some(narrow)) => {
            let covered = |text: &str| wide.entries.iter().any(|entry| resource_covers(&entry.text, text));
            same(wide, narrow, |entry| &entry.text)
                || (wide.naming == Naming::Named && narrow.naming == Naming::AllBut && covered("*"))
                || (wide.naming == narrow.naming
                    && wide.naming == Naming::Named
                    && narrow.entries.iter().all(|entry| covered(&entry.text)))
        }
        _ => false,
    }
}

fn principals_cover(wider: &Statement, narrower: &Statement) -> bool {
    match (&wider.principal, &narrower.principal) {
        (None, None) => true,
        (Some(wide), Some(narrow)) => {
            let listed = |text: &str| wide.entries.iter().any(|entry| entry.text == text || entry.text == "*");
            same(wide, narrow, |entry| &entry.text)
                || (wide.naming == Naming::Named
                    && narrow.naming == Naming::Named
                    && narrow.entries.iter().all(|entry| listed(&entry.text)))
        }
        _ => false,
    }
}

/// What an Allow allows in vain, because a Deny without conditions takes it back whole.
fn shadowed(report: &mut Report<'_>, allow: &Statement) {
    if allow.action.naming == Naming::AllBut {
        return;
    }
    let denies: Vec<&Statement> = report
        .policy
        .statements
        .iter()
        .filter(|one| one.effect == Effect::Deny && one.conditions.is_empty() && one.action.naming == Naming::Named)
        .filter(|one| resources_cover(one, allow) && principals_cover(one, allow))
        .collect();
    if denies.is_empty() {
        return;
    }
    let deny_of = |text: &str| denies.iter().find(|deny| action_covered(deny, text));
    let found: Vec<_> =
        allow.action.entries.iter().filter_map(|entry| Some((entry, deny_of(&entry.text)?.action.span))).collect();
    if found.len() == allow.action.entries.len()
        && let Some((_, deny)) = found.first()
    {
        let lint = PolicyLint::Redundancy(RedundancyLint::ShadowedStatement);
        return report.say(Found::warning(lint, allow.effect_span).beside(*deny));
    }
    for (entry, deny) in found {
        let lint = RedundancyLint::ShadowedAction { action: entry.text.clone() };
        report.say(Found::warning(PolicyLint::Redundancy(lint), entry.span).beside(deny));
    }
}

/// Tables whose names are written in two ways in the document, or otherwise than the table that carries it.
fn table_names(report: &mut Report<'_>) {
    let mut seen: BTreeMap<String, (String, Option<Span>)> = BTreeMap::new();
    if let Carrier::Resource(arn) = report.around.carrier
        && let Some(name) = table(arn)
    {
        seen.insert(name.to_lowercase(), (name.to_owned(), None));
    }
    let policy = report.policy;
    let elements = policy.statements.iter().filter_map(|statement| statement.resource.as_ref());
    for entry in elements.flat_map(|element| &element.entries) {
        let Some(name) = table(&entry.text) else { continue };
        let own = (name.to_owned(), Some(entry.span));
        let (other, span) = seen.entry(name.to_lowercase()).or_insert(own).clone();
        if other != name {
            let lint = RedundancyLint::OtherCase { name: name.to_owned(), other };
            let found = Found::warning(PolicyLint::Redundancy(lint), entry.span);
            report.say(match span {
                Some(span) => found.beside(span),
                None => found,
            });
        }
    }
}

fn table(arn: &str) -> Option<&str> {
    let arn = Arn::parse(arn).filter(|arn| arn.service == "dynamodb")?;
    let name = arn.resource.strip_prefix("table/")?.split('/').next()?;
    (!name.contains(['*', '?', '$'])).then_some(name)
}
