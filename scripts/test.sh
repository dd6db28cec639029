#!/usr/bin/env bash
# Runs every test there is, and goes on after a failure. The last line is the sum over all suites,
# `N passed, N failed`, alone; the exit status says whether anything failed. Conformance rows that stand in
# tests/cases/known-failures.txt are counted as failed and do not fail the run.
source "$(dirname "$0")/env.sh"
cd "$ROOT"
started=$(date +%s)
set_up test
logs=$ROOT/target/test-logs
rm -rf "$logs"
mkdir -p "$logs"
passed=0 failed=0 broken=() summary=""

# suite NAME COUNTER COMMAND...: COUNTER reads the log and prints "PASSED FAILED".
suite() {
  local name=$1 counter=$2 log="$logs/$1.log" status=0 begun counts
  shift 2
  begun=$(date +%s)
  say "$name: $*"
  { "$@" 2>&1 || echo $? >"$log.status"; } | tee "$log"
  [ -f "$log.status" ] && status=$(cat "$log.status")
  counts=$($counter "$log")
  # A suite that died before it counted anything still counts.
  if [ "$status" != 0 ]; then
    broken+=("$name")
    [ "${counts#* }" != 0 ] || counts="${counts% *} 1"
  fi
  passed=$((passed + ${counts% *}))
  failed=$((failed + ${counts#* }))
  summary+=$(printf '%-18s %6s passed %6s failed %5ss' "$name" "${counts% *}" "${counts#* }" "$(($(date +%s) - begun))")$'\n'
}
whole() { if [ -f "$1.status" ]; then echo "0 1"; else echo "1 0"; fi; }
# Lines such as `clippy: 4 passed, 0 failed`: the last one of a suite is its sum.
last_line() { awk '/^[a-z-]+: [0-9]+ passed, [0-9]+ failed$/ { p = $2; f = $4 } END { print p + 0, f + 0 }' "$1"; }
# Cargo's own summaries, and the conformance harness's.
cargo_lines() {
  awk '/^test result: / { p += $4; f += $6 }
       /^conformance: [0-9]+ passed, [0-9]+ failed/ { p += $2; f += $4 }
       END { print p + 0, f + 0 }' "$1"
}
# Node's: `ℹ pass 12`, `ℹ fail 0`.
node_lines() { awk '$2 == "pass" { p += $3 } $2 == "fail" { f += $3 } $2 == "cancelled" { f += $3 } END { print p + 0, f + 0 }' "$1"; }

suite format whole cargo fmt --check
suite clippy last_line scripts/lint.sh
suite native cargo_lines cargo test --locked --no-fail-fast
suite web-free last_line scripts/core-is-web-free.sh
suite wasm cargo_lines scripts/test-wasm.sh
# What an older build left must not pass for this one.
rm -rf dist
suite build whole scripts/build.sh
suite size last_line node scripts/size.mjs dist
suite browser node_lines scripts/test-e2e.sh

# Needs the registries of npm and pip, so only when asked.
if [ -n "${CATALOGUE_CHECK:-}" ]; then suite catalogue last_line scripts/catalogue.py check
else say "catalogue: not compared with its packages (CATALOGUE_CHECK=1 does, and make catalogue-check)"; fi

printf '\n%s\n' "$summary"
known=$(grep -Eo '^[0-9]+ known failures' "$logs/native.log" || true)
[ -z "$known" ] || echo "of the failed, $known (tests/cases/known-failures.txt) do not fail the run"
[ ${#broken[@]} = 0 ] || echo "failed: ${broken[*]}"
echo "took $(($(date +%s) - started)) s; logs: target/test-logs"
echo
echo "$passed passed, $failed failed"
[ ${#broken[@]} = 0 ]
