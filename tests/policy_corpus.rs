//! Reading policies: the ones written for this project, and real ones where a folder of them is given.
//!
//! `tests/cases/policies-malformed/index.json` says of each file what must come of it: `json` is no JSON and `grammar`
//! is JSON that IAM refuses, so both have an error, inside the text; `lint` is accepted and unwise, `accept` is odd and
//! fine, so both have none. Where the index has `at`, an error begins with that text. `IRSA_CORPORA` names a folder with `policies/` that may not be committed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::diagnostic::{Diagnostic, Severity};
use irsa_playground::iam::lower;
use irsa_playground::iam::policy::{Policy, PolicyKind};
use irsa_playground::iam::print;
use irsa_playground::message::{self, Language};
use irsa_playground::text::SourceId;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::{env, fs};

const SOURCE: SourceId = SourceId::Settings;

fn kind(entry: &Value) -> PolicyKind {
    match entry["kind"].as_str() {
        Some("trust") => PolicyKind::Trust,
        Some("resource") => PolicyKind::Resource,
        _ => PolicyKind::Identity,
    }
}

fn read(folder: &Path, entry: &Value) -> (String, Option<Policy>, Vec<Diagnostic>) {
    let bytes = fs::read(folder.join(entry["file"].as_str().unwrap())).unwrap();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (policy, diagnostics) = lower::read(SOURCE, &text, kind(entry));
    (text, policy, diagnostics)
}

fn index(folder: &Path) -> Vec<Value> {
    serde_json::from_str(&fs::read_to_string(folder.join("index.json")).unwrap()).unwrap()
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).collect()
}

#[test]
fn malformed_policies_are_told_from_unwise_ones() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/policies-malformed");
    let entries = index(&folder);
    let mut wrong = Vec::new();
    for entry in &entries {
        let (text, _, diagnostics) = read(&folder, entry);
        let errors = errors(&diagnostics);
        let refused = matches!(entry["level"].as_str(), Some("json" | "grammar"));
        let placed = errors.iter().all(|error| error.at.span.end as usize <= text.len());
        let in_place =
            entry["at"].as_str().is_none_or(|at| errors.iter().any(|error| error.at.span.of(&text).starts_with(at)));
        if errors.is_empty() == refused || !placed || !in_place {
            wrong.push(format!("{}: {diagnostics:?}", entry["file"]));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), entries.len(), wrong.join("\n"));
}

#[test]
fn every_finding_has_words_in_both_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/policies-malformed");
    for entry in &index(&folder) {
        for diagnostic in read(&folder, entry).2 {
            let english = message::finding(Language::English, &diagnostic.finding);
            let korean = message::finding(Language::Korean, &diagnostic.finding);
            assert!(!english.message.is_empty() && english.message != korean.message, "{english:?} {korean:?}");
        }
    }
}

#[test]
fn real_policies_are_read_without_error_and_print_to_themselves() {
    let Some(folder) = env::var_os("IRSA_CORPORA").map(|folder| PathBuf::from(folder).join("policies")) else {
        println!("skipped: IRSA_CORPORA is not set");
        return;
    };
    let entries = index(&folder);
    let mut wrong = Vec::new();
    for entry in &entries {
        let (_, policy, diagnostics) = read(&folder, entry);
        let defective = entry["duplicate_keys"].as_array().is_some_and(|keys| !keys.is_empty());
        let errors = errors(&diagnostics);
        if errors.is_empty() == defective {
            wrong.push(format!("{}: {errors:?}", entry["file"]));
        }
        let Some(policy) = policy.filter(|_| errors.is_empty()) else { continue };
        let printed = print::print(&policy);
        let (again, faults) = lower::read(SOURCE, &printed, policy.kind);
        assert!(errors.len() == faults.iter().filter(|fault| fault.severity == Severity::Error).count(), "{printed}");
        assert_eq!(print::print(&again.unwrap()), printed);
    }
    println!("{} policies read, {} wrong", entries.len(), wrong.len());
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), entries.len(), wrong.join("\n"));
}
