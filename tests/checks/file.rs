//! The files of the checks, read. See `README.md` beside them.

#![allow(clippy::string_slice)]

use irsa_playground::aws::catalog;
use irsa_playground::iam::print;
use irsa_playground::scenario::Scenario;
use irsa_playground::syntax::{Member, Node, Text, Value, json};
use irsa_playground::text::{SourceId, Span};
use std::fs;
use std::path::Path;

/// One check with its examples.
pub struct CheckFile {
    pub code: String,
    pub severity: String,
    pub analyzer: Option<String>,
    /// Other codes that may be found in any of the examples.
    pub besides: Vec<String>,
    pub failing: Vec<Example>,
    pub passing: Vec<Example>,
}

/// One example.
pub struct Example {
    pub scenario: Scenario,
    /// The text that is underlined.
    pub at: Option<String>,
    /// Where it differs from that of the file.
    pub severity: Option<String>,
    pub related: Vec<String>,
    pub fix: Mending,
    /// What the fix may newly allow.
    pub grants: Vec<String>,
    /// Other codes that are found too.
    pub besides: Vec<String>,
}

/// What is said of the fix.
#[derive(Debug)]
pub enum Mending {
    None,
    Some,
    Document(String),
}

/// Every file. The whole catalogue is read first, as the page does it.
pub fn all() -> Vec<CheckFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    catalog::install(fs::read_to_string(root.join("data/all.tsv")).unwrap()).unwrap();
    let root = root.join("tests/checks");
    let mut files = Vec::new();
    for domain in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for path in fs::read_dir(&domain).unwrap().map(|entry| entry.unwrap().path()) {
            let file = read(&path);
            let domain = domain.file_name().unwrap().to_string_lossy();
            let name = format!("{domain}/{}", path.file_stem().unwrap().to_string_lossy());
            assert_eq!(name, file.code, "{}", path.display());
            files.push(file);
        }
    }
    files.sort_by(|a, b| a.code.cmp(&b.code));
    files
}

fn read(path: &Path) -> CheckFile {
    let text = fs::read_to_string(path).unwrap();
    // Our own reader keeps the order of the keys, and keys that stand twice.
    let (node, faults) = json::parse(SourceId::Settings, &text);
    assert!(faults.is_empty(), "{}: {faults:?}", path.display());
    let node = node.unwrap();
    let fields = ["code", "severity", "analyzer", "besides", "failing", "passing"];
    known(path, &node, &fields);
    let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let examples = |key: &str| -> Vec<Example> {
        let list = node.get(key).and_then(Node::as_array).unwrap_or_default();
        list.iter().map(|node| example(path, node)).collect()
    };
    CheckFile {
        code: text("code").unwrap_or_else(|| panic!("{}: no code", path.display())),
        severity: text("severity").unwrap_or_else(|| panic!("{}: no severity", path.display())),
        analyzer: text("analyzer"),
        besides: strings(&node, "besides"),
        failing: examples("failing"),
        passing: examples("passing"),
    }
}

fn known(path: &Path, node: &Node, fields: &[&str]) {
    for member in node.as_object().unwrap() {
        assert!(fields.contains(&member.key.as_str()), "{}: unknown field {}", path.display(), member.key);
    }
}

fn strings(node: &Node, key: &str) -> Vec<String> {
    let list = node.get(key).and_then(Node::as_array).unwrap_or_default();
    list.iter().map(|node| node.as_str().unwrap().to_owned()).collect()
}

