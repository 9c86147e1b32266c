// Reads code, one instruction at a time. The byte of the opcode picks the row of the instruction table, the
// row's number picks the function that reads its immediates: no case distinction grows with the language.
//
// An instruction of a feature that is not supported has, in place of that function, one that rejects it; so
// the check costs nothing where it passes.

import { fail } from '../errors.js'
import { type Features, unsupported } from '../features.js'
import type { Module } from '../module.js'
import { byCode, type Row, rows } from '../ops/index.js'
import type { SubType } from '../types.js'
import { Instruction, type Read, readerOf } from './immediates.js'
import { Reader } from './reader.js'

export type { Catch, Instruction } from './immediates.js'
export type { BlockType } from './types.js'

/** The one-byte codes. */
const plain = Array.from({ length: 256 }, (_, code) => byCode[0]![code])

const readersFor = new WeakMap<Features, readonly (Read | undefined)[]>()

const reject =
  ({ feature, name }: Row): Read =>
  (_, into) =>
    unsupported(feature!, name, into.at)

/** What reads the immediates, by the row's number. */
function immediateReaders(features: Features): readonly (Read | undefined)[] {
  const known = readersFor.get(features)
  if (known !== undefined) return known
  const readers = rows.map(row =>
    row.feature === undefined || features.has(row.feature) ? readerOf(row) : reject(row),
  )
  readersFor.set(features, readers)
  return readers
}

/** Reads the instructions of a body, one after the other. */
export class InstructionReader {
  /** Filled by `next`; always the same record. */
  readonly instruction = new Instruction()
  private readonly reader: Reader
  private readonly types: readonly SubType[]
  private readonly immediates: readonly (Read | undefined)[]

  constructor(module: Pick<Module, 'bytes' | 'types' | 'features'>) {
    this.reader = new Reader(module.bytes, { start: 0, end: module.bytes.length }, module.features)
    this.types = module.types
    this.immediates = immediateReaders(module.features)
  }

  get position(): number {
    return this.reader.position
  }

  set position(position: number) {
    this.reader.position = position
  }

  /** Where reading must stop: nothing at or after it belongs to the code. */
  get limit(): number {
    return this.reader.limit
  }

  set limit(limit: number) {
    this.reader.limit = limit
  }

  /** Reads the instruction at `position`; throws a CompileError on malformed bytes. */
  next(): Instruction {
    const { reader, instruction } = this
    const at = reader.position
    const row = plain[reader.byte()] ?? this.prefixed(at)
    instruction.at = at
    instruction.row = row
    const read = this.immediates[row.id]
    if (read !== undefined) read(reader, instruction, this.types)
    return instruction
  }

  /** The row of an instruction whose first byte, at `at`, is a prefix. */
  private prefixed(at: number): Row {
    const prefix = this.reader.bytes[at]!
    const codes = byCode[prefix]
    if (codes === undefined || prefix === 0)
      return fail(`illegal opcode ${prefix.toString(16).padStart(2, '0')}`, at)
    const code = this.reader.u32()
    return (
      codes[code] ?? fail(`illegal opcode ${prefix.toString(16)} ${code.toString(16).padStart(2, '0')}`, at)
    )
  }
}
