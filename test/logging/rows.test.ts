// Functions of the host that the embedder describes: their lines, in wazero's words for those of Emscripten
// and AssemblyScript.
import { expect, test } from 'vitest'
import type { Guest } from '#imports/guest.js'
import { type HostFunction, hostFunctions, plainParameters, type Returned } from '#imports/host.js'
import { compile, WebAssembly } from '#src/index.js'
import { assemble } from '../wat.js'

const rand: Returned<number> = { to: 'caller', give: value => value }
const kinds = {
  parameters: { ...plainParameters, f64: { words: 1, read: (_: Guest, word: number) => word } },
  results: { rand },
}
const host = hostFunctions<{ readonly guest: Guest }, typeof kinds>(kinds)
const named = <Row extends HostFunction<never>>(display: string, row: Row): Row => ({ ...row, display })

const env = {
  emscripten_notify_memory_growth: host('memory', 'memory_index:i32', () => undefined),
  seed: named(
    '~lib/builtins/seed',
    host('random', '-> rand', () => 0),
  ),
  trace: named(
    '~lib/builtins/trace',
    host('trace', 'message:i32 nArgs:i32 arg0:f64 arg1:f64 arg2:f64', () => undefined),
  ),
}

const guest = `(module
  (import "env" "emscripten_notify_memory_growth" (func $grown (param i32)))
  (import "env" "seed" (func $seed (result f64)))
  (import "env" "trace" (func $trace (param i32 i32 f64 f64 f64)))
  (memory 1)
  (func (export "run")
    (drop (memory.grow (i32.const 1)))
    (call $grown (i32.const 0))
    (drop (call $seed))
    (call $trace (i32.const 4) (i32.const 5) (f64.const 1) (f64.const 2) (f64.const 1000000))))`

async function logOf(scopes: string) {
  let log = ''
  const logging = { scopes, rows: { env }, write: (line: string) => (log += line) }
  const imports = {
    emscripten_notify_memory_growth: () => undefined,
    seed: () => 4.958153677776298e-175,
    trace: () => undefined,
  }
  const { exports } = new WebAssembly.Instance(compile(await assemble(guest), { logging }), { env: imports })
  ;(exports.run as () => void)()
  return log
}

test.each([
  ['memory', '==> env.emscripten_notify_memory_growth(memory_index=0)\n<==\n'],
  ['random', '==> env.~lib/builtins/seed()\n<== rand=4.958153677776298e-175\n'],
  ['clock', ''],
])('scope %s', async (scope, lines) => {
  expect(await logOf(scope)).toBe(lines)
})

test('a scope of their own is part of all', async () => {
  expect(await logOf('all')).toContain(
    '\t==> env.~lib/builtins/trace(message=4,nArgs=5,arg0=1,arg1=2,arg2=1e+06)\n\t<==\n<--\n',
  )
})
