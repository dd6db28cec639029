//! Which documents of two scenarios belong together, and what else of them differs.
//!
//! What always holds: a document is paired by its owner and its name (a role's ARN, a policy's name), only then by its
//! place; every document that differs is told once.

use crate::diff;
use crate::scenario::Scenario;
use crate::text::SourceId;
use serde_json::Value as Json;

/// A document: its place and its text.
type Document<'a> = (SourceId, &'a str);

/// A document that changed, came or went.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentChange<'a> {
    /// Its place and text on the first side.
    pub before: Option<Document<'a>>,
    /// Its place and text on the second side.
    pub after: Option<Document<'a>>,
    /// Lines that came and lines that went.
    pub counts: (usize, usize),
}

/// A field that is no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingChange {
    /// Its path, such as `cluster.region`.
    pub path: String,
    /// Its value on the first side, as JSON.
    pub before: Option<String>,
    /// Its value on the second side.
    pub after: Option<String>,
}

/// The documents that differ.
#[must_use]
pub fn changes<'a>(before: &'a Scenario, after: &'a Scenario) -> Vec<DocumentChange<'a>> {
    let mut left: Vec<Document<'a>> = before.documents().collect();
    let right: Vec<Document<'a>> = after.documents().collect();
    let mut partners: Vec<Option<Document<'a>>> = vec![None; right.len()];
    let rules: [&dyn Fn(SourceId, SourceId) -> bool; 2] = [&|a, b| name(before, a) == name(after, b), &|a, b| a == b];
    for rule in rules {
        for ((source, _), partner) in right.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            if let Some(at) = left.iter().position(|(other, _)| rule(*other, *source)) {
                *partner = Some(left.remove(at));
            }
        }
    }
    let pairs = right.into_iter().zip(partners).map(|(after, before)| (before, Some(after)));
    let gone = left.into_iter().map(|document| (Some(document), None));
    let change = |(before, after): (Option<Document<'a>>, Option<Document<'a>>)| {
        let text = |document: Option<Document<'a>>| document.map_or("", |(_, text)| text);
        let (a, b) = (text(before), text(after));
        let kept = before.is_some() && after.is_some();
        // A document that is empty on both sides is none.
        if a == b && (kept || a.is_empty()) {
            return None;
        }
        Some(DocumentChange { before, after, counts: diff::counts(&diff::lines(a, b)) })
    };
    pairs.chain(gone).filter_map(change).collect()
}

/// What a document is called, whatever its place: its owner and, of several, its own name.
fn name(scenario: &Scenario, source: SourceId) -> (&'static str, String, String) {
    let owned = |kind, owner: Option<&String>, own: Option<&String>| {
        (kind, owner.cloned().unwrap_or_default(), own.cloned().unwrap_or_default())
    };
    let at = usize::from;
    let role = |i: u16| scenario.roles.get(at(i));
    let user = |i: u16| scenario.users.get(at(i));
    match source {
        SourceId::Manifests => owned("manifests", None, None),
        SourceId::TrustPolicy(i) => owned("trust", role(i).map(|role| &role.arn), None),
        SourceId::RolePolicy(i, j) => {
            owned("role", role(i).map(|r| &r.arn), role(i).and_then(|r| r.policies.get(at(j))).map(|p| &p.name))
        }
        SourceId::RoleBoundary(i) => owned("boundary", role(i).map(|role| &role.arn), None),
        SourceId::UserPolicy(i, j) => {
            owned("user", user(i).map(|u| &u.arn), user(i).and_then(|u| u.policies.get(at(j))).map(|p| &p.name))
        }
        SourceId::UserBoundary(i) => owned("user boundary", user(i).map(|user| &user.arn), None),
        SourceId::GroupPolicy(i, j) => {
            let group = scenario.groups.get(at(i));
            owned("group", group.map(|g| &g.name), group.and_then(|g| g.policies.get(at(j))).map(|p| &p.name))
        }
        SourceId::ResourcePolicy(i) => {
            owned("resource", scenario.resource_policies.get(at(i)).map(|policy| &policy.resource), None)
        }
        SourceId::AssociationPolicy(i) => {
            let association = scenario.pod_identity_associations.get(at(i));
            owned("association", association.map(|a| &a.namespace), association.map(|a| &a.service_account))
        }
        SourceId::ServiceControlPolicy(..)
        | SourceId::ResourceControlPolicy(..)
        | SourceId::SessionPolicy
        | SourceId::EndpointPolicy
        | SourceId::Settings => ("", source.to_string(), String::new()),
    }
}

/// The fields that are no document and differ.
#[must_use]
pub fn settings(before: &Scenario, after: &Scenario) -> Vec<SettingChange> {
    let (before, after) = (fields(before), fields(after));
    let value = |fields: &[(String, String)], path: &str| {
        fields.iter().find(|(other, _)| other == path).map(|(_, value)| value.clone())
    };
    let mut changes = Vec::new();
    for (path, now) in &after {
        let was = value(&before, path);
        if was.as_ref() != Some(now) {
            changes.push(SettingChange { path: path.clone(), before: was, after: Some(now.clone()) });
        }
    }
    for (path, was) in before {
        if value(&after, &path).is_none() {
            changes.push(SettingChange { path, before: Some(was), after: None });
        }
    }
    changes
}

/// Every field that is no document, by its path.
fn fields(scenario: &Scenario) -> Vec<(String, String)> {
    let mut bare = scenario.clone();
    let documents: Vec<SourceId> = scenario.documents().map(|(source, _)| source).collect();
    for source in documents {
        bare.set_text(source, String::new());
    }
    let mut all = Vec::new();
    flatten(&serde_json::to_value(&bare).unwrap_or_default(), String::new(), &mut all);
    // What is left of a document is told among the documents.
    all.retain(|(_, value)| value != "\"\"");
    all
}

fn flatten(value: &Json, path: String, all: &mut Vec<(String, String)>) {
    match value {
        Json::Object(members) => {
            for (key, value) in members {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                flatten(value, path, all);
            }
        }
        Json::Array(elements) if elements.iter().any(|one| one.is_object() || one.is_array()) => {
            for (index, value) in elements.iter().enumerate() {
                flatten(value, format!("{path}[{index}]"), all);
            }
        }
        other => all.push((path, other.to_string())),
    }
}
