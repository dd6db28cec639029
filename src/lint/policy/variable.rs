//! Variables that IAM does not put anything in for, or too much.
//!
//! What always holds: only documents of version 2012-10-17 have variables; what does not look like a condition key in
//! braces is taken for a placeholder of a template, such as Terraform's or CloudFormation's.
//! Source: IAM User Guide, "IAM policy elements: Variables and tags"; Access Analyzer policy checks.

use super::PolicyLint;
use super::key::{is_never_carried, nearest_global};
use super::report::{Found, Report};
use crate::aws::catalog;
use crate::iam::condition::{Condition, Family, Polarity};
use crate::iam::context::ContextKey;
use crate::iam::policy::{Effect, Naming, Statement, Version};
use crate::syntax::json::quoted;
use crate::text::Span;
use serde::Serialize;

/// What is unwise about a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum VariableLint {
    /// `${aws:username` without its end.
    MissingBrace {
        /// As it was written.
        text: String,
    },
    /// A default without quotes.
    MissingQuote {
        /// As it was written.
        text: String,
    },
    /// White space in the name.
    Space {
        /// As it was written.
        text: String,
    },
    /// `${}`
    Empty,
    /// Where IAM puts nothing in.
    InElement {
        /// As it was written.
        text: String,
        /// The element.
        element: &'static str,
    },
    /// Under an operator that takes none.
    ForOperator {
        /// As it was written.
        text: String,
        /// The operator.
        operator: String,
    },
    /// Before the fifth colon of an ARN.
    InArnHead {
        /// As it was written.
        text: String,
    },
    /// A key of many values.
    OfManyValues {
        /// The key.
        key: String,
    },
    /// A global key that AWS does not list.
    Unknown {
        /// The key.
        key: String,
        /// What was probably meant.
        suggestion: Option<String>,
    },
    /// No session of the role carries the key.
    NeverResolves {
        /// The key.
        key: String,
    },
    /// A star right behind it, so that one value begins like another.
    BeforeWildcard {
        /// As it was written.
        text: String,
    },
    /// A placeholder of a template.
    Placeholder {
        /// As it was written.
        text: String,
    },
}

/// A `${…}` in a text.
struct Variable<'t> {
    /// Where it begins in the text.
    at: usize,
    /// All of it; without its end where there is none.
    whole: &'t str,
    /// What stands in the braces; `None` where they do not end.
    inner: Option<&'t str>,
    /// Colons before it that part the fields of an ARN.
    colons: usize,
}

fn variables(text: &str) -> Vec<Variable<'_>> {
    let mut found = Vec::new();
    let (mut at, mut colons) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(open) = rest.find("${") else { break };
        let before = rest.get(..open).unwrap_or_default();
        colons += before.bytes().filter(|byte| *byte == b':').count();
        let body = rest.get(open..).unwrap_or_default();
        let end = body.find('}');
        // Another one begins before this one ends.
        let end = end.filter(|end| body.get(2..*end).is_some_and(|inner| !inner.contains("${")));
        let whole = end.and_then(|end| body.get(..=end)).unwrap_or(body);
        let inner = end.and_then(|end| body.get(2..end));
        found.push(Variable { at: at + open, whole, inner, colons });
        at += open + if end.is_some() { whole.len() } else { 2 };
    }
    found
}

/// Where a text with variables stands.
struct Place<'p> {
    span: Span,
    text: &'p str,
    /// Whether another value there could turn a Deny off.
    loosens: bool,
    resource: bool,
    allows: bool,
}

pub(super) fn check(report: &mut Report<'_>, statement: &Statement) {
    if report.policy.version != Version::V2012 {
        return;
    }
    let denies = statement.effect == Effect::Deny;
    for entry in &statement.action.entries {
        element(report, &entry.text, entry.span, "Action");
    }
    let principals = statement.principal.iter().flat_map(|element| &element.entries);
    for entry in principals {
        element(report, &entry.text, entry.span, "Principal");
    }
    if let Some(resources) = &statement.resource {
        let loosens = denies && resources.naming == Naming::AllBut;
        for entry in &resources.entries {
            let (span, text) = (entry.span, entry.text.as_str());
            let allows = !denies && resources.naming == Naming::Named;
            place(report, &Place { span, text, loosens, resource: true, allows });
        }
    }
    for condition in &statement.conditions {
        let loosens = denies && condition.operator.polarity == Polarity::Negated;
        for value in &condition.values {
            if matches!(condition.operator.family(), Family::String | Family::Arn) {
                let (span, text) = (value.span, value.text.as_str());
                place(report, &Place { span, text, loosens, resource: false, allows: false });
            } else {
                for_operator(report, condition, &value.text, value.span);
            }
        }
    }
}

