//! The catalogue of actions, resource types and condition keys: the services an EKS workload meets most are embedded,
//! all others come with [`install`], from a file beside the page.
//!
//! What always holds: the data is what AWS published on the day its header names, never a reason to refuse anything:
//! AWS adds actions every week, so an unknown action is at most worth a warning. Service prefixes, action names and
//! condition keys compare without regard to case, resource names with regard to it. What is known only grows: the
//! complete catalogue has the very lines of the embedded one, and is installed at most once. Each service is read when
//! it is first asked about. The format is `iamcat 1`, described in `data/README.md`.

mod complete;
mod read;
mod template;

pub use complete::{Refusal, complete, install};
pub use template::fits as template_fits;

use crate::iam::pattern::Pattern;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const CORE: &str = include_str!("../../data/core.tsv");
const GLOBAL_KEYS: &str = include_str!("../../data/global_condition_keys.tsv");

/// What a value of a condition key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum KeyType {
    /// Text.
    String,
    /// A resource name.
    Arn,
    /// `true` or `false`.
    Bool,
    /// A decimal number.
    Numeric,
    /// A point in time.
    Date,
    /// An address or a range of them.
    IpAddress,
}

/// How much an action may do, as the Service Authorization Reference groups actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum AccessLevel {
    /// Names of resources.
    List,
    /// Contents.
    Read,
    /// Changes.
    Write,
    /// Tags, which is writing too.
    Tagging,
    /// Permissions, which is writing too.
    PermissionsManagement,
}

impl AccessLevel {
    /// As the Service Authorization Reference names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
        }
    }
}

/// The date of the catalogue, `YYYY-MM-DD`, from its header; empty where the header has none.
#[must_use]
pub fn date() -> &'static str {
    let header = CORE.lines().next().unwrap_or_default();
    let mut words = header.split([' ', ';', '\t']);
    words.find(|word| word.len() == 10 && word.bytes().filter(|byte| *byte == b'-').count() == 2).unwrap_or_default()
}

/// A condition key of a service or a global one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyInfo {
    /// The key; a variable part stands as `${TagKey}` or `<key>`.
    pub name: String,
    /// What its values are.
    pub kind: KeyType,
    /// Whether a request carries a list of values.
    pub multivalued: bool,
}

/// A resource type of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceType {
    /// Such as `bucket`.
    pub name: &'static str,
    /// ARN templates, such as `arn:${Partition}:s3:::${BucketName}`.
    pub templates: Vec<String>,
    /// Indices of the condition keys of the resource.
    pub(crate) keys: Vec<u16>,
}

/// A resource type that an action takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) resource: u16,
    pub(crate) keys: Vec<u16>,
}

/// An action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// Such as `GetObject`.
    pub name: &'static str,
    /// How much it may do.
    pub level: AccessLevel,
    /// Other actions that a call of this one needs, such as `kms:Decrypt`; in full.
    pub dependents: Vec<String>,
    pub(crate) targets: Vec<Target>,
    pub(crate) keys: Vec<u16>,
}

/// A service.
#[derive(Debug)]
pub struct Service {
    /// Such as `s3`.
    pub prefix: &'static str,
    /// Such as `Amazon S3`.
    pub name: &'static str,
    /// Its lines in the catalogue.
    text: &'static str,
    /// What they say, once somebody asked.
    body: OnceLock<Body>,
}

/// What a service has.
#[derive(Debug, Default)]
struct Body {
    keys: Vec<KeyInfo>,
    resources: Vec<ResourceType>,
    actions: Vec<Action>,
    by_name: BTreeMap<String, usize>,
}

impl Service {
    fn body(&self) -> &Body {
        self.body.get_or_init(|| read::body(self.prefix, self.text))
    }

