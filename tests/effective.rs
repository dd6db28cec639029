//! Effective access against the engine: what the areas say of an action on a resource is what the engine decides.
//!
//! 100,000 requests against random policies of every type, with resources drawn from inside and outside of the
//! patterns that the areas report.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use irsa_playground::aws::catalog;
use irsa_playground::chain::effective::{self, EffectiveAccess};
use irsa_playground::chain::principal::Route;
use irsa_playground::chain::simulation::Answer;
use irsa_playground::chain::{Whose, simulate};
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};

const SCENARIOS: u64 = 120;
const REQUESTS: usize = 1250;

/// A small generator of random numbers: the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.next(from.len())]
    }

    fn some<'t>(&mut self, from: &[&'t str], most: usize) -> Vec<&'t str> {
        (0..=self.next(most)).map(|_| self.pick(from)).collect()
    }
}

const ACTIONS: [&str; 12] = [
    "s3:GetObject",
    "s3:Get*",
    "s3:ListBucket",
    "s3:PutObject",
    "dynamodb:Query",
    "dynamodb:*Item",
    "sqs:SendMessage",
    "kms:Decrypt",
    "sts:AssumeRole",
    "s3:ListAllMyBuckets",
    "S3:getobject",
    "acme:Unheard",
];

const RESOURCES: [&str; 26] = [
    "*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b/logs/*",
    "arn:aws:s3:::b/*.csv",
    "arn:aws:s3:::*/x",
    "arn:aws:s3:::b/a?c",
    "arn:aws:s3:::*",
    "arn:aws:s3:::c*/*",
    "arn:aws:s3:::b/*a*b*",
    "arn:aws:s3:::b/${aws:PrincipalTag/team}/*",
    "arn:aws:s3:::b/${aws:username}",
    "arn:*:s3:::b/*",
    "arn:aws:dynamodb:*:111122223333:table/t",
    "arn:aws:dynamodb:eu-*:*:table/*",
    "arn:aws:dynamodb:*",
    "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/*",
    "arn:aws:sqs:us-east-1:111122223333:q",
    "arn:aws:sqs:us-east-1:999999999999:q*",
    "arn:aws:sqs:*:?????????999:*",
    "arn:aws:kms:*:*:key/*",
    "arn:aws:kms:us-east-1:111122223333:key/k",
    "arn:aws:iam::111122223333:role/other",
    "arn:aws:iam::*:role/*",
    "arn:aws:s3:::b/${*}",
    "arn:aws:s3:::b/?*",
];

fn statement(random: &mut Random, effect: &str) -> Value {
    let mut statement = json!({ "Effect": effect });
    let (action, resource) = (random.some(&ACTIONS, 3), random.some(&RESOURCES, 3));
    let negated = |random: &mut Random| random.next(7) == 0;
    let named = |key: &str, negated: bool| if negated { format!("Not{key}") } else { key.to_owned() };
    statement[named("Action", negated(random))] = json!(action);
    statement[named("Resource", negated(random))] = json!(resource);
    match random.next(8) {
        0 => statement["Condition"] = json!({ "StringEquals": { "aws:ResourceAccount": "111122223333" } }),
        1 => statement["Condition"] = json!({ "StringNotEquals": { "aws:ResourceAccount": ["999999999999"] } }),
        2 => statement["Condition"] = json!({ "StringLike": { "aws:ResourceAccount": "1111*" } }),
        3 => statement["Condition"] = json!({ "StringEquals": { "s3:prefix": "logs" } }),
        4 => statement["Condition"] = json!({ "Bool": { "aws:SecureTransport": "true" } }),
        5 => statement["Condition"] = json!({ "StringEquals": { "aws:PrincipalTag/team": "red" } }),
        6 => statement["Condition"] = json!({ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }),
        _ => {}
    }
    statement
}

fn policy(random: &mut Random, allow_only: bool) -> String {
    let effects = if allow_only { ["Allow", "Allow"] } else { ["Allow", "Deny"] };
    let statements: Vec<Value> = (0..=random.next(3))
        .map(|_| {
            let effect = effects[random.next(2)];
            statement(random, effect)
        })
        .collect();
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

fn scenario(random: &mut Random) -> Scenario {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/E" },
        "Condition": { "StringEquals": { "oidc.eks.us-east-1.amazonaws.com/id/E:sub": "system:serviceaccount:n:s" } },
    }] });
    let mut role = json!({
        "arn": "arn:aws:iam::111122223333:role/app", "trustPolicy": trust.to_string(),
        "policies": [{ "name": "a", "document": policy(random, true) }, { "name": "b", "document": policy(random, false) }],
    });
    if random.next(3) == 0 {
        role["tags"] = json!({ "team": random.pick(&["red", "a*b", "logs"]) });
    }
    if random.next(4) == 0 {
        role["permissionsBoundary"] = policy(random, false).into();
    }
    let mut scenario = json!({
        "manifests": "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: s\n  namespace: n\n  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/app\n",
        "roles": [role],
    });
    if random.next(4) == 0 {
        let mut document: Value = serde_json::from_str(&policy(random, false)).unwrap();
        for statement in document["Statement"].as_array_mut().unwrap() {
            statement["Principal"] =
                json!({ "AWS": random.pick(&["*", "111122223333", "arn:aws:iam::111122223333:role/app"]) });
        }
        let carrier = random.pick(&[
            "arn:aws:s3:::b",
            "arn:aws:sqs:us-east-1:999999999999:q",
            "arn:aws:kms:us-east-1:111122223333:key/k",
        ]);
        scenario["resourcePolicies"] = json!([{ "resource": carrier, "document": document.to_string() }]);
    }
    if random.next(4) == 0 {
        scenario["serviceControlPolicies"] = json!([[policy(random, false)], [policy(random, true)]]);
    }
    if random.next(5) == 0 {
        scenario["sessionPolicy"] = policy(random, false).into();
    }
    if random.next(8) == 0 {
        let mut denies: Value = serde_json::from_str(&policy(random, true)).unwrap();
        for statement in denies["Statement"].as_array_mut().unwrap() {
            statement["Effect"] = "Deny".into();
            statement["Principal"] = "*".into();
            // What an RCP may not say.
            if let Some(actions) = statement.as_object_mut().unwrap().remove("NotAction") {
                statement["Action"] = actions;
            }
        }
        scenario["resourceControlPolicies"] = json!([[denies.to_string()]]);
    }
    if random.next(6) == 0 {
        let mut passes: Value = serde_json::from_str(&policy(random, false)).unwrap();
        for statement in passes["Statement"].as_array_mut().unwrap() {
            statement["Principal"] = "*".into();
        }
        scenario["endpointPolicy"] = passes.to_string().into();
    }
    if random.next(3) == 0 {
        let group = policy(random, false);
        scenario["groups"] = json!([{ "name": "g", "policies": [{ "name": "p", "document": group }] }]);
        let mut user = json!({
            "arn": "arn:aws:iam::111122223333:user/eve", "groups": ["g"], "tags": { "team": "red" },
            "policies": [{ "name": "p", "document": policy(random, true) }],
        });
        if random.next(2) == 0 {
            user["permissionsBoundary"] = policy(random, true).into();
        }
        scenario["users"] = json!([user]);
    }
    Scenario::from_json(&scenario.to_string()).unwrap()
}

