//! A change of a scenario that waits for its turn.
//!
//! What always holds: it is made of the scenario as the reducer has it. A page that is slow to paint still shows an
//! older one, and two fields that are typed into one after the other must not undo each other.

use crate::scenario::Scenario;
use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

/// What is to be done, until it is done.
type Pending = Option<Box<dyn FnOnce(&mut Scenario)>>;

/// A change that is made once.
#[derive(Clone)]
pub struct Revision(Rc<RefCell<Pending>>);

impl Revision {
    /// A change.
    pub fn new(change: impl FnOnce(&mut Scenario) + 'static) -> Self {
        Self(Rc::new(RefCell::new(Some(Box::new(change)))))
    }

    /// The scenario with the change; `None` where nothing changes, or the change was made before.
    #[must_use]
    pub fn of(&self, scenario: &Scenario) -> Option<Scenario> {
        let change = self.0.take()?;
        let mut next = scenario.clone();
        change(&mut next);
        (next != *scenario).then_some(next)
    }
}

impl fmt::Debug for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Revision")
    }
}
