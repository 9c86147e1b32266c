// Finds functions that can be resumed, as Go compiles them. A goroutine that waits leaves all its frames, and
// later each function is called again with the number of the place where it goes on. So its whole code is
// the cases of one br_table in a loop, and every jump sets the number and goes round:
//
//   loop $next  block … block  local.get $pc  br_table …  end … i32.const 7 local.set $pc br $next … end
//
// Such a function needs no profile: each group of cases can be a function of its own, which is entered at a
// number and says at which number to go on; see resumable.ts.

import { lastOf } from '../../../src/engine/list.js'
import { type FunctionIR, get, type Label, makeOwn, type Node, type Variable } from '../../ir/nodes.js'
import { endsInJump, forEachNode, listsOf } from '../../ir/walk.js'

/** A function whose code is the cases of one br_table in a loop. */
export interface Resumable {
  readonly fn: FunctionIR
  /** The variable that the br_table looks at. */
  readonly number: Variable
  /** The loop, where jumps go. */
  readonly next: Label
  readonly dispatch: Node
  /** The nodes before all that. */
  readonly before: readonly Node[]
  /** The nodes around the dispatch, the outermost first, with the lists that hold them. */
  readonly around: readonly Around[]
  /** The case of each number. */
  readonly caseOf: readonly number[]
  /** The first number of each case, or -1. */
  readonly numberOf: readonly number[]
}

export interface Around {
  readonly node: Node
  readonly behind: readonly Node[]
}

const isCode = ({ op }: Node): boolean => op !== 'get' && op !== 'i32.const'

/** The one node of a list that owns others, if nothing but reads stands before it. */
function ownerIn(list: readonly Node[]): number {
  const at = list.findIndex(node => listsOf(node).length > 0)
  return at >= 0 && !list.slice(0, at).some(isCode) ? at : -1
}

/** Only what is simple can be repeated in every region. */
const isSimple = (list: readonly Node[]): boolean => list.every(node => listsOf(node).length === 0)

/** The way from the body to the dispatch. */
function findAround(body: readonly Node[]): Around[] | undefined {
  const around: Around[] = []
  const first = body.findIndex(node => listsOf(node).length > 0)
  let list = body
  let at = first
  while (at >= 0) {
    const node = list[at]!
    const behind = list.slice(at + 1)
    if (!isSimple(behind)) return undefined
    around.push({ node, behind })
    if (node.op === 'dispatch') return node.targets === undefined ? undefined : around
    if (node.op !== 'block' && node.op !== 'loop') return undefined
    list = node.body!
    at = ownerIn(list)
  }
  return undefined
}

/** The case that each number of the table leads to; it must go up with the number. */
function casesOf({ targets }: Node): number[] | undefined {
  const caseOf: number[] = []
  for (const [jump, ...others] of targets!.slice(0, -1)) {
    if (jump?.op !== 'goto' || others.length > 0) return undefined
    if (jump.label!.target < (lastOf(caseOf) ?? 0)) return undefined
    caseOf.push(jump.label!.target)
  }
  return caseOf
}

/** Whether a jump sets the number to one that is known. */
export function jumpTarget({ number, next, caseOf }: Resumable, list: readonly Node[], at: number): number {
  const node = list[at]
  const before = list[at - 1]
  if (node?.op !== 'br' || node.label !== next || before?.op !== 'set' || before.variable !== number)
    return -1
  const [value] = before.args
  return value!.op === 'i32.const' && value!.index >= 0 && value!.index < caseOf.length ? value!.index : -1
}

/** The lists of a function that are cases or stand behind them. */
const sections = ({ dispatch, around }: Resumable): readonly (readonly Node[])[] => [
  ...dispatch.cases!,
  lastOf(dispatch.targets!)!,
  ...around.map(({ behind }) => behind),
]

/** Whether all jumps are known. */
function isRegular(found: Resumable): boolean {
  const { dispatch, next } = found
  const isKnown = (nodes: readonly Node[], at: number): boolean => {
    const node = nodes[at]!
    const { op, label } = node
    if (op === 'br' && label === next && jumpTarget(found, nodes, at) < 0) return false
    if (op === 'goto' && label!.dispatch === dispatch) return false
    if (op === 'return' && !isReturn(node)) return false
    return node.owned === undefined || listsOf(node).every(areKnown)
  }
  const areKnown = (nodes: readonly Node[]): boolean => nodes.every((_, at) => isKnown(nodes, at))
  return isSimple(lastOf(dispatch.targets!)!) && sections(found).every(areKnown)
}

/**
 * Whether what one case computes no other uses. That is so as a function is built; passes may share nodes.
 */
export function isSeparate(found: Resumable): boolean {
  return sections(found).every(nodes => {
    const home = new Set<Node>()
    forEachNode(nodes, node => home.add(node))
    let separate = true
    forEachNode(nodes, ({ args }) => {
      if (args.some(arg => arg.op !== 'i32.const' && !home.has(arg))) separate = false
    })
    return separate
  })
}

/** The result of a return must be a number that is known and not negative, or nothing. */
const isReturn = ({ args }: Node): boolean =>
  args.length === 0 || (args.length === 1 && args[0]!.op === 'i32.const' && args[0]!.index >= 0)

export function findResumable(fn: FunctionIR): Resumable | undefined {
  if (fn.params.length !== 1) return undefined
  const around = findAround(fn.body)
  const dispatch = around && lastOf(around)?.node
  const [index] = dispatch?.args ?? []
  const loops = around?.filter(({ node }) => node.op === 'loop') ?? []
  if (dispatch === undefined || index?.op !== 'get' || loops.length !== 1) return undefined
  if (index.variable !== fn.params[0]) return undefined
  const caseOf = casesOf(dispatch)
  if (caseOf === undefined || caseOf.length === 0) return undefined
  const numberOf = dispatch.cases!.map(() => -1)
  for (let i = caseOf.length - 1; i >= 0; i--) numberOf[caseOf[i]!] = i
  const before = fn.body.slice(0, fn.body.indexOf(around![0]!.node))
  const number = index.variable!
  const next = loops[0]!.node.label!
  const found = { fn, number, next, dispatch, before, around: around!, caseOf, numberOf }
  return isRegular(found) ? found : undefined
}

/** Calls a region, by the name that it has, with the number where to go on. */
export function callRegion({ fn, number }: Resumable, region: number): readonly [read: Node, call: Node] {
  const read = get(number)
  const call = makeOwn('call region', [read], 'i32')
  call.helper = `${fn.name}p${region}`
  return [read, call]
}

/** A set of functions. */
export interface Numbers {
  has(number: number): boolean
}

/** Whether an `if` leaves behind a call that never returns 0. */
const alwaysLeaves = ({ op, args, body, otherwise }: Node, panics: Numbers): boolean =>
  op === 'if' &&
  args[0]!.op === 'call' &&
  panics.has(args[0]!.index) &&
  otherwise === undefined &&
  endsInJump(body!)

function endList(list: Node[], panics: Numbers): void {
  for (const node of list) for (const inner of listsOf(node)) endList(inner as Node[], panics)
  const at = list.findIndex(node => alwaysLeaves(node, panics))
  if (at >= 0) list.splice(at, list.length - at, ...list[at]!.body!)
}

/** Ends what stands behind calls that always leave, as those of what panics do; see ir/panics.ts. */
export function endAtCalls({ dispatch }: Resumable, panics: Numbers): void {
  for (const list of dispatch.cases!) endList(list, panics)
}
