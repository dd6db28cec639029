//! Least privilege: what is proposed for a role, as data in `tests/propose/`, and that the engine agrees.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::aws::catalog::{self, Fit};
use irsa_playground::chain::Whose;
use irsa_playground::chain::board::{Met, met};
use irsa_playground::chain::effective::answers;
use irsa_playground::chain::simulation::Answer;
use irsa_playground::chain::{Simulation, Step, Verdict, simulate};
use irsa_playground::iam::partition::Glob;
use irsa_playground::propose::trust::{Excluded, trust};
use irsa_playground::propose::{Proposal, Unable, permissions};
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const ROLE: &str = "arn:aws:iam::123456789012:role/app";
const ISSUER: &str = "https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
const MANIFESTS: &str = "\
apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: prod
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/app
---
apiVersion: v1
kind: Pod
metadata: { name: app, namespace: prod }
spec:
  serviceAccountName: app
  containers: [{ name: app, image: app }]
";

fn cases(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/propose").join(name);
    let cases: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    cases.as_array().unwrap().clone()
}

/// A document as text: as it is, or from its JSON.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn trust_policy() -> Value {
    let host = ISSUER.trim_start_matches("https://");
    json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Federated": format!("arn:aws:iam::123456789012:oidc-provider/{host}") },
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": { "StringEquals": {
                (format!("{host}:sub")): "system:serviceaccount:prod:app",
                (format!("{host}:aud")): "sts.amazonaws.com",
            } },
        }],
    })
}

