// Where an expression goes when it is used: into its user if nothing can tell, else into a temporary where it stood.
// The table says which; that nothing can tell is then tried out, against the host's own engine.
import { expect, test } from 'vitest'
import { assemble } from '../../../wat.js'
import { type Callable, instantiate, native, ours } from '../../namespace/both.js'
import { around, lowered } from '../stages.js'

const signature = '(param i32 i32) (result i32) (local i32)'

const load = '(i32.load (local.get 0))'
const store = '(i32.store (local.get 1) (i32.const 9))'
const log = '(call $log (local.get 1))'
const divide = '(i32.div_s (i32.const 100) (local.get 1))'

type Row = readonly [name: string, code: string, place: 'inside' | 'before']

// Each code leaves two operands for the sum; `place` says where the first of them is computed.
// biome-ignore format: a table
const rows: readonly Row[] = [
  ['a load before another load',        `${load} (i32.load offset=4 (local.get 1))`,       'inside'],
  ['a load before a store',             `${load} ${store} (i32.const 1)`,                  'before'],
  ['a load before a call',              `${load} ${log}`,                                  'before'],
  ['a load before a global is written', `${load} (global.set $g (i32.const 1)) (i32.const 1)`, 'before'],
  ['a load before growing',             `${load} (memory.grow (i32.const 0))`,             'before'],
  ['a sum before a store',              `(i32.add (local.get 0) (local.get 1)) ${store} (i32.const 1)`, 'inside'],
  ['a sum before a call',               `(i32.add (local.get 0) (local.get 1)) ${log}`,    'inside'],
  ['a division before a load',          `${divide} ${load}`,                               'inside'],
  ['a division before a store',         `${divide} ${store} (i32.const 1)`,                'before'],
  ['a global before a store',           `(global.get $g) ${store} (i32.const 1)`,          'inside'],
  ['a global before it is written',     '(global.get $g) (global.set $g (i32.const 3)) (i32.const 1)', 'before'],
  ['a local before it is written',      '(local.get 0) (local.set 0 (i32.const 3)) (local.get 0)', 'before'],
  ['a sum of a local that is written',  '(i32.add (local.get 0) (i32.const 1)) (local.set 0 (i32.const 3)) (local.get 0)', 'before'],
  ['a local while another is written',  '(local.get 0) (local.set 1 (i32.const 3)) (local.get 1)', 'inside'],
  ['the size before growing',           '(memory.size) (memory.grow (i32.const 1))',       'inside'],
]

const bodyOf = (code: string): string => `${code} i32.add`

test.each(rows)('%s', async (_, code, place) => {
  const text = await lowered(signature, bodyOf(code))
  const last = text.split('\n').at(-1)!
  expect(/t0 \+|return t0/.test(last) ? 'before' : 'inside').toBe(place)
})

/** What a module does with some arguments: results, errors, what was logged, what the memory holds. */
function behaviour(wasm: typeof native, bytes: Uint8Array): unknown {
  const log: unknown[] = []
  const imports = { host: { log: (value: number) => (log.push(value), value) } }
  const { f, g } = instantiate<Record<'f' | 'g', Callable>>(wasm, bytes, imports)
  return [
    [0, 1],
    [8, 8],
    [4, 0],
    [-1, 70_000],
    [70_000, -1],
    [12, 4],
  ].map(values => {
    try {
      return { values, returned: f(...values), state: g(), log: log.splice(0) }
    } catch (error) {
      return { values, thrown: (error as Error).name, state: g(), log: log.splice(0) }
    }
  })
}

const state = `(func (export "g") (result i32)
  (i32.add (global.get $g) (i32.add (i32.load (i32.const 0)) (i32.mul (i32.load (i32.const 8)) (i32.const 3)))))`

async function agrees(code: string): Promise<void> {
  const wat = around(signature, code).replace(/\)$/, `${state})`)
  const bytes = await assemble(wat)
  expect(behaviour(ours, bytes)).toEqual(behaviour(native, bytes))
}

test.each(rows)('%s does what it must', (_, code) => agrees(bodyOf(code)))

// Every pair of operations with effects, in both orders, and with a third between them.
const effects = {
  load,
  store: `(block (result i32) ${store} (i32.const 2))`,
  log,
  divide,
  truncate: '(i32.trunc_f64_s (f64.load (local.get 0)))',
  global: '(global.get $g)',
  setGlobal: '(block (result i32) (global.set $g (local.get 1)) (i32.const 3))',
  local: '(local.get 0)',
  tee: '(local.tee 0 (i32.const 8))',
  grow: '(memory.grow (i32.const 0))',
  wide: '(i32.wrap_i64 (i64.div_s (i64.const 1000) (i64.extend_i32_s (local.get 1))))',
  select: `(select ${load} ${log} (local.get 1))`,
  branch: '(if (result i32) (local.get 1) (then (call $log (i32.const 5))) (else (i32.const 6)))',
  leave: '(block (result i32) (br_if 0 (i32.const 4) (local.get 0)) drop (i32.load (local.get 1)))',
}

const names = Object.keys(effects) as readonly (keyof typeof effects)[]

test.each(names)('%s, then anything, then anything', async first => {
  for (const second of names)
    for (const third of names) {
      const codes = [effects[first], effects[second], effects[third]]
      await agrees(`${codes.join(' ')} (i32.mul (i32.const 3)) i32.sub (i32.mul (i32.const 5)) i32.add`)
    }
})
