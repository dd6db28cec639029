//! Who can become a role, against the walk of the links: what the patterns of a trust policy say of a subject is what
//! the fifth link says of its token.
//!
//! More than 20,000 subjects, drawn from inside and outside of the patterns that are reported, each a ServiceAccount
//! with a Pod of its own, against random trust policies; half of them by web identity, half by EKS Pod Identity.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::simulation::Answer;
use irsa_playground::chain::who::{self, Actor, Means, Own, Subjects, Way, Width};
use irsa_playground::chain::{Chain, Step, Verdict, simulate};
use irsa_playground::iam::policy::Standing;
use irsa_playground::kubernetes::token::Subject;
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCENARIOS: u64 = 520;
const SUBJECTS: usize = 48;
const ISSUER: &str = "oidc.eks.us-east-1.amazonaws.com/id/E";
const ROLE: &str = "arn:aws:iam::111122223333:role/app";

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

/// Patterns for subjects: ordinary ones, too wide ones, and ones that no ServiceAccount can match.
const SUBJECT_PATTERNS: [&str; 22] = [
    "system:serviceaccount:prod:app",
    "system:serviceaccount:prod-*:app",
    "system:serviceaccount:prod:*",
    "system:serviceaccount:*:app",
    "system:serviceaccount:*",
    "system:serviceaccount:prod*",
    "system:serviceaccount:*-app",
    "system:serviceaccount:*a*",
    "system:serviceaccount:p?:a?p",
    "system:serviceaccount:prod:app-?*",
    "system:serviceaccount:prod-*:*-reader",
    "*",
    "*:app",
    "system:*:prod:app",
    "system:serviceaccount:Prod:app",
    "system:serviceaccount:prod",
    "system:serviceaccount:prod:app:x",
    "system:serviceaccount:a.b:app",
    "system:serviceaccount:${aws:username}:app",
    "system:serviceaccount:${aws:username, 'prod'}:app",
    "system:serviceaccount:${*}:app",
    "system:serviceaccount:1:2*",
];
const NAME_PATTERNS: [&str; 9] = ["prod", "prod-*", "*", "app", "a?p", "*-reader", "p*", "APP", "1"];
const OPERATORS: [&str; 16] = [
    "StringEquals",
    "StringLike",
    "StringLike",
    "StringLike",
    "StringNotEquals",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringEqualsIfExists",
    "StringNotLikeIfExists",
    "ForAnyValue:StringLike",
    "ForAllValues:StringLike",
    "ForAllValues:StringNotEquals",
    "ArnLike",
    "ArnNotEquals",
    "StringLikeIfExists",
];

#[derive(Clone, Copy, PartialEq)]
enum By {
    Token,
    Association,
}

fn conditions(random: &mut Random, by: By) -> Value {
    let mut block = json!({});
    for _ in 0..=random.next(2) {
        let text = random.pick(&OPERATORS).to_owned();
        let (key, values) = match (by, random.next(8)) {
            (_, 0) => ("aws:SourceVpc".to_owned(), vec!["vpc-1"]),
            (By::Token, 1) => (format!("{ISSUER}:aud"), random.some(&["sts.amazonaws.com", "sts.*", "other"], 1)),
            (By::Token, 2) => (format!("{}:SUB", ISSUER.to_lowercase()), random.some(&SUBJECT_PATTERNS, 2)),
            (By::Token, 3) => ("other.example.com:sub".to_owned(), random.some(&SUBJECT_PATTERNS, 1)),
            (By::Token, _) => (format!("{ISSUER}:sub"), random.some(&SUBJECT_PATTERNS, 2)),
            (By::Association, 1) => ("aws:RequestTag/eks-cluster-name".to_owned(), random.some(&["prod", "c*"], 1)),
            (By::Association, 2..=4) => {
                ("aws:RequestTag/kubernetes-service-account".to_owned(), random.some(&NAME_PATTERNS, 2))
            }
            (By::Association, _) => ("aws:RequestTag/kubernetes-namespace".to_owned(), random.some(&NAME_PATTERNS, 2)),
        };
        // A tag may be an ARN or a number, and then there are no patterns.
        let text = if by == By::Association { text.replace("Arn", "String") } else { text };
        block[text][key] = json!(values);
    }
    block
}

