//! The credential provider chains of the AWS SDKs: which provider a container's SDK picks, and what it does on error.
//!
//! What always holds: [`resolve`] makes no call; it says which provider is chosen from what the container can see. Whether
//! STS, the Pod Identity agent or IMDS then answer is decided elsewhere and told through [`Environment::failing`], so
//! that a chain which swallows errors can be followed to the identity that is really used. Python and CLI follow botocore
//! 1.44 (Apache-2.0; read and run), JavaScript v3 and Rust their sources, Go v2 and Java v2 their documentation.

mod container;
mod go;
mod ini;
mod java;
mod javascript;
mod profile;
mod python;
mod rust;
mod shlex;

use profile::Profiles;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Which SDK the application uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Sdk {
    /// boto3 and botocore.
    #[default]
    Python,
    /// AWS CLI: botocore with other words.
    Cli,
    /// AWS SDK for JavaScript v3.
    Javascript,
    /// AWS SDK for Go v2.
    Go,
    /// AWS SDK for Java 2.x with the `sts` module.
    Java,
    /// AWS SDK for Java 2.x without the `sts` module: web identity fails and is passed over.
    JavaWithoutSts,
    /// AWS SDK for Rust.
    Rust,
    /// Any SDK from before web identity (autumn 2019).
    Old,
}

impl Sdk {
    /// Whether an error of a configured provider is swallowed, so that the next provider is asked.
    #[must_use]
    pub fn falls_through_on_error(self) -> bool {
        match self {
            Self::Java | Self::JavaWithoutSts | Self::Old => true,
            Self::Python | Self::Cli | Self::Javascript | Self::Go | Self::Rust => false,
        }
    }

    /// The session name used where none is configured; what stands in `<…>` differs from call to call.
    #[must_use]
    pub fn default_session_name(self) -> &'static str {
        match self {
            Self::Python | Self::Cli | Self::Old => "botocore-session-<seconds>",
            Self::Javascript => "aws-sdk-js-session-<milliseconds>",
            Self::Go => "<nanoseconds>",
            Self::Java | Self::JavaWithoutSts => "aws-sdk-java-<milliseconds>",
            Self::Rust => "web-identity-token-<milliseconds>",
        }
    }
}

/// Whether the instance metadata service can be reached from the container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Imds {
    /// It answers, and hands out the node's role.
    Reachable,
    /// It does not: hop limit 1, Fargate, or blocked.
    Unreachable,
}

/// What the SDK can see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Environment {
    /// Environment variables of the container.
    pub variables: BTreeMap<String, String>,
    /// Files by path, for those that matter: `AWS_CONFIG_FILE` or `~/.aws/config`, and so on. A path that is not here
    /// does not exist; token files need not be listed.
    pub files: BTreeMap<String, String>,
    /// The profile the application passes in code, if it does.
    pub profile_argument: Option<String>,
    /// The instance metadata service.
    pub imds: Imds,
    /// Providers whose call is known to fail, such as web identity that STS refuses.
    pub failing: BTreeSet<ProviderKind>,
}

impl Environment {
    /// Variables only, no files.
    #[must_use]
    pub fn new(variables: BTreeMap<String, String>, imds: Imds) -> Self {
        Self { variables, files: BTreeMap::new(), profile_argument: None, imds, failing: BTreeSet::new() }
    }

    /// A variable, also where it is empty.
    fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// A variable that is not empty.
    fn set(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    fn config_path(&self) -> &str {
        self.get("AWS_CONFIG_FILE").unwrap_or("~/.aws/config")
    }

    fn credentials_path(&self) -> &str {
        self.get("AWS_SHARED_CREDENTIALS_FILE").unwrap_or("~/.aws/credentials")
    }

    fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }
}

/// A kind of provider, over all SDKs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// An error as the SDK raises it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialError {
    /// The class or code, such as `PartialCredentialsError`; empty where the SDK has none.
    pub class: String,
    /// The text.
    pub message: String,
}

impl CredentialError {
    fn new(class: &str, message: impl Into<String>) -> Self {
        Self { class: class.to_owned(), message: message.into() }
    }
}

/// What became of one provider of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "detail", rename_all = "camelCase")]
pub enum StepOutcome {
    /// It found nothing to do.
    NotConfigured,
    /// It was chosen.
    Chosen,
    /// It is configured, its call fails, and the SDK goes on.
    FailedAndPassedOver(Option<CredentialError>),
    /// It raised an error and the SDK stops.
    Stopped(CredentialError),
}

/// One provider of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// The provider.
    pub provider: ProviderKind,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: StepOutcome,
}

/// What the SDK ends up with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", content = "detail", rename_all = "camelCase")]
pub enum Found {
    /// A provider.
    Provider(Provider),
    /// An error before any call to AWS.
    Error(CredentialError),
    /// Nothing; what the SDK says at the first call.
    Nothing(CredentialError),
}

/// The outcome of the chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
    /// What was found.
    pub found: Found,
    /// The providers in the order they were asked, up to the one that decided.
    pub tried: Vec<Step>,
    /// Whether an error of the chosen provider would be swallowed.
    pub falls_through_on_error: bool,
}

/// Walks the chain of an SDK.
#[must_use]
pub fn resolve(sdk: Sdk, environment: &Environment) -> Resolution {
    match sdk {
        Sdk::Python | Sdk::Cli => python::resolve(sdk, environment),
        Sdk::Javascript => javascript::resolve(environment),
        Sdk::Go => go::resolve(environment),
        Sdk::Java | Sdk::JavaWithoutSts | Sdk::Old => java::resolve(sdk, environment),
        Sdk::Rust => rust::resolve(environment),
    }
}

/// What a provider says when asked.
type Attempt = Result<Option<Provider>, CredentialError>;

/// What providers are asked with.
struct Context<'a> {
    environment: &'a Environment,
    profiles: Profiles,
    /// The profile that counts.
    profile: String,
}

/// One link of a chain.
type Link = (ProviderKind, fn(&Context<'_>) -> Attempt);

/// Asks one provider after another.
fn walk(sdk: Sdk, context: &Context<'_>, links: &[Link], nothing: CredentialError) -> Resolution {
    let falls_through_on_error = sdk.falls_through_on_error();
    let mut tried = Vec::new();
    for (kind, ask) in links {
        let outcome = match ask(context) {
            Ok(None) => StepOutcome::NotConfigured,
            Ok(Some(_)) if falls_through_on_error && context.environment.failing.contains(kind) => {
                StepOutcome::FailedAndPassedOver(None)
            }
            Ok(Some(provider)) => {
                tried.push(Step { provider: *kind, outcome: StepOutcome::Chosen });
                return Resolution { found: Found::Provider(provider), tried, falls_through_on_error };
            }
            Err(error) if falls_through_on_error => StepOutcome::FailedAndPassedOver(Some(error)),
            Err(error) => {
                tried.push(Step { provider: *kind, outcome: StepOutcome::Stopped(error.clone()) });
                return Resolution { found: Found::Error(error), tried, falls_through_on_error };
            }
        };
        tried.push(Step { provider: *kind, outcome });
    }
    Resolution { found: Found::Nothing(nothing), tried, falls_through_on_error }
}
