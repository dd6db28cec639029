//! Facts of a running cluster that no text shows.
//!
//! What always holds: the default of every field is that of a healthy EKS cluster with nodes on EC2 and a way to the
//! internet, so a scenario that says nothing of its runtime claims nothing unusual.

use super::is_default;
use serde::Serialize;

/// Facts of a running cluster that no text shows; the default is a healthy EKS cluster.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Runtime {
    /// The pod identity webhook is not installed, or not reachable.
    #[serde(skip_serializing_if = "is_default")]
    pub webhook_missing: bool,
    /// The EKS Pod Identity Agent is not installed, or a proxy swallows what is meant for it.
    #[serde(skip_serializing_if = "is_default")]
    pub agent_missing: bool,
    /// How old the Pod is compared with the annotation.
    #[serde(skip_serializing_if = "is_default")]
    pub lifecycle: Lifecycle,
    /// Seconds since the token was issued that the application holds; absent: it reads the file again in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_age: Option<u64>,
    /// `DurationSeconds` of the request; the SDK's default of 3600 if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_seconds: Option<u32>,
    /// What Pods run on.
    #[serde(skip_serializing_if = "is_default")]
    pub compute: Compute,
    /// Whether Pods reach the internet.
    #[serde(skip_serializing_if = "is_default")]
    pub network: Network,
    /// The STS endpoint that the SDK calls; absent: what the container's environment says, else the regional one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sts_endpoint: Option<StsEndpoint>,
    /// What the application does besides its SDK.
    #[serde(skip_serializing_if = "is_default")]
    pub application: Application,
    /// Characters that a trust policy of the role's account may have, white space not counted; 2048 if absent, which
    /// is the default of the quota `ACLSizePerRole`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trust_policy_quota: Option<u32>,
}

impl Runtime {
    pub(super) fn is_ordinary(&self) -> bool {
        *self == Self::default()
    }
}

/// When the Pod was created.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Lifecycle {
    /// After the ServiceAccount had its annotation, and the webhook had seen it.
    #[default]
    InOrder,
    /// Before the annotation: the webhook saw none.
    PodBeforeAnnotation,
    /// In the same instant as the ServiceAccount: the webhook did not know it yet.
    NotInWebhookCache,
}

/// What Pods run on. EKS Pod Identity works on Linux nodes of EC2 and on hybrid nodes only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Compute {
    /// Linux nodes on EC2, or hybrid nodes.
    #[default]
    Linux,
    /// Windows nodes.
    Windows,
    /// AWS Fargate; it has no instance metadata service.
    Fargate,
    /// EKS Anywhere, Outposts, or a cluster of one's own.
    OutsideEks,
}

/// Whether Pods reach the internet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Network {
    /// They do.
    #[default]
    Internet,
    /// They do not: private subnets without NAT, with VPC endpoints for the regional services.
    NoInternet,
}

/// An endpoint of STS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum StsEndpoint {
    /// `sts.<region>.amazonaws.com`
    Regional,
    /// `sts.amazonaws.com`, the default of old SDKs.
    Global,
}

/// What the application does besides its SDK.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Application {
    /// Nothing special.
    #[default]
    Ordinary,
    /// It calls `sts.amazonaws.com` itself, with credentials that sign for another Region.
    ExplicitGlobalStsEndpoint,
}

/// Whether STS gets at the keys of an issuer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum VerificationKeys {
    /// It does, as with every EKS cluster.
    #[default]
    Found,
    /// The discovery document or the keys cannot be fetched: a private or wrong issuer of a cluster of one's own.
    Unreachable,
    /// The issuer's certificate is not from a public authority and not among the provider's thumbprints.
    ThumbprintMismatch,
}
