//! Links: every scenario comes back as it was, old links are read for ever, damaged ones are refused.
//!
//! `tests/links/*.json` are links that were made once, each with its scenario. They are never changed and never made
//! anew: people have such links in their chats.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use irsa_playground::iam::context::ContextValue;
use irsa_playground::lesson::{self, Demand, State, Task};
use irsa_playground::scenario::{NamedPolicy, OidcProvider, Question, Role, Scenario};
use irsa_playground::share::redact::{self, Kind};
use irsa_playground::share::{self, LinkError};
use serde_json::Value;
use std::{fs, path::Path};

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn json_files(folder: &str) -> Vec<(String, Value)> {
    let mut paths: Vec<_> = fs::read_dir(path(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let read = |path: &Path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    paths.iter().map(|path| (name(path), read(path))).collect()
}

/// The scenarios of `tests/scenarios/failures`.
fn failures() -> Vec<(String, Scenario)> {
    let scenario = |(id, mut value): (String, Value)| {
        value.as_object_mut().unwrap().remove("expect");
        (id, Scenario::from_json(&value.to_string()).unwrap())
    };
    json_files("tests/scenarios/failures").into_iter().map(scenario).collect()
}

/// The examples of the gallery, files put in the place of their names.
fn examples() -> Vec<(String, Scenario)> {
    fn filled(value: Value, folder: &Path) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix("file:") {
                Some(name) => Value::String(fs::read_to_string(folder.join(name)).unwrap()),
                None => Value::String(text),
            },
            Value::Array(list) => list.into_iter().map(|value| filled(value, folder)).collect(),
            Value::Object(map) => map.into_iter().map(|(key, value)| (key, filled(value, folder))).collect(),
            other => other,
        }
    }
    let mut folders: Vec<_> = fs::read_dir(path("www/scenarios")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("example.json").is_file());
    folders.sort();
    let read = |folder: &Path| {
        let example: Value = serde_json::from_str(&fs::read_to_string(folder.join("example.json")).unwrap()).unwrap();
        let scenario = Scenario::from_json(&filled(example["scenario"].clone(), folder).to_string()).unwrap();
        (folder.file_name().unwrap().to_string_lossy().into_owned(), scenario)
    };
    folders.iter().map(|folder| read(folder)).collect()
}

/// The golden links that carry a task.
fn tasks() -> Vec<(String, String, Scenario, Task)> {
    let golden = |(id, value): (String, Value)| {
        let scenario = Scenario::from_json(&value["scenario"].to_string()).unwrap();
        let task = Task::from_json(&value["task"].to_string()).unwrap();
        (id, value["link"].as_str().unwrap().to_owned(), scenario, task)
    };
    json_files("tests/links/tasks").into_iter().map(golden).collect()
}

fn goldens() -> Vec<(String, String, Scenario)> {
    let golden = |(id, value): (String, Value)| {
        let scenario = Scenario::from_json(&value["scenario"].to_string()).unwrap();
        (id, value["link"].as_str().unwrap().to_owned(), scenario)
    };
    json_files("tests/links").into_iter().map(golden).collect()
}

/// The text behind the prefix of a fragment.
fn text_of(link: &str) -> &str {
    link.strip_prefix(share::PREFIX).unwrap()
}

fn there_and_back(scenario: &Scenario, name: &str) -> usize {
    let link = share::encode(scenario).unwrap();
    assert_eq!(share::decode(&link).as_ref(), Ok(scenario), "{name}: {link}");
    link.len() + share::PREFIX.len()
}

fn textbook() -> Scenario {
    let text = |name: &str| fs::read_to_string(path("www/scenarios/textbook").join(name)).unwrap();
    Scenario {
        manifests: text("manifests.yaml"),
        roles: vec![Role {
            arn: "arn:aws:iam::123456789012:role/my-iam-role".to_owned(),
            trust_policy: Some(text("trust.json")),
            policies: vec![NamedPolicy { name: "my-policy".to_owned(), document: text("permissions.json") }],
            ..Role::default()
        }],
        ..Scenario::default()
    }
}

#[test]
fn the_textbook_example_fits_into_200_characters() {
    let length = there_and_back(&textbook(), "textbook");
    assert!(length <= 200, "{length} characters");
}

