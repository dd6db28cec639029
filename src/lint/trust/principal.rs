//! Principals of trust policies and of policies of resources: deleted entities, everybody, services and accounts that
//! are not tied to what is ours.
//!
//! What always holds: a condition of any kind on who asks keeps the advice from being given. Source: IAM user guide,
//! "The confused deputy problem", "Access to AWS accounts owned by third parties".

use super::width::is_everyone;
use super::{Finder, TrustLint};
use crate::aws::Arn;
use crate::aws::arn::is_account;
use crate::diagnostic::Severity;
use crate::iam::policy::{PolicyKind, PrincipalEntry, PrincipalType, Statement};
use crate::iam::principal::PrincipalPattern;

/// Services that assume a role for what runs in the role's own account, and that send no source.
const LOCAL: [&str; 5] =
    ["ec2.amazonaws.com", "lambda.amazonaws.com", "pods.eks.amazonaws.com", "eks.amazonaws.com", "ecs.amazonaws.com"];

pub(super) fn check(finder: &mut Finder<'_>, statement: &Statement, entries: &[PrincipalEntry]) {
    let is_trust = finder.policy.kind == PolicyKind::Trust;
    let has = |keys: &[&str]| {
        let tied = |key: &str| keys.iter().any(|start| key.starts_with(start));
        statement.conditions.iter().any(|condition| tied(condition.key.lower()))
    };
    let own = Arn::parse(finder.known.arn).map(|arn| arn.account.to_owned()).filter(|account| is_account(account));
    for entry in entries {
        match (&entry.kind, &entry.pattern) {
            (_, PrincipalPattern::UniqueId(id)) => {
                finder.say(Severity::Warning, TrustLint::UniqueId { id: id.clone() }, entry.span);
            }
            _ if is_everyone(entry) && !is_trust && statement.conditions.is_empty() => {
                finder.say(Severity::Security, TrustLint::Everyone, entry.span);
            }
            (PrincipalType::Service, PrincipalPattern::Service(service)) => {
                let local = is_trust && LOCAL.iter().any(|local| service.starts_with(local));
                if !local && !has(&["aws:source", "aws:principalorg"]) {
                    let fix = own.clone().and_then(|account| {
                        let document = finder.document()?;
                        document.add_condition(statement.index, "StringEquals", "aws:SourceAccount", vec![account])
                    });
                    let lint = TrustLint::ConfusedDeputy { service: service.clone() };
                    finder.add(Severity::Security, lint, entry.span, None, fix);
                }
            }
            (PrincipalType::Aws, PrincipalPattern::Account(text)) if is_trust => {
                let account = Arn::parse(text).map_or(text.as_str(), |arn| arn.account);
                let is_ours = own.as_deref() == Some(account) || finder.known.accounts.contains(&account);
                if own.is_some() && !is_ours && !has(&["sts:externalid", "aws:principal"]) {
                    let lint = TrustLint::NoExternalId { account: account.to_owned() };
                    finder.say(Severity::Security, lint, entry.span);
                }
            }
            _ => {}
        }
    }
}
