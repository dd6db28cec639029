//! The request context: what is known of each condition key.
//!
//! What always holds: keys compare without regard to case; a key has values, or is known to be absent, or is known to
//! be there with a value that is not known, or nothing is known of it. "Absent" and "null" are the same thing, and so
//! is an empty list. An empty text counts as a value for plain operators and as no value for set operators and
//! variables (the User Guide calls it null for ForAllValues and says nothing of the rest).

use crate::aws::catalog;
use crate::iam::condition::Actual;
use serde::Serialize;

/// A condition key, ready to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextKey {
    /// As it was written.
    text: String,
    lower: String,
    hash: u64,
    multivalued: Option<bool>,
}

impl ContextKey {
    /// Reads a key; case does not matter.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lower = text.to_lowercase();
        let multivalued = catalog::condition_key(&lower).map(|key| key.multivalued);
        Self { text: text.to_owned(), hash: hash(&lower), lower, multivalued }
    }

    /// As it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// In lower case, as keys compare.
    #[must_use]
    pub fn lower(&self) -> &str {
        &self.lower
    }

    /// Whether the catalogue says that this key holds many values; `None` where the catalogue does not know the key.
    #[must_use]
    pub fn is_multivalued(&self) -> Option<bool> {
        self.multivalued
    }

    /// Whether this is a claim of an identity provider, such as `oidc.eks.us-east-1.amazonaws.com/id/X:sub`. Such keys
    /// exist only if the token of the session was issued by that provider.
    #[must_use]
    pub fn is_claim(&self) -> bool {
        self.lower.rsplit_once(':').is_some_and(|(issuer, _)| issuer.contains('.'))
    }
}

/// The value of a key in a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ContextValue {
    /// One value.
    One(String),
    /// A list, which may be empty or hold one value only.
    Many(Vec<String>),
}

impl ContextValue {
    /// Its values.
    #[must_use]
    pub fn values(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }

    /// Whether it is more than one value for this key: a key that the catalogue calls single-valued may come as a list
    /// of one.
    #[must_use]
    pub fn is_list(&self, key: &ContextKey) -> bool {
        match self {
            Self::One(_) => false,
            Self::Many(values) => values.len() > 1 || key.is_multivalued() != Some(false),
        }
    }

    /// What a JSON value says: texts, numbers, booleans, or a list of them; `null` and objects are no values.
    #[must_use]
    pub fn from_json(value: &serde_json::Value) -> Option<Self> {
        use serde_json::Value as Json;
        let scalar = |value: &Json| match value {
            Json::String(text) => Some(text.clone()),
            Json::Bool(value) => Some(value.to_string()),
            Json::Number(number) => Some(number.to_string()),
            Json::Null | Json::Array(_) | Json::Object(_) => None,
        };
        match value {
            Json::Array(values) => values.iter().map(scalar).collect::<Option<_>>().map(Self::Many),
            other => scalar(other).map(Self::One),
        }
    }
}

impl From<&str> for ContextValue {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned())
    }
}

impl From<String> for ContextValue {
    fn from(value: String) -> Self {
        Self::One(value)
    }
}

/// A value with each of its texts read once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    value: ContextValue,
    actuals: Vec<Actual>,
}

impl Given {
    fn new(value: ContextValue) -> Self {
        let actuals = value.values().iter().map(|value| Actual::new(value)).collect();
        Self { value, actuals }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &ContextValue {
        &self.value
    }

    /// Its texts.
    #[must_use]
    pub fn actuals(&self) -> &[Actual] {
        &self.actuals
    }
}

/// What is known of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State<'c> {
    /// It has this value.
    Given(&'c Given),
    /// The request does not carry it.
    Absent,
    /// The request carries it, with a value that is not known.
    Present,
    /// Nothing is known.
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Known {
    Given(Given),
    Absent,
    Present,
    Unknown,
}

/// What a key that was not mentioned is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Unmentioned {
    /// Absent: the context is the whole request.
    #[default]
    Absent,
    /// Unknown: the context holds what could be derived, the request may carry more. Two kinds of keys are absent all
    /// the same: claims of identity providers, and keys of a service that the action does not take.
    Unknown,
}

/// The condition keys of one request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Sorted by hash, then by key.
    entries: Vec<(u64, String, Known)>,
    /// Beginnings of keys, in lower case, of which the request carries none but those given.
    absent_under: Vec<String>,
    unmentioned: Unmentioned,
}

