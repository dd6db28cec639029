//! What the inspector and the can-i question tell of the textbook example and its breakages.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::inspect::{Inspection, Origin, Outcome, Step, inspect};
use irsa_playground::kubernetes::rbac::question::{Asker, Cluster, Note, Question, Verdict, command};
use irsa_playground::scenario::{NamedPolicy, PodIdentityAssociation, Role, Scenario};

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

fn lines(inspection: &Inspection, origin: Origin) -> Vec<&str> {
    let lines = inspection.pod.stored.lines().zip(&inspection.pod.origins);
    lines.filter(|(_, of)| **of == origin).map(|(line, _)| line.trim()).collect()
}

#[test]
fn the_webhook_adds_four_variables_a_volume_and_a_mount() {
    let inspection = inspect(&textbook(), 0).unwrap();
    assert_eq!(inspection.pod.origins.len(), inspection.pod.stored.lines().count());
    let added = lines(&inspection, Origin::Webhook);
    for name in [
        "AWS_STS_REGIONAL_ENDPOINTS",
        "AWS_DEFAULT_REGION",
        "AWS_REGION",
        "AWS_ROLE_ARN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
    ] {
        assert!(added.iter().any(|line| line.ends_with(name)), "{name}: {added:#?}");
    }
    for line in ["audience: sts.amazonaws.com", "expirationSeconds: 86400", "- name: aws-iam-token"] {
        assert!(added.contains(&line), "{line}: {added:#?}");
    }
    let admitted = lines(&inspection, Origin::Admission);
    assert!(admitted.iter().any(|line| line.contains("kube-api-access-")), "{admitted:#?}");
    assert!(lines(&inspection, Origin::Default).contains(&"restartPolicy: Always"));
    // The author's lines stay in the author's order.
    let own = lines(&inspection, Origin::Pasted).join("\n");
    assert_eq!(own.replace(' ', ""), inspection.pod.pasted.replace(' ', "").trim_end());
}

#[test]
fn a_session_comes_out_and_names_what_policies_see() {
    let inspection = inspect(&textbook(), 0).unwrap();
    let [exchange] = inspection.exchanges.as_slice() else { panic!("{:?}", inspection.exchanges) };
    assert_eq!((exchange.step, exchange.outcome), (Step::WebIdentity, Outcome::Credentials));
    assert!(exchange.request.contains("Host: sts.ap-northeast-1.amazonaws.com"));
    assert!(exchange.request.contains("RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fmy-iam-role"));
    let response = exchange.response.as_ref().unwrap();
    assert!(response.contains("<SubjectFromWebIdentityToken>system:serviceaccount:my-namespace:my-service-account<"));
    assert!(exchange.event.as_ref().unwrap().contains("\"eventName\": \"AssumeRoleWithWebIdentity\""));
    let session = inspection.session.unwrap();
    let caller: serde_json::Value = serde_json::from_str(&session.caller).unwrap();
    assert_eq!(caller["Arn"], "arn:aws:sts::123456789012:assumed-role/my-iam-role/botocore-session-…");
    let value = |key: &str| session.context.iter().find(|entry| entry.key == key).and_then(|entry| entry.value.clone());
    assert_eq!(value("aws:PrincipalArn").as_deref(), Some("arn:aws:iam::123456789012:role/my-iam-role"));
    let sub = value("oidc.eks.ap-northeast-1.amazonaws.com/id/EXAMPLE1234:sub");
    assert_eq!(sub.as_deref(), Some("system:serviceaccount:my-namespace:my-service-account"));
}

#[test]
fn a_broken_trust_policy_is_answered_as_sts_answers() {
    let mut scenario = textbook();
    let trust = scenario.roles[0].trust_policy.as_mut().unwrap();
    *trust = trust.replace(":my-namespace:", ":prod:");
    let inspection = inspect(&scenario, 0).unwrap();
    let exchange = &inspection.exchanges[0];
    assert_eq!(exchange.outcome, Outcome::Error);
    let response = exchange.response.as_ref().unwrap();
    assert!(response.contains("403 Forbidden"));
    assert!(response.contains("<Code>AccessDenied</Code>"));
    assert!(response.contains("<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity</Message>"));
    let event: serde_json::Value = serde_json::from_str(exchange.event.as_ref().unwrap()).unwrap();
    assert_eq!(event["errorCode"], "AccessDenied");
    assert!(inspection.session.is_none());
    // The token is there all the same.
    assert_eq!(inspection.token.unwrap().claims.sub, "system:serviceaccount:my-namespace:my-service-account");
}

