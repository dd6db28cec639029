//! What is no longer allowed.
//!
//! What always holds: an action stands here if and only if there is a resource on which it was allowed, or might have
//! been, and no longer is; one that was granted but worked on nothing is left out.

use crate::aws::AccessLevel;
use crate::chain::effective::Area;

/// Actions that lose the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    /// Where they were allowed.
    pub before: Vec<Area>,
    /// Where they still are; empty where nowhere.
    pub after: Vec<Area>,
    /// The actions, with their access level.
    pub actions: Vec<(String, Option<AccessLevel>)>,
}

impl Gone {
    /// Whether nothing of it is left.
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.after.is_empty()
    }
}
