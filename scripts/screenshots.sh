#!/usr/bin/env bash
# Takes pictures of dist/ into a folder, for looking at: three widths, light and dark, English and Korean.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
set_up test
[ -f dist/index.html ] || "$ROOT/scripts/build.sh"
CHROMIUM=$(find_chromium) node scripts/screenshots.mjs "${1:-target/screenshots}"
