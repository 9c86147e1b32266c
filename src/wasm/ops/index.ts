// The table of all instructions: the groups joined, by name and by code. What a stage knows of each
// instruction (its type rule, its lowering) is a record by group, checked for completeness, or an array by
// `Row.id`.

import { atomic } from './atomic.js'
import { control } from './control.js'
import type { Group, Present, Row } from './define.js'
import { exception } from './exception.js'
import { gc } from './gc.js'
import { memory } from './memory.js'
import { numeric } from './numeric.js'
import { reference } from './reference.js'
import { table } from './table.js'
import { variable } from './variable.js'
import { vector } from './vector.js'

export type { Effect, Group, Immediate, Op, OperandType, Present, Row, Signature, Special } from './define.js'

export const groups = {
  control,
  variable,
  numeric,
  memory,
  table,
  reference,
  vector,
  atomic,
  gc,
  exception,
} as const

type Groups = typeof groups

/** The rows of all groups. */
export type AllRows = Groups['control'] &
  Groups['variable'] &
  Groups['numeric'] &
  Groups['memory'] &
  Groups['table'] &
  Groups['reference'] &
  Groups['vector'] &
  Groups['atomic'] &
  Groups['gc'] &
  Groups['exception']

/** The name of every instruction. */
export type InstructionName = keyof AllRows

/** The name of every instruction that is translated. */
export type TranslatedName = Present<AllRows>

/** Those with an operand or a result that is wider than a JavaScript number. */
export type WideName =
  | Extract<TranslatedName, `i64.${string}` | `${string}_i64${string}` | `memory.atomic.wait${string}`>
  | Present<Groups['vector']>

function join(parts: readonly Group[]): Row[] {
  const joined: Row[] = []
  for (const group of parts) {
    for (const name of Object.keys(group)) {
      const { code, immediates, signature, effect, width, feature, traits } = group[name]!
      joined.push({ name, id: joined.length, code, immediates, signature, effect, width, feature, traits })
    }
  }
  return joined
}

/** All rows; the row at `id` has that id. */
export const rows: readonly Row[] = join(Object.values(groups))

// Loops, and no lists of entries: every process that runs a module pays for it.

function indexByName(): Readonly<Record<InstructionName, Row>> {
  const found: Partial<Record<string, Row>> = {}
  for (const row of rows) found[row.name] = row
  return found as Record<InstructionName, Row>
}

/** All rows by name. */
export const byName = indexByName()

function indexByCode(): readonly (readonly (Row | undefined)[] | undefined)[] {
  const prefixes: (Row | undefined)[][] = new Array(256).fill(undefined)
  for (const row of rows) {
    const codes = (prefixes[row.code >>> 16] ??= [])
    const place = row.code & 0xffff
    while (codes.length < place) codes.push(undefined)
    codes[place] = row
  }
  return prefixes
}

/** Rows by code: `byCode[0]` are the codes of one byte, `byCode[prefix]` those after a prefix byte. */
export const byCode = indexByCode()
