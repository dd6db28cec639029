//! What is wrong with the nearest statement of a trust policy, and the edit that mends it.
//!
//! What always holds: the remedy writes what the token really carries, never a wildcard, so it lets in this subject and
//! nobody else; where a correct edit cannot be computed there is none.

use super::link::{Remedy, RemedyKind};
use super::reason::TrustFault;
use super::trust::{ACTION, Token};
use crate::aws::oidc::{self, IssuerSlip};
use crate::diagnostic::{Edit, Fix};
use crate::iam::edit::issuers::{self, Parting};
use crate::iam::edit::{Document, Json};
use crate::iam::evaluate::{ConditionTrace, ElementTrace, RequestValue, StatementTrace, SubCheck, ValueTrace};
use crate::iam::pattern::Pattern;
use crate::kubernetes::token::{Claims, Subject};
use crate::syntax::json::quoted;
use crate::text::{Location, SourceId, Span};

/// A diagnosis.
#[derive(Clone, Debug)]
pub struct Found {
    /// What is wrong.
    pub fault: TrustFault,
    /// Where.
    pub at: Option<Location>,
    /// The edits that mend it, each alone; the one that lets in least first.
    pub remedies: Vec<Remedy>,
}

/// What is wrong with a statement, given everything in it that fails.
#[must_use]
pub fn diagnose(statement: &StatementTrace, failures: &[SubCheck<'_>], token: &Token<'_>, text: &str) -> Found {
    let place = |span| Location { source: statement.statement.at.source, span };
    // A person looks at the principal first: with another one, the conditions speak of something else.
    for failure in failures {
        match failure {
            SubCheck::Principal(trace) => return principal(statement, trace, token, text, place),
            SubCheck::Action(trace) => return action(trace, place),
            SubCheck::Resource(_) | SubCheck::Condition(_) => {}
        }
    }
    let conditions = failures.iter().filter_map(|failure| match failure {
        SubCheck::Condition(trace) => Some(*trace),
        SubCheck::Principal(_) | SubCheck::Action(_) | SubCheck::Resource(_) => None,
    });
    let found = conditions.map(|trace| condition(statement, trace, token, text, place));
    // The most telling fault of several: a key that is never there, then the subject, then the rest.
    found.min_by_key(|found| rank(&found.fault)).unwrap_or(Found {
        fault: TrustFault::NoStatement,
        at: None,
        remedies: trusted(statement.statement.at.source, text, token).into_iter().collect(),
    })
}

/// One more statement, which lets in this subject with this audience and nobody else.
#[must_use]
pub fn trusted(source: SourceId, text: &str, token: &Token<'_>) -> Option<Remedy> {
    let Claims { iss, sub, aud, .. } = token.claims;
    let keys = [(oidc::condition_key(iss, "aud"), aud.first()?), (oidc::condition_key(iss, "sub"), sub)];
    let keys = keys.into_iter().map(|(key, value)| (key, Json::text(value))).collect();
    let statement = Json::object([
        ("Effect", Json::text("Allow")),
        ("Principal", Json::object([("Federated", Json::text(&token.provider))])),
        ("Action", Json::text(ACTION)),
        ("Condition", Json::object([("StringEquals", Json::Object(keys))])),
    ]);
    let fix = Document::read(source, text)?.append(&[statement])?;
    Some(Remedy { kind: RemedyKind::Trust(sub.clone()), fix })
}

fn rank(fault: &TrustFault) -> u8 {
    match fault {
        TrustFault::KeyHasScheme { .. } | TrustFault::KeyIsArn { .. } => 0,
        TrustFault::Audience { .. } => 2,
        TrustFault::Condition { .. } => 3,
        TrustFault::KeyOfOtherIssuer { .. } => 1,
        _ => 1,
    }
}

fn principal(
    statement: &StatementTrace,
    trace: &ElementTrace,
    token: &Token<'_>,
    text: &str,
    place: impl Fn(Span) -> Location,
) -> Found {
    let provider = trace.expected.iter().find(|value| value.text.contains(":oidc-provider/"));
    let at = provider.map(|value| value.span).or(trace.span).map(&place);
    let fault = match provider {
        Some(_) => TrustFault::OtherProvider { expected: token.provider.clone() },
        None => TrustFault::NotFederated,
    };
    let remedy = provider.map(|value| {
        let mut remedy = write(place(value.span), &token.provider);
        // Conditions that speak of the wrong provider would never hold for the right one.
        if let Some(wrong) = oidc::ProviderArn::parse(&value.text) {
            remedy.fix.edits.extend(renamed(statement, &wrong.issuer, token, &place));
        }
        remedy
    });
    let remedies = remedy.into_iter().chain(trusted(statement.statement.at.source, text, token));
    Found { fault, at, remedies: remedies.collect() }
}

/// Renames every claim of an issuer to that of the token's, except where the right key stands there already: two of
/// them would be refused.
fn renamed(statement: &StatementTrace, prefix: &str, token: &Token<'_>, place: impl Fn(Span) -> Location) -> Vec<Edit> {
    let there = |key: &str| statement.conditions.iter().any(|other| other.key.eq_ignore_ascii_case(key));
    let claims = statement.conditions.iter().filter_map(|condition| {
        let (issuer, claim) = condition.key.rsplit_once(':')?;
        let right = oidc::condition_key(&token.claims.iss, claim);
        (issuer.eq_ignore_ascii_case(prefix) && issuer != oidc::without_scheme(&token.claims.iss) && !there(&right))
            .then(|| Edit { at: place(condition.key_span), text: quoted(&right) })
    });
    claims.collect()
}

fn action(trace: &ElementTrace, place: impl Fn(Span) -> Location) -> Found {
    let only = trace.expected.first().filter(|_| trace.expected.len() == 1);
    let at = only.map(|value| value.span).or(trace.span).map(&place);
    let remedies = only.map(|value| write(place(value.span), ACTION)).into_iter().collect();
    Found { fault: TrustFault::Action, at, remedies }
}

fn condition(
    statement: &StatementTrace,
    trace: &ConditionTrace,
    token: &Token<'_>,
    text: &str,
    place: impl Fn(Span) -> Location,
) -> Found {
    let issuer = oidc::without_scheme(&token.claims.iss);
    let (prefix, claim) = trace.key.rsplit_once(':').unwrap_or((&trace.key, ""));
    let is_claim = matches!(claim.to_lowercase().as_str(), "sub" | "aud") && prefix.contains(['/', '.']);
    let key_at = Some(place(trace.key_span));
    if !is_claim {
        return Found { fault: TrustFault::Condition { key: trace.key.clone() }, at: key_at, remedies: Vec::new() };
    }
    if let RequestValue::Values(values) = &trace.actual {
        let actual = values.first().map(String::as_str).unwrap_or_default();
        return match claim.to_lowercase().as_str() {
            "sub" => subject(statement, trace, actual, text, place),
            _ => audience(trace, actual, place),
        };
    }
    let key = trace.key.clone();
    let fault = match oidc::slip(prefix, issuer) {
        _ if prefix.starts_with("arn:") => TrustFault::KeyIsArn { key },
        _ if prefix.starts_with("https://") || prefix.starts_with("http://") => TrustFault::KeyHasScheme { key },
        Some(IssuerSlip::Scheme) => TrustFault::KeyHasScheme { key },
        Some(IssuerSlip::ProviderArn) => TrustFault::KeyIsArn { key },
        _ => TrustFault::KeyOfOtherIssuer { key, issuer: issuer.to_owned() },
    };
    let edits = renamed(statement, prefix, token, &place);
    let mends = edits.iter().any(|edit| edit.at.span == trace.key_span);
    let right = oidc::condition_key(&token.claims.iss, claim);
    let remedy = match mends {
        true => Some(Remedy { kind: RemedyKind::Rename(right), fix: Fix { edits } }),
        // The right key is there too: this one belongs to another cluster.
        false => apart(statement, text),
    };
    Found { fault, at: key_at, remedies: remedy.into_iter().collect() }
}

/// Parts the keys of several issuers, so that those of the token's can hold.
fn apart(statement: &StatementTrace, text: &str) -> Option<Remedy> {
    let conditions: Vec<_> = statement.conditions.iter().map(|one| (one.operator.as_str(), one.key.as_str())).collect();
    let providers = statement.principal.iter().flat_map(|principal| &principal.expected);
    let providers: Vec<&str> = providers.map(|value| value.text.as_str()).collect();
    let document = Document::read(statement.statement.at.source, text)?;
    let (fix, parting) = issuers::part(&document, statement.statement.index, &conditions, &providers)?;
    let kind = match parting {
        Parting::Removed => RemedyKind::Remove(removed(&fix, text)),
        Parting::Split => RemedyKind::Split,
    };
    Some(Remedy { kind, fix })
}

/// The condition key that goes, for the label.
fn removed(fix: &Fix, text: &str) -> String {
    let gone = fix.edits.first().map(|edit| edit.at.span.of(text)).unwrap_or_default();
    gone.split('"').find(|part| part.contains(':') && part.contains('/')).unwrap_or_default().to_owned()
}

fn audience(trace: &ConditionTrace, actual: &str, place: impl Fn(Span) -> Location) -> Found {
    let value = trace.expected.first();
    let expected = value.map(|value| value.text.clone()).unwrap_or_default();
    Found {
        fault: TrustFault::Audience { actual: actual.to_owned(), expected },
        at: value.map(|value| place(value.span)),
        remedies: value.map(|value| write(place(value.span), actual)).into_iter().collect(),
    }
}

fn subject(
    statement: &StatementTrace,
    trace: &ConditionTrace,
    actual: &str,
    text: &str,
    place: impl Fn(Span) -> Location,
) -> Found {
    // The value that shares most with the token's subject is the one that was meant.
    let nearest = trace.expected.iter().max_by_key(|value| shared(&value.text, actual));
    let Some(value) = nearest else {
        return Found { fault: TrustFault::Subject, at: Some(place(trace.key_span)), remedies: Vec::new() };
    };
    let fault = subject_fault(trace, value, actual);
    let mut remedies = vec![write(place(value.span), actual)];
    if fault == TrustFault::WildcardInEquals && trace.operator == "StringEquals" {
        let (source, index) = (statement.statement.at.source, statement.statement.index);
        let document = Document::read(source, text);
        let fix = document.and_then(|d| d.move_condition(index, &trace.operator, "StringLike", &trace.key));
        remedies.extend(fix.map(|fix| Remedy { kind: RemedyKind::Rename("StringLike".to_owned()), fix }));
    }
    Found { fault, at: Some(place(value.span)), remedies }
}

fn subject_fault(trace: &ConditionTrace, value: &ValueTrace, actual: &str) -> TrustFault {
    let text = value.resolved.as_deref().unwrap_or(&value.text);
    let exact = trace.operator.to_lowercase().contains("equals");
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if compact != text {
        return TrustFault::Blank;
    }
    if text.eq_ignore_ascii_case(actual) {
        return TrustFault::Case;
    }
    if exact && text.contains(['*', '?']) && Pattern::new(text).matches(actual) {
        return TrustFault::WildcardInEquals;
    }
    let (Ok(subject), Some((namespace, name))) = (Subject::parse(actual), parts(text)) else {
        return TrustFault::SubjectForm;
    };
    let fits = |pattern: &str, value: &str| pattern == value || (!exact && Pattern::new(pattern).matches(value));
    let (same_namespace, same_name) = (fits(namespace, &subject.namespace), fits(name, &subject.name));
    if namespace == subject.name && name == subject.namespace {
        TrustFault::Swapped
    } else if same_name && !same_namespace {
        TrustFault::Namespace { actual: subject.namespace, expected: namespace.to_owned() }
    } else if same_namespace && !same_name {
        TrustFault::ServiceAccount { actual: subject.name, expected: name.to_owned() }
    } else {
        TrustFault::Subject
    }
}

/// Namespace and name of a subject that may hold wildcards.
fn parts(text: &str) -> Option<(&str, &str)> {
    let (namespace, name) = text.strip_prefix("system:serviceaccount:")?.split_once(':')?;
    (!namespace.is_empty() && !name.is_empty() && !name.contains(':')).then_some((namespace, name))
}

/// What is wrong with a condition on a session tag of EKS Pod Identity; the remedy writes the tag that is sent.
#[must_use]
pub fn tag(trace: &ConditionTrace, place: impl Fn(Span) -> Location) -> (TrustFault, Option<Location>, Option<Remedy>) {
    let key = trace.key.clone();
    let sent = match &trace.actual {
        RequestValue::Values(values) => values.first(),
        RequestValue::Absent | RequestValue::Present | RequestValue::Unknown => None,
    };
    let is_tag = key.to_lowercase().starts_with("aws:requesttag/");
    match (sent.filter(|_| is_tag), trace.expected.first()) {
        (Some(actual), Some(value)) => {
            let fault = TrustFault::Tag { key, actual: actual.clone(), expected: value.text.clone() };
            // Writing the tag's value mends a comparison; a negated one would need another value, which is not known.
            let positive = !trace.operator.to_lowercase().contains("not");
            let remedy = positive.then(|| write(place(value.span), actual));
            (fault, Some(place(value.span)), remedy)
        }
        _ => (TrustFault::Condition { key }, Some(place(trace.key_span)), None),
    }
}

fn write(at: Location, value: &str) -> Remedy {
    Remedy { kind: RemedyKind::Use(value.to_owned()), fix: Fix::replace(at, quoted(value)) }
}

/// Characters that two texts share at their start and end.
fn shared(a: &str, b: &str) -> usize {
    let start = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let end = a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y).count();
    (start + end).min(b.chars().count())
}
