// The registry: complete, without two meanings of a name, and made of what generated code may contain.
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { helpers, modules, values } from '#codegen/helpers/index.js'
import { globals } from '#codegen/js/names.js'
import { root } from '../../../sources.js'

const exported = Object.values(modules).flatMap(module => Object.entries<unknown>(module))

test('every name means one thing', () => {
  const names = [...exported.map(([name]) => name), ...Object.keys(values)]
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  expect(names.sort()).toEqual(Object.keys(helpers).sort())
  expect(names.filter(name => globals.has(name))).toEqual([])
})

test('every module is registered', async () => {
  const files = readdirSync(`${root}codegen/helpers`).filter(file => file !== 'index.ts')
  const loaded = await Promise.all(
    files.map(file => import(`${root}dist/codegen/helpers/${file.replace('.ts', '.js')}`)),
  )
  const names = loaded.flatMap(module => Object.keys(module))
  expect(names.filter(name => !(name in helpers))).toEqual([])
})

test('functions are registered by their own names', () => {
  for (const [name, helper] of exported) expect((helper as () => void).name).toBe(name)
})
