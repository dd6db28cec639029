//! Privilege escalation: which ways a session has to get at more, each case a policy, what else is there, and exactly
//! the ways that must be found.
//!
//! A way is written as `gain < step, step`, with `?` behind a path that depends on something or cannot be decided; ways
//! to what the scenario does not have as `beyond step`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use irsa_playground::chain::Whose;
use irsa_playground::chain::escalation::{Escalation, Gain, Path, Way, escalation};
use irsa_playground::chain::simulation::Answer;
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};

const APP: &str = "arn:aws:iam::111122223333:role/app";
const ADMIN: &str = "arn:aws:iam::111122223333:role/admin";
const ISSUER: &str = "oidc.eks.us-east-1.amazonaws.com/id/E";

fn policy(statements: Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": statements }).to_string()
}

fn allow(actions: Value, resource: &str) -> Value {
    json!({ "Effect": "Allow", "Action": actions, "Resource": resource })
}

fn trust(principal: Value, action: &str) -> String {
    policy(json!([{ "Effect": "Allow", "Principal": principal, "Action": action }]))
}

/// A ServiceAccount with the role `app`, which has this policy.
fn scenario(statements: Value) -> Value {
    json!({
        "manifests": format!("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: s\n  namespace: ns\n  annotations:\n    eks.amazonaws.com/role-arn: {APP}\n"),
        "roles": [{
            "arn": APP,
            "trustPolicy": trust(json!({ "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") }), "sts:AssumeRoleWithWebIdentity"),
            "policies": [{ "name": "own", "document": policy(statements) }],
        }],
        "cluster": { "issuer": format!("https://{ISSUER}"), "name": "c", "account": "111122223333", "region": "us-east-1" },
    })
}

fn with_admin(mut scenario: Value, principal: Value) -> Value {
    let everything = policy(json!([allow(json!("s3:*"), "*")]));
    let admin = json!({ "arn": ADMIN, "trustPolicy": trust(principal, "sts:AssumeRole"), "policies": [{ "name": "all", "document": everything }] });
    scenario["roles"].as_array_mut().unwrap().push(admin);
    scenario
}

fn way(way: Way) -> String {
    match way {
        Way::PassRole(service) => format!("PassRole({service:?})"),
        Way::Kubernetes(by) => format!("Kubernetes({by:?})"),
        other => format!("{other:?}"),
    }
}

fn written(path: &Path) -> String {
    let gain = match &path.gain {
        Gain::AnyRight { bounded: true } => "any right within the boundary".to_owned(),
        Gain::AnyRight { bounded: false } => "any right".to_owned(),
        Gain::NoBoundary => "no boundary".to_owned(),
        Gain::Cluster => "cluster".to_owned(),
        Gain::Role { arn } | Gain::User { arn } => arn.rsplit('/').next().unwrap().to_owned(),
        Gain::Group { name } => format!("group {name}"),
    };
    let steps: Vec<String> = path.steps.iter().map(|step| way(step.way)).collect();
    let doubt = if path.answer == Answer::Allowed { "" } else { "?" };
    format!("{gain} < {}{doubt}", steps.join(", "))
}

fn found(scenario: &Value) -> Vec<String> {
    let scenario = Scenario::from_json(&scenario.to_string()).unwrap();
    let Escalation { paths, beyond, .. } = escalation(&scenario, Whose::Chain(0)).expect("the chain has a session");
    let beyond = beyond.iter().map(|one| {
        let doubt = if one.needs.iter().all(|need| need.answer == Answer::Allowed) { "" } else { "?" };
        format!("beyond {}{doubt}", way(one.way))
    });
    let mut all: Vec<String> = paths.iter().map(written).chain(beyond).collect();
    all.sort();
    all
}

fn check(name: &str, scenario: &Value, expected: &[&str]) {
    let mut expected: Vec<String> = expected.iter().map(|&text| text.to_owned()).collect();
    expected.sort();
    assert_eq!(found(scenario), expected, "{name}");
}

