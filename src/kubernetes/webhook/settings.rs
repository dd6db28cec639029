//! What annotations, ConfigMap and flags say, merged as the webhook merges them.
//!
//! What always holds: role by Pod Identity association, then annotation, then ConfigMap; audience and regional STS by
//! annotation, then flag; lifetime by Pod, then ServiceAccount, then flag. Values Go cannot read are passed over.

use super::{Flags, Input, MINIMUM_EXPIRATION, csv};
use crate::syntax::{Node, Value, json};
use crate::text::SourceId;
use serde::Serialize;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Where the role's name came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RoleSource {
    /// The annotation `role-arn` of the ServiceAccount, as it stands there.
    #[default]
    Annotation,
    /// That annotation, completed by `--compose-role-arn`.
    Composed,
    /// The entry `namespace/name` of the ConfigMap.
    ConfigMap,
    /// The entry `*/name` of the ConfigMap.
    ConfigMapAnyNamespace,
}

/// A role the webhook found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Role {
    /// Injected as it is, valid or not.
    pub arn: String,
    /// Whether the webhook's own check accepts it; where not, the webhook logs a warning and goes on.
    pub valid: bool,
    /// Where it came from.
    pub source: RoleSource,
}

/// One entry of the ConfigMap `pod-identity-webhook`, key `config`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ConfigMapEntry {
    /// `RoleARN`
    pub role_arn: String,
    /// `Audience`; empty stays empty.
    pub audience: String,
    /// `UseRegionalSTS`
    pub use_regional_sts: bool,
    /// `TokenExpiration`, seconds; 0 means the flag.
    pub token_expiration: i64,
}

/// An annotation whose value the webhook cannot read and passes over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IgnoredValue {
    /// The annotation key.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// The containers a Pod wants left alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SkipList {
    /// The names, untrimmed.
    pub names: Vec<String>,
    /// Those of them that no container has, most often for a blank after a comma.
    pub unmatched: Vec<String>,
    /// The annotation is not one CSV record; nothing is skipped.
    pub malformed: bool,
}

/// What the webhook's cache holds for a ServiceAccount.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// `None`: no annotation. An empty ARN counts as no role.
    pub role: Option<Role>,
    pub audience: String,
    pub regional_sts: bool,
    pub expiration: i64,
}

/// The cache entry of a ServiceAccount.
pub(super) fn entry(flags: &Flags, annotations: &BTreeMap<String, String>, ignored: &mut Vec<IgnoredValue>) -> Entry {
    let role = annotations.get(&flags.key("role-arn")).map(|value| match &flags.compose_role_arn {
        Some(compose) if !value.contains("arn:") => {
            role(format!("arn:{}:iam::{}:role/{value}", compose.partition, compose.account), RoleSource::Composed)
        }
        _ => role(value.clone(), RoleSource::Annotation),
    });
    let audience = annotations.get(&flags.key("audience")).unwrap_or(&flags.token_audience).clone();
    let key = flags.key("sts-regional-endpoints");
    let regional_sts = match annotations.get(&key) {
        None => flags.sts_regional_endpoint,
        Some(value) => parse_bool(value).unwrap_or_else(|| {
            ignored.push(IgnoredValue { key, value: value.clone() });
            flags.sts_regional_endpoint
        }),
    };
    let key = flags.key("token-expiration");
    let value = annotations.get(&key).map(String::as_str);
    let expiration = expiration(key, value, flags.token_expiration, ignored);
    Entry { role, audience, regional_sts, expiration }
}

/// The entry that counts for web identity: the ServiceAccount's if it names a role, else the ConfigMap's.
pub(super) fn lookup(input: &Input<'_>, name: &str, own: Option<&Entry>) -> Option<Entry> {
    if let Some(own) = own
        && own.role.as_ref().is_some_and(|role| !role.arn.is_empty())
    {
        return Some(own.clone());
    }
    let exact = input.config_map.get(&format!("{}/{name}", input.namespace)).map(|e| (e, RoleSource::ConfigMap));
    let any = || input.config_map.get(&format!("*/{name}")).map(|e| (e, RoleSource::ConfigMapAnyNamespace));
    exact.or_else(any).map(|(entry, source)| from_config_map(input.flags, entry, source))
}

/// Regional STS and lifetime for Pod Identity: the ServiceAccount's even without a role, else the ConfigMap's exact
/// entry, else not regional and a day, whatever the flags say.
pub(super) fn common(input: &Input<'_>, name: &str, own: Option<&Entry>) -> Entry {
    let from_map = || {
        let entry = input.config_map.get(&format!("{}/{name}", input.namespace))?;
        Some(from_config_map(input.flags, entry, RoleSource::ConfigMap))
    };
    own.cloned().or_else(from_map).unwrap_or(Entry { expiration: super::DEFAULT_EXPIRATION, ..Entry::default() })
}

