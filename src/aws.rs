//! Names of AWS: ARNs, OIDC issuers and providers, the action catalogue.

pub use arn::Arn;

pub mod arn;
pub mod catalog;
