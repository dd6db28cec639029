//! Which actions and resources the permission matrix shows when nobody said.
//!
//! What always holds: every action and resource that a policy of the role names is among them; wildcards bring in the
//! catalogue's actions, up to a limit; for a service that occurs at all, the actions that everybody asks for come too,
//! so that the matrix also shows what is not allowed.

use crate::aws::arn::Arn;
use crate::aws::catalog::{self, Action, Service};
use crate::iam::action::RequestAction;
use crate::iam::context::Context;
use crate::iam::policy::{Effect, Naming, Policy, ResourceEntry};
use crate::iam::scope::Scope;
use crate::iam::undocumented::Notes;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Rows that wildcards bring in at most, for one session: enough for all actions of several services.
const MOST_ROWS: usize = 400;
/// The same where a scenario has many roles, each with a matrix of its own.
const MOST_ROWS_OF_MANY: usize = 60;
/// From so many roles on.
const MANY_ROLES: usize = 6;
/// Columns that fit.
const MOST_COLUMNS: usize = 12;

/// What people ask of the services that this is about.
const COMMON: [(&str, &[&str]); 2] = [
    ("s3", &["GetObject", "PutObject", "DeleteObject", "ListBucket"]),
    ("dynamodb", &["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"]),
];

/// An action of the catalogue, spelt out.
struct Name {
    service: &'static str,
    full: String,
    lower: String,
}

/// Those of the embedded services, once for all roles. A wildcard in the place of the service stands for these, so that
/// the matrix is the same before and after the complete catalogue has come.
static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| catalog::core().iter().flat_map(names).collect());

fn names(service: &'static Service) -> impl Iterator<Item = Name> {
    let full = service.actions().iter().map(move |action| full_name(service, action));
    full.map(move |full| Name { service: service.prefix, lower: full.to_lowercase(), full })
}

/// The actions to show, in the catalogue's spelling, each once.
#[must_use]
pub fn actions(policies: &[&Policy], columns: &[String], roles: usize) -> Vec<String> {
    let most = if roles < MANY_ROLES { MOST_ROWS } else { MOST_ROWS_OF_MANY };
    let mut chosen: BTreeSet<String> = BTreeSet::new();
    let is_pattern = |text: &str| text.contains(['*', '?']);
    for entry in action_entries(policies).filter(|entry| !is_pattern(&entry.text)) {
        chosen.insert(spelling(&entry.text));
    }
    let services: BTreeSet<&str> = services(policies, columns);
    for (service, names) in COMMON.iter().filter(|(service, _)| services.contains(service)) {
        chosen.extend(names.iter().map(|name| format!("{service}:{name}")));
    }
    for entry in action_entries(policies).filter(|entry| is_pattern(&entry.text)) {
        let of = entry.text.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let in_service = |name: &&Name| is_pattern(&of) || name.service == of;
        let beyond = (!catalog::is_core(&of)).then(|| catalog::service(&of)).flatten();
        let beyond: Vec<Name> = beyond.into_iter().flat_map(names).collect();
        for name in NAMES.iter().filter(in_service).chain(&beyond) {
            if chosen.len() >= most {
                return chosen.into_iter().collect();
            }
            if entry.pattern.matches(&RequestAction::new(&name.lower)) {
                chosen.insert(name.full.clone());
            }
        }
    }
    chosen.into_iter().collect()
}

