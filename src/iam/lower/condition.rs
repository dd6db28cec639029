//! Reads `Condition`.

use super::reader::{Reader, nearest};
use crate::diagnostic::Fix;
use crate::iam::condition::{Condition, ConditionValue, Literal, Operator, Test};
use crate::iam::context::ContextKey;
use crate::iam::fault::{Expected, PolicyFault};
use crate::iam::variable::Variables;
use crate::syntax::{Member, Node, Value};

/// The lines of a condition block; `None` where one of them cannot be read.
pub(super) fn read(reader: &mut Reader, block: &Node, variables: Variables) -> Option<Vec<Condition>> {
    let Some(operators) = block.as_object() else {
        reader.wrong_type("Condition", Expected::Object, block);
        return None;
    };
    reader.duplicates(operators);
    let (mut conditions, mut whole) = (Vec::new(), true);
    for member in operators {
        let operator = Operator::parse(&member.key);
        if operator.is_none() {
            unknown(reader, member);
            whole = false;
        }
        let Some(keys) = member.value.as_object() else {
            reader.wrong_type(&member.key, Expected::Object, &member.value);
            whole = false;
            continue;
        };
        reader.duplicates_joined(keys);
        for key in keys {
            let values = values(reader, key);
            if !key.key.contains(':') {
                reader.error(PolicyFault::KeyWithoutPrefix(key.key.clone()), key.key_span);
            }
            let Some(operator) = operator else { continue };
            let value = |(text, literal, node): (String, Literal, &Node)| {
                let test = Test::new(operator.comparison, &text, variables);
                ConditionValue { text, literal, span: node.span, test }
            };
            conditions.push(Condition {
                operator,
                operator_text: member.key.clone(),
                operator_span: member.key_span,
                key: ContextKey::new(&key.key),
                key_span: key.key_span,
                values_span: key.value.span,
                values: values.into_iter().map(value).collect(),
            });
        }
    }
    whole.then_some(conditions)
}

fn unknown(reader: &mut Reader, member: &Member) {
    let name = member.key.clone();
    if let Some(right) = name.strip_suffix("IfExists").filter(|name| name.rsplit(':').next() == Some("Null")) {
        let fix = Fix::replace(reader.at(member.key_span), format!("\"{right}\""));
        return reader.error_with_fix(PolicyFault::NullIfExists(name.clone()), member.key_span, fix);
    }
    let suggestion = Operator::in_right_case(&name).or_else(|| similar(&name));
    match &suggestion {
        Some(right) => {
            let fix = Fix::replace(reader.at(member.key_span), format!("\"{right}\""));
            let fault = PolicyFault::UnknownOperator { name, suggestion: suggestion.clone() };
            reader.error_with_fix(fault, member.key_span, fix);
        }
        None => reader.error(PolicyFault::UnknownOperator { name, suggestion }, member.key_span),
    }
}

/// The operator with one or two letters less, more or other.
fn similar(name: &str) -> Option<String> {
    let known: Vec<&str> = Operator::names().collect();
    nearest(name, &known).map(str::to_owned)
}

fn values<'n>(reader: &mut Reader, member: &'n Member) -> Vec<(String, Literal, &'n Node)> {
    let nodes: Vec<&Node> = match &member.value.value {
        Value::Array(nodes) => nodes.iter().collect(),
        _ => vec![&member.value],
    };
    let mut values = Vec::with_capacity(nodes.len());
    for node in nodes {
        match &node.value {
            Value::String(text) => values.push((text.value.clone(), Literal::String, node)),
            Value::Number(text) => values.push((text.clone(), Literal::Number, node)),
            Value::Bool(value) => values.push((value.to_string(), Literal::Bool, node)),
            Value::Null | Value::Array(_) | Value::Object(_) => {
                reader.wrong_type(&member.key, Expected::Scalars, node);
            }
        }
    }
    values
}
