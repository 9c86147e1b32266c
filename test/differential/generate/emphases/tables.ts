// br_table: cases that share code, carry values, fall through, and jump from one to another; machines whose state is a local
// that each case sets before it goes back to the table, with constants, so that the engine can thread its jumps.

import { s, u } from '../../../unit/wasm/bytes.js'
import { burnFuel, selector } from '../branches.js'
import type { Emphasis } from '../emphasis.js'
import { anyType } from '../shape.js'
import { assign, counted, giveBack, someNumbers, storeTree, takeAll, tree, trees, when } from '../trees.js'
import type { Types, Writer } from '../writer.js'

const simple = [assign, assign, storeTree]

const something = (writer: Writer): void => {
  for (let i = writer.random.below(3); i > 0; i--) writer.random.pick(simple)(writer, 2)
}

/** A table to the innermost `count` labels, some of them several times. */
function shared(writer: Writer, count: number): void {
  const { random } = writer
  const length = random.between(count, 2 * count)
  selector(writer, length + 1)
  writer.op('br_table', u(length), ...random.list(length + 1, () => u(random.below(count))))
}

/** What a case with values on the stack does to them. */
function change(writer: Writer, types: Types): void {
  const { random } = writer
  something(writer)
  if (random.once(2)) return
  takeAll(writer, types)
  trees(writer, types, 2)
}

/** Cases that find values on the stack, and pass others on to the next, or out. */
function withValues(writer: Writer): void {
  const { random } = writer
  const types = random.list(random.between(1, 3), () => anyType(random))
  const out = random.once(2) ? types : someNumbers(writer, 0, 2)
  const count = random.between(2, 5)
  writer.open('block', [], out)
  for (let i = 0; i < count; i++) writer.open('block', [], types)
  trees(writer, types, 2)
  shared(writer, count)
  for (let i = 0; i < count; i++) {
    // Nothing lies here that a branch did not bring, but the code goes on as if it did.
    if (i === 0 && random.once(2)) trees(writer, types.slice(random.below(types.length)), 1)
    writer.end()
    change(writer, types)
    if (i === count - 1 || random.once(2)) continue
    takeAll(writer, types)
    trees(writer, out, 2)
    writer.op('br', writer.label(writer.labels.length - (count - i)))
    trees(writer, types.slice(random.below(types.length + 1)), 0)
  }
  takeAll(writer, types)
  trees(writer, out, 2)
  writer.end()
  takeAll(writer, out)
}

/** A switch in which several numbers have the same code, and some cases fall into the next. */
function withSharedCode(writer: Writer): void {
  const { random } = writer
  const count = random.between(2, 6)
  const outer = writer.labels.length
  writer.open('block', [], [])
  for (let i = 0; i < count; i++) writer.open('block', [], [])
  shared(writer, count + 1)
  for (let i = 0; i < count; i++) {
    writer.end()
    something(writer)
    const kind = random.below(12)
    if (kind < 4) writer.op('br', writer.label(outer))
    else if (kind < 7) {
      tree(writer, 'i32', 1)
      writer.op('br_if', writer.label(random.between(outer, writer.labels.length - 1)))
    } else if (kind === 7) shared(writer, writer.labels.length - outer)
  }
  writer.end()
}

interface Machine {
  readonly state: number
  readonly count: number
  /** Labels: of what is behind it, and of its loop. */
  readonly out: number
  readonly next: number
}

function setState(writer: Writer, { state, count }: Machine): void {
  writer.i32(writer.random.below(count + 1))
  writer.set(state)
}

/** A case of a machine: sets the state and goes on, or falls through, or ends all. */
function stateCase(writer: Writer, machine: Machine): void {
  const { random } = writer
  something(writer)
  const kind = random.below(8)
  if (kind < 4) {
    setState(writer, machine)
    writer.op('br', writer.label(machine.next))
  } else if (kind < 6) {
    when(writer, () => {
      setState(writer, machine)
      if (random.once(2)) storeTree(writer, 1)
      writer.op('br', writer.label(machine.next))
    })
    setState(writer, machine)
    if (random.once(2)) writer.op('br', writer.label(machine.next))
  } else if (kind === 6) {
    tree(writer, 'i32', 1)
    writer.op('br_if', writer.label(machine.out))
  }
}

function machine(writer: Writer): void {
  const { random } = writer
  const count = random.between(3, 12)
  const state = writer.local('i32')
  const left = writer.local('i32')
  writer.op('i32.const', s(BigInt(random.between(3, 30))))
  writer.set(left)
  if (random.once(3)) tree(writer, 'i32', 1)
  else writer.i32(random.below(count))
  writer.set(state)
  const labels = { state, count, out: writer.labels.length, next: writer.labels.length + 1 }
  writer.open('block', [], [])
  writer.open('loop', [], [])
  if (writer.loops > 1) burnFuel(writer, 1)
  writer.loops++
  writer.get(left)
  writer.i32(1)
  writer.op('i32.sub')
  writer.op('local.tee', u(left))
  writer.i32(0)
  writer.op('i32.lt_s')
  writer.op('br_if', [1])
  if (random.once(3)) something(writer)
  for (let i = 0; i < count; i++) writer.open('block', [], [])
  writer.get(state)
  const order = random.once(2) ? [...Array(count).keys()] : random.list(count, () => random.below(count))
  writer.op('br_table', u(count), ...order.map(u), u(random.once(2) ? count : count + 1))
  for (let i = 0; i < count; i++) {
    writer.end()
    stateCase(writer, labels)
  }
  if (random.once(2)) {
    setState(writer, labels)
    writer.op('br', [0])
  }
  writer.loops--
  writer.end()
  writer.end()
}

const statements = [withValues, withSharedCode, machine]

export const tables: Emphasis = {
  plan: random =>
    random.list(random.between(1, 2), () => ({
      params: someNumbers({ random }, 1, 3),
      results: someNumbers({ random }, 1, 2),
      write(writer) {
        for (let i = random.between(2, 5); i > 0; i--) writer.freeLocal(anyType(random))
        for (let i = random.between(1, 3); i > 0; i--) random.pick(statements)(writer)
        if (random.once(3)) counted(writer, () => random.pick(statements)(writer), { count: 3 })
        giveBack(writer, writer.type.results)
      },
    })),
  statements,
}
