#!/usr/bin/env bash
# Prints Lighthouse's scores of dist/ for a phone. Fetches Lighthouse through npm; not part of the tests.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up test
[ -f dist/index.html ] || scripts/build.sh
CHROMIUM=$(find_chromium) || fail "Chromium is missing"
export CHROMIUM
node scripts/lighthouse.mjs dist
