//! Advice that changes no verdict: what works, and opens more than it should, or will not work for long.

pub mod policy;
pub mod trust;

pub use policy::PolicyLint;
pub use trust::TrustLint;
