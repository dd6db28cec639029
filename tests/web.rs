//! What only a browser can show: that the core computes the same inside WebAssembly as it does natively.
//!
//! Runs in a headless Chromium (`make test`, scripts/test-wasm.sh); elsewhere this file is empty. A test must not
//! replace the markup of the body: the runner reads its `#output`. The page itself is tested by tests/e2e.

#![cfg(all(target_arch = "wasm32", feature = "web"))]

use irsa_playground::scenario::Scenario;
use irsa_playground::syntax::{json, yaml};
use irsa_playground::text::SourceId;
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
