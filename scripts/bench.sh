#!/usr/bin/env bash
# Native benchmarks, optimized for speed.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
if ! ls benches/*.rs >/dev/null 2>&1; then
  echo "no benchmarks yet (benches/*.rs)"
  exit 0
fi
cargo bench --locked "$@"
