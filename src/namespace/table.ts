// `WebAssembly.Table`.

import { Registry } from '../instance/registry.js'
import { Table as InnerTable } from '../instance/table.js'
import { defaultRef, fromRef, toRef } from '../instance/values.js'
import { maxTableSize } from '../wasm/limits.js'
import type { RefType } from '../wasm/types.js'
import { requireAddress32, toDictionary, toElementType, toLimits, toUint32 } from './convert.js'
import { asInterface } from './interface.js'

/** Behind objects of the API: their tables. */
export const tables = new Registry<InnerTable>('Table')

/** A reference that may have been left out. */
type Given = readonly [value?: unknown]

/** To begin with, or to grow by: an `undefined` that is given is a value left out. */
const initial = (type: RefType, value: unknown): unknown =>
  value === undefined ? defaultRef(type) : toRef(value, type)

function withIndex(object: unknown, index: unknown): [table: InnerTable, index: number] {
  const [table, at] = tables.with(object, () => toUint32(index, 'index'))
  if (at >= table.size) throw new RangeError(`index ${at} is beyond the table's ${table.size} elements`)
  return [table, at]
}

/** `WebAssembly.Table`, of the JavaScript API. */
export class Table {
  constructor(descriptor: unknown, ...value: Given) {
    const given = toDictionary(descriptor, 'the descriptor')
    const element = toElementType(given.element, 'element')
    requireAddress32(given)
    const limits = toLimits(given)
    if (limits.min > maxTableSize) throw new RangeError(`a table has at most ${maxTableSize} elements`)
    tables.bind(this, new InnerTable({ element, limits, address: 'i32' }, initial(element, value[0])))
  }

  get length(): number {
    return tables.behind(this).size
  }

  get(index: unknown): unknown {
    const [table, at] = withIndex(this, index)
    return fromRef(table.get(at), table.type.element)
  }

  set(index: unknown, ...value: Given): void {
    const [table, at] = withIndex(this, index)
    const { element } = table.type
    table.set(at, value.length === 0 ? defaultRef(element) : toRef(value[0], element))
  }

  grow(delta: unknown, ...value: Given): number {
    const [table, count] = tables.with(this, () => toUint32(delta, 'delta'))
    const before = table.grow(count, initial(table.type.element, value[0]))
    if (before < 0) throw new RangeError('the table cannot grow so far')
    return before
  }
}

asInterface(Table, 'Table')
