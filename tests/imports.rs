//! What people paste, and what becomes of it: each folder of `tests/imports/` is one case.
//!
//! A case holds its texts (every file but the two below, in the order of their names; the part of a name behind the
//! first `_` is the file name that the reader chose, `paste` for none), optionally `current.json`, the scenario that was
//! there, and `expected.json`: what was found and where it went, what could not be used, what the scenario is then, and
//! what the simulation says of it. `IMPORTS_UPDATE=1` writes the last file anew, for a person to read.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::simulate;
use irsa_playground::import::{Choices, Import, Input, Mode, Roles, belongs_to, import};
use irsa_playground::message::Language;
use irsa_playground::message::words::importing as words;
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::{fs, path::Path};

#[test]
fn everything_that_people_paste_goes_where_it_belongs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let current = match fs::read_to_string(case.join("current.json")) {
            Ok(text) => Scenario::from_json(&text).unwrap_or_else(|error| panic!("{name}: {error}")),
            Err(_) => Scenario::default(),
        };
        let (inputs, choices) = texts(case);
        let result = import(&current, &inputs, &choices);
        in_words(&name, &result);
        let actual = told(&result);
        let path = case.join("expected.json");
        if std::env::var_os("IMPORTS_UPDATE").is_some() {
            fs::write(&path, format!("{:#}\n", actual)).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{name} expects nothing"));
        let expected: Value = serde_json::from_str(&expected).unwrap();
        for key in ["found", "unused", "scenario", "chains", "replaces"] {
            if expected[key] != actual[key] {
                wrong.push(format!("{name}, {key}:\n  expected {:#}\n  found {:#}", expected[key], actual[key]));
            }
        }
        // The same once more changes nothing.
        if !result.replaces {
            let again = import(&result.scenario, &inputs, &choices);
            if again.scenario != result.scenario {
                wrong.push(format!("{name}: the same text twice gives another scenario"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn texts(case: &Path) -> (Vec<Input>, Choices) {
    let mut paths: Vec<_> = fs::read_dir(case).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut inputs = Vec::new();
    let mut choices = Choices::default();
    for path in paths {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        match file.as_str() {
            "current.json" | "expected.json" => {}
            "replace" => choices.mode = Mode::Replace,
            "all-roles" => choices.roles = Roles::All,
            _ => {
                let name = file.split_once('_').map_or(file.as_str(), |(_, name)| name);
                let name = (name != "paste").then(|| name.to_owned());
                inputs.push(Input { name, text: fs::read_to_string(&path).unwrap(), refused: None });
            }
        }
    }
    (inputs, choices)
}

/// Everything that was found has words in both languages.
fn in_words(name: &str, result: &Import) {
    for language in [Language::English, Language::Korean] {
        for found in &result.found {
            let mut said = vec![words::kind(language, &found.kind)];
            said.extend(found.placed.iter().map(|placed| words::target(language, &placed.target)));
            said.extend(found.details.iter().map(|detail| words::detail(language, detail)));
            said.extend(found.options.iter().map(|option| words::usage(language, option)));
            assert!(said.iter().all(|text| !text.is_empty()), "{name}");
            assert!(said.iter().all(|text| text.matches('`').count() % 2 == 0), "{name}: {said:?}");
        }
        for unused in &result.unused {
            let said = words::cause(language, &unused.cause);
            assert!(!said.message.is_empty(), "{name}");
        }
    }
}

fn told(result: &Import) -> Value {
    let short = |text: String| text.replace('"', "'");
    let found = result.found.iter().map(|found| {
        json!({
            "at": format!("{}:{}", found.input, found.line),
            "kind": short(format!("{:?}", found.kind)),
            "placed": found.placed.iter().map(|p| short(format!("{:?} {:?}", p.change, p.target))).collect::<Vec<_>>(),
            "details": found.details.iter().map(|detail| short(format!("{detail:?}"))).collect::<Vec<_>>(),
            "options": found.options.iter().map(|option| short(format!("{option:?}"))).collect::<Vec<_>>(),
        })
    });
    let unused = result.unused.iter().map(|unused| {
        format!("{}:{} {} — {}", unused.input, unused.line, unused.what, short(format!("{:?}", unused.cause)))
    });
    let simulation = simulate(&result.scenario);
    let chains = simulation.chains.iter().map(|chain| {
        let broken =
            chain.broken().map_or("passes".to_owned(), |link| format!("{:?} at {:?}", link.verdict, link.step));
        let workload = &chain.workload;
        format!("{} {}/{}: {broken}", workload.kind, workload.namespace, workload.name)
    });
    json!({
        "found": found.collect::<Vec<_>>(),
        "unused": unused.collect::<Vec<_>>(),
        "replaces": result.replaces,
        "scenario": result.scenario,
        "chains": chains.collect::<Vec<_>>(),
    })
}

/// A link that this page makes is read like the text that it stands for.
#[test]
fn a_link_is_a_whole_scenario() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports/scenario/1_paste")).unwrap();
    let scenario = Scenario::from_json(&text).unwrap();
    let code = irsa_playground::share::encode(&scenario).unwrap();
    let link = Input::text(format!("https://example.test/irsa/#/s/{code}\n"));
    let result = import(&Scenario::default(), &[link], &Choices::default());
    assert_eq!((result.scenario, result.replaces), (scenario, true));
}

/// Odd ends of every case: cut anywhere, nothing panics, and what is said of the rest points into the text.
#[test]
fn a_text_that_is_cut_anywhere_is_told_of() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports");
    for entry in fs::read_dir(folder).unwrap() {
        let (inputs, choices) = texts(&entry.unwrap().path());
        let Some(whole) = inputs.first().map(|input| input.text.clone()) else { continue };
        let step = whole.len() / 23 + 1;
        for end in (0..whole.len()).step_by(step).filter(|&end| whole.is_char_boundary(end)) {
            let cut = &whole[..end];
            let result = import(&Scenario::default(), &[Input::text(cut)], &choices);
            let lines = u32::try_from(cut.matches('\n').count()).unwrap() + 1;
            let told = result.found.iter().map(|f| f.line).chain(result.unused.iter().map(|u| u.line));
            let told: Vec<u32> = told.collect();
            assert!(!told.is_empty() || cut.lines().all(|line| line.trim_start().starts_with('#')), "{cut:?}");
            assert!(told.iter().all(|line| (1..=lines).contains(line)), "{told:?} of {lines}: {cut:?}");
        }
    }
}

/// An untouched example stays for what belongs to it, and for what cannot stand alone.
#[test]
fn an_example_gives_way_to_what_stands_by_itself() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports");
    let current =
        Scenario::from_json(&fs::read_to_string(folder.join("policy-broken-json/current.json")).unwrap()).unwrap();
    for (case, stays) in [
        ("aws-get-role-updates", true),
        ("k8s-replaces-same-name", true),
        ("aws-cluster", true),
        ("error-s3-as-node", true),
        ("aws-caller-node-role", true),
        ("k8s-appends", false),
        ("policy-trust-alone", false),
        ("policy-permissions-alone", false),
        ("eksctl", false),
        ("cloudformation-yaml", false),
    ] {
        let (mut inputs, choices) = texts(&folder.join(case));
        if !stays {
            inputs[0].text = inputs[0].text.replace("invoice-writer", "somebody-else");
        }
        assert_eq!(belongs_to(&import(&current, &inputs, &choices)), stays, "{case}");
    }
}
