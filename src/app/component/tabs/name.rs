//! What documents and their owners are called, and how many problems they have.

use crate::app::state::State;
use crate::diagnostic::Severity;
use crate::message::phrases::Phrases;
use crate::message::words;
use crate::scenario::NamedPolicy;
use crate::scenario::edit::{self, Owner, Part};
use crate::text::SourceId;

/// The name of a document: its kind, and its owner where several have one.
#[must_use]
pub fn label(state: &State, phrases: &'static Phrases, source: SourceId) -> String {
    let kind = short(state, phrases, source);
    match edit::owner(source) {
        Owner::Role(_) if state.scenario.roles.len() > 1 => {
            format!("{kind} · {}", owner_name(state, edit::owner(source)))
        }
        owner @ (Owner::User(_) | Owner::Group(_)) => format!("{kind} · {}", owner_name(state, owner)),
        _ => kind,
    }
}

/// The name of a document beside its owner's.
#[must_use]
pub fn short(state: &State, phrases: &'static Phrases, source: SourceId) -> String {
    let words = words::documents::words(state.language);
    let scenario = &state.scenario;
    let numbered = |kind: &str, number: u16, all: usize| {
        if all > 1 { format!("{kind} {}", number + 1) } else { kind.to_owned() }
    };
    let policy = |policies: Option<&Vec<NamedPolicy>>, j: u16| {
        let policies = policies.map(Vec::as_slice).unwrap_or_default();
        match policies.get(usize::from(j)) {
            Some(policy) if policies.len() > 1 && !policy.name.is_empty() => policy.name.clone(),
            _ => numbered(phrases.permissions, j, policies.len()),
        }
    };
    match source {
        SourceId::Manifests => phrases.manifests.to_owned(),
        SourceId::TrustPolicy(_) => phrases.trust_policy.to_owned(),
        SourceId::RolePolicy(i, j) => policy(scenario.roles.get(usize::from(i)).map(|role| &role.policies), j),
        SourceId::UserPolicy(i, j) => policy(scenario.users.get(usize::from(i)).map(|user| &user.policies), j),
        SourceId::GroupPolicy(i, j) => policy(scenario.groups.get(usize::from(i)).map(|group| &group.policies), j),
        SourceId::RoleBoundary(_) | SourceId::UserBoundary(_) => phrases.boundary.to_owned(),
        SourceId::ResourcePolicy(i) => {
            let resource = edit::name(scenario, Part::Document(source)).map(last_part).unwrap_or_default();
            match scenario.resource_policies.len() {
                0 | 1 => phrases.resource_policy.to_owned(),
                _ if resource.is_empty() => numbered(phrases.resource_policy, i, 2),
                _ => resource.to_owned(),
            }
        }
        SourceId::ServiceControlPolicy(level, j) => {
            let level = scenario.service_control_policies.get(usize::from(level));
            numbered("SCP", j, level.map_or(0, Vec::len))
        }
        SourceId::ResourceControlPolicy(level, j) => {
            let level = scenario.resource_control_policies.get(usize::from(level));
            numbered("RCP", j, level.map_or(0, Vec::len))
        }
        SourceId::AssociationPolicy(i) => {
            let association = scenario.pod_identity_associations.get(usize::from(i));
            let name = association.map(|one| format!("{}/{}", one.namespace, one.service_account));
            (words.association_policy)(&name.unwrap_or_default())
        }
        SourceId::SessionPolicy => words.session_policy.to_owned(),
        SourceId::EndpointPolicy => words.endpoint_policy.to_owned(),
        SourceId::Settings => words::settings::words(state.language).title.to_owned(),
    }
}

/// The last part of an ARN: a role's name, a bucket.
#[must_use]
pub fn last_part(arn: &str) -> &str {
    arn.rsplit(['/', ':']).next().unwrap_or(arn)
}

/// What kind of owner this is, and its name; a heading.
#[must_use]
pub fn owner_title(state: &State, owner: Owner) -> (String, String) {
    let words = words::documents::words(state.language);
    let number = |level: u16| usize::from(level) + 1;
    let name = owner_name(state, owner);
    let kind = match owner {
        Owner::Cluster => words.cluster.to_owned(),
        Owner::Role(_) => words.role.to_owned(),
        Owner::User(_) => words.user.to_owned(),
        Owner::Group(_) => words.group.to_owned(),
        Owner::Resources => words.resources.to_owned(),
        Owner::ServiceControl(level) => (words.scp_level)(number(level)),
        Owner::ResourceControl(level) => (words.rcp_level)(number(level)),
        Owner::Sessions => words.sessions.to_owned(),
    };
    (kind, name)
}

/// The name of a role, a user or a group; empty for others.
#[must_use]
pub fn owner_name(state: &State, owner: Owner) -> String {
    let nameless = words::documents::words(state.language).nameless;
    let Some(name) = edit::name(&state.scenario, Part::Owner(owner)) else { return String::new() };
    let name = last_part(name);
    if name.is_empty() { nameless.to_owned() } else { name.to_owned() }
}

/// The problems of a document in words.
#[must_use]
pub fn count(state: &State, phrases: &'static Phrases, source: SourceId) -> String {
    count_words(phrases, number(state, source))
}

/// So many problems, in words.
#[must_use]
pub fn count_words(phrases: &'static Phrases, number: usize) -> String {
    match number {
        0 => phrases.no_problems.to_owned(),
        1 => phrases.one_problem.to_owned(),
        several => (phrases.problems)(several),
    }
}

/// How many problems a document has.
#[must_use]
pub fn number(state: &State, source: SourceId) -> usize {
    state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == source).count()
}

/// The worst problem of a document.
#[must_use]
pub fn worst(state: &State, source: SourceId) -> Option<Severity> {
    let here = state.simulation.diagnostics.iter().filter(|diagnostic| diagnostic.at.source == source);
    here.map(|diagnostic| diagnostic.severity).min()
}

/// The name of a severity for the editor and for styles.
#[must_use]
pub fn severity_class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Security => "security",
        Severity::Suggestion => "suggestion",
    }
}
