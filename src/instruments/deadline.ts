// The instrument behind a deadline: a guest looks at the clock from time to time, so that it can be stopped
// wherever it is.
//
// Reading a clock costs 40 ns, so the code counts *ticks*, about one for each node, and reads the clock when
// they are used up (see src/instance/deadline.ts). What repeats pays: the head of each loop for one round,
// the entry of each function that calls others for itself. Small functions without calls pay nothing; their
// callers do.
//
//   loop                                L1: for (;;) { l5 = l5 - 9 | 0; if (l5 < 0) l5 = overdue(); …
//
// The count stands in `ticks`, a variable of the closure. The outermost loop that calls nothing takes it into
// a variable of the function, which engines keep in a register, and hands it back on every way out. An
// innermost loop must not even hold the call of `overdue`, around which everything would be saved: that alone
// makes loops up to twice as slow. So it stands in a loop that does the call:
//
//   L2: for (;;) { if (l5 < 0) l5 = overdue(); L1: for (;;) { if (l5 < 0) continue L2; l5 = l5 - 9 | 0; …

import { askedByEngine, askedByGuest } from '../../codegen/boundary/index.js'
import * as slices from '../../codegen/helpers/slices.js'
import type { Instead, Steps } from '../../codegen/interpret/hooks.js'
import { mostTicks } from '../../codegen/interpret/weights.js'
import { Effects } from '../../codegen/ir/effects.js'
import {
  branch,
  constant,
  type FunctionIR,
  get,
  isWide,
  makeControl,
  makeIf,
  makeLabel,
  makeLocal,
  makeNode,
  type Node,
  set,
  type Variable,
} from '../../codegen/ir/nodes.js'
import { nameOf } from '../../codegen/js/helper.js'
import type { Cost, LoopCost, LoopTexts, Texts } from '../../codegen/js/texts.js'
import { dataName, elementsName, memoryName, tableName } from '../../codegen/js/variables.js'
import {
  ask,
  becomeHelper,
  getState,
  type Instrument,
  type Instrumented,
  inClosure,
  setState,
} from '../../codegen/passes/instrument.js'
import type { Loop, Places } from '../../codegen/passes/places.js'
import { bounds } from '../../codegen/tiers/tuning.js'
import type { Overdue } from '../instance/deadline.js'
import type { Module } from '../wasm/module.js'

export interface DeadlineOptions {
  /** Asked again and again while functions of the module run, in any instance, and may end them. */
  readonly deadline?: Overdue | undefined
  /**
   * Whether instances are going to have limits that end what runs, a deadline or a signal. Where it is not
   * said the module is translated once more for those that have.
   */
  readonly interruptible?: boolean | undefined
}

/** What text that is kept depends on: not on who decides, nor on how long. */
export const deadlineKey = ({ deadline, interruptible }: DeadlineOptions): boolean =>
  deadline !== undefined || interruptible === true

const { leafTicks: smallWeight } = bounds

// ---------------------------------------------------------------- counting

/** Where the count stands: in a variable of the function or in the closure. */
type Count = Variable | undefined

const read = (count: Count): Node => (count === undefined ? getState('ticks') : get(count))

const write = (count: Count, value: Node): Node =>
  count === undefined ? setState('ticks', value) : set(count, value)

function spend(weight: number, count: Count): readonly Node[] {
  const amount = constant(Math.min(weight, mostTicks))
  const before = read(count)
  const rest = makeNode('i32.sub', 'i32', [before, amount])
  return [before, amount, rest, write(count, rest)]
}

const handBack = (count: Variable): readonly Node[] => {
  const left = get(count)
  return [left, write(undefined, left)]
}

class Checks {
  /** The count, where it stands in the function. */
  private local: Variable | undefined
  /** The jumps that leave regions, as they were. */
  private readonly exits = new Map<Loop, readonly Node[]>()

  constructor(
    private readonly fn: FunctionIR,
    private readonly places: Places,
  ) {}

  run(): void {
    const { head, loops, accesses } = this.places
    for (const node of accesses) slice(node, this.places)
    for (const loop of loops) if (regionOf(loop) === loop) this.exits.set(loop, this.places.exitsOf(loop))
    for (const loop of loops) this.check(loop)
    if (paysItself(head)) this.places.atHead(this.pay(head.weight, undefined))
  }

  /** The nodes that count `weight` ticks down, and look at the clock when none are left. */
  private pay(weight: number, count: Count): readonly Node[] {
    return [...spend(weight, count), ...this.look(count)]
  }

  private look(count: Count): readonly Node[] {
    const more = ask('overdue', [], { type: 'i32', effect: Effects.trap })
    return this.whenOver(count, [more, write(count, more)])
  }

