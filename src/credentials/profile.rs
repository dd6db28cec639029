//! The profiles of the config and the credentials file.
//!
//! What always holds: in the config file a profile is `[default]` or `[profile name]`, in the credentials file `[name]`;
//! merged, the credentials file wins key by key.

use super::ini::{self, Malformed, Reading, Sections};
use super::{Environment, Provider, ProviderKind, shlex};
use std::collections::BTreeMap;

/// The settings of one profile.
pub(super) type Settings = BTreeMap<String, String>;

/// Both files.
#[derive(Clone, Debug, Default)]
pub(super) struct Profiles {
    /// Both files merged.
    pub merged: BTreeMap<String, Settings>,
    /// The config file's own.
    pub config: BTreeMap<String, Settings>,
    /// The credentials file's own.
    pub credentials: BTreeMap<String, Settings>,
    /// `[sso-session name]` of the config file.
    pub sso_sessions: BTreeMap<String, Settings>,
}

/// Which file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unreadable {
    pub path: String,
}

impl Profiles {
    /// Reads what is there; a file that does not exist is empty.
    pub(super) fn read(environment: &Environment, reading: Reading) -> Result<Self, Unreadable> {
        let sections = |path: &str| -> Result<Sections, Unreadable> {
            let text = environment.file(path).unwrap_or_default();
            ini::parse(text, reading).map_err(|Malformed| Unreadable { path: path.to_owned() })
        };
        let mut profiles = Self::default();
        for (name, settings) in sections(environment.config_path())? {
            // Whatever begins with the word counts, as long as it is two words: `[profiles x]` too.
            let (of, is_session) = match &name {
                name if name.starts_with("profile") => (second_word(name), false),
                name if name.starts_with("sso-session") => (second_word(name), true),
                name if name == "default" => (Some(name.clone()), false),
                _ => (None, false),
            };
            match of {
                Some(of) if is_session => profiles.sso_sessions.insert(of, settings),
                Some(of) => profiles.config.insert(of, settings),
                None => None,
            };
        }
        profiles.credentials.extend(sections(environment.credentials_path())?);
        profiles.merged = profiles.config.clone();
        for (name, settings) in &profiles.credentials {
            profiles.merged.entry(name.clone()).or_default().extend(settings.clone());
        }
        Ok(profiles)
    }

    /// The merged settings of a profile; none where it does not exist.
    pub(super) fn get(&self, profile: &str, key: &str) -> Option<&str> {
        self.merged.get(profile)?.get(key).map(String::as_str)
    }
}

fn second_word(section: &str) -> Option<String> {
    match shlex::split(section)?.as_slice() {
        [_, name] => Some(name.clone()),
        _ => None,
    }
}

/// The keys of a profile's settings, for the SDKs that pass over half a pair.
pub(super) fn keys(settings: Option<&Settings>, profile: &str) -> Option<Provider> {
    let settings = settings?;
    let value = |key: &str| settings.get(key).filter(|value| !value.is_empty());
    value("aws_secret_access_key")?;
    Some(Provider::StaticKeys {
        from: ProviderKind::SharedCredentialsFile,
        access_key_id: value("aws_access_key_id")?.clone(),
        profile: Some(profile.to_owned()),
    })
}

/// Why a profile with a role cannot be followed to its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ProfileFault {
    /// The sources go round in a circle; the profile that closes it.
    Cycle(String),
    /// The source of this profile yields no credentials.
    NoSource(String),
}

impl std::fmt::Display for ProfileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Cycle(profile) => {
                write!(f, "Detected a cycle attempting to resolve credentials for profile {profile}.")
            }
            Self::NoSource(profile) => write!(f, "The source of profile {profile} has no credentials."),
        }
    }
}

/// What a whole profile yields in the SDKs that treat it as one provider (JavaScript, Go, Java, Rust): a role with its
/// source, keys, web identity, a process, SSO, in this order. `Ok(None)` where it holds none of these.
pub(super) fn provider(
    environment: &Environment,
    profiles: &Profiles,
    profile: &str,
    visited: &[&str],
) -> Result<Option<Provider>, ProfileFault> {
    let get = |key: &str| profiles.get(profile, key).filter(|value| !value.is_empty());
    let settings = profiles.merged.get(profile);
    let own = keys(settings, profile);
    if !visited.is_empty() && own.is_some() {
        return Ok(own);
    }
    let owned = |key: &str| get(key).map(str::to_owned);
    if let Some(role_arn) = get("role_arn") {
        let source = match (get("source_profile"), get("credential_source")) {
            (Some(source), _) if visited.contains(&source) => return Err(ProfileFault::Cycle(source.to_owned())),
            (Some(source), _) if source == profile => own.clone(),
            (Some(source), _) => {
                let path: Vec<&str> = visited.iter().copied().chain([profile]).collect();
                provider(environment, profiles, source, &path)?
            }
            (None, Some(source)) => named_source(environment, source),
            (None, None) => None,
        };
        if let Some(source) = source {
            return Ok(Some(assume_role(profiles, profile, role_arn, source)));
        }
        if get("source_profile").is_some() || get("credential_source").is_some() {
            return Err(ProfileFault::NoSource(profile.to_owned()));
        }
    }
    if own.is_some() {
        return Ok(own);
    }
    if let (Some(token_file), Some(role_arn)) = (get("web_identity_token_file"), get("role_arn")) {
        return Ok(Some(Provider::WebIdentity {
            role_arn: role_arn.to_owned(),
            token_file: token_file.to_owned(),
            session_name: owned("role_session_name"),
            profile: Some(profile.to_owned()),
        }));
    }
    if let Some(command) = get("credential_process") {
        return Ok(Some(Provider::Process { profile: profile.to_owned(), command: command.to_owned() }));
    }
    if let (Some(account), Some(role)) = (get("sso_account_id"), get("sso_role_name")) {
        return Ok(Some(Provider::Sso {
            profile: profile.to_owned(),
            account: account.to_owned(),
            role: role.to_owned(),
        }));
    }
    Ok(None)
}

/// The role of a profile, called for with the credentials of `source`.
pub(super) fn assume_role(profiles: &Profiles, profile: &str, role_arn: &str, source: Provider) -> Provider {
    let owned = |key: &str| profiles.get(profile, key).filter(|value| !value.is_empty()).map(str::to_owned);
    Provider::AssumeRole {
        role_arn: role_arn.to_owned(),
        external_id: owned("external_id"),
        session_name: owned("role_session_name"),
        duration_seconds: owned("duration_seconds").and_then(|value| value.parse().ok()),
        profile: profile.to_owned(),
        source: Box::new(source),
    }
}

/// `credential_source` of a profile.
fn named_source(environment: &Environment, name: &str) -> Option<Provider> {
    match name {
        "Environment" => super::container::environment_keys(environment),
        "EcsContainer" => super::container::endpoint(environment),
        "Ec2InstanceMetadata" => super::container::instance_metadata(environment),
        _ => None,
    }
}
