//! A policy document, read and compiled: what [`crate::iam::lower`] makes and [`crate::iam::evaluate`] evaluates.
//!
//! What always holds: every element knows where it stands in the text; wildcards, variables and values are compiled
//! once; a document with an error diagnostic is marked `refused`, and no verdict is given while it is in the set.

use crate::iam::action::ActionPattern;
use crate::iam::condition::Condition;
use crate::iam::principal::PrincipalPattern;
use crate::iam::resource::ResourcePattern;
use crate::iam::scope::Scope;
use crate::iam::variable::{Variables, rendered};
use crate::text::{Location, SourceId, Span};
use serde::Serialize;

/// What a policy is attached to, which decides what it may say and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PolicyKind {
    /// Of a user, group or role: grants.
    Identity,
    /// Of a bucket, table, key, queue, topic or secret: grants to whom it names.
    Resource,
    /// Of a role: who may assume it.
    Trust,
    /// Limits what identity policies of a user or role can grant.
    Boundary,
    /// Passed when a session is made: limits the session.
    Session,
    /// Of an organization: limits the principals of its accounts.
    ServiceControl,
    /// Of an organization: limits access to the resources of its accounts.
    ResourceControl,
    /// Of a VPC endpoint: limits what passes through it.
    Endpoint,
}

impl PolicyKind {
    /// Whether its statements name principals.
    #[must_use]
    pub fn names_principals(self) -> bool {
        match self {
            Self::Resource | Self::Trust | Self::ResourceControl | Self::Endpoint => true,
            Self::Identity | Self::Boundary | Self::Session | Self::ServiceControl => false,
        }
    }
}

/// The version of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Version {
    /// The current one, with variables.
    #[serde(rename = "2012-10-17")]
    V2012,
    /// The old one, and what a document without `Version` is: `${…}` is plain text.
    #[serde(rename = "2008-10-17")]
    V2008,
}

impl Version {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V2012 => "2012-10-17",
            Self::V2008 => "2008-10-17",
        }
    }

    /// Whether `${…}` is a variable.
    #[must_use]
    pub fn variables(self) -> Variables {
        match self {
            Self::V2012 => Variables::Resolved,
            Self::V2008 => Variables::PlainText,
        }
    }
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Spanned {
    /// The decoded text.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
}

/// Whether a document may be used to decide anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Standing {
    /// IAM would save it.
    Accepted,
    /// IAM would refuse it: it has an error diagnostic.
    Refused,
}

/// A policy document.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The text it was read from.
    pub source: SourceId,
    /// What it is attached to.
    pub kind: PolicyKind,
    /// Whether IAM would save it.
    pub standing: Standing,
    /// Where the whole document stands.
    pub span: Span,
    /// The version in force.
    pub version: Version,
    /// Where the version stands; `None` where it is left out.
    pub version_span: Option<Span>,
    /// `Id`.
    pub id: Option<Spanned>,
    /// Its statements, in order.
    pub statements: Vec<Statement>,
}

impl Policy {
    /// A document that could not be read at all: it stands in the set and keeps any verdict from being given.
    #[must_use]
    pub fn unreadable(source: SourceId, kind: PolicyKind) -> Self {
        Self {
            source,
            kind,
            standing: Standing::Refused,
            span: Span::default(),
            version: Version::V2008,
            version_span: None,
            id: None,
            statements: Vec::new(),
        }
    }

    /// The same document as if IAM had saved it, to ask what its readable part would do.
    #[must_use]
    pub fn as_if_accepted(mut self) -> Self {
        self.standing = Standing::Accepted;
        self
    }

    /// A place in this document.
    #[must_use]
    pub fn at(&self, span: Span) -> Location {
        Location { source: self.source, span }
    }
}

/// `Effect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Effect {
    /// `Allow`
    Allow,
    /// `Deny`
    Deny,
}

/// Whether an element names what is meant or what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Naming {
    /// `Action`, `Resource`, `Principal`
    Named,
    /// `NotAction`, `NotResource`, `NotPrincipal`
    AllBut,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its place in the list, from 0.
    pub index: usize,
    /// Where it stands.
    pub span: Span,
    /// `Sid`.
    pub sid: Option<Spanned>,
    /// `Effect`.
    pub effect: Effect,
    /// Where the effect stands.
    pub effect_span: Span,
    /// `Principal` or `NotPrincipal`.
    pub principal: Option<Element<PrincipalEntry>>,
    /// `Action` or `NotAction`.
    pub action: Element<ActionEntry>,
    /// `Resource` or `NotResource`; absent in trust policies and in policies of resources that leave it out.
    pub resource: Option<Element<ResourceEntry>>,
    /// All lines of the condition block.
    pub conditions: Vec<Condition>,
    /// Where the condition block stands.
    pub condition_span: Option<Span>,
}

/// An element of a statement with its list of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<T> {
    /// Named, or all but.
    pub naming: Naming,
    /// Where the key stands, quotes included.
    pub key_span: Span,
    /// Where the value stands.
    pub span: Span,
    /// The values.
    pub entries: Vec<T>,
}

/// An action of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionEntry {
    /// As it was written.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
    /// Compiled.
    pub pattern: ActionPattern,
}

/// A resource of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct ResourceEntry {
    /// As it was written.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
    /// Compiled.
    pub pattern: ResourcePattern,
}

impl ResourceEntry {
    /// The text with the values of its policy variables; absent where it has none, or one of them has no known value.
    #[must_use]
    pub fn resolved(&self, scope: &Scope<'_>) -> Option<String> {
        let last = self.pattern.template().and_then(|template| rendered(template, scope))?;
        let head: Vec<&str> = self.text.splitn(6, ':').take(5).collect();
        Some(format!("{}:{last}", head.join(":")))
    }
}

/// The type under which a principal stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum PrincipalType {
    /// `"Principal": "*"`, without a type.
    Everyone,
    /// `AWS`
    Aws,
    /// `Federated`
    Federated,
    /// `Service`
    Service,
    /// `CanonicalUser`
    CanonicalUser,
    /// A type that IAM does not know; as it was written.
    Unknown(String),
}

impl PrincipalType {
    /// As it is written; `None` for the form without a type.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Everyone => None,
            Self::Aws => Some("AWS"),
            Self::Federated => Some("Federated"),
            Self::Service => Some("Service"),
            Self::CanonicalUser => Some("CanonicalUser"),
            Self::Unknown(text) => Some(text),
        }
    }
}

/// A principal of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalEntry {
    /// Under which type.
    pub kind: PrincipalType,
    /// As it was written.
    pub text: String,
    /// Where, quotes included.
    pub span: Span,
    /// Compiled.
    pub pattern: PrincipalPattern,
}
