// QuickJS, from C: 0.5 MB.

export const dependencies = { '@jitl/quickjs-wasmfile-release-sync': '0.32.0' }

export const file = '@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm'
