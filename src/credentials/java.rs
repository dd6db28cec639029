//! AWS SDK for Java 2.x, and SDKs from before web identity: chains that swallow errors.
//!
//! What always holds: whatever goes wrong, the next provider is asked, so a broken web identity ends as the node's role
//! where IMDS can be reached.

use super::ini::Reading;
use super::{Attempt, Context, CredentialError, Environment, Link, ProviderKind, Resolution, Sdk};
use super::{Provider, container, profile, profile::Profiles, walk};

const JAVA: [Link; 6] = [
    (ProviderKind::SystemProperties, |_| Ok(None)),
    (ProviderKind::Environment, |context| Ok(container::environment_keys(context.environment))),
    (ProviderKind::WebIdentity, |context| Ok(container::web_identity(context.environment))),
    (ProviderKind::SharedCredentialsFile, shared),
    (ProviderKind::Container, |context| Ok(container::endpoint(context.environment))),
    (ProviderKind::InstanceMetadata, |context| Ok(container::instance_metadata(context.environment))),
];

const JAVA_WITHOUT_STS: [Link; 6] = [
    (ProviderKind::SystemProperties, |_| Ok(None)),
    (ProviderKind::Environment, |context| Ok(container::environment_keys(context.environment))),
    (ProviderKind::WebIdentity, without_module),
    (ProviderKind::SharedCredentialsFile, shared_without_module),
    (ProviderKind::Container, |context| Ok(container::endpoint(context.environment))),
    (ProviderKind::InstanceMetadata, |context| Ok(container::instance_metadata(context.environment))),
];

const OLD: [Link; 4] = [
    (ProviderKind::Environment, |context| Ok(container::environment_keys(context.environment))),
    (ProviderKind::SharedCredentialsFile, shared_keys),
    (ProviderKind::Container, old_container),
    (ProviderKind::InstanceMetadata, |context| Ok(container::instance_metadata(context.environment))),
];

pub(super) fn resolve(sdk: Sdk, environment: &Environment) -> Resolution {
    let profiles = Profiles::read(environment, Reading::Tolerant).unwrap_or_default();
    let chosen = environment.profile_argument.as_deref().or(environment.set("AWS_PROFILE"));
    let context = Context { environment, profiles, profile: chosen.unwrap_or("default").to_owned() };
    let (links, class, nothing): (&[Link], _, _) = match sdk {
        Sdk::Old => (&OLD, "NoCredentialProviders", "no valid providers in chain"),
        Sdk::JavaWithoutSts => (&JAVA_WITHOUT_STS, "SdkClientException", CHAIN),
        _ => (&JAVA, "SdkClientException", CHAIN),
    };
    walk(sdk, &context, links, CredentialError::new(class, nothing))
}

const CHAIN: &str = "Unable to load credentials from any of the providers in the chain";

fn shared(context: &Context<'_>) -> Attempt {
    let found = profile::provider(context.environment, &context.profiles, &context.profile, &[]);
    found.map_err(|fault| CredentialError::new("SdkClientException", fault.to_string()))
}

fn without_module(context: &Context<'_>) -> Attempt {
    match container::web_identity(context.environment) {
        Some(_) => Err(CredentialError::new(
            "IllegalStateException",
            "To use web identity tokens, the 'sts' service module must be on the class path.",
        )),
        None => Ok(None),
    }
}

fn shared_without_module(context: &Context<'_>) -> Attempt {
    match shared(context)? {
        Some(Provider::WebIdentity { .. } | Provider::AssumeRole { .. }) => Err(CredentialError::new(
            "IllegalStateException",
            "To use assume roles in the profile, the 'sts' service module must be on the class path.",
        )),
        other => Ok(other),
    }
}

fn shared_keys(context: &Context<'_>) -> Attempt {
    Ok(profile::keys(context.profiles.merged.get(&context.profile), &context.profile))
}

/// Before EKS Pod Identity, SDKs refused a full URI whose host is not the machine itself.
fn old_container(context: &Context<'_>) -> Attempt {
    match container::endpoint(context.environment) {
        Some(Provider::Container { uri, .. })
            if !uri.starts_with("https:")
                && !matches!(container::host(&uri), "169.254.170.2" | "localhost" | "127.0.0.1") =>
        {
            let message = format!("Unsupported host '{}'.", container::host(&uri));
            Err(CredentialError::new("ValueError", message))
        }
        other => Ok(other),
    }
}
