//! Link 3: the SDK picks the web identity. Which credentials the container's SDK finds first, whatever was injected.
//!
//! What always holds: this looks only at what stands in the container: its environment and its mounts. Whether the
//! credentials that were picked work is for the links after it.

use super::inject::env;
use super::link::{ErrorText, Link, Step};
use super::reason::{OtherCredentials, Reason};
use super::world::World;
use crate::credentials::{self, Environment, Found, Imds, Provider, ProviderKind, Sdk};
use crate::kubernetes::token::{self, ProjectedToken, TokenFile};
use crate::kubernetes::workload::Workload;
use crate::order;
use crate::text::Location;
use serde_json::Value as Json;

const STEP: Step = Step::PickCredentials;

/// What the container can see, as its SDK looks at it.
#[must_use]
pub fn environment(world: &World, workload: &Workload, pod: &Json, container: &str) -> Environment {
    let variables = order::map(env(pod, container));
    // A Pod in the node's network reaches the instance metadata service whatever the hop limit.
    let reachable = world.scenario.imds_reachable.unwrap_or(false) || workload.host_network;
    Environment::new(variables, if reachable { Imds::Reachable } else { Imds::Unreachable })
}

/// The application's SDK.
#[must_use]
pub fn sdk(world: &World) -> Sdk {
    world.scenario.sdk.unwrap_or_default()
}

/// What the SDK finds first.
#[must_use]
pub fn found(world: &World, environment: &Environment) -> Found {
    credentials::resolve(sdk(world), environment).found
}

/// The token that lies at the path the SDK reads.
#[must_use]
pub fn token_file(pod: &Json, container: &str, path: &str) -> TokenFile {
    let lists = ["/spec/initContainers", "/spec/containers"].into_iter().filter_map(|at| pod.pointer(at)?.as_array());
    let found = lists.flatten().find(|c| c.get("name").and_then(Json::as_str) == Some(container));
    found.map_or(TokenFile::NotMounted, |found| token::at_path(pod, found, path))
}

/// The token, if one lies there.
#[must_use]
pub fn token(file: TokenFile) -> Option<ProjectedToken> {
    match file {
        TokenFile::Token(token) => Some(token),
        TokenFile::NotMounted
        | TokenFile::NoSuchFile { .. }
        | TokenFile::OtherVolume { .. }
        | TokenFile::NoVolume { .. } => None,
    }
}

/// The third link of a container.
#[must_use]
pub fn link(world: &World, workload: &Workload, pod: &Json, container: &str, found: &Found) -> Link {
    let other = |provider| Link::fail(STEP, Reason::PicksOther { provider });
    match found {
        Found::Provider(Provider::WebIdentity { token_file: path, .. }) => match token_file(pod, container, path) {
            TokenFile::Token(_) => Link::pass(STEP, Reason::PicksWebIdentity),
            // What lies in a Secret or a host path is not known.
            TokenFile::OtherVolume { .. } => Link::unknown(STEP, Reason::TokenFileUnknown { path: path.clone() }),
            TokenFile::NotMounted | TokenFile::NoSuchFile { .. } | TokenFile::NoVolume { .. } => {
                let error = format!("[Errno 2] No such file or directory: '{path}'");
                Link::fail(STEP, Reason::NoTokenFile { path: path.clone() })
                    .seen_at(places(workload, container, "AWS_WEB_IDENTITY_TOKEN_FILE"))
                    .says(ErrorText { code: "FileNotFoundError".to_owned(), message: error, operation: None })
            }
        },
        Found::Provider(Provider::Container { .. }) => Link::pass(STEP, Reason::PicksContainerCredentials),
        Found::Provider(Provider::StaticKeys { from: ProviderKind::Environment, .. }) => {
            other(OtherCredentials::StaticKeys).seen_at(places(workload, container, "AWS_ACCESS_KEY_ID"))
        }
        Found::Provider(Provider::InstanceMetadata) => match sdk(world) {
            Sdk::Old => other(OtherCredentials::SdkTooOld),
            Sdk::JavaWithoutSts => other(OtherCredentials::NoStsModule),
            Sdk::Python | Sdk::Cli | Sdk::Javascript | Sdk::Go | Sdk::Java | Sdk::Rust => {
                other(OtherCredentials::NodeRole)
            }
        },
        Found::Provider(
            Provider::StaticKeys { .. }
            | Provider::AssumeRole { .. }
            | Provider::Sso { .. }
            | Provider::Login { .. }
            | Provider::Process { .. },
        ) => other(OtherCredentials::Profile),
        Found::Error(error) | Found::Nothing(error) => {
            let text = ErrorText { code: error.class.clone(), message: error.message.clone(), operation: None };
            Link::fail(STEP, Reason::NoCredentials).says(text)
        }
    }
}

fn places(workload: &Workload, container: &str, variable: &str) -> Option<Location> {
    let found = workload.containers.iter().find(|c| c.name == container)?.env_var(variable)?;
    Some(Location { source: workload.name_at.source, span: found.span })
}
