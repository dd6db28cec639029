//! The role's documents with other statements in them.
//!
//! What always holds: every statement that denies stays as it was written, in a document of its version; every
//! statement that allows gives way to the proposed ones, which stand in a document of version 2012-10-17. A document of
//! which nothing is left goes.

use super::Unable;
use crate::assist;
use crate::iam::lower;
use crate::iam::policy::{Effect, Policy, PolicyKind, Standing, Version};
use crate::scenario::{NamedPolicy, Scenario};
use crate::text::SourceId;

/// A document before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// Its text; `None` where it is new.
    pub before: Option<String>,
    /// Its new text; `None` where it goes.
    pub after: Option<String>,
}

/// The name of a document where the role has none that could take the statements.
const NAME: &str = "least-privilege";

/// The scenario with the proposed statements in the place of those that allow, and the documents that change.
pub(super) fn rewritten(
    scenario: &Scenario,
    role: u16,
    statements: &[String],
) -> Result<(Scenario, Vec<Document>), Unable> {
    let before = scenario.roles.get(usize::from(role)).map(|role| role.policies.as_slice()).unwrap_or_default();
    let mut read: Vec<Policy> = Vec::new();
    for (j, policy) in (0u16..).zip(before) {
        let source = SourceId::RolePolicy(role, j);
        let found = lower::read(source, &policy.document, PolicyKind::Identity).0;
        read.push(found.filter(|policy| policy.standing == Standing::Accepted).ok_or(Unable::Unreadable(source))?);
    }
    let allows = |policy: &Policy| policy.statements.iter().any(|one| one.effect == Effect::Allow);
    let denies = |policy: &Policy| policy.statements.iter().any(|one| one.effect == Effect::Deny);
    let takes = |policy: &Policy| allows(policy) && (policy.version == Version::V2012 || !denies(policy));
    let place = read.iter().position(takes);
    let (mut policies, mut documents) = (Vec::new(), Vec::new());
    for (at, (policy, parsed)) in before.iter().zip(&read).enumerate() {
        if !allows(parsed) {
            policies.push(policy.clone());
            continue;
        }
        // The proposed ones stand where the first that allows stood.
        let here = Some(at) == place;
        let mut proposed = statements.iter().map(String::as_str).filter(|_| here).collect::<Vec<_>>();
        let mut all: Vec<&str> = Vec::new();
        for one in &parsed.statements {
            match one.effect {
                Effect::Allow => all.append(&mut proposed),
                Effect::Deny => all.push(one.span.of(&policy.document)),
            }
        }
        let version = if here { Some(Version::V2012) } else { parsed.version_span.map(|_| parsed.version) };
        let after = (!all.is_empty()).then(|| document(version, &all));
        policies.extend(after.clone().map(|document| NamedPolicy { name: policy.name.clone(), document }));
        documents.push(Document { name: policy.name.clone(), before: Some(policy.document.clone()), after });
    }
    if place.is_none() {
        let all: Vec<&str> = statements.iter().map(String::as_str).collect();
        let name =
            crate::scenario::edit::unique(NAME, |name| policies.iter().any(|policy: &NamedPolicy| policy.name == name));
        let document = document(Some(Version::V2012), &all);
        documents.push(Document { name: name.clone(), before: None, after: Some(document.clone()) });
        policies.push(NamedPolicy { name, document });
    }
    let mut next = scenario.clone();
    if let Some(role) = next.roles.get_mut(usize::from(role)) {
        role.policies = policies;
    }
    Ok((next, documents))
}

/// A document of statements, as it would be written by hand.
pub(super) fn document(version: Option<Version>, statements: &[&str]) -> String {
    let version = version.map(|version| format!("\"Version\": \"{}\", ", version.as_str())).unwrap_or_default();
    let text = format!("{{ {version}\"Statement\": [{}] }}", statements.join(", "));
    assist::format(SourceId::SessionPolicy, &text).unwrap_or(text)
}
