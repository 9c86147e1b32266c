// What the whole test suite stands on: a test reaches the compiled code through the package's own `imports`,
// and sees it exactly as tsc wrote it, because the compiler reads the source text of its helpers. And what users
// stand on: the package has the same functions.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as whole from 'jitsam'
import * as wasiPackage from 'jitsam/imports/wasi'
import { expect, test } from 'vitest'
import { helpers, isFunction } from '#codegen/helpers/index.js'
import { readHelper } from '#codegen/js/read/helper.js'
import { readProgram } from '#codegen/js/read/program.js'
import { readTemplate } from '#codegen/js/read/template.js'
import * as wasiModules from '#imports/wasi/index.js'
import { decodeEntry } from '#src/cache/entry.js'
import { digestFor } from '#src/cli/cache.js'
import { command as compile } from '#src/cli/compile.js'
import * as modules from '#src/package/index.js'
import { fail } from '#src/wasm/errors.js'
import { root } from './sources.js'

test('a function of dist has the source text that tsc wrote', () => {
  const file = readFileSync(new URL('../dist/src/wasm/errors.js', import.meta.url), 'utf8')
  expect(file).toContain(fail.toString())
  expect(() => fail('unknown local 3', 0x2f)).toThrow('unknown local 3 (at offset 0x2f)')
})

test('the package has what its modules export', () => {
  expect(Object.keys(whole).sort()).toEqual(Object.keys(modules).sort())
  expect(Object.keys(wasiPackage).sort()).toEqual(Object.keys(wasiModules).sort())
})

/** What the build has read, by text or name. */
function readings(what: string): Readonly<Record<string, unknown>> {
  const file = readFileSync(`${root}dist/codegen/js/reader/${what}.js`, 'utf8')
  const [, literal] = file.match(/ known\((.*)\)$/m)!
  return JSON.parse(new Function(`return ${literal}`)())
}

test.each([
  { what: 'template', read: (text: string): unknown => readTemplate(text), least: 100 },
  { what: 'helper', read: readHelper, least: 70 },
  { what: 'program', read: readProgram, least: 10 },
])('each $what that the build has read is what acorn reads', ({ what, read, least }) => {
  const known = Object.entries(readings(what))
  expect(known.length).toBeGreaterThanOrEqual(least)
  for (const [text, reading] of known) expect(reading).toEqual(read(text))
})

test('the build has read all helpers', () => {
  expect(Object.keys(readings('helper')).sort()).toEqual(Object.keys(helpers).filter(isFunction).sort())
})

/** The text of a module's functions, as a cache keeps it, without and with checks of a deadline. */
function textsIn(folder: string): readonly ReadonlyMap<number, { readonly text: string }>[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files
    .map(
      file => decodeEntry(readFileSync(join(file.parentPath, file.name)), digestFor(file.name))!.translated,
    )
    .sort((a, b) => lengthOf(a) - lengthOf(b))
}

const lengthOf = (texts: ReadonlyMap<number, { readonly text: string }>): number =>
  [...texts.values()].reduce((sum, { text }) => sum + text.length, 0)

test('the bundle of the command line translates as the modules it was made of do', async () => {
  const [bundled, single] = [mkdtempSync(join(tmpdir(), 'jitsam-')), mkdtempSync(join(tmpdir(), 'jitsam-'))]
  const guest = `${root}test/fixtures/wasi/words.wasm`
  execFileSync(process.execPath, [`${root}dist/src/cli/main.js`, 'compile', `-cachedir=${bundled}`, guest])
  expect(await compile([`-cachedir=${single}`, guest])).toBe(0)
  expect(textsIn(bundled).map(({ size }) => size > 50)).toEqual([true, true])
  expect(textsIn(bundled)).toEqual(textsIn(single))
  rmSync(bundled, { recursive: true })
  rmSync(single, { recursive: true })
})
