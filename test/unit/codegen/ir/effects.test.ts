// Which two nodes may change places.
import { expect, test } from 'vitest'
import { conflict, Effects, effectBits, isRemovable } from '#codegen/ir/effects.js'

const kinds = {
  pure: 0,
  trap: effectBits.trap,
  load: effectBits.load,
  store: effectBits.store,
  readGlobal: effectBits['get global'],
  writeGlobal: effectBits['set global'],
  readTable: effectBits['get table'],
  writeTable: effectBits['set table'],
  readResult: Effects.getResult,
  writeResult: Effects.setResult,
  call: effectBits.call,
  jump: effectBits.control,
} as const

type Kind = keyof typeof kinds

/** Two loads may, since both trap alike; a load and a division may not, since who traps first is seen. */
// biome-ignore format: a table
const conflicts: Readonly<Record<Kind, readonly Kind[]>> = {
  pure:        [],
  trap:        ['trap', 'load', 'store', 'writeGlobal', 'readTable', 'writeTable', 'call', 'jump'],
  load:        ['trap', 'store', 'writeGlobal', 'readTable', 'writeTable', 'call', 'jump'],
  store:       ['trap', 'load', 'store', 'writeGlobal', 'readTable', 'writeTable', 'call', 'jump'],
  readGlobal:  ['writeGlobal', 'call'],
  writeGlobal: ['trap', 'load', 'store', 'readGlobal', 'writeGlobal', 'readTable', 'writeTable', 'call'],
  readTable:   ['trap', 'load', 'store', 'writeGlobal', 'readTable', 'writeTable', 'call', 'jump'],
  writeTable:  ['trap', 'load', 'store', 'writeGlobal', 'readTable', 'writeTable', 'call', 'jump'],
  readResult:  ['writeResult', 'call'],
  writeResult: ['readResult', 'writeResult', 'call'],
  call: [
    ...['trap', 'load', 'store', 'readGlobal', 'writeGlobal', 'readTable', 'writeTable'] as const,
    ...['readResult', 'writeResult', 'call', 'jump'] as const,
  ],
  jump:        ['trap', 'load', 'store', 'readTable', 'writeTable', 'call'],
}

const names = Object.keys(kinds) as readonly Kind[]

test.each(names)('what %s may not change places with', name => {
  const found = names.filter(other => conflict(kinds[name], kinds[other]))
  expect([...found].sort()).toEqual([...conflicts[name]].sort())
})

test('it is the same both ways', () => {
  for (const a of names)
    for (const b of names)
      expect([a, b, conflict(kinds[a], kinds[b])]).toEqual([a, b, conflict(kinds[b], kinds[a])])
})

test('what nobody misses', () => {
  expect(names.filter(name => isRemovable(kinds[name]))).toEqual(['pure', 'readGlobal', 'readResult'])
})