  private whenOver(count: Count, body: Node[]): readonly Node[] {
    const now = read(count)
    const zero = constant(0)
    const isOver = makeNode('i32.lt_s', 'i32', [now, zero])
    const node = makeIf(this.fn, isOver)
    node.body = body
    return [now, zero, isOver, node]
  }

  private check(loop: Loop): void {
    const region = regionOf(loop)
    if (region === undefined) {
      loop.atHead(this.pay(loop.weight, undefined))
      return
    }
    const count = (this.local ??= makeLocal(this.fn, 'i32'))
    if (loop.isInnermost) this.wrap(loop, count)
    else loop.atHead(this.pay(loop.weight, count))
    if (loop === region) this.enclose(region, count)
  }

  /**
   * Puts a loop into another that looks at the clock. It is left before a round is paid for, not after: a
   * round that is heavier than all the ticks there are would never begin. The parameters of the inner one are
   * also the outer one's, which goes on with them.
   */
  private wrap({ node, weight, atHead }: Loop, count: Variable): void {
    const outer = makeControl('loop')
    outer.label = makeLabel(this.fn, 'loop', node!.label!.variables)
    atHead([...this.whenOver(count, [branch(outer.label)]), ...spend(weight, count)])
    outer.body = [...this.look(count), node!]
    this.places.replace(node!, outer)
  }

  /** A loop that calls nothing stands between taking the count and handing it back. */
  private enclose(region: Loop, count: Variable): void {
    const node = region.node!
    const taken = read(undefined)
    this.places.before(node, [taken, set(count, taken)])
    this.places.after(node, handBack(count))
    for (const exit of this.exits.get(region)!) this.places.before(exit, handBack(count))
  }
}

/** The outermost loop that calls nothing around a loop, or the loop itself. */
function regionOf<Kind extends Around<Kind>>(loop: Kind): Kind | undefined {
  if (loop.calls) return undefined
  return (loop.outer && regionOf(loop.outer)) ?? loop
}

interface Around<Kind> {
  readonly calls: boolean
  readonly outer: Kind | undefined
}

/** Whether calls of a function pay: a small one that calls none is paid for by its callers. */
const paysItself = ({ calls, weight }: Cost): boolean => calls || weight > smallWeight

// ---------------------------------------------------------------- bulk operations

/** An object of the instance, by the first or second index that an instruction has. */
type Subject = readonly [space: keyof typeof nameIn, index: 'index' | 'index2']

/** How generated code calls the objects of each space. */
const nameIn = { memories: memoryName, tables: tableName, data: dataName, elements: elementsName }

interface Sliced {
  readonly run: (...words: never[]) => unknown
  /** The first arguments of `run`. */
  readonly subjects: readonly Subject[]
}

const on = (run: Sliced['run'], ...subjects: readonly Subject[]): Sliced => ({ run, subjects })

/** Bulk operations, which are done in slices, so that the clock is looked at in between. */
const sliced: Readonly<Record<string, Sliced>> = {
  'memory.fill': on(slices.memoryFillSliced, ['memories', 'index']),
  'memory.copy': on(slices.memoryCopySliced, ['memories', 'index'], ['memories', 'index2']),
  'memory.init': on(slices.memoryInitSliced, ['memories', 'index2'], ['data', 'index']),
  'table.fill': on(slices.tableFillSliced, ['tables', 'index']),
  'table.copy': on(slices.tableCopySliced, ['tables', 'index'], ['tables', 'index2']),
  'table.init': on(slices.tableInitSliced, ['tables', 'index2'], ['elements', 'index']),
}

function slice(node: Node, places: Places): void {
  const found = Object.hasOwn(sliced, node.op) ? sliced[node.op] : undefined
  if (found === undefined || node.args.some(({ type }) => isWide(type))) return
  // A node has the second index of its instruction in `extra`.
  const indices = { index: node.index, index2: node.extra }
  const before = found.subjects.map(([space, index]) => inClosure(nameIn[space](indices[index])))
  const overdue = inClosure('overdue')
  places.before(node, [...before, overdue])
  becomeHelper(node, found.run, [...before, ...node.args, overdue])
}

// ---------------------------------------------------------------- text without nodes

const spendText = (weight: number, count: string): string =>
  `${count}=${count}-${Math.min(weight, mostTicks)}|0;`

const lookText = (count: string): string => `if(${count}<0)${count}=overdue();`

const payText = (weight: number, count: string): string => spendText(weight, count) + lookText(count)

/** The count of a region in its function. */
const local = 'k'

const takeText = `${local}=ticks;`
const handBackText = `ticks=${local};`

