//! What the page shows of a decision: every statement by type of policy, what blocked, the nearest first; the matrix
//! with supposed condition keys and expectations; what a fix changes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::aws::catalog;
use irsa_playground::aws::operations::{self, When};
use irsa_playground::chain::board::{self, Board, Filter, Met};
use irsa_playground::chain::explain::{Said, statement, types};
use irsa_playground::chain::grant;
use irsa_playground::chain::simulation::{Answer, Chain};
use irsa_playground::chain::task::{self, Targets, Task, What};
use irsa_playground::chain::{Step, Verdict, explain_access, explain_trust, simulate};
use irsa_playground::diagnostic::{self, Edit, Fix, preview};
use irsa_playground::iam::context::ContextValue;
use irsa_playground::iam::policy::{Effect, PolicyKind};
use irsa_playground::iam::tri::Tri;
use irsa_playground::scenario::{Expectation, NamedPolicy, ResourcePolicy, Role, Scenario};
use irsa_playground::text::{Location, SourceId, Span};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const ROLE: &str = "arn:aws:iam::123456789012:role/my-iam-role";
const POD: &str = "Pod/my-namespace/web";

fn textbook() -> Scenario {
    Scenario {
        manifests: include_str!("../www/scenarios/textbook/manifests.yaml").to_owned(),
        roles: vec![Role {
            arn: ROLE.to_owned(),
            trust_policy: Some(include_str!("../www/scenarios/textbook/trust.json").to_owned()),
            policies: vec![NamedPolicy {
                name: "my-policy".to_owned(),
                document: include_str!("../www/scenarios/textbook/permissions.json").to_owned(),
            }],
            ..Role::default()
        }],
        ..Scenario::default()
    }
}

