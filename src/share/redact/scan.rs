//! Finds what says whose a text is, and replaces it.
//!
//! What always holds: only whole words are replaced, and no key of YAML or JSON is, so a document keeps its shape.

use super::{Finding, Kind};
use std::collections::BTreeMap;

/// Calls `found` with every part of the text that could say whose it is; a part may come more than once.
pub(super) fn scan<'t>(text: &'t str, found: &mut dyn FnMut(Kind, &'t str)) {
    for word in words(text, |c| c.is_ascii_alphanumeric() || c == '-') {
        let id = |prefix: &str, least: usize| {
            let id = word.strip_prefix(prefix).unwrap_or_default();
            id.len() >= least && id.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        };
        if id("o-", 10) || id("vpce-", 8) || id("vpc-", 8) {
            found(Kind::Account, word);
        }
        let key = word.len() == 20 && (word.starts_with("AKIA") || word.starts_with("ASIA"));
        if key && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()) {
            found(Kind::Secret, word);
        }
        for digits in word.split(|c: char| !c.is_ascii_alphanumeric()) {
            if digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
                found(Kind::Account, digits);
            }
        }
    }
    for word in words(text, |c| c.is_ascii_alphanumeric() || "/+=._-".contains(c)) {
        if is_secret_key(word) || is_token(word) {
            found(Kind::Secret, word);
        }
    }
    for (at, _) in text.match_indices("amazonaws.com") {
        let rest = text.get(at + "amazonaws.com".len()..).unwrap_or_default();
        let rest = rest.strip_prefix(".cn").unwrap_or(rest);
        if let Some(id) = rest.strip_prefix("/id/").and_then(leading_name) {
            found(Kind::Issuer, id);
        }
    }
    for sign in ["://", "oidc-provider/"] {
        for host in behind(text, sign).filter_map(leading_host) {
            found(Kind::Host, host);
        }
    }
    for image in behind(text, "image:") {
        let image = image.trim_start_matches([' ', '"', '\'']);
        let host = leading_host(image).filter(|host| image.get(host.len()..).is_some_and(|rest| rest.starts_with('/')));
        if let Some(host) = host {
            found(Kind::Host, host);
        }
    }
    for arn in behind(text, "arn:") {
        let end = arn.find(|c: char| c.is_whitespace() || "\"'\\`,;)]}".contains(c)).unwrap_or(arn.len());
        of_arn(arn.get(..end).unwrap_or_default(), found);
    }
}

/// The names in an ARN, which is given without its `arn:`.
fn of_arn<'t>(arn: &'t str, found: &mut dyn FnMut(Kind, &'t str)) {
    let mut fields = arn.splitn(5, ':');
    let (_, Some(service), _, _, Some(resource)) =
        (fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return;
    };
    let mut parts = resource.split(['/', ':']);
    match service {
        "iam" | "sts" => {
            let kind = parts.next().unwrap_or_default();
            let named = ["role", "user", "group", "policy", "instance-profile", "assumed-role"].contains(&kind);
            for name in parts.filter(|_| named).filter_map(whole_name) {
                found(Kind::Principal, name);
            }
        }
        "s3" => {
            if let Some(bucket) = parts.next().and_then(whole_name) {
                found(Kind::Resource, bucket);
            }
        }
        _ => {
            // `table/orders/index/by-date`, `secret:name`, or nothing but the name.
            let single = !resource.contains(['/', ':']);
            if let Some(name) = parts.nth(usize::from(!single)).and_then(whole_name) {
                found(Kind::Resource, name);
            }
        }
    }
}

/// The text with its findings replaced.
pub(super) fn replace(text: &str, findings: &BTreeMap<&str, &Finding>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before: Option<char> = None;
    while let Some(next) = rest.chars().next() {
        // Of two that begin alike the longer one counts; the map has the shorter one first.
        let here = findings.range::<str, _>((
            std::ops::Bound::Included(rest.get(..next.len_utf8()).unwrap_or_default()),
            std::ops::Bound::Included(rest),
        ));
        let fits = |finding: &&Finding| {
            let after = rest.strip_prefix(finding.text.as_str());
            after.is_some_and(|after| stands_alone(finding, before, after))
        };
        let finding = here.map(|(_, finding)| *finding).filter(fits).max_by_key(|finding| finding.text.len());
        let taken = match finding {
            Some(finding) => {
                out.push_str(&finding.replacement);
                finding.text.len()
            }
            None => {
                out.push(next);
                next.len_utf8()
            }
        };
        before = rest.get(..taken).and_then(|taken| taken.chars().next_back());
        rest = rest.get(taken..).unwrap_or_default();
    }
    out
}

/// Whether what stands around a finding leaves it a word of its own, and a value.
fn stands_alone(finding: &Finding, before: Option<char>, after: &str) -> bool {
    let next = after.chars().next();
    let joins = |c: char| match finding.kind {
        Kind::Account | Kind::Issuer => c.is_ascii_alphanumeric(),
        Kind::Secret => c.is_ascii_alphanumeric() || c == '+',
        Kind::Host => c.is_ascii_alphanumeric() || c == '-' || c == '.',
        Kind::Principal | Kind::Resource | Kind::Kubernetes => is_name(c),
    };
    if before.is_some_and(joins) || next.is_some_and(|c| joins(c) && !ends_sentence(c, after)) {
        return false;
    }
    match finding.kind {
        Kind::Principal | Kind::Resource | Kind::Kubernetes => !is_key(before, after),
        Kind::Secret | Kind::Account | Kind::Issuer | Kind::Host => true,
    }
}

/// A dot that no name goes on behind.
fn ends_sentence(c: char, after: &str) -> bool {
    c == '.' && !after.chars().nth(1).is_some_and(|next| next.is_ascii_alphanumeric())
}

/// Whether a word between these is a whole key of YAML or JSON. A part of one, such as `aws:ResourceTag/name`, is a name
/// like any other.
fn is_key(before: Option<char>, after: &str) -> bool {
    if before.is_some_and(|sign| sign == '/' || sign == ':') {
        return false;
    }
    let after = after.strip_prefix(['"', '\'']).unwrap_or(after).trim_start_matches(' ');
    after.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

fn words(text: &str, part: fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c: char| !part(c)).filter(|word| !word.is_empty())
}

fn behind<'t>(text: &'t str, sign: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(sign).filter_map(move |(at, _)| text.get(at + sign.len()..))
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-_.@+".contains(c)
}

/// A whole name without wildcards, variables and the like.
fn whole_name(part: &str) -> Option<&str> {
    (part.chars().any(char::is_alphanumeric) && part.chars().all(is_name)).then_some(part)
}

fn leading_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let goes_on = text.get(end..).is_some_and(|rest| rest.starts_with(['*', '?', '$']));
    text.get(..end).filter(|name| !name.is_empty() && !goes_on)
}

fn leading_host(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '.')).unwrap_or(text.len());
    let host = text.get(..end)?.trim_end_matches('.');
    let top = host.rsplit_once('.')?.1;
    top.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(host)
}

/// A secret access key: 40 characters of base64 with letters of both cases and digits.
fn is_secret_key(word: &str) -> bool {
    let count = |is: fn(&u8) -> bool| word.bytes().filter(is).count();
    word.len() == 40
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'/' || byte == b'+')
        && count(u8::is_ascii_uppercase) > 3
        && count(u8::is_ascii_lowercase) > 3
        && count(u8::is_ascii_digit) > 0
}

/// A JSON web token.
fn is_token(word: &str) -> bool {
    word.len() > 30 && word.starts_with("eyJ") && word.matches('.').count() == 2
}
