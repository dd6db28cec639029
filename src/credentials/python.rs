//! botocore's chain, which boto3 and the AWS CLI share.
//!
//! What always holds: providers are asked in botocore's order, the first that does not pass decides, and every error is
//! final. Names and texts are botocore's.

mod assume_role;

use super::ini::{self, Reading};
use super::profile::{Profiles, Settings};
use super::{
    Attempt, Context, CredentialError, Environment, Found, Link, Provider, ProviderKind, Resolution, Sdk, container,
    walk,
};

const LINKS: [Link; 12] = [
    (ProviderKind::Environment, keys),
    (ProviderKind::AssumeRole, assume_role::provider),
    (ProviderKind::WebIdentity, |context| web_identity(context, &context.profile, uses_variables(context))),
    (ProviderKind::Sso, |context| sso(context, &context.profile)),
    (ProviderKind::SharedCredentialsFile, |context| shared(context, &context.profile)),
    (ProviderKind::Login, |context| login(context, &context.profile)),
    (ProviderKind::Process, |context| process(context, &context.profile)),
    (ProviderKind::ConfigFile, |context| config(context, &context.profile)),
    (ProviderKind::Ec2CredentialsFile, ec2_file),
    (ProviderKind::BotoConfig, boto_config),
    (ProviderKind::Container, container_role),
    (ProviderKind::InstanceMetadata, |context| Ok(container::instance_metadata(context.environment))),
];

pub(super) fn resolve(sdk: Sdk, environment: &Environment) -> Resolution {
    let stop = |error| Resolution { found: Found::Error(error), tried: Vec::new(), falls_through_on_error: false };
    let profiles = match Profiles::read(environment, Reading::Strict) {
        Ok(profiles) => profiles,
        Err(unreadable) => {
            let message = format!("Unable to parse config file: {}", unreadable.path);
            return stop(CredentialError::new("ConfigParseError", message));
        }
    };
    let named = environment.profile_argument.as_deref();
    // The older name of the variable comes first, and an empty value is a name too.
    let chosen = named.or(environment.get("AWS_DEFAULT_PROFILE")).or(environment.get("AWS_PROFILE"));
    if let Some(name) = chosen
        && !profiles.merged.contains_key(name)
    {
        let message = format!("The config profile ({name}) could not be found");
        return stop(CredentialError::new("ProfileNotFound", message));
    }
    let profile = chosen.filter(|name| !name.is_empty()).unwrap_or("default").to_owned();
    let context = Context { environment, profiles, profile };
    let nothing = match sdk {
        Sdk::Cli => "Unable to locate credentials. You can configure credentials by running \"aws configure\".",
        _ => "Unable to locate credentials",
    };
    let links = if named.is_some() { LINKS.get(1..).unwrap_or_default() } else { &LINKS };
    walk(sdk, &context, links, CredentialError::new("NoCredentialsError", nothing))
}

