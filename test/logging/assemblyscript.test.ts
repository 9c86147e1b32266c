// The lines of AssemblyScript's functions: in wazero's words for the three that it has, with the strings
// themselves for the others and in JSON.
import { describe, expect, test } from 'vitest'
import { assemblyscript, rows } from '#imports/assemblyscript/index.js'
import { Exit } from '#imports/exit.js'
import { compile, WebAssembly } from '#src/index.js'
import { fixture } from '../imports/engines.js'

type Call = (...values: readonly unknown[]) => unknown

const clock = { realtime: () => 1640995200123000000n, monotonic: () => 1_500_000n }

/** The eight bytes that wazero's tests have for a seed. */
const random = (bytes: Uint8Array) =>
  void new DataView(bytes.buffer).setFloat64(0, 4.958153677776298e-175, true)

/** What is logged of a call of an exported function. */
function logOf(
  name: string,
  scopes: string,
  { args = [] as unknown[], format = 'text' as 'text' | 'json' } = {},
) {
  let log = ''
  const logging = { scopes, format, rows, write: (line: string) => (log += line), now: () => 0n }
  const program = assemblyscript({ random, clock })
  const module = compile(fixture('assemblyscript/words'), { logging })
  const instance = new WebAssembly.Instance(module, program.imports)
  program.attach(instance)
  try {
    ;(instance.exports[name] as Call)(...args)
  } catch (error) {
    if (!(error instanceof Exit)) throw error
  }
  return log
}

describe('scopes', () => {
  test.each([
    [
      'proc',
      'goodbye_world',
      '==> env.~lib/builtins/abort(message=1200,fileName=1248,lineNumber=15,columnNumber=3)\n',
    ],
    ['random', 'random', '==> env.~lib/builtins/seed()\n<== rand=4.958153677776298e-175\n'],
    ['proc', 'exit', '==> env.~lib/bindings/node/process.exit(code=0)\n'],
    ['clock', 'now', '==> env.~lib/bindings/dom/Date.now()\n<== now=1.640995200123e+12\n'],
    ['clock', 'since', '==> env.~lib/bindings/dom/performance.now()\n<== now=1.5\n'],
  ])('%s: %s', (scope, name, lines) => {
    expect(logOf(name, scope, { args: [0] })).toBe(lines)
    const others = ['clock', 'filesystem', 'memory', 'poll', 'proc', 'random', 'sock'].filter(
      s => s !== scope,
    )
    expect(logOf(name, others.join(), { args: [0] })).toBe('')
  })

  test('traces and the console only under all', () => {
    expect(logOf('many', 'clock,filesystem,memory,poll,proc,random,sock')).toBe('')
    expect(logOf('many', 'all').split('\n').slice(1, 3)).toEqual([
      '\t==> env.~lib/builtins/trace(message=1104,nArgs=5,arg0=1,arg1=2,arg2=3.3,arg3=4.4,arg4=5)',
      '\t<==',
    ])
    expect(logOf('say', 'all')).toContain('\t==> env.~lib/bindings/dom/console.info(text=info)\n\t<==\n')
  })
})

test('JSON has the strings beside their pointers', () => {
  const line = JSON.parse(logOf('goodbye_world', 'proc', { format: 'json' }))
  expect(line).toEqual({
    ...{ module: 'env', function: '~lib/builtins/abort', depth: 0, nanoseconds: 0 },
    params: {
      ...{ message: 1200, message_text: 'sad sad world', fileName: 1248, fileName_text: 'words.ts' },
      ...{ lineNumber: 15, columnNumber: 3 },
    },
    error: 'module closed with exit_code(255)',
  })
})

test('what is no string is shown as the number it is', () => {
  expect(logOf('wild_abort', 'proc', { args: [-8, 3] })).toBe(
    '==> env.~lib/builtins/abort(message=-8,fileName=3,lineNumber=1,columnNumber=2)\n',
  )
  const { params } = JSON.parse(logOf('wild_abort', 'proc', { args: [-8, 3], format: 'json' }))
  expect(params).toMatchObject({ message: -8, message_text: null, fileName: 3, fileName_text: null })
})
