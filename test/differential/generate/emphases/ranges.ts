// 64-bit integers that fit one word and then do not: the engine proves where they do, and computes with one word there.
// Loops that count over the edges of 2^31, 2^32, 2^53 and 2^63; locals that hold small values on one way and large ones on
// another; shifts, products, quotients and masks by constants; comparisons with the edges themselves.
import type { InstructionName } from '#src/wasm/ops/index.js'
import { s, u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { assign, counted, giveBack, nearAddress, someNumbers, takeAll, tree } from '../trees.js'
import type { Writer } from '../writer.js'

const edges = [
  0n,
  1n << 31n,
  1n << 32n,
  1n << 53n,
  1n << 63n,
  255n,
  65535n,
  1n << 52n,
  1n << 62n,
  3n << 31n,
] as const

const near = (random: Random): bigint => {
  const edge = random.pick(edges) + BigInt(random.between(-2, 2))
  return BigInt.asIntN(64, random.once(3) ? -edge : edge)
}

const i64 = (writer: Writer, value: bigint): void => writer.op('i64.const', s(value))

/** Which take a second operand that is any. */
const pairs = [
  ...['i64.add', 'i64.add', 'i64.sub', 'i64.sub', 'i64.mul', 'i64.mul', 'i64.and', 'i64.or', 'i64.xor'],
  ...['i64.shl', 'i64.shr_s', 'i64.shr_u', 'i64.rotl', 'i64.rotr'],
] as InstructionName[]

const shifts = ['i64.shl', 'i64.shr_s', 'i64.shr_u', 'i64.shr_u', 'i64.rotl', 'i64.rotr'] as const
const quotients = ['i64.div_s', 'i64.div_u', 'i64.rem_s', 'i64.rem_u'] as const
const narrowing = [
  'i64.extend8_s',
  'i64.extend16_s',
  'i64.extend32_s',
  'i64.clz',
  'i64.ctz',
  'i64.popcnt',
] as const
const loads = [
  'i64.load8_u',
  'i64.load8_s',
  'i64.load16_u',
  'i64.load16_s',
  'i64.load32_u',
  'i64.load32_s',
  'i64.load',
] as const
const comparing = [
  ...[
    'i64.eq',
    'i64.ne',
    'i64.lt_s',
    'i64.lt_u',
    'i64.gt_s',
    'i64.gt_u',
    'i64.le_s',
    'i64.le_u',
    'i64.ge_s',
    'i64.ge_u',
  ],
] as InstructionName[]

function first(writer: Writer): void {
  const { random } = writer
  const longs = writer.locals.flatMap((type, i) => (type === 'i64' ? [i] : []))
  const kind = random.below(6)
  if (kind < 3 && longs.length > 0) writer.get(random.pick(longs))
  else if (kind === 3) i64(writer, near(random))
  else if (kind === 4) {
    nearAddress(writer, 1)
    writer.op(random.pick(loads), [0, ...u(random.below(8))])
  } else {
    tree(writer, 'i32', 1)
    writer.op(random.pick(['i64.extend_i32_s', 'i64.extend_i32_u'] as const))
  }
}

/** By a constant, as compilers do it. */
function byConstant(writer: Writer): void {
  const { random } = writer
  const kind = random.below(5)
  if (kind === 0)
    i64(writer, random.pick([0xffn, 0xffffn, 0x7fff_ffffn, 0xffff_ffffn, 0x1_ffff_ffffn, near(random)]))
  else if (kind === 1) i64(writer, BigInt(random.pick([1, 8, 16, 31, 32, 33, 48, 63, 64, 65])))
  else if (kind === 2)
    i64(
      writer,
      BigInt(
        random.pick([3, 7, 10, 31, 100, 1000, 65537, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 33]),
      ),
    )
  else i64(writer, near(random))
  if (kind === 0) writer.op(random.pick(['i64.and', 'i64.and', 'i64.or', 'i64.xor'] as const))
  else if (kind === 1) writer.op(random.pick(shifts))
  else if (kind === 2) writer.op(random.pick([...quotients, 'i64.mul', 'i64.mul'] as const))
  else writer.op(random.pick(['i64.add', 'i64.sub', 'i64.mul', 'i64.xor'] as const))
}

/** A divisor that is not 0. */
function divide(writer: Writer, depth: number): void {
  wide(writer, depth)
  i64(writer, 1n)
  writer.op('i64.or')
  writer.op(writer.random.pick(['i64.div_u', 'i64.rem_u', 'i64.rem_s'] as const))
}

function wide(writer: Writer, depth: number): void {
  const { random } = writer
  if (depth <= 0) return first(writer)
  wide(writer, depth - 1)
  const kind = random.below(10)
  if (kind < 4) return byConstant(writer)
  if (kind === 4) return writer.op(random.pick(narrowing))
  if (kind === 5) return divide(writer, depth - 2)
  wide(writer, depth - 2)
  writer.op(random.pick(pairs))
}

function compare(writer: Writer): void {
  const { random } = writer
  wide(writer, random.between(0, 2))
  if (random.once(6)) return writer.op('i64.eqz')
  if (random.once(2)) i64(writer, near(random))
  else wide(writer, 1)
  writer.op(random.pick(comparing))
}

const longOf = (writer: Writer): number => {
  const longs = writer.free.filter(i => writer.locals[i] === 'i64')
  return longs.length === 0 ? writer.freeLocal('i64') : writer.random.pick(longs)
}

function setLong(writer: Writer): void {
  const local = longOf(writer)
  wide(writer, writer.random.between(1, 3))
  writer.set(local)
}

/** A local that is small on one way and perhaps not on the other. */
function join(writer: Writer): void {
  const { random } = writer
  const local = longOf(writer)
  const arm = (): void => {
    if (random.once(2)) i64(writer, near(random))
    else wide(writer, 2)
    writer.set(local)
  }
  compare(writer)
  writer.open('if', [], [])
  arm()
  if (random.once(2)) {
    writer.op('else')
    arm()
  }
  writer.end()
}

/** A loop that counts over an edge. */
function count(writer: Writer): void {
  const { random } = writer
  const edge = random.pick(edges)
  const step = random.pick([1n, 1n, 2n, 3n, 1n << 30n, 1n << 31n, 1n << 32n])
  const down = random.once(3)
  const from = BigInt.asIntN(64, down ? edge + 2n * step : edge - 2n * step)
  const local = writer.local('i64')
  i64(writer, from)
  writer.set(local)
  const body = (): void => {
    for (let i = random.between(1, 2); i > 0; i--) useLong(writer)
    writer.get(local)
    i64(writer, step)
    writer.op(down ? 'i64.sub' : 'i64.add')
    writer.op('local.tee', u(local))
    if (random.once(2)) i64(writer, BigInt.asIntN(64, edge + (down ? -step : step)))
    else wide(writer, 0)
    writer.op(random.pick(comparing))
    // The counted loop around it goes on by itself; this one leaves a round early.
    writer.open('if', [], [])
    setLong(writer)
    writer.end()
  }
  counted(writer, body, { count: random.between(3, 6) })
  writer.get(local)
  takeAll(writer, ['i64'])
}

function useLong(writer: Writer): void {
  const { random } = writer
  const kind = random.below(6)
  if (kind < 2) return setLong(writer)
  if (kind === 2) return join(writer)
  if (kind === 3) {
    nearAddress(writer, 1)
    wide(writer, 2)
    return writer.op(random.pick(['i64.store', 'i64.store32', 'i64.store16', 'i64.store8'] as const), [0, 0])
  }
  if (kind === 4) {
    compare(writer)
    return takeAll(writer, ['i32'])
  }
  wide(writer, 2)
  const isWord = random.once(2)
  writer.op(isWord ? 'i32.wrap_i64' : random.pick(['f64.convert_i64_s', 'f64.convert_i64_u'] as const))
  takeAll(writer, [isWord ? 'i32' : 'f64'])
}

/** Counts with the local itself as what ends the loop, and computes with it in between. */
function whileLong(writer: Writer): void {
  const { random } = writer
  const edge = random.pick(edges)
  const local = writer.local('i64')
  const rounds = BigInt(random.between(2, 5))
  i64(writer, BigInt.asIntN(64, edge - rounds))
  writer.set(local)
  writer.open('loop', [], [])
  for (let i = random.between(1, 2); i > 0; i--) useLong(writer)
  writer.get(local)
  i64(writer, 1n)
  writer.op('i64.add')
  writer.op('local.tee', u(local))
  i64(writer, BigInt.asIntN(64, edge + rounds))
  writer.op('i64.ne')
  writer.op('br_if', [0])
  writer.end()
}

const statements = [setLong, setLong, join, count, count, whileLong, useLong]

function planOne(random: Random): Planned {
  return {
    params: ['i64', ...someNumbers({ random }, 1, 2), ...(random.once(2) ? (['i64'] as const) : [])],
    results: ['i64', ...(random.once(2) ? (['i32', 'i64'] as const) : [])],
    write(writer) {
      for (let i = random.between(1, 3); i > 0; i--) writer.freeLocal('i64')
      for (let i = random.between(3, 8); i > 0; i--) random.pick(statements)(writer)
      if (random.once(3)) assign(writer, 2)
      giveBack(writer, writer.type.results)
    },
  }
}

export const ranges: Emphasis = {
  plan: random => random.list(random.between(1, 2), () => planOne(random)),
  statements,
}
