//! A cluster of a thousand workloads: every question of a generated set gets the answer of its reference evaluator.
//!
//! `IRSA_SCALE` names the folder with `cluster.yaml`, `iam.json` and `requests.jsonl`; without it the test says that it
//! is skipped.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::simulation::{Answer, Chain};
use irsa_playground::chain::{Reason, Step, Verdict, simulate};
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::time::Instant;
use std::{env, fs, path::Path};

#[test]
fn a_thousand_workloads_get_the_answers_of_the_reference() {
    let Some(folder) = env::var_os("IRSA_SCALE") else {
        println!("IRSA_SCALE is not set: skipped");
        return;
    };
    let folder = Path::new(&folder);
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    let iam: Value = serde_json::from_str(&read("iam.json")).unwrap();
    let requests: Vec<Value> = read("requests.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut scenario = scenario(&iam, read("cluster.yaml"));
    let start = Instant::now();
    let chains = simulate(&scenario).chains;
    println!("{} chains in {:?}", chains.len(), start.elapsed());
    let kinds: HashMap<String, String> =
        chains.iter().map(|chain| (pod(chain), format!("{}/{}", chain.workload.kind, pod(chain)))).collect();
    scenario.questions = requests.iter().map(|request| question(request, &kinds)).collect();
    let start = Instant::now();
    let simulation = simulate(&scenario);
    println!("{} chains with {} questions in {:?}", simulation.chains.len(), requests.len(), start.elapsed());
    let mut found: HashMap<usize, String> = HashMap::new();
    for chain in &simulation.chains {
        for index in questions_of(chain, &requests) {
            found.insert(index, answer(chain, index));
        }
    }
    let differs =
        |(index, request): &(usize, &Value)| found.get(index).map(String::as_str) != request["expect"].as_str();
    let wrong: Vec<_> = requests.iter().enumerate().filter(differs).collect();
    for (index, request) in wrong.iter().take(10) {
        println!("{request}\n  was {:?}", found.get(index));
    }
    assert!(wrong.is_empty(), "{} of {} answers differ", wrong.len(), requests.len());
}

fn scenario(iam: &Value, manifests: String) -> Scenario {
    let roles: Vec<Value> = iam["roles"].as_array().unwrap().iter().map(role).collect();
    let buckets = iam["bucket_policies"].as_object().unwrap().iter().map(
        |(bucket, document)| json!({ "resource": format!("arn:aws:s3:::{bucket}"), "document": document.to_string() }),
    );
    let issuer = format!("https://{}", iam["issuer"].as_str().unwrap());
    let value = json!({
        "manifests": manifests,
        "roles": roles,
        "resourcePolicies": buckets.collect::<Vec<_>>(),
        "cluster": { "name": "scale", "account": iam["account"], "region": "us-east-1", "issuer": issuer },
        "oidcProviders": [{ "account": iam["account"], "url": issuer, "clientIds": ["sts.amazonaws.com"] }],
    });
    Scenario::from_json(&value.to_string()).unwrap()
}

fn role(role: &Value) -> Value {
    let policies = role["policies"].as_array().unwrap().iter();
    let policies: Vec<Value> =
        policies.map(|p| json!({ "name": p["name"], "document": p["document"].to_string() })).collect();
    let mut value = json!({
        "arn": role["arn"], "tags": role["tags"], "trustPolicy": role["trust"].to_string(), "policies": policies,
    });
    if role["boundary"].is_object() {
        value["permissionsBoundary"] = role["boundary"].to_string().into();
    }
    value
}

fn question(request: &Value, kinds: &HashMap<String, String>) -> irsa_playground::scenario::Question {
    let principal = &kinds[request["pod"].as_str().unwrap()];
    // A request says everything it carries.
    let mut context = request["context"].clone();
    for key in ["aws:SourceIp", "aws:SourceVpce", "s3:prefix", "s3:max-keys", "dynamodb:LeadingKeys"] {
        if context[key].is_null() {
            context[key] = json!([]);
        }
    }
    let question = json!({
        "principal": principal, "action": request["action"], "resource": request["resource"], "context": context,
    });
    let text = json!({ "questions": [question] }).to_string();
    Scenario::from_json(&text).unwrap().questions.remove(0)
}

fn pod(chain: &Chain) -> String {
    format!("{}/{}", chain.workload.namespace, chain.workload.name)
}

fn questions_of(chain: &Chain, requests: &[Value]) -> Vec<usize> {
    let name = pod(chain);
    (0..requests.len()).filter(|index| requests[*index]["pod"] == name).collect()
}

fn answer(chain: &Chain, index: usize) -> String {
    let trust = chain.links.iter().find(|link| link.step == Step::TrustSubject).unwrap();
    let text = match (&trust.reason, trust.own) {
        _ if chain.links[1].verdict == Verdict::Fail => "NoRole",
        (Reason::RoleMissing { .. }, _) => "RoleNotFound",
        (_, Verdict::Fail) => "AssumeDenied",
        _ => match chain.answers.iter().find(|answer| answer.question == index).unwrap().cell.answer {
            Answer::Allowed => "Allow",
            Answer::ExplicitDeny => "ExplicitDeny",
            Answer::ImplicitDeny => "ImplicitDeny",
            Answer::Depends => "Depends",
            Answer::Unknown => "Unknown",
            Answer::NotApplicable => "NotApplicable",
        },
    };
    text.to_owned()
}
