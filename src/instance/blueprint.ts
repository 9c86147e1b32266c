// What all instances of a module begin with alike, found out once: where the segments go, and what they are.
// It is made when there is a second instance. Then the elements of a table are numbers of functions, and no
// function is made of one until somebody reads it there; and data that ends where other data begins, or that
// fills the same fresh memory, is copied together.
//
// Nothing of it is there where it could be told from doing one segment after the other: where a segment
// begins at what only the instance knows, may trap, or goes into what was imported and has something in it.

import type { Program } from '../../codegen/index.js'
import { lastOf } from '../engine/list.js'
import { pageSize } from '../wasm/limits.js'
import { importedCount, type Module } from '../wasm/module.js'
import { fixedOffset } from './constant.js'

/** The elements that a table begins with: numbers of functions. Those behind the last are null. */
export interface Elements {
  readonly refs: readonly (number | null)[]
  readonly types: readonly number[]
  /** Where each function stands. */
  entriesOf(index: number): readonly number[]
}

/** Bytes, and where they go. */
export interface Run {
  readonly memory: number
  readonly start: number
  readonly bytes: Uint8Array
}

export interface Blueprint {
  /** One for each table that the module defines; nothing if segments are to be done one by one. */
  readonly elements: readonly Elements[] | undefined
  /** All active data; likewise. */
  readonly runs: readonly Run[] | undefined
}

/** Zeroes between two segments of fresh memory that are copied sooner than left out. */
const mostGap = 4096

function elementsOf(entries: ReadonlyMap<number, number>, typeOf: (index: number) => number): Elements {
  const length = Math.max(-1, ...entries.keys()) + 1
  const refs = Array.from({ length }, (_, i) => entries.get(i) ?? null)
  const places = new Map<number, number[]>()
  for (const [entry, index] of entries) {
    const known = places.get(index)
    if (known === undefined) places.set(index, [entry])
    else known.push(entry)
  }
  return {
    refs,
    types: refs.map(index => (index === null ? -1 : typeOf(index))),
    entriesOf: index => places.get(index) ?? [],
  }
}

/** The most elements that tables begin with for which this is worth its memory. */
const mostElements = 100_000

function findElements({ module, facts }: Program): readonly Elements[] | undefined {
  const imported = importedCount(module, 'table')
  const tables = module.tables.slice(imported).map(() => new Map<number, number>())
  if (module.tables.some(({ init }) => init !== undefined)) return undefined
  for (const { mode, items } of module.elements) {
    if (mode.kind !== 'active') continue
    const at = fixedOffset(module, mode.offset)
    const table = tables[mode.index - imported]
    if (at === undefined || table === undefined || items.length > mostElements) return undefined
    if (at + items.length > module.tables[mode.index]!.type.limits.min) return undefined
    for (const [i, item] of items.entries()) {
      if (typeof item !== 'number') return undefined
      table.set(at + i, item)
    }
  }
  const typeOf = (index: number): number => facts.typeIds[module.functions[index]!]!
  return tables.map(entries => elementsOf(entries, typeOf))
}

interface Placed extends Run {
  readonly end: number
}

function placed(module: Module): readonly Placed[] | undefined {
  const all: Placed[] = []
  for (const { mode, start, end } of module.data) {
    if (mode.kind !== 'active') continue
    const at = fixedOffset(module, mode.offset)
    if (at === undefined) return undefined
    const bytes = module.bytes.subarray(start, end)
    all.push({ memory: mode.index, start: at, bytes, end: at + bytes.length })
  }
  return all
}

/** Several runs as one. */
function join(runs: readonly Placed[]): Placed {
  const [first, last] = [runs[0]!, lastOf(runs)!]
  if (runs.length === 1) return first
  const bytes = new Uint8Array(last.end - first.start)
  for (const run of runs) bytes.set(run.bytes, run.start - first.start)
  return { ...first, bytes, end: last.end }
}

/** Joins what follows closely. Data that overlaps, or goes backwards, stays as it is. */
function joined(runs: readonly Placed[], gapOf: (memory: number) => number): readonly Placed[] {
  const groups: Placed[][] = []
  for (const run of runs) {
    const group = lastOf(groups)
    const before = group && lastOf(group)
    const gap = before === undefined || before.memory !== run.memory ? -1 : run.start - before.end
    if (gap >= 0 && gap <= gapOf(run.memory)) group!.push(run)
    else groups.push([run])
  }
  return groups.map(join)
}

function findRuns(module: Module): readonly Run[] | undefined {
  const imported = importedCount(module, 'memory')
  const all = placed(module)
  const fits = all?.every(({ memory, end }) => end <= module.memories[memory]!.limits.min * pageSize)
  // What is zero in a fresh memory is not so in one that others have written to.
  return fits ? joined(all!, memory => (memory < imported ? 0 : mostGap)) : undefined
}

const all = new WeakMap<object, Blueprint>()

/** What instances of a program begin with. */
export function blueprintOf(program: Program): Blueprint {
  let blueprint = all.get(program.instances)
  if (blueprint === undefined) {
    blueprint = { elements: findElements(program), runs: findRuns(program.module) }
    all.set(program.instances, blueprint)
  }
  return blueprint
}
