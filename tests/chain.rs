//! The walk on the textbook example and its most frequent breakages, as a user would meet them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::principal::Route;
use irsa_playground::chain::reason::{Half, TrustFault};
use irsa_playground::chain::simulation::{Answer, Cell, Chain};
use irsa_playground::chain::{Identity, Reason, Step, Verdict, simulate};
use irsa_playground::diagnostic::{self, Finding};
use irsa_playground::lint::TrustLint;
use irsa_playground::message::{self, Language};
use irsa_playground::scenario::{NamedPolicy, Role, Scenario};
use irsa_playground::text::SourceId;

fn textbook() -> Scenario {
    Scenario {
        manifests: include_str!("../www/scenarios/textbook/manifests.yaml").to_owned(),
        roles: vec![Role {
            arn: "arn:aws:iam::123456789012:role/my-iam-role".to_owned(),
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

fn only_chain(scenario: &Scenario) -> Chain {
    let mut simulation = simulate(scenario);
    assert_eq!(simulation.chains.len(), 1);
    simulation.chains.remove(0)
}

fn with_trust(edit: impl Fn(&str) -> String) -> Scenario {
    let mut scenario = textbook();
    let text = scenario.roles[0].trust_policy.clone().unwrap();
    scenario.roles[0].trust_policy = Some(edit(&text));
    scenario
}

fn answer(chain: &Chain, action: &str, resource: &str) -> Answer {
    let column = chain.permissions.resources.iter().position(|r| r == resource).unwrap();
    let row = chain.permissions.rows.iter().find(|row| row.action == action).unwrap();
    row.cells[column].answer
}

#[test]
fn the_textbook_example_holds() {
    let simulation = simulate(&textbook());
    // It works, and says nothing of the audience.
    let [advice] = simulation.diagnostics.as_slice() else { panic!("{:?}", simulation.diagnostics) };
    assert!(matches!(advice.finding, Finding::Trust(TrustLint::NoAudience { .. })));
    let chain = only_chain(&textbook());
    for link in &chain.links {
        assert_eq!(link.verdict, Verdict::Pass, "{:?}: {:?}", link.step, link.reason);
    }
    let Identity::WebIdentity { session_arn, .. } = &chain.identity else { panic!("{:?}", chain.identity) };
    assert!(session_arn.starts_with("arn:aws:sts::123456789012:assumed-role/my-iam-role/"));
    let objects = "arn:aws:s3:::my-bucket/*";
    assert_eq!(answer(&chain, "s3:GetObject", objects), Answer::Allowed);
    assert_eq!(answer(&chain, "s3:PutObject", objects), Answer::Allowed);
    assert_eq!(answer(&chain, "s3:DeleteObject", objects), Answer::ImplicitDeny);
    assert_eq!(chain.cluster_access.len(), 1);
    assert_eq!(chain.cluster_access[0].verbs, ["get", "list"]);
}

#[test]
fn another_namespace_breaks_link_five_and_the_remedy_mends_it() {
    let scenario = with_trust(|text| text.replace(":my-namespace:", ":prod:"));
    let chain = only_chain(&scenario);
    let link = chain.broken().unwrap();
    assert_eq!((link.step, link.verdict), (Step::TrustSubject, Verdict::Fail));
    let expected = TrustFault::Namespace { actual: "my-namespace".to_owned(), expected: "prod".to_owned() };
    assert_eq!(link.reason, Reason::TrustRefuses { fault: expected });
    assert_eq!(chain.identity, Identity::Nobody);
    let comparison = &link.comparisons[0];
    assert_eq!(comparison.actual.as_ref().unwrap().text, "system:serviceaccount:my-namespace:my-service-account");
    assert_eq!(comparison.expected[0].text, "system:serviceaccount:prod:my-service-account");
    // The first piece of evidence is the value in the text, quotes included.
    let text = scenario.text(SourceId::TrustPolicy(0)).unwrap();
    assert_eq!(link.evidence[0].span.of(text), "\"system:serviceaccount:prod:my-service-account\"");
    let edits: Vec<_> = link.remedies[0].fix.edits.iter().map(|e| (e.at.span, e.text.as_str())).collect();
    let mended = with_trust(|_| diagnostic::apply(text, &edits));
    assert_eq!(only_chain(&mended).verdict(), Verdict::Pass);
}

#[test]
fn text_that_does_not_parse_yields_no_verdict() {
    let chain = only_chain(&with_trust(|text| text.replacen(':', "", 1)));
    let link = chain.broken().unwrap();
    assert_eq!((link.step, link.verdict), (Step::TrustSubject, Verdict::Unknown));
    assert_eq!(chain.identity, Identity::Unknown);
    let mut scenario = textbook();
    scenario.roles[0].policies[0].document.push('}');
    let chain = only_chain(&scenario);
    assert_eq!((chain.broken().unwrap().step, chain.verdict()), (Step::AllowAction, Verdict::Unknown));
    let allowed = |cell: &Cell| cell.answer == Answer::Allowed;
    assert!(!chain.permissions.rows.iter().flat_map(|row| &row.cells).any(allowed));
}

#[test]
fn an_explicit_deny_wins() {
    let mut scenario = textbook();
    scenario.roles[0].policies.push(NamedPolicy {
        name: "deny".to_owned(),
        document: r#"{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:Put*","Resource":"*"}}"#
            .to_owned(),
    });
    let chain = only_chain(&scenario);
    assert_eq!(answer(&chain, "s3:PutObject", "arn:aws:s3:::my-bucket/*"), Answer::ExplicitDeny);
    assert_eq!(answer(&chain, "s3:GetObject", "arn:aws:s3:::my-bucket/*"), Answer::Allowed);
}

#[test]
fn a_missing_pod_and_issuer_are_assumed_and_said() {
    let mut scenario = textbook();
    scenario.manifests = scenario.manifests.split("---").next().unwrap().to_owned();
    let simulation = simulate(&scenario);
    assert_eq!(simulation.chains[0].verdict(), Verdict::Pass);
    let said: Vec<String> = simulation.assumptions.iter().map(|a| message::assumption(Language::English, a)).collect();
    assert!(said.iter().any(|text| text.contains("oidc.eks.ap-northeast-1.amazonaws.com/id/EXAMPLE1234")), "{said:?}");
    assert!(said.iter().any(|text| text.contains("my-service-account")), "{said:?}");
}

#[test]
fn a_forgotten_annotation_runs_as_the_node_when_the_node_can_be_asked() {
    let mut scenario = textbook();
    scenario.manifests = scenario.manifests.replace("eks.amazonaws.com/role-arn", "eks.amazon.com/role-arn");
    scenario.imds_reachable = Some(true);
    scenario.node_role = Some("arn:aws:iam::123456789012:role/NodeInstanceRole".to_owned());
    let chain = only_chain(&scenario);
    assert_eq!(chain.broken().unwrap().step, Step::InjectRole);
    let Identity::NodeRole { session_arn: Some(arn) } = &chain.identity else { panic!("{:?}", chain.identity) };
    assert!(arn.starts_with("arn:aws:sts::123456789012:assumed-role/NodeInstanceRole/"));
}

#[test]
fn users_roles_and_services_have_ways_of_their_own() {
    let document = |action: &str, resource: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"{action}","Resource":"{resource}"}}}}"#
        )
    };
    let trust = |principal: &str, action: &str| {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Principal":{principal},"Action":"{action}"}}}}"#
        )
    };
    let object = "arn:aws:s3:::reports/today.csv";
    let far = "arn:aws:iam::444455556666:role/far";
    let json = serde_json::json!({
        "users": [{ "arn": "arn:aws:iam::111122223333:user/staff/ines", "groups": ["readers", "nobody"] }],
        "groups": [{ "name": "readers", "policies": [{ "document": document("s3:GetObject", object) }] }],
        "roles": [
            { "arn": "arn:aws:iam::111122223333:role/app/server",
              "trustPolicy": trust(r#"{"Service":"ec2.amazonaws.com"}"#, "sts:AssumeRole"),
              "policies": [{ "document": document("sts:AssumeRole", far) }] },
            { "arn": far, "trustPolicy": trust(r#"{"AWS":"999999999999"}"#, "sts:AssumeRole") },
        ],
        "questions": [
            { "principal": "arn:aws:iam::111122223333:user/staff/ines", "action": "s3:GetObject", "resource": object },
            { "principal": "arn:aws:iam::111122223333:user/staff/ines", "action": "s3:PutObject", "resource": object },
            { "principal": "ec2.amazonaws.com", "action": "sts:AssumeRole", "resource": "arn:aws:iam::111122223333:role/app/server" },
            { "principal": "ecs.amazonaws.com", "action": "sts:AssumeRole", "resource": "arn:aws:iam::111122223333:role/app/server" },
            { "principal": "arn:aws:sts::111122223333:assumed-role/server/i-0abc", "action": "sts:AssumeRole", "resource": far },
            { "principal": "arn:aws:iam::111122223333:user/stranger", "action": "s3:GetObject", "resource": object },
        ],
    });
    let simulation = simulate(&Scenario::from_json(&json.to_string()).unwrap());
    let answers: Vec<_> = simulation.principals.iter().map(|chain| chain.cell.answer).collect();
    use Answer::{Allowed, ImplicitDeny, Unknown};
    assert_eq!(answers, [Allowed, ImplicitDeny, Allowed, ImplicitDeny, ImplicitDeny, Unknown]);
    let Route::User { groups, .. } = &simulation.principals[0].route else { panic!() };
    let groups: Vec<_> = groups.iter().map(|group| (group.name.as_str(), group.index, group.policies.len())).collect();
    assert_eq!(groups, [("readers", Some(0), 1), ("nobody", None, 0)]);
    let hop = &simulation.principals[4];
    let Route::Role { trusted, .. } = &hop.route else { panic!() };
    assert_eq!(trusted[0].principal, "ec2.amazonaws.com");
    assert_eq!(hop.missing, Some(Half::Target));
    assert!(hop.error.as_ref().unwrap().message.contains("is not authorized to perform: sts:AssumeRole on resource"));
    for chain in &simulation.principals {
        for language in [Language::English, Language::Korean] {
            assert!(!message::principal(language, chain).message.is_empty());
        }
    }
}

#[test]
fn a_token_of_an_identity_provider_is_answered_by_the_trust_policy_alone() {
    let (account, issuer) = ("111122223333", "login.harbor.example");
    let role = format!("arn:aws:iam::{account}:role/rota");
    let provider = format!("arn:aws:iam::{account}:oidc-provider/{issuer}");
    let (sub, aud) = (format!("{issuer}:sub"), format!("{issuer}:aud"));
    let trust = serde_json::json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": { "Federated": provider }, "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": { "StringEquals": { aud.as_str(): "rota-app", sub.as_str(): "nurse-7" } },
    }});
    let asked = |principal: &str, context: serde_json::Value| {
        serde_json::json!({ "principal": principal, "action": "sts:AssumeRoleWithWebIdentity", "resource": role,
            "context": context })
    };
    let token = |subject: &str, audience: &str| serde_json::json!({ sub.as_str(): subject, aud.as_str(): audience });
    let elsewhere = format!("arn:aws:iam::444455556666:oidc-provider/{issuer}");
    let json = serde_json::json!({
        "roles": [{ "arn": role, "trustPolicy": trust.to_string() }],
        "oidcProviders": [{ "account": account, "url": format!("https://{issuer}"), "clientIds": ["rota-app"] }],
        "questions": [
            asked(&provider, token("nurse-7", "rota-app")),
            asked(&provider, token("nurse-8", "rota-app")),
            // What the token says is not known.
            asked(&provider, serde_json::json!({ aud.as_str(): "rota-app" })),
            // The provider does not take this audience; the account does not know this provider.
            asked(&provider, token("nurse-7", "kitchen-app")),
            asked(&elsewhere, token("nurse-7", "rota-app")),
        ],
    });
    let simulation = simulate(&Scenario::from_json(&json.to_string()).unwrap());
    let answers: Vec<_> = simulation.principals.iter().map(|chain| chain.cell.answer).collect();
    use Answer::{Allowed, Depends, ImplicitDeny, Unknown};
    assert_eq!(answers, [Allowed, ImplicitDeny, Depends, Unknown, Unknown]);
    let refused = &simulation.principals[1];
    assert_eq!(refused.route, Route::Federated { issuer: issuer.to_owned() });
    assert_eq!(refused.hops().len(), 3, "a token has no policies of its own");
    let error = refused.error.as_ref().unwrap();
    assert_eq!(error.message, "Not authorized to perform sts:AssumeRoleWithWebIdentity");
}

