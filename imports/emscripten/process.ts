// The end of the program, what it says of itself, and where the other half of a result of 64 bits stands. A
// program that aborts ends as one that a signal ends: with 128 and its number.

import { Exit } from '../exit.js'
import { encodeUtf8 } from '../utf8.js'
import type { Output } from '../wasi/open/stream.js'
import { fillRandom } from '../wasi/transfer.js'
import { host } from './kinds.js'
import type { Program } from './program.js'
import { longjmp } from './unwind.js'

const aborted = 128 + 6

/** A line on one of the guest's streams; if that is closed it is nobody's. */
function say({ system }: Program, fd: number, text: string): void {
  const file = system.files.find(fd) as Partial<Output> | undefined
  file?.write?.(encodeUtf8(`${text}\n`))
}

function abort(program: Program, why = 'Aborted'): never {
  say(program, 2, why)
  throw new Exit(aborted)
}

const exit = host('proc', 'code:i32', (_, code) => {
  throw new Exit(code)
})

const out = host('console', 'text', (program, text) => say(program, 1, text))
const err = host('console', 'text', (program, text) => say(program, 2, text))

/** 24 bits are what a float of 32 bits holds. */
function random({ system }: Program): number {
  const bytes = new Uint8Array(4)
  system.random(bytes)
  return (new DataView(bytes.buffer).getUint32(0, true) >>> 8) / 2 ** 24
}

const throwLongjmp = () => {
  throw longjmp
}

export const process = {
  abort: host('proc', '', program => abort(program)),
  _abort_js: host('proc', '', program => abort(program)),
  __assert_fail: host(
    'proc',
    'condition:text file:text line:i32 function:text',
    (program, condition, file, ...[line, name]) =>
      abort(program, `Assertion failed: ${condition} (${file}: ${name}: ${line})`),
  ),
  exit,
  _exit: exit,
  emscripten_force_exit: exit,

  emscripten_console_log: out,
  emscripten_console_warn: err,
  emscripten_console_error: err,
  emscripten_out: out,
  emscripten_err: err,
  _emscripten_out: out,
  _emscripten_err: err,

  getTempRet0: host('registers', '-> value:i32', ({ tempRet0 }) => tempRet0),
  setTempRet0: host('registers', 'value:i32', (program, value) => {
    program.tempRet0 = value
  }),

  // What the jump needs to know has been written to the buffer and to the guest's own variables.
  _emscripten_throw_longjmp: host('longjmp', '', throwLongjmp),
  emscripten_longjmp: host('longjmp', 'env:pointer value:i32', (program, env, value) => {
    program.exported('emscripten_longjmp', 'setThrew')(env, value || 1)
    throwLongjmp()
  }),

  getentropy: host('random', 'buf:buffer -> errno', ({ system: { random, check } }, buffer) =>
    fillRandom(random, buffer, check),
  ),
  emscripten_random: host('random', '-> value:f64', random),
}
