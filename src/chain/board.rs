//! The permission matrix as it is read: answers under supposed condition keys laid over it, rows filtered and grouped
//! by service and access level, and the expectations with what became of them.
//!
//! What always holds: it borrows a matrix and the answers to questions, whoever's they are (a chain's, a user's), and
//! decides nothing itself.

use super::simulation::{Answer, Cell, Matrix, MatrixRow, QuestionAnswer};
use crate::aws::AccessLevel;
use crate::order;
use crate::scenario::{Expectation, Question};
use crate::text::SourceId;

/// A matrix with the questions of its principal.
#[derive(Clone, Copy, Debug)]
pub struct Board<'a> {
    /// The matrix.
    pub matrix: &'a Matrix,
    /// All questions of the scenario.
    pub questions: &'a [Question],
    /// The answers to those that are asked of this principal.
    pub answers: &'a [QuestionAnswer],
    /// Whom: `Kind/namespace/name`, or an ARN.
    pub principal: &'a str,
}

/// A cell as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown<'a> {
    /// The answer: that of the question where one supposes condition keys, else that of the matrix.
    pub cell: &'a Cell,
    /// The question about it, by its place in the scenario.
    pub question: Option<usize>,
}

/// Rows of one service and access level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowGroup {
    /// Such as `s3`.
    pub service: String,
    /// `None` for actions that are not in the catalogue.
    pub level: Option<AccessLevel>,
    /// Places in the matrix.
    pub rows: Vec<usize>,
    /// How many of the group's cells are allowed.
    pub allowed: usize,
}

/// Which rows are wanted; all that is left empty lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must occur in action or level, in any case.
    pub text: String,
    /// At least one cell with this answer.
    pub answer: Option<Answer>,
    /// This level only.
    pub level: Option<AccessLevel>,
    /// This service only.
    pub service: Option<String>,
}

/// A question that expects an answer, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected<'a> {
    /// Its place among the scenario's questions.
    pub index: usize,
    /// The question.
    pub question: &'a Question,
    /// The answer; `None` where it was never asked, because there is no session.
    pub cell: Option<&'a Cell>,
    /// Whether it holds.
    pub met: Met,
}

/// Whether an expectation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Met {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// It cannot be said.
    Unknown,
    /// Nothing is expected.
    Nothing,
}

impl<'a> Board<'a> {
    /// The cell of a row in a column, with what a question supposes.
    #[must_use]
    pub fn shown(&self, row: &'a MatrixRow, column: usize) -> Option<Shown<'a>> {
        let cell = row.cells.get(column)?;
        let resource = self.matrix.resources.get(column)?;
        let question = self.question(&row.action, resource);
        let supposed = question.filter(|index| self.questions.get(*index).is_some_and(|q| !q.context.is_empty()));
        let answered = supposed.and_then(|index| self.answer(index));
        Some(Shown { cell: answered.unwrap_or(cell), question })
    }

    /// The question about an action on a resource: the principal's own before one for everybody.
    #[must_use]
    pub fn question(&self, action: &str, resource: &str) -> Option<usize> {
        let asks = |index: &usize| self.questions.get(*index).is_some_and(|q| q.asks(self.principal, action, resource));
        let mut asking = (0..self.questions.len()).filter(asks);
        let first = asking.next()?;
        let own = |index: &usize| self.questions.get(*index).is_some_and(|question| question.principal.is_some());
        Some([first].into_iter().chain(asking).find(own).unwrap_or(first))
    }

    fn answer(&self, index: usize) -> Option<&'a Cell> {
        self.answers.iter().find(|answer| answer.question == index).map(|answer| &answer.cell)
    }

    /// The services of the rows, each once.
    #[must_use]
    pub fn services(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for row in &self.matrix.rows {
            let service = service(&row.action);
            if !found.contains(&service) {
                found.push(service);
            }
        }
        order::sort(&mut found);
        found
    }

    /// The rows that a filter lets through, grouped by service and access level.
    #[must_use]
    pub fn groups(&self, filter: &Filter) -> Vec<RowGroup> {
        let mut groups: Vec<RowGroup> = Vec::new();
        for (index, row) in self.matrix.rows.iter().enumerate().filter(|(_, row)| self.passes(filter, row)) {
            let service = service(&row.action);
            let allowed = self.count(row, Answer::Allowed);
            match groups.iter_mut().find(|group| group.service == service && group.level == row.access_level) {
                Some(group) => {
                    group.rows.push(index);
                    group.allowed += allowed;
                }
                None => groups.push(RowGroup { service, level: row.access_level, rows: vec![index], allowed }),
            }
        }
        order::sort_by_key(&mut groups, |group| (group.service.clone(), group.level));
        groups
    }

    fn passes(&self, filter: &Filter, row: &'a MatrixRow) -> bool {
        let lower = row.action.to_lowercase();
        let level = row.access_level.map(|level| level.name().to_lowercase()).unwrap_or_default();
        let text = filter.text.to_lowercase();
        let words = text.split_whitespace().all(|word| lower.contains(word) || level.contains(word));
        words
            && filter.level.is_none_or(|level| row.access_level == Some(level))
            && filter.service.as_ref().is_none_or(|wanted| *wanted == service(&row.action))
            && filter.answer.is_none_or(|answer| self.count(row, answer) > 0)
    }

    fn count(&self, row: &'a MatrixRow, answer: Answer) -> usize {
        let cells = (0..row.cells.len()).filter_map(|column| self.shown(row, column));
        cells.filter(|shown| shown.cell.answer == answer).count()
    }

    /// What is asked of this principal, in the scenario's order; columns are no questions.
    #[must_use]
    pub fn expectations(&self) -> Vec<Expected<'a>> {
        let of_us = |question: &Question| question.principal.as_deref().is_none_or(|own| own == self.principal);
        let asked = self.questions.iter().enumerate().filter(|(_, question)| !question.is_column() && of_us(question));
        asked
            .map(|(index, question)| {
                let cell = self.answer(index);
                Expected { index, question, cell, met: met(question.expect, cell.map(|cell| cell.answer)) }
            })
            .collect()
    }
}

/// Whether an answer is the one that is expected.
#[must_use]
pub fn met(expect: Option<Expectation>, answer: Option<Answer>) -> Met {
    match (expect, answer) {
        (None | Some(Expectation::Either), _) => Met::Nothing,
        (_, None | Some(Answer::Depends | Answer::Unknown | Answer::NotApplicable)) => Met::Unknown,
        (Some(Expectation::Allowed), Some(Answer::Allowed)) => Met::Yes,
        (Some(Expectation::Denied), Some(Answer::ExplicitDeny | Answer::ImplicitDeny)) => Met::Yes,
        (Some(Expectation::Allowed), Some(Answer::ExplicitDeny | Answer::ImplicitDeny))
        | (Some(Expectation::Denied), Some(Answer::Allowed)) => Met::No,
    }
}

/// Whether a statement at the caret decided a cell.
#[must_use]
pub fn is_at(cell: &Cell, caret: Option<(SourceId, u32)>) -> bool {
    let at = |(source, byte): (SourceId, u32)| {
        cell.decided_by.iter().any(|place| place.source == source && place.span.touches(byte))
    };
    caret.is_some_and(at)
}

/// The service of an action.
#[must_use]
pub fn service(action: &str) -> String {
    action.split(':').next().unwrap_or_default().to_ascii_lowercase()
}
