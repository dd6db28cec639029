//! A value inside a scenario's JSON, and the way to it.
//!
//! What always holds: every error names the way to what it is about, such as `roles[0].arn`.

use super::ScenarioError;
use crate::order;
use crate::syntax::{Member, Node, Value, ValueKind};
use crate::text::distance;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// The first thing that did not fit, if there is one.
#[derive(Default)]
pub(crate) struct Refusal(RefCell<Option<ScenarioError>>);

/// A value and the way to it.
pub(crate) struct Place<'a> {
    node: &'a Node,
    way: Way<'a>,
    refusal: &'a Refusal,
}

/// The last step to a value, from the value before.
enum Way<'a> {
    Top,
    Field(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

/// The members of an object.
pub(crate) struct Fields<'a> {
    place: &'a Place<'a>,
    members: &'a [Member],
}

impl Refusal {
    pub(super) fn take(self) -> Option<ScenarioError> {
        self.0.into_inner()
    }
}

impl<'a> Place<'a> {
    pub(super) fn top(node: &'a Node, refusal: &'a Refusal) -> Self {
        Self { node, way: Way::Top, refusal }
    }

    pub(super) fn node(&self) -> &'a Node {
        self.node
    }

    /// The members of an object that knows these fields and no others.
    pub(crate) fn fields(&'a self, known: &[&str]) -> Fields<'a> {
        let members = self.members();
        for (index, member) in members.iter().enumerate() {
            let key = member.key.as_str();
            if !known.contains(&key) {
                self.field(key, self.node).refuse(format!("unknown field `{key}`: {}", instead(key, known)));
            } else if members.iter().take(index).any(|earlier| earlier.key == key) {
                self.field(key, self.node).refuse("this field stands here twice".to_owned());
            }
        }
        Fields { place: self, members }
    }

    pub(crate) fn text(&self) -> String {
        self.node.as_str().unwrap_or_else(|| self.unlike("a text")).to_owned()
    }

    pub(crate) fn elements<T>(&self, read: fn(&Place<'_>) -> T) -> Vec<T> {
        let elements = self.node.as_array().unwrap_or_else(|| self.unlike("a list"));
        let place = |(index, node)| Place { node, way: Way::Element(self, index), refusal: self.refusal };
        elements.iter().enumerate().map(|element| read(&place(element))).collect()
    }

    /// Refuses a value of another kind than is expected here; the default stands in for it.
    pub(crate) fn unlike<T: Default>(&self, expected: &str) -> T {
        let found = match self.node.kind() {
            ValueKind::Null => "null",
            ValueKind::Bool => "true or false",
            ValueKind::Number => "a number",
            ValueKind::String => "a text",
            ValueKind::Array => "a list",
            ValueKind::Object => "an object",
        };
        self.refuse(format!("expected {expected}, found {found}"));
        T::default()
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Option<T> {
        let word = self.text();
        let found = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            self.refuse(format!("unknown value `{word}`: {}", instead(&word, &names)));
        }
        found
    }

    /// The names of an object's members.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.members().iter().map(|member| member.key.clone()).collect()
    }

    fn members(&self) -> &'a [Member] {
        self.node.as_object().unwrap_or_else(|| self.unlike("an object"))
    }

    fn flag(&self) -> bool {
        match self.node.value {
            Value::Bool(value) => value,
            _ => self.unlike("true or false"),
        }
    }

    fn number(&self, most: u64) -> u64 {
        let Value::Number(text) = &self.node.value else { return self.unlike("a number") };
        let seconds = text.parse().ok().filter(|seconds| *seconds <= most);
        seconds.unwrap_or_else(|| {
            self.refuse(format!("expected a whole number from 0 to {most}, found {text}"));
            0
        })
    }

    fn field(&'a self, key: &'a str, node: &'a Node) -> Place<'a> {
        Place { node, way: Way::Field(self, key), refusal: self.refusal }
    }

    pub(crate) fn refuse(&self, message: String) {
        let error = || ScenarioError { path: self.path(), message };
        self.refusal.0.borrow_mut().get_or_insert_with(error);
    }

    fn path(&self) -> String {
        match self.way {
            Way::Top => String::new(),
            Way::Element(list, index) => format!("{}[{index}]", list.path()),
            Way::Field(object, key) => match object.path() {
                path if path.is_empty() => key.to_owned(),
                path => format!("{path}.{key}"),
            },
        }
    }
}

impl<'a> Fields<'a> {
    /// The place of a field that is there and not `null`.
    fn get(&self, key: &'a str) -> Option<Place<'a>> {
        let member = self.members.iter().find(|member| member.key == key)?;
        (member.value.value != Value::Null).then(|| self.place.field(key, &member.value))
    }

    pub(crate) fn one<T>(&self, key: &'a str, read: fn(&Place<'_>) -> T) -> Option<T> {
        self.get(key).map(|place| read(&place))
    }

    pub(crate) fn text(&self, key: &'a str) -> Option<String> {
        self.one(key, |place| place.text())
    }

    /// Whether a field is there and not `null`.
    pub(crate) fn has(&self, key: &'a str) -> bool {
        self.get(key).is_some()
    }

    /// A text that must be there.
    pub(crate) fn required(&self, key: &'a str) -> String {
        self.text(key).unwrap_or_else(|| {
            self.place.field(key, self.place.node).refuse("this field is missing".to_owned());
            String::new()
        })
    }

    /// A list; empty where it is not there.
    pub(crate) fn list<T>(&self, key: &'a str, read: fn(&Place<'_>) -> T) -> Vec<T> {
        self.get(key).map(|place| place.elements(read)).unwrap_or_default()
    }

    /// A map with any keys; of a key that stands twice, the last value counts.
    pub(crate) fn map<T>(&self, key: &'a str, read: fn(&Place<'_>) -> T) -> BTreeMap<String, T> {
        let Some(place) = self.get(key) else { return BTreeMap::new() };
        let members = place.members().iter();
        order::map(members.map(|member| (member.key.clone(), read(&place.field(&member.key, &member.value)))))
    }

    pub(crate) fn flag(&self, key: &'a str) -> Option<bool> {
        self.one(key, |place| place.flag())
    }

    pub(crate) fn number(&self, key: &'a str) -> Option<u64> {
        self.one(key, |place| place.number(u64::MAX))
    }

    pub(crate) fn small_number(&self, key: &'a str) -> Option<u32> {
        let seconds = self.one(key, |place| place.number(u64::from(u32::MAX)));
        seconds.and_then(|seconds| u32::try_from(seconds).ok())
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&self, key: &'a str, choices: &[(&str, T)]) -> Option<T> {
        self.get(key)?.choice(choices)
    }
}

/// The word that was probably meant, or else all that are known.
fn instead(word: &str, known: &[&str]) -> String {
    let near = |name: &&&str| distance(word, name) <= 2 || name.eq_ignore_ascii_case(word);
    match known.iter().filter(near).min_by_key(|name| distance(word, name)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("expected `{}`", known.join("`, `")),
    }
}
