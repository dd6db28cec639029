//! The pictures as data: every link is drawn once, nothing lies over another thing, files are well-formed whatever the
//! names are, and many ways are found, grouped and bounded.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::{Identity, Simulation, Step, Verdict, simulate};
use irsa_playground::message::Language;
use irsa_playground::picture::overview::{self, Filter, MOST_ROWS};
use irsa_playground::picture::svg::{Colors, svg};
use irsa_playground::picture::{self, Form, Paint, Part, PartKind, Picture, Subject, Target, Tone};
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::fs;

const LANGUAGES: [Language; 2] = [Language::English, Language::Korean];
const ISSUER: &str = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";

fn simulation(scenario: &Value) -> Simulation {
    simulate(&Scenario::from_json(&scenario.to_string()).unwrap())
}

fn draw(language: Language, subject: &Subject<'_>) -> Picture {
    match subject {
        Subject::Chain(chain) => picture::chain(language, chain),
        Subject::Principal(chain) => picture::principal(language, chain),
    }
}

/// Every scenario of the known failures.
fn failures() -> Vec<(String, Scenario)> {
    let files = fs::read_dir("tests/scenarios/failures").unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<(String, Scenario)> = files
        .filter_map(|path| {
            let mut value: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            value.as_object_mut()?.remove("expect");
            Some((path.file_stem()?.to_string_lossy().into_owned(), Scenario::from_json(&value.to_string()).ok()?))
        })
        .collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn boxes(picture: &Picture) -> Vec<(i32, i32, i32, i32, String)> {
    let of = |part: &Part| {
        let found = part.shapes.iter().find(|shape| matches!(shape.paint, Paint::Box | Paint::Chosen))?;
        match found.form {
            Form::Rect { x, y, width, height } => Some((x, y, x + width, y + height, part.label.clone())),
            _ => None,
        }
    };
    picture.parts.iter().filter_map(of).collect()
}

fn texts(picture: &Picture) -> String {
    let shapes = picture.parts.iter().flat_map(|part| &part.shapes);
    let texts = shapes.filter_map(|shape| match &shape.form {
        Form::Text { text, .. } => Some(text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" | ")
}

fn knots(picture: &Picture) -> Vec<(Target, Tone)> {
    let knots = picture.parts.iter().filter(|part| part.kind == PartKind::Knot);
    knots.map(|part| (part.target.clone().unwrap(), part.tone)).collect()
}

fn assert_tidy(name: &str, picture: &Picture) {
    let boxes = boxes(picture);
    for (index, a) in boxes.iter().enumerate() {
        assert!(
            a.0 >= 0 && a.1 >= 0 && a.2 <= picture.width && a.3 <= picture.height,
            "{name}: {a:?} leaves the picture"
        );
        for b in &boxes[index + 1..] {
            let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
            assert!(apart, "{name}: {a:?} lies over {b:?}");
        }
    }
}

#[test]
fn every_known_failure_is_drawn_with_all_links_once_and_nothing_over_another() {
    let failures = failures();
    assert!(failures.len() > 80, "{}", failures.len());
    for (name, scenario) in failures {
        let simulation = simulate(&scenario);
        for language in LANGUAGES {
            for subject in picture::subjects(&simulation) {
                let drawn = draw(language, &subject);
                assert_tidy(&name, &drawn);
                assert!(!drawn.label.is_empty() && !drawn.journey.is_empty(), "{name}");
                let steps: Vec<Target> = knots(&drawn).into_iter().map(|(target, _)| target).collect();
                if let Subject::Chain(chain) = subject {
                    assert_eq!(steps, Step::ALL.map(Target::Link), "{name}");
                    for (link, (_, tone)) in chain.links.iter().zip(knots(&drawn)) {
                        assert_eq!(tone, Tone::from(link.verdict), "{name}");
                    }
                }
                is_well_formed(&svg(&drawn, "title", "description", Colors::Dark));
            }
        }
    }
}

#[test]
fn a_chain_that_holds_shows_whose_session_arrives() {
    let textbook = textbook();
    let simulation = simulation(&textbook);
    let drawn = picture::chain(Language::English, &simulation.chains[0]);
    let words = texts(&drawn);
    assert!(words.contains("Arrives as | ✓ | reader/botocore-session"), "{words}");
    assert!(words.contains("S3 | ✓ | bucket/* | 1 of 4 actions") || words.contains("bucket/*"), "{words}");
    let sentences: Vec<&str> = drawn.journey.iter().map(|stage| stage.sentence.as_str()).collect();
    assert_eq!(sentences.len(), 8, "seven links, and the credentials on their way back: {sentences:?}");
    assert!(sentences[5].contains("come back to the Pod"), "{sentences:?}");
    assert!(drawn.journey.iter().all(|stage| stage.tone == Tone::Pass));
}

#[test]
fn a_broken_chain_stops_the_request_and_branches_to_whoever_it_really_is() {
    let mut broken = textbook();
    broken["manifests"] =
        json!(broken["manifests"].as_str().unwrap().replace("eks.amazonaws.com/role-arn", "example.com/role"));
    broken["imdsReachable"] = json!(true);
    broken["nodeRole"] = json!("arn:aws:iam::111122223333:role/eks-node");
    let simulation = simulation(&broken);
    assert!(matches!(simulation.chains[0].identity, Identity::NodeRole { .. }));
    let drawn = picture::chain(Language::English, &simulation.chains[0]);
    let words = texts(&drawn);
    assert!(words.contains("Node role | ! | eks-node/i-"), "{words}");
    assert!(words.contains("✕ fail"), "the deciding link says its verdict in words: {words}");
    assert!(drawn.parts.iter().any(|part| part.shapes.iter().any(|shape| shape.paint == Paint::Cross)));
    let stop = drawn.journey.iter().position(|stage| stage.tone == Tone::Fail).unwrap();
    assert!(drawn.journey[stop].sentence.starts_with("It stops at link 2:"), "{:?}", drawn.journey[stop]);
    let after: Vec<&str> = drawn.journey[stop + 1..].iter().map(|stage| stage.sentence.as_str()).collect();
    assert!(after[0].ends_with("Node role") && after.len() == 2, "{after:?}");
}

#[test]
fn static_keys_pod_identity_and_nobody_have_their_own_branch() {
    let find = |wanted: fn(&Identity) -> bool| {
        let all = failures();
        let found = all.iter().find_map(|(_, scenario)| {
            let simulation = simulate(scenario);
            simulation.chains.iter().find(|chain| wanted(&chain.identity)).cloned()
        });
        texts(&picture::chain(Language::English, &found.expect("a scenario with this identity")))
    };
    assert!(find(|identity| *identity == Identity::StaticKeys).contains("Static keys | ! | whoever owns the keys"));
    assert!(find(|identity| *identity == Identity::Nobody).contains("nobody | no credentials"));
    assert!(find(|identity| *identity == Identity::NoPod).contains("nobody | the Pod is never created"));
    assert!(find(|identity| matches!(identity, Identity::PodIdentity { .. })).contains("association → EKS"));
}

#[test]
fn a_user_without_questions_gets_a_way_through_its_groups_and_a_matrix() {
    let scenario = json!({
        "users": [{ "arn": "arn:aws:iam::111122223333:user/ines", "groups": ["readers", "ghosts"] }],
        "groups": [{ "name": "readers", "policies": [{ "document": allow("s3:GetObject", "arn:aws:s3:::bucket/*") }] }],
    });
    let simulation = simulation(&scenario);
    assert!(simulation.principals.is_empty());
    let [way] = simulation.unasked.as_slice() else { panic!("{:?}", simulation.unasked) };
    assert_eq!((way.verdict(), way.question), (Verdict::Pass, None));
    assert_eq!((way.action.as_str(), way.resource.as_str()), ("s3:GetObject", "arn:aws:s3:::bucket/*"));
    for language in LANGUAGES {
        let drawn = picture::principal(language, way);
        assert_tidy("user", &drawn);
        assert_eq!(knots(&drawn).len(), 2);
        let words = texts(&drawn);
        assert!(["ines", "readers", "ghosts", "bucket/*"].iter().all(|name| words.contains(name)), "{words}");
    }
    let read = Scenario::from_json(&scenario.to_string()).unwrap();
    let matrix = irsa_playground::chain::principal_matrix(&read, way);
    assert_eq!(matrix.resources, ["arn:aws:s3:::bucket/*"]);
    assert!(matrix.rows.iter().any(|row| row.action == "s3:GetObject"));
}

#[test]
fn a_service_becomes_its_role() {
    let scenario = json!({ "roles": [role("server", json!({ "Service": "ec2.amazonaws.com" }))] });
    let simulation = simulation(&scenario);
    let [way] = simulation.unasked.as_slice() else { panic!() };
    assert_eq!(way.principal, "ec2.amazonaws.com");
    assert_eq!(way.verdict(), Verdict::Pass);
    let drawn = picture::principal(Language::English, way);
    let targets: Vec<Target> = knots(&drawn).into_iter().map(|(target, _)| target).collect();
    assert_eq!(targets, [Step::TrustSubject, Step::AllowAction, Step::ResourceAgrees].map(Target::Link));
}

#[test]
fn across_accounts_both_halves_are_told_and_both_borders_drawn() {
    let case = |caller_may: bool, trusted: &str| {
        let resource =
            if caller_may { "arn:aws:iam::444455556666:role/reader" } else { "arn:aws:iam::444455556666:role/other" };
        let mut far = role("reader", json!({ "AWS": trusted }));
        far["arn"] = json!("arn:aws:iam::444455556666:role/reader");
        simulation(&json!({
            "users": [{ "arn": "arn:aws:iam::111122223333:user/ines", "policies": [{ "document": allow("sts:AssumeRole", resource) }] }],
            "roles": [far],
            "questions": [{ "principal": "arn:aws:iam::111122223333:user/ines", "action": "sts:AssumeRole", "resource": "arn:aws:iam::444455556666:role/reader" }],
        }))
    };
    use Verdict::{Fail, NotReached, Pass};
    let user = "arn:aws:iam::111122223333:user/ines";
    for (may, trusted, expected) in [
        (true, user, [Pass, Pass, Pass, Pass]),
        (true, "arn:aws:iam::111122223333:user/omar", [Pass, Fail, NotReached, NotReached]),
        (false, user, [Fail, NotReached, NotReached, NotReached]),
    ] {
        let simulation = case(may, trusted);
        let way = &simulation.principals[0];
        let verdicts: Vec<Verdict> = way.hops().iter().map(|hop| hop.verdict).collect();
        assert_eq!(verdicts, expected, "{may} {trusted}");
        assert!(simulation.unasked.is_empty(), "the role stands in the user's way already");
        let drawn = picture::principal(Language::English, way);
        assert_tidy("cross", &drawn);
        let frames = drawn.parts.iter().filter(|part| part.shapes.iter().any(|shape| shape.paint == Paint::Frame));
        assert_eq!(frames.count(), 2);
    }
}

#[test]
fn the_account_of_a_caller_that_was_not_given_leaves_only_its_half_open() {
    let scenario = json!({ "roles": [role("reader", json!({ "AWS": "arn:aws:iam::999955556666:root" }))] });
    let simulation = simulation(&scenario);
    let verdicts: Vec<_> = simulation.unasked[0].hops().iter().map(|hop| (hop.verdict, hop.own)).collect();
    assert_eq!(verdicts[0].0, Verdict::Unknown);
    assert_eq!(verdicts[1], (Verdict::NotReached, Verdict::Pass));
}

#[test]
fn a_thousand_ways_are_grouped_filtered_searched_and_bounded() {
    let simulation = simulation(&many(1000, 20));
    let all = overview::find(&simulation, "", Filter::All);
    assert_eq!((all.count(), all.groups.len(), all.grouped), (1000, 20, true));
    let closed = overview::draw(Language::English, &simulation, &all, &[], 0);
    assert!(closed.parts.len() < 200, "{}", closed.parts.len());
    let open = overview::draw(Language::English, &simulation, &all, &["team-03".to_owned()], 3);
    assert_tidy("open", &open);
    let rows = |picture: &Picture| picture.parts.iter().filter(|part| part.kind == PartKind::Row).count();
    assert_eq!((rows(&closed), rows(&open)), (0, 50));
    assert!(open.parts.iter().any(|part| part.label.contains("shown below")));

    let one = overview::find(&simulation, "TEAM-03 service-0023", Filter::All);
    assert_eq!(one.count(), 1);
    assert!(!one.grouped && one.is_open("team-03", &[]));
    let by_role = overview::find(&simulation, "role/role-5", Filter::All);
    assert!(by_role.count() > 0 && by_role.count() < 1000);
    let broken = overview::find(&simulation, "", Filter::Broken);
    let otherwise = overview::find(&simulation, "", Filter::Otherwise);
    let expected = simulation.chains.iter().filter(|chain| chain.verdict() != Verdict::Pass).count();
    assert_eq!(broken.count(), expected);
    let nodes = simulation.chains.iter().filter(|chain| matches!(chain.identity, Identity::NodeRole { .. })).count();
    assert!(nodes > 0);
    assert_eq!(otherwise.count(), nodes);
    assert_eq!(overview::find(&simulation, "nothing like that", Filter::All).count(), 0);

    let crowd = self::simulation(&many(300, 1));
    let found = overview::find(&crowd, "", Filter::All);
    let drawn = overview::draw(Language::Korean, &crowd, &found, &["team-00".to_owned()], 0);
    assert_eq!(rows(&drawn), MOST_ROWS);
    assert!(texts(&drawn).contains("240개 더 있음"));
}

#[test]
fn a_few_ways_fan_out_to_shared_roles() {
    let simulation = simulation(&many(6, 2));
    let found = overview::find(&simulation, "", Filter::All);
    assert!(!found.grouped);
    let drawn = overview::draw(Language::English, &simulation, &found, &[], 1);
    assert_tidy("few", &drawn);
    let words = texts(&drawn);
    assert!(words.contains("role-0 | ×2") && words.contains("×3"), "{words}");
    assert!(words.contains("Node role"), "{words}");
    assert!(words.contains("team-01 · Deployment"), "{words}");
}

#[test]
fn the_file_is_well_formed_whatever_names_there_are() {
    let mut scenario = textbook();
    scenario["roles"][0]["policies"][0]["document"] = json!(allow("s3:GetObject", "arn:aws:s3:::<b>&\"'\u{1}</svg>/*"));
    let simulation = simulation(&scenario);
    let drawn = picture::chain(Language::Korean, &simulation.chains[0]);
    let file = svg(&drawn, "<title> & \"more\"", "a\u{0}b", Colors::Light);
    is_well_formed(&file);
    assert!(file.contains("&lt;title&gt; &amp; &quot;more&quot;"));
    assert!(!file.contains("style=") && !file.contains("class=") && !file.contains("href"));
    let dark = svg(&drawn, "t", "d", Colors::Dark);
    assert!(file.contains("#ffffff") && dark.contains("#0d1117") && !dark.contains("#ffffff"));
}

/// A small reader of XML: tags nest, attributes are quoted, text has no bare `<`, `&` only in entities.
fn is_well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text;
    assert!(!text.chars().any(|c| c < ' ' && c != '\n'), "control characters");
    while let Some(at) = rest.find('<') {
        for part in rest[..at].split('&').skip(1) {
            assert!(["amp;", "lt;", "gt;", "quot;"].iter().any(|entity| part.starts_with(entity)), "{part}");
        }
        let end = at + rest[at..].find('>').expect("a tag ends");
        let tag = &rest[at + 1..end];
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        rest = &rest[end + 1..];
    }
    assert!(open.is_empty() && text.starts_with("<svg xmlns="), "{open:?}");
}

fn allow(action: &str, resource: &str) -> String {
    json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": action, "Resource": resource }] })
        .to_string()
}

fn role(name: &str, principal: Value) -> Value {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" }] });
    json!({
        "arn": format!("arn:aws:iam::111122223333:role/{name}"),
        "trustPolicy": trust.to_string(),
        "policies": [{ "document": allow("s3:GetObject", "arn:aws:s3:::bucket/*") }],
    })
}

fn web_identity_role(name: &str, subject: &str) -> Value {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": { "StringLike": { format!("{ISSUER}:sub"): subject } },
    }] });
    let mut role = role(name, json!({}));
    role["trustPolicy"] = json!(trust.to_string());
    role
}

