//! Manifests as people paste them: the odd ones written for this project, and real ones where `IRSA_CORPORA` names the
//! folder with `kubernetes/`.
//!
//! Each folder has an `index.json` that says what must be got out of a file: the number of documents, the
//! ServiceAccounts with their roles, the workloads with their ServiceAccounts, and whether a person must be told of
//! something (`warn`) or of an error (`err`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::diagnostic::{Diagnostic, Severity};
use irsa_playground::kubernetes::manifest::{self, Manifests};
use irsa_playground::message::{Language, finding};
use irsa_playground::syntax::{bytes, yaml};
use irsa_playground::text::SourceId;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs};

#[test]
fn odd_manifests_give_what_their_index_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/kubernetes-odd");
    let files = check_folder(&folder, |entry, documents, diagnostics| {
        let worst = diagnostics.iter().map(|diagnostic| diagnostic.severity).min();
        let agrees = match entry["expect"].as_str().unwrap() {
            "ok" => worst.is_none_or(|worst| worst > Severity::Warning),
            "warn" => worst.is_some(),
            "err" => worst == Some(Severity::Error),
            "any" => true,
            other => panic!("expect: {other}"),
        };
        let count = entry["docs"].as_u64().is_none_or(|count| count == documents as u64);
        (agrees && count).then_some(()).ok_or(format!("{documents} documents, {diagnostics:#?}"))
    });
    assert_eq!(files, 49);
}

#[test]
fn real_manifests_have_the_objects_of_their_index() {
    let Some(folder) = env::var_os("IRSA_CORPORA").map(PathBuf::from) else {
        println!("IRSA_CORPORA is not set: real manifests are skipped");
        return;
    };
    let files = check_folder(&folder.join("kubernetes"), |entry, documents, diagnostics| {
        let syntax: Vec<_> = diagnostics.iter().filter(|d| format!("{:?}", d.finding).starts_with("Syntax")).collect();
        let readable = entry["pyyaml_error"].is_null();
        let errors = syntax.iter().any(|d| d.severity == Severity::Error && !format!("{d:?}").contains("DuplicateKey"));
        if readable && errors {
            return Err(format!("{syntax:#?}"));
        }
        let count = entry["docs"].as_u64().unwrap();
        if readable && documents as u64 != count { Err(format!("{documents} documents, not {count}")) } else { Ok(()) }
    });
    println!("{files} real manifests");
}

/// Reads every file of a folder; `also` compares more of the index. Returns how many there were.
fn check_folder(folder: &Path, also: impl Fn(&Value, usize, &[Diagnostic]) -> Result<(), String>) -> usize {
    let index: Value = serde_json::from_str(&fs::read_to_string(folder.join("index.json")).unwrap()).unwrap();
    let entries = index.as_array().unwrap();
    let mut wrong = Vec::new();
    for entry in entries {
        let file = entry["file"].as_str().unwrap();
        let raw = fs::read(folder.join(file)).unwrap_or_else(|_| generated(file));
        let Ok(text) = bytes::decode(&raw) else {
            // A file that is no text is refused before it is read.
            if entry["expect"] != "err" {
                wrong.push(format!("{file}: not text"));
            }
            continue;
        };
        let (documents, _) = yaml::parse(SourceId::Manifests, &text);
        let (manifests, diagnostics) = manifest::read(SourceId::Manifests, &text, "default");
        if let Err(difference) = also(entry, documents.iter().filter(|d| d.root.is_some()).count(), &diagnostics) {
            wrong.push(format!("{file}: {difference}"));
        }
        for (key, actual) in [("sa", accounts(&manifests)), ("wl", workloads(&manifests))] {
            if entry[key].is_object() && nameless_alike(&entry[key]) != actual {
                wrong.push(format!("{file}: {key}: expected {}, got {actual}", entry[key]));
            }
        }
        for diagnostic in &diagnostics {
            check_diagnostic(file, &text, diagnostic);
        }
    }
    assert!(wrong.is_empty(), "{} of {} files differ:\n{}", wrong.len(), entries.len(), wrong.join("\n"));
    entries.len()
}

/// The real files' index was made by several readers, which show a missing name each in its own way.
fn nameless_alike(expected: &Value) -> Value {
    let members = expected.as_object().unwrap().iter();
    let bare = |key: &str| key.strip_suffix('?').or_else(|| key.strip_suffix("undefined")).unwrap_or(key).to_owned();
    Value::Object(members.map(|(key, value)| (bare(key), value.clone())).collect())
}