    /// Its actions, in alphabetical order of their profiles.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.body().actions
    }

    /// Its condition keys.
    #[must_use]
    pub fn condition_keys(&self) -> &[KeyInfo] {
        &self.body().keys
    }

    /// Its resource types.
    #[must_use]
    pub fn resource_types(&self) -> &[ResourceType] {
        &self.body().resources
    }

    /// The action of this name; case does not matter.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&Action> {
        let body = self.body();
        body.by_name.get(&name.to_ascii_lowercase()).and_then(|&index| body.actions.get(index))
    }

    /// The actions whose names, in lower case, fit a pattern.
    pub fn actions_fitting<'s>(&'s self, pattern: &Pattern) -> impl Iterator<Item = &'s Action> {
        let body = self.body();
        let names = body.by_name.iter().filter(|(name, _)| pattern.matches(name));
        names.filter_map(|(_, &index)| body.actions.get(index))
    }

    /// The resource types an action takes; none means that only `Resource: "*"` allows it.
    pub fn resource_types_of<'s>(&'s self, action: &'s Action) -> impl Iterator<Item = &'s ResourceType> {
        action.targets.iter().filter_map(|target| self.resource_types().get(usize::from(target.resource)))
    }

    /// The condition keys an action takes: its own, those of its resource types, and those of both together.
    pub fn condition_keys_of<'s>(&'s self, action: &'s Action) -> impl Iterator<Item = &'s KeyInfo> {
        let own = action.keys.iter().chain(action.targets.iter().flat_map(|target| target.keys.iter()));
        let of_resources = self.resource_types_of(action).flat_map(|resource| resource.keys.iter());
        own.chain(of_resources).filter_map(|&index| self.condition_keys().get(usize::from(index)))
    }

    /// The resource type an ARN is of: the template with the most literal text wins, the first of several such.
    #[must_use]
    pub fn resource_type(&self, arn: &str) -> Option<&ResourceType> {
        self.resource_types_of_arn(arn).next()
    }

    /// The resource types an ARN may be of: a few services have several with the same template.
    pub fn resource_types_of_arn(&self, arn: &str) -> impl Iterator<Item = &ResourceType> {
        let literal = |resource: &ResourceType| {
            resource.templates.iter().filter_map(|template| template::fits(template, arn)).max()
        };
        let fitting: Vec<(usize, &ResourceType)> =
            self.resource_types().iter().filter_map(|resource| Some((literal(resource)?, resource))).collect();
        let most = fitting.iter().map(|(literal, _)| *literal).max();
        fitting.into_iter().filter(move |(literal, _)| Some(*literal) == most).map(|(_, resource)| resource)
    }
}

/// Whether an action can be asked of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Fit {
    /// The resource is of a type the action takes.
    Fits,
    /// The action has no resource types: only `Resource: "*"` allows it.
    NoResourceTypes,
    /// The action takes resources of other types.
    OtherType,
    /// The catalogue does not know the action.
    UnknownAction,
}

/// Every service that is known, by prefix: those of the embedded catalogue, or all, once they are installed.
#[must_use]
pub fn services() -> &'static [Service] {
    complete::services().unwrap_or_else(core)
}

/// The services of the embedded catalogue, by prefix: those that an EKS workload meets most.
#[must_use]
pub fn core() -> &'static [Service] {
    static SERVICES: OnceLock<Vec<Service>> = OnceLock::new();
    SERVICES.get_or_init(|| read::services(CORE))
}

/// The service with this prefix; case does not matter.
#[must_use]
pub fn service(prefix: &str) -> Option<&'static Service> {
    find(services(), prefix)
}

/// Whether a service is known: its actions, resource types and condition keys are then complete.
#[must_use]
pub fn knows(prefix: &str) -> bool {
    service(prefix).is_some()
}

/// Whether a service is one of the embedded ones.
#[must_use]
pub fn is_core(prefix: &str) -> bool {
    find(core(), prefix).is_some()
}

