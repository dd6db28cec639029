//! Help while one writes: completion, hover, formatting, and from the caret back to what it decides.
//!
//! What always holds: nothing here decides anything about AWS or Kubernetes; it reads the text around the caret with a
//! tolerant scan in linear time, so it works where the text does not parse, as is usual while typing. What it returns
//! is typed; [`crate::message`] has the words. Spans count bytes, and lie within the text.

mod decides;
mod format;
mod hover;
mod json;
mod known;
mod manifest;
mod policy;
mod topic;
mod yaml;

pub use decides::{Decided, decided};
pub use format::{Unformatted, format};
pub use hover::{Fact, Hover, hover};
pub use topic::Topic;

use crate::aws::AccessLevel;
use crate::aws::catalog::{self, Carried, KeyType};
use crate::iam::policy::PolicyKind;
use crate::scenario::Scenario;
use crate::text::{SourceId, Span};

/// What could stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What was typed so far: the choices are filtered by it.
    pub typed: Span,
    /// What a choice takes the place of; `typed` lies within.
    pub replace: Span,
    /// The choices, the likeliest first.
    pub choices: Vec<Choice>,
}

/// One thing that could stand at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the list shows.
    pub label: String,
    /// What is written.
    pub insert: String,
    /// What of the written text is selected afterwards: an empty span is the caret.
    pub select: Span,
    /// What kind of thing it is.
    pub kind: ChoiceKind,
    /// What the list says beside it.
    pub detail: Detail,
    /// What explains it.
    pub topic: Option<Topic>,
    /// What comes after it.
    pub then: Then,
}

/// What kind of thing a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChoiceKind {
    /// A property or a field.
    Property,
    /// A value out of a fixed list.
    Value,
    /// An action or a service prefix.
    Action,
    /// A condition operator.
    Operator,
    /// A condition key.
    Key,
    /// A name that occurs elsewhere in the scenario.
    Name,
    /// Several lines.
    Snippet,
}

/// What follows a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Nothing.
    Done,
    /// The next choice, at once.
    Again,
}

/// What a list of choices says beside one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Nothing.
    Nothing,
    /// A name that needs no translation, such as that of a service.
    Plain(String),
    /// How much an action may do.
    Level(AccessLevel),
    /// How many actions a pattern stands for.
    Actions(usize),
    /// What a condition key compares, and whether the requests of a Pod with IRSA carry it.
    Key {
        /// What its values are.
        kind: KeyType,
        /// Whether such a request carries it.
        carried: Carried,
    },
    /// A claim of the ServiceAccount token.
    Claim,
    /// The version to use.
    Current,
    /// A version of the past.
    Outdated,
    /// It stands elsewhere in this scenario.
    Here,
    /// A ServiceAccount that names a role.
    NamesRole(String),
    /// A form to fill in.
    Template,
    /// It opens everything.
    Everything,
}

impl Choice {
    /// A choice that writes what it shows.
    pub(crate) fn new(kind: ChoiceKind, label: impl Into<String>) -> Self {
        let label = label.into();
        let select = Span::at(label.len());
        Self { insert: label.clone(), label, select, kind, detail: Detail::Nothing, topic: None, then: Then::Done }
    }

    pub(crate) fn detail(mut self, detail: Detail) -> Self {
        self.detail = detail;
        self
    }

    pub(crate) fn topic(mut self, topic: Option<Topic>) -> Self {
        self.topic = topic;
        self
    }

    /// Writes another text, in which `¦` marks the caret, or two of them a selection.
    pub(crate) fn writes(mut self, text: &str) -> Self {
        let mut marks = text.match_indices('¦').map(|(at, _)| at);
        let insert = text.replace('¦', "");
        let mark = '¦'.len_utf8();
        self.select = match (marks.next(), marks.next()) {
            (Some(start), Some(end)) => Span::new(start, end - mark),
            (Some(start), None) => Span::at(start),
            _ => Span::at(insert.len()),
        };
        self.insert = insert;
        self
    }

    pub(crate) fn again(mut self) -> Self {
        self.then = Then::Again;
        self
    }

    /// Puts text around what is written.
    pub(crate) fn around(mut self, before: &str, after: &str) -> Self {
        let by = before.len();
        self.select = Span::new(self.select.start as usize + by, self.select.end as usize + by);
        self.insert = format!("{before}{}{after}", self.insert);
        self
    }
}

/// Where somebody writes: the scenario, and the newest text of one document of it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Everything else.
    pub scenario: &'a Scenario,
    /// The document.
    pub source: SourceId,
    /// Its text, which may be newer than the scenario's.
    pub text: &'a str,
    /// The caret, in bytes; one that is no boundary of a character is moved to the one before.
    pub offset: usize,
}

impl<'a> Place<'a> {
    /// A place in a document as the scenario has it; `None` if it has no such document.
    #[must_use]
    pub fn of(scenario: &'a Scenario, source: SourceId, offset: usize) -> Option<Self> {
        Some(Self { scenario, source, text: scenario.text(source)?, offset })
    }

    fn settled(self) -> Self {
        let mut offset = self.offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        Self { offset, ..self }
    }
}

/// What could stand at a place; `None` where nothing is known.
#[must_use]
pub fn complete(place: Place<'_>) -> Option<Completion> {
    let place = place.settled();
    if place.text.len() > crate::syntax::MAX_BYTES {
        return None;
    }
    let completion = match syntax_of(place.source, place.text) {
        Syntax::Policy(kind) => policy::complete(place, kind),
        Syntax::Manifests => manifest::complete(place),
        Syntax::None => None,
    };
    completion.filter(|completion| !completion.choices.is_empty())
}

/// Whether somebody types an action of a service that is not known yet, so that the catalogue of all services would have
/// more to offer.
#[must_use]
pub fn seeks_service(place: Place<'_>) -> bool {
    let place = place.settled();
    let readable = !catalog::complete() && place.text.len() <= crate::syntax::MAX_BYTES;
    match syntax_of(place.source, place.text) {
        Syntax::Policy(kind) if readable && kind != PolicyKind::Trust => policy::seeks_service(place),
        Syntax::Policy(_) | Syntax::Manifests | Syntax::None => false,
    }
}

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    /// JSON, a policy.
    Policy(PolicyKind),
    /// YAML.
    Manifests,
    /// Nothing that can be helped with.
    None,
}

fn syntax_of(source: SourceId, text: &str) -> Syntax {
    Syntax::Policy(match source {
        SourceId::Manifests if text.trim_start().starts_with('{') => return Syntax::None,
        SourceId::Manifests => return Syntax::Manifests,
        SourceId::Settings => return Syntax::None,
        SourceId::TrustPolicy(_) => PolicyKind::Trust,
        SourceId::RolePolicy(..) | SourceId::UserPolicy(..) | SourceId::GroupPolicy(..) => PolicyKind::Identity,
        SourceId::RoleBoundary(_) | SourceId::UserBoundary(_) => PolicyKind::Boundary,
        SourceId::ResourcePolicy(_) => PolicyKind::Resource,
        SourceId::ServiceControlPolicy(..) => PolicyKind::ServiceControl,
        SourceId::ResourceControlPolicy(..) => PolicyKind::ResourceControl,
        SourceId::AssociationPolicy(_) | SourceId::SessionPolicy => PolicyKind::Session,
        SourceId::EndpointPolicy => PolicyKind::Endpoint,
    })
}
