//! The catalogue of all services: what it holds, what it refuses to be, and that it takes back nothing that was said
//! without it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::assist::{self, Fact, Place};
use irsa_playground::aws::catalog::{self, AccessLevel, Fit, Refusal};
use irsa_playground::chain::simulation::{Answer, Chain};
use irsa_playground::chain::{Step, Verdict, simulate};
use irsa_playground::message::{self, Language};
use irsa_playground::scenario::{NamedPolicy, Scenario};
use irsa_playground::text::SourceId;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What was said with the embedded services alone; the complete catalogue is installed once this is there.
struct Before {
    refusals: Vec<Result<(), Refusal>>,
    answers: Vec<(String, Scenario, Vec<Said>)>,
    hover: Vec<Fact>,
    sought: [bool; 4],
}

static BEFORE: LazyLock<Before> = LazyLock::new(|| {
    assert!(!catalog::complete());
    let text = file("data/all.tsv");
    let cut = text.split_once("\n@sts\t").unwrap().0.to_owned() + "\n";
    let refusals = vec![
        catalog::install("<!doctype html>".to_owned()),
        catalog::install(text.replacen("2026-09-26", "2027-01-01", 1)),
        catalog::install(cut),
        catalog::install(text.trim_end().to_owned()),
        catalog::install(text.replacen("\nPartiQLInsert\n", "\nPartiQLIns\n", 1)),
    ];
    assert!(!catalog::complete(), "nothing of that was installed");
    let answers = scenarios().into_iter().map(|(name, scenario)| {
        let said = said(&scenario);
        (name, scenario, said)
    });
    let before =
        Before { refusals, answers: answers.collect(), hover: facts("lambda:InvokFunction"), sought: sought() };
    catalog::install(text.clone()).unwrap();
    catalog::install(text).unwrap();
    before
});

/// What is said of one chain.
#[derive(PartialEq, Debug)]
struct Said {
    identity: String,
    links: Vec<(Step, Verdict)>,
    rows: Vec<(String, Option<AccessLevel>, Vec<Answer>)>,
}

fn said(scenario: &Scenario) -> Vec<Said> {
    let of_chain = |chain: &Chain| Said {
        identity: format!("{:?}", chain.identity),
        links: chain.links.iter().map(|link| (link.step, link.verdict)).collect(),
        rows: chain
            .permissions
            .rows
            .iter()
            .map(|row| (row.action.clone(), row.access_level, row.cells.iter().map(|cell| cell.answer).collect()))
            .collect(),
    };
    simulate(scenario).chains.iter().map(of_chain).collect()
}

/// Every known failure, and roles with policies of services that are not embedded.
fn scenarios() -> Vec<(String, Scenario)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/failures");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let failure = |path: &std::path::PathBuf| {
        let mut value: serde_json::Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        value.as_object_mut().unwrap().remove("expect");
        (path.display().to_string(), Scenario::from_json(&value.to_string()).unwrap())
    };
    let failures: Vec<_> = paths.iter().map(failure).collect();
    let policies = [
        r#""Action": "lambda:InvokeFunction", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f""#,
        r#""Action": ["lambda:*", "s3:GetObject"], "Resource": "*""#,
        r#""Action": "ec2:RunInstances", "Resource": "*", "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro" } }"#,
        r#""Action": "lambda:InvokeFunction", "Resource": "*", "Condition": { "StringNotEquals": { "ec2:InstanceType": "t3.micro" } }"#,
        r#""Action": "*", "Resource": "*""#,
        r#""NotAction": "ec2:*", "Resource": "arn:aws:ec2:us-east-1:123456789012:instance/*""#,
    ];
    let role = |policy: &str| {
        let mut scenario = failures[0].1.clone();
        let document = format!(r#"{{ "Version": "2012-10-17", "Statement": {{ "Effect": "Allow", {policy} }} }}"#);
        scenario.roles[0].policies = vec![NamedPolicy { name: String::new(), document }];
        scenario.questions.clear();
        (policy.to_owned(), scenario)
    };
    policies.iter().map(|policy| role(policy)).chain(failures.iter().cloned()).collect()
}