#[test]
fn a_session_may_change_its_own_policies() {
    check("nothing of IAM", &scenario(json!([allow(json!("s3:*"), "*")])), &[]);
    let one = |action: &str, resource: &str| scenario(json!([allow(json!(action), resource)]));
    check("an inline policy", &one("iam:PutRolePolicy", APP), &["any right < PutPolicy"]);
    check("by a wildcard", &one("iam:Put*Policy", "arn:aws:iam::*:role/a?p"), &["any right < PutPolicy"]);
    check("of another role", &one("iam:PutRolePolicy", "arn:aws:iam::111122223333:role/other"), &[]);
    check("of another account", &one("iam:PutRolePolicy", "arn:aws:iam::999999999999:role/app"), &[]);
    check("a managed policy", &one("iam:AttachRolePolicy", "*"), &["any right < AttachPolicy"]);
    check(
        "its version",
        &one("iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/own"),
        &["any right < CreatePolicyVersion"],
    );
    check(
        "of a policy that is not its own",
        &one("iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/x"),
        &[],
    );
    let by_not = json!([{ "Effect": "Allow", "NotAction": ["iam:C*", "iam:A*", "iam:Pass*", "iam:Up*", "sts:*", "eks:*", "lambda:*", "ssm:*"], "Resource": "*" }]);
    check("by what is not excepted", &scenario(by_not), &["any right < PutPolicy"]);
}

