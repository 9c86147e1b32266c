// Takes cold code that ends in a jump out of a huge function, and merges it into regions that have many
// entries.
//
// An interpreter or a state machine has hundreds of such regions, each too short to be worth a function of
// its own. What stays behind of one is a few bytes: the number of its case, and a jump to the one call.
//
//   case 7: … return …       case 7: s = 0; goto 300
//   case 9: … goto 7         case 9: s = 1; goto 300
//                            case 300: switch (f2p0(s, l0, l1)) { … }
//
// That call stands where every jump out of the regions can still be taken: in a further case of the dispatch
// that holds the whole function, or at the end of a loop that is only left by jumps.

import { lastOf } from '../../../src/engine/list.js'
import { isDispatchLoop, jumpsBetween, makeCaseLabel } from '../../ir/cases.js'
import {
  branch,
  constant,
  type FunctionIR,
  get,
  type Label,
  makeControl,
  makeLabel,
  makeVariable,
  type Node,
  set,
  type Variable,
} from '../../ir/nodes.js'
import { importOperands } from '../../ir/outside.js'
import { endsInJump, forEachNode } from '../../ir/walk.js'
import type { Region } from './choose.js'
import { asNeeded, type ColdSearch, findCold } from './cold.js'
import { Sizes } from './size.js'

/** Where regions are merged: the lists that hold them, and what can be jumped to from there. */
interface MergePoint {
  readonly fn: FunctionIR
  readonly node: Node
  readonly visible: ReadonlySet<Label>
  /** Its nodes, and the variables that they write. */
  readonly within: ReadonlySet<Node>
  readonly written: ReadonlySet<Variable>
}

function makeMergePoint(fn: FunctionIR, node: Node, visible: ReadonlySet<Label>): MergePoint {
  const within = new Set<Node>()
  const written = new Set<Variable>()
  forEachNode([node], inner => {
    within.add(inner)
    if (inner.op === 'set') written.add(inner.variable!)
  })
  return { fn, node, visible: new Set(visible), within, written }
}

/** A dispatch that goes round in a loop anyway, or a loop that has no other end than jumps. */
function isMergePoint(node: Node): boolean {
  if (node.op === 'loop') return endsInJump(node.body!)
  if (node.op !== 'dispatch') return false
  return isDispatchLoop(node) || jumpsBetween(node).length > 0
}

/** The places on the way down to what makes up most of the function, the innermost first. */
function findMergePoints(fn: FunctionIR, { sizes }: ColdSearch): MergePoint[] {
  const points: MergePoint[] = []
  const visible = new Set<Label>()
  const least = sizes.list(fn.body) / 4
  let node = largestIn([fn.body], least, sizes)
  while (node !== undefined) {
    if (node.label !== undefined) visible.add(node.label)
    if (isMergePoint(node)) points.unshift(makeMergePoint(fn, node, visible))
    node = largestIn([node.body ?? [], node.otherwise ?? [], ...(node.cases ?? [])], least, sizes)
  }
  return points
}

function largestIn(lists: readonly (readonly Node[])[], least: number, sizes: Sizes): Node | undefined {
  let found: Node | undefined
  let largest = least
  for (const node of lists.flat()) {
    const size = sizes.node(node)
    if (size > largest) [found, largest] = [node, size]
  }
  return found
}

/** Whether all jumps out of the region can be taken at the point, and nobody uses what it computes. */
function canMove(nodes: readonly Node[], { node, visible }: MergePoint): boolean {
  const labels = new Set<Label>()
  const uses = new Map<Node, number>()
  let can = true
  forEachNode(nodes, inner => {
    uses.set(inner, inner.uses)
    if (inner.label !== undefined && inner.op !== 'br' && inner.op !== 'goto') labels.add(inner.label)
  })
  forEachNode(nodes, ({ op, label, args }) => {
    for (const arg of args) if (uses.has(arg)) uses.set(arg, uses.get(arg)! - 1)
    if (op !== 'br' && op !== 'goto') return
    const around = op === 'goto' ? label!.dispatch!.label! : label!
    if (!labels.has(around) && !visible.has(around)) can = false
  })
  if (node.op === 'dispatch')
    for (const [{ op }, left] of uses) if (left > 0 && op !== 'i32.const') can = false
  return can
}

/**
 * Makes the region read variables where it has used what is computed outside; gives those that must be set.
 * What it has read before the place and nobody writes there is just read again.
 */
