//! AWS IAM: policies as data, and what they decide.
//!
//! What always holds: [`lower::read`] turns text into a compiled [`Policy`](policy::Policy); [`evaluate::decide`]
//! decides a request against policies of every type, and [`evaluate::explain`] says why. Where AWS is silent the
//! choice is marked [`Undocumented`](undocumented::Undocumented).

pub use fault::{Expected, PolicyFault};

pub mod action;
pub mod condition;
pub mod context;
pub mod edit;
pub mod evaluate;
mod fault;
pub mod lower;
pub mod partition;
pub mod pattern;
pub mod policy;
pub mod principal;
pub mod print;
pub mod resource;
pub mod scope;
pub mod session_context;
pub mod tri;
pub mod undocumented;
pub mod variable;
