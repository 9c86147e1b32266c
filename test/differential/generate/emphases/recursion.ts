// Functions that call themselves and go round in loops, as N-queens does: the engine takes them in several levels deep.
// Parameters that are never written stand for the arguments then, and are read again in each round of a loop while the
// next level needs temporaries of its own.
//
//   f(n, x, y):  if (n > 3) return …;  for (i = 0; i < 3; i++) { a = g(x, i); a += f(n - 1, h(y), x); … }
//
// A number, compared without a sign, ends it: so wherever it is called from, with whatever arguments, it is not deep.
import type { ValueType } from '#src/wasm/types.js'
import { u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { anyType } from '../shape.js'
import { assign, counted, giveBack, someNumbers, storeTree, takeAll, tree, trees, when } from '../trees.js'
import type { Writer } from '../writer.js'

/** The parameter that counts down, and from where. */
interface Depth {
  readonly at: number
  readonly most: number
}

function callSelf(writer: Writer, { at }: Depth): void {
  const { random, type, self } = writer
  type.params.forEach((param, i) => {
    if (i === at) {
      writer.get(at)
      writer.i32(1)
      writer.op('i32.sub')
    } else if (random.once(6)) writer.get(i)
    else tree(writer, param, random.between(1, 2))
  })
  writer.op('call', u(self))
  takeAll(writer, type.results)
}

function step(writer: Writer, depth: Depth): void {
  const kind = writer.random.below(8)
  if (kind < 3) return assign(writer, 2)
  if (kind === 3) return storeTree(writer, 2)
  if (kind === 4) return when(writer, () => assign(writer, 1))
  if (kind === 5) return when(writer, () => callSelf(writer, depth))
  callSelf(writer, depth)
}

function steps(writer: Writer, depth: Depth, least: number): void {
  for (let i = writer.random.between(least, least + 2); i > 0; i--) step(writer, depth)
}

/** Loops, the calls mostly within. */
function loops(writer: Writer, depth: Depth): void {
  const { random } = writer
  for (let i = random.between(1, 2); i > 0; i--) {
    if (random.once(4)) assign(writer, 2)
    const round = (): void => {
      if (random.once(3)) assign(writer, 2)
      if (random.once(6)) counted(writer, () => assign(writer, 2), { count: 2 })
      if (random.once(3)) assign(writer, 2)
      else steps(writer, depth, 1)
      if (random.once(2)) assign(writer, 1)
    }
    counted(writer, round, { count: random.between(2, 3) })
  }
}

function endEarly(writer: Writer, { at, most }: Depth): void {
  writer.get(at)
  writer.i32(most)
  writer.op('i32.gt_u')
}

function write(writer: Writer, depth: Depth): void {
  const { random, type } = writer
  const { params, results } = type
  writer.held = params.flatMap((_, i) => (i === depth.at ? [] : [i]))
  writer.free = writer.held.filter(() => random.once(6))
  for (const result of results) writer.freeLocal(result)
  if (random.once(2)) writer.freeLocal(random.pick(params))
  const body = (): void => {
    if (random.once(4)) steps(writer, depth, 1)
    else loops(writer, depth)
    giveBack(writer, results)
  }
  endEarly(writer, depth)
  const chooses = random.once(3)
  writer.open('if', [], chooses ? results : [])
  trees(writer, results, 2)
  if (chooses) {
    writer.op('else')
    body()
    writer.end()
  } else {
    writer.op('return')
    writer.end()
    body()
  }
}

function planOne(random: Random): Planned {
  const others: ValueType[] = someNumbers({ random }, 1, 4)
  if (random.once(6)) others.push(anyType(random))
  const at = random.below(others.length + 1)
  const depth = { at, most: random.between(1, 3) }
  return {
    params: others.toSpliced(at, 0, 'i32'),
    results: someNumbers({ random }, 1, random.once(3) ? 3 : 1),
    most: random.pick([110, 160, 240, 480]),
    write: writer => write(writer, depth),
  }
}

/** A call with a small number, so that it does go deep. */
function callOne(writer: Writer): void {
  const { random, shape } = writer
  const index = random.pick(shape.familyOf('recursion'))
  const { params, results } = shape.functions[index]!
  for (const param of params) {
    tree(writer, param, 2)
    if (param !== 'i32' || !random.once(2)) continue
    writer.i32(3)
    writer.op('i32.and')
  }
  writer.op('call', u(index))
  takeAll(writer, results)
}

export const recursion: Emphasis = {
  plan: random => random.list(random.between(1, 3), () => planOne(random)),
  statements: [callOne, callOne, writer => counted(writer, () => callOne(writer), { count: 2 })],
}
