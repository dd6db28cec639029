//! Why a YAML document is not an object that Kubernetes accepts, or not one that does what was meant.

use serde::Serialize;

/// What the API server refuses, or what will not do what it seems to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", content = "detail", rename_all = "camelCase")]
pub enum ManifestFault {}
