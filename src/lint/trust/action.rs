//! The action by which a principal assumes a role: each type of principal has its own.
//!
//! What always holds: an action is only replaced where the statement names principals of one type, so that nobody else
//! gets it.

use super::width::is_everyone;
use super::{Asked, Finder, TrustLint, allows};
use crate::diagnostic::Severity;
use crate::iam::edit::{add_text, use_text};
use crate::iam::policy::{ActionEntry, Effect, Naming, PrincipalEntry, PrincipalType, Statement};

const ASSUME: &str = "sts:AssumeRole";
const WEB_IDENTITY: &str = "sts:AssumeRoleWithWebIdentity";
const SAML: &str = "sts:AssumeRoleWithSAML";
/// The service of EKS Pod Identity.
const POD_IDENTITY: &str = "pods.eks.amazonaws.com";

/// The action of a principal, and its type for people; `None` for everybody, who may use each.
fn own(entry: &PrincipalEntry) -> Option<(&'static str, &'static str)> {
    match entry.kind {
        _ if is_everyone(entry) => None,
        PrincipalType::Federated if entry.text.contains(":saml-provider/") => Some((SAML, "Federated")),
        // A service under the wrong type is told as that.
        PrincipalType::Federated if entry.text.contains('/') || entry.text == "cognito-identity.amazonaws.com" => {
            Some((WEB_IDENTITY, "Federated"))
        }
        PrincipalType::Aws => Some((ASSUME, "AWS")),
        PrincipalType::Service => Some((ASSUME, "Service")),
        PrincipalType::Federated
        | PrincipalType::Everyone
        | PrincipalType::CanonicalUser
        | PrincipalType::Unknown(_) => None,
    }
}

pub(super) fn check(finder: &mut Finder<'_>, asked: &Asked<'_>, entries: &[PrincipalEntry]) {
    let statement = asked.statement;
    let owns: Vec<_> = entries.iter().map(|entry| (entry, own(entry))).collect();
    for (index, (entry, kind)) in owns.iter().enumerate() {
        let Some((right, principal)) = *kind else { continue };
        if asked.allows(&right.to_lowercase()) || owns.iter().take(index).any(|(_, earlier)| earlier == kind) {
            continue;
        }
        // Another way of assuming stands there instead; without any, the statement is about something else.
        let Some(wrong) = instead(statement, right) else { continue };
        let only = owns.iter().all(|(_, other)| other == kind) && statement.action.naming == Naming::Named;
        let fix = only.then(|| use_text(finder.at(wrong.span), right));
        let lint = TrustLint::MismatchedAction { action: wrong.text.clone(), principal, right };
        let severity = if only { Severity::Error } else { Severity::Warning };
        finder.add(severity, lint, wrong.span, Some(entry.span), fix);
    }
}

fn instead<'s>(statement: &'s Statement, right: &str) -> Option<&'s ActionEntry> {
    let ways = [ASSUME, WEB_IDENTITY, SAML];
    let others = || ways.iter().filter(|way| **way != right);
    statement.action.entries.iter().find(|entry| others().any(|way| entry.text.eq_ignore_ascii_case(way)))
}

/// EKS creates no association with a role that lets the service assume it without tagging the session.
pub(super) fn pod_identity(finder: &mut Finder<'_>) {
    let policy = finder.policy;
    let names = |statement: &&Statement| {
        let principal = statement.principal.as_ref().filter(|principal| principal.naming == Naming::Named);
        let mut entries = principal.into_iter().flat_map(|principal| &principal.entries);
        statement.effect == Effect::Allow
            && entries.any(|entry| entry.kind == PrincipalType::Service && entry.text == POD_IDENTITY)
    };
    let statements: Vec<&Statement> = policy.statements.iter().filter(names).collect();
    let may = |action: &str| statements.iter().find(|statement| allows(statement, action));
    if may("sts:tagsession").is_some() {
        return;
    }
    if let Some(statement) = may("sts:assumerole") {
        let action = &statement.action;
        let entries: Vec<_> = action.entries.iter().map(|entry| (entry.text.as_str(), entry.span)).collect();
        let fix = (action.naming == Naming::Named)
            .then(|| add_text(policy.source, action.span, &entries, "sts:TagSession"))
            .flatten();
        finder.add(Severity::Error, TrustLint::NoTagSession, action.span, None, fix);
    }
}
