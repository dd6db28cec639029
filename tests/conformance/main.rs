//! The conformance harness: every row of `tests/cases/*.jsonl`, and of the folder that the environment variable
//! `CONFORMANCE_CASES` names, is run through the core and compared with what AWS, Kubernetes or an SDK did.
//!
//! It never stops at the first miss. Each failing id is printed with expected and actual, then one line a file:
//! `FOLDER/NAME: N passed, M failed`. Rows named in `tests/cases/known-failures.txt` count as failed and are printed,
//! but do not fail the run; one of them that passes does. A row's `expected` is read only by the comparison.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

mod create;
mod credentials;
mod decision;
mod irsa;
mod rbac;
mod row;
mod webhook;

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What a runner says of a row: `Ok` where the core agrees, else what differs, expected and actual.
type Outcome = Result<(), String>;

/// Runs one row; the folder gives access to side files such as RBAC scenarios.
type Runner = fn(&Value, &Folder) -> Outcome;

const RUNNERS: [(&str, Runner); 7] = [
    ("aws-live", decision::run),
    ("awsdoc", decision::run),
    ("cred_chain_botocore", credentials::run),
    ("irsa_failures", irsa::run),
    ("k8s_create_oracle", create::run),
    ("rbac_oracle", rbac::run),
    ("webhook_oracle", webhook::run),
];

/// A folder of cases.
struct Folder {
    label: &'static str,
    path: PathBuf,
}

impl Folder {
    /// A side file beside the cases; this project's own copy where the folder has none.
    fn json(&self, name: &str) -> Value {
        let own = self.path.join(name);
        let path = if own.exists() { own } else { cases().join(name) };
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
    }
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

fn main() {
    let known = known_failures();
    let mut folders = vec![Folder { label: "cases", path: cases() }];
    match env::var_os("CONFORMANCE_CASES") {
        Some(path) => folders.push(Folder { label: "extra", path: path.into() }),
        None => println!("CONFORMANCE_CASES is not set: only tests/cases is run"),
    }
    let filter = env::args().nth(1).filter(|argument| !argument.starts_with('-'));
    let (mut passed, mut failed, mut unexpected, mut mended) = (0, 0, 0, Vec::new());
    for folder in &folders {
        for (name, runner) in RUNNERS {
            let path = folder.path.join(format!("{name}.jsonl"));
            let Ok(text) = fs::read_to_string(&path) else {
                println!("{}/{name}: no such file", folder.label);
                continue;
            };
            let (mut good, mut bad) = (0, 0);
            for line in text.lines().filter(|line| !line.trim().is_empty()) {
                let row: Value = serde_json::from_str(line).expect("a case is one JSON object a line");
                let id = row["id"].as_str().expect("every case has an id");
                if filter.as_deref().is_some_and(|f| !id.contains(f) && !name.contains(f)) {
                    continue;
                }
                let is_known = folder.label == "cases" && known.contains(id);
                match runner(&row, folder) {
                    Ok(()) => {
                        good += 1;
                        if is_known {
                            mended.push(id.to_owned());
                        }
                    }
                    Err(difference) => {
                        bad += 1;
                        if !is_known {
                            unexpected += 1;
                            println!("  {id}: {difference}");
                        }
                    }
                }
            }
            println!("{}/{name}: {good} passed, {bad} failed", folder.label);
            passed += good;
            failed += bad;
        }
    }
    for id in &mended {
        println!("  {id} passes: take it off tests/cases/known-failures.txt");
    }
    if failed > unexpected {
        println!("{} known failures stand in tests/cases/known-failures.txt", failed - unexpected);
    }
    println!("conformance: {passed} passed, {failed} failed");
    if unexpected > 0 || !mended.is_empty() {
        std::process::exit(1);
    }
}

fn known_failures() -> BTreeSet<String> {
    let text = fs::read_to_string(cases().join("known-failures.txt")).unwrap_or_default();
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}
