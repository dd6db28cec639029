#!/usr/bin/env bash
# The simulation core knows no web crate: without the feature `web` none may stand in its dependency tree.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
tree=$(cargo tree --locked --offline --edges normal --prefix none --target all)
found=$(printf '%s\n' "$tree" | grep -E '^(yew|gloo|wasm-bindgen|serde-wasm-bindgen|web-sys|js-sys|console_error_panic_hook)[-_a-z]* v' || true)
if [ -n "$found" ]; then
  printf 'the core depends on:\n%s\ncore-is-web-free: 0 passed, 1 failed\n' "$found"
  exit 1
fi
echo "core-is-web-free: 1 passed, 0 failed"
