//! What holds of every policy and every pattern, tried on many random ones.
//!
//! The generator is a few lines and its seed is fixed, so a failure comes back. Names are drawn from small pools: most
//! policies say something about most requests.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::iam::context::{Context, Unmentioned};
use irsa_playground::iam::evaluate::{Outcome, PolicySet, PublicAccess, Request, decide};
use irsa_playground::iam::pattern::Pattern;
use irsa_playground::iam::policy::{Policy, PolicyKind, Standing};
use irsa_playground::iam::principal::Principal;
use irsa_playground::iam::{lower, print};
use irsa_playground::text::SourceId;
use serde_json::{Map, Value, json};

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % limit
    }

    fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    fn some<T>(&mut self, at_most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..=self.below(at_most)).map(|_| make(self)).collect()
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }
}

const ACTIONS: [&str; 7] = ["s3:GetObject", "s3:Get*", "s3:*", "*", "s3:PutObject", "dynamodb:GetItem", "s3:?etObject"];
const RESOURCES: [&str; 6] = [
    "*",
    "arn:aws:s3:::b/*",
    "arn:aws:s3:::b",
    "arn:aws:s3:::b/${aws:username}/*",
    "arn:aws:s3:::*/x",
    "arn:aws:s3:::c/*",
];
const PRINCIPALS: [&str; 5] = [
    "*",
    "111122223333",
    "arn:aws:iam::111122223333:user/alice",
    "arn:aws:iam::111122223333:role/app",
    "arn:aws:sts::111122223333:assumed-role/app/s",
];
const OPERATORS: [&str; 9] = [
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "ForAllValues:StringLike",
    "ForAnyValue:StringEquals",
    "StringEqualsIfExists",
    "NumericLessThan",
    "Null",
    "Bool",
];
const KEYS: [&str; 4] = ["aws:username", "aws:TagKeys", "s3:prefix", "aws:SecureTransport"];
const VALUES: [&str; 8] = ["alice", "a*", "true", "false", "10", "${aws:username}", "", "b"];

fn statement(random: &mut Random, kind: PolicyKind) -> Value {
    let mut statement = json!({"Effect": random.pick(&["Allow", "Allow", "Deny"])});
    let naming = |random: &mut Random| if random.below(6) == 0 { "Not" } else { "" };
    let action = format!("{}Action", naming(random));
    let resource = format!("{}Resource", naming(random));
    statement[action] = json!(random.some(3, |random| random.pick(&ACTIONS)));
    statement[resource] = json!(random.some(3, |random| random.pick(&RESOURCES)));
    if kind == PolicyKind::Resource {
        statement["Principal"] = json!({"AWS": random.some(2, |random| random.pick(&PRINCIPALS))});
    }
    let mut conditions = Map::new();
    for _ in 0..random.below(3) {
        let mut keys = Map::new();
        for _ in 0..=random.below(2) {
            let values = random.some(3, |random| random.pick(&VALUES));
            keys.insert(random.pick(&KEYS).to_owned(), json!(values));
        }
        conditions.insert(random.pick(&OPERATORS).to_owned(), Value::Object(keys));
    }
    if !conditions.is_empty() {
        statement["Condition"] = Value::Object(conditions);
    }
    statement
}

fn document(random: &mut Random, kind: PolicyKind) -> Value {
    let version = random.pick(&["2012-10-17", "2012-10-17", "2008-10-17"]);
    json!({"Version": version, "Statement": random.some(3, |random| statement(random, kind))})
}

fn read(document: &Value, kind: PolicyKind) -> Policy {
    let (policy, diagnostics) = lower::read(SourceId::Settings, &document.to_string(), kind);
    let policy = policy.unwrap();
    assert_eq!(policy.standing, Standing::Accepted, "{document}: {diagnostics:?}");
    policy
}

/// Documents of the types that a random case has.
struct Case {
    identity: Vec<Value>,
    resource: Option<Value>,
    boundary: Option<Value>,
    principal: Principal,
    context: Context,
    account: &'static str,
    action: &'static str,
    target: &'static str,
}

impl Case {
    fn new(random: &mut Random) -> Self {
        let principals = ["arn:aws:iam::111122223333:user/alice", "arn:aws:sts::111122223333:assumed-role/app/s"];
        let unmentioned = if random.below(3) == 0 { Unmentioned::Unknown } else { Unmentioned::Absent };
        let mut context = Context::new(unmentioned);
        for key in KEYS {
            match random.below(4) {
                0 => context.set(key, random.pick(&VALUES)),
                1 => context.set_absent(key),
                _ => &mut context,
            };
        }
        Self {
            identity: random.some(2, |random| document(random, PolicyKind::Identity)),
            resource: (random.below(2) == 0).then(|| document(random, PolicyKind::Resource)),
            boundary: (random.below(3) == 0).then(|| document(random, PolicyKind::Boundary)),
            principal: Principal::parse(random.pick(&principals)).unwrap(),
            context,
            account: random.pick(&["111122223333", "444455556666"]),
            action: random.pick(&["s3:GetObject", "s3:PutObject"]),
            target: random.pick(&["arn:aws:s3:::b/alice/x", "arn:aws:s3:::b", "arn:aws:s3:::c/x"]),
        }
    }

    fn outcome(&self) -> Outcome {
        let identity: Vec<Policy> = self.identity.iter().map(|d| read(d, PolicyKind::Identity)).collect();
        let resource = self.resource.as_ref().map(|d| read(d, PolicyKind::Resource));
        let boundary: Vec<Policy> = self.boundary.iter().map(|d| read(d, PolicyKind::Boundary)).collect();
        let set = PolicySet {
            identity: identity.iter().collect(),
            resource: resource.as_ref(),
            boundary: boundary.iter().collect(),
            ..PolicySet::default()
        };
        let request = Request {
            principal: &self.principal,
            action: self.action,
            resource: self.target,
            resource_account: self.account,
            context: &self.context,
            public_access: PublicAccess::NotBlocked,
        };
        decide(&set, &request).outcome
    }
}

