//! Any text that people have at hand, read into a scenario: manifests, policies, outputs of `aws` and `kubectl`,
//! templates, a whole scenario.
//!
//! What always holds: nothing is dropped in silence. Every part of every text is in [`Import::found`], with the place
//! where it went, or in [`Import::unused`], with its line and the cause; what was filled in or left out on the way is a
//! [`Detail`]. The scenario that was there is never changed: a new one is given back. Reading takes time linear in the
//! texts, and every recursion is bounded by the limits of [`crate::syntax`].

mod account;
mod cluster;
mod eksctl;
mod error_text;
mod facts;
mod known;
mod manifests;
mod percent;
mod pieces;
mod place;
mod policy;
mod recognise;
mod role;
mod target;
mod template;
mod terraform;
mod yaml;

pub use facts::Use;
pub use target::{Change, Placed, Target};

use crate::diagnostic::Finding;
use crate::scenario::Scenario;
use crate::text::SourceId;
use std::collections::BTreeMap;

/// Texts that are read at once; more are refused.
pub const MOST_TEXTS: usize = 200;
/// Bytes of all texts together.
pub const MOST_BYTES: usize = 24 << 20;
/// Parts of one text: outputs that follow one another, documents of a stream.
pub const MOST_PARTS: usize = 5_000;
/// From so many roles of one output on, only those that a ServiceAccount can have are taken, if there are any.
pub const MANY_ROLES: usize = 12;

/// A text to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The name of its file.
    pub name: Option<String>,
    /// What it says.
    pub text: String,
    /// Why its file could not be read as text.
    pub refused: Option<Cause>,
}

impl Input {
    /// A text without a file.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Whether what is there stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// What is read is added, and replaces what has the same name.
    #[default]
    Add,
    /// What is read takes the place of everything.
    Replace,
}

/// Which roles of a long list are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Roles {
    /// Those that a ServiceAccount can have or that are named already.
    #[default]
    Relevant,
    /// All.
    All,
}

/// What the reader chose where there is a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Add or replace.
    pub mode: Mode,
    /// Which roles of a long list.
    pub roles: Roles,
    /// What a lone policy document is, by its place in [`Import::found`].
    pub uses: BTreeMap<usize, Use>,
}

/// What came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The new scenario; equal to the old one where nothing could be used.
    pub scenario: Scenario,
    /// What was recognised and where it went.
    pub found: Vec<Found>,
    /// What could not be used.
    pub unused: Vec<Unused>,
    /// Whether everything that was there gave way to a whole scenario.
    pub replaces: bool,
}

/// One part of a text that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which text.
    pub input: usize,
    /// The line on which the part begins, from 1.
    pub line: u32,
    /// What it is.
    pub kind: Kind,
    /// Where its content went; empty where it only tells something.
    pub placed: Vec<Placed>,
    /// What was filled in, left out or learnt.
    pub details: Vec<Detail>,
    /// What else it could be, the present choice among them; empty where there is no doubt.
    pub options: Vec<Use>,
    /// The present choice.
    pub chosen: Option<Use>,
}

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Objects of Kubernetes.
    Manifest,
    /// An eksctl ClusterConfig.
    Eksctl,
    /// A CloudFormation template.
    CloudFormation,
    /// `terraform show -json`, or a state file.
    Terraform,
    /// A policy that says who may assume a role.
    TrustPolicy,
    /// A policy without principal.
    Permissions,
    /// A policy with principals on a resource.
    ResourcePolicy,
    /// The output of a command of the AWS CLI.
    Command(&'static str),
    /// A scenario of this page.
    Scenario,
    /// A link of this page.
    Link,
    /// An error message of AWS.
    ErrorMessage,
    /// The URL of an issuer.
    Issuer,
}

/// What was filled in, left out or learnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Fields that the cluster writes (`managedFields`, `status`, …) and the simulation does not read: how many.
    Noise(usize),
    /// A value that the text does not have was filled in; what, and with what.
    Placeholder(String, String),
    /// A value of the scenario was filled in; what, and with what.
    Filled(String, String),
    /// Only names are in it; what to run for the content.
    OnlyNames(String),
    /// The caller: account and ARN.
    Caller(String, String),
    /// The caller is this role, which is not the one that a ServiceAccount names.
    CallerRole(String),
    /// An error of AWS: its code, and what it says.
    Failure(String, Option<String>),
    /// The error is about assuming the role with the token: links 4 and 5.
    FailureOfTrust,
    /// The error is about an action: permissions.
    FailureOfAccess,
    /// The role that the error names as the caller.
    FailureAs(String),
    /// A policy that AWS or a tool keeps was filled in from memory; its name.
    FromMemory(String),
    /// So many roles were left out because no ServiceAccount can have them.
    RolesLeftOut(usize),
    /// The content of code blocks was taken and the prose around them left.
    CodeBlocks,
    /// Lines with commands were passed over.
    CommandLines,
    /// A text that was percent-encoded was decoded.
    Decoded,
}

