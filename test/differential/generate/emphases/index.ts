// The families of modules, by the words that the command and reports use.
import type { Emphasis } from '../emphasis.js'
import { acrossLoops } from './across-loops.js'
import { growth } from './growth.js'
import { indirectCalls } from './indirect.js'
import { inlined } from './inlined.js'
import { long } from './long.js'
import { nans } from './nans.js'
import { ranges } from './ranges.js'
import { recursion } from './recursion.js'
import { results } from './results.js'
import { tables } from './tables.js'
import { unreached } from './unreached.js'

// biome-ignore format: a table
const table = {
  'recursion':    recursion,
  'inlined':      inlined,
  'across loops': acrossLoops,
  'ranges':       ranges,
  'results':      results,
  'tables':       tables,
  'long':         long,
  'unreached':    unreached,
  'growth':       growth,
  'indirect':     indirectCalls,
  'nans':         nans,
} satisfies Readonly<Record<string, Emphasis>>

export type EmphasisName = keyof typeof table

export const emphases: Readonly<Record<EmphasisName, Emphasis>> = table

export const emphasisNames = Object.keys(table) as EmphasisName[]

export const isEmphasis = (text: string): text is EmphasisName => Object.hasOwn(table, text)
