//! The simulation core of the IRSA Playground.
//!
//! Given Kubernetes manifests and AWS IAM policies as text ([`scenario::Scenario`]), [`chain::simulate`] walks the
//! whole way of IAM roles for ServiceAccounts: Pod, ServiceAccount, projected token, IAM role, allowed actions.
//!
//! What always holds here: the core knows no web crate (they stand behind the feature `web`), never panics on any
//! input, and returns typed reasons with places in the text, never sentences; [`message`] makes the sentences.

pub mod assist;
pub mod aws;
pub mod base64url;
pub mod chain;
pub mod compare;
pub mod concept;
pub mod credentials;
pub mod diagnostic;
pub mod diff;
pub mod gallery;
pub mod handbook;
pub mod iam;
pub mod import;
pub mod keep;
pub mod kubernetes;
pub mod lesson;
pub mod lint;
pub mod message;
pub mod order;
pub mod picture;
pub mod propose;
pub mod reference;
pub mod scenario;
pub mod share;
pub mod syntax;
pub mod text;

#[cfg(feature = "web")]
pub mod api;
#[cfg(feature = "web")]
pub mod app;
