//! AWS SDK for Go v2: `config.LoadDefaultConfig`.
//!
//! What always holds: it is a switch, not a chain: the first thing that is configured is taken, and its error is final.

use super::ini::Reading;
use super::{Attempt, Context, CredentialError, Environment, Link, Provider, ProviderKind, Resolution, Sdk};
use super::{container, profile, profile::Profiles, walk};

const LINKS: [Link; 5] = [
    (ProviderKind::Environment, keys),
    (ProviderKind::WebIdentity, web_identity),
    (ProviderKind::SharedCredentialsFile, shared),
    (ProviderKind::Container, |context| Ok(role_of(context, container::endpoint(context.environment)))),
    (ProviderKind::InstanceMetadata, |context| Ok(role_of(context, container::instance_metadata(context.environment)))),
];

pub(super) fn resolve(environment: &Environment) -> Resolution {
    let profiles = Profiles::read(environment, Reading::Tolerant).unwrap_or_default();
    let chosen = environment.profile_argument.as_deref().or(environment.set("AWS_PROFILE"));
    let context = Context { environment, profiles, profile: chosen.unwrap_or("default").to_owned() };
    let nothing = "failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata";
    walk(Sdk::Go, &context, &LINKS, CredentialError::new("", nothing))
}

fn keys(context: &Context<'_>) -> Attempt {
    let chosen = context.environment.profile_argument.as_deref().or(context.environment.set("AWS_PROFILE"));
    if let Some(chosen) = chosen
        && !context.profiles.merged.contains_key(chosen)
    {
        return Err(CredentialError::new("", format!("failed to get shared config profile, {chosen}")));
    }
    let by_code = context.environment.profile_argument.is_some();
    Ok(if by_code { None } else { container::environment_keys(context.environment) })
}

fn web_identity(context: &Context<'_>) -> Attempt {
    let environment = context.environment;
    if environment.profile_argument.is_some() || environment.set("AWS_WEB_IDENTITY_TOKEN_FILE").is_none() {
        return Ok(None);
    }
    container::web_identity(environment).map(Some).ok_or_else(|| CredentialError::new("", "role ARN is not set"))
}

fn shared(context: &Context<'_>) -> Attempt {
    let found = profile::provider(context.environment, &context.profiles, &context.profile, &[])
        .map_err(|fault| CredentialError::new("", fault.to_string()))?;
    // A web identity of the profile is its role already.
    Ok(match found {
        Some(Provider::WebIdentity { .. } | Provider::AssumeRole { .. }) => found,
        other => role_of(context, other),
    })
}

/// Whatever credentials a profile with `role_arn` comes by, they are used to assume that role.
fn role_of(context: &Context<'_>, found: Option<Provider>) -> Option<Provider> {
    let role_arn = context.profiles.get(&context.profile, "role_arn").filter(|arn| !arn.is_empty());
    match role_arn {
        Some(role_arn) => {
            found.map(|source| profile::assume_role(&context.profiles, &context.profile, role_arn, source))
        }
        None => found,
    }
}