/** A region stands between taking the count and handing it back; so does what calls a part of it. */
const enclosing: LoopTexts = {
  variables: [local],
  before: takeText,
  after: handBackText,
  leave: handBackText,
  setDown: handBackText,
  takeUp: takeText,
}

function loopTexts(loop: LoopCost): LoopTexts {
  const region = regionOf(loop)
  if (region === undefined) return { head: payText(loop.weight, 'ticks') }
  const around = loop === region ? enclosing : {}
  if (!loop.isInnermost) return { ...around, head: payText(loop.weight, local) }
  return {
    ...around,
    open: `${loop.label}:for(;;){${lookText(local)}`,
    head: `if(${local}<0)continue ${loop.label};${spendText(loop.weight, local)}`,
    close: 'break;}',
  }
}

const insteadTexts: Texts['instead'] = Object.fromEntries(
  Object.entries(sliced).map(([name, { run, subjects }]) => [
    name,
    ({ index, index2 }) => {
      const indices = { index, index2 }
      const first = subjects.map(([space, which]) => `${nameIn[space](indices[which])},`)
      return [`${nameOf(run)}(${first.join('')}`, ',overdue)'] as const
    },
  ]),
)

const texts: Texts = {
  head: (_, cost) => (paysItself(cost) ? payText(cost.weight, 'ticks') : ''),
  loop: loopTexts,
  instead: insteadTexts,
}

// ---------------------------------------------------------------- interpreted code

type Overrun = () => number

/** Bulk operations of interpreted code. Subjects are looked up at each call, since segments are dropped. */
const slicedSteps = (instance: Instrumented, overdue: Overrun): Readonly<Record<string, Instead>> =>
  Object.fromEntries(
    Object.entries(sliced).map(([name, { run, subjects }]): [string, Instead] => [
      name,
      ({ index, index2 }) => {
        const indices = { index, index2 }
        const found = () => subjects.map(([space, which]) => instance[space][indices[which]] as never)
        return (...words: readonly never[]) => run(...found(), ...words, overdue as never)
      },
    ]),
  )

function stepsFor(instance: Instrumented, own: Overdue | undefined): Steps {
  const deadline = instance.supervise(own)
  const overdue = askedByGuest(() => Math.min(deadline.overdue(), instance.tuning.interpreting.ticks))
  let ticks = 0
  const pay = (weight: number): void => {
    if ((ticks -= weight) < 0) ticks = overdue()
  }
  return { head: pay, loop: pay, instead: slicedSteps(instance, overdue) }
}

// ---------------------------------------------------------------- how often

// V8 compiles no call that has never happened: it leaves the optimised code there, and has to optimise anew.
// A large function takes it 100 ms and more, and has many places that look at the clock, each seldom. So
// while there is new code ticks are few, and most places will have looked before the code is optimised.

/** How new code is. */
interface Novelty {
  /** The looks for which it gets few ticks. */
  left: number
  /** How many functions there were when it was last looked at. */
  known: number
}

type Paced = Pick<Instrumented, 'tuning' | 'promotions'>

const noveltyOf = ({ tuning, promotions }: Paced): Novelty => ({
  left: tuning.pace.looks,
  known: promotions(),
})

/**
 * The function that generated code calls when its ticks are used up.
 * @param novelty of the code, which several instances may share
 */
export function overdueOf(instance: Paced, deadline: Overdue, novelty = noveltyOf(instance)): Overrun {
  const { ticks: few, looks } = instance.tuning.pace
  return askedByGuest(() => {
    const ticks = deadline.overdue()
    const promotions = instance.promotions()
    if (promotions !== novelty.known) {
      novelty.known = promotions
      novelty.left = looks
    }
    if (novelty.left === 0) return ticks
    novelty.left--
    return Math.min(ticks, few)
  })
}

/** Everything that repeats counts ticks; no bulk operation is done in one piece. */
export function deadlineInstrument(
  _: Module,
  options: DeadlineOptions,
): Instrument<{ readonly overdue: Overrun }> | undefined {
  if (!deadlineKey(options)) return undefined
  const { deadline } = options
  let shared: Novelty | undefined
  const overdue = (instance: Instrumented): Overrun =>
    overdueOf(
      instance,
      instance.supervise(deadline),
      instance.isShared ? (shared ??= noveltyOf(instance)) : undefined,
    )
  return {
    name: 'deadline',
    over: 'rounds',
    rewrite: (fn, places) => new Checks(fn, places).run(),
    state: { ticks: 0 },
    values: { overdue },
    step: instance => stepsFor(instance, deadline),
    interrupt: values =>
      askedByEngine(() => void (values === undefined ? deadline?.overdue() : values.overdue()))(),
    text: texts,
  }
}
