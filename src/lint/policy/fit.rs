//! Whether the actions of a statement and its resources belong together.
//!
//! What always holds: only what the catalogue knows is judged; a statement with an action that it does not know has no
//! finding about resources. A wildcard fits where any of the names that it stands for does.
//! Source: Service Authorization Reference.

mod suggestion;
mod template;

pub use template::Head;
pub(super) use template::{Named, is_owned};

use super::PolicyLint;
use super::action::ActionLint;
use super::edit;
use super::report::{Edits, Found, Report};
use super::wild::resource_covers;
use crate::aws::catalog::{self, AccessLevel, Action, Service};
use crate::iam::action::ActionPattern;
use crate::iam::policy::{ActionEntry, Effect, Naming, PolicyKind, ResourceEntry, Statement};
use crate::syntax::Value;
use crate::syntax::json::quoted;
use crate::text::Span;
use std::collections::BTreeMap;
use suggestion::neighbour;

/// Actions for which the reference lists no resources, and yet the errors of AWS name one.
const UNLISTED: [&str; 1] = ["logs:DescribeLogGroups"];

/// See [`Named::heads_missing`].
pub(super) fn heads_missing(service: &Service, text: &str) -> Option<(Head, bool)> {
    Named::new(text)?.heads_missing(service)
}

/// An action of the statement with all that the catalogue says it may mean.
struct Meant<'s> {
    entry: &'s ActionEntry,
    service: &'static Service,
    actions: Vec<&'static Action>,
}

impl Meant<'_> {
    fn takes_resources(&self) -> bool {
        self.actions.iter().any(|action| !action.targets.is_empty())
    }

    /// The names of the resource types that its actions take.
    fn types(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for kind in self.actions.iter().flat_map(|action| self.service.resource_types_of(action)) {
            if !names.iter().any(|name| name == kind.name) {
                names.push(kind.name.to_owned());
            }
        }
        names
    }
}

/// A resource of the statement, and which types of which service it can be of.
struct Target<'s> {
    entry: &'s ResourceEntry,
    named: Named,
    fits: BTreeMap<&'static str, Vec<bool>>,
}

impl Target<'_> {
    fn takes(&mut self, meant: &Meant<'_>) -> bool {
        let (named, service) = (&self.named, meant.service);
        let types = self.fits.entry(service.prefix).or_insert_with(|| types_of(named, service));
        let mut targets = meant.actions.iter().flat_map(|action| &action.targets);
        targets.any(|target| types.get(usize::from(target.resource)).copied().unwrap_or(true))
    }
}

