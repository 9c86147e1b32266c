// Decoding and validation, judged by the official test suite: what must be accepted is, what must be rejected is
// rejected, with a CompileError whose message begins as the suite says. Suite 3.0 runs with all features switched
// on, so that the rules of what is not translated yet are kept right too.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decode } from '#src/wasm/decode.js'
import { CompileError } from '#src/wasm/errors.js'
import { type Features, features, supported } from '#src/wasm/features.js'
import { validate } from '#src/wasm/validate/index.js'
import { has } from '../../needs.js'

const folder = new URL('../../../../shared/spec/', import.meta.url)

/**
 * Where our message differs. The suite's own decoder knows no borders of sections, so that a fault which cuts
 * something short is found later by it, or as another one; older suites have older words, and demand zero where
 * an index may stand today. May only shrink.
 */
const differing: Readonly<Record<string, readonly string[]>> = {
  'END opcode expected': ['unexpected end of section or function'],
  'global is immutable': ['immutable global'],
  'illegal opcode': ['unexpected end of section or function'],
  'integer representation too long': [
    'unexpected end of section or function',
    'malformed section id',
    'malformed definition type',
    'malformed limits flags',
  ],
  'integer too large': [
    'alignment must not be larger than natural',
    'memory size must be at most 65536 pages',
    'offset out of range',
    'malformed limits flags',
    'malformed section id',
    'unexpected end of section or function',
    'threads is not supported yet',
  ],
  'invalid UTF-8 encoding': ['malformed UTF-8 encoding'],
  'invalid mutability': ['malformed mutability'],
  'invalid section id': ['malformed section id'],
  'invalid value type': ['length out of bounds', 'unexpected end of section or function'],
  'length out of bounds': ['unexpected end of section or function'],
  'malformed import kind': ['exceptions is not supported yet'],
  'malformed memop flags': ['alignment must not be larger than natural', 'type mismatch'],
  'section size mismatch': ['unexpected end of section or function'],
  'unexpected end': ['length out of bounds'],
  'unexpected end of section or function': ['length out of bounds', 'unknown label 11'],
  'zero byte expected': ['unknown memory 1'],
  'zero flag expected': ['section size mismatch', 'unknown memory 1', 'unknown table 1'],
}

interface Command {
  readonly type: string
  readonly line: number
  readonly binary?: string
  readonly text?: string
  readonly outdated?: string
  readonly features?: readonly string[]
}

const load = (file: string): readonly Command[] =>
  JSON.parse(gunzipSync(readFileSync(new URL(`data/${file}`, folder))).toString()).commands

/** What is wrong with a module; `undefined` if nothing is. */
function fault(binary: string, allowed: Features): string | undefined {
  try {
    validate(decode(new Uint8Array(Buffer.from(binary, 'base64')), allowed))
    return undefined
  } catch (error) {
    if (error instanceof CompileError) return error.message
    throw error
  }
}

/** Does the fault, or that there is none, agree with the command? */
function agrees({ type, text = '', features = [] }: Command, message: string | undefined, allowed: Features) {
  const gated = features.some(feature => !(allowed as ReadonlySet<string>).has(feature))
  if (type !== 'assert_invalid' && type !== 'assert_malformed') {
    return gated ? message?.includes('is not supported yet') === true : message === undefined
  }
  if (message === undefined) return false
  const expected = [text, ...(differing[text] ?? [])]
  return (
    gated ||
    (/ \(at offset 0x[0-9a-f]+\)$/.test(message) && expected.some(start => message.startsWith(start)))
  )
}

const runs: readonly (readonly [string, Features, number])[] = [
  ['1.0', supported, 2502],
  ['2.0', supported, 4560],
  ['3.0', new Set(features), 5934],
]

describe.skipIf(!has('spec'))('official suite', () => {
  test.each(runs)('%s', (suite, allowed, total) => {
    const groups = JSON.parse(readFileSync(new URL('groups.json', folder), 'utf8'))
    let seen = 0
    const wrong: string[] = []
    for (const file of groups.suites[suite].files) {
      for (const command of load(file)) {
        if (command.binary === undefined || command.outdated !== undefined) continue
        seen++
        const message = fault(command.binary, allowed)
        if (!agrees(command, message, allowed))
          wrong.push(`${file}:${command.line} ${command.text} <> ${message}`)
      }
    }
    expect(wrong).toEqual([])
    expect(seen).toBe(total)
  })
})