#[test]
fn a_policy_variable_stands_with_its_value_and_is_asked_about_so() {
    let scenario = |user: &str| {
        let json = serde_json::json!({ "users": [{
            "arn": format!("arn:aws:iam::111122223333:user/{user}"),
            "policies": [{ "document": r#"{"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Action":"iam:ListAccessKeys","Resource":"arn:aws:iam::*:user/${aws:username}"},
                {"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::team-${aws:PrincipalTag/team}/*"}]}"# }],
        }] });
        Scenario::from_json(&json.to_string()).unwrap()
    };
    let ines = scenario("ines");
    let simulation = simulate(&ines);
    let chain = &simulation.unasked[0];
    assert_eq!(chain.cell.answer, Answer::Allowed, "{chain:?}");
    let matrix = irsa_playground::chain::principal_matrix(&ines, chain);
    let column = matrix.resources.iter().position(|resource| resource == "arn:aws:iam::*:user/ines").unwrap();
    let row = matrix.rows.iter().find(|row| row.action == "iam:ListAccessKeys").unwrap();
    assert_eq!(row.cells[column].answer, Answer::Allowed);
    // No tag, no value: the text stays, and allows nothing.
    let column = matrix.resources.iter().position(|r| r == "arn:aws:s3:::team-${aws:PrincipalTag/team}/*").unwrap();
    let row = matrix.rows.iter().find(|row| row.action == "s3:GetObject").unwrap();
    assert_eq!(row.cells[column].answer, Answer::ImplicitDeny);
}
