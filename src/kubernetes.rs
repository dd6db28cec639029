//! Kubernetes: the objects that IRSA needs, admission, the pod identity webhook, projected tokens and RBAC.

pub use fault::ManifestFault;

pub mod object;
pub mod rbac;
pub mod token;
pub mod webhook;

mod fault;
