//! Near misses and bridges, as a person would meet them.

use super::{Bridge, Builtins, Miss, Request, SubjectSlip, Target, User, Way, authorize, bridges, lower};
use crate::kubernetes::object::Object;
use crate::syntax::{Node, yaml};
use crate::text::SourceId;

fn objects(text: &str) -> Vec<Object> {
    let (documents, diagnostics) = yaml::parse(SourceId::Manifests, text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let field = |node: &Node, path: &[&str]| node.at(path).and_then(Node::as_str).unwrap_or_default().to_owned();
    documents
        .into_iter()
        .filter_map(|document| document.root)
        .map(|node| Object {
            api_version: field(&node, &["apiVersion"]),
            kind: field(&node, &["kind"]),
            namespace: Some(field(&node, &["metadata", "namespace"])),
            name: field(&node, &["metadata", "name"]),
            source: SourceId::Manifests,
            node,
        })
        .collect()
}

/// One role and one binding in `prod`, built from the parts under test.
fn manifest(rule: &str, subject: &str, reference: &str) -> String {
    format!(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {{name: r, namespace: prod}}\nrules: [{rule}]\n\
         ---\napiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: b, namespace: prod}}\n\
         subjects: [{subject}]\nroleRef: {reference}\n"
    )
}

const RULE: &str = "{apiGroups: [''], resources: [pods], verbs: [get, list]}";
const SUBJECT: &str = "{kind: ServiceAccount, name: app, namespace: prod}";
const REFERENCE: &str = "{apiGroup: rbac.authorization.k8s.io, kind: Role, name: r}";

fn request(verb: &str, resource: &str, namespace: &str) -> Request {
    let (group, resource) = resource.split_once(':').unwrap_or(("", resource));
    let (resource, subresource) = resource.split_once('/').unwrap_or((resource, ""));
    let target = Target::Resource {
        api_group: group.to_owned(),
        resource: resource.to_owned(),
        subresource: subresource.to_owned(),
        namespace: namespace.to_owned(),
        name: String::new(),
    };
    Request { user: User::service_account("prod", "app"), verb: verb.to_owned(), target }
}

#[test]
fn a_refusal_says_what_came_close() {
    let words = |all: &[&str]| all.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let list = |resource| request("list", resource, "prod");
    let rule = |text: &str| manifest(text, SUBJECT, REFERENCE);
    let subject = |text: &str| manifest(RULE, text, REFERENCE);
    for (text, request, expected) in [
        (rule(RULE), request("delete", "pods", "prod"), Miss::Verb(words(&["get", "list"]))),
        (rule(RULE), list("pods/log"), Miss::Subresource(words(&["pods"]))),
        (rule(RULE), request("list", "pods", "dev"), Miss::OtherNamespace("prod".to_owned())),
        (rule(RULE), request("list", "pods", ""), Miss::ClusterScope("prod".to_owned())),
        (rule("{apiGroups: [v1], resources: [pods], verbs: [list]}"), list("pods"), Miss::ApiGroup(words(&["v1"]))),
        (
            rule("{apiGroups: [''], resources: [Pod], verbs: [list]}"),
            list("pods"),
            Miss::ResourceSpelling("Pod".to_owned()),
        ),
        (
            rule("{apiGroups: [''], resources: [pods/*], verbs: [list]}"),
            list("pods/log"),
            Miss::ResourceSpelling("pods/*".to_owned()),
        ),
        (
            rule("{apiGroups: [''], resources: [pods], resourceNames: [web], verbs: [list]}"),
            list("pods"),
            Miss::ResourceName(words(&["web"])),
        ),
        (
            subject("{kind: ServiceAccount, name: app, namespace: dev}"),
            list("pods"),
            Miss::Subject(SubjectSlip::Namespace("dev".to_owned())),
        ),
        (subject("{kind: User, name: app}"), list("pods"), Miss::Subject(SubjectSlip::Kind(super::SubjectKind::User))),
        (
            manifest(RULE, SUBJECT, "{kind: ClusterRole, name: r}"),
            list("pods"),
            Miss::DanglingRoleRef {
                kind: "ClusterRole".to_owned(),
                name: "r".to_owned(),
                elsewhere: Some("Role prod".to_owned()),
            },
        ),
    ] {
        let decision = authorize(&lower(&objects(&text), Builtins::Included), &request);
        assert!(!decision.allowed, "{text}");
        let misses: Vec<_> = decision.near_misses.into_iter().map(|near| near.miss).collect();
        assert_eq!(misses, [expected], "{text}");
    }
}

#[test]
fn a_refusal_is_worded_as_the_api_server_words_it() {
    let rbac = lower(&objects(&manifest(RULE, SUBJECT, "{kind: Role, name: gone}")), Builtins::Excluded);
    let text = |request: &Request| authorize(&rbac, request).denial;
    assert_eq!(
        text(&request("create", "apps:deployments/scale", "prod")),
        "deployments.apps is forbidden: User \"system:serviceaccount:prod:app\" cannot create resource \
         \"deployments/scale\" in API group \"apps\" in the namespace \"prod\": RBAC: \
         role.rbac.authorization.k8s.io \"gone\" not found"
    );
    let path = Request { target: Target::Path { path: "/metrics".to_owned() }, ..request("get", "", "") };
    assert_eq!(text(&path), "forbidden: User \"system:serviceaccount:prod:app\" cannot get path \"/metrics\"");
}

#[test]
fn edit_in_a_namespace_is_every_way_to_become_its_service_accounts() {
    let text = manifest(RULE, "{kind: User, name: jane}", "{kind: ClusterRole, name: edit}");
    let rbac = lower(&objects(&text), Builtins::Included);
    let of_jane = |namespace: &str| -> Vec<Way> {
        let all = bridges(&rbac, namespace, "app");
        all.iter().filter(|bridge| bridge.grant.subject.name == "jane").map(|bridge| bridge.way).collect()
    };
    let all =
        [Way::MintToken, Way::CreatePod, Way::ControlWorkload, Way::EnterPod, Way::ChangeAnnotation, Way::Impersonate];
    assert_eq!(of_jane("prod"), all);
    assert_eq!(of_jane("dev"), []);
    let masters = |bridge: &Bridge| bridge.grant.builtin && bridge.grant.subject.name == "system:masters";
    assert!(bridges(&rbac, "dev", "app").iter().all(masters));
}

#[test]
fn a_token_rule_with_names_opens_the_bridge_for_those_only() {
    let rule = "{apiGroups: [''], resources: [serviceaccounts/token], resourceNames: [app], verbs: [create]}";
    let rbac = lower(&objects(&manifest(rule, SUBJECT, REFERENCE)), Builtins::Excluded);
    let ways = |name: &str| bridges(&rbac, "prod", name).iter().map(|bridge| bridge.way).collect::<Vec<_>>();
    assert_eq!((ways("app"), ways("other")), (vec![Way::MintToken], Vec::new()));
}
