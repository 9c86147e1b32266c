// Takes cold code that ends in a jump out of a huge function, and gathers it in parts that have many
// entries.
//
// An interpreter or a state machine has hundreds of such pieces, each too short to be worth a function of
// its own. What stays behind of one is a few bytes: the number of its case, and a jump to the one call.
//
//   case 7: … return …       case 7: s = 0; goto 300
//   case 9: … goto 7         case 9: s = 1; goto 300
//                            case 300: switch (f2p0(s, l0, l1)) { … }
//
// That call stands where every jump out of the pieces can still be taken: in a further case of the dispatch
// that holds the whole function, or at the end of a loop that is only left by jumps.

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
import { forEachNode } from '../../ir/walk.js'
import type { Stretch } from './choose.js'
import { asNeeded, type ColdSearch, findCold } from './cold.js'

/** Less than this, in bytes of bytecode, may as well stay. */
const leastGathered = 50

/** Where pieces are gathered: the lists that hold them, and what can be jumped to from there. */
interface Place {
  readonly node: Node
  readonly visible: ReadonlySet<Label>
}

const isSpine = ({ op, targets, args }: Node): boolean =>
  op === 'dispatch' && targets === undefined && args.length === 0

export const endsInJump = (list: readonly Node[]): boolean =>
  /^(return|unreachable|br|goto|switch)$/.test(list.at(-1)?.op ?? '')

/** The spine, or the outermost loop that makes up most of the function and has no other end than jumps. */
function findPlace(fn: FunctionIR, { sizes }: ColdSearch): Place | undefined {
  const visible = new Set<Label>()
  const least = sizes.list(fn.body) / 2
  let list: readonly Node[] = fn.body
  for (;;) {
    const node = list.find(node => sizes.node(node) > least)
    if (node === undefined) return undefined
    if (node.label !== undefined) visible.add(node.label)
    if (isSpine(node) || (node.op === 'loop' && endsInJump(node.body!))) return { node, visible }
    const inner = [node.body, node.otherwise].find(list => list !== undefined && sizes.list(list) > least)
    if (inner === undefined) return undefined
    list = inner
  }
}

/** Whether all jumps out of the piece can be taken at the place, and nobody uses what it computes. */
function canMove(nodes: readonly Node[], { node, visible }: Place): boolean {
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

/** Makes the piece read variables where it has used what is computed outside. */
function importOperands(fn: FunctionIR, nodes: Node[]): ReadonlyMap<Node, Variable> {
  const own = new Set<Node>()
  forEachNode(nodes, node => own.add(node))
  const imported = new Map<Node, Variable>()
  const reads = new Map<Node, Node>()
  forEachNode(nodes, node => {
    if (node.args.every(arg => own.has(arg) || arg.op === 'i32.const')) return
    node.args = node.args.map(arg => {
      if (own.has(arg) || arg.op === 'i32.const') return arg
      if (!imported.has(arg)) {
        imported.set(arg, makeVariable(fn, arg.type))
        reads.set(arg, get(imported.get(arg)!))
      }
      return reads.get(arg)!
    })
  })
  nodes.unshift(...reads.values())
  return imported
}

function findPieces(fn: FunctionIR, place: Place, search: ColdSearch): Stretch[] {
  const { body, cases } = place.node
  const found = findCold(body === undefined ? cases! : [body], { ...search, shortest: leastGathered })
  const movable = found.filter(
    ({ list, from, to }) =>
      list !== body && to === list.length && endsInJump(list) && canMove(list.slice(from, to), place),
  )
  return asNeeded(movable, search.sizes.list(fn.body), search.limits.goalCold)
}

/** Pieces that make one part. */
function bundle(pieces: readonly Stretch[], longest: number): Stretch[][] {
  const bundles: Stretch[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const piece of pieces) {
    if (size + piece.size > longest) {
      bundles.push([])
      size = 0
    }
    bundles.at(-1)!.push(piece)
    size += piece.size
  }
  return bundles
}

/** Leaves a piece's place to a jump; gives its nodes as a case of the part. */
function move(fn: FunctionIR, { list, from, to }: Stretch, jump: readonly Node[]): Node[] {
  const nodes = list.slice(from, to)
  const imported = importOperands(fn, nodes)
  const sets = Array.from(imported, ([node, variable]) => set(variable, node))
  list.splice(from, to - from, ...sets, ...jump)
  return nodes
}

/** A case at the end of the spine, or the end of a block that becomes the body of the loop. */
function openPlace(fn: FunctionIR, { node }: Place): { readonly label: Label; readonly list: Node[] } {
  const list: Node[] = []
  if (node.op === 'dispatch') {
    const cases = node.cases!
    if (!endsInJump(cases.at(-1)!)) cases.at(-1)!.push(branch(node.label!))
    const label = makeLabel(fn, 'case')
    label.dispatch = node
    label.target = cases.push(list) - 1
    return { label, list }
  }
  const block = makeControl('block')
  block.label = makeLabel(fn, 'block')
  block.body = node.body!
  node.body = list
  list.push(block)
  return { label: block.label, list }
}

/** Gathers the cold pieces of a function; gives the stretches that are to become parts. */
export function gatherCold(fn: FunctionIR, search: ColdSearch): Stretch[] {
  const place = findPlace(fn, search)
  if (place === undefined) return []
  return bundle(findPieces(fn, place, search), search.limits.longestCold).map(pieces => {
    const { label, list } = openPlace(fn, place)
    const number = makeVariable(fn, 'i32')
    const entered = makeControl('dispatch')
    entered.label = makeLabel(fn, 'block')
    const inOrder = pieces.map((piece, i) => ({ piece, jump: [set(number, constant(i)), branch(label)] }))
    inOrder.sort((a, b) => b.piece.from - a.piece.from)
    const cases = new Map(inOrder.map(({ piece, jump }) => [piece, move(fn, piece, jump)]))
    entered.cases = pieces.map(piece => cases.get(piece)!)
    const read = get(number)
    entered.args = [read]
    const from = list.push(read, entered) - 1
    const size = pieces.reduce((sum, piece) => sum + piece.size, 0)
    return { list, from, to: from + 1, size }
  })
}