fn types_of(named: &Named, service: &Service) -> Vec<bool> {
    service.resource_types().iter().map(|kind| named.meets(service, kind)).collect()
}

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    let Some(element) = &statement.resource else { return };
    if element.naming == Naming::AllBut || statement.action.naming == Naming::AllBut {
        return;
    }
    let Some(meant) = statement.action.entries.iter().map(meaning).collect::<Option<Vec<Meant<'_>>>>() else { return };
    if let [only] = element.entries.as_slice()
        && only.text == "*"
    {
        return every_resource(report, statement, only, &meant);
    }
    // A name that names nothing fits nothing either.
    if element.entries.iter().any(|entry| report.has(entry.span)) {
        return;
    }
    let target = |entry| Some(Target { entry, named: Named::new(&entry.text)?, fits: BTreeMap::new() });
    let Some(mut targets) = element.entries.iter().map(target).collect::<Option<Vec<Target<'_>>>>() else { return };
    let placeholder = |text: &str| text.contains('<') || (text.contains('{') && !text.contains("${"));
    if targets.iter().any(|target| placeholder(&target.entry.text) || target.named.is_open()) {
        return;
    }
    let fits: Vec<Vec<bool>> =
        meant.iter().map(|meant| targets.iter_mut().map(|target| target.takes(meant)).collect()).collect();
    // `arn:aws:s3:::*` for an action without resources is how AWS's own examples have it, and some services ask about
    // names such as `user/*` or `log-group:*` where the reference lists none.
    let wide = |target: &Target<'_>| target.named.is_every() || target.named.is_every_of_type();
    let open =
        |meant: &Meant<'_>| targets.iter().any(|target| wide(target) && target.named.service() == meant.service.prefix);
    let asks = |meant: &Meant<'_>| UNLISTED.iter().any(|name| meant.entry.text.eq_ignore_ascii_case(name));
    let none: Vec<&Meant<'_>> =
        meant.iter().filter(|meant| !meant.takes_resources() && !open(meant) && !asks(meant)).collect();
    if !none.is_empty() {
        takes_none(report, statement, &none);
    }
    let lost: Vec<usize> = meant
        .iter()
        .zip(&fits)
        .enumerate()
        .filter(|(_, (meant, fits))| meant.takes_resources() && !fits.contains(&true))
        .map(|(index, _)| index)
        .collect();
    let mut groups: Vec<(Vec<String>, Vec<&Meant<'_>>)> = Vec::new();
    for meant in lost.iter().filter_map(|index| meant.get(*index)) {
        let types = meant.types();
        match groups.iter_mut().find(|(known, _)| *known == types) {
            Some((_, members)) => members.push(meant),
            None => groups.push((types, vec![meant])),
        }
    }
    let useless: Vec<usize> = targets
        .iter()
        .enumerate()
        .filter(|(at, target)| !wide(target) && !fits.iter().any(|row| row.get(*at) == Some(&true)))
        .map(|(at, _)| at)
        .collect();
    for (types, members) in groups {
        fits_none(report, statement, &targets, &useless, types, &members);
    }
    if lost.len() + none.len() < meant.len() {
        for target in useless.iter().filter_map(|index| targets.get(*index)) {
            let severity = if lost.is_empty() { Found::suggestion } else { Found::warning };
            useless_resource(report, statement, target, &meant, severity);
        }
    }
}

/// What the catalogue knows of an action; `None` where it does not know it.
fn meaning(entry: &ActionEntry) -> Option<Meant<'_>> {
    let ActionPattern::OfService(prefix, pattern) = &entry.pattern else { return None };
    let service = catalog::service(prefix)?;
    let actions: Vec<&Action> = match pattern.is_literal() {
        true => service.action(entry.text.split_once(':')?.1).into_iter().collect(),
        false => service.actions_fitting(pattern).collect(),
    };
    (!actions.is_empty()).then_some(Meant { entry, service, actions })
}