fn scenario(value: &Value) -> Scenario {
    Scenario::from_json(&value.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn of_permissions(case: &Value) -> Scenario {
    let expects = |kind: &str| {
        let all = case[kind].as_array().cloned().unwrap_or_default();
        let kind = kind.to_owned();
        all.into_iter().map(move |one| {
            let context = one.get(2).cloned().unwrap_or(json!({}));
            json!({ "action": one[0], "resource": one[1], "context": context, "expect": kind })
        })
    };
    let questions: Vec<Value> = expects("allowed").chain(expects("denied")).collect();
    let policies: Vec<Value> = case["policies"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, document)| json!({ "name": name, "document": text(document) }))
        .collect();
    let mut role = json!({ "arn": ROLE, "trustPolicy": trust_policy().to_string(), "policies": policies });
    if let Some(boundary) = case.get("boundary") {
        role["permissionsBoundary"] = json!(text(boundary));
    }
    let carriers = case["resourcePolicies"].as_array().cloned().unwrap_or_default();
    let carriers: Vec<Value> =
        carriers.iter().map(|one| json!({ "resource": one["resource"], "document": text(&one["document"]) })).collect();
    scenario(&json!({ "manifests": MANIFESTS, "roles": [role], "resourcePolicies": carriers, "questions": questions }))
}

fn names(proposal: &Proposal) -> Vec<&str> {
    proposal.gone.iter().flat_map(|gone| &gone.actions).map(|(name, _)| name.as_str()).collect()
}

#[test]
fn policies_allow_exactly_what_is_expected() {
    for case in cases("permissions.json") {
        let name = case["name"].as_str().unwrap();
        let before = of_permissions(&case);
        let found = permissions(&before, &simulate(&before), 0);
        let proposal = match (found, case.get("unable")) {
            (Err(unable), expected) => {
                assert_eq!(Some(format!("{unable:?}").as_str()), expected.and_then(Value::as_str), "{name}");
                continue;
            }
            (Ok(_), Some(expected)) => panic!("{name}: something is proposed, expected {expected}"),
            (Ok(proposal), None) => proposal,
        };
        let documents: Value = proposal
            .documents
            .iter()
            .map(|one| {
                let after = one.after.as_deref().map_or(Value::Null, |text| serde_json::from_str(text).unwrap());
                (one.name.clone(), after)
            })
            .collect::<serde_json::Map<_, _>>()
            .into();
        assert_eq!(documents, case["documents"], "{name}\n{documents:#}");
        let listed = |key: &str| -> Vec<String> {
            let all = case[key].as_array().cloned().unwrap_or_default();
            all.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
        };
        let gone = names(&proposal);
        for action in listed("gone") {
            assert!(gone.contains(&action.as_str()), "{name}: {action} goes, of {gone:?}");
        }
        for action in listed("not_gone") {
            assert!(!gone.contains(&action.as_str()), "{name}: {action} stays");
        }
        let unmet: Vec<usize> = proposal.unmet.iter().map(|one| one.question).collect();
        assert_eq!(json!(unmet), *case.get("unmet").unwrap_or(&json!([])), "{name}");
        agrees(name, &before, &proposal);
    }
}

/// What holds for every proposal, asked of the engine and not of the proposal.
fn agrees(name: &str, before: &Scenario, proposal: &Proposal) {
    let (old, new) = (simulate(before), simulate(&proposal.scenario));
    for (old, new) in old.chains.iter().zip(&new.chains) {
        for (old, new) in old.answers.iter().zip(&new.answers) {
            let expect = before.questions[old.question].expect;
            let (was, is) = (met(expect, Some(old.cell.answer)), met(expect, Some(new.cell.answer)));
            let unmet = proposal.unmet.iter().any(|one| one.question == new.question);
            assert!(is == Met::Yes || is == Met::Nothing || (unmet && was != Met::Yes), "{name}: {new:?}");
        }
    }
    // Requests beside those that are wanted, of every service.
    let mut requests: Vec<(String, String)> = Vec::new();
    let actions =
        ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "dynamodb:GetItem", "kms:Decrypt"];
    let wanted = proposal.wants.iter().map(|want| want.action.as_str());
    let resources = [
        "*",
        "arn:aws:s3:::bucket",
        "arn:aws:s3:::bucket/a",
        "arn:aws:s3:::bucket/a/b",
        "arn:aws:s3:::bucket-2/a",
        "arn:aws:s3:::bucket/",
        "arn:aws:dynamodb:us-east-1:123456789012:table/a",
        "arn:aws:dynamodb:us-east-1:123456789012:table/ab",
        "arn:aws:dynamodb:us-west-2:123456789012:table/a",
        "arn:aws:kms:us-east-1:123456789012:key/1",
        "arn:aws:kms:us-east-1:123456789012:key/2",
        "arn:aws:iam::123456789012:role/other",
        "arn:aws:iam::123456789012:role/another",
    ];
    for action in actions.into_iter().chain(wanted) {
        requests.extend(resources.iter().map(|resource| (action.to_owned(), (*resource).to_owned())));
    }
    let said = |scenario: &Scenario| answers(scenario, Whose::Chain(0), &requests).unwrap();
    let rank = |answer: Answer| match answer {
        Answer::Allowed => 2,
        Answer::Depends | Answer::Unknown => 1,
        _ => 0,
    };
    let mut fewer = false;
    for (((action, resource), was), is) in requests.iter().zip(said(before)).zip(said(&proposal.scenario)) {
        let asked = proposal
            .wants
            .iter()
            .any(|want| want.action.eq_ignore_ascii_case(action) && Glob::new(&want.resource).matches(resource));
        assert!(rank(is) <= rank(was) || asked, "{name}: {action} on {resource} was {was:?} and is {is:?}");
        assert!(rank(is) == 0 || asked, "{name}: nobody asked for {action} on {resource}");
        // What was granted on a resource of another type gave nothing.
        fewer |= rank(is) < rank(was) && catalog::fit(action, resource) == Fit::Fits;
    }
    assert!(!fewer || !names(proposal).is_empty(), "{name}: what goes away is told");
    // Whoever follows the proposal is proposed nothing more.
    let again = permissions(&proposal.scenario, &new, 0).map(|proposal| proposal.documents);
    assert_eq!(format!("{again:?}"), "Err(Exact)", "{name}");
}

/// A small generator of random numbers: the same on every machine.
struct Random(u64);

impl Random {
    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        from[(self.0 >> 33) as usize % from.len()].clone()
    }
}

