//! The way of a user, a role or a service to an action: IAM before Kubernetes enters.
//!
//! What always holds: one for every question whose principal is an ARN or a service; the decision is that of
//! [`crate::iam::evaluate`], with the trace of every statement.

use super::world::World;
use serde::Serialize;

/// The way of one principal to what a question asks.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrincipalChain {
    /// Its place among the scenario's questions.
    pub question: usize,
}

/// One for every question whose principal is a user, a role or a service.
#[must_use]
pub fn chains(_world: &World) -> Vec<PrincipalChain> {
    Vec::new()
}
