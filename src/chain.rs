//! The walk from Pod to allowed action: `simulate(&Scenario) -> Simulation`.
//!
//! What always holds: one [`Chain`] for every container of every workload, each with the seven links in order; after
//! the first link that does not pass, nothing is claimed to have happened (`notReached`), but what the later links
//! would say is still there to read; the identity is what the container really runs as, whatever link broke.

mod admits;
mod association;
pub mod board;
mod candidates;
mod denial;
pub mod effective;
pub mod escalation;
mod exchange;
pub mod explain;
mod fault;
pub mod grant;
mod identity;
mod inject;
pub mod inspect;
pub mod link;
pub mod permission;
mod pick;
pub mod principal;
pub mod reason;
mod remedy;
mod select;
mod session;
mod simulate;
pub mod simulation;
pub mod task;
mod trust;
pub mod who;
pub mod whose;
pub(crate) mod world;

pub use admits::admits;
pub use explain::{Explained, explain_access, explain_trust};
pub use inspect::{Inspection, inspect};
pub use link::{Comparison, Link, Operand, Remedy, RemedyKind, Step, Verdict};
pub use principal::{Hop, HopKind, PrincipalChain, matrix as principal_matrix};
pub use reason::Reason;
pub use simulate::{Steps, simulate};
pub use simulation::{Assumption, Chain, Identity, Lesson, Simulation};
pub use whose::Whose;