/// Something that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unused {
    /// Which text.
    pub input: usize,
    /// The line, from 1.
    pub line: u32,
    /// What it is, in the words of the text: a name, a field, its first words.
    pub what: String,
    /// Why.
    pub cause: Cause,
}

/// Why something could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// It is not JSON or not YAML.
    Syntax(Box<Finding>),
    /// Nothing but blanks.
    Empty,
    /// More than is read at once.
    TooLarge,
    /// More texts, or parts, than are read at once.
    TooMany,
    /// The file is no text.
    NotText,
    /// It is no known shape; its first fields.
    Unknown(Vec<String>),
    /// Text that is neither.
    Prose,
    /// A command without its output.
    OnlyCommand,
    /// A Terraform source, which only Terraform can evaluate.
    TerraformSource,
    /// A Helm chart's template or values, which only Helm can render.
    HelmValues,
    /// A managed policy of which only the ARN is known.
    NoDocument(String),
    /// Managed policies that no role of the text has: how many.
    NotAttached(usize),
    /// Temporary or long-term credentials, which are not kept.
    Secret,
    /// A token, which is not kept.
    Token,
    /// A kubeconfig.
    Kubeconfig,
    /// The account cannot be told.
    NoAccount,
    /// A field is missing.
    Missing(&'static str),
    /// The policy inside is no JSON.
    BadPolicy,
    /// It is no scenario: the way and the reason.
    BadScenario(String),
    /// The link cannot be read.
    BadLink,
    /// A resource of a template that plays no part here; its type.
    OtherResource(String),
    /// A policy that eksctl writes and is not known here; its name.
    WellKnown(String),
    /// A second whole scenario.
    SecondScenario,
}

/// Reads texts into a scenario.
#[must_use]
pub fn import(current: &Scenario, inputs: &[Input], choices: &Choices) -> Import {
    // What gives way lends nothing: its account is not that of the texts.
    let nothing = Scenario::default();
    let known = if choices.mode == Mode::Replace { &nothing } else { current };
    let (items, mut unused) = recognise::all(known, inputs);
    let mut import = place::all(current, items, choices);
    unused.append(&mut import.unused);
    crate::order::sort_by_key(&mut unused, |entry| (entry.input, entry.line));
    import.unused = unused;
    import
}

/// Whether something that the texts name was there already, or nothing in them could stand by itself: then an example
/// that nobody has changed stays, and otherwise gives way.
#[must_use]
pub fn belongs_to(import: &Import) -> bool {
    let is_lone = |found: &Found| matches!(found.kind, Kind::TrustPolicy | Kind::Permissions | Kind::ResourcePolicy);
    let stands = |placed: &Placed| {
        let target = &placed.target;
        matches!(
            target,
            Target::Manifests(..)
                | Target::Role(_)
                | Target::TrustPolicy(_)
                | Target::RolePolicy(..)
                | Target::User(_)
                | Target::Association(..)
        )
    };
    let placed = || import.found.iter().flat_map(|found| found.placed.iter().map(move |placed| (found, placed)));
    let is_new = |arn: &str| {
        placed()
            .any(|(_, other)| other.change == Change::Added && matches!(&other.target, Target::Role(new) if new == arn))
    };
    let known = placed().filter(|(found, placed)| !is_lone(found) && stands(placed)).any(|(_, placed)| {
        let of_known = matches!(&placed.target, Target::RolePolicy(arn, _) if !is_new(arn));
        placed.change != Change::Added || of_known
    });
    known || !placed().any(|(_, placed)| stands(placed))
}

/// What a text is, where it is another thing than the document into which it was pasted holds.
#[must_use]
pub fn misplaced(current: &Scenario, document: SourceId, text: &str) -> Option<Kind> {
    let (items, _) = recognise::all(current, &[Input::text(text)]);
    let fits = |kind: &Kind| match (kind, document) {
        (Kind::Manifest, _) => document == SourceId::Manifests,
        (Kind::TrustPolicy, SourceId::TrustPolicy(_)) => true,
        (Kind::ResourcePolicy, SourceId::ResourcePolicy(_) | SourceId::ResourceControlPolicy(..)) => true,
        (Kind::ResourcePolicy, SourceId::EndpointPolicy) => true,
        (Kind::Permissions, SourceId::Manifests | SourceId::TrustPolicy(_) | SourceId::ResourcePolicy(_)) => false,
        (Kind::Permissions, _) => true,
        _ => false,
    };
    items.into_iter().map(|item| item.kind).find(|kind| !fits(kind))
}

/// The scenario of a link's code, the part after `#/s/`.
#[must_use]
pub fn shared(code: &str) -> Option<Scenario> {
    crate::share::decode(code).ok()
}
