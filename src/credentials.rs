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
mod provider;
mod python;
mod rust;
mod shlex;

pub use provider::{Provider, ProviderKind};

use profile::Profiles;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Which SDK the application uses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

#[cfg(test)]
mod tests {
    use super::*;

    const IRSA: &str = "AWS_ROLE_ARN=arn:aws:iam::111122223333:role/r AWS_WEB_IDENTITY_TOKEN_FILE=/token";
    const POD_IDENTITY: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials";
    const KEYS: &str = "AWS_ACCESS_KEY_ID=AK AWS_SECRET_ACCESS_KEY=SK";

    fn found(sdk: Sdk, variables: &str, config: &str, failing: &[ProviderKind]) -> String {
        let pairs = variables.split_whitespace().filter_map(|pair| pair.split_once('='));
        let variables = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let mut environment = Environment::new(variables, Imds::Reachable);
        environment.files.insert("~/.aws/config".to_owned(), config.to_owned());
        environment.failing.extend(failing);
        match resolve(sdk, &environment).found {
            Found::Provider(provider) => provider.kind().botocore_method().to_owned(),
            Found::Error(error) | Found::Nothing(error) => error.message,
        }
    }

    #[test]
    fn every_sdk_picks_the_provider_of_its_chain() {
        use Sdk::{Cli, Go, Java, JavaWithoutSts, Javascript, Old, Python, Rust};
        let web = "assume-role-with-web-identity";
        let all = [Python, Cli, Javascript, Go, Java, Rust];
        for sdk in all {
            assert_eq!(found(sdk, IRSA, "", &[]), web, "{sdk:?}");
            assert_eq!(found(sdk, &format!("{IRSA} {POD_IDENTITY}"), "", &[]), web, "{sdk:?}");
            assert_eq!(found(sdk, &format!("{IRSA} {KEYS}"), "", &[]), "env", "{sdk:?}");
            assert_eq!(found(sdk, POD_IDENTITY, "", &[]), "container-role", "{sdk:?}");
            assert_eq!(found(sdk, "AWS_ROLE_ARN=r", "", &[]), "iam-role", "{sdk:?}");
        }
        for sdk in [Old, JavaWithoutSts] {
            assert_eq!(found(sdk, IRSA, "", &[]), "iam-role", "{sdk:?}");
        }
        let failing = [ProviderKind::WebIdentity];
        for sdk in all {
            let expected = if sdk == Java { "iam-role" } else { web };
            assert_eq!(found(sdk, IRSA, "", &failing), expected, "{sdk:?}");
        }
    }

    #[test]
    fn profiles_stand_where_each_sdk_has_them() {
        let keys = "[default]\naws_access_key_id=AK\naws_secret_access_key=SK\n";
        let chained = "[default]\nrole_arn=b\nsource_profile=a\n[profile a]\nrole_arn=a\nweb_identity_token_file=/t\n";
        for (sdk, variables, config, expected) in [
            // JavaScript and Rust look at profiles before web identity, Go and Java after.
            (Sdk::Javascript, IRSA, keys, "shared-credentials-file"),
            (Sdk::Rust, IRSA, keys, "shared-credentials-file"),
            (Sdk::Go, IRSA, keys, "assume-role-with-web-identity"),
            (Sdk::Java, IRSA, keys, "assume-role-with-web-identity"),
            (Sdk::Javascript, "", chained, "assume-role"),
            (Sdk::Go, "", chained, "assume-role"),
            (Sdk::Rust, "", chained, "assume-role"),
            (Sdk::Go, "", "[default]\nrole_arn=b\n", "assume-role"),
            (Sdk::Go, "AWS_WEB_IDENTITY_TOKEN_FILE=/t", "", "role ARN is not set"),
            (Sdk::Go, "AWS_PROFILE=nope", "", "failed to get shared config profile, nope"),
            (Sdk::Javascript, "AWS_PROFILE=nope", "", "iam-role"),
            (Sdk::Java, "AWS_PROFILE=nope", "", "iam-role"),
            (Sdk::Javascript, "AWS_ACCESS_KEY_ID=AK", "", "iam-role"),
            (Sdk::Javascript, "AWS_PROFILE=x AWS_ACCESS_KEY_ID=AK AWS_SECRET_ACCESS_KEY=SK", "", "iam-role"),
        ] {
            assert_eq!(found(sdk, variables, config, &[]), expected, "{sdk:?} {variables} {config}");
        }
    }
}
