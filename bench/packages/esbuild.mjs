// esbuild, from Go, 14 MB: transforms some TypeScript.

import { options, source } from './lib/tsx.mjs'

export const dependencies = { 'esbuild-wasm': '0.28.2' }

export async function load({ require, read }) {
  globalThis.self ??= globalThis
  const esbuild = require('esbuild-wasm/lib/browser.js')
  const wasmModule = await WebAssembly.compile(read('esbuild-wasm/esbuild.wasm'))
  await esbuild.initialize({ wasmModule, worker: false })
  return esbuild
}

export async function work(esbuild) {
  const { code } = await esbuild.transform(source, options)
  return code
}
