#!/usr/bin/env bash
# Installs what the build and the tests need, once. Idempotent: a second run only checks.
# `setup.sh build` is enough to build and serve; `setup.sh test` adds the browser.
source "$(dirname "$0")/env.sh"
cd "$ROOT"

need() { command -v "$1" >/dev/null 2>&1 || fail "$1 is missing: $2"; }
need git "install git"
need make "install make"
need rustup "install Rust from rustup.rs, with the stable toolchain"
need cargo "rustup default stable"
need node "install Node.js 20 or newer"
need npm "install npm (it comes with Node.js)"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "Node.js 20 or newer is needed, this is $(node -v)"

mkdir -p "$TOOLS"

# Two checkouts may set up at once: one waits for the other.
exec 9>"$TOOLS/lock"
flock 9 2>/dev/null || true

case $(wasm_toolchain) in
  rustup) has_wasm_target || { say "adding the target $WASM_TARGET"; rustup target add $WASM_TARGET; } ;;
  debian)
    apt_install rustc-web cargo-web rust-web-src
    [ "${1:-test}" = test ] && apt_install rust-web-clippy
    mkdir -p "$TOOLS/debian-rust"
    for tool in cargo rustc rustdoc cargo-clippy clippy-driver; do
      [ ! -x "/usr/bin/$tool" ] || ln -sf "/usr/bin/$tool" "$TOOLS/debian-rust/$tool"
    done ;;
esac

# cargo_tool CRATE VERSION FOLDER
cargo_tool() {
  local folder="$TOOLS/$3-$2"
  [ -f "$folder/done" ] && return 0
  say "compiling $1 $2 (once per machine, some minutes)"
  CARGO_TARGET_DIR="$TOOLS/build" cargo install --quiet --locked --root "$folder" --version "=$2" "$1"
  touch "$folder/done"
}
cargo_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION" wasm-bindgen
cargo_tool trunk "$TRUNK_VERSION" trunk
rm -rf "$TOOLS/build"

# Trunk builds offline: whatever the lock file names is fetched here.
cargo fetch --locked --quiet
[ "$(wasm_toolchain)" = rustup ] || with_wasm cargo fetch --locked --quiet --target $WASM_TARGET

if [ ! -f node_modules/.done ] || [ package-lock.json -nt node_modules/.done ]; then
  say "installing npm packages"
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.done
fi

if [ "${1:-test}" = test ]; then
  if [ "$(uname)" = Darwin ]; then
    find_chromium >/dev/null || fail "Chrome is missing: install it, or set CHROMIUM to its program"
    command -v "${CHROMEDRIVER:-chromedriver}" >/dev/null 2>&1 || fail "chromedriver is missing: brew install chromedriver"
  fi
  find_chromium >/dev/null || apt_install chromium
  command -v "${CHROMEDRIVER:-chromedriver}" >/dev/null 2>&1 || apt_install chromium-driver
  # Without a Korean font a screenshot shows boxes.
  if command -v apt-get >/dev/null 2>&1 && ! fc-list :lang=ko 2>/dev/null | grep -q .; then
    apt_install fontconfig fonts-noto-cjk fonts-noto-color-emoji
  fi
fi
