//! AWS SDK for JavaScript v3: `fromNodeProviderChain`.
//!
//! What always holds: what is not configured, half a key pair and a profile that does not exist lead to the next
//! provider; an error of a call does not.

use super::ini::Reading;
use super::{Attempt, Context, CredentialError, Environment, Link, ProviderKind, Resolution, Sdk};
use super::{
    container, profile,
    profile::{ProfileFault, Profiles},
    walk,
};

const LINKS: [Link; 5] = [
    (ProviderKind::Environment, keys),
    (ProviderKind::SharedCredentialsFile, ini),
    (ProviderKind::WebIdentity, |context| Ok(container::web_identity(context.environment))),
    (ProviderKind::Container, |context| Ok(container::endpoint(context.environment))),
    (ProviderKind::InstanceMetadata, imds),
];

pub(super) fn resolve(environment: &Environment) -> Resolution {
    let profiles = Profiles::read(environment, Reading::Tolerant).unwrap_or_default();
    let chosen = environment.profile_argument.as_deref().or(environment.set("AWS_PROFILE"));
    let context = Context { environment, profiles, profile: chosen.unwrap_or("default").to_owned() };
    let nothing = CredentialError::new("CredentialsProviderError", "Could not load credentials from any providers");
    walk(Sdk::Javascript, &context, &LINKS, nothing)
}

fn keys(context: &Context<'_>) -> Attempt {
    let environment = context.environment;
    let has_profile = environment.profile_argument.is_some() || environment.set("AWS_PROFILE").is_some();
    Ok(if has_profile { None } else { container::environment_keys(environment) })
}

fn ini(context: &Context<'_>) -> Attempt {
    match profile::provider(context.environment, &context.profiles, &context.profile, &[]) {
        Ok(found) => Ok(found),
        // A source without credentials leads to the next provider, a circle does not.
        Err(ProfileFault::NoSource(_)) => Ok(None),
        Err(fault @ ProfileFault::Cycle(_)) => Err(CredentialError::new("CredentialsProviderError", fault.to_string())),
    }
}

fn imds(context: &Context<'_>) -> Attempt {
    // Any value but `false` switches IMDS off here, unlike in the other SDKs.
    let disabled = context.environment.set("AWS_EC2_METADATA_DISABLED").is_some_and(|value| value != "false");
    Ok(if disabled { None } else { container::instance_metadata(context.environment) })
}
