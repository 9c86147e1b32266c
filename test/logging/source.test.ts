// What logging does to generated code: nothing at all where it is off, and where it is on only the calls of
// what is logged are others.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { eagerClosure, lazyClosure } from '#codegen/closure.js'
import type { Program } from '#codegen/program.js'
import { translate } from '#codegen/translate.js'
import { hostLog } from '#imports/log/index.js'
import { functions } from '#imports/wasi/index.js'
import { compile } from '#src/compile.js'
import { root } from '../sources.js'

const log = (scopes: string) =>
  hostLog({ scopes, write: () => undefined }, { wasi_snapshot_preview1: functions })

const bytes = (name: string) => readFileSync(`${root}test/fixtures/wasi/${name}.wasm`)

const program = (name: string, scopes?: string): Program =>
  compile(bytes(name), scopes === undefined ? {} : { listeners: log(scopes) })

/** All that is evaluated. */
function textOf(of: Program): readonly string[] {
  const { module } = of
  const first = module.functions.length - module.bodies.length
  const bodies = module.bodies.map((_, i) => translate(of, first + i).text)
  return [lazyClosure(of).text, eagerClosure(of).text, ...bodies]
}

describe.each(['clock', 'words', 'files', 'panic'])('%s', name => {
  const plain = textOf(program(name))

  test('the text is the same to the byte with no scope on, or one that the module has nothing of', () => {
    expect(plain.length).toBeGreaterThan(10)
    expect(textOf(program(name, ''))).toEqual(plain)
    expect(textOf(program(name, 'sock'))).toEqual(plain)
  })

  test('only functions that call what is logged are others', () => {
    const logged = textOf(program(name, 'clock,random'))
    const same = logged.map((text, i) => text === plain[i])
    const closures = 2
    const expected = logged.map((text, i) => i >= closures && !text.includes('L.calls['))
    expect(same.slice(closures)).toEqual(expected.slice(closures))
    expect(same.includes(false)).toBe(logged.some(text => text.includes('L.calls[')))
  })
})

test('calls of what is logged are rewritten, others are not', () => {
  const of = program('clock', 'clock')
  const index = of.module.imports.findIndex(({ name }) => name === 'clock_time_get')
  const calls = textOf(of)
    .join('\n')
    .match(/\b(L\.calls\[\d+\]|f\d+)\(/g)!
  expect(calls).toContain(`L.calls[${index}](`)
  expect(calls).not.toContain(`f${index}(`)
  expect(new Set(calls.filter(call => call.startsWith('L'))).size).toBe(2)
})
