// Branches, and what stands around them: blocks, loops and the code between a branch and the end of its block,
// which never runs and may find anything on the stack.
//
// No loop is endless. Some count down a local of their own at the head and leave when it is used up; all others, and
// those deep within loops, burn fuel.
import { type Row, rows } from '#src/wasm/ops/index.js'
import { sameType } from '#src/wasm/types.js'
import { u } from '../../unit/wasm/bytes.js'
import { apply } from './expressions.js'
import { anyType } from './shape.js'
import { sameTypes, type Types, type Writer } from './writer.js'

const plain = rows.filter(
  ({ signature, immediates, feature }) =>
    signature !== undefined && immediates.length === 0 && feature === undefined,
)

/** Ends the call with a trap when too much has run; there is fuel again for the next one. */
export function burnFuel(writer: Writer, amount: number): void {
  const fuel = u(writer.shape.fuel)
  writer.op('global.get', fuel)
  writer.i32(amount)
  writer.op('i32.sub')
  writer.op('global.set', fuel)
  writer.op('global.get', fuel)
  writer.i32(0)
  writer.op('i32.lt_s')
  writer.open('if', [], [])
  writer.i32(3000)
  writer.op('global.set', fuel)
  writer.op('unreachable')
  writer.end()
}

const fits = (stack: Types, types: Types) =>
  types.length <= stack.length && sameTypes(stack.slice(stack.length - types.length), types)

/** Labels that some random code may branch to. */
const targets = ({ labels }: Writer, test: (types: Types) => boolean): readonly number[] =>
  labels.flatMap((types, i) => (test(types) ? [i] : []))

/** A number to choose among labels by. */
export function selector(writer: Writer, count: number): void {
  writer.value('i32')
  if (writer.random.once(5)) return
  writer.i32(writer.random.once(2) ? count : count + 2)
  writer.op('i32.rem_u')
}

/** A br_table to labels of the types; their values are on the stack. */
function table(writer: Writer, types: Types): void {
  const { random } = writer
  const possible = targets(writer, label => sameTypes(label, types))
  const count = random.once(12) ? random.between(20, 300) : random.between(0, 6)
  selector(writer, count + 1)
  const labels = random.list(count + 1, () => writer.label(random.pick(possible)))
  writer.op('br_table', u(count), ...labels)
}

/** A way out of here that is always taken. */
export function leave(writer: Writer): void {
  const { random, labels } = writer
  if (random.once(6)) return writer.op('unreachable')
  if (random.once(4)) {
    writer.values(labels[0]!)
    return writer.op('return')
  }
  const target = random.below(labels.length)
  writer.values(labels[target]!)
  if (random.once(2)) writer.op('br', writer.label(target))
  else table(writer, labels[target]!)
}

/** A branch that may be taken, with values that go on if it is not. */
export function branchIf(writer: Writer, stack: Types): void {
  const possible = targets(writer, types => fits(stack, types))
  if (possible.length === 0) return
  writer.value('i32')
  writer.op('br_if', writer.label(writer.random.pick(possible)))
}

/** A branch as a statement. */
export function branch(writer: Writer): void {
  const { random } = writer
  if (!random.once(3)) return branchIf(writer, [])
  writer.value('i32')
  writer.open('if', [], [])
  leave(writer)
  writer.end()
}

/** Code behind a way out: the stack has whatever is asked of it. */
function deadCode(writer: Writer, to: Types): void {
  const { random } = writer
  for (let i = random.below(4); i > 0; i--) {
    const row = random.pick(plain)
    apply(writer, row)
    if (row.signature!.results.length > 0) writer.op('drop')
  }
  if (random.once(3)) writer.forms.statement(writer)
  const given = random.below(to.length + 1)
  writer.values(to.slice(to.length - given))
}

/** One instruction on what lies on the stack, if there is one that fits. */
function applyToTop(writer: Writer, stack: Types): Types | undefined {
  const fitting = plain.filter(
    ({ signature }) => signature!.params.length > 0 && fits(stack, signature!.params),
  )
  if (fitting.length === 0) return undefined
  const row: Row = writer.random.pick(fitting)
  apply(writer, row)
  const { params, results } = row.signature!
  return [...stack.slice(0, stack.length - params.length), ...results]
}

