#!/usr/bin/env bash
# Builds the page quickly (profile `serve`, not dist/), serves it, and builds and reloads after every change.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up build
page=$ROOT/target/serve-page
mkdir -p "$page"
say "building; the page opens at http://127.0.0.1:${PORT:-8080}/ when that is done"
with_wasm env -u NO_COLOR RUST_BACKTRACE=0 trunk --color never watch --dist "$page" &
builder=$!
node scripts/serve.mjs "$page" "${PORT:-8080}" &
server=$!
trap 'kill $builder $server 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
wait $server
