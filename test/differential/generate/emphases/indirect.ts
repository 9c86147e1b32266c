// Calls through a table, in loops long enough that what is called is interpreted at first, then translated, and perhaps cut:
// functions of one type that replace each other, an element that becomes null or another function in between, and calls
// of the same functions by name, from outside and from the host.
import { u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { assign, counted, giveBack, someNumbers, storeTree, takeAll, tree, trees, when } from '../trees.js'
import type { Types, Writer } from '../writer.js'

function indirect(writer: Writer, index: number): void {
  const { random, shape } = writer
  const { params, results } = shape.functions[index]!
  trees(writer, params, 2)
  tree(writer, 'i32', 1)
  writer.i32(random.pick([1, 3, 3, 7]))
  writer.op('i32.and')
  writer.op('call_indirect', u(shape.typeIndex(params, results)), [0])
  takeAll(writer, results)
}

function direct(writer: Writer, index: number): void {
  const { params, results } = writer.shape.functions[index]!
  trees(writer, params, 2)
  writer.op('call', u(index))
  takeAll(writer, results)
}

/** Puts a function in the place of another. */
function replace(writer: Writer): void {
  const { random, shape } = writer
  writer.i32(random.below(8))
  if (random.once(8)) writer.op('ref.null', [0x70])
  else writer.op('ref.func', u(random.pick(shape.familyOf('indirect'))))
  writer.op('table.set', [0])
}

function callMany(writer: Writer): void {
  const { random, shape } = writer
  const family = shape
    .familyOf('indirect')
    .filter(index => !shape.familyOf('indirect').includes(writer.self) || index < writer.self)
  if (family.length === 0) return assign(writer, 2)
  const index = random.pick(family)
  counted(
    writer,
    () => {
      if (random.once(3)) direct(writer, index)
      else indirect(writer, index)
      if (random.once(3)) assign(writer, 2)
      if (random.once(6)) when(writer, () => replace(writer))
    },
    { count: random.pick([2, 3, 12, 40]) },
  )
}

/** None of them calls another through the table: there all of them are. */
function planOne(random: Random, [params, results]: readonly [Types, Types]): Planned {
  return {
    params,
    results,
    write(writer) {
      for (const result of results) writer.freeLocal(result)
      for (let i = random.between(1, 3); i > 0; i--) random.pick([assign, storeTree])(writer, 2)
      if (random.once(3)) counted(writer, () => assign(writer, 3))
      giveBack(writer, results)
    },
  }
}

export const indirectCalls: Emphasis = {
  plan(random) {
    const types = random.list(random.between(1, 2), () => {
      return [someNumbers({ random }, 0, 3), someNumbers({ random }, 0, 3)] as const
    })
    return random.list(random.between(3, 8), () =>
      planOne(random, types[random.once(5) ? types.length - 1 : 0]!),
    )
  },
  statements: [callMany, callMany, replace],
  fillsTable: true,
}
