//! Pictures as data: boxes, lines and labels with their places, made from a simulation. The page draws them, and
//! [`svg`] writes them as a file.
//!
//! What always holds: a picture knows no colours, only what each shape means ([`Paint`]) and the verdict it carries
//! ([`Tone`]), so the page's themes and the file's share one source; verdicts differ by sign, word and line style, not
//! by colour alone; coordinates are whole units.

mod boxes;
mod chain;
mod identity;
mod journey;
pub mod overview;
mod principal;
pub mod svg;
mod text;
mod wire;

pub use chain::chain;
pub use principal::principal;
pub use text::{service_of, short_resource};

use crate::chain::{Chain, PrincipalChain, Simulation, Step, Verdict};

/// A drawn picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picture {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// One sentence for those who do not see it.
    pub label: String,
    /// What is drawn, the lowest first.
    pub parts: Vec<Part>,
    /// The way of a request through it, stage by stage.
    pub journey: Vec<Stage>,
}

/// One stage of a request's way: where it goes, and what happens there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The places it passes, the first one where it starts.
    pub points: Vec<(i32, i32)>,
    /// What happens.
    pub sentence: String,
    /// How it ends.
    pub tone: Tone,
    /// The link that it belongs to.
    pub step: Option<Step>,
}

/// Some shapes that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// The verdict that it carries.
    pub tone: Tone,
    /// What a click on it shows.
    pub target: Option<Target>,
    /// Its name in full.
    pub label: String,
    /// Its shapes, the lowest first.
    pub shapes: Vec<Shape>,
}

/// What a part of a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// A Pod, ServiceAccount, role, resource …
    Station,
    /// The numbered sign of a link.
    Knot,
    /// A line.
    Wire,
    /// The border of an account, a caption.
    Note,
    /// A row of the overview.
    Row,
    /// The head of a group in the overview.
    Group,
}

/// What a click on a part shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A link.
    Link(Step),
    /// Who may become a role, by its ARN.
    Role(String),
    /// A chain, by its place among all [`Subject`]s.
    Subject(usize),
    /// A group of the overview, opened or closed.
    Group(String),
}

/// The verdict that a shape carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It holds.
    Pass,
    /// It breaks.
    Fail,
    /// It cannot be decided.
    Unknown,
    /// It is not reached.
    NotReached,
    /// It works, as somebody else than was meant.
    Caution,
    /// It carries none.
    Plain,
}

impl From<Verdict> for Tone {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Pass => Self::Pass,
            Verdict::Fail => Self::Fail,
            Verdict::Unknown => Self::Unknown,
            Verdict::NotReached => Self::NotReached,
        }
    }
}

impl Tone {
    /// Its class on the page.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Unknown => "unknown",
            Self::NotReached => "not-reached",
            Self::Caution => "caution",
            Self::Plain => "plain",
        }
    }

    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Pass => "✓",
            Self::Fail => "✕",
            Self::Unknown => "?",
            Self::NotReached => "·",
            Self::Caution => "!",
            Self::Plain => "",
        }
    }
}

/// What a shape means, and thus how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// The border of a box.
    Box,
    /// The border of a box that is chosen.
    Chosen,
    /// The border of an account.
    Frame,
    /// A drawn link.
    Wire,
    /// The cross in a broken link.
    Cross,
    /// The disc of a numbered link.
    Disc,
    /// A transparent shape that makes a small target larger.
    Touch,
    /// The number in a disc.
    Number,
    /// What a box is: small.
    Kind,
    /// What it is called: bold.
    Name,
    /// Where it belongs: small.
    Detail,
    /// A caption under a line.
    Caption,
    /// A sign or word that carries the tone's colour.
    Word,
}

impl Paint {
    /// Its class on the page.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Box => "p-box",
            Self::Chosen => "p-chosen",
            Self::Frame => "p-frame",
            Self::Wire => "p-wire",
            Self::Cross => "p-cross",
            Self::Disc => "p-disc",
            Self::Touch => "p-touch",
            Self::Number => "p-number",
            Self::Kind => "p-kind",
            Self::Name => "p-name",
            Self::Detail => "p-detail",
            Self::Caption => "p-caption",
            Self::Word => "p-word",
        }
    }
}

/// A shape with its meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What it means.
    pub paint: Paint,
    /// What it is.
    pub form: Form,
}

/// A shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// A rectangle with round corners.
    Rect {
        /// Left.
        x: i32,
        /// Top.
        y: i32,
        /// Width.
        width: i32,
        /// Height.
        height: i32,
    },
    /// A circle.
    Circle {
        /// Centre.
        x: i32,
        /// Centre.
        y: i32,
        /// Radius.
        radius: i32,
    },
    /// A path in the words of SVG.
    Path(String),
    /// A line of text.
    Text {
        /// Left end, middle or right end.
        x: i32,
        /// Base line.
        y: i32,
        /// Which of them `x` is.
        anchor: Anchor,
        /// The text.
        text: String,
    },
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The left end.
    Start,
    /// The middle.
    Middle,
    /// The right end.
    End,
}

impl Anchor {
    /// As SVG calls it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Whose way is drawn.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// A container of a workload.
    Chain(&'a Chain),
    /// A user, a role or a service.
    Principal(&'a PrincipalChain),
}

/// Everything that has a way, in order: containers, then principals that are asked about, then those that are not.
#[must_use]
pub fn subjects(simulation: &Simulation) -> Vec<Subject<'_>> {
    let chains = simulation.chains.iter().map(Subject::Chain);
    let principals = simulation.principals.iter().chain(&simulation.unasked).map(Subject::Principal);
    chains.chain(principals).collect()
}

/// The subject at a place, without making the list.
#[must_use]
pub fn subject(simulation: &Simulation, at: usize) -> Option<Subject<'_>> {
    let Simulation { chains, principals, unasked, .. } = simulation;
    if let Some(chain) = chains.get(at) {
        return Some(Subject::Chain(chain));
    }
    let at = at.checked_sub(chains.len())?;
    let found = principals.get(at).or_else(|| unasked.get(at.checked_sub(principals.len())?))?;
    Some(Subject::Principal(found))
}

/// How many subjects there are.
#[must_use]
pub fn count(simulation: &Simulation) -> usize {
    simulation.chains.len() + simulation.principals.len() + simulation.unasked.len()
}

impl Subject<'_> {
    /// The verdict of its way.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self {
            Self::Chain(chain) => chain.verdict(),
            Self::Principal(chain) => chain.verdict(),
        }
    }

    /// What tells it from the others, while the rest of the scenario changes.
    #[must_use]
    pub fn is_same(&self, other: &Subject<'_>) -> bool {
        match (self, other) {
            (Self::Chain(a), Subject::Chain(b)) => {
                let name = |chain: &Chain| {
                    let workload = &chain.workload;
                    [&workload.kind, &workload.namespace, &workload.name, &chain.container].map(Clone::clone)
                };
                name(a) == name(b)
            }
            (Self::Principal(a), Subject::Principal(b)) => {
                a.principal == b.principal && a.action == b.action && a.resource == b.resource
            }
            _ => false,
        }
    }
}
