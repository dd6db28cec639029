#!/usr/bin/env bash
# Clippy with warnings denied: the core alone and with the page, for this machine and for wasm.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up test
passed=0 failed=0
check() {
  local name=$1
  shift
  say "clippy: $name"
  if "$@" -- -D warnings; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "clippy $name: failed"; fi
}
check "native" cargo clippy --locked --all-targets
check "native, feature web" cargo clippy --locked --all-targets --features web
check "wasm" with_wasm cargo clippy --locked --target $WASM_TARGET --lib
check "wasm, feature web" with_wasm cargo clippy --locked --target $WASM_TARGET --features web --lib --bins --test web
echo "clippy: $passed passed, $failed failed"
[ $failed = 0 ]
