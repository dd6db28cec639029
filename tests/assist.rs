//! Completion, hover, formatting and the way from the caret to what it decides.
//!
//! `tests/assist/*.txt` are cases over the textbook scenario. A case begins with `## name` and says `in` which document
//! its text stands; indented lines are the text, `|` the caret. `has`, `first` and `lacks` list choices; `choose x`
//! gives the text that comes of it, `‹ ›` around what is then selected; `none` demands that nothing is offered; `hover`
//! gives what is explained, its title, and `facts` parts of what is said.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use irsa_playground::assist::{self, Completion, Place};
use irsa_playground::chain::{Step, simulate};
use irsa_playground::message::{self, Language};
use irsa_playground::scenario::{NamedPolicy, ResourcePolicy, Role, Scenario};
use irsa_playground::syntax::{Node, Value, json, yaml};
use irsa_playground::text::SourceId;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn textbook() -> Scenario {
    let read = |name: &str| fs::read_to_string(root().join("www/scenarios/textbook").join(name)).unwrap();
    let role = Role {
        arn: "arn:aws:iam::123456789012:role/my-iam-role".to_owned(),
        trust_policy: Some(read("trust.json")),
        policies: vec![NamedPolicy { name: String::new(), document: read("permissions.json") }],
        ..Role::default()
    };
    let bucket = ResourcePolicy { resource: "arn:aws:s3:::my-bucket".to_owned(), document: "{}".to_owned() };
    Scenario {
        manifests: read("manifests.yaml"),
        roles: vec![role],
        resource_policies: vec![bucket],
        service_control_policies: vec![vec!["{}".to_owned()]],
        resource_control_policies: vec![vec!["{}".to_owned()]],
        ..Scenario::default()
    }
}

#[derive(Default)]
struct Case {
    name: String,
    source: String,
    text: String,
    demands: Vec<(String, String)>,
}

fn cases(file: &str) -> Vec<Case> {
    let text = fs::read_to_string(root().join("tests/assist").join(file)).unwrap();
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), ..Case::default() });
            continue;
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(text) = line.strip_prefix("    ") {
            let to = case.demands.last_mut().map_or(&mut case.text, |(_, value)| value);
            to.push_str(text);
            to.push('\n');
        } else if let Some(choose) = line.strip_suffix(':').filter(|line| line.starts_with("choose ")) {
            case.demands.push((choose.to_owned(), String::new()));
        } else if let Some((key, value)) = line.split_once(": ").or(line.strip_suffix(':').map(|key| (key, ""))) {
            match key {
                "in" => case.source = value.to_owned(),
                _ => case.demands.push((key.to_owned(), value.to_owned())),
            }
        } else if !line.is_empty() {
            case.demands.push((line.to_owned(), String::new()));
        }
    }
    assert!(!cases.is_empty(), "{file}");
    cases
}

/// The scenario of a case and the caret in it.
fn place(case: &Case) -> (Scenario, SourceId, usize) {
    let mut scenario = textbook();
    let source = scenario.documents().map(|(id, _)| id).find(|id| id.to_string() == case.source);
    let source = source.unwrap_or_else(|| panic!("{}: no document {}", case.name, case.source));
    let text = case.text.trim_end_matches('\n');
    let offset = text.find('|').unwrap_or_else(|| panic!("{}: no caret", case.name));
    scenario.set_text(source, text.replacen('|', "", 1));
    (scenario, source, offset)
}

fn labels(completion: Option<&Completion>) -> Vec<&str> {
    completion.map(|found| found.choices.iter().map(|choice| choice.label.as_str()).collect()).unwrap_or_default()
}

