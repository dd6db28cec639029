//! Reads one statement.

use super::reader::{Reader, is_placeholder, nearest};
use super::{condition, principal, resource};
use crate::diagnostic::Fix;
use crate::iam::action::ActionPattern;
use crate::iam::fault::{Expected, PolicyFault};
use crate::iam::policy::{ActionEntry, Effect, Element, Naming, PolicyKind, Spanned, Statement, Version};
use crate::syntax::{Member, Node};

const ELEMENTS: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

/// Actions that may stand in a trust policy.
const TRUST_ACTIONS: [&str; 6] = [
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:tagsession",
    "sts:setsourceidentity",
    "sts:setcontext",
];

/// The ones that are often meant, as AWS spells them.
const SPELT: [&str; 3] = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:TagSession"];

/// A statement, or `None` where its effect, its actions or its conditions cannot be read.
pub(super) fn read(reader: &mut Reader, index: usize, node: &Node, version: Version) -> Option<Statement> {
    let Some(members) = node.as_object() else {
        reader.wrong_type("Statement", Expected::Object, node);
        return None;
    };
    reader.duplicates(members);
    reader.unknown_elements(members, &ELEMENTS);
    let sid = sid(reader, node);
    let effect = effect(reader, node);
    let principal = principal::read(reader, node);
    let action = action(reader, node);
    let resource = resource::read(reader, node, version.variables());
    let block = node.member("Condition");
    let conditions = block.map_or(Some(Vec::new()), |block| condition::read(reader, &block.value, version.variables()));
    if reader.kind() == PolicyKind::ResourceControl {
        resource_control(reader, node, effect.map(|(effect, _)| effect), action.as_ref());
    }
    let (((effect, effect_span), action), conditions) = effect.zip(action).zip(conditions)?;
    Some(Statement {
        index,
        span: node.span,
        sid,
        effect,
        effect_span,
        principal,
        action,
        resource,
        conditions,
        condition_span: block.map(|block| block.value.span),
    })
}

fn sid(reader: &mut Reader, node: &Node) -> Option<Spanned> {
    let value = node.get("Sid")?;
    let Some(text) = value.as_str() else {
        reader.wrong_type("Sid", Expected::String, value);
        return None;
    };
    // Resource-based and trust policies take blanks and more; AWS's own examples have them.
    let strict = !reader.kind().names_principals();
    if strict && !text.chars().all(|character| character.is_ascii_alphanumeric()) {
        let right: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        let fix = Fix::replace(reader.at(value.span), format!("\"{right}\""));
        reader.error_with_fix(PolicyFault::BadSid(text.to_owned()), value.span, fix);
    }
    Some(Spanned { text: text.to_owned(), span: value.span })
}

/// Sids that stand twice; two empty ones pass.
pub(super) fn sids(reader: &mut Reader, statements: &[Statement]) {
    let mut seen: Vec<&Spanned> = Vec::new();
    for sid in statements.iter().filter_map(|statement| statement.sid.as_ref()).filter(|sid| !sid.text.is_empty()) {
        match seen.iter().find(|first| first.text == sid.text) {
            None => seen.push(sid),
            Some(first) => {
                let fault = PolicyFault::DuplicateSid(sid.text.clone());
                match reader.kind() {
                    PolicyKind::Resource | PolicyKind::Endpoint => reader.warning(fault, sid.span),
                    _ => reader.error_beside(fault, sid.span, first.span),
                }
            }
        }
    }
}

fn effect(reader: &mut Reader, node: &Node) -> Option<(Effect, crate::text::Span)> {
    let Some(value) = node.get("Effect") else {
        reader.error(PolicyFault::MissingElement("Effect".to_owned()), node.span);
        return None;
    };
    match value.as_str() {
        Some("Allow") => Some((Effect::Allow, value.span)),
        Some("Deny") => Some((Effect::Deny, value.span)),
        Some(other) => {
            let fault = PolicyFault::UnknownEffect(other.to_owned());
            match ["Allow", "Deny"].into_iter().find(|right| right.eq_ignore_ascii_case(other.trim())) {
                Some(right) => {
                    let fix = Fix::replace(reader.at(value.span), format!("\"{right}\""));
                    reader.error_with_fix(fault, value.span, fix);
                }
                None => reader.error(fault, value.span),
            }
            None
        }
        None => {
            reader.wrong_type("Effect", Expected::String, value);
            None
        }
    }
}

