//! Condition keys and values about the claims of a token: the issuer in the key, the subject, the audience.
//!
//! What always holds: only statements that name an OIDC provider are looked at, and only keys and values that are wrong
//! whatever token comes; what is wrong for one ServiceAccount is told by the fifth link.

use super::width::issuer_of;
use super::{Asked, Finder, Provider, TrustLint, subject};
use crate::aws::oidc::{self, EksIssuer};
use crate::chain::world::AUDIENCE;
use crate::diagnostic::{Edit, Fix, Severity};
use crate::iam::condition::{Comparison, Condition, Existence, Family, Polarity, Quantifier};
use crate::iam::edit::issuers;
use crate::syntax::json::quoted;
use crate::text::Span;

pub(super) fn check(finder: &mut Finder<'_>, asked: &Asked<'_>) {
    let Some(first) = asked.providers.first() else { return };
    for condition in &asked.statement.conditions {
        let Some((issuer, claim)) = issuers::claim(condition.key.text()) else { continue };
        match asked.owner(issuer) {
            Some(provider) => of_provider(finder, asked, condition, provider, claim),
            None => foreign(finder, asked, condition, first, (issuer, claim)),
        }
    }
    two_issuers(finder, asked);
}

/// Whether the condition can only hold where the key is there: one that is never there keeps everybody out.
pub(in crate::lint) fn limits(condition: &Condition) -> bool {
    let operator = &condition.operator;
    operator.polarity == Polarity::Positive
        && operator.existence == Existence::Needed
        && operator.quantifier != Quantifier::ForAllValues
        && operator.comparison != Comparison::Null
}

/// A key of no issuer that the principal names.
fn foreign(
    finder: &mut Finder<'_>,
    asked: &Asked<'_>,
    condition: &Condition,
    provider: &Provider<'_>,
    (prefix, claim): (&str, &str),
) {
    let key = condition.key.text().to_owned();
    let issuer = &provider.arn.issuer;
    let right = oidc::condition_key(issuer, claim);
    let slip = oidc::slip(prefix, issuer);
    let lint = if prefix.starts_with("arn:") {
        TrustLint::KeyIsProviderArn { key, right }
    } else if prefix.starts_with("https://") || prefix.starts_with("http://") {
        TrustLint::KeyWithScheme { key, right }
    } else if !matches!(claim.to_ascii_lowercase().as_str(), "sub" | "aud") || !limits(condition) {
        return;
    } else {
        TrustLint::KeyOfOtherIssuer { key, issuer: issuer.clone(), slip }
    };
    let several = asked.providers.len() > 1;
    let fix = match renamed(finder, asked, prefix, issuer) {
        _ if several => None,
        edits if edits.iter().any(|edit| edit.at.span == condition.key_span) => Some(Fix { edits }),
        // The right key is there too: this one goes.
        _ => part(finder, asked),
    };
    // One that never limits lets in more than it seems to.
    let severity = if limits(condition) { Severity::Error } else { Severity::Security };
    finder.add(severity, lint, condition.key_span, Some(provider.entry.span), fix);
}

/// Renames every claim of an issuer, except where the right key stands there already: two of them would be refused.
pub(super) fn renamed(finder: &Finder<'_>, asked: &Asked<'_>, prefix: &str, issuer: &str) -> Vec<Edit> {
    let conditions = &asked.statement.conditions;
    let there = |key: &str| conditions.iter().any(|other| other.key.text().eq_ignore_ascii_case(key));
    let edit = |condition: &Condition| {
        let (other, claim) = issuers::claim(condition.key.text())?;
        let right = oidc::condition_key(issuer, claim);
        let is_meant = other.eq_ignore_ascii_case(prefix) && !there(&right);
        is_meant.then(|| Edit { at: finder.at(condition.key_span), text: quoted(&right) })
    };
    conditions.iter().filter_map(edit).collect()
}

fn part(finder: &Finder<'_>, asked: &Asked<'_>) -> Option<Fix> {
    let conditions = asked.statement.conditions.iter().map(|one| (one.operator_text.as_str(), one.key.text()));
    let providers: Vec<&str> = asked.providers.iter().map(|provider| provider.entry.text.as_str()).collect();
    let document = finder.document()?;
    let conditions: Vec<_> = conditions.collect();
    issuers::part(&document, asked.statement.index, &conditions, &providers).map(|(fix, _)| fix)
}