function importInto({ fn, within, written }: MergePoint, nodes: Node[]): ReadonlyMap<Node, Variable> {
  const imported = new Map<Node, Variable>()
  importOperands(nodes, operand => {
    const { op, variable, type } = operand
    if (op === 'get' && !within.has(operand) && !written.has(variable!)) return variable!
    imported.set(operand, makeVariable(fn, type))
    return imported.get(operand)!
  })
  return imported
}

function findRegions(point: MergePoint, search: ColdSearch, left: number): Region[] {
  const { body, cases } = point.node
  const found = findCold(body === undefined ? cases! : [body], {
    ...search,
    shortest: search.limits.leastMerged,
  })
  const movable = found.filter(
    ({ list, from, to }) =>
      list !== body && to === list.length && endsInJump(list) && canMove(list.slice(from, to), point),
  )
  return asNeeded(movable, left, search.limits.goalCold)
}

/** Regions that are merged into one. */
function groupRegions(regions: readonly Region[], longest: number): Region[][] {
  const groups: Region[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const region of regions) {
    if (size + region.size > longest) {
      groups.push([])
      size = 0
    }
    lastOf(groups)!.push(region)
    size += region.size
  }
  return groups
}

/** A region that has been moved: a case of the one that it is merged into. */
interface Moved {
  readonly nodes: Node[]
  /** The case of the place that the region was, if it was all of one and can be entered from anywhere. */
  readonly was: number
}

/** Leaves a region's place to a jump. */
function move(point: MergePoint, { list, from, to }: Region, jump: readonly Node[]): Moved {
  const nodes = list.slice(from, to)
  const imported = importInto(point, nodes)
  const isWhole = list.slice(0, from).every(({ op }) => op === 'count') && imported.size === 0
  const sets = Array.from(imported, ([node, variable]) => set(variable, node))
  list.splice(from, to - from, ...sets, ...jump)
  return { nodes, was: isWhole ? (point.node.cases?.indexOf(list) ?? -1) : -1 }
}

/** Jumps between regions that are merged stay within. */
function keepInside({ fn, node: point }: MergePoint, entered: Node, moved: readonly Moved[]): void {
  const labels = new Map<number, Label>()
  moved.forEach(({ was }, target) => {
    if (was < 0) return
    const label = makeCaseLabel(fn, entered, target)
    label.used = true
    labels.set(was, label)
  })
  for (const { nodes } of moved)
    forEachNode(nodes, node => {
      if (node.op !== 'goto' || node.label!.dispatch !== point) return
      node.label = labels.get(node.label!.target) ?? node.label
    })
}

/** A case at the end of the dispatch loop, or the end of a block that becomes the body of the loop. */
function openMergePoint({ fn, node }: MergePoint): { readonly label: Label; readonly list: Node[] } {
  const list: Node[] = []
  if (node.op === 'dispatch') {
    const cases = node.cases!
    if (!endsInJump(lastOf(cases)!)) lastOf(cases)!.push(branch(node.label!))
    return { label: makeCaseLabel(fn, node, cases.push(list) - 1), list }
  }
  const block = makeControl('block')
  block.label = makeLabel(fn, 'block')
  block.body = node.body!
  node.body = list
  list.push(block)
  return { label: block.label, list }
}

/** Makes one region of some: a dispatch that is entered at the number of one of them. */
function merge(point: MergePoint, regions: readonly Region[]): Region {
  const { fn } = point
  const { label, list } = openMergePoint(point)
  const number = makeVariable(fn, 'i32')
  const entered = makeControl('dispatch')
  entered.label = makeLabel(fn, 'block')
  // Of two regions of one list the last is moved first.
  const order = regions.map((region, i) => ({ region, i })).sort((a, b) => b.region.from - a.region.from)
  const moved: Moved[] = []
  for (const { region, i } of order) moved[i] = move(point, region, [set(number, constant(i)), branch(label)])
  keepInside(point, entered, moved)
  entered.cases = moved.map(({ nodes }) => nodes)
  const read = get(number)
  entered.args = [read]
  const from = list.push(read, entered) - 1
  const size = regions.reduce((sum, region) => sum + region.size, 0)
  return { list, from, to: from + 1, size }
}

/** Merges the cold regions of a function; gives those that are to be outlined. */
export function mergeCold(fn: FunctionIR, search: ColdSearch): Region[] {
  const merged: Region[] = []
  let left = search.sizes.list(fn.body)
  for (const point of findMergePoints(fn, search)) {
    const regions = findRegions(point, { ...search, sizes: new Sizes() }, left)
    for (const { size } of regions) left -= size
    const groups = groupRegions(regions, search.limits.longestCold)
    merged.push(...groups.map(group => merge(point, group)))
  }
  return merged
}
