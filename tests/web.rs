//! What only a browser can show: that the core computes the same inside WebAssembly as it does natively.
//!
//! Runs in a headless Chromium (`make test`, scripts/test-wasm.sh); elsewhere this file is empty. A test must not
//! replace the markup of the body: the runner reads its `#output`. The page itself is tested by tests/e2e.

#![cfg(all(target_arch = "wasm32", feature = "web"))]

use irsa_playground::api;
use irsa_playground::chain::{self, Verdict};
use irsa_playground::scenario::{NamedPolicy, Role, Scenario};
use irsa_playground::syntax::{json, yaml};
use irsa_playground::text::SourceId;
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Spans count bytes here too, where Korean text has three a letter.
#[wasm_bindgen_test]
fn trees_carry_byte_spans() {
    let text = r#"{"이름": "my-service-account"}"#;
    let (tree, diagnostics) = json::parse(SourceId::Manifests, text);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let name = tree.as_ref().and_then(|tree| tree.get("이름")).map(|name| name.span.of(text));
    assert_eq!(name, Some(r#""my-service-account""#));

    let (documents, diagnostics) = yaml::parse(SourceId::Manifests, "kind: Pod\n---\nkind: ServiceAccount\n");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(documents.len(), 2);
}

/// The deepest tree that is read at all fits into the stack that WebAssembly has, which is smaller than a native one.
#[wasm_bindgen_test]
fn depth_is_limited_before_the_stack_is() {
    let text = "[".repeat(100_000);
    assert!(!json::parse(SourceId::Manifests, &text).1.is_empty());
    assert!(!yaml::parse(SourceId::Manifests, &text).1.is_empty());
}

/// A field that does not exist is refused with its path, the same as natively.
#[wasm_bindgen_test]
fn a_scenario_refuses_unknown_fields() {
    assert!(Scenario::from_json(r#"{"manifests": "kind: Pod"}"#).is_ok());
    assert!(Scenario::from_json(r#"{"manifest": "kind: Pod"}"#).is_err());
}

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

/// The textbook chain holds here too, and the plain object that JavaScript gets is the one that Rust computes.
#[wasm_bindgen_test]
fn the_textbook_example_holds() {
    let scenario = textbook();
    let simulation = chain::simulate(&scenario);
    assert!(simulation.chains.iter().all(|chain| chain.verdict() == Verdict::Pass));

    let given = JSON::parse(&serde_json::to_string(&scenario).unwrap_or_default()).unwrap_or_default();
    let answer = api::simulate(given).map(|answer| JSON::stringify(&answer).ok().and_then(|text| text.as_string()));
    let expected: Option<serde_json::Value> = serde_json::to_value(&simulation).ok();
    let found = answer.ok().flatten().and_then(|text| serde_json::from_str(&text).ok());
    assert!(expected.is_some());
    assert_eq!(found, expected);
}

/// What JavaScript gives wrongly is an `Error` that names the field, never a trap.
#[wasm_bindgen_test]
fn a_bad_field_is_an_error_with_its_path() {
    let bad =
        JSON::parse(r#"{"roles": [{"arn": "arn:aws:iam::123456789012:role/r", "policy": []}]}"#).unwrap_or_default();
    let path =
        api::simulate(bad).map_err(|error| Reflect::get(&error, &"path".into()).ok().and_then(|p| p.as_string()));
    assert!(matches!(&path, Err(Some(path)) if path.starts_with("roles")), "{path:?}");
    for nonsense in [JsValue::UNDEFINED, JsValue::NULL, JsValue::from(7), JsValue::from("text")] {
        assert!(api::simulate(nonsense).is_err());
    }
}
