//! A value inside a scenario's JSON, and the way to it.
//!
//! What always holds: every error names the way to what it is about, such as `roles[0].arn`.

use super::{Read, ScenarioError};
use crate::syntax::{Member, Node, Value, ValueKind};
use crate::text::distance;
use std::collections::BTreeMap;

/// A value and the way to it.
pub(super) struct Place<'a> {
    node: &'a Node,
    way: Way<'a>,
}

/// The last step to a value, from the value before.
#[derive(Clone, Copy)]
enum Way<'a> {
    Top,
    Field(&'a Place<'a>, &'a str),
    Element(&'a Place<'a>, usize),
}

/// The members of an object, all of them known.
pub(super) struct Fields<'a> {
    place: &'a Place<'a>,
    members: &'a [Member],
}

impl<'a> Place<'a> {
    pub(super) fn top(node: &'a Node) -> Self {
        Self { node, way: Way::Top }
    }

    pub(super) fn node(&self) -> &'a Node {
        self.node
    }

    /// The members of an object that knows these fields and no others.
    pub(super) fn fields(&'a self, known: &[&str]) -> Read<Fields<'a>> {
        let members = self.members()?;
        for (index, member) in members.iter().enumerate() {
            let refused = |message: String| Err(self.below(&member.key).error(message));
            if !known.contains(&member.key.as_str()) {
                return refused(unknown(&member.key, known));
            }
            if members.iter().take(index).any(|earlier| earlier.key == member.key) {
                return refused("this field stands here twice".to_owned());
            }
        }
        Ok(Fields { place: self, members })
    }

    pub(super) fn text(&self) -> Read<String> {
        self.node.as_str().map(str::to_owned).ok_or_else(|| self.unlike("a text"))
    }

    pub(super) fn elements<T>(&self, read: fn(&Place<'_>) -> Read<T>) -> Read<Vec<T>> {
        let elements = self.node.as_array().ok_or_else(|| self.unlike("a list"))?;
        let mut values = Vec::with_capacity(elements.len());
        for (index, node) in elements.iter().enumerate() {
            values.push(read(&Place { node, way: Way::Element(self, index) })?);
        }
        Ok(values)
    }

    /// The error of a value of another kind than is expected here.
    pub(super) fn unlike(&self, expected: &str) -> ScenarioError {
        let found = match self.node.kind() {
            ValueKind::Null => "null",
            ValueKind::Bool => "true or false",
            ValueKind::Number => "a number",
            ValueKind::String => "a text",
            ValueKind::Array => "a list",
            ValueKind::Object => "an object",
        };
        self.error(format!("expected {expected}, found {found}"))
    }

    fn members(&self) -> Read<&'a [Member]> {
        self.node.as_object().ok_or_else(|| self.unlike("an object"))
    }

    fn number(&self, most: u64) -> Read<u64> {
        let Value::Number(text) = &self.node.value else { return Err(self.unlike("a number")) };
        let number = text.parse().ok().filter(|seconds| *seconds <= most);
        number.ok_or_else(|| self.error(format!("expected a whole number from 0 to {most}, found {text}")))
    }

    /// The place of a field of this object, for errors: its value does not matter.
    fn below(&'a self, key: &'a str) -> Place<'a> {
        Place { node: self.node, way: Way::Field(self, key) }
    }

    fn error(&self, message: String) -> ScenarioError {
        ScenarioError { path: self.path(), message }
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
        let place = Place { node: &member.value, way: Way::Field(self.place, key) };
        (member.value.value != Value::Null).then_some(place)
    }

    pub(super) fn one<T>(&self, key: &'a str, read: fn(&Place<'_>) -> Read<T>) -> Read<Option<T>> {
        self.get(key).map(|place| read(&place)).transpose()
    }

    pub(super) fn text(&self, key: &'a str) -> Read<Option<String>> {
        self.one(key, |place| place.text())
    }

    /// A text that must be there.
    pub(super) fn required(&self, key: &'a str) -> Read<String> {
        self.text(key)?.ok_or_else(|| self.place.below(key).error("this field is missing".to_owned()))
    }

    pub(super) fn list<T>(&self, key: &'a str, read: fn(&Place<'_>) -> Read<T>) -> Read<Option<Vec<T>>> {
        self.get(key).map(|place| place.elements(read)).transpose()
    }

    /// A map with any keys; of a key that stands twice, the last value counts.
    pub(super) fn map<T>(&self, key: &'a str, read: fn(&Place<'_>) -> Read<T>) -> Read<BTreeMap<String, T>> {
        let mut map = BTreeMap::new();
        if let Some(place) = self.get(key) {
            for member in place.members()? {
                let value = Place { node: &member.value, way: Way::Field(&place, &member.key) };
                map.insert(member.key.clone(), read(&value)?);
            }
        }
        Ok(map)
    }

    pub(super) fn flag(&self, key: &'a str) -> Read<Option<bool>> {
        self.one(key, |place| match place.node.value {
            Value::Bool(value) => Ok(value),
            _ => Err(place.unlike("true or false")),
        })
    }

    pub(super) fn number(&self, key: &'a str) -> Read<Option<u64>> {
        self.one(key, |place| place.number(u64::MAX))
    }

    pub(super) fn small_number(&self, key: &'a str) -> Read<Option<u32>> {
        let number = self.one(key, |place| place.number(u64::from(u32::MAX)))?;
        Ok(number.and_then(|number| u32::try_from(number).ok()))
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(&self, key: &'a str, choices: &[(&str, T)]) -> Read<Option<T>> {
        let Some(place) = self.get(key) else { return Ok(None) };
        let word = place.text()?;
        let found = choices.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        let names = || choices.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        found.map(Some).ok_or_else(|| place.error(format!("unknown value `{word}`: {}", instead(&word, &names()))))
    }
}

fn unknown(key: &str, known: &[&str]) -> String {
    format!("unknown field `{key}`: {}", instead(key, known))
}

/// The word that was probably meant, or else all that are known.
fn instead(word: &str, known: &[&str]) -> String {
    let near = |name: &&&str| distance(word, name) <= 2 || name.eq_ignore_ascii_case(word);
    match known.iter().filter(near).min_by_key(|name| distance(word, name)) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("expected `{}`", known.join("`, `")),
    }
}
