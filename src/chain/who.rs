//! Who can: for a role, which ServiceAccounts and other principals may become it ([`role`]); for an action on a
//! resource, who may do it ([`resource`]).
//!
//! What always holds: everything is decided by the engine; which ServiceAccounts a trust policy lets in is told as
//! patterns that hold exactly those ([`subjects`]), also those that do not exist yet. What cannot be decided is
//! `unknown` and never "cannot".

mod resource;
mod role;
mod side;
mod subjects;

pub use resource::{Actor, Can, Means, WhoCan, who_can};
pub(super) use role::lets_in;
pub use role::{Becoming, Entrant, Maker, Member, TokenTrust, who_becomes};
pub use side::{Own, Trusting};
pub use subjects::{Subjects, Way, Width, pattern_parts};