#[test]
fn conditions_and_denies_count() {
    let attach = |condition: Value| {
        scenario(
            json!([{ "Effect": "Allow", "Action": "iam:AttachRolePolicy", "Resource": APP, "Condition": condition }]),
        )
    };
    check(
        "only harmless policies",
        &attach(json!({ "ArnEquals": { "iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess" } })),
        &[],
    );
    check(
        "any policy of AWS",
        &attach(json!({ "ArnLike": { "iam:PolicyARN": "arn:aws:iam::aws:policy/*" } })),
        &["any right < AttachPolicy"],
    );
    check(
        "who knows",
        &attach(json!({ "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } })),
        &["any right < AttachPolicy?"],
    );
    let denied =
        json!([allow(json!("iam:PutRolePolicy"), "*"), { "Effect": "Deny", "Action": "iam:*", "Resource": "*" }]);
    check("denied", &scenario(denied), &[]);
    let mut bounded =
        scenario(json!([allow(json!("iam:*RolePermissionsBoundary"), APP), allow(json!("iam:PutRolePolicy"), APP)]));
    bounded["roles"][0]["permissionsBoundary"] = policy(json!([allow(json!("iam:*"), "*")])).into();
    check(
        "the boundary may be taken away",
        &bounded,
        &["no boundary < DeleteBoundary", "no boundary < PutBoundary", "any right within the boundary < PutPolicy"],
    );
    bounded["roles"][0]["permissionsBoundary"] = policy(json!([allow(json!("s3:*"), "*")])).into();
    check("the boundary keeps it", &bounded, &[]);
    let mut organization = scenario(json!([allow(json!("iam:PutRolePolicy"), "*")]));
    organization["serviceControlPolicies"] =
        json!([[policy(json!([allow(json!("*"), "*"), { "Effect": "Deny", "Action": "iam:Put*", "Resource": "*" }]))]]);
    check("the organization keeps it", &organization, &[]);
    let mut unreadable = scenario(json!([allow(json!("iam:PutRolePolicy"), "*")]));
    unreadable["roles"][0]["policies"][0]["document"] = "{".into();
    let unreadable = Scenario::from_json(&unreadable.to_string()).unwrap();
    let said = escalation(&unreadable, Whose::Chain(0)).expect("the chain has a session");
    assert!(said.unreadable && said.paths.is_empty() && said.beyond.is_empty(), "nothing is said: {said:?}");
}

#[test]
fn a_role_is_passed_to_a_service_that_trusts() {
    let lambda = json!({ "Service": "lambda.amazonaws.com" });
    let runs = json!(["iam:PassRole", "lambda:CreateFunction", "lambda:InvokeFunction"]);
    let beyond = "beyond PassRole(Lambda)";
    let all = scenario(json!([allow(runs.clone(), "*")]));
    check("to Lambda", &with_admin(all.clone(), lambda.clone()), &["admin < PassRole(Lambda)", beyond]);
    check("which it does not trust", &with_admin(all, json!({ "Service": "ec2.amazonaws.com" })), &[beyond]);
    let only = json!([allow(json!("iam:PassRole"), ADMIN), allow(json!("lambda:CreateFunction"), "*")]);
    check("which it cannot invoke", &with_admin(scenario(only), lambda.clone()), &[]);
    let other = json!([allow(json!("iam:PassRole"), APP), allow(json!("lambda:*"), "*")]);
    check(
        "but another role",
        &with_admin(scenario(other), lambda.clone()),
        &["beyond PassRole(Lambda)", "beyond UpdateFunctionCode"],
    );
    let to = |service: &str| {
        let condition = json!({ "StringEquals": { "iam:PassedToService": service } });
        let pass = json!({ "Effect": "Allow", "Action": "iam:PassRole", "Resource": ADMIN, "Condition": condition });
        let run = allow(json!(["lambda:CreateFunction", "lambda:InvokeFunction", "ec2:RunInstances"]), "*");
        with_admin(scenario(json!([pass, run])), json!({ "Service": ["lambda.amazonaws.com", "ec2.amazonaws.com"] }))
    };
    let both = ["beyond PassRole(Ec2)?", "beyond PassRole(Lambda)?"];
    check("to Lambda only", &to("lambda.amazonaws.com"), &[&["admin < PassRole(Lambda)"], both.as_slice()].concat());
    check("to EC2 only", &to("ec2.amazonaws.com"), &[&["admin < PassRole(Ec2)"], both.as_slice()].concat());
    let mut unknown = with_admin(scenario(json!([allow(runs, "*")])), lambda);
    unknown["roles"][1].as_object_mut().unwrap().remove("trustPolicy");
    check("whom it trusts is not given", &unknown, &["admin < PassRole(Lambda)?", beyond]);
}

#[test]
fn roles_are_assumed_one_after_the_other() {
    let assumes = scenario(json!([allow(json!("sts:AssumeRole"), "*")]));
    let beyond = "beyond AssumeRole";
    check("one that trusts it", &with_admin(assumes.clone(), json!({ "AWS": APP })), &["admin < AssumeRole", beyond]);
    check(
        "the account is trusted",
        &with_admin(assumes.clone(), json!({ "AWS": "111122223333" })),
        &["admin < AssumeRole", beyond],
    );
    check("another is trusted", &with_admin(assumes, json!({ "AWS": "999999999999" })), &[beyond]);
    check(
        "named directly, nothing of its own is needed",
        &with_admin(scenario(json!([allow(json!("s3:GetObject"), "*")])), json!({ "AWS": APP })),
        &["admin < AssumeRole"],
    );
    let edits = scenario(json!([allow(json!("iam:UpdateAssumeRolePolicy"), ADMIN)]));
    check(
        "it writes itself into the trust policy",
        &with_admin(edits, json!({ "Service": "ec2.amazonaws.com" })),
        &["admin < UpdateTrust", "beyond UpdateTrust"],
    );
    let both = scenario(json!([allow(json!(["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"]), ADMIN)]));
    check(
        "and gives the role what it likes",
        &with_admin(both, json!({ "Service": "ec2.amazonaws.com" })),
        &["admin < UpdateTrust", "any right < PutPolicy, UpdateTrust", "beyond UpdateTrust"],
    );
    let mut chain = with_admin(scenario(json!([allow(json!("s3:GetObject"), "*")])), json!({ "AWS": APP }));
    chain["roles"][1]["policies"][0]["document"] = policy(json!([allow(json!("iam:PutRolePolicy"), ADMIN)])).into();
    let last = json!({ "arn": "arn:aws:iam::999999999999:role/far", "trustPolicy": trust(json!({ "AWS": ADMIN }), "sts:AssumeRole") });
    chain["roles"].as_array_mut().unwrap().push(last);
    check(
        "the last account does not let its own side decide",
        &chain,
        &["admin < AssumeRole", "any right < AssumeRole, PutPolicy"],
    );
    chain["roles"][1]["policies"][0]["document"] = policy(json!([allow(json!("sts:AssumeRole"), "*")])).into();
    check("from role to role", &chain, &["admin < AssumeRole", "far < AssumeRole, AssumeRole"]);
}

#[test]
fn users_are_taken_over_and_new_ones_made() {
    let mut keys =
        scenario(json!([allow(json!(["iam:CreateAccessKey", "iam:UpdateLoginProfile"]), "arn:aws:iam::*:user/eve")]));
    keys["users"] = json!([
        { "arn": "arn:aws:iam::111122223333:user/eve", "policies": [{ "name": "p", "document": policy(json!([allow(json!("iam:AddUserToGroup"), "*")])) }] },
        { "arn": "arn:aws:iam::111122223333:user/ann" },
    ]);
    keys["groups"] = json!([{ "name": "admins", "policies": [] }]);
    check(
        "keys for one of two users, who joins a group",
        &keys,
        &[
            "eve < CreateAccessKey",
            "eve < UpdateLoginProfile",
            "group admins < CreateAccessKey, AddUserToGroup",
            "beyond CreateAccessKey",
            "beyond UpdateLoginProfile",
        ],
    );
    let new = json!([
        allow(json!("iam:CreateRole"), "arn:aws:iam::*:role/new-*"),
        allow(json!("iam:PutRolePolicy"), "arn:aws:iam::*:role/new-x*")
    ]);
    check("a role of its own making", &scenario(new), &["any right < CreateRole"]);
    let apart = json!([
        allow(json!("iam:CreateRole"), "arn:aws:iam::*:role/a-*"),
        allow(json!("iam:PutRolePolicy"), "arn:aws:iam::*:role/b-*")
    ]);
    check("of which it may not write the policies", &scenario(apart), &[]);
}

#[test]
fn the_cluster_is_a_way_too() {
    let entry = scenario(json!([allow(json!(["eks:CreateAccessEntry", "eks:AssociateAccessPolicy"]), "*")]));
    check("administrator of the cluster", &entry, &["cluster < ClusterAccess"]);
    let half = scenario(json!([allow(json!("eks:CreateAccessEntry"), "*")]));
    check("half of it", &half, &[]);
    let other = scenario(json!([allow(
        json!(["eks:CreateAccessEntry", "eks:AssociateAccessPolicy"]),
        "arn:aws:eks:*:*:*/other*"
    )]));
    check("another cluster", &other, &[]);
    let associate = scenario(json!([allow(json!(["eks:CreatePodIdentityAssociation", "iam:PassRole"]), "*")]));
    let pods = with_admin(associate, json!({ "Service": "pods.eks.amazonaws.com" }));
    check("only half of the trust", &pods, &["beyond PassRole(PodIdentity)"]);
    let mut pods = pods;
    pods["roles"][1]["trustPolicy"] = trust(json!({ "Service": "pods.eks.amazonaws.com" }), "sts:*").into();
    check("an association", &pods, &["admin < PassRole(PodIdentity)", "beyond PassRole(PodIdentity)"]);
    // By rights in Kubernetes: it may create Pods where another ServiceAccount has a role.
    let mut bridge = with_admin(scenario(json!([allow(json!("s3:GetObject"), "*")])), json!("*"));
    bridge["roles"][1]["trustPolicy"] = trust(
        json!({ "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") }),
        "sts:AssumeRoleWithWebIdentity",
    )
    .into();
    let rbac = "
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: strong, namespace: kube-system, annotations: { eks.amazonaws.com/role-arn: 'ADMIN' } }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: pods, namespace: kube-system }
rules: [{ apiGroups: [''], resources: [pods], verbs: [create] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: pods, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: pods }
subjects: [{ kind: ServiceAccount, name: s, namespace: ns }]
";
    let manifests = bridge["manifests"].as_str().unwrap().to_owned() + &rbac.replace("ADMIN", ADMIN);
    bridge["manifests"] = manifests.into();
    check("by a Pod of another ServiceAccount", &bridge, &["admin < Kubernetes(CreatePod)"]);
    bridge["roles"][1]["trustPolicy"] = trust(json!({ "Service": "ec2.amazonaws.com" }), "sts:AssumeRole").into();
    check("whose role does not trust it", &bridge, &[]);
}
