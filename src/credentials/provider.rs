//! The providers of all SDKs, by what they are and what they will use.
//!
//! What always holds: a provider that was chosen carries everything needed to make its call.

use serde::Serialize;

/// A kind of provider, over all SDKs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ProviderKind {
    /// Java system properties.
    SystemProperties,
    /// `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`.
    Environment,
    /// A profile with `role_arn` and a source.
    AssumeRole,
    /// `AWS_WEB_IDENTITY_TOKEN_FILE` or a profile with `web_identity_token_file`.
    WebIdentity,
    /// IAM Identity Center.
    Sso,
    /// The shared credentials file; in JavaScript, Go, Java and Rust the merged profile.
    SharedCredentialsFile,
    /// `aws login`
    Login,
    /// `credential_process`
    Process,
    /// Keys in the config file.
    ConfigFile,
    /// `AWS_CREDENTIAL_FILE` of the first EC2 tools.
    Ec2CredentialsFile,
    /// The configuration of boto 2.
    BotoConfig,
    /// Container credentials: ECS, and EKS Pod Identity.
    Container,
    /// The instance metadata service: the node's role.
    InstanceMetadata,
}

impl ProviderKind {
    /// botocore's name of the provider (`METHOD`).
    #[must_use]
    pub fn botocore_method(self) -> &'static str {
        match self {
            Self::SystemProperties => "system-properties",
            Self::Environment => "env",
            Self::AssumeRole => "assume-role",
            Self::WebIdentity => "assume-role-with-web-identity",
            Self::Sso => "sso",
            Self::SharedCredentialsFile => "shared-credentials-file",
            Self::Login => "login",
            Self::Process => "custom-process",
            Self::ConfigFile => "config-file",
            Self::Ec2CredentialsFile => "ec2-credentials-file",
            Self::BotoConfig => "boto-config",
            Self::Container => "container-role",
            Self::InstanceMetadata => "iam-role",
        }
    }
}

/// A provider that was chosen, with what it will use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Provider {
    /// Long-lived or pasted keys. They belong to whoever owns them, whatever role the Pod has.
    StaticKeys {
        /// Where they stand.
        from: ProviderKind,
        /// The key's id.
        access_key_id: String,
        /// The profile, where they stand in one.
        profile: Option<String>,
    },
    /// `sts:AssumeRoleWithWebIdentity`
    WebIdentity {
        /// The role.
        role_arn: String,
        /// The path of the token.
        token_file: String,
        /// The session name, where one is configured.
        session_name: Option<String>,
        /// The profile it stands in; the environment variables if `None`.
        profile: Option<String>,
    },
    /// `sts:AssumeRole`
    AssumeRole {
        /// The role.
        role_arn: String,
        /// The external id, where one is configured.
        external_id: Option<String>,
        /// The session name, where one is configured.
        session_name: Option<String>,
        /// The lifetime in seconds, where one is configured.
        duration_seconds: Option<u32>,
        /// The profile it stands in.
        profile: String,
        /// Whose credentials make the call.
        source: Box<Provider>,
    },
    /// IAM Identity Center.
    Sso {
        /// The profile.
        profile: String,
        /// The account.
        account: String,
        /// The permission set.
        role: String,
    },
    /// `aws login`
    Login {
        /// The profile.
        profile: String,
    },
    /// An external program.
    Process {
        /// The profile.
        profile: String,
        /// The command line.
        command: String,
    },
    /// A container credentials endpoint; on EKS the Pod Identity agent.
    Container {
        /// The endpoint.
        uri: String,
        /// The path of the token that is sent to it.
        token_file: Option<String>,
    },
    /// The node's role.
    InstanceMetadata,
}

impl Provider {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ProviderKind {
        match self {
            Self::StaticKeys { from, .. } => *from,
            Self::WebIdentity { .. } => ProviderKind::WebIdentity,
            Self::AssumeRole { .. } => ProviderKind::AssumeRole,
            Self::Sso { .. } => ProviderKind::Sso,
            Self::Login { .. } => ProviderKind::Login,
            Self::Process { .. } => ProviderKind::Process,
            Self::Container { .. } => ProviderKind::Container,
            Self::InstanceMetadata => ProviderKind::InstanceMetadata,
        }
    }
}
