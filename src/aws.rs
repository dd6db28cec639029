//! Names of AWS: ARNs, OIDC issuers and providers, the action catalogue.

pub mod oidc;
