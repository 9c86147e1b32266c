// Calls with two to six results of mixed types. The first is what the JavaScript function returns, the others stand in
// registers that the next call overwrites: so they are read late here, behind other calls, as arguments of further calls, as
// results of blocks and loops, in functions that the engine cuts into parts just there.
import { sameType } from '#src/wasm/types.js'
import { u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { anyType } from '../shape.js'
import { assign, counted, giveBack, someNumbers, storeTree, takeAll, tree, when } from '../trees.js'
import { sameTypes, type Types, type Writer } from '../writer.js'

/** Functions that a call here may go to: those before, so that none comes back. */
const callable = ({ shape, self }: Writer): readonly number[] => {
  const family = shape.familyOf('results')
  return family.includes(self) ? family.filter(index => index < self) : family
}

/** One whose results are just the arguments that are wanted. */
const giving = (writer: Writer, types: Types): readonly number[] =>
  callable(writer).filter(index => sameTypes(writer.shape.functions[index]!.results, types))

/** Leaves values, by a call if there is one that gives just these. */
function provide(writer: Writer, types: Types, levels: number): void {
  const { random, shape } = writer
  const fitting = levels > 0 && types.length > 1 ? giving(writer, types) : []
  if (fitting.length > 0 && random.once(2)) return callOf(writer, random.pick(fitting), levels - 1)
  for (const [i, type] of types.entries()) {
    const single =
      levels > 0 ? callable(writer).filter(at => sameType(shape.functions[at]!.results[0]!, type)) : []
    if (single.length === 0 || !random.once(4)) tree(writer, type, 2)
    else oneResult(writer, random.pick(single), { levels: levels - 1, late: i > 0 })
  }
}

/** The first result of a call; the others are dropped, or stored on the way. */
function oneResult(writer: Writer, index: number, { levels, late }: { levels: number; late: boolean }): void {
  const { results } = writer.shape.functions[index]!
  callOf(writer, index, levels)
  if (late && writer.random.once(2)) takeAll(writer, results.slice(1))
  else for (const _ of results.slice(1)) writer.op('drop')
}

function callOf(writer: Writer, index: number, levels: number): void {
  const { random, shape } = writer
  const { params, results } = shape.functions[index]!
  provide(writer, params, levels)
  if (!random.once(6)) return writer.op('call', u(index))
  // Whatever stands there; mostly a trap for another type.
  const at = shape.placeOf(index)
  if (at < 0) return writer.op('call', u(index))
  writer.i32(at)
  writer.op('call_indirect', u(shape.typeIndex(params, results)), [0])
}

/** All results of the function itself, from the middle of it. */
function returnEarly(writer: Writer): void {
  const { random, type } = writer
  when(writer, () => {
    if (random.once(3)) counted(writer, () => assign(writer, 2), { count: 2 })
    provide(writer, type.results, 1)
    if (random.once(2)) writer.op('return')
    else writer.op('br', writer.label(0))
  })
}

const between = [
  returnEarly,
  (writer: Writer) => assign(writer, 2),
  (writer: Writer) => storeTree(writer, 2),
  (writer: Writer) => when(writer, () => assign(writer, 1)),
  (writer: Writer) => callDropped(writer),
  (writer: Writer) => counted(writer, () => callDropped(writer), { count: 2 }),
]

function callDropped(writer: Writer): void {
  const indices = callable(writer)
  if (indices.length === 0) return assign(writer, 2)
  const index = writer.random.pick(indices)
  callOf(writer, index, 0)
  for (const _ of writer.shape.functions[index]!.results) writer.op('drop')
}

/** A call whose results lie on the stack while others happen. */
export function callLate(writer: Writer): void {
  const { random, shape } = writer
  const indices = callable(writer)
  if (indices.length === 0) return assign(writer, 2)
  const index = random.pick(indices)
  const { results } = shape.functions[index]!
  const kind = random.below(5)
  if (kind < 2) {
    callOf(writer, index, 2)
    for (let i = random.below(3); i > 0; i--) random.pick(between)(writer)
  } else if (kind === 2) {
    writer.open('block', [], results)
    callOf(writer, index, 1)
    tree(writer, 'i32', 2)
    writer.op('br_if', [0])
    takeAll(writer, results)
    callOf(writer, index, 0)
    writer.end()
  } else if (kind === 3) {
    tree(writer, 'i32', 2)
    writer.open('if', [], results)
    callOf(writer, index, 1)
    writer.op('else')
    provide(writer, results, 1)
    writer.end()
  } else {
    callOf(writer, index, 0)
    counted(writer, () => takeAndCall(writer, index), { values: results, count: 2 })
  }
  takeAll(writer, results)
}

/** In a loop that its results go round. */
function takeAndCall(writer: Writer, index: number): void {
  takeAll(writer, writer.shape.functions[index]!.results)
  callOf(writer, index, 1)
}

/** Two calls, all of whose results are there before any is taken. */
function callBoth(writer: Writer): void {
  const { random, shape } = writer
  const indices = callable(writer)
  if (indices.length === 0) return assign(writer, 2)
  const both = [random.pick(indices), random.pick(indices)]
  for (const index of both) callOf(writer, index, 1)
  if (random.once(2)) assign(writer, 2)
  for (const index of both.toReversed()) takeAll(writer, shape.functions[index]!.results)
}

/** Loops within loops, which are left from the innermost: the results are then passed on from part to part. */
function leaveLoops(writer: Writer): void {
  const { random } = writer
  const some = (): void => {
    for (let i = random.between(1, 3); i > 0; i--) random.pick(between)(writer)
  }
  counted(writer, () => {
    if (random.once(2)) some()
    counted(writer, () => {
      if (random.once(2)) assign(writer, 3)
      returnEarly(writer)
      if (random.once(2)) some()
    })
    if (random.once(3)) returnEarly(writer)
  })
}

const statements = [callLate, callLate, callLate, callBoth]

function planOne(random: Random, previous: Types): Planned {
  const longs = random.once(3) ? random.list(random.between(1, 4), () => 'i64' as const) : []
  const some = [...someNumbers({ random }, 2, longs.length > 0 ? 3 : 6), ...longs]
  const results = random.once(5) ? [...some.slice(1), anyType(random)] : some
  return {
    params: random.once(3) ? previous : someNumbers({ random }, 0, 3),
    results: random.once(4) && previous.length > 1 ? previous : results,
    write(writer) {
      for (const result of writer.type.results) writer.freeLocal(result)
      for (let i = random.between(0, 3); i > 0; i--)
        random.pick([...statements, ...between, leaveLoops, leaveLoops])(writer)
      const passed = giving(writer, writer.type.results)
      if (passed.length > 0 && random.once(3)) callOf(writer, random.pick(passed), 1)
      else giveBack(writer, writer.type.results)
    },
  }
}

export const results: Emphasis = {
  plan(random) {
    const plans: Planned[] = []
    for (let i = random.between(3, 6); i > 0; i--) plans.push(planOne(random, plans.at(-1)?.results ?? []))
    return plans
  },
  statements,
  fillsTable: true,
  isCut: true,
}
