//! What a hint or a solution changes, as data.
//!
//! What always holds: changes are made in order, each on what the one before left; a change that does not fit gives an
//! error that names what was sought, and nothing is half done.

use crate::scenario::Scenario;
use crate::text::SourceId;
use std::fmt;

/// One change of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A passage that occurs once is replaced.
    Replace {
        /// The document, as [`SourceId`] is displayed.
        document: String,
        /// The passage.
        find: String,
        /// What comes instead.
        put: String,
    },
    /// A document is replaced as a whole.
    Text {
        /// The document, as [`SourceId`] is displayed.
        document: String,
        /// The new text.
        text: String,
    },
    /// Whole fields of the scenario are replaced.
    Set {
        /// Which, as in JSON.
        fields: Vec<String>,
        /// Their new values.
        values: Box<Scenario>,
    },
}

/// Why a change does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// The scenario has no such document.
    NoDocument(String),
    /// The passage does not occur in it, or more than once.
    Occurs {
        /// The document.
        document: String,
        /// The passage.
        find: String,
        /// How often.
        times: usize,
    },
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDocument(document) => write!(f, "no document `{document}`"),
            Self::Occurs { document, find, times } => {
                write!(f, "occurs {times} times in `{document}`, expected once: `{find}`")
            }
        }
    }
}

impl std::error::Error for ChangeError {}

/// The document that a text names.
#[must_use]
pub fn document(scenario: &Scenario, name: &str) -> Option<SourceId> {
    let mut all = scenario.documents().map(|(source, _)| source).chain([SourceId::Settings]);
    all.find(|source| source.to_string() == name)
}

/// The configuration after some changes.
///
/// # Errors
/// The first change that does not fit.
pub fn apply(scenario: &Scenario, changes: &[Change]) -> Result<Scenario, ChangeError> {
    changes.iter().try_fold(scenario.clone(), step)
}

fn step(mut scenario: Scenario, change: &Change) -> Result<Scenario, ChangeError> {
    let named = |scenario: &Scenario, name: &String| {
        let found = document(scenario, name).filter(|source| *source != SourceId::Settings);
        found.ok_or_else(|| ChangeError::NoDocument(name.clone()))
    };
    match change {
        Change::Replace { document, find, put } => {
            let source = named(&scenario, document)?;
            let text = scenario.text(source).unwrap_or_default();
            let times = text.matches(find.as_str()).count();
            if times != 1 {
                return Err(ChangeError::Occurs { document: document.clone(), find: find.clone(), times });
            }
            let text = text.replacen(find.as_str(), put, 1);
            scenario.set_text(source, text);
        }
        Change::Text { document, text } => {
            let source = named(&scenario, document)?;
            scenario.set_text(source, text.clone());
        }
        Change::Set { fields, values } => {
            for field in fields {
                set(&mut scenario, field, values);
            }
        }
    }
    Ok(scenario)
}

/// The fields of a scenario, as [`Change::Set`] names them.
pub const FIELDS: [&str; 17] = [
    "manifests",
    "roles",
    "users",
    "groups",
    "resourcePolicies",
    "serviceControlPolicies",
    "resourceControlPolicies",
    "sessionPolicy",
    "endpointPolicy",
    "cluster",
    "oidcProviders",
    "podIdentityAssociations",
    "nodeRole",
    "imdsReachable",
    "sdk",
    "runtime",
    "questions",
];

fn set(scenario: &mut Scenario, field: &str, from: &Scenario) {
    let from = from.clone();
    match field {
        "manifests" => scenario.manifests = from.manifests,
        "roles" => scenario.roles = from.roles,
        "users" => scenario.users = from.users,
        "groups" => scenario.groups = from.groups,
        "resourcePolicies" => scenario.resource_policies = from.resource_policies,
        "serviceControlPolicies" => scenario.service_control_policies = from.service_control_policies,
        "resourceControlPolicies" => scenario.resource_control_policies = from.resource_control_policies,
        "sessionPolicy" => scenario.session_policy = from.session_policy,
        "endpointPolicy" => scenario.endpoint_policy = from.endpoint_policy,
        "cluster" => scenario.cluster = from.cluster,
        "oidcProviders" => scenario.oidc_providers = from.oidc_providers,
        "podIdentityAssociations" => scenario.pod_identity_associations = from.pod_identity_associations,
        "nodeRole" => scenario.node_role = from.node_role,
        "imdsReachable" => scenario.imds_reachable = from.imds_reachable,
        "sdk" => scenario.sdk = from.sdk,
        "runtime" => scenario.runtime = from.runtime,
        "questions" => scenario.questions = from.questions,
        // The reader of the scenario refuses every other field.
        _ => {}
    }
}
