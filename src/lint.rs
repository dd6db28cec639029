//! Advice that changes no verdict: what works, and opens more than it should, or will not work for long.

pub mod trust;

pub use trust::TrustLint;
