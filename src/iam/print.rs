//! A policy as JSON text, in one form.
//!
//! What always holds: elements stand in the order of the grammar, a list of one is written as the value alone, numbers
//! keep their spelling, and reading the text again gives the same policy but for its places in the text. A tree that
//! is no policy is printed as it is, with every key, so that formatting loses nothing.

use crate::iam::condition::{Condition, ConditionValue, Literal};
use crate::iam::policy::{Effect, Element, Naming, Policy, PrincipalEntry, Statement};
use crate::syntax::json::quoted;
use crate::syntax::{Member, Node, Text, Value};
use crate::text::Span;

/// The policy as indented JSON.
#[must_use]
pub fn print(policy: &Policy) -> String {
    format(&to_node(policy))
}

/// A JSON tree as indented text; duplicate keys and the spelling of numbers are kept.
#[must_use]
pub fn format(node: &Node) -> String {
    let mut text = String::new();
    write(&mut text, node, 0);
    text.push('\n');
    text
}

fn write(text: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Null => text.push_str("null"),
        Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => text.push_str(number),
        Value::String(string) => text.push_str(&quoted(&string.value)),
        Value::Array(elements) => list(text, ('[', ']'), elements, depth, |text, element| {
            write(text, element, depth + 1);
        }),
        Value::Object(members) => list(text, ('{', '}'), members, depth, |text, member| {
            text.push_str(&quoted(&member.key));
            text.push_str(": ");
            write(text, &member.value, depth + 1);
        }),
    }
}

fn list<T>(text: &mut String, (open, close): (char, char), items: &[T], depth: usize, item: impl Fn(&mut String, &T)) {
    text.push(open);
    for (index, each) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(depth + 1));
        item(text, each);
    }
    if !items.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(depth));
    }
    text.push(close);
}

/// The policy as a tree without places.
#[must_use]
pub fn to_node(policy: &Policy) -> Node {
    let mut members = Vec::new();
    if policy.version_span.is_some() {
        members.push(member("Version", string(policy.version.as_str())));
    }
    members.extend(policy.id.as_ref().map(|id| member("Id", string(&id.text))));
    members.push(member("Statement", node(Value::Array(policy.statements.iter().map(statement).collect()))));
    node(Value::Object(members))
}

fn statement(statement: &Statement) -> Node {
    let mut members = Vec::new();
    members.extend(statement.sid.as_ref().map(|sid| member("Sid", string(&sid.text))));
    let effect = match statement.effect {
        Effect::Allow => "Allow",
        Effect::Deny => "Deny",
    };
    members.push(member("Effect", string(effect)));
    if let Some(element) = &statement.principal {
        members.push(member(name(element, "Principal", "NotPrincipal"), principals(&element.entries)));
    }
    let actions = statement.action.entries.iter().map(|entry| string(&entry.text));
    members.push(member(name(&statement.action, "Action", "NotAction"), one_or_many(actions.collect())));
    if let Some(element) = &statement.resource {
        let resources = element.entries.iter().map(|entry| string(&entry.text));
        members.push(member(name(element, "Resource", "NotResource"), one_or_many(resources.collect())));
    }
    if statement.condition_span.is_some() {
        members.push(member("Condition", conditions(&statement.conditions)));
    }
    node(Value::Object(members))
}

fn name<T>(element: &Element<T>, named: &'static str, all_but: &'static str) -> &'static str {
    match element.naming {
        Naming::Named => named,
        Naming::AllBut => all_but,
    }
}

fn principals(entries: &[PrincipalEntry]) -> Node {
    let mut types: Vec<(&str, Vec<Node>)> = Vec::new();
    for entry in entries {
        let Some(key) = entry.kind.key() else { return string(&entry.text) };
        match types.iter_mut().find(|(known, _)| *known == key) {
            Some((_, values)) => values.push(string(&entry.text)),
            None => types.push((key, vec![string(&entry.text)])),
        }
    }
    node(Value::Object(types.into_iter().map(|(key, values)| member(key, one_or_many(values))).collect()))
}

fn conditions(conditions: &[Condition]) -> Node {
    let mut operators: Vec<(&str, Vec<Member>)> = Vec::new();
    for condition in conditions {
        let values = one_or_many(condition.values.iter().map(value).collect());
        let line = member(condition.key.text(), values);
        match operators.iter_mut().find(|(known, _)| *known == condition.operator_text) {
            Some((_, lines)) => lines.push(line),
            None => operators.push((&condition.operator_text, vec![line])),
        }
    }
    node(Value::Object(operators.into_iter().map(|(key, lines)| member(key, node(Value::Object(lines)))).collect()))
}

fn value(value: &ConditionValue) -> Node {
    match value.literal {
        Literal::String => string(&value.text),
        Literal::Number => node(Value::Number(value.text.clone())),
        Literal::Bool => node(Value::Bool(value.text == "true")),
    }
}

fn one_or_many(mut values: Vec<Node>) -> Node {
    match (values.len(), values.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            values.extend(last);
            node(Value::Array(values))
        }
    }
}

fn string(text: &str) -> Node {
    node(Value::String(Text { value: text.to_owned(), verbatim: None }))
}

fn node(value: Value) -> Node {
    Node { span: Span::default(), value }
}

fn member(key: &str, value: Node) -> Member {
    Member { key: key.to_owned(), key_span: Span::default(), value }
}