#[test]
fn every_known_failure_comes_back_as_it_was_and_most_links_are_short() {
    let mut lengths: Vec<usize> = failures().iter().map(|(id, scenario)| there_and_back(scenario, id)).collect();
    lengths.sort_unstable();
    let (median, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    assert!(median <= 200 && longest <= 300, "median {median}, longest {longest}");
}

#[test]
fn every_example_comes_back_as_it_was() {
    let examples = examples();
    assert!(examples.len() > 40);
    let mut lengths: Vec<usize> = examples.iter().map(|(id, scenario)| there_and_back(scenario, id)).collect();
    lengths.sort_unstable();
    let (median, longest) = (lengths[lengths.len() / 2], lengths[lengths.len() - 1]);
    assert!(median <= 400 && longest <= 2_000, "median {median}, longest {longest}");
}

#[test]
fn texts_come_back_byte_for_byte() {
    let texts = [
        "",
        " ",
        "a\r\nb\rc\n\n",
        "\u{feff}apiVersion: v1\n",
        "한글 🙂 \u{0}\u{1}\u{7f}\u{80}\u{7ff}\u{ffff}\u{10ffff}",
        "¶§",
        "no newline at the end",
        "{\"a\":\"\\u0000\\\"\"}",
        &"x".repeat(10_000),
    ];
    for text in texts {
        let mut scenario = Scenario { manifests: text.to_owned(), ..Scenario::default() };
        there_and_back(&scenario, text);
        scenario.session_policy = Some(text.to_owned());
        scenario.roles.push(Role { permissions_boundary: Some(text.to_owned()), ..Role::default() });
        scenario.roles.push(Role { tags: [(text.to_owned(), text.to_owned())].into(), ..Role::default() });
        scenario.service_control_policies = vec![vec![], vec![text.to_owned(), String::new()], vec![]];
        there_and_back(&scenario, text);
    }
}

#[test]
fn what_is_absent_and_what_is_empty_stay_different() {
    let mut scenario = Scenario::default();
    there_and_back(&scenario, "nothing");
    scenario.oidc_providers = Some(Vec::new());
    there_and_back(&scenario, "no provider");
    scenario.oidc_providers = Some(vec![OidcProvider::default()]);
    scenario.cluster = Some(irsa_playground::scenario::Cluster::default());
    scenario.sdk = Some(irsa_playground::credentials::Sdk::Python);
    for imds in [None, Some(true), Some(false)] {
        scenario.imds_reachable = imds;
        there_and_back(&scenario, "empty fields");
    }
    let many = |values: &[&str]| ContextValue::Many(values.iter().map(|&value| value.to_owned()).collect());
    let context = [
        ("one".to_owned(), ContextValue::One(String::new())),
        ("none".to_owned(), many(&[])),
        ("list of one".to_owned(), many(&["a"])),
        (String::new(), many(&["", ""])),
    ];
    scenario.questions = vec![Question::default(), Question { context: context.into(), ..Question::default() }];
    there_and_back(&scenario, "questions");
}

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % limit
    }
}

#[test]
fn random_changes_of_real_scenarios_come_back() {
    let mut random = Random(0x5eed);
    let pieces = ["\u{feff}", "\r\n", "¶", "arn:aws:iam::", "\u{0}", "  ", "é", "\"", "한", "- ", ":", "\t", "z"];
    for (id, mut scenario) in failures().into_iter().step_by(4) {
        let documents: Vec<_> = scenario.documents().map(|(source, text)| (source, text.to_owned())).collect();
        for (source, text) in documents {
            let changed = text.chars().flat_map(|c| match random.below(20) {
                0 => Vec::new(),
                1 => vec![c, c],
                2 => pieces[random.below(pieces.len())].chars().collect(),
                _ => vec![c],
            });
            scenario.set_text(source, changed.collect());
        }
        there_and_back(&scenario, &id);
    }
}

#[test]
fn links_that_were_made_once_are_read_for_ever() {
    let goldens = goldens();
    assert!(goldens.len() >= 3);
    for (id, link, scenario) in goldens {
        assert_eq!(share::decode(text_of(&link)), Ok(scenario), "{id}");
    }
}

#[test]
fn a_golden_link_is_still_what_the_scenario_gives() {
    for (id, link, scenario) in goldens() {
        assert_eq!(share::encode(&scenario).unwrap(), text_of(&link), "{id}: a changed model needs a new version");
    }
}

#[test]
fn no_single_changed_character_goes_unnoticed() {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/ %é";
    for (id, link, _) in goldens() {
        let text = text_of(&link);
        for at in 0..text.len() {
            for sign in SIGNS.chars().filter(|sign| !text[at..].starts_with(*sign)) {
                let changed = format!("{}{sign}{}", &text[..at], &text[at + 1..]);
                assert!(share::decode(&changed).is_err(), "{id}: {changed}");
            }
        }
    }
}

