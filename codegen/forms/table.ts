// Tables and references. A table's elements stand in three parallel arrays (see TableLike in
// ../environment.ts); all but the call goes through the methods of the table.

import type { Present } from '../../src/wasm/ops/index.js'
import type { reference } from '../../src/wasm/ops/reference.js'
import type { table } from '../../src/wasm/ops/table.js'
import { growTable } from '../helpers/table.js'
import { callOn, type Form, own, plainOn, provided, truth } from './form.js'

/** Tables and their segments. `$0` is the table. */
// biome-ignore format: a table
export const tableForms = {
  'table.get':  plainOn('$0.get($1)', 'table'),
  'table.set':  plainOn('$0.set($1, $2)', 'table'),
  'table.size': plainOn('$0.size | 0', 'table'),
  'table.grow': callOn(growTable, 'table'),
  'table.fill': plainOn('$0.fill($1, $2, $3)', 'table'),
  'table.copy': plainOn('$0.copy($1, $2, $3, $4)', 'table', 'second table'),
  'table.init': plainOn('$0.init($1, $2, $3, $4)', 'second table', 'element segment'),
  'elem.drop':  provided('dropElements', 'index'),
} satisfies Readonly<Record<Present<typeof table>, Form>>

/** References: null, and of functions. */
// biome-ignore format: a table
export const referenceForms = {
  'ref.null':    own,
  'ref.is_null': truth('$0 === null'),
  'ref.func':    provided('refFunc', 'index'),
} satisfies Readonly<Record<Present<typeof reference>, Form>>
