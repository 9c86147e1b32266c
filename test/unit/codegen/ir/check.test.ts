// The checker of the intermediate representation must find what is wrong, and nothing in what is right: every
// function of the test programs, at every stage.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildFunction } from '#codegen/ir/build.js'
import type { Builder } from '#codegen/ir/builder.js'
import { checkIR, type Stage } from '#codegen/ir/check.js'
import { makeContext } from '#codegen/ir/context.js'
import type { Inlining } from '#codegen/ir/inlining.js'
import {
  branch,
  constant,
  type FunctionIR,
  get,
  makeIf,
  makeLabel,
  makeNode,
  makeVariable,
  type Node,
  newVariable,
  set,
} from '#codegen/ir/nodes.js'
import { recount } from '#codegen/passes/dead.js'
import { insertCounts } from '#codegen/passes/outline/count.js'
import { prepareProfiled, splitHuge } from '#codegen/passes/outline/index.js'
import { products } from '#codegen/passes/products.js'
import { runPass } from '#codegen/passes/run.js'
import type { Program } from '#codegen/program.js'
import { tunings } from '#codegen/tiers/tuning.js'
import { compile } from '#src/compile.js'
import { list, read, root } from '../../../sources.js'
import { assemble } from '../../../wat.js'
import { around, build, compileText, run, unitOf } from '../stages.js'

const signature = '(param i32 i64) (result i64)'

const code = `
  block $out
    loop $next
      (br_if $out (i32.eqz (local.get 0)))
      (i32.store (local.get 0) (call $log (i32.load (local.get 0))))
      (local.set 0 (i32.sub (local.get 0) (i32.const 1)))
      br $next
    end
  end
  (if (local.get 0) (then (global.set $g (local.get 0))))
  (i64.div_s (local.get 1) (i64.add (local.get 1) (global.get $h)))`

const stages = {
  built: { last: undefined, split: false, counted: false },
  split: { last: 'split wide', split: true, counted: false },
  counted: { last: 'remove dead', split: true, counted: true },
} as const

async function faults(
  stage: keyof typeof stages,
  damage: (fn: FunctionIR) => void,
): Promise<readonly string[]> {
  const program: Program = await compileText(around(signature, code))
  const { last, split, counted } = stages[stage]
  const fn = build(program)
  if (last !== undefined) run(program, fn, last)
  damage(fn)
  return checkIR(fn, { module: program.module, split, counted })
}

/** The first node of that operation, and its list. */
function find(nodes: readonly Node[], op: string): { node: Node; list: Node[]; at: number } {
  const lists: Node[][] = [nodes as Node[]]
  for (const list of lists) {
    const at = list.findIndex(node => node.op === op)
    if (at >= 0) return { node: list[at]!, list, at }
    for (const { body, otherwise, cases } of list)
      lists.push(...[body, otherwise, ...(cases ?? [])].filter(inner => inner !== undefined))
  }
  throw new TypeError(`no ${op}`)
}

type Damage = readonly [
  name: string,
  stage: keyof typeof stages,
  damage: (fn: FunctionIR) => void,
  fault: RegExp,
]