/// Whether the text in braces looks like a condition key and not like a placeholder of a template.
fn is_key(inner: &str) -> bool {
    let name = inner.split(',').next().unwrap_or_default().trim();
    // The key of a tag may hold colons; CloudFormation's `AWS::Region` has two at once.
    name.split_once(':').is_some_and(|(prefix, name)| !prefix.is_empty() && !name.is_empty() && !name.starts_with(':'))
}

fn element(report: &mut Report<'_>, text: &str, span: Span, element: &'static str) {
    for found in variables(text).into_iter().filter(|found| found.inner.is_some_and(is_key)) {
        let lint = VariableLint::InElement { text: found.whole.to_owned(), element };
        report.say(Found::warning(PolicyLint::Variable(lint), span));
    }
}

fn for_operator(report: &mut Report<'_>, condition: &Condition, text: &str, span: Span) {
    for found in variables(text).into_iter().filter(|found| found.inner.is_some_and(is_key)) {
        let operator = condition.operator_text.clone();
        let lint = VariableLint::ForOperator { text: found.whole.to_owned(), operator };
        report.say(Found::warning(PolicyLint::Variable(lint), span).beside(condition.operator_span));
    }
}

fn place(report: &mut Report<'_>, place: &Place<'_>) {
    for found in variables(place.text) {
        one(report, place, &found);
    }
}

fn one(report: &mut Report<'_>, place: &Place<'_>, found: &Variable<'_>) {
    let text = found.whole.to_owned();
    let warn = |lint: VariableLint| Found::warning(PolicyLint::Variable(lint), place.span);
    // The whole value, with another text in the place of the variable.
    let with = |variable: &str| {
        let before = place.text.get(..found.at).unwrap_or_default();
        let after = place.text.get(found.at + found.whole.len()..).unwrap_or_default();
        Some(vec![(place.span, quoted(&format!("{before}{variable}{after}")))]).filter(|_| !place.loosens)
    };
    let Some(inner) = found.inner else {
        let mended = ended(found.whole).and_then(|variable| with(&variable));
        return report.say(warn(VariableLint::MissingBrace { text }).mended(mended));
    };
    if matches!(inner, "*" | "?" | "$") {
        return;
    }
    if inner.trim().is_empty() {
        return report.say(warn(VariableLint::Empty));
    }
    if !is_key(inner) {
        return report.say(warn(VariableLint::Placeholder { text }));
    }
    let (name, default) = inner.split_once(',').map_or((inner, None), |(name, default)| (name, Some(default)));
    if name.contains(char::is_whitespace) {
        let default = default.map(|default| format!(",{default}")).unwrap_or_default();
        let right = format!("${{{}{default}}}", name.split_whitespace().collect::<String>());
        return report.say(warn(VariableLint::Space { text }).mended(with(&right)));
    }
    if let Some(default) = default
        && !is_default(default)
    {
        let bare = default.trim().trim_matches(['\'', '"']);
        let right = format!("${{{name}, '{bare}'}}");
        return report.say(warn(VariableLint::MissingQuote { text }).mended(with(&right)));
    }
    if place.resource && found.colons < 5 {
        return report.say(warn(VariableLint::InArnHead { text }));
    }
    let key = ContextKey::new(name);
    let owned = name.to_owned();
    if key.is_multivalued() == Some(true) {
        return report.say(warn(VariableLint::OfManyValues { key: owned }));
    }
    if key.lower().starts_with("aws:") && catalog::condition_key(key.lower()).is_none() {
        let suggestion = nearest_global(key.lower());
        let mended = suggestion.as_ref().and_then(|right| {
            let default = default.map(|default| format!(",{default}")).unwrap_or_default();
            with(&format!("${{{right}{default}}}"))
        });
        return report.say(warn(VariableLint::Unknown { key: owned, suggestion }).mended(mended));
    }
    if default.is_none() && is_never_carried(report, &key) {
        return report.say(warn(VariableLint::NeverResolves { key: owned }));
    }
    let after = place.text.get(found.at + found.whole.len()..).unwrap_or_default();
    if place.allows && after.starts_with('*') {
        report.say(Found::security(PolicyLint::Variable(VariableLint::BeforeWildcard { text }), place.span));
    }
}

/// Whether what follows the comma is a default as IAM reads it: a blank, and a text in single quotes.
fn is_default(text: &str) -> bool {
    let quoted = text.strip_prefix(' ').and_then(|text| text.strip_prefix('\'')).and_then(|t| t.strip_suffix('\''));
    quoted.is_some_and(|inner| !inner.contains('\''))
}

/// The variable with its brace, which comes after the longest text that is a known key.
fn ended(text: &str) -> Option<String> {
    let inner = text.strip_prefix("${")?;
    let end = inner.find(['/', '*', '"', '$']).unwrap_or(inner.len());
    let (key, rest) = inner.split_at_checked(end)?;
    let known = catalog::global_key(&key.to_lowercase()).is_some();
    known.then(|| format!("${{{key}}}{rest}"))
}