/// A role whose policy has the text in the place of its action, and the byte in the middle of it.
fn with_action(action: &str) -> (Scenario, usize) {
    let document = format!(r#"{{ "Statement": [{{ "Effect": "Allow", "Action": "{action}" }}] }}"#);
    let mut scenario = scenarios()[0].1.clone();
    let caret = document.find(&format!("\"{action}\"")).unwrap() + 1 + action.len();
    scenario.roles[0].policies = vec![NamedPolicy { name: String::new(), document }];
    (scenario, caret)
}

fn facts(action: &str) -> Vec<Fact> {
    let (scenario, caret) = with_action(action);
    let place = Place::of(&scenario, SourceId::RolePolicy(0, 0), caret - 1).unwrap();
    assist::hover(place).map(|hover| hover.facts).unwrap_or_default()
}

fn completions(typed: &str) -> Vec<String> {
    let (scenario, caret) = with_action(typed);
    let place = Place::of(&scenario, SourceId::RolePolicy(0, 0), caret).unwrap();
    assist::complete(place).unwrap().choices.into_iter().map(|choice| choice.label).collect()
}

fn sought() -> [bool; 4] {
    ["s3:Ge", "ec", "lam", "lambda:"].map(|typed| {
        let (scenario, caret) = with_action(typed);
        assist::seeks_service(Place::of(&scenario, SourceId::RolePolicy(0, 0), caret).unwrap())
    })
}

#[test]
fn all_services_are_read() {
    let _ = &*BEFORE;
    let actions: usize = catalog::services().iter().map(|service| service.actions().len()).sum();
    assert_eq!((catalog::services().len(), actions), (456, 22_091));
    assert_eq!(catalog::core().len(), 13);
    for service in catalog::services() {
        let types = || service.actions().iter().flat_map(|action| service.resource_types_of(action));
        assert!(types().all(|kind| !kind.templates.is_empty()), "{}", service.prefix);
        assert!(
            service.actions().iter().all(|action| service.action(action.name) == Some(action)),
            "{}",
            service.prefix
        );
        assert!(catalog::knows(&service.prefix.to_uppercase()), "{}", service.prefix);
    }
    let (service, action) = catalog::action("Lambda:invokefunction").unwrap();
    assert_eq!((service.name, action.name, action.level), ("AWS Lambda", "InvokeFunction", AccessLevel::Write));
    assert_eq!(catalog::fit("lambda:InvokeFunction", "arn:aws:lambda:us-east-1:123456789012:function:f"), Fit::Fits);
    assert_eq!(catalog::fit("lambda:InvokFunction", "*"), Fit::UnknownAction);
    // Two resource types of one service may have the same template.
    let queue = "arn:aws:connect:us-east-1:123456789012:instance/i/queue/q";
    assert_eq!(catalog::fit("connect:UpdateQueueName", queue), Fit::Fits);
}

#[test]
fn the_embedded_services_have_the_very_lines_of_all() {
    let (core, all) = (file("data/core.tsv"), file("data/all.tsv"));
    let (header, rest) = core.split_once('\n').unwrap();
    assert!(all.starts_with(&format!("{header}\n")));
    for part in rest.trim_end().split("\n@") {
        let part = part.trim_start_matches('@');
        assert!(all.contains(&format!("\n@{part}\n")), "{}", part.lines().next().unwrap());
    }
}

#[test]
fn what_is_not_the_catalogue_of_this_build_is_refused() {
    assert_eq!(
        BEFORE.refusals,
        [
            Err(Refusal::NotACatalogue),
            Err(Refusal::OtherVersion),
            Err(Refusal::Damaged),
            Err(Refusal::Damaged),
            Err(Refusal::Damaged),
        ]
    );
}

/// Links, identities and what was decided stay; only what was left open may be decided now.
#[test]
fn nothing_that_was_decided_is_taken_back() {
    let mut refined = 0;
    for (name, scenario, before) in &BEFORE.answers {
        for (old, new) in before.iter().zip(&said(scenario)) {
            assert_eq!(old.identity, new.identity, "{name}");
            for (old, new) in old.links.iter().zip(&new.links) {
                let open = matches!(old.1, Verdict::Unknown | Verdict::NotReached);
                assert!(old == new || open, "{name}: {old:?} {new:?}");
            }
            for (action, _, cells) in &old.rows {
                // A row that works on none of the columns is dropped.
                let Some((.., after)) = new.rows.iter().find(|(found, ..)| found == action) else { continue };
                for (old, new) in cells.iter().zip(after) {
                    let open = matches!(old, Answer::Depends | Answer::Unknown);
                    assert!(old == new || open || *new == Answer::NotApplicable, "{name} {action}: {old:?} {new:?}");
                    refined += usize::from(old != new);
                }
            }
        }
    }
    assert!(refined > 0, "the sample holds something that the catalogue decides");
}

#[test]
fn levels_and_rows_of_other_services_follow() {
    let (_, scenario, before) = &BEFORE.answers[1];
    let level = |said: &[Said]| said[0].rows.iter().find(|row| row.0 == "lambda:InvokeFunction").map(|row| row.1);
    assert_eq!(level(before), None);
    assert_eq!(level(&said(scenario)), Some(Some(AccessLevel::Write)));
    // What a wildcard in the place of the service stands for stays what it was.
    let (_, everything, before) = &BEFORE.answers[4];
    assert_eq!(*before, said(everything));
}

#[test]
fn hover_and_completion_say_what_they_know() {
    assert_eq!(BEFORE.hover, [Fact::NotLoaded]);
    assert_eq!(facts("lambda:InvokFunction"), [Fact::Service("AWS Lambda"), Fact::NotInCatalogue]);
    assert_eq!(facts("lamda:InvokeFunction"), [Fact::NoService]);
    assert!(facts("lambda:InvokeFunction").contains(&Fact::Level(AccessLevel::Write)));
    for fact in [Fact::NotLoaded, Fact::NoService] {
        assert_ne!(message::fact(Language::English, &fact), message::fact(Language::Korean, &fact));
    }
    assert_eq!(BEFORE.sought, [false, false, true, true]);
    assert_eq!(sought(), [false; 4], "all there is to find is here");
    let found = completions("lambda:Inv");
    assert!(found.iter().any(|label| label == "lambda:InvokeFunction"), "{found:?}");
    let found = completions("des");
    assert!(found.iter().any(|label| label == "dynamodb:DescribeTable") && found.len() < 1_000, "{}", found.len());
}

#[test]
fn a_scenario_names_its_services() {
    let (scenario, _) = with_action("Lambda:InvokeFunction");
    let named: Vec<String> = scenario.services().into_iter().filter(|prefix| !catalog::is_core(prefix)).collect();
    assert_eq!(named, ["lambda"]);
}