fn textbook() -> Value {
    json!({
        "manifests": workload("apps", "web", Some("reader")),
        "roles": [web_identity_role("reader", "system:serviceaccount:apps:web")],
    })
}

fn workload(namespace: &str, name: &str, role: Option<&str>) -> String {
    let annotations = role.map_or_else(String::new, |role| {
        format!("  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/{role}\n")
    });
    format!(
        "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {name}\n  namespace: {namespace}\n{annotations}---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {name}\n  namespace: {namespace}\nspec:\n  selector:\n    matchLabels: {{app: {name}}}\n  template:\n    metadata:\n      labels: {{app: {name}}}\n    spec:\n      serviceAccountName: {name}\n      containers:\n        - name: {name}\n          image: example\n"
    )
}

/// Many workloads in some namespaces; every seventh has no annotation and runs as the node.
fn many(count: usize, namespaces: usize) -> Value {
    let one = |i: usize| {
        let role = format!("role-{}", (i / 3) % 40);
        workload(&format!("team-{:02}", i % namespaces), &format!("service-{i:04}"), (i % 7 != 0).then_some(&role))
    };
    let roles: Vec<Value> = (0..40)
        .map(|i| {
            web_identity_role(
                &format!("role-{i}"),
                if i % 9 == 4 { "system:serviceaccount:other:*" } else { "system:serviceaccount:*" },
            )
        })
        .collect();
    json!({
        "manifests": (0..count).map(one).collect::<Vec<_>>().join("---\n"),
        "roles": roles,
        "nodeRole": "arn:aws:iam::111122223333:role/eks-node",
        "imdsReachable": true,
    })
}
