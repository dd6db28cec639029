#!/usr/bin/env bash
# Runs the browser tests (tests/e2e) against dist/, as it is. A name runs only the files that contain it.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up test
[ -f dist/index.html ] || fail "there is no dist/: run make build"
CHROMIUM=$(find_chromium) || fail "Chromium is missing"
export CHROMIUM
files=(tests/e2e/*"${1:-}"*.test.mjs)
[ -f "${files[0]}" ] || fail "no test file contains: ${1:-}"
node --test --test-reporter=spec "${files[@]}"