fn statement(random: &mut Random, by: By, effect: &str) -> Value {
    let own = format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}");
    let federated = json!({ "Federated": own });
    let service = json!({ "Service": "pods.eks.amazonaws.com" });
    let principal = match (by, random.next(8)) {
        (_, 0) => json!("*"),
        (By::Token, 1) => json!({ "Federated": [own, "arn:aws:iam::111122223333:oidc-provider/other.example.com"] }),
        (By::Token, 2) => service,
        (By::Token, _) => federated,
        (By::Association, 1) => json!({ "Service": ["pods.eks.amazonaws.com", "ec2.amazonaws.com"] }),
        (By::Association, 2) => federated,
        (By::Association, _) => service,
    };
    let action = match (by, random.next(6)) {
        (_, 0) => json!("sts:*"),
        (By::Token, 1) => json!(["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]),
        (By::Token, _) => json!("sts:AssumeRoleWithWebIdentity"),
        (By::Association, _) => json!(["sts:AssumeRole", "sts:TagSession"]),
    };
    let mut statement = json!({ "Effect": effect, "Principal": principal, "Action": action });
    if random.next(6) > 0 {
        statement["Condition"] = conditions(random, by);
    }
    statement
}

/// Names near the patterns: wildcards filled, sometimes one character off.
fn near(random: &mut Random, pattern: &str) -> String {
    let mut text = String::new();
    let pattern = pattern.replace("${aws:username}", "prod").replace("${aws:username, 'prod'}", "prod");
    for character in pattern.replace("${*}", "x").chars() {
        match character {
            '*' => text.push_str(random.pick(&["", "a", "app", "prod", "-1", "x-y", "a:b", "reader"])),
            '?' => text.push_str(random.pick(&["a", "p", "1", "-"])),
            other => text.push(other),
        }
    }
    if random.next(4) == 0 {
        let at = text.len() - random.next(text.len().min(8) + 1);
        if text.is_char_boundary(at) {
            text.insert_str(at, random.pick(&["x", "-", "app", "2"]));
        }
    }
    text
}

/// ServiceAccounts that exist in Kubernetes, each once.
fn accounts(random: &mut Random, reported: &[String]) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    while found.len() < SUBJECTS {
        let inside = !reported.is_empty() && random.next(2) == 0;
        let text = match random.next(5) {
            0 => format!(
                "system:serviceaccount:{}:{}",
                random.pick(&["prod", "prod-1", "dev", "p1", "app", "1"]),
                random.pick(&["app", "a-app", "acp", "default", "s3-reader", "2", "22", "prod"])
            ),
            _ if inside => {
                let at = random.next(reported.len());
                near(random, &reported[at])
            }
            _ => {
                let pattern = random.pick(&SUBJECT_PATTERNS);
                near(random, pattern)
            }
        };
        let text =
            if text.starts_with("system:serviceaccount:") { text } else { format!("system:serviceaccount:{text}") };
        if let Ok(subject) = Subject::parse(&text) {
            found.insert((subject.namespace, subject.name));
        }
    }
    found
}

fn scenario(random: &mut Random, by: By) -> Value {
    let statements: Vec<Value> = (0..=random.next(3))
        .map(|at| {
            let effect = if at > 0 && random.next(3) == 0 { "Deny" } else { "Allow" };
            statement(random, by, effect)
        })
        .collect();
    let trust = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let mut scenario = json!({
        "roles": [{ "arn": ROLE, "trustPolicy": trust }],
        "cluster": { "issuer": format!("https://{ISSUER}"), "name": "c", "account": "111122223333", "region": "us-east-1" },
        "oidcProviders": [{ "account": "111122223333", "url": format!("https://{ISSUER}"), "clientIds": ["sts.amazonaws.com"] }],
        "runtime": { "trustPolicyQuota": 100_000 },
    });
    if random.next(6) == 0 {
        let mut denies = json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "sts:*", "Resource": "*" }],
        });
        denies["Statement"][0]["Condition"] = conditions(random, by);
        scenario["resourceControlPolicies"] = json!([[denies.to_string()]]);
    }
    scenario
}

