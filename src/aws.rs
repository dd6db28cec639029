//! Names of AWS: ARNs, OIDC issuers and providers, the action catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
/// tmp
pub enum AccessLevel {
    /// r
    Read,
}

/// tmp
impl AccessLevel {
    /// tmp
    pub fn name(self) -> &'static str {
        ""
    }
}
/// tmp
pub mod catalog {
    /// tmp
    pub const DATE: &str = "2026-09-26";
}
