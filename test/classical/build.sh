#!/bin/sh
# Rebuilds the classical programs at four levels of optimisation, and what a native compiler's programs give for all
# sizes (expected.txt). Needs Debian's toolchain:
#   apt-get install --no-install-recommends clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32 libc++-14-dev-wasm32 \
#     libc++abi-14-dev-wasm32 rustc libstd-rust-dev-wasm32 emscripten g++ python3
# clang does not link, since it would run wasm-opt if there is one: the code is what it has made.
set -eu
cd "$(dirname "$0")"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
features="-mbulk-memory -msign-ext -mnontrapping-fptoint -ffp-contract=off -fvisibility=hidden -Wall"
quiet="-Wno-parentheses -Wno-unused-function -Wno-missing-braces -Wno-unused-variable"
link="wasm-ld-14 --no-entry --strip-all --gc-sections -z stack-size=16384"
rm -f wasm/*.wasm

# The names of the functions that a source exports, each behind a prefix.
exports() {
  sed -n "/^\/\/ sizes/{n;s/^[^(]*[ *]\([a-z0-9_]*\)(.*/$2\1/p}" "$1"
}

for source in c/*.c; do
  name=$(basename "$source" .c)
  for level in O0 O1 O2 Os; do
    clang-14 --target=wasm32 -ffreestanding -$level $features $quiet -c "$source" -o "$objects/$name.o"
    $link $(exports "$source" --export=) "$objects/$name.o" -o "wasm/$name.$level.wasm"
  done
done

wasi="--target=wasm32-wasi -std=c++17 -fno-exceptions -fno-rtti -D_LIBCPP_DISABLE_EXTERN_TEMPLATE"
libraries="-L/usr/lib/wasm32-wasi -lc++ -lc++abi -lc $(clang-14 --target=wasm32-wasi --print-libgcc-file-name)"
for source in cpp/*.cpp; do
  name=$(basename "$source" .cpp)
  for level in O0 O1 O2 Os; do
    clang++-14 $wasi -$level $features $quiet -c "$source" -o "$objects/$name.o"
    $link $(exports "$source" --export=) "$objects/$name.o" $libraries -o "wasm/$name.$level.wasm"
  done
done

for source in rust/*.rs; do
  name=$(basename "$source" .rs)
  for level in 0 1 2 s; do
    [ $level = 0 ] && checks=on || checks=off
    /usr/bin/rustc --target wasm32-unknown-unknown --edition 2021 --crate-type cdylib -C opt-level=$level \
      -C panic=abort -C strip=symbols -C overflow-checks=$checks -C link-arg=-zstack-size=16384 \
      "$source" -o "wasm/$name.O$level.wasm"
  done
done

for source in emscripten/*.c; do
  name=$(basename "$source" .c)
  for level in O0 O1 O2 Os; do
    emcc -$level -s STANDALONE_WASM=1 -s INITIAL_MEMORY=131072 -s TOTAL_STACK=16384 --no-entry -s EXPORTED_FUNCTIONS=$(exports "$source" _ | paste -sd,) \
      "$source" -o "wasm/$name.$level.wasm"
  done
done
chmod 644 wasm/*.wasm
python3 native.py "$objects" > expected.txt
ls -l wasm | awk '{ sum += $5 } END { print sum " bytes of wasm" }'