/// The same scenario with these ServiceAccounts, each with a Pod.
fn populated(mut scenario: Value, by: By, accounts: &BTreeSet<(String, String)>) -> Scenario {
    let mut objects = Vec::new();
    let mut associations = Vec::new();
    for (namespace, name) in accounts {
        let mut account = json!({ "apiVersion": "v1", "kind": "ServiceAccount", "metadata": { "name": name, "namespace": namespace } });
        match by {
            By::Token => account["metadata"]["annotations"] = json!({ "eks.amazonaws.com/role-arn": ROLE }),
            By::Association => {
                associations.push(json!({ "namespace": namespace, "serviceAccount": name, "roleArn": ROLE }));
            }
        }
        objects.push(account);
    }
    // Pods are assumed for ServiceAccounts that no workload uses.
    scenario["manifests"] = json!(objects.iter().map(Value::to_string).collect::<Vec<_>>().join("\n---\n"));
    if by == By::Association {
        scenario["podIdentityAssociations"] = json!(associations);
    }
    Scenario::from_json(&scenario.to_string()).unwrap()
}

fn of_way(becoming: &who::Becoming, by: By) -> Option<&Subjects> {
    match by {
        By::Token => becoming.tokens.iter().find(|trust| trust.own).map(|trust| &trust.subjects),
        By::Association => becoming.pod_identity.as_ref(),
    }
}

fn patterns(subjects: Option<&Subjects>) -> Vec<String> {
    let areas = subjects.into_iter().flat_map(|subjects| &subjects.areas);
    areas.flat_map(|area| area.within.iter().chain(&area.except)).map(|bounds| bounds.text.clone()).collect()
}

/// What the fifth link says, as an answer.
fn said(verdict: Verdict) -> Option<Answer> {
    match verdict {
        Verdict::Pass => Some(Answer::Allowed),
        Verdict::Unknown => Some(Answer::Depends),
        Verdict::Fail => None,
        Verdict::NotReached => panic!("a link has a verdict of its own"),
    }
}

#[test]
fn the_patterns_say_what_the_fifth_link_says() {
    let mut seen = [0_usize; 3];
    let mut beyond = 0;
    for seed in 0..SCENARIOS {
        let mut random = Random(seed * 7919 + 29);
        let by = if seed % 2 == 0 { By::Token } else { By::Association };
        let bare = scenario(&mut random, by);
        let alone = Scenario::from_json(&bare.to_string()).unwrap();
        let before = who::who_becomes(&alone, ROLE);
        let reported = patterns(of_way(&before, by));
        let accounts = accounts(&mut random, &reported);
        let scenario = populated(bare, by, &accounts);
        let becoming = who::who_becomes(&scenario, ROLE);
        let subjects = of_way(&becoming, by);
        // Who is let in does not depend on who is there.
        assert_eq!(subjects, of_way(&before, by));
        assert!(subjects.is_none_or(|subjects| subjects.exact), "seed {seed}: every one of these has patterns");
        let simulation = simulate(&scenario);
        assert_eq!(simulation.chains.len(), accounts.len());
        if becoming.trust == Some(Standing::Refused) {
            // Twice the same key in one block: IAM does not save it, and nothing is said.
            let unknown =
                |chain: &Chain| chain.links.iter().all(|l| l.step != Step::TrustSubject || l.own == Verdict::Unknown);
            assert!(subjects.is_none() && simulation.chains.iter().all(unknown), "seed {seed}");
            continue;
        }
        for chain in &simulation.chains {
            let account = &chain.service_account;
            let subject = Subject::new(&account.namespace, &account.name).to_string();
            let link = chain.links.iter().find(|link| link.step == Step::TrustSubject).unwrap();
            // A role that trusts Pod Identity with nobody refuses the association, and the fifth link is not asked.
            let expected = said(link.own);
            let answer = subjects.and_then(|subjects| subjects.answer(&subject));
            seen[expected.map_or(0, |answer| 1 + usize::from(answer == Answer::Depends))] += 1;
            let text = &scenario.roles[0].trust_policy;
            assert_eq!(answer, expected, "seed {seed}: {subject}\n{text:?}\n{:?}", scenario.resource_control_policies);
            let member = becoming.members.iter().find(|member| {
                (&member.namespace, &member.name) == (&account.namespace, &account.name)
                    && matches!(member.way, Way::PodIdentity) == (by == By::Association)
            });
            let member = member.expect("every one names the role").answer;
            assert_eq!(Some(member).filter(|a| matches!(a, Answer::Allowed | Answer::Depends)), expected, "{subject}");
        }
        beyond += usize::from(!reported.is_empty());
    }
    println!("refused, let in, depends: {seen:?}; {beyond} of {SCENARIOS} policies let somebody in");
    let total: usize = seen.iter().sum();
    assert!(total >= 20_000 && seen.iter().all(|count| *count > 500), "enough subjects of every answer: {seen:?}");
}