#[test]
fn a_link_that_was_cut_or_grew_is_refused() {
    for (id, link, scenario) in goldens() {
        let text = text_of(&link);
        for end in 0..text.len() {
            assert!(share::decode(&text[..end]).is_err(), "{id}: cut at {end}");
        }
        for more in ["A", "AA", "AAAA", "AAAAA", "A".repeat(400).as_str()] {
            assert!(share::decode(&format!("{text}{more}")).is_err(), "{id}: {more}");
        }
        for (left, right) in [("", "."), ("", ")."), ("<", ">"), (" ", "\n"), ("\"", "\","), ("`", "`")] {
            let quoted = format!("{left}{text}{right}");
            assert_eq!(share::decode(&quoted).as_ref(), Ok(&scenario), "{id}: {quoted}");
        }
    }
}

#[test]
fn each_fault_has_its_error() {
    let cases = [
        ("", LinkError::Damaged),
        ("1", LinkError::Damaged),
        ("1.", LinkError::Damaged),
        ("1.AAAA", LinkError::Damaged),
        (".AAAA", LinkError::Damaged),
        ("0.AAAA", LinkError::Damaged),
        ("x.AAAA", LinkError::Damaged),
        ("1.AA=AA", LinkError::NotBase64),
        ("1.A A", LinkError::NotBase64),
        ("1.A%20A", LinkError::NotBase64),
        ("2.AAAA", LinkError::Damaged),
        ("3.AAAA", LinkError::Newer),
        ("999999999999999999999.AAAA", LinkError::Newer),
    ];
    for (text, error) in cases {
        assert_eq!(share::decode(text), Err(error), "{text}");
    }
    let scenario = Scenario { manifests: "a".repeat(3 << 20), ..Scenario::default() };
    assert_eq!(share::encode(&scenario), Err(LinkError::TooLarge));
}

