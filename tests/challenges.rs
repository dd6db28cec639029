//! Challenges: hundreds of numbers, each broken where it says, mended by undoing the break, and the same every time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use irsa_playground::chain::{Verdict, simulate};
use irsa_playground::gallery::Gallery;
use irsa_playground::lesson::challenge::{Challenge, Code, Level, Maker, ways};
use irsa_playground::lesson::{self, State};
use irsa_playground::message::Language;
use irsa_playground::scenario::Scenario;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

/// The gallery as the page fetches it.
fn gallery() -> Gallery {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/scenarios");
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    fn filled(value: Value, folder: &Path) -> Value {
        match value {
            Value::String(text) => match text.strip_prefix("file:") {
                Some(name) => Value::String(fs::read_to_string(folder.join(name)).unwrap()),
                None => Value::String(text),
            },
            Value::Array(list) => list.into_iter().map(|value| filled(value, folder)).collect(),
            Value::Object(map) => map.into_iter().map(|(key, value)| (key, filled(value, folder))).collect(),
            other => other,
        }
    }
    let mut index: Value = serde_json::from_str(&read(&folder.join("index.json"))).unwrap();
    let categories = index["categories"].as_array().unwrap();
    let ids: BTreeSet<&str> = categories
        .iter()
        .flat_map(|category| category["examples"].as_array().unwrap())
        .map(|id| id.as_str().unwrap())
        .collect();
    let examples: Vec<Value> = ids
        .into_iter()
        .map(|id| {
            let folder = folder.join(id);
            let mut example = filled(serde_json::from_str(&read(&folder.join("example.json"))).unwrap(), &folder);
            example["id"] = json!(id);
            example
        })
        .collect();
    index["examples"] = json!(examples);
    Gallery::from_json(&index.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

/// Numbers of each level.
const NUMBERS: u32 = 130;

/// All of them, made once.
fn all() -> &'static [Challenge] {
    static ALL: OnceLock<Vec<Challenge>> = OnceLock::new();
    ALL.get_or_init(|| {
        let maker = Maker::new(&gallery());
        let codes = Level::ALL.into_iter().flat_map(|level| (0..NUMBERS).map(move |number| Code { level, number }));
        codes.map(|code| maker.challenge(code).unwrap_or_else(|| panic!("{code}: nothing"))).collect()
    })
}

#[test]
fn every_number_breaks_where_it_says_and_undoing_mends_it() {
    let all = all();
    let mut whole = BTreeSet::new();
    assert!(all.len() >= 500);
    for one in all {
        let name = format!("{} ({} of {})", one.code, one.way, one.base);
        assert!(one.code.level.breaks(one.step), "{name}");
        let broken = simulate(&one.broken);
        let link = broken.chains[0].broken().unwrap_or_else(|| panic!("{name}: whole"));
        assert_eq!((link.step, link.verdict), (one.step, Verdict::Fail), "{name}");
        let played = one.lesson();
        assert!(!lesson::check(&played, &one.broken).is_reached(), "{name}: the start reaches the goal");
        let solved = played.solved().unwrap();
        assert_eq!(solved, one.whole, "{name}: the solution undoes the break");
        // What there was before is the same for all that break the same example.
        if whole.insert(one.base.clone()) {
            assert_eq!(simulate(&one.whole).chains[0].verdict(), Verdict::Pass, "{name}");
            let progress = lesson::check(&played, &solved);
            assert!(progress.is_reached(), "{name}: {:?}", progress.goal);
            assert!(!lesson::check(&played, &Scenario::default()).is_reached(), "{name}");
        }
    }
    // What is the same is the same for everybody who opens the link.
    let maker = Maker::new(&gallery());
    for one in all.iter().step_by(41) {
        assert_eq!(maker.challenge(one.code).as_ref(), Some(one));
    }
}

#[test]
fn every_way_and_every_example_occurs_and_none_alone() {
    let mut used: BTreeMap<&str, usize> = BTreeMap::new();
    let mut bases: BTreeMap<String, usize> = BTreeMap::new();
    let mut different = BTreeSet::new();
    let all = all();
    for one in all {
        *used.entry(one.way).or_default() += 1;
        *bases.entry(one.base.clone()).or_default() += 1;
        different.insert(serde_json::to_string(&one.broken).unwrap());
    }
    let known: BTreeSet<&str> = ways().map(|(way, _)| way).collect();
    assert!(known.len() >= 20, "{}", known.len());
    assert_eq!(used.keys().copied().collect::<BTreeSet<_>>(), known, "every way is drawn");
    assert!(bases.len() >= 10, "{bases:?}");
    let most = used.values().max().unwrap();
    assert!(*most * 8 < all.len(), "no way is drawn far more often than others: {used:?}");
    assert!(different.len() * 2 > all.len(), "{} different of {}", different.len(), all.len());
}

#[test]
fn opening_the_door_wide_is_no_solution() {
    let mut tried = 0;
    for one in all().iter().filter(|one| one.way.starts_with("subject")) {
        let mut wide = one.whole.clone();
        let trust = wide.roles.iter_mut().find_map(|role| role.trust_policy.as_mut()).unwrap();
        let subject = trust.lines().find(|line| line.contains(":sub\"")).unwrap().trim().to_owned();
        let (key, _) = subject.split_once("\": ").unwrap();
        let open = trust.replace("StringEquals", "StringLike").replace(&subject, &format!("{key}\": \"*\""));
        *trust = open;
        let progress = lesson::check(&one.lesson(), &wide);
        assert_eq!(progress.goal[0].state, State::Holds, "{}: the chain is whole", one.code);
        assert!(!progress.is_reached(), "{}: and everybody gets in", one.code);
        tried += 1;
    }
    assert!(tried > 10);
}

#[test]
fn codes_are_read_as_they_are_written_and_nothing_else_is() {
    for level in Level::ALL {
        for number in [0, 7, 4711, Code::MOST - 1] {
            let code = Code { level, number };
            assert_eq!(Code::parse(&code.to_string()), Some(code));
        }
    }
    for text in ["", "irsa", "irsa-", "irsa--1", "irsa-1000000", "irsa-4711x", "aws-1", "irsa-+5", "4711"] {
        assert_eq!(Code::parse(text), None, "{text}");
    }
}

#[test]
fn a_challenge_has_its_words_in_both_languages() {
    let one = Maker::new(&gallery()).challenge(Code { level: Level::Irsa, number: 4711 }).unwrap().lesson();
    let texts = one.goal.iter().map(|check| &check.text).chain([&one.title, &one.story]);
    for text in texts {
        assert!(!text.text(Language::English).is_empty());
        assert!(text.text(Language::Korean).chars().any(|sign| ('가'..='힣').contains(&sign)), "{}", text.ko);
    }
}
