//! English.

pub(super) mod manifest;
pub(super) mod policy;
pub(super) mod syntax;
