// Functions that are larger than the engine may let them be, so that it cuts them wherever it likes: many locals that are
// alive everywhere, loops and blocks that the cut goes through, operands on the stack, returns and branches from the middle.
import type { Random } from '../../random.js'
import { branchIf, leave } from '../branches.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { anyType } from '../shape.js'
import { assign, counted, giveBack, someNumbers, storeTree, takeAll, tree, trees, when } from '../trees.js'
import type { Writer } from '../writer.js'

/** A way out, with all results, once in a while. */
function returnEarly(writer: Writer): void {
  when(writer, () => {
    if (writer.random.once(2)) leave(writer)
    else {
      trees(writer, writer.type.results, 1)
      writer.op('return')
    }
  })
}

/** Operands that stay on the stack while a stretch of code runs. */
function over(writer: Writer, levels: number): void {
  const types = someNumbers(writer, 1, 3)
  trees(writer, types, 2)
  stretch(writer, levels)
  takeAll(writer, types)
}

function inBlock(writer: Writer, levels: number): void {
  const { random } = writer
  const types = someNumbers(writer, 0, 2)
  writer.open('block', [], types)
  stretch(writer, levels)
  trees(writer, types, 1)
  if (random.once(2)) branchIf(writer, types)
  writer.end()
  takeAll(writer, types)
}

function inArms(writer: Writer, levels: number): void {
  const types = someNumbers(writer, 0, 2)
  tree(writer, 'i32', 2)
  writer.open('if', [], types)
  stretch(writer, levels)
  trees(writer, types, 1)
  writer.op('else')
  stretch(writer, levels)
  if (writer.random.once(5)) leave(writer)
  trees(writer, types, 1)
  writer.end()
  takeAll(writer, types)
}

const longer = [
  ...[over, inBlock, inArms, inArms],
  (writer: Writer, levels: number) => counted(writer, () => stretch(writer, levels), { entered: true }),
]

function stretch(writer: Writer, levels: number): void {
  const { random } = writer
  for (let i = random.between(1, 4); i > 0; i--) {
    const kind = random.below(10)
    if (levels > 0 && kind < 3) random.pick(longer)(writer, levels - 1)
    else if (kind === 3) storeTree(writer, 3)
    else if (kind === 4) returnEarly(writer)
    else if (kind === 5) {
      writer.budget = 12
      writer.forms.statement(writer)
    } else assign(writer, 3)
  }
}

function planOne(random: Random): Planned {
  return {
    params: random.list(random.between(1, 5), () => anyType(random)),
    results: someNumbers({ random }, 0, 5),
    write(writer) {
      for (let i = random.between(3, 20); i > 0; i--) writer.freeLocal(anyType(random))
      for (let i = random.between(2, 7); i > 0; i--) stretch(writer, 3)
      giveBack(writer, writer.type.results)
    },
  }
}

export const long: Emphasis = {
  plan: random => random.list(random.between(1, 2), () => planOne(random)),
  statements: [writer => over(writer, 1), writer => inArms(writer, 1)],
  isCut: true,
}
