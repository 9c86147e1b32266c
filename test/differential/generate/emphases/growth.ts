// Memory that grows between two accesses: generated code keeps a view of it in a variable and must take the new one, behind
// `memory.grow`, behind every call that may have grown it, and at the head of a loop that does either. The last bytes of
// a page and the first of the next; the same address again, which needs no check any more.

import { rows } from '#src/wasm/ops/index.js'
import { u } from '../../../unit/wasm/bytes.js'
import type { Emphasis } from '../emphasis.js'
import { apply, callFunction, memarg } from '../expressions.js'
import {
  assign,
  counted,
  giveBack,
  type NumberName,
  nearAddress,
  someNumbers,
  takeAll,
  tree,
  trees,
  when,
} from '../trees.js'
import type { Writer } from '../writer.js'

const accesses = {
  i32: ['i32.load', 'i32.load8_u', 'i32.load16_s'],
  i64: ['i64.load', 'i64.load32_u', 'i64.load8_s'],
  f32: ['f32.load'],
  f64: ['f64.load'],
} as const

const storing = {
  i32: ['i32.store', 'i32.store8', 'i32.store16'],
  i64: ['i64.store', 'i64.store32'],
  f32: ['f32.store'],
  f64: ['f64.store'],
} as const

const types = ['i32', 'i64', 'f32', 'f64'] as const

/** Just below or above the end that the memory has now, or once had. */
function edge(writer: Writer): void {
  const { random } = writer
  if (random.once(2)) writer.op('memory.size', [0])
  else writer.i32(random.between(1, 3))
  writer.i32(16)
  writer.op('i32.shl')
  writer.i32(random.pick([1, 4, 8, 8, 16, 32]))
  writer.op('i32.sub')
}

function place(writer: Writer): void {
  if (writer.random.once(3)) edge(writer)
  else nearAddress(writer, 1)
}

/** Reads from an address that is on the stack. */
function load(writer: Writer, type: NumberName): void {
  const { random } = writer
  writer.op(random.pick(accesses[type]), [0, ...u(random.pick([0, 0, 1, 4, 8, 60, 65528]))])
  takeAll(writer, [type])
}

function store(writer: Writer): void {
  const { random } = writer
  const type = random.pick(types)
  const name = random.pick(storing[type])
  place(writer)
  tree(writer, type, 2)
  apply(writer, rows.find(row => row.name === name)!, memarg(writer, 1))
}

/** The same address several times, growing in between. */
function again(writer: Writer): void {
  const { random } = writer
  const address = writer.local('i32')
  place(writer)
  writer.set(address)
  for (let i = random.between(2, 4); i > 0; i--) {
    writer.get(address)
    load(writer, random.pick(types))
    if (random.once(2)) grow(writer)
  }
}

function grow(writer: Writer): void {
  const { random, shape } = writer
  const kind = random.below(4)
  if (kind === 0) {
    const index = random.below(shape.importedFunctions)
    callFunction(writer, index)
    return takeAll(writer, shape.functions[index]!.results)
  }
  if (kind === 1) {
    const index = random.pick(shape.familyOf('growth'))
    if (index !== writer.self) {
      trees(writer, shape.functions[index]!.params, 1)
      writer.op('call', u(index))
      return takeAll(writer, shape.functions[index]!.results)
    }
  }
  writer.i32(random.pick([0, 1, 1, 1, 2, 1000]))
  writer.op('memory.grow', [0])
  takeAll(writer, ['i32'])
}

const steps = [store, store, again, grow, (writer: Writer) => when(writer, () => grow(writer)), readOne]

function readOne(writer: Writer): void {
  place(writer)
  load(writer, writer.random.pick(types))
}

function inLoop(writer: Writer): void {
  const { random } = writer
  counted(writer, () => {
    for (let i = random.between(1, 3); i > 0; i--) random.pick(steps)(writer)
    if (random.once(3)) assign(writer, 2)
  })
}

/** An operand that is read before the memory grows, and used behind it. */
function over(writer: Writer): void {
  const type = writer.random.pick(types)
  place(writer)
  writer.op(accesses[type][0], [0, 0])
  grow(writer)
  takeAll(writer, [type])
}

const statements = [inLoop, inLoop, again, over, store]

/** A small function that grows the memory. */
const growing = {
  params: ['i32'],
  results: ['i32'],
  write(writer: Writer) {
    writer.get(0)
    writer.i32(1)
    writer.op('i32.and')
    writer.op('memory.grow', [0])
  },
} as const

export const growth: Emphasis = {
  plan: random => [
    growing,
    ...random.list(random.between(1, 2), () => ({
      params: someNumbers({ random }, 1, 3),
      results: someNumbers({ random }, 1, 2),
      write(writer: Writer) {
        for (const type of types) writer.freeLocal(type)
        for (let i = random.between(2, 6); i > 0; i--) random.pick(statements)(writer)
        giveBack(writer, writer.type.results)
      },
    })),
  ],
  statements,
  grows: true,
}
