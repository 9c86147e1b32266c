// How many bytes of V8's bytecode code comes to, about.

import { Effects } from '../../ir/effects.js'
import type { Node, NodeName, SpecialName } from '../../ir/nodes.js'
import { callSize, type OwnRow, ownOps, type Size } from '../../ir/ops.js'
import { listsOf } from '../../ir/walk.js'

/** An effective address is made of its operand and the offset. */
const access = ({ extra }: Node): number => (extra === 0 ? 20 : 41)

const memoryEffects = Effects.getMemory | Effects.setMemory

/** The size of most operations. */
function byEffect(node: Node): number {
  if (node.effect & Effects.control) return 4
  if (node.effect & memoryEffects) return access(node)
  return 2 + 3 * node.args.length
}

/**
 * Instructions; what is ours has its size in ir/ops.ts. Fitted to 50 functions of SQLite, QuickJS and
 * llhttp: nine tenths come to 100 to 115 % of the truth.
 */
const sizes: Readonly<Record<SpecialName, Size> & Partial<Record<NodeName, Size>>> = {
  'i32.const': 0,
  call: callSize,
  call_indirect: node => 41 + 5 * node.args.length,
  'i32.add': 10,
  'i32.sub': 10,
  'i32.lt_u': 20,
  'i32.le_u': 20,
  'i32.gt_u': 20,
  'i32.ge_u': 20,
  block: undefined,
  loop: undefined,
  if: undefined,
  br: undefined,
  return: undefined,
  unreachable: undefined,
  select: undefined,
  'select t': undefined,
  'global.get': undefined,
  'global.set': undefined,
  'ref.null': undefined,
  'ref.is_null': undefined,
  'ref.func': undefined,
  'table.get': undefined,
  'table.set': undefined,
  'table.grow': undefined,
  'table.fill': undefined,
}

/** Rows need not have one, and find what a library may have put into `Object.prototype` by this name. */
const sizeIn = (row: OwnRow): Size => (Object.hasOwn(row, 'size') ? row.size : undefined)

/** By the operation; a look-up for each would take longer than the rest. */
const allSizes: ReadonlyMap<string, Size> = new Map([
  ...Object.entries(sizes),
  ...Object.entries<OwnRow>(ownOps).map(([name, row]) => [name, sizeIn(row)] as const),
])

function ownSize(node: Node): number {
  const size = allSizes.get(node.op)
  if (size === undefined) return byEffect(node)
  return typeof size === 'number' ? size : size(node)
}

/** Measures code that does not change, and remembers what owns other nodes. */
export class Sizes {
  private readonly known = new Map<Node, number>()

  /** The size of a node, with all that it owns. */
  node(node: Node): number {
    const { body, cases, targets } = node
    if (body === undefined && cases === undefined && targets === undefined) return ownSize(node)
    let size = this.known.get(node)
    if (size === undefined) {
      size = ownSize(node)
      for (const inner of listsOf(node)) size += this.list(inner)
      this.known.set(node, size)
    }
    return size
  }

  list(list: readonly Node[]): number {
    let sum = 0
    for (const node of list) sum += this.node(node)
    return sum
  }
}

/** How many bytes of bytecode an engine makes of a list, by our estimate. */
export const measureList = (list: readonly Node[]): number => new Sizes().list(list)

/** Whether a list comes to so many bytes or more; what is not needed to know is not measured. */
export function reaches(list: readonly Node[], size: number): boolean {
  return remaining(list, size) <= 0
}

/** The rest of a size when a list has been taken from it; not more than 0 if it does not suffice. */
function remaining(list: readonly Node[], size: number): number {
  let left = size
  for (const node of list) {
    left -= ownSize(node)
    for (const inner of listsOf(node)) {
      if (left <= 0) return left
      left = remaining(inner, left)
    }
    if (left <= 0) return left
  }
  return left
}
