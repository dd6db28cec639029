//! A task that a teacher makes on the page: what is there, a text, and a goal made by clicking.
//!
//! What always holds: it travels in a link with its configuration and is read back the same; its text is plain text,
//! shown as it was typed; the words of its points are made from what they demand, in the reader's language.

use super::{Check, Demand, Lesson, Wanted, read};
use crate::gallery::Bilingual;
use crate::message::{Language, words};
use crate::scenario::{Scenario, ScenarioError};
use serde::Serialize;
use serde_json::{Map, Value, json};

/// Characters that a title may have.
pub const MOST_TITLE: usize = 120;
/// Characters that a text may have.
pub const MOST_TEXT: usize = 4_000;

/// A task.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// One line; may be empty.
    pub title: String,
    /// Plain text.
    pub text: String,
    /// What is to be reached.
    pub goal: Vec<Demand>,
}

impl Task {
    /// As JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        let goal: Vec<Value> = self.goal.iter().map(written).collect();
        json!({ "title": self.title, "text": self.text, "goal": goal }).to_string()
    }

    /// Reads a task.
    ///
    /// # Errors
    /// The path and the reason of the first field that does not fit.
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        read::task(text)
    }

    /// The task over a configuration, as a lesson without hints.
    #[must_use]
    pub fn lesson(&self, scenario: Scenario) -> Lesson {
        let both = |text: &str| Bilingual { en: text.to_owned(), ko: text.to_owned() };
        Lesson {
            title: both(&self.title),
            story: both(&self.text),
            scenario,
            goal: self.goal.iter().map(point).collect(),
            ..Lesson::default()
        }
    }
}

/// A point with its words made from what it demands.
#[must_use]
pub fn point(demand: &Demand) -> Check {
    let text = |language| words::demand::demand(language, demand);
    let text = Bilingual { en: text(Language::English), ko: text(Language::Korean) };
    Check { text, demand: demand.clone() }
}

/// A demand as the fields that say it.
fn written(demand: &Demand) -> Value {
    let mut fields = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            fields.insert(key.to_owned(), value);
        }
    };
    match demand {
        Demand::Chain { workload, link, verdict } => {
            put("workload", json(workload));
            put("link", json(link));
            put("verdict", json(verdict));
        }
        Demand::Identity { workload, identity, role } => {
            put("workload", json(workload));
            put("identity", json(identity));
            put("role", json(role));
        }
        Demand::Access { principal, action, resource, context, answer } => {
            put("principal", json(principal));
            put("action", json(action));
            put("resource", json(resource));
            if !context.is_empty() {
                put("context", json(context));
            }
            let answer = match answer {
                Wanted::Allowed => "allowed",
                Wanted::Denied => "denied",
                Wanted::ExplicitDeny => "explicitDeny",
                Wanted::ImplicitDeny => "implicitDeny",
            };
            put("answer", json(&answer));
        }
        Demand::Trust { role, subject, trusted } => {
            put("role", json(role));
            put("subject", json(subject));
            put("trusted", json(trusted));
        }
        Demand::Cluster { asker, verb, resource, namespace, can } => {
            let key = if asker.matches('/').count() == 2 { "workload" } else { "serviceAccount" };
            put(key, json(asker));
            put("verb", json(verb));
            put("resource", json(resource));
            put("namespace", json(namespace));
            put("can", json(can));
        }
        Demand::Errors { errors } => put("errors", json(errors)),
        Demand::Unchanged { unchanged } => put("unchanged", json(unchanged)),
    }
    Value::Object(fields)
}

/// Texts, numbers and words: writing them cannot fail.
fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
