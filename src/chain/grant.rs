//! A statement that allows what is missing, and nothing else, as a fix of the role's permission policy.
//!
//! What always holds: it is offered only where an Allow in an identity policy is all that the role's side lacks (no
//! Deny, no boundary, no organization in the way), and only into a document that can be read; the statement names the
//! actions and resources that were asked for, never a wildcard of its own.

use crate::diagnostic::Fix;
use crate::iam::evaluate::{Blocker, Cause};
use crate::order;
use crate::scenario::Scenario;
use crate::syntax::{Node, Value, json};
use crate::text::{Location, SourceId, Span};

/// Whether one more Allow in an identity policy would do for the role's side.
#[must_use]
pub fn is_enough(cause: &Cause) -> bool {
    let Cause::NotAllowedBy { blockers } = cause else { return false };
    let own = |blocker: &Blocker| *blocker == Blocker::IdentityPolicy;
    let other =
        |blocker: &Blocker| matches!(blocker, Blocker::KeyPolicy | Blocker::ResourcePolicy | Blocker::TrustPolicy);
    blockers.iter().any(own) && blockers.iter().all(|blocker| own(blocker) || other(blocker))
}

/// The fix that allows these actions on these resources by statements at the end of a role's last readable policy.
/// `None` where the role has none.
#[must_use]
pub fn allow(scenario: &Scenario, role: u16, needs: &[(&str, &str)]) -> Option<Fix> {
    let policies = &scenario.roles.get(usize::from(role))?.policies;
    let documents = (0u16..).zip(policies).map(|(index, policy)| (SourceId::RolePolicy(role, index), &policy.document));
    let mut fixes = documents.filter_map(|(source, text)| into(source, text, needs));
    let first = fixes.next()?;
    Some(fixes.last().unwrap_or(first))
}

fn into(source: SourceId, text: &str, needs: &[(&str, &str)]) -> Option<Fix> {
    let (root, _) = json::parse(source, text);
    let root = root?;
    let node = root.get("Statement")?;
    let (last, wrapped) = match &node.value {
        Value::Array(statements) => (statements.last()?, false),
        Value::Object(_) => (node, true),
        _ => return None,
    };
    let indent = indentation(text, last);
    let statements: Vec<String> = statements(needs).iter().map(|one| written(one, indent)).collect();
    let joint = if indent.is_some() { format!(",\n{}", " ".repeat(indent.unwrap_or(0))) } else { ", ".to_owned() };
    let added = statements.iter().map(|statement| format!("{joint}{statement}")).collect::<String>();
    let at = |offset: u32| Location { source, span: Span { start: offset, end: offset } };
    let mut fix = Fix::replace(at(last.span.end), if wrapped { format!("{added}]") } else { added });
    if wrapped {
        fix.edits.insert(0, crate::diagnostic::Edit { at: at(last.span.start), text: "[".to_owned() });
    }
    Some(fix)
}

/// One statement for all actions on the same resource.
fn statements<'a>(needs: &[(&'a str, &'a str)]) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for &(action, resource) in needs {
        match found.iter_mut().find(|(known, _)| *known == resource) {
            Some((_, actions)) if actions.contains(&action) => {}
            Some((_, actions)) => actions.push(action),
            None => found.push((resource, vec![action])),
        }
    }
    for (_, actions) in &mut found {
        order::sort(actions);
    }
    found
}

/// How far a statement is indented, where it begins its own line.
fn indentation(text: &str, statement: &Node) -> Option<usize> {
    let before = text.get(..statement.span.start as usize)?;
    let line = before.get(before.rfind('\n')? + 1..)?;
    line.bytes().all(|byte| byte == b' ').then_some(line.len())
}

fn written((resource, actions): &(&str, Vec<&str>), indent: Option<usize>) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let actions = match actions.as_slice() {
        [one] => quoted(one),
        many => format!("[{}]", many.iter().map(|action| quoted(action)).collect::<Vec<_>>().join(", ")),
    };
    let parts = [
        "\"Effect\": \"Allow\"".to_owned(),
        format!("\"Action\": {actions}"),
        format!("\"Resource\": {}", quoted(resource)),
    ];
    match indent {
        Some(indent) => {
            let (inner, outer) = (" ".repeat(indent + 2), " ".repeat(indent));
            format!("{{\n{inner}{}\n{outer}}}", parts.join(&format!(",\n{inner}")))
        }
        None => format!("{{ {} }}", parts.join(", ")),
    }
}
