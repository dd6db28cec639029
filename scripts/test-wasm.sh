#!/usr/bin/env bash
# Runs tests/web.rs in a headless Chromium. In the profile of `make serve`, so that both share their dependencies.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up test
driver=$(command -v "${CHROMEDRIVER:-chromedriver}") || fail "chromedriver is missing"
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
export WASM_BINDGEN_TEST_TIMEOUT=120
with_wasm env CHROMEDRIVER="$driver" cargo test --locked --profile serve --target $WASM_TARGET --features web \
  --test web "$@"
