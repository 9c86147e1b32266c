// Makes a module smaller while something stays true of it: first whole bodies become `unreachable`, then stretches
// of instructions go, long ones first, down to single instructions. Most attempts are invalid modules; validation is
// quick to say so.
import { InstructionReader } from '#src/wasm/binary/instructions.js'
import { decode } from '#src/wasm/decode.js'
import { type Body, type Module, sectionNumber } from '#src/wasm/module.js'
import { u } from '../unit/wasm/bytes.js'
import { typeByte } from './generate/writer.js'

/** The bytes of one body: its locals, and its instructions one by one. */
interface Parts {
  readonly locals: readonly number[]
  readonly code: readonly (readonly number[])[]
}

export type Test = (bytes: Uint8Array) => Promise<boolean>

const unreachable = [[0x00], [0x0b]]

/** What an instruction or a stretch of them can become. */
const substitutes: readonly (readonly number[])[] = [
  ...[[], [0x00], [0x1a], [0x41, 0], [0x42, 0], [0x43, 0, 0, 0, 0], [0x44, 0, 0, 0, 0, 0, 0, 0, 0]],
  ...[
    [0x1a, 0x1a],
    [0x1a, 0x41, 0],
  ],
]

function partsOf(module: Module, { start, end, locals }: Body): Parts {
  const reader = new InstructionReader(module)
  reader.position = start
  const code: number[][] = []
  while (reader.position < end) {
    const at = reader.position
    reader.next()
    code.push([...module.bytes.subarray(at, reader.position)])
  }
  const runs = locals.map(({ count, type }) => [...u(count), typeByte(type)])
  return { locals: [...u(runs.length), ...runs.flat()], code }
}

function joined(module: Module, bodies: readonly Parts[]): Uint8Array {
  const { bytes, sections } = module
  const contents = bodies.map(({ locals, code }) => [...locals, ...code.flat()])
  const entries = contents.flatMap(content => [...u(content.length), ...content])
  const code = [...u(bodies.length), ...entries]
  const [before, after] = around(bytes, sections[sectionNumber.code]!)
  return Uint8Array.from([...before, sectionNumber.code, ...u(code.length), ...code, ...after])
}

/** What stands before the section's number and behind the section, whose content begins at `start`. */
function around(bytes: Uint8Array, start: number): readonly [Uint8Array, Uint8Array] {
  let first = start - 1
  // The length is a number of at most five bytes; the one before the last has its highest bit set, and so on.
  while (bytes[first - 1]! >= 0x80) first--
  let [length, shift] = [0, 1]
  for (let i = first; i < start; i++, shift *= 128) length += (bytes[i]! & 0x7f) * shift
  return [bytes.subarray(0, first - 1), bytes.subarray(start + length)]
}

const without = (parts: Parts, [at, count]: readonly [number, number], by: readonly number[]): Parts => ({
  locals: parts.locals,
  code: [...parts.code.slice(0, at), ...(by.length > 0 ? [by] : []), ...parts.code.slice(at + count)],
})

/** A stretch of a body, and what may stand in its place. */
interface Replacement {
  readonly body: Parts
  readonly range: readonly [number, number]
  readonly substitutes: readonly (readonly number[])[]
}

class Reduction {
  readonly #module: Module
  readonly #test: Test
  readonly #deadline: number
  #bodies: Parts[]

  constructor(bytes: Uint8Array, test: Test, deadline: number) {
    this.#module = decode(bytes)
    this.#bodies = this.#module.bodies.map(body => partsOf(this.#module, body))
    this.#test = test
    this.#deadline = deadline
  }

  get bytes(): Uint8Array {
    return joined(this.#module, this.#bodies)
  }

  get #late(): boolean {
    return Date.now() > this.#deadline
  }

  async run(): Promise<void> {
    for (const [i, { locals }] of this.#bodies.entries())
      await this.#replace(i, { locals, code: unreachable })
    for (let before = Infinity; this.#size() < before && !this.#late; ) {
      before = this.#size()
      for (const index of this.#bodies.keys()) await this.#shrink(index)
    }
  }

  #size(): number {
    return this.#bodies.reduce((sum, { code }) => sum + code.length, 0)
  }

  async #shrink(index: number): Promise<void> {
    for (let count = this.#bodies[index]!.code.length; count >= 1; count = Math.floor(count / 2)) {
      for (let at = 0; at < this.#bodies[index]!.code.length && !this.#late; ) {
        if (!(await this.#cut(index, [at, count]))) at += Math.max(1, count >> 1)
      }
    }
  }

  async #cut(index: number, range: readonly [number, number]): Promise<boolean> {
    const body = this.#bodies[index]!
    if (range[1] === 1) return await this.#cutOne(index, range)
    return await this.#replaceBy(index, { body, range, substitutes })
  }

  /** A single instruction must not become one that could become it again. */
  async #cutOne(index: number, range: readonly [number, number]): Promise<boolean> {
    const body = this.#bodies[index]!
    const current = body.code[range[0]]!
    const simpler = substitutes.filter(by => by.length < current.length || by.length === 0)
    const blockEnd = body.code.findIndex((code, i) => i > range[0] && code[0] === 0x0b)
    if ([0x02, 0x03].includes(current[0]!) && blockEnd > 0) {
      const code = body.code.filter((_, i) => i !== range[0] && i !== blockEnd)
      if (await this.#replace(index, { locals: body.locals, code })) return true
    }
    return await this.#replaceBy(index, { body, range, substitutes: simpler })
  }

  /** Tries one substitute after the other. */
  async #replaceBy(index: number, { body, range, substitutes }: Replacement): Promise<boolean> {
    for (const by of substitutes) if (await this.#replace(index, without(body, range, by))) return true
    return false
  }

  async #replace(index: number, parts: Parts): Promise<boolean> {
    const before = this.#bodies
    this.#bodies = before.with(index, parts)
    const { bytes } = this
    if (await this.#test(bytes)) return true
    this.#bodies = before
    return false
  }
}

/** The smallest module found in so many milliseconds for which `test` holds; it holds for `bytes`. */
export async function reduce(bytes: Uint8Array, test: Test, milliseconds: number): Promise<Uint8Array> {
  const reduction = new Reduction(bytes, test, Date.now() + milliseconds)
  await reduction.run()
  return reduction.bytes
}
