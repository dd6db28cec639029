//! English.

pub(super) mod advice;
pub(super) mod hover;
pub(super) mod irsa;
pub(super) mod lint;
pub(super) mod manifest;
pub(super) mod phrases;
pub(super) mod policy;
pub(super) mod reason;
pub(super) mod simulation;
pub(super) mod syntax;
pub(super) mod trust;
