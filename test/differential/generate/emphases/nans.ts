// NaNs with bits of their own, quiet and signalling, on every way that moves a value and must not change it: locals,
// globals, memory, calls, calls with several results, blocks, loops, `select`, br_table, and signs. What arithmetic makes is
// canonical in such modules, so that all bits can be seen.
import { u } from '../../../unit/wasm/bytes.js'
import type { Random } from '../../random.js'
import type { Emphasis, Planned } from '../emphasis.js'
import { assign, counted, nearAddress, tree } from '../trees.js'
import type { Types, Writer } from '../writer.js'

type Float = 'f32' | 'f64'

const floats = (random: Random, least: number, most: number): Float[] =>
  random.list(random.between(least, most), () => random.pick(['f32', 'f64'] as const))

const littleEndian = (bits: bigint, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Number((bits >> BigInt(8 * i)) & 0xffn))

/** Some NaN. */
function nan(writer: Writer, type: Float): void {
  const { random } = writer
  const sign = random.once(2)
  const some = BigInt(random.pick([1, 2, 0x1234, 0x3f_ffff, random.between(1, 0x3f_ffff)]))
  const quiet = random.once(2)
  if (type === 'f32') {
    const bits = (sign ? 0xff80_0000n : 0x7f80_0000n) | some | (quiet ? 0x40_0000n : 0n)
    writer.op('f32.const', littleEndian(bits, 4))
  } else {
    const low = random.once(2) ? some : some << 29n
    const bits = (sign ? 0xfff0_0000_0000_0000n : 0x7ff0_0000_0000_0000n) | low | (quiet ? 1n << 51n : 0n)
    writer.op('f64.const', littleEndian(bits, 8))
  }
}

/** Bits from an integer. */
function fromBits(writer: Writer, type: Float): void {
  const word = type === 'f32' ? 'i32' : 'i64'
  tree(writer, word, 2)
  if (word === 'i32') {
    writer.i32(writer.random.pick([0x7f80_0001, 0x7fc0_0000, -0x40_0000, 0]))
    writer.op('i32.or')
    writer.op('f32.reinterpret_i32')
  } else {
    nan(writer, 'f64')
    writer.op('i64.reinterpret_f64')
    writer.op('i64.or')
    writer.op('f64.reinterpret_i64')
  }
}

const locals = (writer: Writer, type: Float): readonly number[] =>
  writer.locals.flatMap((other, i) => (other === type ? [i] : []))

function source(writer: Writer, type: Float): void {
  const { random } = writer
  const known = locals(writer, type)
  const kind = random.below(6)
  if (kind < 2 && known.length > 0) return writer.get(random.pick(known))
  if (kind === 2) return fromBits(writer, type)
  if (kind === 3) {
    nearAddress(writer, 1)
    return writer.op(`${type}.load`, [0, ...u(random.pick([0, 4, 8]))])
  }
  nan(writer, type)
}

function global(writer: Writer, type: Float, depth: number): void {
  const { shape, random } = writer
  const fitting = shape.globals.flatMap((given, i) => (given.type === type && given.mutable ? [i] : []))
  if (fitting.length === 0) return carry(writer, type, depth)
  const index = u(random.pick(fitting))
  carry(writer, type, depth)
  writer.op('global.set', index)
  writer.op('global.get', index)
}

function memory(writer: Writer, type: Float, depth: number): void {
  const address = writer.local('i32')
  nearAddress(writer, 1)
  writer.op('local.tee', u(address))
  carry(writer, type, depth)
  writer.op(`${type}.store`, [0, 0])
  writer.get(address)
  writer.op(`${type}.load`, [0, 0])
}

function block(writer: Writer, type: Float, depth: number): void {
  writer.open('block', [], [type])
  carry(writer, type, depth)
  tree(writer, 'i32', 1)
  if (writer.random.once(2)) writer.op('br_if', [0])
  else {
    writer.open('block', [type, 'i32'], [type])
    writer.op('br_table', [2], [0], [1], [0])
    writer.end()
  }
  writer.op('drop')
  carry(writer, type, depth)
  writer.end()
}

function arms(writer: Writer, type: Float, depth: number): void {
  tree(writer, 'i32', 1)
  writer.open('if', [], [type])
  carry(writer, type, depth)
  writer.op('else')
  carry(writer, type, depth)
  writer.end()
}

function loop(writer: Writer, type: Float, depth: number): void {
  carry(writer, type, depth)
  counted(writer, () => change(writer, type), { values: [type], count: 2 })
}

/** A value goes in and another comes out. */
function change(writer: Writer, type: Float): void {
  const local = writer.local(type)
  if (writer.random.once(2)) writer.set(local)
  else {
    writer.op('local.tee', u(local))
    writer.op(`${type}.neg`)
    writer.set(local)
  }
  writer.get(local)
}

