#!/usr/bin/env bash
# Native benchmarks, optimized for speed, and those of the built wasm in Node.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
if ! ls benches/*.rs >/dev/null 2>&1; then
  echo "no benchmarks yet (benches/*.rs)"
  exit 0
fi
cargo bench --locked "$@"
if [ -f dist/api.js ]; then node bench/wasm.mjs; else echo "no dist/: make build gives the wasm benchmarks too"; fi
