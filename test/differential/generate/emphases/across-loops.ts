// Values that are made outside a loop and used within it or behind it: locals that nobody writes any more, the locals
// of `local.tee`, what blocks and calls with several results leave, operands that lie below the loop, and parameters
// that go round with it. In the loop, behind their last use in the text, other values need places of their own.
import { u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import {
  assign,
  counted,
  giveBack,
  keep,
  type NumberName,
  someNumbers,
  storeTree,
  takeAll,
  tree,
  trees,
  when,
} from '../trees.js'
import type { Types, Writer } from '../writer.js'

/** Leaves values of the types, in one of the ways in which they can come about. */
function make(writer: Writer, types: Types): void {
  const { random } = writer
  if (random.once(3)) return trees(writer, types, 2)
  writer.open('block', [], types)
  trees(writer, types, 2)
  if (random.once(2)) {
    tree(writer, 'i32', 2)
    writer.op('br_if', [0])
  }
  if (random.once(2)) {
    takeAll(writer, types)
    trees(writer, types, 1)
  }
  writer.end()
}

/** Values in locals that only the loop reads. */
function holdValues(writer: Writer, types: readonly NumberName[]): void {
  const { random } = writer
  if (random.once(2)) {
    for (const type of types) {
      if (!random.once(3)) writer.held.push(keep(writer, type, 3))
      else {
        const local = writer.local(type)
        tree(writer, type, 3)
        writer.op('local.tee', u(local))
        takeAll(writer, [type])
        writer.held.push(local)
      }
    }
    return
  }
  make(writer, types)
  const locals = types.map(type => writer.local(type))
  for (const local of locals.toReversed()) writer.set(local)
  writer.held.push(...locals)
}

/** Uses in a loop, the held values mostly first, so that their places may be given to what follows. */
function use(writer: Writer, counter: number): void {
  const { random } = writer
  const { held } = writer
  writer.held = [...held, counter]
  for (let i = random.between(1, 3); i > 0; i--) {
    if (random.once(4)) when(writer, () => assign(writer, 2))
    else if (random.once(3)) storeTree(writer, 3)
    else assign(writer, 3)
  }
  writer.held = []
  const last = keep(writer, random.pick(['i32', 'i64', 'f64'] as const), 2)
  writer.held = [last, last, counter]
  for (let i = random.between(1, 3); i > 0; i--) assign(writer, 2)
  writer.held = held
}

function acrossLoop(writer: Writer): void {
  const { random, held } = writer
  const below = random.once(2) ? someNumbers(writer, 1, 3) : []
  const around = random.once(3) ? someNumbers(writer, 1, 2) : []
  for (let i = random.below(2); i > 0; i--)
    writer.freeLocal(random.pick(['i32', 'i64', 'f32', 'f64'] as const))
  make(writer, below)
  holdValues(writer, someNumbers(writer, 1, 4))
  trees(writer, around, 2)
  const round = (counter: number): void => {
    takeAll(writer, around)
    use(writer, counter)
    if (writer.depth < 3 && random.once(5)) nested(writer, counter)
    trees(writer, around, 2)
  }
  counted(writer, round, { values: around })
  takeAll(writer, around)
  if (random.once(2)) assign(writer, 2)
  takeAll(writer, below)
  writer.held = held
}

function nested(writer: Writer, counter: number): void {
  writer.depth += 2
  counted(writer, inner => use(writer, writer.random.pick([inner, counter])), { count: 2 })
  writer.depth -= 2
}

function planOne(random: Random): Planned {
  const results = someNumbers({ random }, 1, 4)
  return {
    params: someNumbers({ random }, 2, 4),
    results,
    write(writer) {
      for (const result of results) writer.freeLocal(result)
      for (let i = random.between(1, 3); i > 0; i--) acrossLoop(writer)
      giveBack(writer, results)
    },
  }
}

export const acrossLoops: Emphasis = {
  plan: random => random.list(random.between(1, 2), () => planOne(random)),
  statements: [acrossLoop],
}
