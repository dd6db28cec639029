//! What the page asks and expects, kept as questions of the scenario: pins, supposed condition keys, typed resources.
//!
//! What always holds: a question that neither expects nor supposes anything and is no column is not kept; what the
//! page asks without expecting an answer is marked [`Expectation::Either`], so that it breaks no link.

use super::{Expectation, Question, Scenario};
use crate::iam::context::ContextValue;

impl Question {
    /// The action of a question that only makes its resource a column of the permission matrix.
    pub const EVERY_ACTION: &'static str = "*";

    /// Whether the question only makes its resource a column of the permission matrix.
    #[must_use]
    pub fn is_column(&self) -> bool {
        self.action == Self::EVERY_ACTION
    }

    /// Whether links 6 and 7 break where the answer is not `allowed`.
    #[must_use]
    pub fn breaks_links(&self) -> bool {
        let wanted = match self.expect {
            None | Some(Expectation::Allowed) => true,
            Some(Expectation::Denied | Expectation::Either) => false,
        };
        wanted && !self.is_column()
    }

    /// Whether it asks this of this principal; a question for everybody asks everybody.
    #[must_use]
    pub fn asks(&self, principal: &str, action: &str, resource: &str) -> bool {
        self.principal.as_deref().is_none_or(|own| own == principal)
            && self.resource == resource
            && self.action.eq_ignore_ascii_case(action)
    }

    fn is_idle(&self) -> bool {
        self.expect == Some(Expectation::Either) && self.context.is_empty() && !self.is_column()
    }
}

impl Scenario {
    /// The question that asks this of a principal: its own before one for everybody.
    #[must_use]
    pub fn question_of(&self, principal: &str, action: &str, resource: &str) -> Option<usize> {
        let mut asking = self.questions.iter().enumerate().filter(|(_, one)| one.asks(principal, action, resource));
        let own =
            self.questions.iter().position(|one| one.principal.is_some() && one.asks(principal, action, resource));
        own.or_else(|| asking.next().map(|(index, _)| index))
    }

    /// Expects an answer of a principal; [`Expectation::Either`] takes the expectation back.
    pub fn expect(&mut self, principal: &str, action: &str, resource: &str, expect: Expectation) {
        self.with_question(principal, action, resource, |question| question.expect = Some(expect));
    }

    /// Supposes a condition key of the request; `None` takes the supposition back.
    pub fn suppose(
        &mut self,
        (principal, action, resource): (&str, &str, &str),
        key: &str,
        value: Option<ContextValue>,
    ) {
        self.with_question(principal, action, resource, |question| {
            question.context.retain(|known, _| !known.eq_ignore_ascii_case(key));
            question.context.extend(value.map(|value| (key.to_owned(), value)));
        });
    }

    /// Makes a resource a column of the permission matrix.
    pub fn add_column(&mut self, resource: &str) {
        if !self.questions.iter().any(|one| one.is_column() && one.resource == resource) {
            self.questions.push(Question {
                action: Question::EVERY_ACTION.to_owned(),
                resource: resource.to_owned(),
                expect: Some(Expectation::Either),
                ..Question::default()
            });
        }
    }

    /// Takes back a column that was typed.
    pub fn remove_column(&mut self, resource: &str) {
        self.questions.retain(|one| !(one.is_column() && one.resource == resource));
    }

    /// Edits the question that asks this; it is made where there is none.
    fn with_question(&mut self, principal: &str, action: &str, resource: &str, edit: impl FnOnce(&mut Question)) {
        let index = self.question_of(principal, action, resource).unwrap_or(self.questions.len());
        if index == self.questions.len() {
            self.questions.push(Question {
                principal: (!principal.is_empty()).then(|| principal.to_owned()),
                action: action.to_owned(),
                resource: resource.to_owned(),
                expect: Some(Expectation::Either),
                ..Question::default()
            });
        }
        if let Some(question) = self.questions.get_mut(index) {
            edit(question);
        }
        self.questions.retain(|one| !one.is_idle());
    }
}
