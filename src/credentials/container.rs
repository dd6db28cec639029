//! The providers that all SDKs have in common: keys and web identity in the environment, container endpoint, IMDS.
//!
//! What always holds: an empty variable counts as none.

use super::{Environment, Imds, Provider, ProviderKind};

/// Both key variables, or nothing.
pub(super) fn environment_keys(environment: &Environment) -> Option<Provider> {
    environment.set("AWS_SECRET_ACCESS_KEY")?;
    Some(Provider::StaticKeys {
        from: ProviderKind::Environment,
        access_key_id: environment.set("AWS_ACCESS_KEY_ID")?.to_owned(),
        profile: None,
    })
}

/// Both web identity variables, or nothing.
pub(super) fn web_identity(environment: &Environment) -> Option<Provider> {
    Some(Provider::WebIdentity {
        role_arn: environment.set("AWS_ROLE_ARN")?.to_owned(),
        token_file: environment.set("AWS_WEB_IDENTITY_TOKEN_FILE")?.to_owned(),
        session_name: environment.set("AWS_ROLE_SESSION_NAME").map(str::to_owned),
        profile: None,
    })
}

/// The container endpoint; the relative one wins.
pub(super) fn endpoint(environment: &Environment) -> Option<Provider> {
    let relative = environment.set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    let uri = relative
        .map(|path| format!("http://169.254.170.2{path}"))
        .or_else(|| environment.set("AWS_CONTAINER_CREDENTIALS_FULL_URI").map(str::to_owned))?;
    let token_file = environment.set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").map(str::to_owned);
    Some(Provider::Container { uri, token_file })
}

/// The instance metadata service, unless it is switched off or out of reach.
pub(super) fn instance_metadata(environment: &Environment) -> Option<Provider> {
    let is_disabled = environment.get("AWS_EC2_METADATA_DISABLED").is_some_and(|v| v.eq_ignore_ascii_case("true"));
    (environment.imds == Imds::Reachable && !is_disabled).then_some(Provider::InstanceMetadata)
}

/// The host of a URI: without port and brackets, lower case.
pub(super) fn host(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    match authority.strip_prefix('[') {
        Some(inner) => inner.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    }
}
