// Tables and references. A table's elements stand in three parallel arrays (see TableLike in ../load.ts); all
// but the call goes through the methods of the table.

import type { Present } from '../../src/wasm/ops/index.js'
import type { reference } from '../../src/wasm/ops/reference.js'
import type { table } from '../../src/wasm/ops/table.js'
import * as helper from '../helpers/table.js'
import { int, invocation, leaf } from './expression.js'
import { call, compare, type Rule, use } from './rule.js'

const onTable = (source: string): Rule => {
  const rule = use(source)
  return (args, node, scope) => rule([scope.table(node.index), ...args], node, scope)
}

// biome-ignore format: a table
export const lowerTable: Readonly<Record<Present<typeof table>, Rule>> = {
  'table.get':  onTable('$0.get($1)'),
  'table.set':  onTable('$0.set($1, $2)'),
  'table.size': onTable('$0.size | 0'),
  'table.grow': (args, node, scope) => growTable([scope.table(node.index), ...args], node, scope),
  'table.fill': onTable('$0.fill($1, $2, $3)'),
  'table.copy': ([d, s, n], node, scope) =>
    copyTable([scope.table(node.index), scope.table(node.extra), d!, s!, n!], node, scope),
  'table.init': ([d, s, n], node, scope) =>
    initTable([scope.table(node.extra), leaf(`elements[${node.index}]`), d!, s!, n!], node, scope),
  'elem.drop':  (_, node) => invocation(leaf('dropElements'), [int(node.index)], node.effect),
}

const growTable = call(helper.growTable)
const copyTable = use('$0.copy($1, $2, $3, $4)')
const initTable = use('$0.init($1, $2, $3, $4)')

// biome-ignore format: a table
export const lowerReference: Readonly<Record<Present<typeof reference>, Rule>> = {
  'ref.null':    () => leaf('null'),
  'ref.is_null': compare('$0 === null'),
  'ref.func':    (_, node) => invocation(leaf('refFunc'), [int(node.index)], 0),
}