#[test]
fn pod_identity_goes_through_the_agent() {
    let mut scenario = textbook();
    scenario.pod_identity_associations.push(PodIdentityAssociation {
        namespace: "my-namespace".to_owned(),
        service_account: "my-service-account".to_owned(),
        role_arn: scenario.roles[0].arn.clone(),
        ..PodIdentityAssociation::default()
    });
    let inspection = inspect(&scenario, 0).unwrap();
    assert_eq!(inspection.exchanges[0].step, Step::PodIdentity);
    assert!(inspection.exchanges[0].request.contains("Host: 169.254.170.23"));
    assert!(inspection.token.unwrap().path.unwrap().contains("eks-pod-identity-token"));
}

#[test]
fn the_role_of_the_node_is_asked_of_the_metadata_service() {
    let mut scenario = textbook();
    scenario.manifests = scenario.manifests.replace("    eks.amazonaws.com/role-arn", "    example.com/role");
    scenario.imds_reachable = Some(true);
    scenario.node_role = Some("arn:aws:iam::123456789012:role/nodes".to_owned());
    let inspection = inspect(&scenario, 0).unwrap();
    let [exchange] = inspection.exchanges.as_slice() else { panic!("{:?}", inspection.exchanges) };
    assert_eq!(exchange.step, Step::InstanceMetadata);
    assert!(exchange.request.contains("/latest/meta-data/iam/security-credentials/nodes"));
    assert!(inspection.session.unwrap().arn.contains("assumed-role/nodes/"));
}

#[test]
fn there_is_no_chain_of_that_number() {
    assert!(inspect(&textbook(), 1).is_none());
}

fn ask(cluster: &Cluster, verb: &str, resource: &str, namespace: &str) -> (Verdict, Vec<Note>, String) {
    let subject = Asker::ServiceAccount { namespace: "my-namespace".to_owned(), name: "my-service-account".to_owned() };
    let question = Question {
        subject,
        verb: verb.to_owned(),
        resource: resource.to_owned(),
        name: String::new(),
        namespace: namespace.to_owned(),
    };
    let answer = cluster.answer(&question).unwrap();
    (answer.verdict, answer.notes.clone(), command(&question, &answer.request))
}

#[test]
fn can_i_answers_as_kubectl_does() {
    let cluster = Cluster::read(&textbook().manifests);
    let ask = |verb, resource, namespace| ask(&cluster, verb, resource, namespace);
    let (verdict, notes, command) = ask("get", "po", "my-namespace");
    assert_eq!((verdict, notes.len()), (Verdict::Yes, 0));
    let expected =
        "kubectl auth can-i get pods -n my-namespace --as=system:serviceaccount:my-namespace:my-service-account";
    assert_eq!(command, expected);
    assert_eq!(ask("delete", "pods", "my-namespace").0, Verdict::No);
    assert_eq!(ask("get", "pods", "other").0, Verdict::No);
    assert_eq!(ask("get", "pods/log", "my-namespace").0, Verdict::No);
    assert!(ask("list", "deploy", "").2.contains("list deployments.apps --all-namespaces"));
    assert_eq!(ask("list", "nodes", "my-namespace").1, [Note::ClusterScoped("nodes".to_owned())]);
    assert_eq!(ask("get", "widgets", "").1, [Note::NoSuchResource("widgets".to_owned())]);
    assert_eq!(ask("get", "widgets.example.com", "").1, []);
    assert_eq!(ask("read", "pods", "").1, [Note::NoSuchVerb("read".to_owned())]);
    // Every cluster lets those who have logged in see its version.
    assert_eq!(ask("get", "/version", "").0, Verdict::Yes);
    assert_eq!(ask("get", "/metrics", "").0, Verdict::No);
}

#[test]
fn what_cannot_be_read_keeps_a_refusal_open() {
    let text = format!("{}---\nkind: [\n", textbook().manifests);
    let cluster = Cluster::read(&text);
    assert_eq!(ask(&cluster, "get", "pods", "my-namespace").0, Verdict::Yes);
    assert_eq!(ask(&cluster, "delete", "pods", "my-namespace").0, Verdict::Unknown);
}

#[test]
fn a_binding_that_the_api_server_refuses_grants_nothing_for_certain() {
    let text = textbook().manifests.replace("verbs: [\"get\", \"list\"]", "verbs: []");
    let cluster = Cluster::read(&text);
    assert_eq!(ask(&cluster, "get", "pods", "my-namespace").0, Verdict::Unknown);
}
