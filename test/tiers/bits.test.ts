// What only moves a float keeps its bits, in every tier: calls of few words and of many, results in registers,
// loops that are left in the middle, calls that somebody listens to. Native WebAssembly is the oracle.
import { describe, expect, test } from 'vitest'
import { compileOwn, type OwnOptions } from '#src/embedding.js'
import { type Listener, WebAssembly } from '#src/index.js'
import { arrived, guestFor, quieted, returned, shapes, start, ways } from './floats.js'
import { type Engine, engines, reference } from './tiers.js'

const guests = new Map<string, Uint8Array>()
for (const shape of Object.keys(shapes)) guests.set(shape, await guestFor(shape))

/** As through JavaScript; see `quieted`. */
const softened = (all: readonly (readonly (number | bigint)[])[]) => all.map(bits => bits.map(quieted))

/** Maglev, as of V8 14, makes 64-bit NaNs quiet wherever a variable holds them; see docs/rationale/lower.md. */
const keepsDoubles = Number(process.versions.v8.split('.')[0]) < 14

/** As what has been within wasm must arrive. */
const within = (all: readonly (readonly (number | bigint)[])[]) =>
  keepsDoubles ? all : all.map(bits => bits.map(each => (typeof each === 'bigint' ? quieted(each) : each)))

interface Listened {
  readonly engine: Engine
  seen(): number
}

/** Calls of which somebody is told who looks at all values, and who calls functions with such results himself. */
function listened(options: Pick<OwnOptions, 'lazy' | 'interpreted'>): Listened {
  let seen = 0
  const guest = start(reference, guests.get('all kinds')!)
  const own = start(engines[0]!, guests.get('all kinds')!)
  const look = (values: readonly unknown[]): void => {
    seen += values.length
    for (const exports of [guest, own]) exports.direct!(0, 4096)
  }
  const listener: Listener = { before: ({ params }) => look(params), after: (_, results) => look(results) }
  const module = (bytes: Uint8Array) => compileOwn(bytes, { ...options, listen: () => listener })
  return { engine: { name: 'listened to', wasm: WebAssembly, module }, seen: () => seen }
}

describe.each(Object.keys(shapes))('%s', shape => {
  const bytes = guests.get(shape)!
  const right = Object.fromEntries(ways.map(way => [way, arrived(start(reference, bytes), shape, way)]))

  test.each(engines)('$name', engine => {
    for (const way of ways) {
      const bits = arrived(start(engine, bytes), shape, way)
      if (way === 'hosted') expect(softened(bits)).toEqual(softened(right[way]!))
      else expect({ way, bits: within(bits) }).toEqual({ way, bits: within(right[way]!) })
    }
    expect(softened(returned(start(engine, bytes), shape))).toEqual(
      softened(returned(start(reference, bytes), shape)),
    )
  })

  test.each([
    { lazy: 'never' },
    { lazy: 'always', interpreted: 0 },
    { lazy: 'always', interpreted: Number.POSITIVE_INFINITY },
  ] as const)('a listener changes nothing: %o', options => {
    for (const way of ways) {
      const { engine, seen } = listened(options)
      const bits = arrived(start(engine, bytes), shape, way)
      if (way === 'hosted') expect(softened(bits)).toEqual(softened(right[way]!))
      else expect({ way, bits: within(bits) }).toEqual({ way, bits: within(right[way]!) })
      expect(seen()).toBeGreaterThan(bits.length * shapes[shape]!.length * 2)
    }
  })
})
