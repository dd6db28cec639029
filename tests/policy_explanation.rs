//! Every decision of `tests/cases/awsdoc.jsonl` and `aws-live.jsonl` can be explained: it names its cause, the traces
//! agree with it, and a row that AWS does not document is marked so.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

#[path = "conformance/row.rs"]
mod row;

use irsa_playground::iam::evaluate::{self, Asked, Cause, Explanation, Outcome, StatementRef, SubCheck, nearest};
use irsa_playground::iam::policy::{Effect, PolicyKind};
use irsa_playground::iam::tri::Tri;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

fn rows() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let text = ["awsdoc.jsonl", "aws-live.jsonl"].map(|name| fs::read_to_string(folder.join(name)).unwrap()).concat();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn explain(row: &Value) -> Explanation {
    row::with(row, evaluate::explain).unwrap()
}

/// The statements of the traces that applied with this effect.
fn applied(explanation: &Explanation, effect: Effect) -> Vec<StatementRef> {
    let asked = explanation.policies.iter().filter(|policy| policy.asked == Asked::Yes);
    let statements = asked.flat_map(|policy| &policy.statements);
    statements.filter(|s| s.effect == effect && s.applies == Tri::Yes).map(|s| s.statement).collect()
}

#[test]
fn every_decision_names_its_cause_and_the_traces_agree() {
    for row in rows() {
        let explanation = explain(&row);
        let id = &row["id"];
        match (&explanation.decision.cause, explanation.decision.outcome) {
            (Cause::AllowedBy { statements }, Outcome::Allowed) => {
                assert!(!statements.is_empty(), "{id}");
                assert_eq!(*statements, applied(&explanation, Effect::Allow), "{id}");
            }
            (Cause::DeniedBy { statements }, Outcome::ExplicitDeny) => {
                assert!(!statements.is_empty(), "{id}");
                assert_eq!(*statements, applied(&explanation, Effect::Deny), "{id}");
            }
            (Cause::NotAllowedBy { blockers }, Outcome::ImplicitDeny) => assert!(!blockers.is_empty(), "{id}"),
            (Cause::RootUser | Cause::NoPermissionNeeded, Outcome::Allowed) => {}
            other => panic!("{id}: {other:?}"),
        }
    }
}

#[test]
fn a_statement_applies_exactly_if_nothing_in_it_fails() {
    for row in rows() {
        for policy in &explain(&row).policies {
            for statement in &policy.statements {
                let applies = statement.failures().is_empty();
                assert_eq!(applies, statement.applies == Tri::Yes, "{}: {statement:#?}", row["id"]);
            }
        }
    }
}

#[test]
fn rows_that_aws_does_not_document_are_marked() {
    for row in rows().iter().filter(|row| row["undocumented"] == true) {
        assert!(!explain(row).decision.undocumented.is_empty(), "{}", row["id"]);
    }
}

#[test]
fn explanations_serialize() {
    for row in rows() {
        let json = serde_json::to_value(explain(&row)).unwrap();
        assert!(json["decision"]["outcome"].is_string() && json["policies"].is_array(), "{json}");
    }
}

#[test]
fn the_statement_that_was_meant_comes_first() {
    let issuer = "oidc.eks.us-east-1.amazonaws.com/id/A";
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{issuer}");
    let statement = |provider: &str, issuer: &str, subject: &str| {
        json!({"Effect": "Allow", "Principal": {"Federated": provider}, "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {"StringEquals": {
                format!("{issuer}:sub"): subject, format!("{issuer}:aud"): "sts.amazonaws.com"}}})
    };
    let case = json!({
        "policies": {"resource": {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
            statement("arn:aws:iam::111122223333:oidc-provider/other.example.com", "other.example.com",
                "system:serviceaccount:prod:app"),
            statement(&provider, issuer, "system:serviceaccount:prod:api"),
        ]}},
        "request": {"principal": provider, "action": "sts:AssumeRoleWithWebIdentity", "resourceAccount": "111122223333",
            "resource": "arn:aws:iam::111122223333:role/app", "context": {
                format!("{issuer}:sub"): "system:serviceaccount:prod:app", format!("{issuer}:aud"): "sts.amazonaws.com"}},
    });
    let explanation = explain(&case);
    let order = nearest(&explanation, PolicyKind::Trust);
    assert_eq!(order.iter().map(|near| near.statement.statement.index).collect::<Vec<_>>(), [2, 0, 1]);
    let [SubCheck::Condition(subject)] = order[0].failures.as_slice() else { panic!("{:?}", order[0].failures) };
    assert_eq!(subject.expected[0].text, "system:serviceaccount:prod:api");
}
