//! Decisions per second, policies compiled beforehand, on the machine it runs on: `cargo bench --bench decision`.
//!
//! (a) one S3 Allow statement; (b) a policy of 100 statements with four condition operators each, all of which are
//! evaluated; (c) every S3 and DynamoDB action of the catalogue over four resources, as the permission matrix asks;
//! (d) a pattern of 40 stars against 10,000 characters.

#![allow(clippy::unwrap_used)]

use irsa_playground::aws::catalog;
use irsa_playground::iam::context::{Context, Unmentioned};
use irsa_playground::iam::evaluate::{Outcome, PolicySet, PublicAccess, Request, decide};
use irsa_playground::iam::lower;
use irsa_playground::iam::pattern::Pattern;
use irsa_playground::iam::policy::{Policy, PolicyKind};
use irsa_playground::iam::principal::Principal;
use irsa_playground::text::SourceId;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

fn policy(statements: &[Value]) -> Policy {
    let text = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let (policy, diagnostics) = lower::read(SourceId::Settings, &text, PolicyKind::Identity);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    policy.unwrap()
}

/// The median time of a call over ten rounds.
fn time(mut call: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..10)
        .map(|_| {
            let (start, mut calls) = (Instant::now(), 0u32);
            while start.elapsed() < Duration::from_millis(100) {
                for _ in 0..16 {
                    call();
                }
                calls += 16;
            }
            start.elapsed() / calls
        })
        .collect();
    rounds.sort();
    rounds.get(5).copied().unwrap_or_default()
}

fn report(name: &str, each: Duration) {
    println!("{name}: {each:?} each, {:.0} per second", 1.0 / each.as_secs_f64());
}

fn main() {
    let principal = Principal::role_session("arn:aws:iam::111122223333:role/app", "s").unwrap();
    let mut context = Context::new(Unmentioned::Absent);
    context
        .set("aws:PrincipalTag/team", "red")
        .set("aws:SourceIp", "203.0.113.7")
        .set("aws:CurrentTime", "2026-01-01T00:00:00Z")
        .set("aws:PrincipalArn", "arn:aws:iam::111122223333:role/app");
    let request = |action, resource| Request {
        principal: &principal,
        action,
        resource,
        resource_account: "111122223333",
        context: &context,
        public_access: PublicAccess::NotBlocked,
    };

    let one = policy(&[json!({"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"})]);
    let set = PolicySet { identity: vec![&one], ..PolicySet::default() };
    let get = request("s3:GetObject", "arn:aws:s3:::bucket/key");
    assert_eq!(decide(&set, &get).outcome, Outcome::Allowed);
    report("(a) one statement", time(|| drop(black_box(decide(black_box(&set), black_box(&get))))));

    let statements: Vec<Value> = (0..100)
        .map(|index| {
            json!({"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "arn:aws:s3:::bucket/*",
                "Condition": {
                    "StringEquals": {"aws:PrincipalTag/team": ["blue", "red"]},
                    "IpAddress": {"aws:SourceIp": ["198.51.100.0/24", "203.0.113.0/24"]},
                    "DateGreaterThan": {"aws:CurrentTime": "2025-01-01T00:00:00Z"},
                    "ArnNotLike": {"aws:PrincipalArn": format!("arn:aws:iam::*:role/other-{index}-*")}}})
        })
        .collect();
    let many = policy(&statements);
    let set = PolicySet { identity: vec![&many], ..PolicySet::default() };
    assert_eq!(decide(&set, &get).outcome, Outcome::Allowed);
    report("(b) 100 statements of 4 operators", time(|| drop(black_box(decide(black_box(&set), black_box(&get))))));

    let app = policy(&[
        json!({"Effect": "Allow", "Action": ["s3:Get*", "s3:List*"], "Resource": ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"]}),
        json!({"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": "arn:aws:dynamodb:*:*:table/t"}),
        json!({"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}),
    ]);
    let set = PolicySet { identity: vec![&app], ..PolicySet::default() };
    let actions: Vec<String> = ["s3", "dynamodb"]
        .iter()
        .filter_map(|prefix| catalog::service(prefix))
        .flat_map(|service| service.actions().iter().map(|action| format!("{}:{}", service.prefix, action.name)))
        .collect();
    let table = "arn:aws:dynamodb:us-east-1:111122223333:table/t";
    let index = "arn:aws:dynamodb:us-east-1:111122223333:table/t/index/i";
    let resources = ["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/key", table, index];
    let matrix = time(|| {
        for action in &actions {
            for resource in resources {
                black_box(decide(black_box(&set), &request(action, resource)));
            }
        }
    });
    println!("(c) {} actions over {} resources: {matrix:?} for the whole matrix", actions.len(), resources.len());

    let stars = Pattern::new(&format!("{}b", "a*".repeat(40)));
    let text = "a".repeat(10_000);
    report(
        "(d) 40 stars against 10,000 characters",
        time(|| {
            black_box(black_box(&stars).matches(black_box(&text)));
        }),
    );
    let holes = Pattern::new(&format!("{}b", "?a*".repeat(40)));
    report(
        "(e) the same with a `?` between the stars",
        time(|| {
            black_box(black_box(&holes).matches(black_box(&text)));
        }),
    );
}
