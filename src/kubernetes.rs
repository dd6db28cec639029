//! Kubernetes: the objects that IRSA needs, admission, the pod identity webhook, projected tokens and RBAC.

pub use fault::ManifestFault;

pub mod admission;
pub mod decode;
pub mod edit;
pub mod kind;
pub mod manifest;
pub mod names;
pub mod object;
pub mod print;
pub mod rbac;
pub mod service_account;
pub mod token;
pub mod validation;
pub mod webhook;
pub mod workload;

mod fault;
