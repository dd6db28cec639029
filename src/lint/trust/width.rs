//! Trust that is wider than one ServiceAccount: no subject, a subject across namespaces, no audience, everyone.
//!
//! What always holds: a condition that might narrow the subject in any way keeps the advice from being given; a fix
//! narrows to the ServiceAccounts that name the role, and there is none where nobody does.

use super::claim::limits;
use super::{Asked, Finder, TrustLint, WEB_IDENTITY};
use crate::aws::oidc;
use crate::chain::world::AUDIENCE;
use crate::diagnostic::{Fix, Severity};
use crate::iam::condition::{Comparison, Condition, Polarity};
use crate::iam::pattern::Pattern;
use crate::iam::policy::{PrincipalEntry, PrincipalType};
use crate::syntax::json::quoted;

pub(super) fn check(finder: &mut Finder<'_>, asked: &Asked<'_>, entries: &[PrincipalEntry]) {
    let statement = asked.statement;
    let web_identity = asked.allows(WEB_IDENTITY);
    for entry in entries.iter().filter(|entry| is_everyone(entry)) {
        if web_identity || (asked.allows("sts:assumerole") && statement.conditions.is_empty()) {
            finder.say(Severity::Security, TrustLint::Everyone, entry.span);
        }
    }
    if !web_identity {
        return;
    }
    let only = asked.providers.len() == 1;
    for provider in &asked.providers {
        let issuer = &provider.arn.issuer;
        subject(finder, asked, issuer, provider.entry, only);
        let audience = oidc::condition_key(issuer, "aud");
        if !statement.conditions.iter().any(|condition| condition.key.lower() == audience.to_lowercase()) {
            let narrows = only && finder.known.audiences.is_empty() && oidc::EksIssuer::parse(issuer).is_some();
            let fix = finder.document().filter(|_| narrows).and_then(|document| {
                document.add_condition(statement.index, "StringEquals", &audience, vec![AUDIENCE.to_owned()])
            });
            let lint = TrustLint::NoAudience { key: audience };
            finder.add(Severity::Security, lint, provider.entry.span, None, fix);
        }
    }
}

pub(super) fn is_everyone(entry: &PrincipalEntry) -> bool {
    match entry.kind {
        PrincipalType::Everyone | PrincipalType::Aws => entry.text == "*",
        _ => false,
    }
}

fn subject(finder: &mut Finder<'_>, asked: &Asked<'_>, issuer: &str, provider: &PrincipalEntry, only: bool) {
    let key = oidc::condition_key(issuer, "sub");
    let lower = key.to_lowercase();
    let conditions = &asked.statement.conditions;
    let about: Vec<&Condition> = conditions.iter().filter(|one| one.key.lower() == lower).collect();
    let subjects = finder.known.subjects.clone();
    if about.is_empty() {
        // A key that was meant to be this one is told as such.
        let meant = |one: &Condition| {
            limits(one) && one.key.lower().ends_with(":sub") && asked.owner(issuer_of(&one.key)).is_none()
        };
        if conditions.iter().any(meant) {
            return;
        }
        let fix = finder.document().filter(|_| only && !subjects.is_empty());
        let fix = fix.and_then(|d| d.add_condition(asked.statement.index, "StringEquals", &key, subjects));
        return finder.add(Severity::Security, TrustLint::NoSubject { key }, provider.span, None, fix);
    }
    // Several conditions on one key must all hold; one that is narrow is enough.
    let wide = |condition: &&Condition| condition.values.iter().any(|value| spans_namespaces(&value.text));
    if !about.iter().all(|condition| is_like(condition) && wide(condition)) {
        return;
    }
    for condition in about {
        for value in condition.values.iter().filter(|value| spans_namespaces(&value.text)) {
            let pattern = Pattern::new(&value.text);
            let fitting: Vec<String> = subjects.iter().filter(|one| pattern.matches(one)).map(|s| quoted(s)).collect();
            let text = match (fitting.as_slice(), condition.values_span == value.span) {
                ([], _) => None,
                ([one], _) => Some(one.clone()),
                (many, true) => Some(format!("[{}]", many.join(", "))),
                (many, false) => Some(many.join(", ")),
            };
            let fix = text.map(|text| Fix::replace(finder.at(value.span), text));
            let lint = TrustLint::SubjectAcrossNamespaces { pattern: value.text.clone() };
            finder.add(Severity::Security, lint, value.span, None, fix);
        }
    }
}

pub(super) fn issuer_of(key: &crate::iam::context::ContextKey) -> &str {
    key.lower().rsplit_once(':').map_or("", |(issuer, _)| issuer)
}

/// Whether wildcards of the operator reach this far.
fn is_like(condition: &Condition) -> bool {
    condition.operator.comparison == Comparison::TextLike && condition.operator.polarity == Polarity::Positive
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
