//! Policy documents: what type they are, and their text.
//!
//! What always holds: a document that was pasted as JSON keeps its bytes; one that stood inside another text is printed
//! with its keys in their order. The type follows from the principals and the actions alone, since nothing else in a
//! document tells it (IAM User Guide, "Policies and permissions").

use super::facts::Fact;
use super::recognise::Context;
use super::{Detail, Kind, percent};
use crate::aws::arn::parts;
use crate::iam::print;
use crate::syntax::{Node, Value, json};
use crate::text::SourceId;

/// Whether a value is a policy document.
pub(super) fn is_policy(node: &Node) -> bool {
    let statement = node.get("Statement").map(|node| &node.value);
    matches!(statement, Some(Value::Object(_) | Value::Array(_)))
}

/// The text of a document that stands inside another value: an object, JSON in a string, or that percent-encoded.
pub(super) fn document(context: &mut Context<'_>, node: &Node) -> Option<String> {
    match &node.value {
        Value::Object(_) => Some(print::format(node)),
        Value::String(text) => {
            let read = |text: &str| json::parse(SourceId::Settings, text).0.filter(|node| node.as_object().is_some());
            if let Some(inner) = read(&text.value) {
                return Some(print::format(&inner));
            }
            let decoded = percent::decode(&text.value)?;
            let inner = read(&decoded)?;
            context.detail(Detail::Decoded);
            Some(print::format(&inner))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
    }
}

/// The text of a value as it was pasted where that is JSON, else printed.
pub(super) fn as_written(context: &Context<'_>, node: &Node) -> String {
    let written = node.span.of(context.text);
    if written.starts_with('{') { format!("{written}\n") } else { print::format(node) }
}

/// Takes a policy document that stands by itself.
pub(super) fn lone(context: &mut Context<'_>, node: &Node, text: Option<String>) {
    let text = text.unwrap_or_else(|| as_written(context, node));
    let (kind, fact) = match type_of(node) {
        Type::Trust => (Kind::TrustPolicy, trust(node, text)),
        Type::Permissions => (Kind::Permissions, Fact::Permissions { text, name: None }),
        Type::Resource => {
            let resource = carrier(context, node);
            (Kind::ResourcePolicy, Fact::Resource { resource, text })
        }
    };
    context.item(node.span, kind, vec![fact]);
}

/// A trust policy with what tells whose it is.
pub(super) fn trust(node: &Node, text: String) -> Fact {
    let mut subjects = Vec::new();
    let mut provider = None;
    for statement in statements(node) {
        let conditions = statement.get("Condition").and_then(Node::as_object).unwrap_or_default();
        for key in conditions.iter().flat_map(|operator| operator.value.as_object().unwrap_or_default()) {
            if key.key.to_ascii_lowercase().ends_with(":sub") {
                subjects.extend(strings(&key.value).map(str::to_owned));
            }
        }
        let federated = statement.at(&["Principal", "Federated"]).into_iter().flat_map(strings);
        provider = provider.or_else(|| federated.map(str::to_owned).next());
    }
    Fact::Trust { text, subjects, provider }
}

enum Type {
    Trust,
    Permissions,
    Resource,
}

fn type_of(node: &Node) -> Type {
    let mut principal = false;
    let mut assumes = false;
    let mut resource = false;
    for statement in statements(node) {
        principal |= statement.get("Principal").or_else(|| statement.get("NotPrincipal")).is_some();
        resource |= statement.get("Resource").or_else(|| statement.get("NotResource")).is_some();
        let mut actions = statement.get("Action").into_iter().flat_map(strings);
        assumes |= actions.any(|action| action.to_ascii_lowercase().starts_with("sts:"));
    }
    match (principal, assumes && !resource) {
        (true, true) => Type::Trust,
        (true, false) if !resource && assumes_nothing_else(node) => Type::Trust,
        (true, false) => Type::Resource,
        (false, true) if mentions_provider(node) => Type::Trust,
        (false, _) => Type::Permissions,
    }
}

/// A policy whose statements have principals, no resource, and no action that can be read: a trust policy half written.
fn assumes_nothing_else(node: &Node) -> bool {
    statements(node).all(|statement| statement.get("Action").is_none_or(|action| strings(action).next().is_none()))
}

fn mentions_provider(node: &Node) -> bool {
    statements(node).any(|statement| statement.get("Federated").is_some())
}

/// The ARN of what carries a policy, from the resources that it names; a visible stand-in where they tell nothing.
pub(super) fn carrier(context: &mut Context<'_>, node: &Node) -> String {
    let named = statements(node).filter_map(|statement| statement.get("Resource"));
    let arns: Vec<&str> = named.flat_map(strings).collect();
    if let Some(arn) = arns.iter().find_map(|arn| owner(arn)) {
        return arn;
    }
    let mut actions = statements(node).filter_map(|statement| statement.get("Action")).flat_map(strings);
    let service = actions.find_map(|action| action.split_once(':')).map_or("s3", |(service, _)| service);
    let (region, account) = (context.home.region(), context.home.account());
    let (region, account) = (region.text(), account.text());
    let partition = context.home.partition();
    let arn = match service.to_ascii_lowercase().as_str() {
        "kms" => format!("arn:{partition}:kms:{region}:{account}:key/example"),
        "sqs" => format!("arn:{partition}:sqs:{region}:{account}:example"),
        "sns" => format!("arn:{partition}:sns:{region}:{account}:example"),
        "secretsmanager" => format!("arn:{partition}:secretsmanager:{region}:{account}:secret:example"),
        "ecr" => format!("arn:{partition}:ecr:{region}:{account}:repository/example"),
        "dynamodb" => format!("arn:{partition}:dynamodb:{region}:{account}:table/example"),
        _ => format!("arn:{partition}:s3:::example"),
    };
    context.detail(Detail::Placeholder("Resource".to_owned(), arn.clone()));
    arn
}

/// What an ARN in a policy belongs to: the bucket of an object, the table of an index.
fn owner(arn: &str) -> Option<String> {
    let [_, partition, service, region, account, resource] = parts(arn)?;
    let resource = match service {
        "s3" => resource.split('/').next()?,
        "dynamodb" => resource
            .strip_prefix("table/")
            .and_then(|rest| rest.split('/').next())
            .map_or(resource, |name| resource.get(.."table/".len() + name.len()).unwrap_or(resource)),
        _ => resource,
    };
    let whole = !resource.is_empty() && !resource.contains(['*', '?', '$']);
    whole.then(|| format!("arn:{partition}:{service}:{region}:{account}:{resource}"))
}

/// The statements of a document.
fn statements(node: &Node) -> impl Iterator<Item = &Node> {
    let statements: &[Node] = match node.get("Statement") {
        Some(node) => node.as_array().unwrap_or(std::slice::from_ref(node)),
        None => &[],
    };
    statements.iter()
}

/// A string, or each string of a list.
pub(super) fn strings(node: &Node) -> impl Iterator<Item = &str> {
    node.as_array().unwrap_or(std::slice::from_ref(node)).iter().filter_map(Node::as_str)
}
