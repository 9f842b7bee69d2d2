#!/usr/bin/env bash
# Makes a Rust that can compile wasm32-unknown-unknown available, and prints the shell assignments that a build needs:
#   eval "$(scripts/ensure-wasm.sh)"; "$WASM_CARGO" build $WASM_FLAGS --profile wasm -p bareme-wasm
# WASM_TOOLCHAIN=auto    (default) the target that is installed, else rustup, else Debian
#                rustup  rustup only        debian  Debian's packages only
set -euo pipefail
target=wasm32-unknown-unknown
mode=${WASM_TOOLCHAIN:-auto}
log() { echo "ensure-wasm: $*" >&2; }

use_default() {
  log "using $(rustc --version) with its own $target"
  echo "export WASM_CARGO=cargo"
  echo "export WASM_FLAGS='--target $target'"
}

has_target() {
  local folder
  folder=$(rustc --print target-libdir --target "$target" 2>/dev/null) && ls "$folder"/libstd-*.rlib >/dev/null 2>&1
}

find_linker() {
  local version
  for version in 22 21 20 19; do command -v "wasm-ld-$version" && return; done
  return 1
}

use_debian() {
  local linker folder lld=lld-19 install
  install=$(dirname "$0")/debian
  if [ ! -x /usr/bin/rustc ] || [ ! -x /usr/bin/cargo ] || [ ! -e /usr/lib/rustlib/src/rust/library/Cargo.lock ] ||
    ! find_linker >/dev/null; then
    command -v apt-get >/dev/null || { log "no apt-get here: run 'rustup target add $target'"; exit 1; }
    "$install"
    if [ -n "$(apt-cache policy lld-22 2>/dev/null | grep Candidate | grep -v '(none)')" ]; then lld=lld-22; fi
    "$install" rustc-web cargo-web rust-web-src "$lld"
  fi
  linker=$(find_linker)
  log "using $(/usr/bin/rustc --version), std built from source, linker $linker"
  # Only what calls this file sees the Debian compiler: `cargo` keeps meaning the ordinary one.
  folder=${CARGO_TARGET_DIR:-target}/wasm-shim
  mkdir -p "$folder"
  folder=$(cd "$folder" && pwd)
  cat >"$folder/cargo" <<SH
#!/bin/sh
# RUSTC_BOOTSTRAP lets a release compiler build std from source (-Zbuild-std). A panic is a trap without words: JavaScript
# shows none, and a phone need not download them.
unset RUSTUP_TOOLCHAIN CARGO
export RUSTFLAGS='-Zunstable-options -Cpanic=immediate-abort'
RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc RUSTC_BOOTSTRAP=1 \\
CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker exec /usr/bin/cargo "\$@"
SH
  chmod +x "$folder/cargo"
  echo "export WASM_CARGO='$folder/cargo'"
  # Its own folder: two compilers in one would build everything again in turn.
  echo "export CARGO_TARGET_DIR='$(dirname "$folder")/debian'"
  echo "export WASM_FLAGS='--target $target -Zbuild-std=std,panic_abort -Zbuild-std-features=optimize_for_size'"
}

case $mode in
  debian)
    use_debian
    exit
    ;;
  auto | rustup) ;;
  *)
    log "WASM_TOOLCHAIN must be auto, rustup or debian"
    exit 2
    ;;
esac
if has_target; then
  use_default
  exit
fi
if command -v rustup >/dev/null &&
  RUSTUP_MAX_RETRIES=0 timeout "${WASM_RUSTUP_TIMEOUT:-120}" rustup target add "$target" >&2; then
  use_default
  exit
fi
[ "$mode" = auto ] || { log "rustup cannot add $target"; exit 1; }
log "rustup cannot add $target: falling back to Debian's compiler"
use_debian
