//! Explanations in policies.

use super::super::json::{self, Role, Spot};
use super::super::{Place, Topic};
use super::{Fact, Hover, arn};
use crate::aws::catalog;
use crate::iam::condition::{Comparison, Existence, Operator, Polarity, Quantifier};
use crate::text::Span;

/// Examples of a pattern that are listed.
const EXAMPLES: usize = 6;

pub(super) fn hover(place: Place<'_>) -> Option<Hover> {
    let root = json::read(place.text)?;
    let spot = json::spot(&root, place.text, place.offset)?;
    let token = spot.token.filter(|token| !token.text().is_empty())?;
    let (text, span) = (token.text(), token.content());
    let hover = match (spot.role, spot.path.as_slice()) {
        (Role::Key { .. }, [] | ["Statement"]) => Hover::of(span, text, Topic::of_element(text)),
        (Role::Key { .. }, ["Statement", "Principal" | "NotPrincipal"]) => {
            Hover::of(span, text, Topic::of_principal_type(text))
        }
        (Role::Key { .. }, ["Statement", "Condition"]) => operator(span, text)?,
        (Role::Key { .. }, ["Statement", "Condition", _]) => key(span, text),
        (_, ["Statement", "Action" | "NotAction"]) => action(span, text),
        (_, ["Statement", "Effect"]) => {
            let topic = if text == "Allow" { Some(Topic::Allow) } else { None };
            Hover::of(span, text, topic.or((text == "Deny").then_some(Topic::Deny)))
        }
        (_, ["Version"]) => Hover::of(span, text, Some(Topic::Version)),
        _ => value(place, &spot, span, text)?,
    };
    hover.told()
}

fn operator(span: Span, text: &str) -> Option<Hover> {
    let operator = Operator::parse(text)?;
    let mut hover = Hover::of(span, text, Some(Topic::of_operator(&operator)));
    let facts = &mut hover.facts;
    if operator.polarity == Polarity::Negated {
        facts.push(Fact::Negated);
    }
    match operator.quantifier {
        Quantifier::ForAllValues => facts.push(Fact::ForAllValues),
        Quantifier::ForAnyValue => facts.push(Fact::ForAnyValue),
        Quantifier::Single => {}
    }
    if operator.comparison != Comparison::Null {
        match (operator.existence, operator.quantifier, operator.polarity) {
            (Existence::IfExists, ..) => facts.push(Fact::IfExists),
            (_, Quantifier::ForAllValues, _) => {}
            (_, Quantifier::ForAnyValue, _) | (_, _, Polarity::Positive) => facts.push(Fact::FalseIfMissing),
            (_, Quantifier::Single, Polarity::Negated) => facts.push(Fact::TrueIfMissing),
        }
    }
    Some(hover)
}

fn key(span: Span, text: &str) -> Hover {
    let mut hover = Hover::of(span, text, Topic::of_key(text));
    if let Some(info) = catalog::condition_key(text) {
        hover.facts.push(Fact::Key(info.kind, info.multivalued));
    }
    if let Some(global) = catalog::global_key(text) {
        hover.facts.push(Fact::InTrustRequest(global.trust_request));
        hover.facts.push(Fact::InSession(global.web_identity_session));
    }
    hover
}

fn action(span: Span, text: &str) -> Hover {
    let mut hover = Hover::of(span, text, Topic::of_action(text));
    let Some((prefix, name)) = text.split_once(':') else { return hover };
    let Some(service) = catalog::service(prefix) else {
        let named = !prefix.contains(['*', '?', '$']) && !prefix.is_empty();
        hover.facts.extend(named.then_some(if catalog::complete() { Fact::NoService } else { Fact::NotLoaded }));
        return hover;
    };
    hover.facts.push(Fact::Service(service.name));
    if name.contains(['*', '?']) {
        let pattern = name.to_ascii_lowercase();
        let fits = |action: &&catalog::Action| like(&pattern, &action.name.to_ascii_lowercase());
        let found: Vec<_> = service.actions().iter().filter(fits).collect();
        let first = found.iter().take(EXAMPLES).map(|action| action.name.to_owned()).collect();
        hover.facts.push(Fact::Actions(found.len(), first));
        return hover;
    }
    let Some(action) = service.action(name) else {
        hover.facts.push(Fact::NotInCatalogue);
        return hover;
    };
    hover.title = format!("{}:{}", service.prefix, action.name);
    hover.facts.push(Fact::Level(action.level));
    let mut types: Vec<&str> = Vec::new();
    for kind in service.resource_types_of(action) {
        if !types.contains(&kind.name) {
            types.push(kind.name);
        }
    }
    hover.facts.push(if types.is_empty() { Fact::OnlyEverything } else { Fact::Resources(types) });
    if !action.dependents.is_empty() {
        hover.facts.push(Fact::Needs(action.dependents.clone()));
    }
    hover
}

/// Whether a name in lower case is one that the pattern stands for.
fn like(pattern: &str, name: &str) -> bool {
    crate::iam::pattern::Pattern::new(pattern).matches(name)
}

fn value(place: Place<'_>, spot: &Spot<'_, '_>, span: Span, text: &str) -> Option<Hover> {
    // A variable within the value comes first.
    let within = place.offset.saturating_sub(span.start as usize);
    if let Some(open) = text.get(..within).and_then(|before| before.rfind("${"))
        && let Some(close) = text.get(open..).and_then(|rest| rest.find('}'))
        && within <= open + close + 1
    {
        let variable = text.get(open..open + close + 1)?;
        let start = span.start as usize + open;
        let mut hover =
            key(Span::new(start, start + variable.len()), variable.trim_start_matches("${").trim_end_matches('}'));
        hover.topic = hover.topic.or(Some(Topic::PolicyVariable));
        hover.title = variable.to_owned();
        return Some(hover);
    }
    let topic = match (spot.path.as_slice(), text) {
        (["Statement", "Resource" | "NotResource"], "*") => Some(Topic::ResourceEverything),
        (["Statement", "Principal" | "NotPrincipal", ..], "*") => Some(Topic::PrincipalEveryone),
        (["Statement", "Principal" | "NotPrincipal", "Service"], "pods.eks.amazonaws.com") => Some(Topic::PodsEks),
        (["Statement", "Principal" | "NotPrincipal", "Service"], _) => Some(Topic::PrincipalService),
        (["Statement", "Condition", ..], "sts.amazonaws.com") => Some(Topic::Audience),
        _ => None,
    };
    if let Some(topic) = topic {
        return Some(Hover::of(span, text, Some(topic)));
    }
    let mut hover = arn::name(place.scenario, span, text)?;
    if let ["Statement", "Principal" | "NotPrincipal", kind] = spot.path.as_slice() {
        hover.topic = hover.topic.or(Topic::of_principal_type(kind));
    }
    Some(hover)
}