/// A profile passed in code switches off the variables of keys and web identity.
fn uses_variables(context: &Context<'_>) -> Variables {
    match context.environment.profile_argument {
        Some(_) => Variables::Ignored,
        None => Variables::Read,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Variables {
    Read,
    Ignored,
}

fn partial(provider: ProviderKind, missing: &str) -> CredentialError {
    let message = format!("Partial credentials found in {}, missing: {missing}", provider.botocore_method());
    CredentialError::new("PartialCredentialsError", message)
}

fn invalid(message: impl Into<String>) -> CredentialError {
    CredentialError::new("InvalidConfigError", message)
}

fn keys(context: &Context<'_>) -> Attempt {
    let environment = context.environment;
    if environment.set("AWS_ACCESS_KEY_ID").is_none() {
        return Ok(None);
    }
    let missing = || partial(ProviderKind::Environment, "AWS_SECRET_ACCESS_KEY");
    container::environment_keys(environment).map(Some).ok_or_else(missing)
}

/// Each of the three settings comes from the environment if the variable exists, else from the profile.
fn web_identity(context: &Context<'_>, profile: &str, variables: Variables) -> Attempt {
    let variable = |name: &str| context.environment.get(name).filter(|_| variables == Variables::Read);
    let setting = |name: &str, key: &str| variable(name).or_else(|| context.profiles.get(profile, key));
    let token_file = setting("AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
    let Some(token_file) = token_file.filter(|path| !path.is_empty()) else { return Ok(None) };
    let role_arn = setting("AWS_ROLE_ARN", "role_arn").filter(|arn| !arn.is_empty()).ok_or_else(|| {
        // The missing blank is botocore's.
        invalid(
            "The provided profile or the current environment is configured to assume role with web identity but has \
             no role ARN configured. Ensure that the profile has the role_arnconfiguration set or the AWS_ROLE_ARN \
             env var is set.",
        )
    })?;
    Ok(Some(Provider::WebIdentity {
        role_arn: role_arn.to_owned(),
        token_file: token_file.to_owned(),
        session_name: setting("AWS_ROLE_SESSION_NAME", "role_session_name").map(str::to_owned),
        profile: variable("AWS_WEB_IDENTITY_TOKEN_FILE").is_none().then(|| profile.to_owned()),
    }))
}

fn sso(context: &Context<'_>, profile: &str) -> Attempt {
    let empty = Settings::new();
    let own = context.profiles.merged.get(profile).unwrap_or(&empty);
    if !own.contains_key("sso_role_name") && !own.contains_key("sso_account_id") {
        return Ok(None);
    }
    let mut settings = own.clone();
    let mut required = vec!["sso_role_name", "sso_account_id", "sso_start_url", "sso_region"];
    if let Some(name) = own.get("sso_session") {
        let Some(session) = context.profiles.sso_sessions.get(name) else {
            return Err(invalid(format!("The specified sso-session does not exist: \"{name}\"")));
        };
        required.push("sso_session");
        for (key, value) in session {
            if let Some(own) = own.get(key).filter(|own| *own != value) {
                return Err(invalid(format!(
                    "The value for {key} is inconsistent between profile ({own}) and sso-session ({value})."
                )));
            }
            settings.insert(key.clone(), value.clone());
        }
    }
    let missing: Vec<&str> = required.into_iter().filter(|key| !settings.contains_key(*key)).collect();
    if !missing.is_empty() {
        return Err(invalid(format!(
            "The profile \"{profile}\" is configured to use SSO but is missing required configuration: {}",
            missing.join(", ")
        )));
    }
    let get = |key: &str| settings.get(key).cloned().unwrap_or_default();
    let (account, role) = (get("sso_account_id"), get("sso_role_name"));
    Ok(Some(Provider::Sso { profile: profile.to_owned(), account, role }))
}

fn shared(context: &Context<'_>, profile: &str) -> Attempt {
    static_keys(context.profiles.credentials.get(profile), ProviderKind::SharedCredentialsFile, Some(profile))
}

fn config(context: &Context<'_>, profile: &str) -> Attempt {
    static_keys(context.profiles.config.get(profile), ProviderKind::ConfigFile, Some(profile))
}

/// Keys of a section; an id without a secret is an error, a secret without an id is nothing.
fn static_keys(settings: Option<&Settings>, from: ProviderKind, profile: Option<&str>) -> Attempt {
    let Some(settings) = settings else { return Ok(None) };
    let Some(id) = settings.get("aws_access_key_id") else { return Ok(None) };
    if !settings.contains_key("aws_secret_access_key") {
        return Err(partial(from, "aws_secret_access_key"));
    }
    Ok(Some(Provider::StaticKeys { from, access_key_id: id.clone(), profile: profile.map(str::to_owned) }))
}

fn login(context: &Context<'_>, profile: &str) -> Attempt {
    match context.profiles.get(profile, "login_session") {
        None => Ok(None),
        Some(_) => Err(CredentialError::new(
            "MissingDependencyException",
            "Missing Dependency: Using the login credential provider requires an additional dependency. You will need \
             to pip install \"botocore[crt]\" before proceeding.",
        )),
    }
}

fn process(context: &Context<'_>, profile: &str) -> Attempt {
    let command = context.profiles.get(profile, "credential_process").map(str::to_owned);
    Ok(command.map(|command| Provider::Process { profile: profile.to_owned(), command }))
}

fn ec2_file(context: &Context<'_>) -> Attempt {
    let Some(path) = context.environment.get("AWS_CREDENTIAL_FILE") else { return Ok(None) };
    let Some(text) = context.environment.file(path) else {
        let message = format!("The specified config file ({path}) could not be found.");
        return Err(CredentialError::new("ConfigNotFound", message));
    };
    let pair = |wanted: &str| {
        let mut pairs = text.lines().filter_map(|line| line.split_once('='));
        pairs.find(|(key, _)| key.trim() == wanted).map(|(_, value)| value.trim().to_owned())
    };
    let keys = pair("AWSAccessKeyId").zip(pair("AWSSecretKey"));
    Ok(keys.map(|(access_key_id, _)| Provider::StaticKeys {
        from: ProviderKind::Ec2CredentialsFile,
        access_key_id,
        profile: None,
    }))
}

fn boto_config(context: &Context<'_>) -> Attempt {
    let named = context.environment.get("BOTO_CONFIG");
    let paths = named.map_or_else(|| vec!["/etc/boto.cfg", "~/.boto"], |path| vec![path]);
    for path in paths {
        let Some(text) = context.environment.file(path) else { continue };
        let sections = ini::parse(text, Reading::Strict)
            .map_err(|_| CredentialError::new("ConfigParseError", format!("Unable to parse config file: {path}")))?;
        let credentials = sections.iter().find(|(name, _)| name == "Credentials").map(|(_, settings)| settings);
        if let Some(found) = static_keys(credentials, ProviderKind::BotoConfig, None)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn container_role(context: &Context<'_>) -> Attempt {
    let environment = context.environment;
    if environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI").is_none() {
        let Some(uri) = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return Ok(None) };
        let host = container::host(uri);
        let is_local = host.starts_with("127.") || host == "::1";
        let is_known = matches!(host, "169.254.170.2" | "169.254.170.23" | "fd00:ec2::23" | "localhost");
        if !uri.starts_with("https://") && !is_local && !is_known {
            let shown = if host.is_empty() { "None" } else { host };
            let message = format!(
                "Unsupported host '{shown}'.  Can only retrieve metadata from a loopback address or one of these \
                 hosts: 169.254.170.2, 169.254.170.23, fd00:ec2::23, localhost"
            );
            return Err(CredentialError::new("ValueError", message));
        }
    }
    Ok(container::endpoint(environment).or_else(|| {
        let uri = "http://169.254.170.2".to_owned();
        Some(Provider::Container { uri, token_file: None })
    }))
}