/// Whatever is pasted and whatever is expected: what is proposed allows no more, keeps what was as expected, and is final.
#[test]
fn random_policies_become_what_is_expected_or_nothing_is_proposed() {
    let actions =
        ["s3:*", "*", "s3:Get*", "s3:GetObject", "s3:PutObject", "s3:ListBucket", "dynamodb:GetItem", "kms:Decrypt"];
    let resources = [
        "*",
        "arn:aws:s3:::*",
        "arn:aws:s3:::bucket/*",
        "arn:aws:s3:::bucket",
        "arn:aws:s3:::bucket/a",
        "arn:aws:s3:::buck?t/a*",
        "arn:aws:dynamodb:*:*:table/*",
    ];
    let conditions = [
        json!(null),
        json!(null),
        json!({ "Bool": { "aws:SecureTransport": "true" } }),
        json!({ "StringEquals": { "aws:PrincipalTag/team": "red" } }),
        json!({ "StringNotEquals": { "aws:RequestedRegion": "us-east-1" } }),
        json!({ "IpAddress": { "aws:SourceIp": "192.0.2.0/24" } }),
    ];
    let contexts =
        [json!({}), json!({}), json!({ "aws:SourceIp": "192.0.2.7" }), json!({ "aws:PrincipalTag/team": "red" })];
    let mut random = Random(7);
    let (mut proposed, mut refused) = (0, 0);
    for round in 0..25 {
        let mut policies = serde_json::Map::new();
        for name in ["one", "two"].iter().take(random.pick(&[1, 1, 2])) {
            let statements: Vec<Value> = (0..random.pick(&[1, 2, 3]))
                .map(|_| {
                    let effect = random.pick(&["Allow", "Allow", "Allow", "Deny"]);
                    let mut one = json!({ "Effect": effect, "Action": random.pick(&actions) });
                    one[random.pick(&["Resource", "Resource", "Resource", "NotResource"])] =
                        json!(random.pick(&resources));
                    match random.pick(&conditions) {
                        Value::Null => {}
                        condition => one["Condition"] = condition,
                    }
                    one
                })
                .collect();
            let version = random.pick(&["2012-10-17", "2012-10-17", "2008-10-17"]);
            policies.insert((*name).to_owned(), json!({ "Version": version, "Statement": statements }));
        }
        let mut expected = |count: usize| -> Vec<Value> {
            let one = |random: &mut Random| {
                let (action, resource) = (random.pick(&actions[3..]), random.pick(&resources[2..]));
                json!([action, resource, random.pick(&contexts)])
            };
            (0..count).map(|_| one(&mut random)).collect()
        };
        let case = json!({ "policies": policies, "allowed": expected(2), "denied": expected(1) });
        let before = of_permissions(&case);
        match permissions(&before, &simulate(&before), 0) {
            Ok(proposal) => {
                agrees(&format!("round {round}: {case}"), &before, &proposal);
                proposed += 1;
            }
            // Only expectations that contradict each other, and policies that are exact already.
            Err(unable) => {
                assert!(matches!(unable, Unable::Contradiction(_) | Unable::Exact), "round {round}: {unable:?} {case}");
                refused += 1;
            }
        }
    }
    assert!(proposed > 10, "{proposed} were proposed, {refused} refused");
}

fn of_trust(case: &Value) -> Scenario {
    let manifests = format!("{MANIFESTS}{}", case["more"].as_str().unwrap_or_default());
    let mut role = json!({ "arn": case.get("role").unwrap_or(&json!(ROLE)) });
    if let Some(trust) = case.get("trust") {
        role["trustPolicy"] = json!(text(trust));
    }
    let mut cluster = json!({ "name": "demo", "account": "123456789012", "region": "us-east-1", "issuer": ISSUER });
    if case.get("issuer").is_some_and(Value::is_null) {
        cluster.as_object_mut().unwrap().remove("issuer");
    }
    let associations = case.get("associations").cloned().unwrap_or(json!([]));
    scenario(
        &json!({ "manifests": manifests, "roles": [role], "cluster": cluster, "podIdentityAssociations": associations }),
    )
}

#[test]
fn trust_policies_let_in_exactly_those_who_name_the_role() {
    for case in cases("trust.json") {
        let name = case["name"].as_str().unwrap();
        let before = of_trust(&case);
        let found = trust(&before, &simulate(&before), 0);
        let found = match (found, case.get("unable")) {
            (Err(unable), expected) => {
                assert_eq!(Some(format!("{unable:?}").as_str()), expected.and_then(Value::as_str), "{name}");
                continue;
            }
            (Ok(_), Some(expected)) => panic!("{name}: something is proposed, expected {expected}"),
            (Ok(found), None) => found,
        };
        let after: Value = serde_json::from_str(&found.after).unwrap();
        assert_eq!(after, case["after"], "{name}\n{after:#}");
        let gone: Vec<String> = found.gone.iter().map(told).collect();
        assert_eq!(json!(gone), case["gone"], "{name}");
        let trusted = |simulation: &Simulation| {
            let own = simulation.chains[0].links.iter().find(|link| link.step == Step::TrustSubject).unwrap();
            own.own == Verdict::Pass
        };
        let after = simulate(&found.scenario);
        assert!(trusted(&after) || case.get("kept_out").is_some(), "{name}");
        assert_eq!(found.kept_out.is_empty(), case.get("kept_out").is_none(), "{name}");
        assert_eq!(format!("{:?}", trust(&found.scenario, &after, 0).map(|_| ())), "Err(Exact)", "{name}");
    }
}

fn told(excluded: &Excluded) -> String {
    match excluded {
        Excluded::Principal(text, _) | Excluded::Subject(text, _) | Excluded::Audience(text, _) => text.clone(),
        Excluded::OtherSubjects(_) => "OtherSubjects".to_owned(),
        Excluded::OtherAudiences(_) => "OtherAudiences".to_owned(),
    }
}
