//! What is said where something is not known: keys that decide, keys that a kind of session never has, documents that
//! IAM refuses.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::iam::context::{Context, Unmentioned};
use irsa_playground::iam::evaluate::{Cause, Decision, Outcome, PolicySet, PublicAccess, Request, Supposition, decide};
use irsa_playground::iam::lower;
use irsa_playground::iam::policy::{Policy, PolicyKind};
use irsa_playground::iam::principal::Principal;
use irsa_playground::iam::session_context::{self, Surroundings, Tags, WebIdentity};
use irsa_playground::text::SourceId;
use serde_json::{Value, json};

const ISSUER: &str = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";

fn allow(condition: Value) -> Value {
    json!({"Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": condition})
}

fn deny(condition: Value) -> Value {
    json!({"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": condition})
}

fn web_identity() -> WebIdentity<'static> {
    let subject = "system:serviceaccount:prod:app";
    WebIdentity { provider: PROVIDER, issuer: ISSUER, subject, audience: "sts.amazonaws.com" }
}

fn session() -> Principal {
    Principal::role_session("arn:aws:iam::111122223333:role/eks/app", "s").unwrap()
}

fn web_identity_context() -> Context {
    let surroundings = Surroundings { region: Some("us-east-1"), ..Surroundings::default() };
    session_context::web_identity_session(&session(), &web_identity(), Tags::All(&[]), &surroundings)
}

fn ask(statements: &[Value], context: &Context) -> Decision {
    let document = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    let (policy, diagnostics) = lower::read(SourceId::Settings, &document, PolicyKind::Identity);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    decide_with(&policy.unwrap(), context)
}

fn decide_with(policy: &Policy, context: &Context) -> Decision {
    let principal = session();
    let set = PolicySet { identity: vec![policy], ..PolicySet::default() };
    let request = Request {
        principal: &principal,
        action: "s3:GetObject",
        resource: "arn:aws:s3:::b/k",
        resource_account: "111122223333",
        context,
        public_access: PublicAccess::NotBlocked,
    };
    decide(&set, &request)
}

fn outcome(statement: Value) -> Outcome {
    ask(&[statement], &web_identity_context()).outcome
}

#[test]
fn a_key_that_decides_is_named_with_what_its_values_would_do() {
    let decision = ask(&[allow(json!({"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}))], &web_identity_context());
    assert_eq!((decision.outcome, &decision.cause), (Outcome::Unknown, &Cause::Depends));
    let [dependency] = decision.depends.as_slice() else { panic!("{:?}", decision.depends) };
    assert_eq!(dependency.key, "aws:SourceIp");
    let outcome = |wanted: Supposition| {
        dependency.what_if.iter().find(|what| what.supposition == wanted).map(|what| what.outcome)
    };
    assert_eq!(outcome(Supposition::Value("203.0.113.0".to_owned())), Some(Outcome::Allowed));
    assert_eq!(outcome(Supposition::Absent), Some(Outcome::ImplicitDeny));
}

#[test]
fn an_unknown_key_that_changes_nothing_is_not_asked_for() {
    let condition = json!({"StringEquals": {"aws:SourceVpc": "vpc-1"}});
    let open = allow(json!({}));
    assert_eq!(ask(&[allow(condition.clone()), open.clone()], &web_identity_context()).outcome, Outcome::Allowed);
    let denied = ask(&[deny(condition), deny(json!({})), open], &web_identity_context());
    assert_eq!(denied.outcome, Outcome::ExplicitDeny);
    let nothing_allows = ask(&[deny(json!({"StringEquals": {"aws:SourceVpc": "v"}}))], &web_identity_context());
    assert_eq!(nothing_allows.outcome, Outcome::ImplicitDeny);
}

#[test]
fn an_unknown_deny_makes_an_allowed_request_unknown() {
    let statements = [allow(json!({})), deny(json!({"StringNotEquals": {"aws:SourceVpce": "vpce-1"}}))];
    let decision = ask(&statements, &web_identity_context());
    assert_eq!(decision.outcome, Outcome::Unknown);
    assert_eq!(decision.depends[0].key, "aws:SourceVpce");
}

#[test]
fn a_web_identity_session_has_what_it_has_and_lacks_what_it_lacks() {
    use Outcome::{Allowed, ImplicitDeny};
    for (condition, expected) in [
        (json!({"Null": {"aws:username": "true"}}), Allowed),
        (json!({"Null": {"aws:MultiFactorAuthPresent": "true"}}), Allowed),
        (json!({"Null": {"aws:PrincipalTag/team": "true"}}), Allowed),
        (json!({"Null": {"aws:TokenIssueTime": "false"}}), Allowed),
        (json!({"StringEquals": {"aws:PrincipalAccount": "111122223333"}}), Allowed),
        (json!({"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/eks/app"}}), Allowed),
        (json!({"StringEquals": {"aws:PrincipalType": "AssumedRole"}}), Allowed),
        (json!({"StringEquals": {"aws:RequestedRegion": "us-east-1"}}), Allowed),
        (json!({"StringEquals": {"aws:FederatedProvider": PROVIDER}}), Allowed),
        (json!({"StringLike": {format!("{ISSUER}:sub"): "system:serviceaccount:prod:*"}}), Allowed),
        (json!({"StringEquals": {"other.example.com:sub": "system:serviceaccount:prod:app"}}), ImplicitDeny),
        (json!({"Bool": {"aws:SecureTransport": "true"}}), Allowed),
        (json!({"StringLike": {"s3:prefix": "*"}}), ImplicitDeny),
    ] {
        assert_eq!(outcome(allow(condition.clone())), expected, "{condition}");
    }
}

#[test]
fn a_variable_of_an_unknown_key_matches_only_if_it_could() {
    let statement = |resource: &str| json!({"Effect": "Allow", "Action": "s3:*", "Resource": resource});
    let mut context = Context::new(Unmentioned::Unknown);
    assert_eq!(ask(&[statement("arn:aws:s3:::${aws:SourceVpc}/k")], &context).outcome, Outcome::Unknown);
    assert_eq!(ask(&[statement("arn:aws:s3:::${aws:SourceVpc}/other")], &context).outcome, Outcome::ImplicitDeny);
    context.set("aws:SourceVpc", "b");
    assert_eq!(ask(&[statement("arn:aws:s3:::${aws:SourceVpc}/k")], &context).outcome, Outcome::Allowed);
    context.set("aws:SourceVpc", "*");
    assert_eq!(ask(&[statement("arn:aws:s3:::${aws:SourceVpc}/k")], &context).outcome, Outcome::ImplicitDeny);
}

#[test]
fn an_exception_that_names_nothing_does_not_open_an_allow() {
    let statement = json!({"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::${aws:username}/*"});
    assert_eq!(outcome(statement), Outcome::ImplicitDeny);
}

#[test]
fn a_refused_document_gives_no_verdict() {
    let text = r#"{"Version": "2012-10-17", "Statement": {"Effect": "allow", "Action": "s3:*", "Resource": "*"}}"#;
    let (policy, diagnostics) = lower::read(SourceId::Settings, text, PolicyKind::Identity);
    assert!(!diagnostics.is_empty());
    for policy in [policy.unwrap(), Policy::unreadable(SourceId::Settings, PolicyKind::Identity)] {
        let decision = decide_with(&policy, &web_identity_context());
        assert_eq!(decision.outcome, Outcome::Unknown);
        assert!(matches!(decision.cause, Cause::Refused { .. }));
    }
}