/// How much is allowed: a certain denial least, certainty of being allowed most.
fn permission(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::ExplicitDeny | Outcome::ImplicitDeny => 0,
        Outcome::Unknown => 1,
        Outcome::Allowed => 2,
    }
}

fn cases(seed: u64) -> impl Iterator<Item = (Case, Random)> {
    (0..1500).map(move |index| {
        let mut random = Random(seed + index * 7919);
        (Case::new(&mut random), random)
    })
}

#[test]
fn every_outcome_occurs() {
    let mut seen: Vec<Outcome> = cases(11).map(|(case, _)| case.outcome()).collect();
    seen.sort_by_key(|outcome| *outcome as u8);
    seen.dedup();
    assert_eq!(seen.len(), 4, "{seen:?}");
}

#[test]
fn a_deny_more_never_allows_more() {
    for (mut case, mut random) in cases(23) {
        let before = case.outcome();
        let mut deny = statement(&mut random, PolicyKind::Identity);
        deny["Effect"] = json!("Deny");
        case.identity.push(json!({"Version": "2012-10-17", "Statement": deny}));
        assert!(permission(case.outcome()) <= permission(before), "{:?}", case.identity);
    }
}

#[test]
fn an_allow_more_in_an_identity_policy_never_denies_more() {
    for (mut case, mut random) in cases(37) {
        let before = case.outcome();
        let mut allow = statement(&mut random, PolicyKind::Identity);
        allow["Effect"] = json!("Allow");
        case.identity.push(json!({"Version": "2012-10-17", "Statement": allow}));
        assert!(permission(case.outcome()) >= permission(before), "{:?}", case.identity);
    }
}

/// Every list in another order.
fn shuffled(random: &mut Random, value: &Value) -> Value {
    match value {
        Value::Array(values) => {
            let mut values: Vec<Value> = values.iter().map(|value| shuffled(random, value)).collect();
            random.shuffle(&mut values);
            Value::Array(values)
        }
        Value::Object(members) => {
            members.iter().map(|(key, value)| (key.clone(), shuffled(random, value))).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// The JSON text with the members of every object in another order.
fn scrambled(random: &mut Random, value: &Value) -> String {
    match value {
        Value::Array(values) => {
            format!("[{}]", values.iter().map(|value| scrambled(random, value)).collect::<Vec<_>>().join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> =
                members.iter().map(|(key, value)| format!("{}:{}", json!(key), scrambled(random, value))).collect();
            random.shuffle(&mut members);
            format!("{{{}}}", members.join(","))
        }
        other => other.to_string(),
    }
}

#[test]
fn the_order_of_policies_statements_and_values_does_not_matter() {
    for (mut case, mut random) in cases(41) {
        let before = case.outcome();
        random.shuffle(&mut case.identity);
        for document in case.identity.iter_mut().chain(&mut case.resource).chain(&mut case.boundary) {
            *document = shuffled(&mut random, document);
        }
        assert_eq!(case.outcome(), before, "{:?}", case.identity);
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    for (case, mut random) in cases(43) {
        for document in &case.identity {
            let text = scrambled(&mut random, document);
            let (policy, _) = lower::read(SourceId::Settings, &text, PolicyKind::Identity);
            let mut again: Value = serde_json::from_str(&print::print(&policy.unwrap())).unwrap();
            let mut first: Value = serde_json::from_str(&print::print(&read(document, PolicyKind::Identity))).unwrap();
            assert_eq!(again.take(), first.take(), "{text}");
        }
    }
}

#[test]
fn parse_print_parse_is_the_identity() {
    for (case, _) in cases(53) {
        for document in &case.identity {
            let printed = print::print(&read(document, PolicyKind::Identity));
            let (again, diagnostics) = lower::read(SourceId::Settings, &printed, PolicyKind::Identity);
            assert!(diagnostics.is_empty(), "{printed}");
            let again = again.unwrap();
            assert_eq!(print::print(&again), printed);
            let (third, _) = lower::read(SourceId::Settings, &print::print(&again), PolicyKind::Identity);
            assert_eq!(third.unwrap(), again);
        }
    }
}

/// Dynamic programming over both texts, one cell a pair of prefixes.
fn naive(pattern: &[char], text: &[char]) -> bool {
    let mut row = vec![false; text.len() + 1];
    row[0] = true;
    for &symbol in pattern {
        let mut next = vec![false; text.len() + 1];
        next[0] = symbol == '*' && row[0];
        for at in 0..text.len() {
            next[at + 1] = match symbol {
                '*' => row[at + 1] || next[at],
                '?' => row[at],
                literal => row[at] && literal == text[at],
            };
        }
        row = next;
    }
    row[text.len()]
}

#[test]
fn the_matcher_equals_dynamic_programming() {
    let mut random = Random(97);
    let mut matched = 0;
    for _ in 0..200_000 {
        let pattern: Vec<char> = random.some(9, |random| *random.pick(&[&'a', &'b', &'*', &'*', &'?', &'가'])).to_vec();
        let text: Vec<char> = random.some(11, |random| *random.pick(&[&'a', &'a', &'b', &'가'])).to_vec();
        let expected = naive(&pattern, &text);
        matched += usize::from(expected);
        let (pattern, text) = (pattern.into_iter().collect::<String>(), text.into_iter().collect::<String>());
        assert_eq!(Pattern::new(&pattern).matches(&text), expected, "`{pattern}` against `{text}`");
    }
    assert!(matched > 10_000, "{matched}");
}
