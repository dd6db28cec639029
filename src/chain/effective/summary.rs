//! Effective access in one sentence: what may be done to which kinds of things.
//!
//! What always holds: it is made of what [`super::effective`] found and claims no more; "nothing else" only where
//! everything was found and nothing waits for a policy that is not given.

use super::digest::{LevelGrants, ServiceGrants, by_service, own_account};
use super::{Area, EffectiveAccess};
use crate::aws::catalog::{self, Service};
use crate::aws::{AccessLevel, Arn};
use crate::chain::simulation::Answer;
use crate::order;

/// Clauses of one sentence at most.
const MOST: usize = 6;
/// Kinds of things that a service is told by at most.
const MOST_KINDS: usize = 3;

/// What a session may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Summary {
    /// A policy cannot be read.
    Unreadable,
    /// Nothing that is known.
    Nothing,
    /// Everything on everything.
    Everything,
    /// Some things.
    Some {
        /// The first of them.
        clauses: Vec<Clause>,
        /// How many services are left out.
        more: usize,
        /// Whether that is all.
        complete: bool,
    },
}

/// What may be done to one kind of things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// The service, such as `s3`.
    pub service: String,
    /// The kind as the catalogue names it, such as `object`; absent for many kinds.
    pub kind: Option<&'static str>,
    /// What may be done, in the order of the levels.
    pub levels: Vec<AccessLevel>,
    /// To which.
    pub on: Extent,
    /// Whether all of it depends on conditions.
    pub depends: bool,
}

/// Which things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All there are.
    All,
    /// Those of these names, which may be patterns: of an object the bucket, of an index the table.
    Named(Vec<String>),
}

impl EffectiveAccess {
    /// What it comes to.
    #[must_use]
    pub fn summary(&self) -> Summary {
        if self.unreadable {
            return Summary::Unreadable;
        }
        if self.is_everything() {
            return Summary::Everything;
        }
        let services = by_service(&self.grants, "");
        if services.is_empty() {
            return Summary::Nothing;
        }
        let mut clauses = Vec::new();
        let mut more = 0;
        for service in &services {
            let found = of_service(service);
            if clauses.len() + found.len() > MOST && !clauses.is_empty() {
                more += 1;
            } else {
                clauses.extend(found);
            }
        }
        let complete = self.exact && more == 0 && self.waiting.is_empty() && self.unlisted.is_empty();
        Summary::Some { clauses, more, complete }
    }
}

fn of_service(found: &ServiceGrants<'_>) -> Vec<Clause> {
    let empty = |kind| Clause {
        service: found.prefix.clone(),
        kind,
        levels: Vec::new(),
        on: Extent::Named(Vec::new()),
        depends: true,
    };
    let service = catalog::service(&found.prefix);
    let mut clauses: Vec<Clause> = Vec::new();
    let mut add = |kind, level: &LevelGrants<'_>, on: Extent, answer: Answer| {
        let at = clauses.iter().position(|clause| clause.kind == kind).unwrap_or_else(|| {
            clauses.push(empty(kind));
            clauses.len() - 1
        });
        let Some(clause) = clauses.get_mut(at) else { return };
        clause.levels.extend(level.level.filter(|level| !clause.levels.contains(level)));
        clause.depends &= answer != Answer::Allowed;
        clause.on = std::mem::replace(&mut clause.on, Extent::All).with(on);
    };
    for level in &found.levels {
        for place in level.places.iter() {
            for (action, area) in place.actions.iter().flat_map(|a| place.areas.iter().map(move |area| (a, area))) {
                let taken =
                    service.and_then(|service| Some((service, service.action(action.name.split_once(':')?.1)?)));
                let pattern = narrowest(area);
                let kind = taken.and_then(|(service, action)| kind(service, action, pattern));
                add(kind, level, extent(kind, pattern), area.answer);
            }
        }
    }
    if found.everywhere || clauses.len() > MOST_KINDS {
        let mut all = empty(None);
        for clause in clauses {
            all.levels.extend(clause.levels.iter().filter(|level| !all.levels.contains(level)).collect::<Vec<_>>());
            all.depends &= clause.depends;
            all.on = std::mem::replace(&mut all.on, Extent::All).with(clause.on);
        }
        clauses = vec![all];
    }
    for clause in &mut clauses {
        order::sort(&mut clause.levels);
    }
    clauses
}

/// The pattern of an area that says the most; `*` where none says anything.
fn narrowest(area: &Area) -> &str {
    let telling = area.within.iter().map(|bounds| bounds.text.as_str()).filter(|text| own_account(text).is_none());
    let literal = |text: &str| text.bytes().filter(|byte| !matches!(byte, b'*' | b'?')).count();
    telling.max_by_key(|text| literal(text)).unwrap_or("*")
}

/// The kind of things that an action works on within a pattern.
fn kind(service: &Service, action: &catalog::Action, pattern: &str) -> Option<&'static str> {
    let mut taken = service.resource_types_of(action).map(|kind| kind.name);
    let of_pattern = service.resource_type(&pattern.replace(['*', '?'], "x")).map(|kind| kind.name);
    let first = taken.next()?;
    Some(of_pattern.filter(|kind| *kind == first || taken.any(|one| one == *kind)).unwrap_or(first))
}

/// Which things of a kind a pattern stands for.
fn extent(kind: Option<&str>, pattern: &str) -> Extent {
    let Some(arn) = Arn::parse(pattern) else { return Extent::All };
    let held = match (kind, arn.resource.split_once('/')) {
        (Some("object"), Some((bucket, _))) => bucket,
        (Some("object" | "bucket"), None) => arn.resource,
        (_, Some((_, name))) => name.split('/').next().unwrap_or(name),
        (_, None) => arn.resource.rsplit(':').next().unwrap_or(arn.resource),
    };
    if held.is_empty() || held.bytes().all(|byte| byte == b'*') {
        Extent::All
    } else {
        Extent::Named(vec![held.to_owned()])
    }
}

impl Extent {
    fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Named(mut own), Self::Named(others)) => {
                for name in others {
                    if !own.contains(&name) {
                        own.push(name);
                    }
                }
                Self::Named(own)
            }
            _ => Self::All,
        }
    }
}