fn fits_none(
    report: &mut Report<'_>,
    statement: &Statement,
    targets: &[Target<'_>],
    useless: &[usize],
    takes: Vec<String>,
    members: &[&Meant<'_>],
) {
    let (Some(first), Some(element)) = (members.first(), &statement.resource) else { return };
    let fitting = |text: &str| {
        Named::new(text).is_some_and(|named| {
            let types = types_of(&named, first.service);
            let mut targets = first.actions.iter().flat_map(|action| &action.targets);
            targets.any(|target| types.get(usize::from(target.resource)) == Some(&true))
        })
    };
    let suggested = targets.iter().enumerate().find_map(|(index, target)| {
        let text = neighbour(&target.entry.text, &takes).filter(|text| fitting(text))?;
        Some((index, target, text))
    });
    let actions = members.iter().map(|meant| meant.entry.text.clone()).collect();
    let own = targets.iter().find(|target| target.named.service() == first.service.prefix);
    let Some(nearest) = suggested.as_ref().map(|(_, target, _)| *target).or(own).or(targets.first()) else { return };
    let suggestion = suggested.as_ref().map(|(_, _, text)| text.clone());
    let lint = ActionLint::FitsNoResource { actions, resource: nearest.entry.text.clone(), takes, suggestion };
    let mut found = Found::warning(PolicyLint::Action(lint), first.entry.span).beside(nearest.entry.span);
    for other in members.iter().skip(1) {
        found = found.beside(other.entry.span);
    }
    report.say(found.mended(suggested.map(|(index, target, text)| match useless.contains(&index) {
        true => vec![(target.entry.span, quoted(&text))],
        false => edit::beside(report, target.entry.span, element.span, &[text]),
    })));
}

fn useless_resource(
    report: &mut Report<'_>,
    statement: &Statement,
    target: &Target<'_>,
    meant: &[Meant<'_>],
    found: fn(PolicyLint, Span) -> Found,
) {
    let Some(element) = &statement.resource else { return };
    let takes: Vec<String> = meant.iter().flat_map(Meant::types).collect();
    let there = |text: &String| !element.entries.iter().any(|entry| resource_covers(&entry.text, text));
    let suggestion = neighbour(&target.entry.text, &takes).filter(there);
    let spans: Vec<Span> = element.entries.iter().map(|entry| entry.span).collect();
    let edits = match &suggestion {
        Some(text) => Some(vec![(target.entry.span, quoted(text))]),
        None => edit::without(&spans, target.entry.span),
    };
    let lint = ActionLint::ResourceFitsNothing { resource: target.entry.text.clone(), suggestion };
    report.say(found(PolicyLint::Action(lint), target.entry.span).beside(statement.action.span).mended(edits));
}

fn takes_none(report: &mut Report<'_>, statement: &Statement, none: &[&Meant<'_>]) {
    let (Some(first), Some(element)) = (none.first(), &statement.resource) else { return };
    let actions: Vec<String> = none.iter().map(|meant| meant.entry.text.clone()).collect();
    let spans: Vec<Span> = none.iter().map(|meant| meant.entry.span).collect();
    let edits = match none.len() == statement.action.entries.len() {
        true => Some(vec![(element.span, quoted("*"))]),
        false => own_statement(report, statement, &spans, &actions),
    };
    let lint = ActionLint::TakesNoResource { actions };
    let mut found = Found::warning(PolicyLint::Action(lint), first.entry.span);
    for span in spans.iter().skip(1) {
        found = found.beside(*span);
    }
    report.say(found.beside(element.span).mended(edits));
}

/// Moves actions into a statement of their own, on everything.
fn own_statement(report: &Report<'_>, statement: &Statement, moved: &[Span], actions: &[String]) -> Option<Edits> {
    if report.policy.kind.names_principals() || !matches!(report.tree()?.get("Statement")?.value, Value::Array(_)) {
        return None;
    }
    let stay: Vec<Span> = statement.action.entries.iter().map(|entry| entry.span).collect();
    let stay: Vec<Span> = stay.into_iter().filter(|span| !moved.contains(span)).collect();
    let effect = if statement.effect == Effect::Allow { "Allow" } else { "Deny" };
    let actions: Vec<String> = actions.iter().map(|action| quoted(action)).collect();
    let conditions = statement.condition_span.map(|span| format!(", \"Condition\": {}", span.of(report.text)));
    let text = format!(
        "{{ \"Effect\": \"{effect}\", \"Action\": [{}], \"Resource\": \"*\"{} }}",
        actions.join(", "),
        conditions.unwrap_or_default()
    );
    let blank = edit::blank_before(report.text, statement.span.start);
    let end = Span { start: statement.span.end, end: statement.span.end };
    Some(vec![(statement.action.span, edit::list_of(report, &stay)), (end, format!(",{blank}{text}"))])
}

fn every_resource(report: &mut Report<'_>, statement: &Statement, entry: &ResourceEntry, meant: &[Meant<'_>]) {
    let grants = report.policy.kind == PolicyKind::Identity && statement.effect == Effect::Allow;
    let named = |meant: &&Meant<'_>| meant.takes_resources() && !meant.entry.text.contains(['*', '?']);
    if !grants || !statement.conditions.is_empty() || !meant.iter().all(|meant| named(&meant)) {
        return;
    }
    let writes = |meant: &&Meant<'_>| {
        meant.actions.iter().any(|a| matches!(a.level, AccessLevel::Write | AccessLevel::PermissionsManagement))
    };
    let Some(first) = meant.iter().find(writes).filter(|_| !report.mentions(entry.span)) else { return };
    let lint = ActionLint::EveryResource { action: first.entry.text.clone(), takes: first.types() };
    report.say(Found::suggestion(PolicyLint::Action(lint), entry.span).beside(first.entry.span));
}
