#!/usr/bin/env bash
# Runs tests/web.rs in a headless Chromium.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up test
driver=$(command -v "${CHROMEDRIVER:-chromedriver}") || fail "chromedriver is missing"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_TIMEOUT=120
with_wasm test env CHROMEDRIVER="$driver" cargo test --locked --target $WASM_TARGET --features web --test web "$@"
