//! Link 3: the SDK picks the web identity. Which credentials the container's SDK finds first, whatever was injected.
//!
//! What always holds: this looks only at what stands in the container: its environment and its mounts. Whether the
//! credentials that were picked work is for the links after it.

use super::association;
use super::inject::env;
use super::link::{ErrorText, Link, Step, Verdict};
use super::reason::{OtherCredentials, Reason};
use super::remedy;
use super::world::World;
use crate::credentials::{
    self, CredentialError, Environment, Found, Imds, Provider, ProviderKind, Resolution, Sdk, StepOutcome,
};
use crate::kubernetes::token::{self, ProjectedToken, TokenFile};
use crate::kubernetes::workload::Workload;
use crate::order;
use crate::scenario::{Compute, Network, StsEndpoint};
use crate::text::Location;
use serde_json::Value as Json;

const STEP: Step = Step::PickCredentials;
/// The variables of static keys.
const STATIC_KEYS: [&str; 3] = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/// What the container can see, as its SDK looks at it.
#[must_use]
pub fn environment(world: &World, workload: &Workload, pod: &Json, container: &str) -> Environment {
    let variables = order::map(env(pod, container));
    // A Pod in the node's network reaches the instance metadata service whatever the hop limit.
    let on_node = world.scenario.imds_reachable.unwrap_or(false) || workload.host_network;
    let reachable = on_node && association::compute(world, workload) != Compute::Fargate;
    Environment::new(variables, if reachable { Imds::Reachable } else { Imds::Unreachable })
}

/// The application's SDK.
#[must_use]
pub fn sdk(world: &World) -> Sdk {
    world.scenario.sdk.unwrap_or_default()
}

/// What the SDK finds first.
#[must_use]
pub fn resolve(world: &World, environment: &Environment) -> Resolution {
    credentials::resolve(sdk(world), environment)
}

/// The STS endpoint that the SDK calls: what the scenario says, else what the environment of the container says.
///
/// Source: SDK reference guide, "AWS STS Regional endpoints": `legacy` means the global endpoint, but not for Regions
/// that must be enabled. Current SDKs take the regional endpoint where nothing is set.
#[must_use]
pub fn endpoint(world: &World, workload: &Workload, environment: &Environment) -> StsEndpoint {
    let runtime = &world.scenario.runtime;
    let region = world.region.as_deref().unwrap_or_default();
    let account = world.manifests.service_account(&workload.namespace, &workload.service_account);
    let annotation = account.and_then(|account| account.annotation("eks.amazonaws.com/sts-regional-endpoints"));
    let off = annotation.is_some_and(|a| matches!(a.text(), "0" | "f" | "F" | "false" | "FALSE" | "False"));
    let variable = environment.variables.get("AWS_STS_REGIONAL_ENDPOINTS").map(String::as_str);
    let global = match (runtime.sts_endpoint, variable) {
        (Some(endpoint), _) => return endpoint,
        (None, Some("legacy")) => true,
        (None, Some(_)) => false,
        // Whoever turns the regional endpoint off in a private network has an SDK whose default is the global one.
        (None, None) => off && runtime.network == Network::NoInternet,
    };
    if global && !is_opt_in(region) { StsEndpoint::Global } else { StsEndpoint::Regional }
}

/// Whether a Region must be enabled before it is used; tokens of the global STS endpoint are not valid there.
/// Source: AWS Account Management guide, "Enable or disable AWS Regions".
#[must_use]
pub fn is_opt_in(region: &str) -> bool {
    const OPT_IN: [&str; 18] = [
        "af-south-1",
        "ap-east-1",
        "ap-east-2",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-6",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "me-south-1",
        "mx-central-1",
        "me-west-1",
    ];
    OPT_IN.contains(&region)
}

/// The error of a provider that the SDK went on from.
fn passed_over(resolution: &Resolution) -> Option<&CredentialError> {
    resolution.tried.iter().find_map(|step| match &step.outcome {
        StepOutcome::FailedAndPassedOver(error) => error.as_ref(),
        StepOutcome::NotConfigured | StepOutcome::Chosen | StepOutcome::Stopped(_) => None,
    })
}

