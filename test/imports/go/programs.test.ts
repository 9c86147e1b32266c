// Real programs of Go: what they print, and the code they end with, are those of the toolchain's own host on
// native WebAssembly (recorded in test/fixtures/go/expected). The same imports serve the host's engine.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { memory } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import type { GoOptions } from '#imports/go/index.js'
import { type EngineName, expected, expectedError, run } from './guest.js'

const commands: [command: string, args?: readonly string[], options?: GoOptions][] = [
  ['hello'],
  ['args', ['a', 'ä'], { env: { A: '1', EMPTY: '' } }],
  ['exit', ['3']],
  ['exit-nested'],
  ['nonsense'],
  ['goroutines'],
  ['dials'],
  ['deadlock'],
  ['json'],
  ['regexp'],
  ['hash'],
  ['big'],
  ['collect'],
  ['random'],
  ['panic'],
  ['nil'],
  ['values'],
  ['bytes'],
  ['callbacks'],
  ['calls', ['1000']],
  ['missing', ['/none']],
  ['stdin', [], { stdin: 'one\ntwo words\n' }],
]

/** Addresses, the numbers of goroutines and what goes on while one reads depend on when what happened. */
const essence = (text: string): string => text.replace(/0x[\da-f]+|goroutine \d+|meanwhile .*\n/g, '')

describe.each<EngineName>(['jitsam', 'native'])('%s', engine => {
  test.each(commands)('%s', { timeout: 60_000 }, async (...given) => {
    const [command, args = [], options = {}] = given
    const { code, stdout, stderr } = await run(engine, [command, ...args], options)
    expect({ code, stdout }).toEqual(expected(command))
    expect(essence(stderr)).toBe(essence(expectedError(command)))
  })

  test('files in memory', { timeout: 60_000 }, async () => {
    const { code, stdout } = await run(engine, ['files', '/data'], { preopens: { '/data': memory() } })
    expect({ code, stdout }).toEqual(expected('files'))
  })

  test('files of the host', { timeout: 60_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'jitsam-go-'))
    const { code, stdout } = await run(engine, ['files', '/data'], {
      preopens: { '/data': hostFolder(folder) },
    })
    expect({ code, stdout }).toEqual(expected('files'))
    expect(readdirSync(folder)).toEqual([])
    rmSync(folder, { recursive: true })
  })
})

test.each<EngineName>(['jitsam', 'native'])(
  'the global of the host, on %s',
  { timeout: 60_000 },
  async engine => {
    for (const command of ['values', 'bytes', 'callbacks']) {
      const { code, stdout } = await run(engine, [command], { global: globalThis })
      expect({ code, stdout }).toEqual(expected(command))
    }
  },
)