/// Files that are too large to keep here.
fn generated(file: &str) -> Vec<u8> {
    let lines = |count: usize| (0..count).map(|depth| format!("{}a:\n", "  ".repeat(depth))).collect::<String>();
    let text = match file {
        "030-deep-block-nesting.yaml" => lines(2000),
        "108-long-line.yaml" => {
            let line = "x".repeat(1_000_000);
            format!(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: cm, namespace: p}}\ndata:\n  blob: \"{line}\"\n"
            )
        }
        _ => panic!("{file} is missing"),
    };
    text.into_bytes()
}

/// Every place lies in the text, and every finding has words in both languages.
fn check_diagnostic(file: &str, text: &str, diagnostic: &Diagnostic) {
    for place in diagnostic.related.iter().chain([&diagnostic.at]) {
        assert!(text.get(place.span.start as usize..place.span.end as usize).is_some(), "{file}: {diagnostic:?}");
    }
    for language in [Language::English, Language::Korean] {
        assert!(!finding(language, &diagnostic.finding).message.is_empty());
    }
}

fn accounts(manifests: &Manifests) -> Value {
    let mut found = Map::new();
    for account in &manifests.service_accounts {
        let role = account.annotation("eks.amazonaws.com/role-arn").map(|annotation| annotation.text());
        found.insert(format!("{}/{}", account.namespace, account.name), json!(role));
    }
    Value::Object(found)
}

fn workloads(manifests: &Manifests) -> Value {
    let mut found = Map::new();
    for workload in &manifests.workloads {
        let key = format!("{} {}/{}", workload.kind.as_str(), workload.namespace, workload.name);
        found.insert(key, json!(format!("{}/{}", workload.namespace, workload.service_account)));
    }
    Value::Object(found)
}

#[test]
fn fixes_mend_the_text() {
    for (broken, mended) in [
        // A number keeps the spelling that was meant.
        ("eks.amazonaws.com/token-expiration: 0644", "eks.amazonaws.com/token-expiration: \"0644\""),
        ("eks.amazonaws.com/sts-regional-endpoints: yes", "eks.amazonaws.com/sts-regional-endpoints: \"yes\""),
        // A key keeps its quotes.
        ("'eks.amazon.com/role-arn': 서비스", "'eks.amazonaws.com/role-arn': 서비스"),
        ("eks.amazonaws.com/role_arn: x", "eks.amazonaws.com/role-arn: x"),
        ("eks.amazonaws.com/roleArn: x", "eks.amazonaws.com/role-arn: x"),
    ] {
        let manifest = |line: &str| {
            format!(
                "apiVersion: v1\r\nkind: ServiceAccount\r\nmetadata:\r\n  name: a\r\n  annotations:\r\n    {line}\r\n"
            )
        };
        let text = manifest(broken);
        let (_, diagnostics) = manifest::read(SourceId::Manifests, &text, "default");
        let fix = diagnostics.iter().find_map(|diagnostic| diagnostic.fix.as_ref()).expect(broken);
        let edits: Vec<_> = fix.edits.iter().map(|edit| (edit.at.span, edit.text.as_str())).collect();
        assert_eq!(irsa_playground::diagnostic::apply(&text, &edits), manifest(mended));
    }
}

#[test]
fn members_are_added_in_the_style_of_their_map() {
    let role = ["metadata", "annotations", "eks.amazonaws.com/role-arn"];
    for (before, after) in [
        (
            "kind: ServiceAccount\nmetadata:\n  name: a\n",
            "kind: ServiceAccount\nmetadata:\n  annotations:\n    eks.amazonaws.com/role-arn: r\n  name: a\n",
        ),
        (
            "metadata:\n    annotations:\n        x: 'y'\n",
            "metadata:\n    annotations:\n        eks.amazonaws.com/role-arn: r\n        x: 'y'\n",
        ),
        ("metadata: {name: a}\n", "metadata: {annotations: {eks.amazonaws.com/role-arn: r}, name: a}\n"),
        (
            "{\"metadata\": {\"name\": \"a\"}}",
            "{\"metadata\": {\"annotations\": {\"eks.amazonaws.com/role-arn\": \"r\"}, \"name\": \"a\"}}",
        ),
        (
            "- metadata:\n    name: a\n",
            "- metadata:\n    annotations:\n      eks.amazonaws.com/role-arn: r\n    name: a\n",
        ),
    ] {
        let (documents, _) = yaml::parse(SourceId::Manifests, before);
        let root = documents[0].root.as_ref().unwrap();
        let object = root.as_array().map_or(root, |elements| &elements[0]);
        let (span, text) = irsa_playground::kubernetes::edit::add_member(before, object, &role, "r").expect(before);
        assert_eq!(irsa_playground::diagnostic::apply(before, &[(span, text.as_str())]), after);
    }
}
