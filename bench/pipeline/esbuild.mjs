// esbuild, from Go: 14 MB.

export const dependencies = { 'esbuild-wasm': '0.28.2' }

export const file = 'esbuild-wasm/esbuild.wasm'