/// A role with this trust policy and these manifests.
fn with_trust(trust: &Value, manifests: &str) -> Scenario {
    let scenario = json!({
        "manifests": manifests,
        "roles": [{ "arn": ROLE, "trustPolicy": trust.to_string(), "policies": [{ "name": "p", "document": reads("arn:aws:s3:::b/*") }] }],
        "cluster": { "issuer": format!("https://{ISSUER}"), "account": "111122223333", "region": "us-east-1" },
    });
    Scenario::from_json(&scenario.to_string()).unwrap()
}

fn reads(resource: &str) -> String {
    json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": resource }] })
        .to_string()
}

fn trusting(condition: Value) -> Value {
    let principal = json!({ "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") });
    json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": condition },
    ] })
}

#[test]
fn how_many_are_let_in_is_told_at_a_glance() {
    let sub = format!("{ISSUER}:sub");
    let like = |patterns: Value| json!({ "StringLike": { sub.as_str(): patterns } });
    for (condition, width, areas) in [
        (like(json!("system:serviceaccount:prod:app")), Width::Named, 1),
        (like(json!(["system:serviceaccount:prod:app", "system:serviceaccount:dev:app"])), Width::Named, 2),
        (like(json!("system:serviceaccount:prod:*")), Width::Namespaces, 1),
        (like(json!("system:serviceaccount:prod:app-*")), Width::Namespaces, 1),
        (like(json!("system:serviceaccount:prod-*:app")), Width::Pattern, 1),
        (like(json!("system:serviceaccount:*:app")), Width::Pattern, 1),
        (like(json!("system:serviceaccount:*")), Width::Everyone, 1),
        (like(json!("*")), Width::Everyone, 1),
        (json!({ "StringNotEquals": { sub.as_str(): "system:serviceaccount:prod:app" } }), Width::Everyone, 1),
        (json!({ "StringEquals": { format!("{ISSUER}:aud"): "sts.amazonaws.com" } }), Width::Everyone, 1),
        (json!({ "StringEquals": { format!("{ISSUER}:aud"): "other" } }), Width::Nobody, 0),
        (json!({ "StringEquals": { sub.as_str(): "system:serviceaccount:prod:*" } }), Width::Nobody, 0),
        (like(json!("system:serviceaccount:Prod:app")), Width::Nobody, 0),
        (
            json!({ "StringLike": { sub.as_str(): "system:serviceaccount:prod:*" }, "StringNotLike": { sub.as_str(): "system:serviceaccount:*:default" } }),
            Width::Namespaces,
            1,
        ),
    ] {
        let becoming = who::who_becomes(&with_trust(&trusting(condition.clone()), ""), ROLE);
        let [trust] = becoming.tokens.as_slice() else { panic!("one issuer: {condition}") };
        assert!(trust.own && trust.kubernetes && trust.subjects.exact);
        assert_eq!((trust.subjects.width(), trust.subjects.areas.len()), (width, areas), "{condition}");
    }
    // What no pattern tells is not called a "cannot".
    let odd = json!({ "StringLike": { "sts:RoleSessionName": format!("${{{ISSUER}:sub}}") } });
    let becoming = who::who_becomes(&with_trust(&trusting(odd), ""), ROLE);
    let subjects = &becoming.tokens[0].subjects;
    assert!(!subjects.exact && subjects.answer("system:serviceaccount:a:b") == Some(Answer::Unknown));
    // A policy that cannot be read says nothing about anybody.
    let becoming = who::who_becomes(&with_trust(&json!({ "Statement": 1 }), ""), ROLE);
    assert!(becoming.trust == Some(Standing::Refused) && becoming.tokens.is_empty() && becoming.members.is_empty());
}

