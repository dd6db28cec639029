#!/usr/bin/env bash
# Builds the page into dist/: optimized, with hashed names, ready for any static server.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up build
say "building dist/"
# Trunk takes NO_COLOR=1 for a bad argument.
with_wasm env -u NO_COLOR RUST_BACKTRACE=0 trunk --color never build --release
say "built dist/"
