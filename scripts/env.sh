# Sourced by every script: tool versions, where tools live, and which toolchain builds wasm.
# Always true after sourcing: $TOOLS is a per-user cache keyed by version, never the checkout;
# PATH finds the pinned trunk, wasm-bindgen, wasm-opt and esbuild; nothing has been installed yet.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
TRUNK_VERSION=0.21.14
# Equal to the wasm-bindgen pinned in Cargo.toml: the command line tool must match it exactly.
WASM_BINDGEN_VERSION=0.2.129
TOOLS=${IRSA_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/irsa-playground}
WASM_TARGET=wasm32-unknown-unknown

export PATH="$TOOLS/trunk-$TRUNK_VERSION/bin:$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION/bin:$ROOT/node_modules/.bin:$PATH"

say() { printf '\033[1m▸ %s\033[0m\n' "$*" >&2; }
fail() { printf '\033[31m✕ %s\033[0m\n' "$*" >&2; exit 1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null 2>&1; then sudo "$@"
  else fail "this needs root: $*"; fi
}

# Debian packages, only those that are missing.
apt_install() {
  command -v apt-get >/dev/null 2>&1 || fail "please install: $*"
  local missing=() package
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} = 0 ] && return 0
  say "installing Debian packages: ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

has_wasm_target() {
  local folder
  folder=$(rustc --print target-libdir --target $WASM_TARGET 2>/dev/null) && [ -d "$folder" ]
}

# rustup: the ordinary target. debian: Debian's rustc with its own standard library source, for
# machines that cannot reach rustup's server. IRSA_WASM_TOOLCHAIN forces either.
wasm_toolchain() {
  local stamp="$TOOLS/wasm-toolchain"
  case "${IRSA_WASM_TOOLCHAIN:-auto}" in
    rustup|debian) echo "$IRSA_WASM_TOOLCHAIN" ;;
    auto)
      if has_wasm_target; then echo rustup
      elif [ -f "$stamp" ]; then cat "$stamp"
      elif rustup target add $WASM_TARGET >/dev/null 2>&1 && has_wasm_target; then echo rustup
      else mkdir -p "$TOOLS"; echo debian | tee "$stamp"; fi ;;
    *) fail "IRSA_WASM_TOOLCHAIN is auto, rustup or debian" ;;
  esac
}

# Runs a command in the environment that builds wasm. The list of standard libraries is the same for pages and tests:
# another list would be another build of every dependency.
with_wasm() {
  if [ "$(wasm_toolchain)" = rustup ]; then "$@"; return; fi
  local sysroot
  sysroot=$(rustup run stable rustc --print sysroot)
  # $TOOLS/debian-rust holds links to Debian's cargo and rustc and nothing else: the rest of /usr/bin keeps its rank.
  env PATH="$TOOLS/debian-rust:$PATH" \
    RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort,test \
    CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$ROOT/target}/debian" \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$sysroot/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld" \
    "$@"
}

# Installs what a script needs (build or test), once a run: scripts that call scripts do not check again.
set_up() {
  case "${IRSA_SET_UP:-}" in "$1" | test) return 0 ;; esac
  "$ROOT/scripts/setup.sh" "$1"
  export IRSA_SET_UP=$1
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