// biome-ignore format: a table
const damages: readonly Damage[] = [
  ['an operand that is not there', 'built', ({ body }) => {
    const { list, at } = find(body, 'i32.load')
    list.splice(at, 1)
  }, /call: its operand i32.load has not been computed/],
  ['an operand computed later', 'built', ({ body }) => {
    const { list, at } = find(body, 'i32.load')
    list.splice(at, 2, list[at + 1]!, list[at]!)
  }, /call: its operand i32.load has not been computed/],
  ['an operand of one arm used behind it', 'built', ({ body }) => {
    const inner = find(body, 'if').list
    const { node } = find([inner.at(-1)!, ...body], 'global.set')
    find(body, 'i64.add').node.args = [node.args[0]!, node.args[0]!]
  }, /i64.add: its operand get has not been computed/],
  ['a node in two places', 'built', ({ body }) => {
    body.unshift(find(body, 'i64.add').node)
  }, /i64.add: stands in two places/],
  ['an operand of another type', 'built', ({ body }) => {
    find(body, 'i32.sub').node.type = 'f64'
  }, /i32.sub: is of type f64, not i32/],
  ['an operand too few', 'built', ({ body }) => {
    const { node } = find(body, 'i32.store')
    node.args = node.args.slice(1)
  }, /i32.store: operands are of types \[i32\], not \[i32,i32\]/],
  ['a call with other arguments than the function takes', 'built', ({ body }) => {
    find(body, 'call').node.args = []
  }, /call: operands are of types \[\], not \[i32\]/],
  ['a result of another type than the function has', 'built', ({ body }) => {
    find(body, 'return').node.args = []
  }, /return: operands are of types \[\], not \[i64\]/],
  ['a variable of another function', 'built', fn => {
    const { node } = find(fn.body, 'get')
    node.variable = newVariable(fn, 'i32', undefined)
  }, /get: its variable is not declared/],
  ['a variable of another type', 'built', fn => {
    fn.body.unshift(set(makeVariable(fn, 'f32'), fn.body[0]!.args[0] ?? get(fn.params[0]!)))
  }, /set: /],
  ['a branch out of nowhere', 'built', fn => {
    fn.body.splice(-1, 1, branch(makeLabel(fn, 'block')))
  }, /br: label \d+ is not around it/],
  ['a branch to a label that counts as unused', 'built', ({ body }) => {
    find(body, 'br').node.label!.used = false
  }, /br: label \d+ counts as unused/],
  ['code behind a jump', 'built', fn => {
    fn.body.push(get(fn.params[0]!))
  }, /return: its list goes on/],
  ['another effect than the table says', 'built', ({ body }) => {
    find(body, 'i32.load').node.effect = 0
  }, /i32.load: has another effect/],
  ['a value of two words', 'split', ({ body }) => {
    find(body, 'i32.load').node.type = 'i64'
  }, /i32.load: is of type i64/],
  ['a result word before its call', 'split', ({ body }) => {
    const { list, at } = find(body, 'result')
    list.unshift(...list.splice(at, 1))
  }, /result: does not follow its call/],
  ['a result word behind another call', 'split', ({ body }) => {
    const { node, list, at } = find(body, 'result')
    const helper = makeNode('helper', 'none')
    helper.helper = 'unreachable'
    list.splice(at, 1, helper, node)
  }, /result: does not follow its call/],
  ['a result word behind a call in an arm', 'split', fn => {
    const { list, at } = find(fn.body, 'result')
    const helper = makeNode('helper', 'none')
    helper.helper = 'unreachable'
    const arm = makeIf(fn, constant(1))
    arm.body = [helper]
    list.splice(at, 0, arm)
  }, /result: does not follow its call/],
  ['an operand from before a loop', 'built', fn => {
    const before = get(fn.params[0]!)
    fn.body.unshift(before)
    find(fn.body, 'i32.load').node.args = [before]
  }, /i32.load: its operand get is from before a loop around it/],
  ['a variable from before a loop that the loop does not hold', 'built', fn => {
    const variable = makeVariable(fn, 'i32')
    const value = get(fn.params[0]!)
    fn.body.unshift(value, set(variable, value))
    const { node, list, at } = find(fn.body, 'i32.load')
    const read = get(variable)
    list.splice(at, 0, read)
    node.args = [read]
  }, /get: its variable \d+ is set before a loop around it/],
  ['a wrong count of uses', 'counted', ({ body }) => {
    find(body, 'call').node.uses++
  }, /call: used 1 times, not 2/],
  ['a wrong count of reads', 'counted', ({ params }) => {
    params[0]!.reads--
  }, /variable 0: read \d+ times, not \d+/],
]

test.each(damages)('%s', async (_, stage, damage, fault) => {
  expect(await faults(stage, () => undefined)).toEqual([])
  expect((await faults(stage, damage)).join('\n')).toMatch(fault)
})