/// An ARN near a pattern: wildcards filled, sometimes one character off.
fn near(random: &mut Random, pattern: &str) -> String {
    let mut text = String::new();
    for character in pattern.replace("${aws:PrincipalTag/team}", random.pick(&["red", "a*b", "logs"])).chars() {
        match character {
            '*' => {
                text.push_str(random.pick(&["", "a", "b", "x/y", "abc", ".csv", "logs/", "111122223333", "us-east-1"]))
            }
            '?' => text.push_str(random.pick(&["b", "z", "/", "9"])),
            other => text.push(other),
        }
    }
    if random.next(4) == 0 && text.len() > 14 {
        let at = 13 + random.next(text.len() - 13);
        if text.is_char_boundary(at) {
            text.insert_str(at, random.pick(&["x", "/", ":", "a"]));
        }
    }
    if text.matches(':').count() < 5 || !text.starts_with("arn:") { format!("arn:aws:s3:::{text}") } else { text }
}

fn requests(random: &mut Random, access: &EffectiveAccess) -> Vec<(String, String)> {
    let reported: Vec<&str> = access
        .grants
        .iter()
        .flat_map(|grant| &grant.areas)
        .flat_map(|area| area.within.iter().chain(&area.except))
        .map(|bounds| bounds.text.as_str())
        .collect();
    let allowed: Vec<&str> = access.grants.iter().flat_map(|g| &g.actions).map(|action| action.name.as_str()).collect();
    (0..REQUESTS)
        .map(|index| {
            let pattern =
                if index % 2 == 0 && !reported.is_empty() { random.pick(&reported) } else { random.pick(&RESOURCES) };
            let resource = near(random, pattern);
            let action =
                if index % 3 > 0 && !allowed.is_empty() { random.pick(&allowed) } else { random.pick(&ACTIONS) };
            (action.replace("Get*", "GetObjectTagging").replace('*', "Put"), resource)
        })
        .collect()
}

#[test]
fn the_areas_say_what_the_engine_decides() {
    let mut seen = [0_usize; 3];
    let mut users = 0;
    for seed in 0..SCENARIOS {
        let mut random = Random(seed * 7919 + 17);
        let scenario = scenario(&mut random);
        // Where there is a user, it is asked about the user.
        let simulation = simulate(&scenario);
        let user = simulation.unasked.iter().find(|chain| matches!(chain.route, Route::User { .. }));
        let whose = user.map_or(Whose::Chain(0), Whose::Principal);
        users += usize::from(user.is_some());
        let access = effective::effective_access(&scenario, whose).expect("there is a session");
        assert!(access.exact && !access.unreadable);
        let text = serde_json::to_string_pretty(&scenario).unwrap();
        let requests = requests(&mut random, &access);
        let decided = effective::answers(&scenario, whose, &requests).expect("there is a session");
        for ((action, resource), engine) in requests.iter().zip(decided) {
            // An action that works on no resource has no areas among ARNs; one that is in no catalogue is listed where
            // it is spelt out, and not where a NotAction happens to grant it.
            let unheard = action == "acme:Unheard" && text.contains("NotAction");
            if unheard || catalog::fit(action, "*") == catalog::Fit::NoResourceTypes {
                continue;
            }
            let engine = Some(engine).filter(|answer| matches!(answer, Answer::Allowed | Answer::Depends));
            seen[engine.map_or(0, |answer| 1 + usize::from(answer == Answer::Depends))] += 1;
            assert_eq!(access.answer(action, resource), engine, "seed {seed}: {action} on {resource}\n{text}");
        }
    }
    println!("denied, allowed, depends: {seen:?}; {users} of {SCENARIOS} about a user");
    assert!(
        seen.iter().sum::<usize>() >= 100_000 && seen.iter().all(|count| *count > 1000),
        "enough requests of every answer: {seen:?}"
    );
}