/** Takes the top off the stack. */
function takeTop(writer: Writer, stack: Types): Types {
  const type = stack.at(-1)!
  const fitting = writer.free.filter(i => sameType(writer.locals[i]!, type))
  if (fitting.length > 0 && writer.random.once(2)) writer.set(writer.random.pick(fitting))
  else writer.op('drop')
  return stack.slice(0, -1)
}

/** Something that happens while values lie on the stack. */
function step(writer: Writer, stack: Types): Types {
  const { random } = writer
  const kind = random.below(10)
  if (kind < 3) {
    const type = anyType(random)
    writer.value(type)
    return [...stack, type]
  }
  if (kind < 5) return applyToTop(writer, stack) ?? stack
  if (kind === 5 && stack.length > 0) return takeTop(writer, stack)
  if (kind === 6) branchIf(writer, stack)
  else if (kind === 7 && stack.length > 0) {
    const taken = random.between(1, Math.min(3, stack.length))
    const from = stack.slice(stack.length - taken)
    const to = random.list(random.below(3), () => anyType(random))
    writer.forms.sequence(writer, from, to)
    return [...stack.slice(0, stack.length - taken), ...to]
  } else writer.forms.statement(writer)
  return stack
}

/** From one state of the stack to another, inside a block. */
export function steps(writer: Writer, from: Types, to: Types): void {
  const { random } = writer
  let stack = from
  for (let i = random.between(1, 5); i > 0 && writer.budget > 0; i--) stack = step(writer, stack)
  if (random.once(5)) {
    leave(writer)
    return deadCode(writer, to)
  }
  while (stack.length > to.length || !sameTypes(stack, to.slice(0, stack.length)))
    stack = takeTop(writer, stack)
  writer.values(to.slice(stack.length))
}

function countedLoop(writer: Writer, from: Types, to: Types): void {
  const { random } = writer
  const counter = writer.local('i32')
  writer.i32(random.between(1, 6))
  writer.set(counter)
  writer.open('block', from, to)
  writer.open('loop', from, to)
  if (writer.loops > 1) burnFuel(writer, 1)
  writer.loops++
  writer.get(counter)
  writer.i32(1)
  writer.op('i32.sub')
  writer.op('local.tee', u(counter))
  writer.i32(0)
  writer.op('i32.lt_s')
  writer.open('if', [], [])
  writer.simpleValues(to)
  writer.op('br', [2])
  writer.end()
  loopBody(writer, from, to)
  writer.loops--
  writer.end()
  writer.end()
}

function loopBody(writer: Writer, from: Types, to: Types): void {
  const { random } = writer
  if (random.once(3)) return steps(writer, from, to)
  steps(writer, from, from)
  writer.value('i32')
  writer.op('br_if', [0])
  steps(writer, from, to)
}

function burningLoop(writer: Writer, from: Types, to: Types): void {
  writer.open('loop', from, to)
  burnFuel(writer, 1)
  loopBody(writer, from, to)
  writer.end()
}

function condition(writer: Writer, from: Types, to: Types): void {
  writer.value('i32')
  writer.open('if', from, to)
  steps(writer, from, to)
  if (!sameTypes(from, to) || writer.random.once(2)) {
    writer.op('else')
    steps(writer, from, to)
  }
  writer.end()
}

function block(writer: Writer, from: Types, to: Types): void {
  writer.open('block', from, to)
  steps(writer, from, to)
  writer.end()
}

/** A block that may be left with its results; else other values lie in their places when nothing goes on. */
function abandoned(writer: Writer, from: Types, to: Types): void {
  const { random } = writer
  writer.open('block', from, to)
  writer.values(to)
  writer.value('i32')
  writer.op('br_if', [0])
  for (const _ of [...from, ...to]) writer.op('drop')
  writer.simpleValues(random.once(4) ? random.list(random.between(1, 3), () => anyType(random)) : to)
  if (random.once(2)) writer.op('unreachable')
  else leave(writer)
  writer.end()
}

/** A block of some kind, between two states of the stack. */
export function sequence(writer: Writer, from: Types, to: Types): void {
  writer.depth++
  const forms = [block, block, condition, condition, countedLoop, burningLoop]
  const form = writer.random.pick(to.length > 0 ? [...forms, abandoned, abandoned] : forms)
  form(writer, from, to)
  writer.depth--
}
