//! Whose access is shown: its matrix, its questions, and how it is named in them.

use crate::app::hooks::Store;
use crate::chain::board::Board;
use crate::chain::simulation::{Chain, Matrix, QuestionAnswer};
use crate::chain::{Step, Verdict};
use std::rc::Rc;

/// Somebody whose access is shown.
#[derive(Clone, Debug)]
pub struct Subject {
    /// `Kind/namespace/name` of a workload, or an ARN: what questions call it.
    pub principal: String,
    /// What it may do.
    pub matrix: Rc<Matrix>,
    /// The answers to its questions.
    pub answers: Vec<QuestionAnswer>,
    /// The link that keeps it from getting there, if one does.
    pub stopped_at: Option<Step>,
}

impl Subject {
    /// The workload of the chain that is shown.
    #[must_use]
    pub fn of_chain(store: &Store) -> Option<Self> {
        let chain = store.chain()?;
        let before = chain.links.iter().filter(|link| link.step < Step::AllowAction);
        Some(Self {
            principal: principal(chain),
            matrix: Rc::clone(&chain.permissions),
            answers: chain.answers.clone(),
            stopped_at: before.into_iter().find(|link| link.verdict != Verdict::Pass).map(|link| link.step),
        })
    }

    /// Its matrix with the scenario's questions.
    #[must_use]
    pub fn board<'a>(&'a self, store: &'a Store) -> Board<'a> {
        Board {
            matrix: &self.matrix,
            questions: &store.scenario.questions,
            answers: &self.answers,
            principal: &self.principal,
        }
    }
}

fn principal(chain: &Chain) -> String {
    format!("{}/{}/{}", chain.workload.kind, chain.workload.namespace, chain.workload.name)
}