#[test]
fn patterns_are_parted_into_namespace_and_name() {
    for (pattern, parts) in [
        ("system:serviceaccount:prod:app", Some(("prod", "app"))),
        ("system:serviceaccount:prod-*:a?p", Some(("prod-*", "a?p"))),
        ("system:serviceaccount:prod*", Some(("prod*", "*"))),
        ("system:serviceaccount:*", Some(("*", "*"))),
        ("system:serviceaccount:*-app", Some(("*", "*-app"))),
        ("system:serviceaccount:*a*", None),
        ("system:serviceaccount:a:b:c", None),
        ("*:app", None),
    ] {
        assert_eq!(who::pattern_parts(pattern), parts, "{pattern}");
    }
}

const CLUSTER: &str = "
apiVersion: v1
kind: ServiceAccount
metadata: { name: app, namespace: prod-1, annotations: { eks.amazonaws.com/role-arn: 'arn:aws:iam::111122223333:role/app' } }
---
apiVersion: v1
kind: ServiceAccount
metadata: { name: app, namespace: dev }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: accounts, namespace: prod-2 }
rules: [{ apiGroups: [''], resources: [serviceaccounts], verbs: [create] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: accounts, namespace: prod-2 }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: accounts }
subjects: [{ kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: accounts, namespace: dev }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: User, name: john, apiGroup: rbac.authorization.k8s.io }]
";

#[test]
fn who_is_there_and_who_may_make_others() {
    let sub = format!("{ISSUER}:sub");
    let becoming = who::who_becomes(
        &with_trust(&trusting(json!({ "StringLike": { sub.as_str(): "system:serviceaccount:prod-*:app" } })), CLUSTER),
        ROLE,
    );
    let members: Vec<_> = becoming.members.iter().map(|m| (m.namespace.as_str(), m.name.as_str(), m.answer)).collect();
    assert_eq!(members, [("prod-1", "app", Answer::Allowed)]);
    let makers: Vec<_> = becoming
        .makers
        .iter()
        .filter(|maker| !maker.grant.builtin)
        .map(|maker| (maker.namespace.as_deref(), maker.grant.subject.name.as_str()))
        .collect();
    assert_eq!(makers, [(Some("prod-2"), "jane")], "john's namespace is not let in");
    assert!(becoming.makers.iter().any(|maker| maker.namespace.is_none() && maker.grant.builtin));
    let named = json!({ "StringEquals": { sub.as_str(): "system:serviceaccount:prod-1:app" } });
    let becoming = who::who_becomes(&with_trust(&trusting(named), CLUSTER), ROLE);
    assert!(becoming.makers.is_empty(), "the only one is there already");
}

#[test]
fn others_are_let_in_by_both_halves() {
    let trust = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": ["arn:aws:iam::111122223333:user/eve", "222233334444", "arn:aws:iam::333344445555:role/far"], "Service": "ec2.amazonaws.com" } },
        { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "111122223333" }, "Condition": { "StringEquals": { "aws:PrincipalTag/team": "red" } } },
        { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Condition": { "StringEquals": { "sts:ExternalId": "x" } } },
    ] });
    let assume = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": ROLE }] });
    let mut scenario: Value = serde_json::to_value(with_trust(&trust, "")).unwrap();
    scenario["users"] = json!([
        { "arn": "arn:aws:iam::111122223333:user/eve" },
        { "arn": "arn:aws:iam::111122223333:user/red", "tags": { "team": "red" } },
        { "arn": "arn:aws:iam::111122223333:user/red2", "tags": { "team": "red" }, "policies": [{ "name": "p", "document": assume.to_string() }] },
        { "arn": "arn:aws:iam::111122223333:user/blue", "policies": [{ "name": "p", "document": assume.to_string() }] },
    ]);
    let becoming = who::who_becomes(&Scenario::from_json(&scenario.to_string()).unwrap(), ROLE);
    let found: Vec<_> = becoming.entrants.iter().map(|one| (one.principal.as_str(), one.trust, one.own)).collect();
    assert_eq!(
        found,
        [
            ("arn:aws:iam::111122223333:user/eve", Answer::Allowed, Own::Allows),
            ("arn:aws:iam::111122223333:user/red", Answer::Allowed, Own::Refuses),
            ("arn:aws:iam::111122223333:user/red2", Answer::Allowed, Own::Allows),
            ("222233334444", Answer::Allowed, Own::NotGiven),
            ("arn:aws:iam::333344445555:role/far", Answer::Allowed, Own::NotGiven),
            ("ec2.amazonaws.com", Answer::Allowed, Own::NotNeeded),
            ("111122223333", Answer::Depends, Own::NotGiven),
            ("arn:aws:iam::444455556666:root", Answer::Depends, Own::NotGiven),
        ]
    );
}