/// The one of `Name` and `NotName` that the statement has; an error where it has both.
pub(super) fn either<'n>(
    reader: &mut Reader,
    node: &'n Node,
    named: &str,
    all_but: &str,
) -> Option<(Naming, &'n Member)> {
    match (node.member(named), node.member(all_but)) {
        (Some(member), None) => Some((Naming::Named, member)),
        (None, Some(member)) => Some((Naming::AllBut, member)),
        (None, None) => None,
        (Some(first), Some(second)) => {
            let fault = PolicyFault::BothElements(named.to_owned(), all_but.to_owned());
            reader.error_beside(fault, second.key_span, first.key_span);
            Some((Naming::Named, first))
        }
    }
}

fn action(reader: &mut Reader, node: &Node) -> Option<Element<ActionEntry>> {
    let Some((naming, member)) = either(reader, node, "Action", "NotAction") else {
        reader.error(PolicyFault::MissingElement("Action".to_owned()), node.span);
        return None;
    };
    let strings = reader.strings(&member.key, &member.value);
    if member.value.as_array().is_some_and(<[Node]>::is_empty) {
        reader.error(PolicyFault::EmptyList(member.key.clone()), member.value.span);
    }
    let entries = strings.into_iter().map(|(text, node)| entry(reader, text, node)).collect();
    Some(Element { naming, key_span: member.key_span, span: member.value.span, entries })
}

fn entry(reader: &mut Reader, text: &str, node: &Node) -> ActionEntry {
    let all = !text.is_empty() && text.bytes().all(|byte| byte == b'*');
    match text.bytes().filter(|&byte| byte == b':').count() {
        0 if all => {}
        0 if is_placeholder(text) => reader.warning(PolicyFault::Placeholder(text.to_owned()), node.span),
        0 => reader.error(PolicyFault::ActionWithoutService(text.to_owned()), node.span),
        1 => {
            let lower = text.to_lowercase();
            let wild = lower.contains(['*', '?']) && (lower.starts_with("sts:") || lower.starts_with(['*', '?']));
            let fits = wild || TRUST_ACTIONS.contains(&lower.as_str());
            if reader.kind() == PolicyKind::Trust && !fits {
                let fault = PolicyFault::ActionInTrustPolicy(text.to_owned());
                match nearest(text, &SPELT) {
                    Some(right) => {
                        let fix = Fix::replace(reader.at(node.span), format!("\"{right}\""));
                        reader.error_with_fix(fault, node.span, fix);
                    }
                    None => reader.error(fault, node.span),
                }
            }
        }
        _ => reader.error(PolicyFault::ActionWithTwoColons(text.to_owned()), node.span),
    }
    ActionEntry { text: text.to_owned(), span: node.span, pattern: ActionPattern::new(text) }
}

/// What resource control policies of customers may not say. `RCPFullAWSAccess`, which AWS attaches itself, passes.
fn resource_control(reader: &mut Reader, node: &Node, effect: Option<Effect>, action: Option<&Element<ActionEntry>>) {
    let star = |name: &str| node.get(name).and_then(Node::as_str) == Some("*");
    let full_access = star("Principal") && star("Action") && star("Resource") && node.get("Condition").is_none();
    if effect == Some(Effect::Allow) && !full_access {
        let span = node.get("Effect").map_or(node.span, |value| value.span);
        reader.error(PolicyFault::ResourceControlAllow, span);
    }
    if let Some(member) = node.member("NotAction") {
        let fault = PolicyFault::ForbiddenElement { element: "NotAction".to_owned(), kind: reader.kind() };
        reader.error(fault, member.key_span);
    }
    let everything = action.and_then(|action| action.entries.iter().find(|entry| entry.pattern == ActionPattern::Any));
    if let Some(entry) = everything
        && effect == Some(Effect::Deny)
    {
        reader.error(PolicyFault::ResourceControlAction, entry.span);
    }
    if let Some(member) = node.member("Principal")
        && member.value.as_str() != Some("*")
    {
        reader.error(PolicyFault::ResourceControlPrincipal, member.value.span);
    }
}
