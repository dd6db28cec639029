//! AWS IAM: policies as data, and what they decide.

pub use fault::PolicyFault;

mod fault;
