// How many words a value has is said in codegen/abi.ts, and by nobody else.
import { expect, test } from 'vitest'
import { wordsOf } from '#codegen/abi.js'
import { conversions } from '#codegen/boundary/kinds.js'
import { makeNode, wordTypes } from '#codegen/ir/nodes.js'
import { list, read } from '../../sources.js'

test('words that cross the boundary are those of a call', () => {
  for (const { words, enter } of Object.values(conversions)) expect(enter).toHaveLength(words.length)
  expect(conversions.i64.words).toBe(wordsOf('i64'))
})

test('a node is split into one for each word', () => {
  for (const type of ['i32', 'i64', 'f32', 'f64'] as const)
    expect(wordTypes(type)).toHaveLength(wordsOf(type).length)
  expect(wordTypes(makeNode('nop', 'none').type)).toEqual([])
})

test('no other file of codegen asks whether a type is one of two words', () => {
  // Range analysis is about integers, whatever they are made of; the baseline translator has no lists of words.
  const files = list(['codegen'], '.ts').filter(path => !/^codegen\/(passes\/range|baseline)\//.test(path))
  expect(files.filter(path => /[!=]== 'i64'/.test(read(path)))).toEqual([])
})