impl Context {
    /// An empty context.
    #[must_use]
    pub fn new(unmentioned: Unmentioned) -> Self {
        Self { entries: Vec::new(), absent_under: Vec::new(), unmentioned }
    }

    /// Gives a key a value; an empty list makes it absent.
    pub fn set(&mut self, key: &str, value: impl Into<ContextValue>) -> &mut Self {
        let value = value.into();
        let known = if value.values().is_empty() { Known::Absent } else { Known::Given(Given::new(value)) };
        self.put(key, known)
    }

    /// Says that the request does not carry the key.
    pub fn set_absent(&mut self, key: &str) -> &mut Self {
        self.put(key, Known::Absent)
    }

    /// Says that the request carries the key, with a value that is not known.
    pub fn set_present(&mut self, key: &str) -> &mut Self {
        self.put(key, Known::Present)
    }

    /// Says that nothing is known of the key.
    pub fn set_unknown(&mut self, key: &str) -> &mut Self {
        self.put(key, Known::Unknown)
    }

    /// Says that of the keys that begin so (such as `aws:PrincipalTag/`) the request carries only those given.
    pub fn set_absent_under(&mut self, prefix: &str) -> &mut Self {
        self.absent_under.push(prefix.to_lowercase());
        self
    }

    fn put(&mut self, key: &str, known: Known) -> &mut Self {
        let lower = key.to_lowercase();
        let hash = hash(&lower);
        match self.entries.binary_search_by(|entry| (entry.0, entry.1.as_str()).cmp(&(hash, lower.as_str()))) {
            Ok(at) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.2 = known;
                }
            }
            Err(at) => self.entries.insert(at, (hash, lower, known)),
        }
        self
    }

    /// What is known of the key for this action (in lower case).
    #[must_use]
    pub fn state(&self, key: &ContextKey, action: &str) -> State<'_> {
        let from = self.entries.partition_point(|entry| entry.0 < key.hash);
        let same = self.entries.get(from..).unwrap_or_default().iter().take_while(|entry| entry.0 == key.hash);
        let found = same.into_iter().find(|entry| entry.1 == key.lower);
        match (found, self.unmentioned) {
            (Some((_, _, Known::Given(value))), _) => State::Given(value),
            (Some((_, _, Known::Absent)), _) | (None, Unmentioned::Absent) => State::Absent,
            (Some((_, _, Known::Present)), _) => State::Present,
            (Some((_, _, Known::Unknown)), _) => State::Unknown,
            (None, Unmentioned::Unknown) => {
                let under = || self.absent_under.iter().any(|prefix| key.lower.starts_with(prefix.as_str()));
                let of_service = key.multivalued.is_some() && !key.lower.starts_with("aws:");
                let foreign = || of_service && !catalog::action_may_carry(action, &key.lower);
                let absent = key.is_claim() || under() || foreign();
                if absent { State::Absent } else { State::Unknown }
            }
        }
    }

    /// The keys that have values, in lower case, in no particular order.
    pub fn given(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.entries.iter().filter_map(|(_, key, known)| match known {
            Known::Given(given) => Some((key.as_str(), &given.value)),
            Known::Absent | Known::Present | Known::Unknown => None,
        })
    }

    /// The keys that are there with a value that is not known, in lower case, in no particular order.
    pub fn present(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().filter_map(|(_, key, known)| match known {
            Known::Present => Some(key.as_str()),
            Known::Given(_) | Known::Absent | Known::Unknown => None,
        })
    }

    /// What a key that was not mentioned is.
    #[must_use]
    pub fn unmentioned(&self) -> Unmentioned {
        self.unmentioned
    }

    /// Sets every key of a JSON object.
    pub fn extend_from_json(&mut self, object: &serde_json::Map<String, serde_json::Value>) -> &mut Self {
        for (key, value) in object {
            match ContextValue::from_json(value) {
                Some(value) => self.set(key, value),
                None => self.set_absent(key),
            };
        }
        self
    }
}

/// FNV-1a: short keys, no attacker, the same on every platform.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
