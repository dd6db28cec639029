//! Lessons: a story, a configuration that is broken or unfinished, and a goal stated as verdicts.
//!
//! What always holds: a goal asks the simulation and compares no text, so every configuration that does what is asked
//! passes; what cannot be decided never fulfils anything; `tests/lessons.rs` holds every lesson to its own hints and
//! solution.

pub mod challenge;
mod change;
pub mod check;
mod fit;
pub mod kept;
mod read;
pub mod task;

pub use change::{Change, ChangeError, apply, document};
pub use check::{Mark, Progress, State, Why, check};
pub use fit::fitting;
pub use kept::{Kept, Reached};
pub use task::Task;

use crate::chain::{Step, Verdict};
use crate::gallery::Bilingual;
use crate::iam::context::ContextValue;
use crate::scenario::{Scenario, ScenarioError};
use std::collections::BTreeMap;
use std::rc::Rc;

/// All lessons.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// In the order in which they are learned.
    pub parts: Vec<Part>,
}

/// Lessons about one subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Such as `iam`.
    pub id: String,
    /// Its name.
    pub title: Bilingual,
    /// What one can do after it.
    pub about: Bilingual,
    /// The lessons, in order.
    pub lessons: Vec<Rc<Lesson>>,
}

/// A lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The name of its folder, and of its link `#/l/<id>`.
    pub id: String,
    /// Its title.
    pub title: Bilingual,
    /// Three sentences; identifiers in backticks, `[words](#/k/<concept>)` links to a concept.
    pub story: Bilingual,
    /// The error that people saw, word for word.
    pub error: Option<String>,
    /// The view in which its point is seen, such as `kubernetes`; absent: the first.
    pub view: Option<String>,
    /// The document that is open at the start, as [`crate::text::SourceId`] is displayed.
    pub document: Option<String>,
    /// The configuration at the start.
    pub scenario: Scenario,
    /// What comes out of the start.
    pub start: Start,
    /// What is to be reached.
    pub goal: Vec<Check>,
    /// They lead and do not tell.
    pub hints: Vec<Hint>,
    /// One way to the goal, of many.
    pub solution: Vec<Change>,
    /// What one knows afterwards.
    pub learned: Bilingual,
    /// Where AWS and Kubernetes say it.
    pub links: Vec<Reference>,
    /// Concepts, by their id.
    pub concepts: Vec<String>,
    /// Least privilege, or whatever else goes beyond the goal.
    pub bonus: Option<Bonus>,
}

/// What comes out of the start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The link at which the first chain stops.
    pub link: Option<Step>,
    /// As whom it runs, as [`crate::chain::Identity`] is written.
    pub identity: Option<String>,
}

/// A hint, and the step that follows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// One or two sentences.
    pub text: Bilingual,
    /// What somebody does who follows it; the goal is not reached yet.
    pub changes: Vec<Change>,
}

/// A page of AWS or Kubernetes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its title.
    pub title: Bilingual,
    /// `https://…`
    pub url: String,
}

/// What goes beyond the goal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bonus {
    /// One or two sentences.
    pub text: Bilingual,
    /// What is to be reached besides the goal.
    pub goal: Vec<Check>,
    /// One way, from the solution on.
    pub solution: Vec<Change>,
}

/// One point of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The point in words.
    pub text: Bilingual,
    /// What must be so.
    pub demand: Demand,
}

/// What must be so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// A link of a chain, or the whole of it.
    Chain {
        /// `Kind/namespace/name`, all its containers; absent: the first chain.
        workload: Option<String>,
        /// The link; absent: the whole chain.
        link: Option<Step>,
        /// `pass` or `fail`.
        verdict: Verdict,
    },
    /// Who a container really is.
    Identity {
        /// `Kind/namespace/name`, all its containers; absent: the first chain.
        workload: Option<String>,
        /// As [`crate::chain::Identity`] is written.
        identity: String,
        /// The role whose session it is.
        role: Option<String>,
    },
    /// What somebody may do.
    Access {
        /// A workload, or the ARN of a user or role, or a service.
        principal: String,
        /// Such as `s3:GetObject`.
        action: String,
        /// An ARN, or `*`.
        resource: String,
        /// Condition keys of the request.
        context: BTreeMap<String, ContextValue>,
        /// What must come out.
        answer: Wanted,
    },
    /// Whether a role lets a ServiceAccount of the cluster in.
    Trust {
        /// The role.
        role: String,
        /// `system:serviceaccount:<namespace>:<name>`
        subject: String,
        /// Whether.
        trusted: bool,
    },
    /// What a ServiceAccount, or the Pods of a workload under whatever account they run, may do in the cluster.
    Cluster {
        /// `namespace/name`, or `Kind/namespace/name` of a workload.
        asker: String,
        /// Such as `list`.
        verb: String,
        /// Such as `pods`, `deployments.apps`, `pods/log`.
        resource: String,
        /// Where; absent: in the whole cluster.
        namespace: Option<String>,
        /// Whether.
        can: bool,
    },
    /// What is wrong in the texts.
    Errors {
        /// So many errors at most.
        errors: u64,
    },
    /// What stays as it was at the start.
    Unchanged {
        /// A document, or `settings`.
        unchanged: String,
    },
}

/// What must come out of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Allowed.
    Allowed,
    /// Denied, in one way or the other.
    Denied,
    /// Denied by a statement.
    ExplicitDeny,
    /// Denied because nothing allows it.
    ImplicitDeny,
}

impl Course {
    /// Reads the course.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        read::course(text)
    }

    /// All lessons, in order.
    pub fn lessons(&self) -> impl Iterator<Item = &Rc<Lesson>> {
        self.parts.iter().flat_map(|part| &part.lessons)
    }

    /// A lesson by its id.
    #[must_use]
    pub fn lesson(&self, id: &str) -> Option<&Rc<Lesson>> {
        self.lessons().find(|lesson| lesson.id == id)
    }

    /// The part that a lesson stands in.
    #[must_use]
    pub fn part_of(&self, id: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.lessons.iter().any(|lesson| lesson.id == id))
    }

    /// The lesson after another, in the same part or the next.
    #[must_use]
    pub fn after(&self, id: &str) -> Option<&Rc<Lesson>> {
        let mut all = self.lessons();
        all.find(|lesson| lesson.id == id)?;
        all.next()
    }
}

impl Lesson {
    /// The documents that must stay as they are.
    pub fn locked(&self) -> impl Iterator<Item = &str> {
        self.goal.iter().filter_map(|check| match &check.demand {
            Demand::Unchanged { unchanged } => Some(unchanged.as_str()),
            _ => None,
        })
    }

    /// The configuration after the steps of the first hints.
    ///
    /// # Errors
    /// The first step that does not fit.
    pub fn after_hints(&self, count: usize) -> Result<Scenario, ChangeError> {
        self.hints.iter().take(count).try_fold(self.scenario.clone(), |scenario, hint| apply(&scenario, &hint.changes))
    }

    /// The configuration after the solution.
    ///
    /// # Errors
    /// The first step that does not fit.
    pub fn solved(&self) -> Result<Scenario, ChangeError> {
        apply(&self.scenario, &self.solution)
    }

    /// The configuration after the solution and that of the bonus.
    ///
    /// # Errors
    /// The first step that does not fit.
    pub fn bonus_solved(&self) -> Result<Scenario, ChangeError> {
        let changes = self.bonus.as_ref().map(|bonus| bonus.solution.as_slice()).unwrap_or_default();
        apply(&self.solved()?, changes)
    }
}
