//! Changes of a scenario that are more than typing: documents and their owners are added, renamed, moved, copied and
//! removed.
//!
//! What always holds: nothing here changes its input; what a change would make impossible (a second boundary, a step
//! above the first) is `None`. Names that are made up are new ones. Text that somebody pasted is never rewritten; the
//! fields that name a role, a user or a group follow its new name.

mod add;
mod moved;
mod name;
mod outline;
mod remove;
mod shift;
mod template;

pub use add::{New, add};
pub use moved::moved;
pub use name::{NameFault, fault, is_role_arn, name, rename};
pub use outline::{Owner, Section, outline, owner, tabs};
pub use remove::remove;
pub use shift::{Way, can_shift, duplicate, shift};
pub use template::Known;

use super::Scenario;
use crate::text::SourceId;

/// What can be named, moved and removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// One document.
    Document(SourceId),
    /// A role, a user, a group or a level of the organization, with all its documents.
    Owner(Owner),
}

/// A changed scenario, and which of its documents is to be shown now.
#[derive(Clone, Debug, PartialEq)]
pub struct Edited {
    /// The scenario after the change.
    pub scenario: Scenario,
    /// What the reader wants to see next.
    pub show: SourceId,
}

/// An index that fits a [`SourceId`]; beyond it nothing is added.
fn index(length: usize) -> Option<u16> {
    u16::try_from(length).ok().filter(|&index| index < u16::MAX)
}

/// `wanted`, or `wanted-2`, `wanted-3` … where it is taken.
pub(crate) fn unique(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    if !taken(wanted) {
        return wanted.to_owned();
    }
    // A name that already ends with a number counts on.
    let (stem, first) = match wanted.rsplit_once('-') {
        Some((stem, digits)) => digits.parse::<u16>().map_or((wanted, 2), |number| (stem, u32::from(number) + 1)),
        None => (wanted, 2),
    };
    let mut names = (first..).map(|number| format!("{stem}-{number}"));
    names.find(|name| !taken(name)).unwrap_or_default()
}
