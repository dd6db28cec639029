//! The walk from Pod to allowed action: `simulate(&Scenario) -> Simulation`.
//!
//! What always holds: one [`Chain`] for every container of every workload, each with the seven links in order; after
//! the first link that does not pass, nothing is claimed to have happened (`notReached`), but what the later links
//! would say is still there to read; the identity is what the container really runs as, whatever link broke.

mod candidates;
mod exchange;
mod fault;
mod inject;
pub mod link;
mod permission;
mod pick;
pub mod reason;
mod select;
mod simulate;
pub mod simulation;
mod trust;
mod world;

pub use link::{Comparison, Link, Operand, Remedy, RemedyKind, Step, Verdict};
pub use reason::Reason;
pub use simulate::simulate;
pub use simulation::{Assumption, Chain, Identity, Simulation};
