//! Names of AWS: ARNs, OIDC issuers and providers, the action catalogue.

pub mod arn;
pub mod catalog;
pub mod oidc;
pub mod operations;
pub mod sts;

pub use arn::Arn;
pub use catalog::AccessLevel;