/// Keys of several providers of one statement, of which a token can have those of one.
fn two_issuers(finder: &mut Finder<'_>, asked: &Asked<'_>) {
    let owned = |condition: &&Condition| limits(condition) && asked.owner(issuer_of(&condition.key)).is_some();
    let mut conditions = asked.statement.conditions.iter().filter(owned);
    let Some(first) = conditions.next() else { return };
    let other = conditions.find(|one| issuer_of(&one.key) != issuer_of(&first.key));
    if let Some(condition) = other {
        let lint =
            TrustLint::TwoIssuers { key: condition.key.text().to_owned(), other: issuer_of(&first.key).to_owned() };
        let fix = part(finder, asked);
        finder.add(Severity::Error, lint, condition.key_span, Some(first.key_span), fix);
    }
}

/// A key of an issuer that the principal names.
fn of_provider(
    finder: &mut Finder<'_>,
    asked: &Asked<'_>,
    condition: &Condition,
    provider: &Provider<'_>,
    claim: &str,
) {
    let is_eks = EksIssuer::parse(&provider.arn.issuer).is_some();
    let is_text = condition.operator.family() == Family::String;
    match claim.to_ascii_lowercase().as_str() {
        "sub" if is_text && condition.operator.polarity == Polarity::Positive => {
            for value in &condition.values {
                let about = is_eks || value.text.contains("serviceaccount");
                if about {
                    subject_value(finder, asked, condition, (&value.text, value.span));
                }
            }
        }
        "aud" if is_eks && is_text && limits(condition) => audience_value(finder, condition, &provider.arn.issuer),
        "sub" | "aud" => {}
        other if is_eks && limits(condition) => {
            let near = match other {
                "subject" | "sup" | "subs" | "serviceaccount" => Some("sub"),
                "audience" | "auds" | "audiences" => Some("aud"),
                _ => None,
            };
            let right = near.map(|near| oidc::condition_key(&provider.arn.issuer, near));
            let is_free = |right: &String| {
                !asked.statement.conditions.iter().any(|one| one.key.text().eq_ignore_ascii_case(right))
            };
            let at = finder.at(condition.key_span);
            let fix = right.filter(is_free).map(|right| Fix::replace(at, quoted(&right)));
            let lint = TrustLint::UnknownClaim { key: condition.key.text().to_owned(), near };
            finder.add(Severity::Error, lint, condition.key_span, None, fix);
        }
        _ => {}
    }
}

fn subject_value(finder: &mut Finder<'_>, asked: &Asked<'_>, condition: &Condition, (value, span): (&str, Span)) {
    // One of several values that never fits keeps nobody else out.
    let severity = if condition.values.len() == 1 { Severity::Error } else { Severity::Warning };
    let wild = condition.operator.has_wildcards();
    if let Some((slip, right)) = subject::slip(value, wild) {
        let fix = right.as_ref().map(|right| Fix::replace(finder.at(span), quoted(right)));
        let lint = TrustLint::SubjectForm { value: value.to_owned(), slip, right };
        return finder.add(severity, lint, span, None, fix);
    }
    if !wild && value.contains(['*', '?']) {
        let move_it = condition.operator_text == "StringEquals" && condition.values.len() == 1;
        let fix = finder.document().filter(|_| move_it).and_then(|document| {
            document.move_condition(asked.statement.index, "StringEquals", "StringLike", condition.key.text())
        });
        let lint = TrustLint::SubjectWildcard { value: value.to_owned() };
        finder.add(severity, lint, span, Some(condition.operator_span), fix);
    }
}

/// No value is the audience that the webhook asks for, nor one that a token of this scenario may have.
fn audience_value(finder: &mut Finder<'_>, condition: &Condition, issuer: &str) {
    let wild = condition.operator.has_wildcards();
    let fits = |value: &str| {
        let known = || finder.known.audiences.iter().copied().chain([AUDIENCE]);
        let pattern = crate::iam::pattern::Pattern::new(value);
        known().any(|audience| audience == value || (wild && pattern.matches(audience))) || value.contains("${")
    };
    if condition.values.iter().any(|value| fits(&value.text)) {
        return;
    }
    let Some(value) = condition.values.first() else { return };
    let (text, at) = (value.text.clone(), finder.at(value.span));
    let (lint, fix) = if text.starts_with("system:") {
        let right = oidc::condition_key(issuer, "sub");
        (TrustLint::SubjectAsAudience { value: text }, Fix::replace(finder.at(condition.key_span), quoted(&right)))
    } else {
        (TrustLint::AudienceValue { value: text }, Fix::replace(at, quoted(AUDIENCE)))
    };
    finder.add(Severity::Error, lint, value.span, None, Some(fix));
}