/// Whether the container's user may read a projected token. Before Kubernetes 1.19 the file was root's alone, unless
/// the Pod sets `fsGroup`; since then it follows a common `runAsUser` or is open to all.
fn is_readable(world: &World, pod: &Json, container: &str) -> bool {
    let version = world.scenario.cluster.as_ref().and_then(|cluster| cluster.version.as_deref());
    let minor = version.and_then(|version| version.trim_start_matches('v').strip_prefix("1."));
    let minor = minor.and_then(|rest| rest.split(['.', '+', '-']).next()?.parse::<u32>().ok());
    if minor.is_none_or(|minor| minor >= 19) || pod.pointer("/spec/securityContext/fsGroup").is_some() {
        return true;
    }
    let user = |context: Option<&Json>| context.and_then(|context| context.get("runAsUser")).and_then(Json::as_i64);
    let found = find(pod, container);
    let own = user(found.and_then(|found| found.get("securityContext")));
    own.or_else(|| user(pod.pointer("/spec/securityContext"))).is_none_or(|user| user == 0)
}

/// The token that lies at the path the SDK reads.
#[must_use]
pub fn token_file(pod: &Json, container: &str, path: &str) -> TokenFile {
    find(pod, container).map_or(TokenFile::NotMounted, |found| token::at_path(pod, found, path))
}

fn find<'p>(pod: &'p Json, container: &str) -> Option<&'p Json> {
    let lists = ["/spec/initContainers", "/spec/containers"].into_iter().filter_map(|at| pod.pointer(at)?.as_array());
    lists.flatten().find(|c| c.get("name").and_then(Json::as_str) == Some(container))
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

/// Whether the SDK can read a token at this path.
#[must_use]
pub fn token_state(world: &World, pod: &Json, container: &str, path: &str) -> Verdict {
    match token_file(pod, container, path) {
        TokenFile::Token(_) if is_readable(world, pod, container) => Verdict::Pass,
        TokenFile::OtherVolume { .. } => Verdict::Unknown,
        TokenFile::Token(_) | TokenFile::NotMounted | TokenFile::NoSuchFile { .. } | TokenFile::NoVolume { .. } => {
            Verdict::Fail
        }
    }
}

/// The third link of a container.
#[must_use]
pub fn link(world: &World, workload: &Workload, pod: &Json, container: &str, resolution: &Resolution) -> Link {
    let other = |provider| Link::fail(STEP, Reason::PicksOther { provider });
    match &resolution.found {
        Found::Provider(Provider::WebIdentity { token_file: path, .. }) => match token_file(pod, container, path) {
            TokenFile::Token(_) if !is_readable(world, pod, container) => {
                let text =
                    format!("WebIdentityErr: unable to read file at {path} caused by: open {path}: permission denied");
                Link::fail(STEP, Reason::TokenNotReadable { path: path.clone() })
                    .seen_at(
                        workload
                            .template
                            .get("spec")
                            .and_then(|spec| spec.member("securityContext"))
                            .map(|member| Location { source: workload.name_at.source, span: member.key_span }),
                    )
                    .says(ErrorText::plain(text))
                    .mended_by(remedy::readable(world, workload))
            }
            TokenFile::Token(_) => Link::pass(STEP, Reason::PicksWebIdentity),
            // What lies in a Secret or a host path is not known.
            TokenFile::OtherVolume { .. } => Link::unknown(STEP, Reason::TokenFileUnknown { path: path.clone() }),
            TokenFile::NotMounted | TokenFile::NoSuchFile { .. } | TokenFile::NoVolume { .. } => {
                let error = format!("[Errno 2] No such file or directory: '{path}'");
                Link::fail(STEP, Reason::NoTokenFile { path: path.clone() })
                    .seen_at(remedy::variable(workload, container, "AWS_WEB_IDENTITY_TOKEN_FILE"))
                    .says(ErrorText { code: "FileNotFoundError".to_owned(), message: error, operation: None })
            }
        },
        Found::Provider(Provider::Container { .. }) => Link::pass(STEP, Reason::PicksContainerCredentials),
        Found::Provider(Provider::StaticKeys { from: ProviderKind::Environment, .. }) => {
            let mended = remedy::without_variables(world, workload, container, &STATIC_KEYS);
            let places = STATIC_KEYS.iter().filter_map(|name| remedy::variable(workload, container, name));
            other(OtherCredentials::StaticKeys).seen_at(places).mended_by(mended)
        }
        Found::Provider(Provider::InstanceMetadata) => match sdk(world) {
            Sdk::Old => other(OtherCredentials::SdkTooOld),
            Sdk::JavaWithoutSts => {
                let link = other(OtherCredentials::NoStsModule);
                match passed_over(resolution) {
                    Some(error) => link.says(ErrorText::plain(error.message.clone())),
                    None => link,
                }
            }
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
