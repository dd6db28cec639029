//! Every check, as data: `tests/checks/<domain>/<code>.json` holds texts in which it must find something, and near
//! misses in which it must stay silent. `tests/checks/README.md` describes the files.
//!
//! Of every fix it is asserted that the finding is gone, that no new error appears, and, by deciding many requests
//! before and after, that nothing is allowed that the file does not list under `grants`, and that no Deny is turned off.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "checks/access.rs"]
mod access;
#[path = "checks/file.rs"]
mod file;

use file::{CheckFile, Example, Mending, matches_text};
use irsa_playground::chain::simulate;
use irsa_playground::diagnostic::{self, Code, Diagnostic, Fix, Severity};
use irsa_playground::message::{self, Language};
use irsa_playground::scenario::Scenario;
use irsa_playground::text::{Location, SourceId};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Domains whose codes must all have a file.
const COMPLETE: [&str; 5] = ["policy", "syntax", "trust", "irsa", "kubernetes"];

#[test]
fn every_check_finds_what_it_must_and_nothing_else() {
    let mut wrong = Vec::new();
    for file in file::all() {
        for (index, example) in file.failing.iter().enumerate() {
            let found = failing(&file, example);
            wrong.extend(found.into_iter().map(|w| format!("{}, failing example {index}: {w}", file.code)));
        }
        for (index, example) in file.passing.iter().enumerate() {
            let simulation = simulate(&example.scenario);
            for diagnostic in unexpected(&file, example, &simulation.diagnostics) {
                wrong.push(format!("{}, passing example {index}: {}", file.code, said(&example.scenario, diagnostic)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_code_has_examples_and_every_file_a_code() {
    let files = file::all();
    let mut wrong = Vec::new();
    for file in &files {
        match Code::parse(&file.code) {
            None => wrong.push(format!("{}: no such code", file.code)),
            Some(code) if code.analyzer() != file.analyzer.as_deref() => {
                wrong.push(format!("{}: Access Analyzer calls it {:?}", file.code, code.analyzer()));
            }
            Some(_) => {}
        }
        if file.failing.is_empty() || file.passing.is_empty() {
            wrong.push(format!("{}: a failing and a passing example at least", file.code));
        }
    }
    let there: BTreeSet<&str> = files.iter().map(|file| file.code.as_str()).collect();
    let wanted = Code::ALL.iter().filter(|code| COMPLETE.iter().any(|domain| *domain == code.domain()));
    wrong
        .extend(wanted.filter(|code| !there.contains(code.as_str())).map(|code| format!("{}: no file", code.as_str())));
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn codes_are_written_alike_and_stand_once() {
    let mut seen = BTreeSet::new();
    for code in Code::ALL {
        let (domain, name) = code.as_str().split_once('/').unwrap();
        assert!(["syntax", "policy", "trust", "irsa", "manifest", "kubernetes"].contains(&domain), "{}", code.as_str());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(!name.is_empty() && name.chars().all(plain), "{}", code.as_str());
        assert!(seen.insert(code.as_str()), "{} stands twice", code.as_str());
        assert_eq!(Code::parse(code.as_str()), Some(*code));
        let upper = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
        assert!(code.analyzer().is_none_or(|name| name.chars().all(upper)), "{}", code.as_str());
    }
}

#[test]
fn every_finding_has_words_in_both_languages() {
    let mut wrong = Vec::new();
    for file in file::all() {
        for example in &file.failing {
            for found in simulate(&example.scenario).diagnostics {
                let code = found.finding.code();
                let english = message::finding(Language::English, &found.finding);
                let korean = message::finding(Language::Korean, &found.finding);
                if english.message.is_empty() || english.message == korean.message {
                    wrong.push(format!("{}: {:?}", code.as_str(), english.message));
                }
                let whole = |text: &str| text.matches('`').count().is_multiple_of(2);
                for text in [&english.message, &english.help, &korean.message, &korean.help] {
                    if !whole(text) {
                        wrong.push(format!("{}: backticks in {text:?}", code.as_str()));
                    }
                }
                if !hangul(&korean.message) || (!korean.help.is_empty() && !hangul(&korean.help)) {
                    wrong.push(format!("{}: no Korean: {korean:?}", code.as_str()));
                }
                if english.help.is_empty() != korean.help.is_empty() {
                    wrong.push(format!("{}: help in one language only", code.as_str()));
                }
                let (en, ko) = (values(&english.message), values(&korean.message));
                if en != ko {
                    wrong.push(format!("{}: values differ: {en:?} {ko:?}", code.as_str()));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

fn hangul(text: &str) -> bool {
    text.chars().any(|c| ('가'..='힣').contains(&c))
}

/// What stands in backticks; words that are translated (`<account>`) count as one.
fn values(text: &str) -> BTreeSet<String> {
    let quoted = text.split('`').skip(1).step_by(2);
    quoted.map(|value| if value.contains('<') { "<…>".to_owned() } else { value.to_owned() }).collect()
}

/// Everything that is wrong with a failing example.
fn failing(file: &CheckFile, example: &Example) -> Vec<String> {
    let scenario = &example.scenario;
    let simulation = simulate(scenario);
    let mut wrong: Vec<String> = unexpected(file, example, &simulation.diagnostics)
        .into_iter()
        .filter(|diagnostic| diagnostic.finding.code().as_str() != file.code)
        .map(|diagnostic| format!("besides: {}", said(scenario, diagnostic)))
        .collect();
    let of_code = |diagnostics: &[Diagnostic]| {
        diagnostics.iter().filter(|found| found.finding.code().as_str() == file.code).cloned().collect::<Vec<_>>()
    };
    let found = of_code(&simulation.diagnostics);
    let Some(diagnostic) =
        found.iter().find(|found| example.at.as_ref().is_none_or(|at| matches_text(at, text(scenario, found.at))))
    else {
        let all: Vec<String> = simulation.diagnostics.iter().map(|found| said(scenario, found)).collect();
        wrong.push(format!("not found at {:?}, but {all:?}", example.at));
        return wrong;
    };
    let severity = json!(diagnostic.severity);
    if severity != json!(example.severity.as_ref().unwrap_or(&file.severity)) {
        wrong.push(format!("its severity is {severity}"));
    }
    let related: Vec<&str> = diagnostic.related.iter().map(|at| text(scenario, *at)).collect();
    let same = related.len() == example.related.len()
        && related.iter().zip(&example.related).all(|(text, wanted)| matches_text(wanted, text));
    if !same {
        wrong.push(format!("related are {related:?}"));
    }
    let written = json!(diagnostic);
    if written["code"] != json!(file.code) || written["analyzer"] != json!(file.analyzer) {
        wrong.push(format!("as JSON: {written}"));
    }
    match (&diagnostic.fix, &example.fix) {
        (None, Mending::None) => {}
        (None, wanted) => wrong.push(format!("no fix, expected {wanted:?}")),
        (Some(fix), Mending::None) => {
            let mended = apply(scenario, fix);
            wrong.push(format!("a fix: {:?}", changed(scenario, &mended)));
        }
        (Some(fix), wanted) => {
            let mended = apply(scenario, fix);
            if let Mending::Document(document) = wanted
                && !changed(scenario, &mended).iter().any(|text| file::normal(text) == file::normal(document))
            {
                wrong.push(format!("mended to {:?}", changed(scenario, &mended)));
            }
            wrong.extend(after(scenario, &mended, example, &of_code));
        }
    }
    wrong
}

/// What a fix did that it must not do.
fn after(
    scenario: &Scenario,
    mended: &Scenario,
    example: &Example,
    of_code: &impl Fn(&[Diagnostic]) -> Vec<Diagnostic>,
) -> Vec<String> {
    let (before, now) = (simulate(scenario).diagnostics, simulate(mended).diagnostics);
    let mut wrong = Vec::new();
    if of_code(&now).len() >= of_code(&before).len() {
        wrong.push(format!("the finding is still there after {:?}", changed(scenario, mended)));
    }
    let errors = |diagnostics: &[Diagnostic]| {
        let mut counts = BTreeMap::new();
        for found in diagnostics.iter().filter(|found| found.severity == Severity::Error) {
            *counts.entry(found.finding.code()).or_insert(0) += 1;
        }
        counts
    };
    let (then, left) = (errors(&before), errors(&now));
    for (code, count) in left {
        if count > then.get(&code).copied().unwrap_or(0) {
            wrong.push(format!("a new error: {}, in {:?}", code.as_str(), changed(scenario, mended)));
        }
    }
    wrong.extend(access::compare(scenario, mended, &example.grants));
    wrong
}

/// What is found beside the check's own findings and what the example says is found as well.
fn unexpected<'d>(file: &CheckFile, example: &Example, diagnostics: &'d [Diagnostic]) -> Vec<&'d Diagnostic> {
    let besides = |code: Code| example.besides.iter().chain(&file.besides).any(|named| named == code.as_str());
    diagnostics.iter().filter(|found| !besides(found.finding.code())).collect()
}

fn said(scenario: &Scenario, diagnostic: &Diagnostic) -> String {
    let code = diagnostic.finding.code().as_str();
    let words = message::finding(Language::English, &diagnostic.finding).message;
    let at: String = text(scenario, diagnostic.at).chars().take(120).collect();
    format!("{code} at {at:?}: {words}")
}

fn text(scenario: &Scenario, at: Location) -> &str {
    at.span.of(scenario.text(at.source).unwrap_or_default())
}

/// The scenario after a fix.
fn apply(scenario: &Scenario, fix: &Fix) -> Scenario {
    let mut mended = scenario.clone();
    let sources: BTreeSet<SourceId> = fix.edits.iter().map(|edit| edit.at.source).collect();
    for source in sources {
        let of_source = fix.edits.iter().filter(|edit| edit.at.source == source);
        let edits: Vec<_> = of_source.map(|edit| (edit.at.span, edit.text.as_str())).collect();
        let text = diagnostic::apply(scenario.text(source).unwrap(), &edits);
        mended.set_text(source, text);
    }
    mended
}

/// The texts that are others now.
fn changed<'m>(before: &Scenario, after: &'m Scenario) -> Vec<&'m str> {
    after.documents().filter(|(source, text)| before.text(*source) != Some(text)).map(|(_, text)| text).collect()
}
