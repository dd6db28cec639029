//! Every example of `www/scenarios/`: it reads, it has its words in both languages, and what comes out of it is what
//! its card says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::{Simulation, simulate};
use irsa_playground::diagnostic::Severity;
use irsa_playground::gallery::{Example, Gallery};
use irsa_playground::message::{self, Language};
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/scenarios")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Puts files in the place of their names, as `scripts/examples.mjs` does for the page.
fn filled(value: Value, folder: &Path, used: &mut BTreeSet<String>) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix("file:") {
            Some(name) => {
                used.insert(name.to_owned());
                Value::String(read(&folder.join(name)))
            }
            None => Value::String(text),
        },
        Value::Array(list) => list.into_iter().map(|value| filled(value, folder, used)).collect(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, filled(value, folder, used))).collect(),
        other => other,
    }
}

/// The gallery as the page fetches it.
fn gallery() -> Gallery {
    let mut index: Value = serde_json::from_str(&read(&folder().join("index.json"))).unwrap();
    let ids: BTreeSet<String> = ids(&index).into_iter().collect();
    let examples: Vec<Value> = ids
        .iter()
        .map(|id| {
            let folder = folder().join(id);
            let example: Value = serde_json::from_str(&read(&folder.join("example.json"))).unwrap();
            let mut used = BTreeSet::from(["example.json".to_owned()]);
            let mut example = filled(example, &folder, &mut used);
            example["id"] = json!(id);
            let there: BTreeSet<String> =
                fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
            assert_eq!(used, there, "{id}: the files of the folder are those that the example names");
            example
        })
        .collect();
    index["examples"] = json!(examples);
    Gallery::from_json(&index.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn ids(index: &Value) -> Vec<String> {
    let categories = index["categories"].as_array().unwrap();
    let all = categories.iter().flat_map(|category| category["examples"].as_array().unwrap());
    all.map(|id| id.as_str().unwrap().to_owned()).collect()
}

fn examples(gallery: &Gallery) -> Vec<&Example> {
    let mut seen = BTreeSet::new();
    let all = gallery.categories.iter().flat_map(|category| &category.examples);
    all.filter(|example| seen.insert(&example.id)).map(|example| &**example).collect()
}

#[test]
fn every_example_comes_out_as_its_card_says() {
    let gallery = gallery();
    let mut wrong = Vec::new();
    for example in examples(&gallery) {
        let simulation = simulate(&example.scenario);
        for difference in differences(example, &simulation) {
            wrong.push(format!("{}: {difference}", example.id));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn differences(example: &Example, simulation: &Simulation) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut same = |what: &str, actual: Value, expected: Value| {
        if expected != actual {
            wrong.push(format!("{what} is {actual}, expected {expected}"));
        }
    };
    let expect = &example.expect;
    let chain = simulation.chains.first();
    same("verdict", json!(chain.map(|chain| chain.verdict())), json!(expect.verdict));
    same("link", json!(chain.and_then(|chain| chain.broken()).map(|link| link.step)), json!(expect.link));
    same("identity", json!(chain.map(|chain| json!(chain.identity)["kind"].clone())), json!(expect.identity));
    let others: Vec<_> = simulation.chains.iter().skip(1).map(|chain| chain.verdict()).collect();
    same("other verdicts", json!(others), json!(expect.others));
    let of_chain = chain.iter().flat_map(|chain| &chain.answers).map(|answer| (answer.question, answer.cell.answer));
    let of_principals =
        simulation.principals.iter().filter_map(|principal| Some((principal.question?, principal.cell.answer)));
    let mut answers: Vec<_> = of_chain.chain(of_principals).collect();
    answers.sort_by_key(|(question, _)| *question);
    let answers: Vec<_> = answers.into_iter().map(|(_, answer)| answer).collect();
    if !answers.is_empty() {
        same("answers", json!(answers), json!(expect.answers));
        // A pinned expectation holds, except where the example is about its failing.
        for (answer, question) in answers.iter().zip(&example.scenario.questions) {
            let allowed = json!(answer) == json!("allowed");
            let holds = json!(question.expect) == json!(if allowed { "allowed" } else { "denied" });
            let broken = chain.is_some() && expect.link.is_some();
            same("an expectation holds", json!(holds || broken), json!(true));
        }
    }
    // What a document says of itself; what a link or a trust policy is found to lack is what the example is about.
    let errors: BTreeSet<String> = simulation
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.finding.code().domain().to_owned())
        .filter(|domain| !matches!(domain.as_str(), "trust" | "irsa"))
        .collect();
    same("errors", json!(errors), json!(expect.errors));
    if let Some(access) = expect.cluster_access {
        same("cluster access", json!(chain.map(|chain| chain.cluster_access.len())), json!(access));
    }
    for name in &expect.bridges {
        let found =
            chain.iter().flat_map(|chain| chain.bridges.iter()).any(|bridge| bridge.grant.subject.name == *name);
        same(&format!("{name} is a bridge"), json!(found), json!(true));
    }
    wrong
}

#[test]
fn every_example_has_its_words_in_both_languages() {
    let gallery = gallery();
    assert!(gallery.categories.len() >= 7);
    let examples = examples(&gallery);
    assert!(examples.len() >= 36, "{}", examples.len());
    let mistakes = gallery.categories.iter().find(|category| category.id == "mistakes").unwrap();
    assert!(mistakes.examples.len() >= 12);
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    for example in &examples {
        let id = &example.id;
        assert!(id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{id}");
        for text in [&example.title, &example.about] {
            assert!(!text.en.trim().is_empty() && !hangul(&text.en), "{id}: {}", text.en);
            assert_eq!(text.en.matches('`').count() % 2, 0, "{id}: {}", text.en);
            assert_eq!(text.ko.matches('`').count() % 2, 0, "{id}: {}", text.ko);
        }
        // A title may be the name of a product; a sentence is Korean.
        assert!(hangul(&example.about.ko), "{id}: {}", example.about.ko);
        assert!(example.title.en.chars().count() <= 48, "{id}: the title fits a card");
        let view = example.view.as_deref();
        assert!(matches!(view, None | Some("kubernetes" | "inspector" | "compare")), "{id}: {view:?}");
    }
    for text in gallery.categories.iter().map(|category| &category.title) {
        assert!(!text.en.is_empty() && !text.ko.is_empty());
    }
    let titles: BTreeSet<_> = examples.iter().map(|example| &example.title.en).collect();
    assert_eq!(titles.len(), examples.len(), "no title stands twice");
}

#[test]
fn every_folder_is_listed() {
    let there: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir() && !entry.path().join("lesson.json").is_file())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let gallery = gallery();
    let listed: BTreeSet<String> = examples(&gallery).iter().map(|example| example.id.clone()).collect();
    assert_eq!(listed, there);
}

#[test]
fn every_example_is_read_back_as_it_is_written() {
    for example in examples(&gallery()) {
        let written = serde_json::to_string(&example.scenario).unwrap();
        assert_eq!(Scenario::from_json(&written).unwrap(), example.scenario, "{}", example.id);
    }
}

#[test]
fn every_example_has_a_headline() {
    for example in examples(&gallery()) {
        let simulation = simulate(&example.scenario);
        assert!(!simulation.chains.is_empty() || !simulation.principals.is_empty(), "{}", example.id);
        for language in [Language::English, Language::Korean] {
            for chain in &simulation.chains {
                assert!(!message::headline(language, chain).is_empty(), "{}", example.id);
            }
        }
    }
}

#[test]
fn a_search_finds_by_words_of_either_language_and_by_category() {
    let gallery = gallery();
    let found = |query: &str| -> Vec<String> {
        let categories = gallery.search(query);
        categories.iter().flat_map(|category| &category.examples).map(|example| example.id.clone()).collect()
    };
    assert!(found("another namespace").contains(&"other-namespace".to_owned()));
    assert!(found("네임스페이스").contains(&"other-namespace".to_owned()));
    assert!(found("POD identity target").contains(&"pod-identity-target".to_owned()));
    assert_eq!(found("karpenter"), ["karpenter"]);
    assert!(found("no such thing at all").is_empty());
    assert_eq!(gallery.search("  ").len(), gallery.categories.len());
}