/// A scenario in which everything that is looked for occurs.
fn telling() -> Scenario {
    let json = serde_json::json!({
        "manifests": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: payments\n  namespace: billing\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::210987654321:role/team/payments-writer\n---\napiVersion: v1\nkind: Pod\nmetadata:\n  name: worker\n  namespace: billing\n  labels:\n    payments: yes\nspec:\n  serviceAccountName: payments\n  containers:\n  - name: app\n    image: registry.corp.internal/payments/app:1\n    env:\n    - name: AWS_ACCESS_KEY_ID\n      value: AKIA4QWERTYUIOPASDFG\n    - name: AWS_SECRET_ACCESS_KEY\n      value: 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\n",
        "roles": [{
            "arn": "arn:aws:iam::210987654321:role/team/payments-writer",
            "trustPolicy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Federated\":\"arn:aws:iam::210987654321:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0\"},\"Action\":\"sts:AssumeRoleWithWebIdentity\",\"Condition\":{\"StringEquals\":{\"oidc.eks.eu-central-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:sub\":\"system:serviceaccount:billing:payments\"}}}]}",
            "policies": [{"name": "read", "document": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::acme-invoices/*\"},{\"Effect\":\"Allow\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"arn:aws:dynamodb:eu-central-1:210987654321:table/ledger\",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}}]}"}]
        }],
        "questions": [{"principal": "Pod/billing/worker", "action": "s3:GetObject", "resource": "arn:aws:s3:::acme-invoices/a.pdf"}]
    });
    Scenario::from_json(&json.to_string()).unwrap()
}

const TELLING: [(Kind, &str); 13] = [
    (Kind::Secret, "AKIA4QWERTYUIOPASDFG"),
    (Kind::Secret, "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"),
    (Kind::Account, "210987654321"),
    (Kind::Account, "o-a1b2c3d4e5"),
    (Kind::Issuer, "0F1E2D3C4B5A69788796A5B4C3D2E1F0"),
    (Kind::Principal, "team"),
    (Kind::Principal, "payments-writer"),
    (Kind::Resource, "acme-invoices"),
    (Kind::Resource, "ledger"),
    (Kind::Host, "registry.corp.internal"),
    (Kind::Kubernetes, "billing"),
    (Kind::Kubernetes, "payments"),
    (Kind::Kubernetes, "worker"),
];

#[test]
fn everything_that_tells_whose_it_is_is_found_and_gone_after_it_was_replaced() {
    let scenario = telling();
    let findings = redact::findings(&scenario);
    let found: Vec<(Kind, &str)> = findings.iter().map(|finding| (finding.kind, finding.text.as_str())).collect();
    assert_eq!(found, TELLING);
    let redacted = redact::redact(&scenario, &findings);
    let text = serde_json::to_string(&redacted).unwrap();
    for (_, name) in TELLING {
        // A label's key is no value: replacing it would change the manifest's shape.
        let left = text.replace("payments: yes", "").contains(name);
        assert!(!left, "{name} is still there: {text}");
    }
    assert!(redact::same_verdicts(&scenario, &redacted));
    for finding in &findings {
        assert!(text.contains(&finding.replacement), "{} stands for {}", finding.replacement, finding.text);
    }
}

#[test]
fn only_the_chosen_kinds_are_replaced() {
    let scenario = telling();
    let findings = redact::findings(&scenario);
    assert_eq!(redact::redact(&scenario, &[]), scenario);
    let accounts: Vec<_> = findings.into_iter().filter(|finding| finding.kind == Kind::Account).collect();
    let text = serde_json::to_string(&redact::redact(&scenario, &accounts)).unwrap();
    for (kind, name) in TELLING {
        assert_eq!(text.contains(name), kind != Kind::Account, "{name}");
    }
}

#[test]
fn replaced_scenarios_say_the_same() {
    for (id, scenario) in failures() {
        let findings = redact::findings(&scenario);
        let redacted = redact::redact(&scenario, &findings);
        assert!(redact::same_verdicts(&scenario, &redacted), "{id}: {findings:?}");
        assert!(!serde_json::to_string(&redacted).unwrap().contains("210987654321"), "{id}");
        let again: Vec<_> = redact::findings(&redacted).into_iter().filter(|one| one.kind == Kind::Account).collect();
        assert!(again.is_empty(), "{id}: what stands in is harmless: {again:?}");
    }
}

#[test]
fn a_wildcard_that_meets_a_replaced_name_is_told() {
    let mut scenario = telling();
    // Without the keys in the Pod, so that the trust policy is reached.
    scenario.manifests = scenario.manifests.replace("AWS_", "OTHER_");
    let source = irsa_playground::text::SourceId::TrustPolicy(0);
    let trust = scenario
        .text(source)
        .unwrap()
        .replace("StringEquals", "StringLike")
        .replace(":billing:payments", ":bill*:pay*");
    scenario.set_text(source, trust);
    let redacted = redact::redact(&scenario, &redact::findings(&scenario));
    assert!(!redact::same_verdicts(&scenario, &redacted));
}

#[test]
fn words_of_aws_and_kubernetes_are_no_names() {
    let mut scenario = telling();
    let source = irsa_playground::text::SourceId::RolePolicy(0, 0);
    let text = scenario.text(source).unwrap().replace("acme-invoices", "s3").replace("table/ledger", "table/aws");
    scenario.set_text(source, text);
    scenario.roles[0].arn = "arn:aws:iam::210987654321:role/role".to_owned();
    let redacted = redact::redact(&scenario, &redact::findings(&scenario));
    let document = redacted.text(source).unwrap();
    assert!(document.contains("arn:aws:s3:::s3/*") && document.contains("\"s3:GetObject\""), "{document}");
    assert!(document.contains("table/aws"), "{document}");
    assert_eq!(redacted.roles[0].arn, "arn:aws:iam::111122223333:role/role");
}

#[test]
fn replaced_examples_say_the_same_unless_a_wildcard_met_a_name() {
    // Their policies match names by a part of them, which no other name has.
    let by_wildcard = ["cloudwatch-agent", "efs-csi-driver"];
    let mut differ = Vec::new();
    for (id, scenario) in examples() {
        let redacted = redact::redact(&scenario, &redact::findings(&scenario));
        if !redact::same_verdicts(&scenario, &redacted) {
            differ.push(id);
        }
    }
    assert_eq!(differ, by_wildcard);
}

/// A task with a point of every kind.
fn every_demand() -> Task {
    let goal = serde_json::json!({ "title": "금요일 저녁", "text": "Line one\n  line two, `plain` and [as](it) is\n", "goal": [
        { "verdict": "pass" },
        { "workload": "Pod/my-namespace/web", "link": "trustSubject", "verdict": "fail" },
        { "workload": "Pod/my-namespace/web", "identity": "webIdentity", "role": "arn:aws:iam::123456789012:role/my-iam-role" },
        { "identity": "nobody" },
        { "principal": "Pod/my-namespace/web", "action": "s3:GetObject", "resource": "arn:aws:s3:::my-bucket/a", "context": { "aws:SourceVpc": "vpc-1" }, "answer": "allowed" },
        { "principal": "ec2.amazonaws.com", "action": "s3:GetObject", "resource": "*", "answer": "implicitDeny" },
        { "role": "arn:aws:iam::123456789012:role/my-iam-role", "subject": "system:serviceaccount:prod:other", "trusted": false },
        { "serviceAccount": "prod/app", "verb": "list", "resource": "pods/log", "namespace": "prod", "can": true },
        { "workload": "Deployment/prod/app", "verb": "get", "resource": "nodes", "can": false },
        { "errors": 0 },
        { "unchanged": "roles[0].trustPolicy" },
    ]});
    Task::from_json(&goal.to_string()).unwrap()
}

#[test]
fn a_task_travels_with_its_configuration_and_comes_back_as_it_was() {
    let task = every_demand();
    assert_eq!(Task::from_json(&task.to_json()).unwrap(), task, "each kind of point is written as it is read");
    for scenario in [Scenario::default(), textbook(), telling()] {
        let link = share::encode_task(&scenario, &task).unwrap();
        assert!(link.starts_with("2."));
        let opened = share::open(&format!("<{link}>")).unwrap();
        assert_eq!((opened.scenario, opened.task), (scenario.clone(), Some(task.clone())));
        assert_eq!(share::decode(&link), Ok(scenario), "whoever wants the configuration alone gets it");
    }
    let plain = share::open(&share::encode(&textbook()).unwrap()).unwrap();
    assert_eq!((plain.scenario, plain.task), (textbook(), None));
}

#[test]
fn links_with_tasks_that_were_made_once_are_read_for_ever() {
    assert!(!tasks().is_empty());
    for (id, link, scenario, task) in tasks() {
        let text = text_of(&link);
        let opened = share::open(text).unwrap();
        assert_eq!((opened.scenario, opened.task), (scenario.clone(), Some(task.clone())), "{id}");
        assert_eq!(share::encode_task(&scenario, &task).unwrap(), text, "{id}: a changed model needs a new version");
        for end in 0..text.len() {
            assert!(share::open(&text[..end]).is_err(), "{id}: cut at {end}");
        }
        let mut signs = text.char_indices().filter(|(_, sign)| sign.is_ascii_alphanumeric());
        assert!(signs.all(|(at, sign)| {
            let other = if sign == 'A' { 'B' } else { 'A' };
            share::open(&format!("{}{other}{}", &text[..at], &text[at + 1..])).is_err()
        }));
        for version in ["1", "3"] {
            assert!(share::open(&text.replacen('2', version, 1)).is_err(), "{id}: as version {version}");
        }
    }
}

#[test]
fn a_task_is_checked_like_a_lesson_and_its_points_have_words() {
    let task = Task {
        goal: vec![
            Demand::Chain { workload: None, link: None, verdict: irsa_playground::chain::Verdict::Pass },
            Demand::Unchanged { unchanged: "manifests".to_owned() },
        ],
        ..Task::default()
    };
    let one = task.lesson(textbook());
    let progress = lesson::check(&one, &textbook());
    assert!(progress.is_reached());
    let mut changed = textbook();
    changed.manifests.push_str("# changed");
    assert_eq!(lesson::check(&one, &changed).goal[1].state, State::Fails);
    for check in every_demand().lesson(textbook()).goal {
        assert!(!check.text.en.is_empty() && check.text.en.is_ascii(), "{}", check.text.en);
        assert!(check.text.ko.chars().any(|sign| ('가'..='힣').contains(&sign)), "{}", check.text.ko);
        let values = |text: &str| -> Vec<String> {
            let mut values: Vec<String> = text.split('`').skip(1).step_by(2).map(str::to_owned).collect();
            values.sort();
            values
        };
        assert_eq!(values(&check.text.en), values(&check.text.ko));
    }
}

#[test]
fn a_task_that_this_page_does_not_know_is_from_a_newer_one() {
    // Nothing but `to_json` and `from_json` stands between; a point of a kind that is not known is refused there.
    let newer = r#"{"title":"","text":"","goal":[{"weather":"fine"}]}"#;
    assert!(Task::from_json(newer).is_err());
    let long = Task { title: "t".repeat(10_000), text: "x".repeat(100_000), goal: Vec::new() };
    let read = Task::from_json(&long.to_json()).unwrap();
    assert_eq!(read.title.len(), lesson::task::MOST_TITLE, "a link cannot fill the page");
    assert_eq!(read.text.len(), lesson::task::MOST_TEXT);
}
