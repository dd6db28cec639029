//! What an identity policy gives away: everything, or the way to it.
//!
//! What always holds: only Allow statements on every resource and without conditions are looked at; for passing roles a
//! condition on whom they are passed to is enough to stay silent.
//! Sources: IAM User Guide, "Grant a user permissions to pass a role to an AWS service", "Security best practices";
//! Access Analyzer policy checks.

use super::PolicyLint;
use super::report::{Found, Report};
use crate::iam::action::{ActionPattern, RequestAction};
use crate::iam::policy::{ActionEntry, Effect, Naming, PolicyKind, Statement};
use serde::Serialize;

/// What is given away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AccessLint {
    /// Every action on every resource.
    Everything,
    /// Every role may be passed.
    PassEveryRole {
        /// The action as it was written.
        action: String,
    },
    /// Every role may be assumed that trusts the account.
    AssumeEveryRole {
        /// The action as it was written.
        action: String,
    },
    /// Actions with which the holder can give itself any permission.
    Escalation {
        /// The actions as they were written.
        actions: Vec<String>,
    },
}

/// Actions that change what somebody may do. With every resource, one of them is enough to become administrator.
const ESCALATES: [&str; 13] = [
    "iam:addusertogroup",
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:createaccesskey",
    "iam:createloginprofile",
    "iam:createpolicyversion",
    "iam:putgrouppolicy",
    "iam:putrolepolicy",
    "iam:putuserpolicy",
    "iam:setdefaultpolicyversion",
    "iam:updateassumerolepolicy",
    "iam:updateloginprofile",
];

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    if report.policy.kind != PolicyKind::Identity || statement.effect == Effect::Deny {
        return;
    }
    let Some(resource) = &statement.resource else { return };
    let every = resource.entries.iter().find(|entry| entry.text == "*" && resource.naming == Naming::Named);
    let role = |text: &str| text.ends_with(":role/*") || text.ends_with(":role*");
    let roles =
        every.or_else(|| resource.entries.iter().find(|entry| resource.naming == Naming::Named && role(&entry.text)));
    let entries = &statement.action.entries;
    if statement.action.naming == Naming::AllBut {
        return;
    }
    if let Some(entry) = entries.iter().find(|entry| entry.pattern == ActionPattern::Any) {
        if let Some(resource) = every.filter(|_| statement.conditions.is_empty()) {
            let found = Found::security(PolicyLint::Access(AccessLint::Everything), entry.span);
            report.say(found.beside(resource.span));
        }
        return;
    }
    let names = |name: &str| entries.iter().find(|entry| entry.pattern.matches(&RequestAction::new(name)));
    let condition = |key: &str| statement.conditions.iter().any(|condition| condition.key.lower() == key);
    let escalates =
        |entry: &&ActionEntry| ESCALATES.iter().any(|name| entry.pattern.matches(&RequestAction::new(name)));
    let free = statement.conditions.is_empty() && every.is_some();
    let found: Vec<&ActionEntry> = entries.iter().filter(|entry| free && escalates(entry)).collect();
    if let (Some(roles), Some(entry)) = (roles, names("iam:passrole"))
        && !found.iter().any(|escalating| escalating.span == entry.span)
        && !condition("iam:passedtoservice")
        && !condition("iam:associatedresourcearn")
    {
        let lint = AccessLint::PassEveryRole { action: entry.text.clone() };
        report.say(Found::security(PolicyLint::Access(lint), entry.span).beside(roles.span));
    }
    if !statement.conditions.is_empty() {
        return;
    }
    if let (Some(roles), Some(entry)) = (roles, names("sts:assumerole")) {
        let lint = AccessLint::AssumeEveryRole { action: entry.text.clone() };
        report.say(Found::security(PolicyLint::Access(lint), entry.span).beside(roles.span));
    }
    if let (Some(every), Some(first)) = (every, found.first()) {
        let actions = found.iter().map(|entry| entry.text.clone()).collect();
        let lint = PolicyLint::Access(AccessLint::Escalation { actions });
        let mut finding = Found::security(lint, first.span).beside(every.span);
        for entry in found.iter().skip(1) {
            finding = finding.beside(entry.span);
        }
        report.say(finding);
    }
}