fn example(path: &Path, node: &Node) -> Example {
    known(
        path,
        node,
        &[
            "scenario",
            "policy",
            "kind",
            "resource",
            "manifests",
            "at",
            "severity",
            "related",
            "fix",
            "grants",
            "besides",
            "why",
        ],
    );
    let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
    let fix = match node.get("fix").map(|node| &node.value) {
        None | Some(Value::Bool(false)) => Mending::None,
        Some(Value::Bool(true)) => Mending::Some,
        Some(_) => Mending::Document(document(node.get("fix").unwrap())),
    };
    let (scenario, text_of) = scenario(node);
    let mut scenario = Scenario::from_json(&scenario.to_string()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    if let Some(document) = text_of {
        let source = scenario.documents().find(|(_, text)| *text == "here").unwrap().0;
        scenario.set_text(source, document);
    }
    Example {
        scenario,
        at: text("at"),
        severity: text("severity"),
        related: strings(node, "related"),
        fix,
        grants: strings(node, "grants"),
        besides: strings(node, "besides"),
    }
}

/// The scenario of an example; of the short form, one that has a document in the right place, and its text.
fn scenario(node: &Node) -> (serde_json::Value, Option<String>) {
    use serde_json::json;
    if let Some(scenario) = node.get("scenario") {
        return (flat(scenario.clone()).to_json(), None);
    }
    let text = "here";
    if let Some(manifests) = node.get("manifests") {
        return (json!({"manifests": text}), Some(lines(manifests)));
    }
    let policy = document(node.get("policy").expect("an example has a scenario, a policy or manifests"));
    let role = "arn:aws:iam::111122223333:role/app";
    let resource = node.get("resource").and_then(Node::as_str).unwrap_or("arn:aws:s3:::amzn-s3-demo-bucket");
    let scenario = match node.get("kind").and_then(Node::as_str).unwrap_or("identity") {
        "identity" => json!({"roles": [{"arn": role, "policies": [{"name": "permissions", "document": text}]}]}),
        "trust" => json!({"roles": [{"arn": role, "trustPolicy": text}]}),
        "boundary" => json!({"roles": [{"arn": role, "permissionsBoundary": text}]}),
        "resource" => json!({"resourcePolicies": [{"resource": resource, "document": text}]}),
        "session" => json!({"sessionPolicy": text}),
        "scp" => json!({"serviceControlPolicies": [[text]]}),
        "rcp" => json!({"resourceControlPolicies": [[text]]}),
        "endpoint" => json!({"endpointPolicy": text}),
        other => panic!("no kind of policy: {other}"),
    };
    (scenario, Some(policy))
}

/// A document as text: as it is written, or printed from an object.
fn document(node: &Node) -> String {
    expanded(match &node.value {
        Value::String(text) => text.value.clone(),
        _ => print::format(node),
    })
}

/// The text with `{{TEXT*COUNT}}` written out, and each string with `{1..COUNT}` as that many strings.
fn expanded(mut text: String) -> String {
    while let Some((from, to, count)) = marked(&text, "{{", "*", "}}") {
        let inner = text[from + 2..to].rsplit_once('*').unwrap().0.repeat(count);
        text.replace_range(from..to + 2, &inner);
    }
    while let Some((from, to, count)) = marked(&text, "{1", "..", "}") {
        let (open, close) = (text[..from].rfind('"').unwrap(), to + text[to..].find('"').unwrap());
        let string = text[open..=close].to_owned();
        let range = text[from..=to].to_owned();
        let all: Vec<String> = (1..=count).map(|number| string.replace(&range, &number.to_string())).collect();
        text.replace_range(open..=close, &all.join(", "));
    }
    text
}

/// Where a mark of the form `open … before COUNT close` begins, where its end begins, and the count.
fn marked(text: &str, open: &str, before: &str, close: &str) -> Option<(usize, usize, usize)> {
    text.match_indices(open).find_map(|(from, _)| {
        let inner = &text[from + open.len()..];
        let end = inner.find(close)?;
        let (_, count) = inner[..end].rsplit_once(before)?;
        Some((from, from + open.len() + end, count.parse().ok()?))
    })
}

fn lines(node: &Node) -> String {
    expanded(match node.as_array() {
        Some(lines) => lines.iter().map(|line| format!("{}\n", line.as_str().unwrap())).collect(),
        None => node.as_str().unwrap().to_owned(),
    })
}

/// A scenario in which documents may stand as objects and manifests as a list of lines.
fn flat(mut node: Node) -> Node {
    const DOCUMENTS: [&str; 6] =
        ["trustPolicy", "document", "permissionsBoundary", "sessionPolicy", "endpointPolicy", "policy"];
    const LEVELS: [&str; 2] = ["serviceControlPolicies", "resourceControlPolicies"];
    let string = |value: String| Node { span: Span::default(), value: Value::String(Text { value, verbatim: None }) };
    match &mut node.value {
        Value::Array(nodes) => nodes.iter_mut().for_each(|node| *node = flat(node.clone())),
        Value::Object(members) => {
            for Member { key, value, .. } in members {
                *value = match key.as_str() {
                    key if DOCUMENTS.contains(&key) => string(document(value)),
                    "manifests" => string(lines(value)),
                    key if LEVELS.contains(&key) => {
                        let levels = value.as_array().unwrap().iter().map(|level| {
                            let policies = level.as_array().unwrap().iter().map(|policy| string(document(policy)));
                            Node { span: level.span, value: Value::Array(policies.collect()) }
                        });
                        Node { span: value.span, value: Value::Array(levels.collect()) }
                    }
                    _ => flat(value.clone()),
                };
            }
        }
        _ => {}
    }
    node
}

/// Whether a text is the one that is wanted; `…` at the end stands for the rest, and white space counts as one blank.
pub fn matches_text(wanted: &str, text: &str) -> bool {
    let (wanted, text) = (plain(wanted), plain(text));
    match wanted.strip_suffix('…') {
        Some(start) => text.starts_with(start),
        None => text == wanted,
    }
}

fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A document without regard to white space, where it is JSON.
pub fn normal(text: &str) -> String {
    let (node, faults) = json::parse(SourceId::Settings, text);
    match node.filter(|_| faults.is_empty()) {
        Some(node) => print::format(&node),
        None => text.to_owned(),
    }
}
