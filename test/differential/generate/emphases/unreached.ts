// Ends that nothing reaches: behind a branch any operands may lie there, more or fewer than the block leaves, others than it
// leaves, and what stood below them before is gone. Where a block can still be left by a branch, its results come from there alone.
import { branchIf, leave } from '../branches.js'
import type { Emphasis } from '../emphasis.js'
import { anyType } from '../shape.js'
import { assign, counted, giveBack, leaf, someNumbers, takeAll, tree, trees } from '../trees.js'
import type { Types, Writer } from '../writer.js'

const some = ({ random }: Writer, least: number, most: number): Types =>
  random.list(random.between(least, most), () => anyType(random))

/** Behind a way out: leftovers, some of them just what the end asks for, and code that takes what is not there. */
function leftovers(writer: Writer, to: Types): void {
  const { random } = writer
  if (random.once(3)) {
    writer.op(random.pick(['i32.add', 'i64.mul', 'f64.sub', 'select'] as const))
    writer.op('drop')
  }
  if (random.once(4)) takeAll(writer, some(writer, 1, 2))
  if (random.once(4)) writer.forms.statement(writer)
  const given = random.below(to.length + 1)
  for (const type of to.slice(to.length - given)) leaf(writer, type)
}

function out(writer: Writer): void {
  if (writer.random.once(3)) trees(writer, some(writer, 1, 3), 1)
  if (writer.random.once(3)) writer.op('unreachable')
  else leave(writer)
}

/** Left in the middle with its results; the end is never reached. */
function left(writer: Writer): void {
  const to = some(writer, 0, 3)
  writer.open('block', [], to)
  trees(writer, to, 1)
  tree(writer, 'i32', 2)
  writer.op('br_if', [0])
  if (writer.random.once(2)) takeAll(writer, to)
  out(writer)
  leftovers(writer, to)
  writer.end()
  takeAll(writer, to)
}

/** One arm ends, the other does not. */
function arms(writer: Writer): void {
  const { random } = writer
  const to = some(writer, 0, 3)
  tree(writer, 'i32', 2)
  writer.open('if', [], to)
  const first = random.once(2)
  for (const ends of [first, !first]) {
    if (ends) {
      out(writer)
      leftovers(writer, to)
    } else trees(writer, to, 2)
    if (ends === first) writer.op('else')
  }
  writer.end()
  takeAll(writer, to)
}

/** Blocks within blocks with operands below each, and a jump over several of them. */
function over(writer: Writer): void {
  const { random } = writer
  const blocks = random.list(random.between(2, 4), () => ({
    below: someNumbers(writer, 0, 2),
    to: some(writer, 0, 2),
  }))
  const first = writer.labels.length
  for (const { below, to } of blocks) {
    trees(writer, below, 1)
    writer.open('block', [], to)
  }
  const target = random.between(first, writer.labels.length - 1)
  assign(writer, 2)
  trees(writer, writer.labels[target]!, 1)
  tree(writer, 'i32', 1)
  writer.op('br_if', writer.label(target))
  takeAll(writer, writer.labels[target]!)
  for (const [i, { below, to }] of blocks.toReversed().entries()) {
    if (i === 0 && random.once(2)) {
      out(writer)
      leftovers(writer, to)
    } else trees(writer, to, 1)
    if (random.once(3)) branchIf(writer, to)
    writer.end()
    takeAll(writer, [...below, ...to])
  }
}

/** A loop that is left by a branch over it, with values. */
function outOfLoop(writer: Writer): void {
  const to = some(writer, 0, 2)
  const target = writer.labels.length
  writer.open('block', [], to)
  counted(writer, () => {
    trees(writer, to, 1)
    tree(writer, 'i32', 2)
    writer.op('br_if', writer.label(target))
    takeAll(writer, to)
  })
  if (writer.random.once(2)) {
    out(writer)
    leftovers(writer, to)
  } else trees(writer, to, 1)
  writer.end()
  takeAll(writer, to)
}

const statements = [left, left, arms, arms, over, over, outOfLoop]

export const unreached: Emphasis = {
  plan: random =>
    random.list(random.between(1, 2), () => ({
      params: someNumbers({ random }, 1, 3),
      results: random.list(random.between(0, 3), () => anyType(random)),
      write(writer) {
        for (let i = random.between(1, 4); i > 0; i--) writer.freeLocal(anyType(random))
        for (let i = random.between(2, 5); i > 0; i--) random.pick(statements)(writer)
        if (!random.once(3)) return giveBack(writer, writer.type.results)
        out(writer)
        leftovers(writer, writer.type.results)
      },
    })),
  statements,
}
