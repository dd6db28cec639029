//! What is being played: the lesson that the page's scenario comes from.
//!
//! What always holds: only the scenario's origin decides it, so undo, a reload and another tab lead back into a lesson
//! as into any other work.

use super::course;
use super::state::Origin;
use crate::lesson::Lesson;
use std::rc::Rc;

/// What is being played.
#[derive(Clone, PartialEq)]
pub struct Play {
    /// Of which kind it is.
    pub kind: Kind,
    /// Story, goal, hints.
    pub lesson: Rc<Lesson>,
}

/// Of which kind something is that is played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A lesson of the course.
    Lesson,
}

/// What is played with a scenario of this origin; nothing, or not yet known, without the course.
#[must_use]
pub fn of(origin: &Origin) -> Option<Play> {
    match origin {
        Origin::Lesson(id) => {
            let lesson = course::known()?.lesson(id)?.clone();
            Some(Play { kind: Kind::Lesson, lesson })
        }
        Origin::Own | Origin::Example(_) | Origin::Link | Origin::Import | Origin::Empty => None,
    }
}
