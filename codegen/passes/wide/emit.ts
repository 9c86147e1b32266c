// Where legalisation puts the nodes it makes: a list, and short names for the 32-bit operations, which fold
// what constants make trivial (a high word is often 0). All operands are nodes of one word.

import { byName, type InstructionName } from '../../../src/wasm/ops/index.js'
import { Effects } from '../../ir/effects.js'
import {
  constant,
  type FunctionIR,
  makeNode,
  makeVariable,
  type Node,
  type Op,
  resultOf,
  type Variable,
} from '../../ir/nodes.js'
import { ownRow } from '../../ir/ops.js'
import type { Extension, Ranges } from '../range/index.js'
import type { Words } from './words.js'

/** A double, not quite exact, and a word: that is, `double + high * 2^32`. See product.ts. */
export interface Sum {
  readonly double: Node
  readonly high: Node
  /** How large the double may be, and of how many terms it is the sum. */
  readonly most: number
  readonly terms: number
  /** Whether the double is surely not negative. */
  readonly isNatural: boolean
  /** Whether it is one product, by a constant. */
  readonly byConstant: boolean
}

export const isConstant = (node: Node): boolean => node.op === 'i32.const'

const isValue = (node: Node, value: number): boolean => node.op === 'i32.const' && node.index === value

/** Both operands constant: the result. */
const fold: Readonly<Record<string, (a: number, b: number) => number>> = {
  'i32.add': (a, b) => a + b,
  'i32.sub': (a, b) => a - b,
  'i32.mul': Math.imul,
  'i32.and': (a, b) => a & b,
  'i32.or': (a, b) => a | b,
  'i32.xor': (a, b) => a ^ b,
  'i32.shl': (a, b) => a << b,
  'i32.shr_s': (a, b) => a >> b,
  'i32.shr_u': (a, b) => a >>> b,
  'i32.eq': (a, b) => Number(a === b),
  'i32.ne': (a, b) => Number(a !== b),
  'i32.lt_s': (a, b) => Number(a < b),
  'i32.lt_u': (a, b) => Number(a >>> 0 < b >>> 0),
  'i32.gt_s': (a, b) => Number(a > b),
  'i32.gt_u': (a, b) => Number(a >>> 0 > b >>> 0),
  and: (a, b) => a & b,
  or: (a, b) => a | b,
}

/** The right operand is 0 and the result is the left one. */
const rightZeroIsLeft = new Set<Op>([
  'i32.add',
  'i32.sub',
  'i32.or',
  'i32.xor',
  'i32.shl',
  'i32.shr_s',
  'i32.shr_u',
  'or',
])
/** Either operand is 0 and so is the result. */
const zeroAbsorbs = new Set<Op>(['i32.mul', 'i32.and', 'and'])
/** Whether the operands may change places. */
const commutes = (op: Op): boolean =>
  ownRow(op)?.commutes ?? byName[op as InstructionName]?.traits.includes('commutes') ?? false

/** Likewise of the left one. */
const leftZeroIsRight = new Set([...rightZeroIsLeft].filter(commutes))

export class Emitter {
  list: Node[] = []
  /** More about products, and sums of products. */
  readonly sums = new Map<Words, Sum>()
  /** Where what is made now comes from. */
  at = 0

  constructor(
    readonly fn: FunctionIR,
    readonly ranges: Ranges,
  ) {}

  add(node: Node): Node {
    if (node.at === 0) node.at = this.at
    this.list.push(node)
    return node
  }

  int(value: number): Node {
    return constant(value)
  }

  /** A binary operation on words, simplified where an operand is constant. */
  op(name: Op, a: Node, b: Node): Node {
    if (isConstant(a) && isConstant(b) && name in fold) return constant(fold[name]!(a.index, b.index))
    if (isValue(b, 0)) {
      if (rightZeroIsLeft.has(name)) return a
      if (zeroAbsorbs.has(name) || name === 'i32.lt_u') return constant(0)
    }
    if (isValue(a, 0)) {
      if (leftZeroIsRight.has(name)) return b
      if (zeroAbsorbs.has(name)) return constant(0)
    }
    if (name === 'i32.and' && isValue(b, -1)) return a
    if (name === 'and' && isConstant(a)) return b
    if (name === 'and' && isConstant(b)) return a
    if (name === 'i32.mul' && isConstant(b)) return this.product(a, b)
    return this.add(makeNode(name, 'i32', [a, b]))
  }

  /** A product with a constant that may be a power of two. */
  private product(a: Node, b: Node): Node {
    const log = 31 - Math.clz32(b.index)
    if (b.index === 1) return a
    if (b.index === 1 << log) return this.op('i32.shl', a, constant(log))
    return this.add(makeNode('i32.mul', 'i32', [a, b]))
  }

  /** The high word of a value whose low word says it all. */
  extend(low: Node, extension: Extension): Node {
    return extension === 'zero' ? constant(0) : this.op('i32.shr_s', low, constant(31))
  }

  eqz(a: Node): Node {
    return isConstant(a) ? constant(Number(a.index === 0)) : this.add(makeNode('i32.eqz', 'i32', [a]))
  }

  /** A call of a helper that returns one value. */
  helper(name: string, type: Node['type'], args: readonly Node[]): Node {
    const node = makeNode('helper', type, args)
    node.helper = name
    return this.add(node)
  }

  /** A call of a helper that returns a low word and leaves the high one in the result registers. */
  helperPair(name: string, args: readonly Node[], effect = 0): Words {
    const low = this.helper(name, 'i32', args)
    low.effect = effect | Effects.setResult
    return [low, this.add(resultOf(low, 1, 'i32'))]
  }

  variable(type: Variable['type']): Variable {
    return makeVariable(this.fn, type)
  }
}
