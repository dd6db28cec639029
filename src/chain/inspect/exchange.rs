//! What goes over the wire to get credentials: STS for a web identity, the agent and EKS for Pod Identity, the
//! instance metadata service for the node's role.
//!
//! What always holds: the texts have the form of the real protocols (STS Query API 2011-06-15, container credentials,
//! IMDSv2); values that only a real call has stand as [`UNKNOWN`](super::UNKNOWN).

use super::UNKNOWN;
use crate::aws::{Arn, oidc, sts};
use crate::chain::identity::{Assume, Walker, Way};
use crate::chain::link::{ErrorText, Verdict};
use crate::chain::pick;
use crate::chain::session::session_arn;
use crate::chain::simulation::Identity;
use crate::credentials::{Found, Provider};
use crate::scenario::StsEndpoint;

/// Which protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `sts:AssumeRoleWithWebIdentity`
    WebIdentity,
    /// The Pod Identity Agent.
    PodIdentity,
    /// The instance metadata service.
    InstanceMetadata,
}

/// How it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With credentials.
    Credentials,
    /// With an error.
    Error,
    /// The request is never answered, or never sent.
    NoAnswer,
    /// It cannot be said.
    Unknown,
}

/// A request and its answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Exchange {
    /// Which protocol.
    pub step: Step,
    /// How it ends.
    pub outcome: Outcome,
    /// The request as HTTP.
    pub request: String,
    /// The answer's body with its status line; absent where nothing answers or nothing can be said.
    pub response: Option<String>,
    /// What CloudTrail records of it, if it records it.
    pub event: Option<String>,
    /// What the SDK makes of an error.
    pub error: Option<ErrorText>,
    /// Seconds for which the credentials are valid.
    pub duration: u32,
}

/// The lifetime that SDKs ask for, in seconds.
const DURATION: u32 = 3600;
/// The lifetime of credentials by EKS Pod Identity, in seconds. Source: EKS user guide, "EKS Pod Identity".
const POD_IDENTITY_DURATION: u32 = 21_600;

/// Every exchange of a container, in order.
pub(super) fn all(walker: &Walker<'_>, assume: Option<&Assume>, found: &Found, identity: &Identity) -> Vec<Exchange> {
    let mut all = Vec::new();
    match (assume, found) {
        (Some(assume), Found::Provider(Provider::Container { uri, token_file })) if assume.way == Way::PodIdentity => {
            all.push(by_agent(walker, assume, uri, token_file.as_deref()));
        }
        (Some(assume), Found::Provider(Provider::WebIdentity { token_file, .. })) => {
            all.push(by_web_identity(walker, assume, token_file));
        }
        _ => {}
    }
    if let Identity::NodeRole { .. } = identity {
        all.push(by_node(walker));
    }
    all
}

fn outcome(assume: &Assume) -> Outcome {
    match (assume.exchange.verdict, assume.trust.verdict) {
        (Verdict::Pass, Verdict::Pass) => Outcome::Credentials,
        (Verdict::Fail, _) | (Verdict::Pass, Verdict::Fail) => Outcome::Error,
        _ => Outcome::Unknown,
    }
}

fn by_web_identity(walker: &Walker<'_>, assume: &Assume, token_file: &str) -> Exchange {
    let world = walker.world;
    let region = world.region.as_deref();
    let host = match (assume.endpoint, region) {
        (StsEndpoint::Regional, Some(region)) => format!("sts.{region}.{}", oidc::dns_suffix(region)),
        (StsEndpoint::Regional, None) => format!("sts.{UNKNOWN}.amazonaws.com"),
        (StsEndpoint::Global, _) => "sts.amazonaws.com".to_owned(),
    };
    let session_name = without_placeholders(&assume.session_name);
    let duration = world.scenario.runtime.duration_seconds;
    let call = sts::WebIdentityCall {
        host: &host,
        region: region.unwrap_or(UNKNOWN),
        role_arn: &assume.role_arn,
        session_name: &session_name,
        duration,
        claims: assume.claims.as_ref(),
    };
    let readable = pick::token_state(world, &walker.mutation.pod, walker.container, token_file);
    let outcome = match readable {
        Verdict::Pass => outcome(assume),
        Verdict::Fail => Outcome::NoAnswer,
        Verdict::Unknown | Verdict::NotReached => Outcome::Unknown,
    };
    let failed = [&assume.exchange, &assume.trust].into_iter().find(|link| link.verdict == Verdict::Fail);
    let error = failed.and_then(|link| link.error.clone()).filter(|_| outcome == Outcome::Error);
    // An answer of another operation is no answer of STS: the trust policy could not even be saved.
    let answer = error.as_ref().filter(|error| error.operation == Some(sts::OPERATION));
    let response = match outcome {
        Outcome::Credentials => Some(call.response()),
        Outcome::Error => answer.map(|error| call.refusal(&error.code, &error.message)),
        Outcome::NoAnswer | Outcome::Unknown => None,
    };
    let outcome = if outcome == Outcome::Error && answer.is_none() { Outcome::NoAnswer } else { outcome };
    let event = match outcome {
        Outcome::Credentials => Some(call.event(None)),
        Outcome::Error => answer.map(|error| call.event(Some((&error.code, &error.message)))),
        Outcome::NoAnswer | Outcome::Unknown => None,
    };
    let duration = duration.unwrap_or(DURATION);
    Exchange { step: Step::WebIdentity, outcome, request: call.request(), response, event, error, duration }
}

fn by_agent(walker: &Walker<'_>, assume: &Assume, uri: &str, token_file: Option<&str>) -> Exchange {
    let outcome = outcome(assume);
    let failed = [&assume.exchange, &assume.trust].into_iter().find(|link| link.verdict == Verdict::Fail);
    let error = failed.and_then(|link| link.error.clone());
    let account = Arn::parse(&assume.role_arn).map(|arn| arn.account.to_owned()).unwrap_or_default();
    let cluster = walker.world.scenario.cluster.as_ref().and_then(|cluster| cluster.name.clone());
    let cluster = cluster.unwrap_or_else(|| UNKNOWN.to_owned());
    let region = walker.world.region.as_deref().unwrap_or(UNKNOWN);
    let request = sts::agent_request(uri, token_file.unwrap_or_default(), region, &cluster);
    let response = (outcome == Outcome::Credentials).then(|| sts::agent_response(&account));
    Exchange {
        step: Step::PodIdentity,
        outcome,
        request,
        response,
        event: None,
        error,
        duration: POD_IDENTITY_DURATION,
    }
}

fn by_node(walker: &Walker<'_>) -> Exchange {
    let role = walker.world.scenario.node_role.as_deref();
    let name = role.and_then(|arn| arn.rsplit('/').next()).unwrap_or(UNKNOWN);
    Exchange {
        step: Step::InstanceMetadata,
        outcome: Outcome::Credentials,
        request: sts::metadata_request(name),
        response: Some(sts::metadata_response()),
        event: None,
        error: None,
        duration: POD_IDENTITY_DURATION,
    }
}

/// A text without `<…>`, which no wire carries.
pub(super) fn without_placeholders(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        result.push_str(before);
        match after.split_once('>') {
            Some((_, after)) => {
                result.push_str(UNKNOWN);
                rest = after;
            }
            None => {
                rest = after;
                break;
            }
        }
    }
    result.push_str(rest);
    result
}

/// The ARN of a session without `<…>`.
pub(super) fn arn_of(role_arn: &str, name: &str) -> Option<String> {
    session_arn(role_arn, &without_placeholders(name))
}