#[test]
fn who_can_do_something_counts_whom_one_really_runs_as() {
    let node = "arn:aws:iam::111122223333:role/node";
    let data = "arn:aws:iam::111122223333:role/data";
    let named = json!({ "StringEquals": { format!("{ISSUER}:sub"): "system:serviceaccount:prod-1:app" } });
    let pod = |name: &str, namespace: &str, account: &str| {
        format!(
            "\n---\napiVersion: v1\nkind: Pod\nmetadata: {{ name: {name}, namespace: {namespace} }}\nspec: {{ serviceAccountName: {account}, containers: [{{ name: c, image: i }}, {{ name: d, image: i }}] }}\n"
        )
    };
    let manifests = CLUSTER.to_owned() + &pod("web", "prod-1", "app") + &pod("job", "dev", "app");
    let mut scenario = serde_json::to_value(with_trust(&trusting(named), &manifests)).unwrap();
    let service = |name: &str| json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": name, "Action": "sts:AssumeRole" }] });
    let mut ec2 = service("x");
    ec2["Statement"][0]["Principal"] = json!({ "Service": "ec2.amazonaws.com" });
    let mut by_app = service("x");
    by_app["Statement"][0]["Principal"] = json!({ "AWS": ROLE });
    let roles = scenario["roles"].as_array_mut().unwrap();
    roles.push(
        json!({ "arn": node, "trustPolicy": ec2.to_string(), "policies": [{ "name": "p", "document": reads("*") }] }),
    );
    roles.push(json!({ "arn": data, "trustPolicy": by_app.to_string(), "policies": [{ "name": "p", "document": reads("arn:aws:s3:::data/*") }] }));
    scenario["nodeRole"] = node.into();
    scenario["imdsReachable"] = true.into();
    scenario["resourcePolicies"] = json!([{ "resource": "arn:aws:s3:::b", "document": json!({
        "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*" },
            { "Effect": "Allow", "Principal": { "AWS": "222233334444" }, "Action": "s3:*", "Resource": "arn:aws:s3:::b/*" },
            { "Effect": "Allow", "Principal": { "AWS": "333344445555" }, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::b/*" },
        ] }).to_string() }]);
    let scenario = Scenario::from_json(&scenario.to_string()).unwrap();
    let told = |resource: &str| -> Vec<String> {
        let found = who::who_can(&scenario, "s3:GetObject", resource);
        let name = |can: &who::Can| match &can.actor {
            Actor::Workload { workload, containers, means, .. } => {
                let means = match means {
                    Means::WebIdentity { .. } => "web identity",
                    Means::NodeRole { .. } => "node",
                    other => panic!("{other:?}"),
                };
                format!("{} {} {means}", workload.name, containers.join("+"))
            }
            Actor::User { arn } => arn.clone(),
            Actor::Role { role } => format!("role {}", role.name),
            Actor::Named { principal, .. } => principal.clone(),
        };
        let open = found.all.iter().filter(|can| can.cell.answer.is_open());
        open.map(|can| {
            let through: Vec<&str> = can.through.iter().map(|role| role.name.as_str()).collect();
            format!(
                "{}{}",
                name(can),
                if through.is_empty() { String::new() } else { format!(" through {}", through.join(", ")) }
            )
        })
        .collect()
    };
    assert_eq!(
        told("arn:aws:s3:::b/x"),
        ["web c+d web identity", "job c+d node", "role app", "role node", "cloudtrail.amazonaws.com", "222233334444"]
    );
    assert_eq!(
        told("arn:aws:s3:::data/x"),
        ["web c+d web identity through data", "job c+d node", "role node", "role data"]
    );
    assert_eq!(told("arn:aws:s3:::elsewhere/x"), ["job c+d node", "role node"]);
}
