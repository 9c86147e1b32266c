// All hostile modules, by name.
import { calls } from './calls.js'
import { control } from './control.js'
import { expressions, instructions } from './expressions.js'
import { locals } from './locals.js'
import type { Hostile, Table } from './module.js'
import { bySection } from './sections.js'

const asRows = (table: Table): Readonly<Record<string, Hostile>> =>
  Object.fromEntries(
    Object.entries(table).map(([name, row]) => [name, typeof row === 'function' ? { bytes: row } : row]),
  )

export const rows = asRows({ ...locals, ...control, ...expressions, ...calls, ...bySection })

/** A function full of each instruction. */
export const each = asRows(instructions)