fn allowing(statements: Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

fn with_permissions(statements: Value) -> Scenario {
    let mut scenario = textbook();
    scenario.roles[0].policies[0].document = allowing(statements);
    scenario
}

fn chain(scenario: &Scenario) -> Chain {
    simulate(scenario).chains.remove(0)
}

/// What each type of policy says of a request, as words.
fn said(scenario: &Scenario, action: &str, resource: &str) -> String {
    let explained = explain_access(scenario, 0, action, resource, &BTreeMap::new()).unwrap();
    let words: Vec<String> = explained.types.iter().map(|t| format!("{:?} {:?}", t.kind, t.said)).collect();
    words.join(", ")
}

#[test]
fn each_type_of_policy_tells_its_own_result_and_those_that_stop_it_come_first() {
    let everything = allowing(json!([{ "Effect": "Allow", "Action": "*", "Resource": "*" }]));
    let only_dynamodb = allowing(json!([{ "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*" }]));
    let no_delete = allowing(json!([
        { "Effect": "Allow", "Action": "*", "Resource": "*" },
        { "Effect": "Deny", "Action": "s3:Delete*", "Resource": "*" },
    ]));
    let object = "arn:aws:s3:::my-bucket/a";
    let plain = textbook();
    assert_eq!(said(&plain, "s3:GetObject", object), "Identity Allows");
    assert_eq!(said(&plain, "s3:DeleteObject", object), "Identity Blocks");
    let mut bounded = textbook();
    bounded.roles[0].permissions_boundary = Some(only_dynamodb.clone());
    assert_eq!(said(&bounded, "s3:GetObject", object), "Boundary Blocks, Identity Allows");
    let mut organized = textbook();
    organized.service_control_policies = vec![vec![everything.clone()], vec![no_delete.clone()]];
    assert_eq!(said(&organized, "s3:GetObject", object), "Identity Allows, ServiceControl Allows");
    assert_eq!(said(&organized, "s3:DeleteObject", object), "ServiceControl Denies, Identity Silent");
    let mut limited = textbook();
    limited.session_policy = Some(only_dynamodb);
    assert_eq!(said(&limited, "s3:GetObject", object), "Session Blocks, Identity Allows");
    let mut endpoint = textbook();
    endpoint.endpoint_policy =
        Some(allowing(json!([{ "Effect": "Allow", "Principal": "*", "Action": "s3:PutObject", "Resource": "*" }])));
    assert_eq!(said(&endpoint, "s3:GetObject", object), "Endpoint Blocks, Identity Allows");
    let mut controlled = textbook();
    controlled.resource_control_policies = vec![vec![allowing(
        json!([{ "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }]),
    )]];
    assert_eq!(said(&controlled, "s3:GetObject", object), "ResourceControl Denies, Identity Allows");
    let mut silent = textbook();
    silent.resource_policies = vec![ResourcePolicy {
        resource: "arn:aws:s3:::my-bucket".to_owned(),
        document: allowing(json!([
            { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/somebody" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*" },
        ])),
    }];
    assert_eq!(said(&silent, "s3:GetObject", object), "Identity Allows, Resource Silent");
    let mut unreadable = textbook();
    unreadable.roles[0].policies[0].document = "{".to_owned();
    assert_eq!(said(&unreadable, "s3:GetObject", object), "Identity Refused");
    // A key without its policy: the identity policy alone is never enough.
    let keys = with_permissions(json!([{ "Effect": "Allow", "Action": "kms:*", "Resource": "*" }]));
    let key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
    assert_eq!(said(&keys, "kms:Decrypt", key), "Resource NotGiven, Identity Allows");
}

#[test]
fn the_trace_has_every_statement_the_nearest_first() {
    let mut scenario = textbook();
    let trust = scenario.roles[0].trust_policy.clone().unwrap().replace(":my-namespace:", ":prod:");
    let far =
        r#"{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }, {"#;
    scenario.roles[0].trust_policy =
        Some(trust.replacen("\"Statement\": [\n    {", &format!("\"Statement\": [\n    {far}"), 1));
    let explained = explain_trust(&scenario, 0).unwrap();
    assert_eq!(explained.action, "sts:AssumeRoleWithWebIdentity");
    assert_eq!(explained.resource, ROLE);
    let [trust] = explained.types.as_slice() else { panic!("{:?}", explained.types) };
    assert_eq!((trust.kind, trust.said), (PolicyKind::Trust, Said::Blocks));
    // The second statement fails in its subject only, the first in principal and action.
    assert_eq!(trust.statements, [(0, 1), (0, 0)]);
    let nearest = statement(&explained.explanation, trust.statements[0]).unwrap();
    assert_eq!(nearest.applies, Tri::No);
    assert_eq!(nearest.action.matches, Tri::Yes);
    assert_eq!(nearest.conditions[0].matches, Tri::No);
    assert_eq!(types(&explained.explanation), explained.types);
}

#[test]
fn a_deny_that_did_not_fire_is_there_too() {
    let scenario = with_permissions(json!([
        { "Sid": "Read", "Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::my-bucket/*" },
        { "Sid": "NotThere", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::my-bucket/secret/*" },
    ]));
    let explained = explain_access(&scenario, 0, "s3:GetObject", "arn:aws:s3:::my-bucket/*", &BTreeMap::new()).unwrap();
    // A pattern is asked of a resource that stands for all it matches.
    assert_eq!(explained.resource, "arn:aws:s3:::my-bucket/example");
    let order: Vec<_> = explained.types[0]
        .statements
        .iter()
        .map(|&at| statement(&explained.explanation, at).unwrap())
        .map(|s| (s.sid.clone().unwrap(), s.effect, s.applies))
        .collect();
    let expected = [("Read".to_owned(), Effect::Allow, Tri::Yes), ("NotThere".to_owned(), Effect::Deny, Tri::No)];
    assert_eq!(order, expected);
}

#[test]
fn chains_without_a_role_have_nothing_to_explain() {
    let mut scenario = textbook();
    scenario.roles.clear();
    assert!(explain_trust(&scenario, 0).is_none());
    assert!(explain_access(&scenario, 0, "s3:GetObject", "*", &BTreeMap::new()).is_none());
    assert!(explain_trust(&textbook(), 7).is_none());
}

fn board<'a>(scenario: &'a Scenario, chain: &'a Chain) -> Board<'a> {
    Board { matrix: &chain.permissions, questions: &scenario.questions, answers: &chain.answers, principal: POD }
}

#[test]
fn a_supposed_key_answers_the_cell_and_is_taken_back() {
    let mut scenario = with_permissions(json!([{
        "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::my-bucket/*",
        "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-1" } },
    }]));
    let (action, resource) = ("s3:GetObject", "arn:aws:s3:::my-bucket/*");
    let answer = |scenario: &Scenario| {
        let chain = chain(scenario);
        let row = chain.permissions.rows.iter().find(|row| row.action == action).unwrap();
        board(scenario, &chain).shown(row, 0).unwrap().cell.answer
    };
    assert_eq!(answer(&scenario), Answer::Depends);
    let what = (POD, action, resource);
    scenario.suppose(what, "aws:SourceVpce", Some(ContextValue::from("vpce-1")));
    assert_eq!(answer(&scenario), Answer::Allowed);
    scenario.suppose(what, "AWS:sourcevpce", Some(ContextValue::from("vpce-2")));
    assert_eq!(scenario.questions.len(), 1);
    assert_eq!(answer(&scenario), Answer::ImplicitDeny);
    // What is only supposed breaks no link: link 6 says what it said before.
    assert_eq!(chain(&scenario).links[5].own, Verdict::Unknown);
    scenario.suppose(what, "aws:SourceVpce", None);
    assert!(scenario.questions.is_empty());
    assert_eq!(answer(&scenario), Answer::Depends);
}

#[test]
fn expectations_hold_or_do_not_and_survive_json() {
    let mut scenario = textbook();
    scenario.expect(POD, "s3:GetObject", "arn:aws:s3:::my-bucket/*", Expectation::Allowed);
    scenario.expect(POD, "s3:DeleteObject", "arn:aws:s3:::my-bucket/*", Expectation::Denied);
    assert_eq!(chain(&scenario).verdict(), Verdict::Pass);
    scenario.expect(POD, "s3:PutObject", "arn:aws:s3:::my-bucket/*", Expectation::Denied);
    let scenario = Scenario::from_json(&serde_json::to_string(&scenario).unwrap()).unwrap();
    let walked = chain(&scenario);
    let met: Vec<Met> = board(&scenario, &walked).expectations().iter().map(|expected| expected.met).collect();
    assert_eq!(met, [Met::Yes, Met::Yes, Met::No]);
    // An expectation that something is denied breaks no link; one that it is allowed does.
    assert_eq!(walked.verdict(), Verdict::Pass);
    let mut broken = scenario.clone();
    broken.expect(POD, "s3:DeleteObject", "arn:aws:s3:::my-bucket/*", Expectation::Allowed);
    assert_eq!(chain(&broken).broken().unwrap().step, Step::AllowAction);
    broken.expect(POD, "s3:DeleteObject", "arn:aws:s3:::my-bucket/*", Expectation::Either);
    assert_eq!(broken.questions.len(), 2);
}

#[test]
fn a_typed_resource_is_a_column_and_no_question() {
    let mut scenario = textbook();
    scenario.add_column("arn:aws:s3:::other/reports/*");
    scenario.add_column("arn:aws:s3:::other/reports/*");
    assert_eq!(scenario.questions.len(), 1);
    let walked = chain(&scenario);
    assert_eq!(walked.permissions.resources, ["arn:aws:s3:::my-bucket/*", "arn:aws:s3:::other/reports/*"]);
    assert_eq!((walked.verdict(), walked.answers.len()), (Verdict::Pass, 0));
    assert!(board(&scenario, &walked).expectations().is_empty());
    scenario.remove_column("arn:aws:s3:::other/reports/*");
    assert_eq!(scenario, textbook());
}

#[test]
fn rows_are_filtered_and_grouped() {
    let scenario = with_permissions(json!([
        { "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::my-bucket/*" },
        { "Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/t" },
    ]));
    let walked = chain(&scenario);
    let board = board(&scenario, &walked);
    assert_eq!(board.services(), ["dynamodb", "s3"]);
    let rows = |filter: Filter| -> Vec<String> {
        let groups = board.groups(&filter);
        groups.iter().flat_map(|group| &group.rows).map(|&row| walked.permissions.rows[row].action.clone()).collect()
    };
    let with = |text: &str| Filter { text: text.to_owned(), ..Filter::default() };
    assert_eq!(rows(with("S3 GET")), ["s3:GetObject"]);
    assert_eq!(
        rows(Filter { answer: Some(Answer::Allowed), ..Filter::default() }),
        ["dynamodb:GetItem", "s3:GetObject", "s3:PutObject"]
    );
    assert_eq!(
        rows(Filter { service: Some("s3".to_owned()), answer: Some(Answer::Allowed), ..with("write") }),
        ["s3:PutObject"]
    );
    assert!(rows(with("nothing like this")).is_empty());
    let groups = board.groups(&Filter::default());
    assert!(groups.windows(2).all(|pair| (&pair[0].service, pair[0].level) < (&pair[1].service, pair[1].level)));
}

#[test]
fn the_caret_finds_the_cells_it_decides() {
    let walked = chain(&textbook());
    let cell = &walked.permissions.rows.iter().find(|row| row.action == "s3:GetObject").unwrap().cells[0];
    let place = cell.decided_by[0];
    assert!(board::is_at(cell, Some((place.source, place.span.start + 3))));
    assert!(!board::is_at(cell, Some((place.source, 0))));
    assert!(!board::is_at(cell, Some((SourceId::Manifests, place.span.start + 3))));
    assert!(!board::is_at(cell, None));
}

#[test]
fn a_fix_is_shown_as_the_lines_it_changes() {
    let text = "one\ntwo\nthree\nfour\n";
    let at = |start: usize, end: usize| Location { source: SourceId::Manifests, span: Span::new(start, end) };
    let edit = |start, end, text: &str| Edit { at: at(start, end), text: text.to_owned() };
    let show = |edits: Vec<Edit>| {
        let hunks = preview(&Fix { edits }, &|source| (source == SourceId::Manifests).then_some(text));
        let parts = hunks.iter().map(|h| format!("{}: -{:?} +{:?}", h.line, h.removed, h.added));
        parts.collect::<Vec<_>>().join("; ")
    };
    assert_eq!(show(vec![edit(4, 7, "TWO")]), r#"2: -["two"] +["TWO"]"#);
    assert_eq!(show(vec![edit(7, 7, "\nand a half")]), r#"3: -[] +["and a half"]"#);
    assert_eq!(show(vec![edit(0, 1, "O"), edit(9, 13, "HREE")]), r#"1: -["one"] +["One"]; 3: -["three"] +["tHREE"]"#);
    assert_eq!(show(vec![edit(4, 5, "T"), edit(6, 7, "O")]), r#"2: -["two"] +["TwO"]"#);
    assert_eq!(show(vec![edit(3, 8, " and ")]), r#"1: -["one", "two", "three"] +["one and three"]"#);
    assert_eq!(show(vec![edit(4, 7, "two")]), "");
}

#[test]
fn the_operations_name_actions_and_resource_types_of_the_catalogue() {
    let lines = include_str!("../data/operations.tsv").lines().filter(|line| !line.starts_with(['#', '@'])).count();
    assert_eq!(operations::all().len(), lines, "every line is understood");
    for operation in operations::all() {
        let needs = operation.needs.iter().chain(operation.variants.iter().flat_map(|variant| &variant.needs));
        for need in needs {
            let (service, action) = catalog::action(&need.action).unwrap_or_else(|| panic!("{need:?}"));
            let types: Vec<_> = service.resource_types_of(action).map(|kind| kind.name).collect();
            let known = if need.resource_type.is_empty() {
                types.is_empty()
            } else {
                types.iter().any(|kind| kind.eq_ignore_ascii_case(need.resource_type))
            };
            assert!(known, "{}: {need:?} takes {types:?}", operation.name);
        }
    }
}

/// What each task answers, with the actions that keep it from being allowed.
fn tasks(scenario: &Scenario, targets: &Targets) -> BTreeMap<Task, String> {
    let tried = task::tasks(scenario, 0, POD, targets).into_iter();
    let words = tried.map(|tried| {
        let missing = tried.needs.iter().filter(|need| need.cell.answer != Answer::Allowed);
        let missing: Vec<_> = missing.map(|need| need.action.as_str()).collect();
        let What::Task(task) = tried.what else { panic!("{:?}", tried.what) };
        (task, format!("{:?} {}", tried.answer, missing.join(" ")).trim_end().to_owned())
    });
    words.collect()
}

fn on(service: &'static str, arn: &str) -> Targets {
    Targets { by_service: [(service, arn.to_owned())].into(), key: None }
}

#[test]
fn a_task_names_exactly_the_actions_that_are_missing() {
    let bucket = on("s3", "arn:aws:s3:::my-bucket/*");
    let found = tasks(&textbook(), &bucket);
    for (task, expected) in [
        (Task::DownloadFile, "Allowed"),
        (Task::UploadFile, "Allowed"),
        (Task::UploadLarge, "ImplicitDeny s3:AbortMultipartUpload"),
        (Task::ListFiles, "ImplicitDeny s3:ListBucket"),
        (Task::CopyFile, "Allowed"),
        (Task::SyncUp, "ImplicitDeny s3:ListBucket"),
        (Task::SyncUpDelete, "ImplicitDeny s3:ListBucket s3:DeleteObject"),
        (Task::SyncDown, "ImplicitDeny s3:ListBucket"),
        (Task::UploadEncrypted, "ImplicitDeny kms:GenerateDataKey"),
        (Task::UploadLargeEncrypted, "ImplicitDeny kms:GenerateDataKey kms:Decrypt s3:AbortMultipartUpload"),
        (Task::WhoAmI, "Allowed"),
    ] {
        assert_eq!(found[&task], expected, "{task:?}");
    }
}

#[test]
fn a_key_needs_its_policy_and_a_call_of_s3_counts_as_made_by_s3() {
    let key = "arn:aws:kms:ap-northeast-1:123456789012:key/1234abcd";
    let mut scenario = with_permissions(json!([
        { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::my-bucket/*" },
        { "Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": key,
          "Condition": { "StringEquals": { "kms:ViaService": "s3.ap-northeast-1.amazonaws.com" } } },
    ]));
    let targets = Targets { key: Some(key.to_owned()), ..on("s3", "arn:aws:s3:::my-bucket") };
    // The identity side allows it; whether the key does cannot be said.
    assert_eq!(tasks(&scenario, &targets)[&Task::UploadEncrypted], "Unknown kms:GenerateDataKey");
    let root = json!({ "AWS": "arn:aws:iam::123456789012:root" });
    let document = allowing(json!([{ "Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*" }]));
    scenario.resource_policies = vec![ResourcePolicy { resource: key.to_owned(), document }];
    assert_eq!(tasks(&scenario, &targets)[&Task::UploadEncrypted], "Allowed");
    // Asked directly, not through S3, the condition is not met: nothing says so, since the key is not known.
    let direct = task::tasks(&scenario, 0, POD, &targets);
    let encrypt = direct.iter().find(|tried| tried.what == What::Task(Task::EncryptData)).unwrap();
    assert_eq!(encrypt.answer, Answer::ImplicitDeny);
}

#[test]
fn an_index_and_a_role_are_resources_of_their_own() {
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    let scenario = with_permissions(json!([
        { "Effect": "Allow", "Action": ["dynamodb:Query", "dynamodb:PutItem"], "Resource": table },
        { "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::999999999999:role/other" },
    ]));
    let targets = Targets {
        by_service: [("dynamodb", table.to_owned()), ("sts", "arn:aws:iam::999999999999:role/other".to_owned())].into(),
        key: None,
    };
    let found = tasks(&scenario, &targets);
    assert_eq!(found[&Task::QueryTable], "Allowed");
    assert_eq!(found[&Task::QueryIndex], "ImplicitDeny dynamodb:Query");
    assert_eq!(
        found[&Task::WriteTransaction],
        "ImplicitDeny dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:ConditionCheckItem"
    );
    assert_eq!(found[&Task::AssumeRole], "Unknown sts:AssumeRole");
    let index = task::operations(&scenario, 0, POD, &targets, "dynamodb");
    let query = index.iter().find(|tried| tried.what == What::Operation("Query", Some(When::Index))).unwrap();
    assert_eq!(query.needs[0].resource, format!("{table}/index/*"));
}

/// The scenario after the statements that allow what is missing.
fn granted(scenario: &Scenario, needs: &[(&str, &str)]) -> Option<Scenario> {
    let fix = grant::allow(scenario, 0, needs)?;
    let mut next = scenario.clone();
    let source = fix.edits[0].at.source;
    let edits: Vec<_> = fix.edits.iter().map(|edit| (edit.at.span, edit.text.as_str())).collect();
    next.set_text(source, diagnostic::apply(scenario.text(source).unwrap(), &edits));
    Some(next)
}

#[test]
fn what_is_missing_is_granted_exactly() {
    let bucket = on("s3", "arn:aws:s3:::my-bucket/*");
    let needs = [("s3:ListBucket", "arn:aws:s3:::my-bucket"), ("s3:DeleteObject", "arn:aws:s3:::my-bucket/*")];
    let compact = with_permissions(
        json!([{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::my-bucket/*" }]),
    );
    let mut lone = textbook();
    lone.roles[0].policies[0].document =
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::my-bucket/*" } }).to_string();
    for scenario in [textbook(), compact, lone] {
        let found = task::tasks(&scenario, 0, POD, &bucket);
        let mirror = found.iter().find(|tried| tried.what == What::Task(Task::SyncUpDelete)).unwrap();
        assert!(mirror.needs.iter().filter(|need| need.cell.answer != Answer::Allowed).all(|need| need.grantable));
        let next = granted(&scenario, &needs).unwrap();
        assert_eq!(tasks(&next, &bucket)[&Task::SyncUpDelete], "Allowed", "{}", next.roles[0].policies[0].document);
        assert_eq!(tasks(&next, &bucket)[&Task::UploadLarge], "ImplicitDeny s3:AbortMultipartUpload");
        let errors =
            simulate(&next).diagnostics.into_iter().filter(|d| d.severity == diagnostic::Severity::Error).count();
        assert_eq!(errors, 0);
    }
}

#[test]
fn nothing_is_granted_where_something_else_is_in_the_way() {
    let mut bounded = textbook();
    bounded.roles[0].permissions_boundary =
        Some(allowing(json!([{ "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*" }])));
    let denied = with_permissions(json!([{ "Effect": "Deny", "Action": "s3:*", "Resource": "*" }]));
    for scenario in [bounded, denied] {
        let found = task::tasks(&scenario, 0, POD, &on("s3", "arn:aws:s3:::my-bucket/*"));
        let upload = found.iter().find(|tried| tried.what == What::Task(Task::DeleteFile)).unwrap();
        assert!(upload.needs.iter().all(|need| !need.grantable));
    }
    let mut unreadable = textbook();
    unreadable.roles[0].policies[0].document = "{ \"Statement\": [".to_owned();
    assert!(granted(&unreadable, &[("s3:ListBucket", "*")]).is_none());
}
