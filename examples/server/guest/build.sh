#!/bin/sh
# Rebuilds the guest. Needs Debian's toolchain:
#   apt-get install --no-install-recommends clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32
set -eu
cd "$(dirname "$0")"
clang-14 --target=wasm32-wasi -O2 -Wall -Wl,--strip-all report.c -o report.wasm
chmod 644 report.wasm
ls -l report.wasm
