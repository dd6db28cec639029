//! Advice on real policies: what it says of thousands that nobody wrote for it, and that it calls none of AWS's own an
//! error.
//!
//! Both tests need what is not committed, and say so where it is not there. `IRSA_MANAGED_POLICIES` set to anything
//! downloads the PyPI package moto, which carries the AWS managed policies, and checks every one; `IRSA_CORPORA` names a
//! folder with `policies/` whose findings are printed by code. `IRSA_FINDINGS` names a file to which every finding is
//! written, one a line, for reading a sample by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::aws::catalog;
use irsa_playground::diagnostic::{Diagnostic, Severity};
use irsa_playground::iam::lower;
use irsa_playground::iam::policy::PolicyKind;
use irsa_playground::lint::policy::{Around, check};
use irsa_playground::message::{self, Language};
use irsa_playground::text::{LineIndex, SourceId};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const SOURCE: SourceId = SourceId::Settings;

fn findings(text: &str, kind: PolicyKind) -> Vec<Diagnostic> {
    if !catalog::complete() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/all.tsv");
        catalog::install(fs::read_to_string(path).unwrap()).unwrap();
    }
    let (policy, mut found) = lower::read(SOURCE, text, kind);
    if let Some(policy) = policy {
        found.extend(check(&policy, text, &Around::default()));
    }
    found
}

/// Counts by code and severity, and one line for each finding.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<(Severity, &'static str), usize>,
    lines: String,
}

impl Tally {
    fn add(&mut self, name: &str, text: &str, found: &[Diagnostic]) {
        let index = LineIndex::new(text);
        for one in found {
            let code = one.finding.code().as_str();
            *self.counts.entry((one.severity, code)).or_default() += 1;
            let words = message::finding(Language::English, &one.finding);
            let line = index.line_column(one.at.span.start).0;
            let at: String = one.at.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
            let at: String = at.chars().take(90).collect();
            writeln!(self.lines, "{code}\t{name}:{line}\t{at}\t{}\t{}", words.message, words.help).unwrap();
        }
    }

    fn print(&self, what: &str) {
        for ((severity, code), count) in &self.counts {
            println!("{count:6} {severity:?} {code}");
        }
        println!("{what}: {} findings", self.counts.values().sum::<usize>());
        if let Ok(path) = env::var("IRSA_FINDINGS") {
            fs::write(format!("{path}.{what}"), &self.lines).unwrap();
        }
    }
}

#[test]
fn aws_managed_policies_have_no_errors() {
    if env::var_os("IRSA_MANAGED_POLICIES").is_none() {
        println!("skipped: IRSA_MANAGED_POLICIES is not set");
        return;
    }
    let policies = managed_policies();
    let (mut tally, mut errors) = (Tally::default(), Vec::new());
    for (name, policy) in policies.as_object().unwrap() {
        let text = serde_json::to_string_pretty(&policy["Document"]).unwrap();
        let found = findings(&text, PolicyKind::Identity);
        tally.add(name, &text, &found);
        let wrong = found.iter().filter(|one| one.severity == Severity::Error);
        errors.extend(wrong.map(|one| format!("{name}: {:?}", one.finding)));
    }
    tally.print("managed");
    let count = policies.as_object().unwrap().len();
    println!("{count} AWS managed policies, {} errors", errors.len());
    assert!(count > 1000 && errors.is_empty(), "{}", errors.join("\n"));
}

/// The policies that moto carries, by name.
fn managed_policies() -> Value {
    let folder = env::temp_dir().join("irsa-playground-moto");
    fs::create_dir_all(&folder).unwrap();
    let wheel = || {
        let entries = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        entries.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "whl"))
    };
    if wheel().is_none() {
        let status = Command::new("pip").args(["download", "moto", "--no-deps", "-q", "-d"]).arg(&folder).status();
        assert!(status.unwrap().success(), "pip could not download moto");
    }
    let script = "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read('moto/iam/aws_managed_policies.py').decode())";
    let output = Command::new("python3").args(["-c", script]).arg(wheel().unwrap()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    serde_json::from_str(text.split("\"\"\"").nth(1).unwrap()).unwrap()
}

#[test]
fn findings_in_real_policies_are_counted_by_code() {
    let Some(folder) = env::var_os("IRSA_CORPORA").map(|folder| PathBuf::from(folder).join("policies")) else {
        println!("skipped: IRSA_CORPORA is not set");
        return;
    };
    let index: Vec<Value> = serde_json::from_str(&fs::read_to_string(folder.join("index.json")).unwrap()).unwrap();
    let mut tally = Tally::default();
    for entry in &index {
        let name = entry["file"].as_str().unwrap();
        let text = String::from_utf8_lossy(&fs::read(folder.join(Path::new(name))).unwrap()).into_owned();
        let kind = match entry["kind"].as_str() {
            Some("trust") => PolicyKind::Trust,
            Some("resource") => PolicyKind::Resource,
            _ => PolicyKind::Identity,
        };
        let found = findings(&text, kind);
        for one in &found {
            let (from, to) = (one.at.span.start as usize, one.at.span.end as usize);
            assert!(text.get(from..to).is_some(), "{name}: {one:?}");
            assert!(!message::finding(Language::Korean, &one.finding).message.is_empty());
        }
        tally.add(name, &text, &found);
    }
    tally.print("corpus");
}
