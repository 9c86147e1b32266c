#!/bin/sh
# Rebuilds the short programs, each source to NAME.wasm beside it: build.sh [SOURCE…]. Needs npm's AssemblyScript and
# Debian's toolchain:
#   apt-get install --no-install-recommends clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32 libc++-14-dev-wasm32 \
#     libc++abi-14-dev-wasm32 rustc libstd-rust-dev-wasm32
# A program exports `run`. It imports nothing, or else is a command of WASI and has its `main`: NAME.mjs runs it then.
# clang does not link, since it would run wasm-opt if there is one.
set -eu
cd "$(dirname "$0")"
objects=$(mktemp -d)
trap 'rm -rf "$objects"' EXIT
libc=/usr/lib/wasm32-wasi
builtins=$(clang-14 --target=wasm32-wasi --print-libgcc-file-name)

# link SOURCE OBJECT [LIBRARIES]
link() {
  if grep -q '^int main(' "$1"; then start=$libc/crt1-command.o entry=_start; else start=$libc/crt1-reactor.o entry=_initialize; fi
  test $entry = _start && exports= || exports=--export=run
  object=$2
  name=${1%.*}
  shift 2
  wasm-ld-14 --strip-all --gc-sections --entry=$entry $exports -L$libc $start "$object" "$@" -lc "$builtins" -o "$name.wasm"
}

build() {
  case $1 in
    *.c)
      clang-14 --target=wasm32-wasi -O2 -Wall -Wextra -c "$1" -o "$objects/object.o"
      link "$1" "$objects/object.o" -lm ;;
    *.cpp)
      clang++-14 --target=wasm32-wasi -O2 -std=c++17 -fno-exceptions -fno-rtti -Wall -Wextra -c "$1" -o "$objects/object.o"
      link "$1" "$objects/object.o" -lc++ -lc++abi ;;
    *.rs)
      /usr/bin/rustc --target wasm32-unknown-unknown --edition 2021 --crate-type cdylib -C opt-level=3 -C lto \
        -C panic=abort -C strip=symbols -C linker=wasm-ld-14 "$1" -o "${1%.rs}.wasm" ;;
    *.ts)
      ../../node_modules/.bin/asc "$1" --outFile "${1%.ts}.wasm" -O3 --runtime minimal --use abort= ;;
  esac
}

test $# -gt 0 || set -- *.c *.cpp *.rs *.ts
for source; do build "$source"; done
chmod 644 ./*.wasm
ls -l ./*.wasm
