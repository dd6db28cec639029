//! What the browser keeps of the reader's work: it comes back as it was, and it does not grow without bound.

#![allow(clippy::unwrap_used)]

use irsa_playground::chain::{Step, Verdict, simulate};
use irsa_playground::keep::{self, MOST, MOST_UNITS, Outcome, Record, Stored, too_many};
use irsa_playground::scenario::Scenario;

const MANIFESTS: &str = "apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: shop }\nspec: { serviceAccountName: web, containers: [{ name: app, image: app }] }\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: shop }\n";

fn scenario() -> Scenario {
    Scenario { manifests: MANIFESTS.to_owned(), ..Scenario::default() }
}

#[test]
fn a_record_comes_back_as_it_was() {
    let scenario = scenario();
    let outcome = Outcome::of(&simulate(&scenario));
    assert_eq!((outcome.verdict, outcome.step()), (Some(Verdict::Fail), Some(Step::InjectRole)));
    assert_eq!((outcome.name.as_str(), outcome.chains), ("shop/web", 1));
    let record = Record {
        time: 1_795_392_000_123,
        line: "0a1b".to_owned(),
        origin: "example other-namespace".to_owned(),
        outcome,
        scenario,
    };
    let text = serde_json::to_string(&record).unwrap();
    assert_eq!(Record::from_json(&text).unwrap(), record);
    // The scenario stands last: that is how equal ones are found without reading them.
    assert!(text.ends_with(&format!("\"scenario\":{}}}", serde_json::to_string(&record.scenario).unwrap())));
}

#[test]
fn a_record_that_does_not_read_is_no_empty_scenario() {
    for text in
        ["", "{", "[]", "null", r#"{"scenario": 1}"#, r#"{"scenario": {"manifest": ""}}"#, r#"{"future": 1}"#, "{}"]
    {
        assert!(Record::from_json(text).is_err(), "{text}");
    }
}

#[test]
fn a_key_tells_time_and_line_and_sorts_by_time() {
    let key = keep::key(1_795_392_000_123, "0a1b");
    assert_eq!((keep::time(&key), keep::line(&key)), (1_795_392_000_123, "0a1b"));
    assert!(keep::key(999, "z") < keep::key(1_000, "a"));
    assert_eq!((keep::time("irsa.history.x"), keep::line("irsa.scenario")), (0, ""));
}

#[test]
fn the_oldest_go_first_and_the_newest_stays() {
    let stored = |sizes: &[usize]| -> Vec<Stored> {
        let one = |(time, units): (u64, &usize)| Stored { key: time.to_string(), time, units: *units };
        (1..).zip(sizes).map(one).collect()
    };
    assert!(too_many(Vec::new()).is_empty());
    assert!(too_many(stored(&[10; MOST])).is_empty());
    assert_eq!(too_many(stored(&[10; MOST + 2])), ["1", "2"]);
    // One that is too large alone is still the newest.
    assert_eq!(too_many(stored(&[10, 10, MOST_UNITS + 1])), ["1", "2"]);
    let half = MOST_UNITS / 2;
    assert_eq!(too_many(stored(&[5, half, half])), ["1"]);
}
