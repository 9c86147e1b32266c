// Every pass has a small program in test/golden/passes that shows what it does: the function before and behind
// it, as nodes. After a change of a pass, `npx vitest run test/golden -u` writes the texts anew. The head of a
// file says how the pass comes about:
//
//   ;; product: whole      what is made of the function; it goes through the passes of that product
//   ;; function: 1         which function it is, if not the first one of the module's own
//   ;; deadline: yes       what is asked for; `counts: yes` likewise
//   ;; listening: 0        functions that somebody listens to, and memory that grows
//   ;; panics: 0           a function that never returns 0
//   ;; loop: 0             the loop, or the `exit`, at which the function is entered
//   ;; largest: 250        how large a function may be; `max height`: how deeply it may nest
import { expect, test } from 'vitest'
import { stagesOf } from '#codegen/explain.js'
import { buildFunction } from '#codegen/ir/build.js'
import { makeContext } from '#codegen/ir/context.js'
import { printIR } from '#codegen/ir/print.js'
import { forEachNode } from '#codegen/ir/walk.js'
import { type PassName, passes } from '#codegen/passes/index.js'
import { type Product, products } from '#codegen/passes/products.js'
import { advance } from '#codegen/passes/run.js'
import { asBuilt, type Unit } from '#codegen/passes/unit.js'
import { prepare } from '#codegen/program.js'
import { instrumentsFor, type Listeners } from '#src/instruments/index.js'
import { decode } from '#src/wasm/decode.js'
import { validate } from '#src/wasm/validate/index.js'
import { list, read } from '../sources.js'
import { assemble } from '../wat.js'

const fileOf = (pass: string): string => `test/golden/passes/${pass.replaceAll(' ', '-')}.wat`

/** The only pass after which the nodes are the same. */
const countsOnly: PassName = 'count uses'

const settingsOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^;; ([\w ]+): (.*)$/gm)].map(([, key, value]) => [key!, value!]))

/** How many loops a function is written with. */
function loopsOf({ fn }: Pick<Unit, 'fn'>): number {
  let count = 0
  forEachNode(fn.body, ({ op }) => {
    if (op === 'loop') count++
  })
  return count
}

/** A function as a file asks for it, through no pass yet. */
async function unitFor(file: string, text: string): Promise<Unit> {
  const settings = settingsOf(text)
  const number = (key: string): number | undefined =>
    settings.has(key) ? Number(settings.get(key)) : undefined
  const module = decode(await assemble(text, file))
  const validated = validate(module)
  const program = prepare(module, validated, { lazy: 'never' })
  const context = makeContext(module, validated.depths, number('max height'))
  const fn = buildFunction(context, context.importedFunctions + (number('function') ?? 0), undefined)
  const deadline = settings.get('deadline') === 'yes' ? { overdue: () => 1 } : undefined
  const listeners: Listeners | undefined = settings.has('listening')
    ? { listen: ({ index }) => (index === number('listening') ? {} : undefined), growth: () => () => {} }
    : undefined
  return asBuilt(fn, module, {
    tuning: program.tuning,
    largest: number('largest') ?? program.largest,
    instruments: instrumentsFor(module, { deadline, listeners }),
    panics: { has: index => index === number('panics') },
    counts: settings.get('counts') === 'yes',
    counted: undefined,
    loop: settings.has('loop') ? { number: number('loop')!, of: loopsOf({ fn }) } : undefined,
    exit: number('exit'),
  })
}

/** The function, and its regions, behind a pass and behind the one before. */
function around(unit: Unit, product: Product, pass: PassName) {
  const built = { name: 'build', text: printIR(unit.fn) }
  const stages = [
    built,
    ...stagesOf(
      () => advance(unit, product),
      () => '',
    ),
  ]
  const at = stages.findIndex(({ name }) => name === pass)
  return { before: stages[at - 1]?.text, behind: stages[at]?.text }
}

test.each(Object.keys(passes) as PassName[])('%s', async pass => {
  const file = fileOf(pass)
  const text = read(file)
  const product = settingsOf(text).get('product') as Product
  expect(products[product]).toContain(pass)
  const { before, behind } = around(await unitFor(file, text), product, pass)
  if (pass === countsOnly) expect(behind).toBe(before)
  else expect(behind).not.toBe(before)
  const shown = `; before\n${before}\n\n; behind: ${passes[pass].does}\n${behind}\n`
  await expect(shown).toMatchFileSnapshot(`../../${file.replace(/wat$/, 'txt')}`)
})

test('there is no other file', () => {
  const names = (Object.keys(passes) as PassName[]).map(fileOf).sort()
  expect(list(['test/golden/passes'], '.wat')).toEqual(names)
  expect(list(['test/golden/passes'], '.txt')).toEqual(names.map(file => file.replace(/wat$/, 'txt')))
})
