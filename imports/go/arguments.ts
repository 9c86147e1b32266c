// Arguments and environment, put where a program looks for them before it runs: their texts from address
// 4096 on, each ending in a zero and filled up to a multiple of eight, and after them a list of addresses,
// of the arguments, a zero, of the variables, a zero. Go's own data begin at 12288.
import { encodeUtf8 } from '../utf8.js'
import { TooManyArguments } from './errors.js'
import type { GoMemory } from './memory.js'

const first = 4096
const limit = 12288

export interface Surroundings {
  /** The first is the name of the program. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

function encode(text: string, what: string): Uint8Array {
  if (text.includes('\0')) throw new TypeError(`${what} invalid: contains NUL character`)
  return encodeUtf8(`${text}\0`)
}

function variable([key, value]: readonly [string, string]): Uint8Array {
  if (key === '') throw new TypeError('environ invalid: empty key')
  if (key.includes('=')) throw new TypeError("environ invalid: key contains '=' character")
  return encode(`${key}=${value}`, 'environ')
}

const padded = (length: number): number => (length + 7) & ~7

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Where the list of addresses is. */
export function writeArguments(memory: GoMemory, { args, env }: Surroundings): number {
  const variables = Object.entries(env).sort(([a], [b]) => compare(a, b))
  const lists = [args.map(arg => encode(arg, 'args')), variables.map(variable)]
  const texts = lists.flat()
  const list = texts.reduce((at, { length }) => at + padded(length), first)
  if (list + (texts.length + lists.length) * 8 >= limit) throw new TooManyArguments()
  let text = first
  let pointer = list
  for (const all of lists) {
    for (const bytes of all) {
      memory.slice(text, bytes.length).set(bytes)
      memory.setInteger(pointer, text)
      text += padded(bytes.length)
      pointer += 8
    }
    memory.setInteger(pointer, 0)
    pointer += 8
  }
  return list
}
