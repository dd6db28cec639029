//! Why a JSON text is not a policy that IAM accepts.

use serde::Serialize;

/// What IAM refuses, or warns of, in a policy document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase")]
pub enum PolicyFault {}
