// node quickjs.mjs native|ours: how deep functions of QuickJS nest that call back into it, and what it says when its
// own stack of 64 KB is full; as JSON.
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core'

if (process.argv[2] === 'ours') {
  const { WebAssembly } = await import('../../dist/src/index.js')
  globalThis.WebAssembly = WebAssembly
}
const module = await newQuickJSWASMModuleFromVariant(variant)
const stack = 64 * 1024

const programs = {
  calls: n => `function f(n) { return n === 0 ? 0 : f(n - 1) + 1 } f(${n})`,
  toString: n => `function f(n) { return n === 0 ? '' : String({ toString: () => f(n - 1) }) } f(${n})`,
  proxy: n => `function f(n) { return n === 0 ? 0 : new Proxy({}, { get: () => f(n - 1) + 1 }).x } f(${n})`,
  sort: n => `function f(n) { if (n > 0) [2, 1].sort(() => f(n - 1)); return 0 } f(${n})`,
  replace: n => `function f(n) { return n === 0 ? '' : 'x'.replace(/x/, () => f(n - 1)) } f(${n})`,
}

/** What QuickJS says that is wrong, if something is. */
function errorOf(code) {
  const runtime = module.newRuntime()
  runtime.setMaxStackSize(stack)
  const context = runtime.newContext()
  const { error, value } = context.evalCode(code)
  const said = error && context.dump(error).message
  for (const one of [error, value, context, runtime]) one?.dispose()
  return said
}

function deepest(program) {
  for (let n = 10; ; n += 10) {
    const said = errorOf(program(n))
    if (said !== undefined) return { reached: n - 10, said }
  }
}

const found = {}
for (const [name, program] of Object.entries(programs)) found[name] = deepest(program)
console.log(JSON.stringify(found))
