// Functions so small that the engine builds them in the place of their calls: 24 bytes at the most, without loops,
// with several results or an i64. They swap, add, write their parameters, have locals that begin as zero each time, leave early, and
// call each other. Their callers call them in loops and use what they return in the next round.
import { sameType, type ValueType } from '#src/wasm/types.js'
import { u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { anyType } from '../shape.js'
import { assign, counted, leaf, someNumbers, takeAll, tree, trees } from '../trees.js'
import type { Types, Writer } from '../writer.js'

const smallest = 24

/** One that has been written by now: so calls never come back. */
function callEarlier(writer: Writer): void {
  const { random, shape, self } = writer
  const earlier = shape.familyOf('inlined').filter(index => index < self)
  if (earlier.length === 0) return
  const index = random.pick(earlier)
  const { params, results } = shape.functions[index]!
  for (const param of params) leaf(writer, param)
  writer.op('call', u(index))
  takeAll(writer, results)
}

function leaveEarly(writer: Writer, results: Types): void {
  for (const result of results) leaf(writer, result)
  leaf(writer, 'i32')
  if (writer.random.once(2)) writer.op('br_if', [0])
  else {
    writer.open('if', results, results)
    writer.op('return')
    writer.end()
  }
  for (const _ of results) writer.op('drop')
}

function writeOne(writer: Writer): void {
  const { random, type } = writer
  writer.free = writer.free.filter(() => random.once(2))
  if (random.once(3)) writer.freeLocal(random.pick([...type.params, ...type.results]))
  const kind = random.below(6)
  if (kind === 0) assign(writer, 1)
  else if (kind === 1) callEarlier(writer)
  else if (kind === 2) leaveEarly(writer, type.results)
  else if (kind === 3) {
    leaf(writer, 'i32')
    writer.open('if', [], [])
    assign(writer, 1)
    writer.end()
  }
  trees(writer, type.results, random.between(0, 2))
}

function planOne(random: Random): Planned {
  const params = random.list(random.between(1, 3), () => anyType(random))
  const swaps = random.once(4)
  const some = random.once(3) ? ['i64' as const] : someNumbers({ random }, 2, 3)
  return {
    params: [...params, 'i32'],
    results: swaps && params.length > 1 ? params.toReversed() : some,
    most: random.once(6) ? 2 * smallest : smallest,
    write: writeOne,
  }
}

/** Leaves the first of the results that has the type, by way of locals. */
function choose(writer: Writer, results: Types, type: ValueType): void {
  const locals = results.map(result => writer.local(result))
  for (const local of locals.toReversed()) writer.set(local)
  writer.get(locals[results.findIndex(result => sameType(result, type))]!)
}

/** A call with arguments that may be calls too; gives the types of what it leaves. */
function callNested(writer: Writer, levels: number, among = writer.shape.familyOf('inlined')): Types {
  const { random, shape } = writer
  const family = shape.familyOf('inlined')
  const index = random.pick(among)
  const { params, results } = shape.functions[index]!
  for (const param of params) {
    const fitting = family.filter(i => shape.functions[i]!.results.some(result => sameType(result, param)))
    if (levels === 0 || fitting.length === 0 || random.once(2)) tree(writer, param, 2)
    else choose(writer, callNested(writer, levels - 1, fitting), param)
  }
  writer.op('call', u(index))
  return results
}

function callInLoop(writer: Writer): void {
  const { random } = writer
  for (let i = random.below(3); i > 0; i--)
    writer.held.push(writer.freeLocal(random.pick(['i32', 'i64', 'f64'] as const)))
  counted(writer, () => {
    for (let i = random.between(1, 3); i > 0; i--) {
      takeAll(writer, callNested(writer, 2))
      if (random.once(3)) assign(writer, 2)
    }
  })
}

export const inlined: Emphasis = {
  plan: random => random.list(random.between(2, 5), () => planOne(random)),
  statements: [callInLoop, callInLoop, writer => takeAll(writer, callNested(writer, 2))],
}
