//! botocore's `assume-role` provider: profiles with `role_arn` that name a source, which may again be such a profile.
//!
//! What always holds: a profile with `web_identity_token_file` is none of these; circles end in an error; the source
//! profile never reads environment variables.

use super::{Variables, config, container_role, invalid, keys, login, partial, process, shared, sso, web_identity};
use crate::credentials::{Attempt, Context, CredentialError, Provider, ProviderKind, container};

pub(super) fn provider(context: &Context<'_>) -> Attempt {
    if !is_role(context, &context.profile) {
        return Ok(None);
    }
    let mut visited = vec![context.profile.clone()];
    load(context, &context.profile, &mut visited).map(Some)
}

fn is_role(context: &Context<'_>, profile: &str) -> bool {
    let get = |key: &str| context.profiles.get(profile, key);
    get("role_arn").is_some() && get("web_identity_token_file").is_none()
}

fn has_keys(context: &Context<'_>, profile: &str) -> bool {
    let get = |key: &str| context.profiles.get(profile, key);
    get("aws_secret_access_key").is_some() || get("aws_access_key_id").is_some()
}

fn load(context: &Context<'_>, profile: &str, visited: &mut Vec<String>) -> Result<Provider, CredentialError> {
    let get = |key: &str| context.profiles.get(profile, key);
    let source = match (get("credential_source"), get("source_profile")) {
        (Some(_), Some(_)) => {
            let message = format!("The profile \"{profile}\" contains both source_profile and credential_source.");
            return Err(invalid(message));
        }
        (None, None) => return Err(partial(ProviderKind::AssumeRole, "source_profile or credential_source")),
        (Some(source), None) => named_source(context, profile, source)?,
        (None, Some(source)) => {
            check_source(context, profile, source, visited)?;
            visited.push(source.to_owned());
            if has_keys(context, source) || !is_role(context, source) {
                source_keys(context, source)?
            } else {
                load(context, source, visited)?
            }
        }
    };
    let owned = |key: &str| get(key).map(str::to_owned);
    Ok(Provider::AssumeRole {
        role_arn: get("role_arn").unwrap_or_default().to_owned(),
        external_id: owned("external_id"),
        session_name: owned("role_session_name"),
        duration_seconds: get("duration_seconds").and_then(|value| value.trim().parse().ok()),
        profile: profile.to_owned(),
        source: Box::new(source),
    })
}

fn check_source(context: &Context<'_>, profile: &str, source: &str, visited: &[String]) -> Result<(), CredentialError> {
    if !context.profiles.merged.contains_key(source) {
        let message =
            format!("The source_profile \"{source}\" referenced in the profile \"{profile}\" does not exist.");
        return Err(invalid(message));
    }
    // A profile may name itself, for the keys that stand in it.
    let is_fresh = !visited.iter().any(|one| one == source);
    if is_fresh || (source == profile && has_keys(context, source)) {
        return Ok(());
    }
    let list = visited.iter().map(|one| format!("'{one}'")).collect::<Vec<_>>().join(", ");
    let message = format!(
        "Infinite loop in credential configuration detected. Attempting to load from profile {source} which has already \
         been visited. Visited profiles: [{list}]"
    );
    Err(CredentialError::new("InfiniteLoopConfigError", message))
}

fn source_keys(context: &Context<'_>, profile: &str) -> Result<Provider, CredentialError> {
    let ask: [fn(&Context<'_>, &str) -> Attempt; 6] =
        [|context, profile| web_identity(context, profile, Variables::Ignored), sso, shared, login, process, config];
    for ask in ask {
        if let Some(found) = ask(context, profile)? {
            return Ok(found);
        }
    }
    Err(invalid(format!("The source profile \"{profile}\" must have credentials.")))
}

fn named_source(context: &Context<'_>, profile: &str, source: &str) -> Result<Provider, CredentialError> {
    let found = match source {
        "Environment" => keys(context)?,
        "EcsContainer" => container_role(context)?,
        "Ec2InstanceMetadata" => container::instance_metadata(context.environment),
        _ => {
            let message =
                format!("The credential source \"{source}\" referenced in profile \"{profile}\" is not valid.");
            return Err(invalid(message));
        }
    };
    found.ok_or_else(|| {
        let message = format!(
            "Error when retrieving credentials from {source}: No credentials found in credential_source referenced in \
             profile {profile}"
        );
        CredentialError::new("CredentialRetrievalError", message)
    })
}