function choose(writer: Writer, type: Float, depth: number): void {
  carry(writer, type, depth)
  carry(writer, type, depth)
  tree(writer, 'i32', 1)
  writer.op('select')
}

function sign(writer: Writer, type: Float, depth: number): void {
  const { random } = writer
  carry(writer, type, depth)
  if (random.once(2)) return writer.op(random.pick([`${type}.neg`, `${type}.abs`] as const))
  carry(writer, type, depth - 1)
  writer.op(`${type}.copysign`)
}

/** By a function that returns such a value among its results. */
function call(writer: Writer, type: Float, depth: number): void {
  const { random, shape } = writer
  const family = shape.familyOf('nans')
  const below = family.includes(writer.self) ? family.filter(index => index < writer.self) : family
  const fitting = below.filter(index => shape.functions[index]!.results.includes(type))
  if (fitting.length === 0) return carry(writer, type, depth)
  const index = random.pick(fitting)
  const { params, results } = shape.functions[index]!
  for (const param of params) carry(writer, param as Float, depth - 1)
  const at = shape.placeOf(index)
  if (at >= 0 && random.once(3)) {
    writer.i32(at)
    writer.op('call_indirect', u(shape.typeIndex(params, results)), [0])
  } else writer.op('call', u(index))
  const places = results.map(result => writer.local(result))
  for (const place of places.toReversed()) writer.set(place)
  writer.get(places[results.indexOf(type)]!)
}

const ways = [global, memory, block, arms, loop, choose, sign, call, call, call]

function carry(writer: Writer, type: Float, depth: number): void {
  if (depth <= 0) source(writer, type)
  else writer.random.pick(ways)(writer, type, depth - 1)
}

/** Makes the bits of a value seen. */
function show(writer: Writer): void {
  const { random } = writer
  const type = random.pick(['f32', 'f64'] as const)
  if (random.once(2)) {
    nearAddress(writer, 1)
    carry(writer, type, random.between(1, 3))
    return writer.op(`${type}.store`, [0, 0])
  }
  carry(writer, type, random.between(1, 3))
  const [name, word] =
    type === 'f32' ? (['i32.reinterpret_f32', 'i32'] as const) : (['i64.reinterpret_f64', 'i64'] as const)
  writer.op(name)
  const free = writer.free.filter(i => writer.locals[i] === word)
  if (free.length === 0) return keepWord(writer, word)
  const local = random.pick(free)
  writer.get(local)
  writer.op(`${word}.xor`)
  writer.set(local)
}

/** Writes a word that is on the stack to memory. */
function keepWord(writer: Writer, word: 'i32' | 'i64'): void {
  const local = writer.local(word)
  writer.set(local)
  nearAddress(writer, 1)
  writer.get(local)
  writer.op(`${word}.store`, [0, 0])
}

function keepFloat(writer: Writer): void {
  const { random } = writer
  const type = random.pick(['f32', 'f64'] as const)
  carry(writer, type, 2)
  takeFloat(writer, type)
}

/** Into a local as it is. */
function takeFloat(writer: Writer, type: Float): void {
  const free = writer.free.filter(i => writer.locals[i] === type)
  if (free.length === 0) writer.op('drop')
  else writer.set(writer.random.pick(free))
}

function planOne(random: Random): Planned {
  const results: Types = floats(random, 1, 4)
  return {
    params: floats(random, 1, 3),
    results,
    write(writer) {
      for (const type of ['f32', 'f64', 'i32', 'i64'] as const) writer.freeLocal(type)
      for (let i = random.between(0, 2); i > 0; i--) random.pick([show, keepFloat])(writer)
      if (random.once(3)) counted(writer, () => keepFloat(writer), { count: 2 })
      for (const type of results) carry(writer, type as Float, 2)
    },
  }
}

const statements = [show, show, keepFloat, (writer: Writer) => assign(writer, 1)]

/** One that shows what it computes. */
const shown: Planned = {
  params: ['f32', 'f64', 'i32'],
  results: ['i32', 'i64'],
  write(writer) {
    const [word, long] = [writer.freeLocal('i32'), writer.freeLocal('i64')]
    for (const type of ['f32', 'f64'] as const) writer.freeLocal(type)
    for (let i = writer.random.between(2, 5); i > 0; i--) writer.random.pick(statements)(writer)
    writer.get(word)
    writer.get(long)
  },
}

export const nans: Emphasis = {
  plan: random => [...random.list(random.between(2, 4), () => planOne(random)), shown],
  statements,
  showsBits: true,
  fillsTable: true,
}
