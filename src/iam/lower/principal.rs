//! Reads `Principal` and `NotPrincipal`.

use super::reader::{Reader, is_placeholder, nearest};
use super::statement::either;
use crate::aws::Arn;
use crate::diagnostic::Fix;
use crate::iam::fault::{Expected, PolicyFault};
use crate::iam::policy::{Element, Naming, PolicyKind, PrincipalEntry, PrincipalType};
use crate::iam::principal::PrincipalPattern;
use crate::syntax::{Member, Node, Value};

const TYPES: [&str; 4] = ["AWS", "Federated", "Service", "CanonicalUser"];

pub(super) fn read(reader: &mut Reader, node: &Node) -> Option<Element<PrincipalEntry>> {
    let kind = reader.kind();
    let Some((naming, member)) = either(reader, node, "Principal", "NotPrincipal") else {
        if kind.names_principals() {
            reader.error(PolicyFault::MissingElement("Principal".to_owned()), node.span);
        }
        return None;
    };
    let refused = match (naming, kind) {
        (_, kind) if !kind.names_principals() => true,
        (Naming::AllBut, PolicyKind::Trust | PolicyKind::ResourceControl) => true,
        _ => false,
    };
    if refused {
        reader.error(PolicyFault::ForbiddenElement { element: member.key.clone(), kind }, member.key_span);
    }
    let entries = match &member.value.value {
        Value::String(text) => {
            let (text, kind) = (&text.value, PrincipalType::Everyone);
            match text.as_str() {
                "*" => {}
                other if is_placeholder(other) => {
                    reader.warning(PolicyFault::Placeholder(other.to_owned()), member.value.span);
                }
                other => reader.error(PolicyFault::UnreadablePrincipal(other.to_owned()), member.value.span),
            }
            let pattern = PrincipalPattern::new(&kind, text);
            vec![PrincipalEntry { kind, text: text.clone(), span: member.value.span, pattern }]
        }
        Value::Object(types) => {
            reader.duplicates(types);
            types.iter().flat_map(|of_type| entries(reader, of_type)).collect()
        }
        _ => {
            reader.wrong_type(&member.key, Expected::Principals, &member.value);
            Vec::new()
        }
    };
    Some(Element { naming, key_span: member.key_span, span: member.value.span, entries })
}

fn entries(reader: &mut Reader, member: &Member) -> Vec<PrincipalEntry> {
    let kind = match member.key.as_str() {
        "AWS" => PrincipalType::Aws,
        "Federated" => PrincipalType::Federated,
        "Service" => PrincipalType::Service,
        "CanonicalUser" => PrincipalType::CanonicalUser,
        other => {
            unknown_type(reader, member);
            PrincipalType::Unknown(other.to_owned())
        }
    };
    let strings = reader.strings(&member.key, &member.value);
    strings
        .into_iter()
        .map(|(text, node)| {
            let pattern = PrincipalPattern::new(&kind, text);
            check(reader, &kind, &pattern, text, node);
            PrincipalEntry { kind: kind.clone(), text: text.to_owned(), span: node.span, pattern }
        })
        .collect()
}

fn unknown_type(reader: &mut Reader, member: &Member) {
    let name = member.key.clone();
    if is_placeholder(&name) {
        return reader.warning(PolicyFault::Placeholder(name), member.key_span);
    }
    match nearest(&name, &TYPES) {
        Some(right) => {
            let fix = Fix::replace(reader.at(member.key_span), format!("\"{right}\""));
            let fault = PolicyFault::UnknownPrincipalType { name, suggestion: Some(right.to_owned()) };
            reader.error_with_fix(fault, member.key_span, fix);
        }
        None => reader.error(PolicyFault::UnknownPrincipalType { name, suggestion: None }, member.key_span),
    }
}

fn check(reader: &mut Reader, kind: &PrincipalType, pattern: &PrincipalPattern, text: &str, node: &Node) {
    let owned = text.to_owned();
    let wildcard = text.contains(['*', '?']);
    match (kind, pattern) {
        (_, PrincipalPattern::Everyone) | (PrincipalType::Unknown(_) | PrincipalType::Everyone, _) => {}
        (_, _) if wildcard && !text.contains("${") => reader.error(PolicyFault::WildcardInPrincipal(owned), node.span),
        (PrincipalType::Aws, PrincipalPattern::Nobody) => {
            // A provider under AWS is left to the evaluation, which shows that it never matches.
            let provider = Arn::parse(text).is_some_and(|arn| arn.name_of("oidc-provider").is_some());
            match is_placeholder(text) || provider {
                true if provider => reader.warning(PolicyFault::UnreadablePrincipal(owned), node.span),
                true => reader.warning(PolicyFault::Placeholder(owned), node.span),
                false => reader.error(PolicyFault::UnreadablePrincipal(owned), node.span),
            }
        }
        (PrincipalType::Federated, _) if reader.kind() == PolicyKind::Trust && !is_provider(text) => {
            match is_placeholder(text) {
                true => reader.warning(PolicyFault::Placeholder(owned), node.span),
                false => reader.error(PolicyFault::NotAProvider(owned), node.span),
            }
        }
        _ => {}
    }
}

/// Whether IAM saves the text as a federated principal: the ARN of a provider, or a domain.
fn is_provider(text: &str) -> bool {
    match Arn::parse(text) {
        Some(arn) => {
            arn.service == "iam" && (arn.name_of("oidc-provider").is_some() || arn.name_of("saml-provider").is_some())
        }
        None => text.contains('.') && !text.contains(['/', ':', ' ']),
    }
}
