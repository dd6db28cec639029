//! Names of AWS: ARNs, OIDC issuers and providers, the action catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
/// tmp
pub enum AccessLevel {
    /// r
    Read,
}
