//! AWS SDK for Rust: `aws_config`'s default chain.
//!
//! What always holds: only «not loaded» leads to the next provider; a profile named in the environment must exist.

use super::ini::Reading;
use super::{Attempt, Context, CredentialError, Environment, Link, ProviderKind, Resolution, Sdk};
use super::{container, profile, profile::Profiles, walk};

const LINKS: [Link; 5] = [
    (ProviderKind::Environment, |context| Ok(container::environment_keys(context.environment))),
    (ProviderKind::SharedCredentialsFile, shared),
    (ProviderKind::WebIdentity, |context| Ok(container::web_identity(context.environment))),
    (ProviderKind::Container, |context| Ok(container::endpoint(context.environment))),
    (ProviderKind::InstanceMetadata, |context| Ok(container::instance_metadata(context.environment))),
];

pub(super) fn resolve(environment: &Environment) -> Resolution {
    let profiles = Profiles::read(environment, Reading::Tolerant).unwrap_or_default();
    let chosen = environment.profile_argument.as_deref().or(environment.set("AWS_PROFILE"));
    let context = Context { environment, profiles, profile: chosen.unwrap_or("default").to_owned() };
    let nothing = "the credential provider was not enabled: no providers in chain provided credentials";
    walk(Sdk::Rust, &context, &LINKS, CredentialError::new("CredentialsNotLoaded", nothing))
}

fn shared(context: &Context<'_>) -> Attempt {
    let name = &context.profile;
    let exists = context.profiles.merged.contains_key(name);
    if !exists && name != "default" && !context.profiles.merged.is_empty() {
        let message = format!("ProfileFile provider could not be built: profile `{name}` was not defined");
        return Err(CredentialError::new("InvalidConfiguration", message));
    }
    profile::provider(context.environment, &context.profiles, name, &[]).map_err(|fault| {
        CredentialError::new("InvalidConfiguration", format!("ProfileFile provider could not be built: {fault}"))
    })
}
