//! Trust policies that let in more than they should.
//!
//! What always holds: nothing here changes a verdict; only Allow statements that a web identity can use are looked at,
//! and a condition that might narrow the subject in any way keeps the advice from being given.

use crate::aws::oidc;
use crate::diagnostic::{Diagnostic, Finding, Severity};
use crate::iam::action::RequestAction;
use crate::iam::condition::Condition;
use crate::iam::policy::{Effect, Naming, Policy, PrincipalType, Standing, Statement};
use crate::text::{Location, Span};
use serde::Serialize;

/// What is unwise in a trust policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum TrustLint {
    /// No condition on the subject: every ServiceAccount of the cluster may assume the role.
    NoSubject {
        /// The condition key that is missing.
        key: String,
    },
    /// The subject is a pattern that fits ServiceAccounts of several namespaces.
    SubjectAcrossNamespaces {
        /// The pattern.
        pattern: String,
    },
    /// No condition on the audience: every audience that the provider accepts will do.
    NoAudience {
        /// The condition key that is missing.
        key: String,
    },
    /// `"Principal": "*"` for web identities.
    Everyone,
    /// The document is longer than the default quota for trust policies.
    TooLarge {
        /// Its characters, white space not counted.
        size: usize,
        /// The quota.
        quota: u32,
    },
}

/// The default of the quota `ACLSizePerRole`, in characters without white space. Source: IAM user guide, "IAM and AWS
/// STS quotas".
pub const QUOTA: u32 = 2048;

/// The characters of a trust policy as the quota counts them.
#[must_use]
pub fn size(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// Checks one trust policy with its text.
#[must_use]
pub fn check(policy: &Policy, text: &str, quota: u32) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut say = |severity, lint, span| {
        let at = Location { source: policy.source, span };
        found.push(Diagnostic { severity, ..Diagnostic::warning(Finding::Trust(lint), at) });
    };
    let size = size(text);
    if size > quota as usize {
        say(Severity::Warning, TrustLint::TooLarge { size, quota }, policy.span);
    }
    // What cannot be read is not judged.
    if policy.standing == Standing::Refused {
        return found;
    }
    for statement in policy.statements.iter().filter(|statement| allows_web_identity(statement)) {
        let Some(principal) = &statement.principal else { continue };
        if principal.naming == Naming::AllBut {
            continue;
        }
        for entry in &principal.entries {
            match entry.kind {
                PrincipalType::Everyone => say(Severity::Security, TrustLint::Everyone, entry.span),
                PrincipalType::Aws if entry.text == "*" => say(Severity::Security, TrustLint::Everyone, entry.span),
                _ => {}
            }
        }
        let providers = principal.entries.iter().filter(|entry| entry.kind == PrincipalType::Federated);
        for entry in providers {
            let Some(oidc::ProviderArn { issuer, .. }) = oidc::ProviderArn::parse(&entry.text) else { continue };
            subject(statement, &issuer, entry.span, &mut say);
            let audience = oidc::condition_key(&issuer, "aud");
            if !statement.conditions.iter().any(|condition| condition.key.lower() == audience.to_lowercase()) {
                say(Severity::Security, TrustLint::NoAudience { key: audience }, entry.span);
            }
        }
    }
    found
}

fn subject(statement: &Statement, issuer: &str, provider: Span, say: &mut impl FnMut(Severity, TrustLint, Span)) {
    let key = oidc::condition_key(issuer, "sub");
    let lower = key.to_lowercase();
    let about: Vec<&Condition> = statement.conditions.iter().filter(|one| one.key.lower() == lower).collect();
    if about.is_empty() {
        return say(Severity::Security, TrustLint::NoSubject { key }, provider);
    }
    // Several conditions on one key must all hold; one that is narrow is enough.
    let wide = |condition: &&Condition| condition.values.iter().any(|value| spans_namespaces(&value.text));
    if !about.iter().all(|condition| is_like(condition) && wide(condition)) {
        return;
    }
    let values = about.iter().flat_map(|condition| &condition.values);
    for value in values.filter(|value| spans_namespaces(&value.text)) {
        say(Severity::Security, TrustLint::SubjectAcrossNamespaces { pattern: value.text.clone() }, value.span);
    }
}

/// Whether wildcards of the operator reach this far.
fn is_like(condition: &Condition) -> bool {
    let operator = condition.operator_text.to_lowercase();
    operator.contains("like") && !operator.contains("not")
}

/// Whether a pattern fits subjects of several namespaces: its namespace has a wildcard, or it ends before one is named.
/// A real subject has exactly three colons, so a wildcard after the third stays within the name. A pattern that fits no
/// ServiceAccount at all, such as `nurse-*` of some other issuer, spans none.
fn spans_namespaces(pattern: &str) -> bool {
    const ACCOUNTS: &str = "system:serviceaccount:";
    let wild = |text: &str| text.contains(['*', '?']);
    let fixed = pattern.split(['*', '?']).next().unwrap_or_default();
    if !ACCOUNTS.starts_with(fixed) && !fixed.starts_with(ACCOUNTS) {
        return false;
    }
    let mut parts = pattern.splitn(4, ':');
    let [system, kind, namespace] = [(); 3].map(|()| parts.next().unwrap_or_default());
    wild(system) || wild(kind) || wild(namespace)
}

/// Whether a condition key about the subject is that of an EKS cluster, whose subjects are ServiceAccounts.
#[must_use]
pub fn is_cluster(key: &str) -> bool {
    key.rsplit_once(':').is_some_and(|(issuer, _)| oidc::EksIssuer::parse(issuer).is_some())
}

fn allows_web_identity(statement: &Statement) -> bool {
    let action = RequestAction::new("sts:assumerolewithwebidentity");
    let named = statement.action.entries.iter().any(|entry| entry.pattern.matches(&action));
    statement.effect == Effect::Allow && (named == (statement.action.naming == Naming::Named))
}
