#!/bin/sh
# Rebuilds the programs, each NAME.c to NAME.wasm beside it. Needs Debian's toolchain:
#   apt-get install --no-install-recommends clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32
set -eu
cd "$(dirname "$0")"
for source in *.c; do
  clang-14 --target=wasm32-wasi -O2 -Wall -Wl,--strip-all "$source" -lm -o "${source%.c}.wasm"
done
chmod 644 ./*.wasm
ls -l ./*.wasm
