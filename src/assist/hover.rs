//! What stands under the pointer, explained.
//!
//! What always holds: facts come from the catalogue and from the text itself; explanations are topics that
//! [`crate::message`] puts into words. What is not known is not explained.

mod arn;
mod manifest;
mod policy;

use super::{Place, Syntax, Topic, syntax_of};
use crate::aws::AccessLevel;
use crate::aws::catalog::{Carried, KeyType};
use crate::text::Span;

/// An explanation of a part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What is explained.
    pub span: Span,
    /// Its name.
    pub title: String,
    /// What it is.
    pub topic: Option<Topic>,
    /// What can be said of it here.
    pub facts: Vec<Fact>,
}

/// Something that holds for what is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The service of an action or of a resource.
    Service(&'static str),
    /// How much an action may do.
    Level(AccessLevel),
    /// The types of resources that an action takes.
    Resources(Vec<&'static str>),
    /// An action without resource types.
    OnlyEverything,
    /// Other actions that a call needs.
    Needs(Vec<String>),
    /// How many actions a pattern stands for, and the first of them.
    Actions(usize, Vec<String>),
    /// An action that the catalogue does not have.
    NotInCatalogue,
    /// A service that the catalogue of all services does not have.
    NoService,
    /// A service that is not embedded, while the catalogue of all services is not there.
    NotLoaded,
    /// An operator that is false where its key is missing.
    FalseIfMissing,
    /// An operator that is true where its key is missing, because it is negated.
    TrueIfMissing,
    /// `IfExists`
    IfExists,
    /// The opposite of what the name without `Not` says.
    Negated,
    /// `ForAllValues:`
    ForAllValues,
    /// `ForAnyValue:`
    ForAnyValue,
    /// What the values of a key are, and whether there are several.
    Key(KeyType, bool),
    /// Whether the request for a role with a token carries the key.
    InTrustRequest(Carried),
    /// Whether the calls of a Pod with IRSA carry the key.
    InSession(Carried),
    /// The partition of an ARN, where it is not that of the public Regions.
    Partition(String),
    /// The account of an ARN.
    Account(String),
    /// The Region of an ARN.
    Region(String),
    /// The type of a resource.
    ResourceType(&'static str),
    /// The name of a resource.
    Name(String),
    /// A role, user or provider whose documents are in this scenario.
    Here,
    /// A role that this scenario does not have.
    NotHere,
    /// The namespace of a subject.
    Namespace(String),
    /// The ServiceAccount of a subject.
    ServiceAccount(String),
}

/// The explanation of what stands at a place.
#[must_use]
pub fn hover(place: Place<'_>) -> Option<Hover> {
    let place = place.settled();
    if place.text.len() > crate::syntax::MAX_BYTES {
        return None;
    }
    match syntax_of(place.source, place.text) {
        Syntax::Policy(_) => policy::hover(place),
        Syntax::Manifests => manifest::hover(place),
        Syntax::None => None,
    }
}

impl Hover {
    fn of(span: Span, title: impl Into<String>, topic: Option<Topic>) -> Self {
        Self { span, title: title.into(), topic, facts: Vec::new() }
    }

    /// The explanation, if there is anything in it.
    fn told(self) -> Option<Self> {
        (self.topic.is_some() || !self.facts.is_empty()).then_some(self)
    }
}
