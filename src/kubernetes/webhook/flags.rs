//! The command line of the webhook, as far as it changes what is injected.
//!
//! What always holds: [`Flags::default`] is the upstream default, [`Flags::eks`] what EKS is known to run.

/// The flags. Field names are the flag names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flags {
    /// `--annotation-prefix`
    pub annotation_prefix: String,
    /// `--token-audience`
    pub token_audience: String,
    /// `--token-mount-path`
    pub token_mount_path: String,
    /// `--token-expiration`, seconds
    pub token_expiration: i64,
    /// `--sts-regional-endpoint`
    pub sts_regional_endpoint: bool,
    /// `--aws-default-region`; empty injects no region.
    pub aws_default_region: String,
    /// `--compose-role-arn`; self-hosted only.
    pub compose_role_arn: Option<ComposeRoleArn>,
    /// The flags of EKS Pod Identity.
    pub pod_identity: PodIdentityFlags,
}

/// What a role name without `arn:` is completed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComposeRoleArn {
    /// Such as `aws`.
    pub partition: String,
    /// Twelve digits.
    pub account: String,
}

/// `--container-credentials-*`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PodIdentityFlags {
    /// The token's audience; no annotation overrides it.
    pub audience: String,
    /// Where the token volume is mounted.
    pub mount_path: String,
    /// The volume's name.
    pub volume: String,
    /// The file in the volume.
    pub token_path: String,
    /// The agent's address, as containers are told it.
    pub full_uri: String,
}

impl Default for PodIdentityFlags {
    fn default() -> Self {
        Self {
            audience: "pods.eks.amazonaws.com".to_owned(),
            mount_path: "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount".to_owned(),
            volume: "eks-pod-identity-token".to_owned(),
            token_path: "eks-pod-identity-token".to_owned(),
            full_uri: "http://169.254.170.23/v1/credentials".to_owned(),
        }
    }
}

impl PodIdentityFlags {
    /// The same on a cluster whose Pods have IPv6 addresses. Which address EKS injects there is not documented.
    #[must_use]
    pub fn ipv6() -> Self {
        Self { full_uri: "http://[fd00:ec2::23]/v1/credentials".to_owned(), ..Self::default() }
    }
}

impl Default for Flags {
    fn default() -> Self {
        Self {
            annotation_prefix: "eks.amazonaws.com".to_owned(),
            token_audience: "sts.amazonaws.com".to_owned(),
            token_mount_path: "/var/run/secrets/eks.amazonaws.com/serviceaccount".to_owned(),
            token_expiration: super::DEFAULT_EXPIRATION,
            sts_regional_endpoint: false,
            aws_default_region: String::new(),
            compose_role_arn: None,
            pod_identity: PodIdentityFlags::default(),
        }
    }
}

impl Flags {
    /// What EKS runs: regional STS endpoints (since 1.22) and the cluster's Region.
    #[must_use]
    pub fn eks(region: &str) -> Self {
        Self { sts_regional_endpoint: true, aws_default_region: region.to_owned(), ..Self::default() }
    }

    /// The annotation key with this name.
    pub(super) fn key(&self, name: &str) -> String {
        format!("{}/{name}", self.annotation_prefix)
    }
}
