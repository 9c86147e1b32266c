// QuickJS by its own JavaScript: each request has an interpreter to itself, which runs a script.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core'

const require = createRequire(import.meta.url)

const script = `
let words = {}
for (let i = 0; i < 200; i++) { const word = 'w' + (i * 7919 % 61).toString(36); words[word] = (words[word] ?? 0) + 1 }
Object.entries(words).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 5).join(';')`

export const marks = [1, 10, 100, 400]

export const bytes = () => readFileSync(require.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'))

/** @type {import('../lib/requests-cell.mjs').Load} */
export const load = ({ module }) => {
  const own = newVariant(variant, { wasmModule: async () => module })
  return async () => {
    const quickjs = await newQuickJSWASMModuleFromVariant(own)
    return String(quickjs.evalCode(script))
  }
}