test('what is used in a loop and behind it is held until there', async () => {
  const operand = (behind: boolean) => (fn: FunctionIR) => {
    const before = get(fn.params[0]!)
    fn.body.unshift(before)
    find(fn.body, 'i32.load').node.args = [before]
    const { list, at } = find(fn.body, 'loop')
    if (behind) list.splice(at + 1, 0, set(fn.params[0]!, before))
  }
  expect((await faults('built', operand(false))).join()).toMatch(/from before a loop/)
  expect(await faults('built', operand(true))).toEqual([])
})

test('code behind the last jump back in a case is not in the loop', async () => {
  const wat = `(module (func (param i32 i32) (result i32)
    local.get 0  loop  block loop end end  local.get 1  br_if 0  end  local.get 1  i32.xor))`
  const { context, module } = compile(await assemble(wat))
  const low = makeContext(module, context.depths, 1)
  expect(checkIR(buildFunction(low, 0), { module, split: false, counted: false })).toEqual([])
})

/** N-queens as it was built when a parameter read within a loop was the argument itself. */
test('the function that was wrong when it took itself in', async () => {
  const file = 'test/differential/regressions/recursion-with-loop.wat'
  const { context, module, inlining } = compile(await assemble(read(file), file))
  const old = {
    taken(builder: Builder, index: number) {
      const callee = inlining!.taken(builder, index)
      return callee && { ...callee, variables: new Set([5, 6]) }
    },
  } as unknown as Inlining
  const stage = { module, split: false, counted: false }
  const queens = 4
  expect(checkIR(buildFunction(context, queens, inlining), stage)).toEqual([])
  expect(checkIR(buildFunction(context, queens, old), stage).join('\n')).toMatch(
    /from before a loop around it/,
  )
})

/** What is wrong with the regions of a function and what is left of it. */
function faultsOfCut(fn: FunctionIR, regions: readonly FunctionIR[], stage: Stage): readonly string[] {
  const found = [...checkIR(fn, stage)]
  for (const region of regions) {
    recount(region)
    found.push(...checkIR(region, stage))
  }
  return found
}

const tuning = tunings.v8

/** What is wrong with a function behind each stage, the last one being cut into regions. */
function faultsOf(program: Program, index: number): readonly string[] {
  const found: string[] = []
  const stages = (): readonly [FunctionIR, Stage] => {
    const fn = buildFunction(program.context, index, program.inlining)
    const { module } = program
    const unit = unitOf(program, fn)
    found.push(...checkIR(fn, { module, ...unit.holds }))
    for (const name of products.words) {
      runPass(unit, name)
      found.push(...checkIR(fn, { module, ...unit.holds }))
    }
    return [fn, { module, ...unit.holds }]
  }
  const [fn, stage] = stages()
  found.push(...faultsOfCut(fn, splitHuge(fn, { largest: 2000, tuning }), stage))
  const [profile] = stages()
  const counts = Array.from({ length: insertCounts(profile, tuning.outlining) }, (_, i) =>
    i % 3 === 0 ? i * i : 0,
  )
  found.push(...faultsOfCut(profile, prepareProfiled(profile, { largest: 2000, tuning }), stage))
  const [hot] = stages()
  insertCounts(hot, tuning.outlining)
  found.push(...faultsOfCut(hot, splitHuge(hot, { largest: 2000, tuning, counts }), stage))
  const [small] = stages()
  found.push(...faultsOfCut(small, splitHuge(small, { largest: 400, tuning }), stage))
  return found
}

const programs = list(['test/fixtures/wasi', 'bench/kernels'], '.wasm')

test('there are programs to check', () => {
  expect(programs.length).toBeGreaterThan(10)
})

test.each(programs)('%s is right at every stage', file => {
  const program = compile(readFileSync(root + file))
  const { importedFunctions } = program.context
  program.module.bodies.forEach((_, i) => {
    expect(faultsOf(program, importedFunctions + i)).toEqual([])
  })
})
