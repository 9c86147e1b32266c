// Runs a script in QuickJS, which is a module of WebAssembly here: node quickjs.mjs FILE
import { readFileSync } from 'node:fs'
import variant from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core'

const [, , file] = process.argv
const engine = await newQuickJSWASMModuleFromVariant(variant)
const context = engine.newContext()
context.runtime.setMaxStackSize(1 << 18)
const print = context.newFunction('print', (...values) => {
  console.log(...values.map(value => context.dump(value)))
})
context.setProp(context.global, 'print', print)

/** @param {{ error?: any, value?: any }} outcome */
function check({ error }) {
  if (error === undefined) return
  const { name, message, stack } = context.dump(error)
  console.error(`${name}: ${message}\n${stack}`)
  process.exitCode = 1
}

check(context.evalCode(readFileSync(file, 'utf8'), file))
while (context.runtime.hasPendingJob()) check(context.runtime.executePendingJobs())
