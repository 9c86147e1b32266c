// The largest real module at hand: esbuild, 14 MB of Go with functions that nest 3,289 levels deep. It runs at Node's
// usual stack size, and every function of it that nests deeply becomes JavaScript that a parser can follow.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { has } from '../needs.js'
import { root } from '../sources.js'

const folder = ['node_modules/esbuild-wasm', 'node_modules/.cache/jitsam-corpus/node_modules/esbuild-wasm']
  .map(path => root + path)
  .find(path => existsSync(`${path}/esbuild.wasm`))

/** Levels that are surely too many for a JavaScript parser; hundreds of functions have some hundreds. */
const deep = 2000

if (folder === undefined) {
  has('esbuild')
  test.skip('esbuild runs', () => {})
} else {
  test('esbuild runs', { timeout: 300_000 }, () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['test/limits/esbuild.mjs', folder], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    const code = 'var Bit=(n=>(n[n.A=8]="A",n))(Bit||{});console.log(8,React.createElement("b",null,1n));\n'
    expect({ stdout, stderr, status }).toEqual({ stdout: code, stderr: '', status: 0 })
  })

  test('its deepest functions can be parsed', { timeout: 300_000 }, () => {
    const program = compile(readFileSync(`${folder}/esbuild.wasm`))
    const { depths, importedFunctions } = program.context
    expect(Math.max(...depths)).toBe(3289)
    const indices = [...depths.keys()].filter(i => depths[i]! > deep)
    expect(indices.length).toBe(5)
    for (const i of indices) {
      const { text } = translate(program, importedFunctions + i)
      expect(() => new Function(`'use strict'; return ${text}`)).not.toThrow()
    }
  })
}