/// The resources to show, as the policies write them, each once; a policy variable stands with the value that it has in
/// the session.
#[must_use]
pub fn resources<'p>(
    policies: &[&'p Policy],
    context: &Context,
    others: impl Iterator<Item = &'p str>,
    columns: impl Iterator<Item = &'p str>,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let named = policies
        .iter()
        .flat_map(|policy| &policy.statements)
        .filter_map(|statement| statement.resource.as_ref())
        .flat_map(|element| element.entries.iter().map(|entry| as_resolved(entry, context)));
    for text in named.chain(others.map(Cow::Borrowed)) {
        let useful = text == "*" || Arn::parse(&text).is_some();
        if useful && !found.iter().any(|known| *known == text) && found.len() < MOST_COLUMNS {
            found.push(text.into_owned());
        }
    }
    // Whatever is granted on everything shows in every column; alone it needs one of its own.
    if found.len() > 1 && found.iter().filter(|text| *text != "*").count() > 0 {
        let needs_any = policies.iter().any(|policy| grants_on_everything(policy));
        found.retain(|text| text != "*" || needs_any);
    }
    // A column that somebody asks for is shown, however many there are.
    for text in columns {
        if (text == "*" || Arn::parse(text).is_some()) && !found.iter().any(|known| known == text) {
            found.push(text.to_owned());
        }
    }
    found
}

/// A resource as it is meant in a session: what has no value there stands as it is written, and matches nothing.
#[must_use]
pub fn as_resolved<'p>(entry: &'p ResourceEntry, context: &Context) -> Cow<'p, str> {
    let notes = Notes::default();
    let scope = Scope { context, action: "", notes: &notes };
    entry.resolved(&scope).map_or(Cow::Borrowed(entry.text.as_str()), Cow::Owned)
}

/// A resource that stands for all that a pattern matches: wildcards filled with plain words.
#[must_use]
pub fn sample(pattern: &str, action: &str, region: &str, account: &str) -> String {
    if pattern == "*" {
        return of_type(action, region, account).unwrap_or_else(|| "*".to_owned());
    }
    let fields: Vec<&str> = pattern.splitn(6, ':').collect();
    let [arn, partition, service, in_region, of_account, resource] = fields.as_slice() else {
        return fill(pattern);
    };
    let or = |field: &str, value: &str| if field == "*" { value.to_owned() } else { fill(field) };
    let partition = or(partition, "aws");
    format!("{arn}:{partition}:{service}:{}:{}:{}", or(in_region, region), or(of_account, account), fill(resource))
}

/// An ARN of the first resource type that an action takes; `None` where it takes none.
fn of_type(action: &str, region: &str, account: &str) -> Option<String> {
    let (service, action) = catalog::action(action)?;
    let template = service.resource_types_of(action).next()?.templates.first()?.clone();
    let template = template.replace("${Partition}", "aws").replace("${Region}", region).replace("${Account}", account);
    let mut parts = template.split("${");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        filled.push_str("example");
        filled.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    Some(fill(&filled))
}

fn fill(text: &str) -> String {
    text.replace('*', "example").replace('?', "x")
}

fn action_entries<'p>(policies: &'p [&Policy]) -> impl Iterator<Item = &'p crate::iam::policy::ActionEntry> {
    policies
        .iter()
        .flat_map(|policy| &policy.statements)
        .filter(|statement| statement.action.naming == Naming::Named)
        .flat_map(|statement| &statement.action.entries)
}

fn services<'p>(policies: &'p [&Policy], columns: &'p [String]) -> BTreeSet<&'p str> {
    let of_actions = action_entries(policies).filter_map(|entry| Some(entry.text.split_once(':')?.0));
    let of_columns = columns.iter().filter_map(|column| Some(Arn::parse(column)?.service));
    let mut services = BTreeSet::new();
    services.extend(of_actions.chain(of_columns));
    services
}

fn grants_on_everything(policy: &Policy) -> bool {
    policy.statements.iter().filter(|statement| statement.effect == Effect::Allow).any(|statement| {
        statement.resource.as_ref().is_some_and(|element| element.entries.iter().any(|entry| entry.text == "*"))
    })
}

fn spelling(text: &str) -> String {
    catalog::action(text).map_or_else(|| text.to_owned(), |(service, action)| full_name(service, action))
}

fn full_name(service: &Service, action: &Action) -> String {
    format!("{}:{}", service.prefix, action.name)
}