#[test]
fn completion_offers_what_fits() {
    let mut wrong = Vec::new();
    for case in ["policy.txt", "manifest.txt"].into_iter().flat_map(cases) {
        let (scenario, source, offset) = place(&case);
        let text = scenario.text(source).unwrap();
        let completion = assist::complete(Place { scenario: &scenario, source, text, offset });
        let labels = labels(completion.as_ref());
        let list = |value: &str| value.split(", ").map(str::to_owned).collect::<Vec<_>>();
        for (demand, value) in &case.demands {
            let mut say = |what: String| wrong.push(format!("{}: {demand}: {what}\n  offered: {labels:?}", case.name));
            match demand.split_once(' ').unwrap_or((demand, "")) {
                ("none", _) if completion.is_some() => say("something is offered".to_owned()),
                ("none", _) => {}
                ("has", _) => {
                    let missing: Vec<_> = list(value).into_iter().filter(|v| !labels.contains(&v.as_str())).collect();
                    if !missing.is_empty() {
                        say(format!("missing {missing:?}"));
                    }
                }
                ("lacks", _) => {
                    let there: Vec<_> = list(value).into_iter().filter(|v| labels.contains(&v.as_str())).collect();
                    if !there.is_empty() {
                        say(format!("there is {there:?}"));
                    }
                }
                ("first", _)
                    if !list(value).iter().enumerate().all(|(at, wanted)| labels.get(at) == Some(&wanted.as_str())) =>
                {
                    say(format!("expected {value}"));
                }
                ("first", _) => {}
                ("choose", label) => {
                    let Some(completion) = &completion else {
                        say("nothing is offered".to_owned());
                        continue;
                    };
                    let Some(choice) = completion.choices.iter().find(|choice| choice.label == label) else {
                        say("not offered".to_owned());
                        continue;
                    };
                    let (start, end) = (completion.replace.start as usize, completion.replace.end as usize);
                    let (from, to) = (choice.select.start as usize, choice.select.end as usize);
                    let mut insert = choice.insert.clone();
                    if from == to {
                        insert.insert(from, '|');
                    } else {
                        insert.insert(to, '›');
                        insert.insert(from, '‹');
                    }
                    let after = format!("{}{insert}{}", &text[..start], &text[end..]);
                    if after.trim_end_matches('\n') != value.trim_end_matches('\n') {
                        say(format!("became\n{after}"));
                    }
                    assert!(completion.typed.start >= completion.replace.start);
                    assert!(completion.typed.end <= completion.replace.end);
                }
                (other, _) => panic!("{}: unknown demand {other}", case.name),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn hover_explains() {
    let mut wrong = Vec::new();
    for case in cases("hover.txt") {
        let (scenario, source, offset) = place(&case);
        let hover = assist::hover(Place::of(&scenario, source, offset).unwrap());
        for (demand, value) in &case.demands {
            match (demand.as_str(), &hover) {
                ("none", None) => {}
                ("hover", Some(hover)) => {
                    let at = hover.span.of(scenario.text(source).unwrap());
                    if at != value {
                        wrong.push(format!("{}: {at} is explained", case.name));
                    }
                }
                ("says" | "sagt" | "말", Some(hover)) => {
                    let language = if demand == "말" { Language::Korean } else { Language::English };
                    let mut said: Vec<String> = hover.facts.iter().map(|fact| message::fact(language, fact)).collect();
                    said.extend(hover.topic.map(|topic| message::topic(language, topic).to_owned()));
                    let said = said.join("\n");
                    if !said.contains(value.as_str()) {
                        wrong.push(format!("{}: lacks {value}: {said}", case.name));
                    }
                }
                _ => wrong.push(format!("{}: {demand} {value}, but {hover:?}", case.name)),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every caret of every textbook document: an answer, within the text, whatever is cut off after it.
#[test]
fn every_place_has_an_answer_within_the_text() {
    let scenario = textbook();
    for (source, text) in scenario.documents() {
        for (offset, _) in text.char_indices() {
            for text in [text, &text[..offset]] {
                let place = Place { scenario: &scenario, source, text, offset };
                if let Some(found) = assist::complete(place) {
                    assert!(found.replace.start <= found.typed.start && found.typed.end <= found.replace.end);
                    assert!(text.get(found.replace.start as usize..found.replace.end as usize).is_some());
                    assert_eq!(found.typed.end as usize, offset);
                    for choice in &found.choices {
                        assert!(choice.insert.get(choice.select.start as usize..choice.select.end as usize).is_some());
                        assert!(!choice.label.is_empty());
                    }
                }
                if let Some(found) = assist::hover(place) {
                    assert!(!found.span.of(text).is_empty());
                }
            }
        }
    }
}

#[test]
fn large_and_broken_texts_are_answered() {
    let scenario = textbook();
    let texts = [
        "{\"Statement\":[".repeat(20_000),
        "a:\n".repeat(50_000),
        "- ".repeat(100_000),
        format!("{{\"Statement\": [{}", "{\"Effect\": \"Allow\"},".repeat(20_000)),
        "한글 \u{feff}\"\\".repeat(5_000),
    ];
    for text in &texts {
        for source in [SourceId::Manifests, SourceId::TrustPolicy(0)] {
            for offset in [0, 1, text.len() / 2, text.len(), text.len() + 9] {
                let place = Place { scenario: &scenario, source, text, offset };
                let _ = assist::complete(place);
                let _ = assist::hover(place);
            }
            let _ = assist::format(source, text);
        }
    }
}

fn texts(folder: &Path, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(texts(&path, ending));
        } else if path.to_string_lossy().ends_with(ending) {
            let bytes = fs::read(&path).unwrap();
            found.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    found
}

fn plain(node: &Node) -> String {
    match &node.value {
        Value::Array(elements) => format!("[{}]", elements.iter().map(plain).collect::<Vec<_>>().join(",")),
        Value::Object(members) => {
            format!("{{{}}}", members.iter().map(|m| format!("{:?}:{}", m.key, plain(&m.value))).collect::<String>())
        }
        Value::String(text) => format!("{:?}", text.value),
        other => format!("{other:?}"),
    }
}

/// Formats a text and says whether it was read; checks that it means the same and is stable.
fn formats(name: &str, source: SourceId, text: &str) -> bool {
    let read = |text: &str| match source {
        SourceId::Manifests => {
            let (documents, _) = yaml::parse(source, text);
            let roots: Vec<_> = documents.iter().filter_map(|document| document.root.as_ref()).map(plain).collect();
            (!documents.iter().any(|document| document.broken)).then(|| roots.join("\n"))
        }
        _ => json::parse(source, text).0.as_ref().map(plain),
    };
    let before = read(text);
    match assist::format(source, text) {
        Ok(formatted) => {
            assert_eq!(before, read(&formatted), "{name}: another meaning\n{formatted}");
            assert_eq!(
                assist::format(source, &formatted),
                Err(assist::Unformatted::Unchanged),
                "{name}: not stable\n{formatted}"
            );
            true
        }
        Err(assist::Unformatted::Unchanged) => true,
        Err(assist::Unformatted::Unreadable) => false,
    }
}

#[test]
fn formatting_keeps_the_meaning_and_is_stable() {
    let cases = root().join("tests/cases");
    let (mut read, mut refused) = (0, 0);
    for (name, text) in texts(&cases.join("policies-malformed"), ".json") {
        if formats(&name, SourceId::TrustPolicy(0), &text) { read += 1 } else { refused += 1 }
    }
    for (name, text) in
        texts(&cases.join("kubernetes-odd"), "yaml").into_iter().chain(texts(&cases.join("kubernetes-odd"), "yml"))
    {
        if formats(&name, SourceId::Manifests, &text) { read += 1 } else { refused += 1 }
    }
    for (name, text) in texts(&root().join("tests/scenarios/failures"), ".json") {
        let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
        value.as_object_mut().unwrap().remove("expect");
        let scenario = Scenario::from_json(&value.to_string()).unwrap();
        for (source, text) in scenario.documents() {
            for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', " \n")] {
                if formats(&format!("{name} {source}"), source, &text) { read += 1 } else { refused += 1 }
            }
        }
    }
    assert!(read > 300 && refused > 20, "{read} formatted, {refused} left alone");
}

#[test]
fn formatting_as_one_would_by_hand() {
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},
        "Action":["sts:AssumeRole","sts:TagSession"],"Condition":{"StringEquals":{"a":["b"]}},"Resource":[]}}"#;
    let expected = r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "Service": "pods.eks.amazonaws.com" },
    "Action": ["sts:AssumeRole", "sts:TagSession"],
    "Condition": {
      "StringEquals": {
        "a": ["b"]
      }
    },
    "Resource": []
  }
}
"#;
    assert_eq!(assist::format(SourceId::TrustPolicy(0), policy).as_deref(), Ok(expected));
    let manifest = "\r\nkind: Pod   \r\nspec:\r\n    containers:\r\n    # the app\r\n    -   name: app\r\n        image: x\r\n\r\n\r\n---\r\n---\r\nkind: A\r\ndata:\r\n  text: |\r\n    two\r\n      lines\r\n";
    let expected = "kind: Pod\nspec:\n  containers:\n  # the app\n  - name: app\n    image: x\n---\nkind: A\ndata:\n  text: |\n    two\n      lines\n";
    assert_eq!(assist::format(SourceId::Manifests, manifest).as_deref(), Ok(expected));
    assert_eq!(assist::format(SourceId::Manifests, "a: [\n"), Err(assist::Unformatted::Unreadable));
    assert_eq!(assist::format(SourceId::TrustPolicy(0), "{\"a\": }"), Err(assist::Unformatted::Unreadable));
}

#[test]
fn the_caret_knows_what_it_decides() {
    let mut scenario = textbook();
    // Policies that cannot be read would leave everything open.
    scenario.resource_policies.clear();
    scenario.service_control_policies.clear();
    scenario.resource_control_policies.clear();
    let simulation = simulate(&scenario);
    let chain = &simulation.chains[0];
    let at = |source: SourceId, text: &str| {
        let offset = scenario.text(source).unwrap().find(text).unwrap() + 1;
        assist::decided(chain, source, scenario.text(source).unwrap(), u32::try_from(offset).unwrap())
    };
    assert!(at(SourceId::Manifests, "serviceAccountName").links.contains(&Step::SelectServiceAccount));
    assert!(at(SourceId::Manifests, "arn:aws:iam").links.contains(&Step::InjectRole));
    assert!(at(SourceId::TrustPolicy(0), "system:serviceaccount").links.contains(&Step::TrustSubject));
    let permission = at(SourceId::RolePolicy(0, 0), "s3:GetObject");
    assert!(permission.links.contains(&Step::AllowAction), "{permission:?}");
    assert!(permission.cells.iter().any(|(action, ..)| action == "s3:GetObject"), "{permission:?}");
    assert_eq!(at(SourceId::Manifests, "read-pods"), assist::Decided::default());
}