fn from_config_map(flags: &Flags, entry: &ConfigMapEntry, source: RoleSource) -> Entry {
    let expiration = if entry.token_expiration == 0 { flags.token_expiration } else { entry.token_expiration };
    Entry {
        role: Some(role(entry.role_arn.clone(), source)),
        audience: entry.audience.clone(),
        regional_sts: entry.use_regional_sts,
        expiration,
    }
}

/// The lifetime after the Pod's own annotation.
pub(super) fn pod_expiration(
    flags: &Flags,
    annotations: Option<&Json>,
    fallback: i64,
    ignored: &mut Vec<IgnoredValue>,
) -> i64 {
    let key = flags.key("token-expiration");
    let value = annotations.and_then(|all| all.get(&key)).and_then(Json::as_str);
    expiration(key, value, fallback, ignored)
}

fn expiration(key: String, value: Option<&str>, fallback: i64, ignored: &mut Vec<IgnoredValue>) -> i64 {
    let Some(value) = value else { return fallback };
    match parse_int(value) {
        Some(seconds) => seconds.max(MINIMUM_EXPIRATION),
        None => {
            ignored.push(IgnoredValue { key, value: value.to_owned() });
            fallback
        }
    }
}

/// The containers to skip; only the Pod's annotation counts.
pub(super) fn skip_list(flags: &Flags, pod: &Json) -> SkipList {
    let annotation = pod.pointer("/metadata/annotations").and_then(|all| all.get(flags.key("skip-containers")));
    let Some(value) = annotation.and_then(Json::as_str) else { return SkipList::default() };
    let Some(names) = csv::first_record(value) else { return SkipList { malformed: true, ..SkipList::default() } };
    let exists = |name: &String| {
        ["/spec/initContainers", "/spec/containers"].iter().any(|at| {
            let all = pod.pointer(at).and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
            all.iter().any(|one| one.get("name").and_then(Json::as_str) == Some(name))
        })
    };
    let unmatched = names.iter().filter(|name| !exists(name)).cloned().collect();
    SkipList { names, unmatched, malformed: false }
}

/// The entries of the ConfigMap's `config`, or `None` where it is not the JSON the webhook expects.
#[must_use]
pub fn parse_config_map(config: &str) -> Option<BTreeMap<String, ConfigMapEntry>> {
    let (root, _) = json::parse(SourceId::Settings, config);
    let mut entries = BTreeMap::new();
    for entry in root.as_ref()?.as_object()? {
        // Go's JSON reader does not mind the case of keys; of two the last counts.
        let members = entry.value.as_object()?;
        let value = |key: &str| members.iter().rev().find(|m| m.key.eq_ignore_ascii_case(key)).map(|m| &m.value);
        let text = |key: &str| value(key).and_then(Node::as_str).unwrap_or_default().to_owned();
        let read = ConfigMapEntry {
            role_arn: text("rolearn"),
            audience: text("audience"),
            use_regional_sts: matches!(value("useregionalsts"), Some(Node { value: Value::Bool(true), .. })),
            token_expiration: match value("tokenexpiration") {
                Some(Node { value: Value::Number(number), .. }) => number.parse().unwrap_or_default(),
                _ => 0,
            },
        };
        entries.insert(entry.key.clone(), read);
    }
    Some(entries)
}

fn role(arn: String, source: RoleSource) -> Role {
    Role { valid: is_role_arn(&arn), arn, source }
}

/// The webhook's check of a role ARN: `^arn:aws[a-z0-9-]*:iam::\d{12}:role\/[\w-\/.@+=,]+$`. It only warns.
#[must_use]
pub fn is_role_arn(value: &str) -> bool {
    let mut parts = value.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (arn, partition, service, region, account, resource) = (next(), next(), next(), next(), next(), next());
    let partition = partition.strip_prefix("aws");
    let name = resource.strip_prefix("role/").unwrap_or_default();
    arn == "arn"
        && partition.is_some_and(|p| p.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        && service == "iam"
        && region.is_empty()
        && account.len() == 12
        && account.chars().all(|c| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-/.@+=,".contains(c))
}

/// Go's `strconv.ParseBool`.
fn parse_bool(value: &str) -> Option<bool> {
    match value {
        "1" | "t" | "T" | "TRUE" | "true" | "True" => Some(true),
        "0" | "f" | "F" | "FALSE" | "false" | "False" => Some(false),
        _ => None,
    }
}

/// Go's `strconv.ParseInt(value, 10, 64)`: an optional sign and digits, nothing else.
fn parse_int(value: &str) -> Option<i64> {
    value.parse().ok()
}

/// Go's `filepath.Clean` on Unix, for absolute and relative paths.
pub(super) fn clean_path(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => {
                kept.pop();
            }
            ".." if rooted => {}
            _ => kept.push(segment),
        }
    }
    let joined = kept.join("/");
    match (rooted, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}