/// Services stand in the order of their prefixes, which are in lower case.
fn find(services: &'static [Service], prefix: &str) -> Option<&'static Service> {
    let lower = || prefix.bytes().map(|byte| byte.to_ascii_lowercase());
    let at = services.binary_search_by(|service| service.prefix.bytes().cmp(lower())).ok()?;
    services.get(at)
}

/// The action `service:Name`, with its service; case does not matter.
#[must_use]
pub fn action(name: &str) -> Option<(&'static Service, &'static Action)> {
    let (prefix, name) = name.split_once(':')?;
    let service = service(prefix)?;
    service.action(name).map(|action| (service, action))
}

/// Whether `service:Name` can be asked of this resource (an ARN, or `*`).
#[must_use]
pub fn fit(name: &str, resource: &str) -> Fit {
    let Some((service, action)) = action(name) else { return Fit::UnknownAction };
    if action.targets.is_empty() {
        return Fit::NoResourceTypes;
    }
    let owner = crate::aws::Arn::parse(resource).map(|arn| arn.service);
    // Most pairs of a matrix are of different services; their templates need not be taken apart.
    let foreign = owner.filter(|owner| !owner.eq_ignore_ascii_case(service.prefix));
    let fits = match foreign {
        None => {
            let taken = |name: &str| service.resource_types_of(action).any(|taken| taken.name == name);
            service.resource_types_of_arn(resource).any(|kind| taken(kind.name))
        }
        Some(owner) => service.resource_types_of(action).flat_map(|taken| taken.templates.iter()).any(|template| {
            let of = template.split(':').nth(2).unwrap_or_default();
            (of.contains('$') || of.eq_ignore_ascii_case(owner)) && template::fits(template, resource).is_some()
        }),
    };
    if fits { Fit::Fits } else { Fit::OtherType }
}

/// A condition key, global or of a service in the catalogue; case does not matter.
#[must_use]
pub fn condition_key(key: &str) -> Option<&'static KeyInfo> {
    let lower = key.to_lowercase();
    let (prefix, _) = lower.split_once(':')?;
    let global = global_keys().iter().map(|key| &key.info).find(|info| template::key_fits(&info.name, &lower));
    global.or_else(|| service(prefix)?.condition_keys().iter().find(|info| template::key_fits(&info.name, &lower)))
}

/// Whether a request for this action (`service:name`) may carry the key. `false` only where the catalogue knows the
/// action and the key, and the key is of a service and not listed for the action. Global keys may always be carried.
#[must_use]
pub fn action_may_carry(name: &str, key: &str) -> bool {
    let Some((prefix, _)) = key.split_once(':') else { return true };
    if prefix.eq_ignore_ascii_case("aws") || global_key(key).is_some() {
        return true;
    }
    let Some((of_key, (of_action, action))) = service(prefix).zip(action(name)) else { return true };
    let lower = key.to_lowercase();
    if !of_key.condition_keys().iter().any(|info| template::key_fits(&info.name, &lower)) {
        return true;
    }
    of_action.condition_keys_of(action).any(|info| template::key_fits(&info.name, &lower))
}

/// Whether a kind of request carries a global key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Carried {
    /// Always.
    Yes,
    /// Never.
    No,
    /// It depends on things outside the configuration.
    Perhaps,
}

/// A global condition key, and which requests carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GlobalKey {
    /// The key.
    pub info: KeyInfo,
    /// AssumeRoleWithWebIdentity itself, evaluated against a trust policy.
    pub trust_request: Carried,
    /// A call of a session that AssumeRoleWithWebIdentity made.
    pub web_identity_session: Carried,
    /// A call of a session that AssumeRole made.
    pub role_session: Carried,
    /// A call of a session that EKS Pod Identity made.
    pub pod_identity_session: Carried,
    /// A call of the role of an EC2 instance.
    pub instance_role: Carried,
}

/// Every global key.
#[must_use]
pub fn global_keys() -> &'static [GlobalKey] {
    static KEYS: OnceLock<Vec<GlobalKey>> = OnceLock::new();
    KEYS.get_or_init(|| read::global_keys(GLOBAL_KEYS))
}

/// A global key; case does not matter.
#[must_use]
pub fn global_key(key: &str) -> Option<&'static GlobalKey> {
    let lower = key.to_lowercase();
    global_keys().iter().find(|key| template::key_fits(&key.info.name, &lower))
}
