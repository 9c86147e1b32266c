// Function types of different modules are equal by structure, and call_indirect, linking and casts compare
// them all the time. So every type gets a number that is the same in all modules of the process: two types
// are equal exactly if their numbers are. As in the standard, what is compared are whole recursion groups: a
// group's text names a member of the group by its place in it, and any other type by its number.

import type { Module } from '../src/wasm/module.js'
import type { CompositeType, FieldType, HeapType, StorageType, SubType } from '../src/wasm/types.js'

/** The number of a group's first type, by the group's text; the others follow it. */
const known = new Map<string, number>()
let count = 0

type NameHeap = (heap: HeapType) => string

const valueText = (type: StorageType, name: NameHeap): string =>
  typeof type === 'string' ? type : `${type.nullable ? 'ref null' : 'ref'} ${name(type.heap)}`

const fieldText = ({ type, mutable }: FieldType, name: NameHeap): string =>
  `${mutable ? 'var' : 'const'} ${valueText(type, name)}`

function compositeText(type: CompositeType, name: NameHeap): string {
  if (type.kind === 'array') return `array ${fieldText(type.field, name)}`
  if (type.kind === 'struct') return `struct ${type.fields.map(field => fieldText(field, name)).join()}`
  const list = (types: readonly StorageType[]) => types.map(type => valueText(type, name)).join()
  return `func ${list(type.params)}->${list(type.results)}`
}

const typeText = (type: SubType, name: NameHeap): string =>
  [type.final, type.supertypes.map(name).join(), compositeText(type.composite, name)].join(' ')

/** The process-wide number of each type of a module. */
export function typeNumbers({ types, groups }: Module): readonly number[] {
  const numbers: number[] = []
  for (const { start, length } of groups) {
    const name = (heap: HeapType) =>
      typeof heap === 'string' ? heap : heap < start ? `#${numbers[heap]}` : `.${heap - start}`
    const text = types
      .slice(start, start + length)
      .map(type => typeText(type, name))
      .join(';')
    let first = known.get(text)
    if (first === undefined) {
      known.set(text, (first = count))
      count += length
    }
    for (let i = 0; i < length; i++) numbers.push(first + i)
  }
  return numbers
}
