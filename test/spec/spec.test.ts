// The official test suite, every script a test of its own, judged by the runner that comes with it. All of
// a suite must pass: the totals are part of the test, so that nothing can be lost on the way.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { has } from '../needs.js'
import { instanceWithDecoy } from '../tenants/decoys.js'
import { allLoops, hot, watched } from '../tiers/tiers.js'

const folder = new URL('../../../shared/spec/', import.meta.url)

interface Counts {
  pass: number
  fail: number
  blocked: number
  skip: number
}

interface Report extends Counts {
  readonly features: Readonly<Record<string, Counts>>
  readonly problems: readonly unknown[]
}

interface Options {
  readonly bits?: boolean
  readonly without?: ReadonlySet<string>
}

interface Runner {
  loadScript(path: URL): unknown
  runScript(script: unknown, namespace: unknown, options: Options): Report
}

interface Groups {
  readonly suites: Readonly<Record<string, { readonly files: readonly string[] }>>
  readonly features: Readonly<Record<string, { readonly files: readonly string[] }>>
}

/** A part of the suite, what is left out of it, and how many commands pass; none may fail. */
interface Part {
  readonly group: string
  readonly without?: readonly string[]
  readonly bits?: boolean
  /** Other than by default: every function on its own, or cut into parts as if it were huge. */
  readonly translate?: TranslateOptions
  /** Whether another instance of each module is called in between. */
  readonly decoys?: true
  readonly pass: number
  /** How many of them are of modules with a feature that has no group of its own. */
  readonly features?: Readonly<Record<string, number>>
}

/** What wasm 3.0 added and is not translated. */
const later = ['simd', 'memory64', 'gc', 'function-references', 'tail-call', 'exceptions', 'threads']

const parts: readonly Part[] = [
  { group: '1.0', pass: 18876 },
  { group: '2.0', without: ['simd'], pass: 27654 },
  { group: '2.0', without: ['simd'], bits: true, pass: 27654 },
  { group: '2.0', without: ['simd'], bits: true, translate: { lazy: 'never' }, pass: 27654 },
  { group: '2.0', without: ['simd'], bits: true, translate: hot, pass: 27654 },
  { group: '2.0', without: ['simd'], translate: { lazy: 'always', interpreted: 0 }, pass: 27654 },
  { group: '2.0', without: ['simd'], translate: { lazy: 'never', largest: 600 }, pass: 27654 },
  {
    group: '2.0',
    without: ['simd'],
    translate: { lazy: 'always', largest: 300, profile: 3, interpreted: 0 },
    pass: 27654,
  },
  { group: '2.0', without: ['simd'], translate: { lazy: 'always', interpreted: 1e8 }, pass: 27654 },
  { group: '2.0', without: ['simd'], translate: { lazy: 'always', interpreted: 1 }, pass: 27654 },
  { group: '2.0', without: ['simd'], bits: true, translate: { evaluates: false }, pass: 27654 },
  { group: 'multi-memory', without: ['simd', 'memory64', 'gc'], translate: { evaluates: false }, pass: 954 },
  { group: '2.0', without: ['simd'], bits: true, translate: { tier: 'baseline' }, pass: 27654 },
  { group: '2.0', without: ['simd'], bits: true, translate: { tier: 'baseline', ...allLoops }, pass: 27654 },
  { group: '2.0', without: ['simd'], bits: true, translate: { tier: 'baseline', ...watched }, pass: 27654 },
  {
    group: '2.0',
    without: ['simd'],
    bits: true,
    translate: { tier: 'baseline', ...allLoops, ...watched },
    pass: 27654,
  },
  { group: '2.0', without: ['simd'], bits: true, translate: { ...hot, ...watched }, pass: 27654 },
  { group: 'multi-memory', without: ['simd', 'memory64', 'gc'], translate: { tier: 'baseline' }, pass: 954 },
  {
    group: '2.0',
    without: ['simd'],
    bits: true,
    translate: { instances: 'many' },
    decoys: true,
    pass: 27654,
  },
  {
    group: '2.0',
    without: ['simd'],
    translate: { instances: 'many', lazy: 'never' },
    decoys: true,
    pass: 27654,
  },
  { group: '2.0', without: ['simd'], translate: { instances: 'many', ...hot }, pass: 27654 },
  {
    group: '2.0',
    without: ['simd'],
    translate: { instances: 'many', lazy: 'always', interpreted: 1 },
    pass: 27654,
  },
  { group: 'base', without: later, pass: 19740, features: { 'extended-const': 93 } },
  { group: 'bulk-memory', without: later, pass: 7482 },
  { group: 'reference-types', without: later, pass: 158 },
  { group: 'multi-memory', without: ['simd', 'memory64', 'gc'], pass: 954 },
]

const title = ({ group, without = [], bits, decoys, translate }: Part) =>
  [
    group,
    without.length > 0 && `without ${without.join(', ')}`,
    bits && 'by bits',
    decoys && 'with decoys',
    translate && `translated with ${JSON.stringify(translate)}`,
  ]
    .filter(Boolean)
    .join(' ')

/** The namespace, but with modules that are translated in another way. */
function namespaceFor({ translate, decoys }: Part): object {
  if (translate === undefined) return WebAssembly
  function Module(bytes: Uint8Array): object {
    return moduleFor(compile(bytes, translate))
  }
  const namespace = Object.create(WebAssembly)
  if (decoys) Object.defineProperty(namespace, 'Instance', { value: instanceWithDecoy })
  return Object.defineProperty(namespace, 'Module', { value: Module })
}

if (has('spec')) {
  const { loadScript, runScript }: Runner = await import(/* @vite-ignore */ new URL('run.mjs', folder).href)
  const { suites, features }: Groups = JSON.parse(readFileSync(new URL('groups.json', folder), 'utf8'))

  for (const part of parts) {
    const { files } = suites[part.group] ?? features[part.group]!
    const namespace = namespaceFor(part)
    const options: Options = { bits: part.bits === true, without: new Set(part.without) }
    const total: Counts = { pass: 0, fail: 0, blocked: 0, skip: 0 }
    const passed: Record<string, number> = {}

    describe(title(part), () => {
      test.each(files)('%s', file => {
        const report = runScript(loadScript(new URL(`data/${file}`, folder)), namespace, options)
        for (const key of ['pass', 'fail', 'blocked', 'skip'] as const) total[key] += report[key]
        for (const name of Object.keys(part.features ?? {})) {
          passed[name] = (passed[name] ?? 0) + (report.features[name]?.pass ?? 0)
        }
        expect(report.problems).toEqual([])
      })

      test(`${part.pass} commands pass`, () => {
        expect({ ...total, skip: 0 }).toEqual({ pass: part.pass, fail: 0, blocked: 0, skip: 0 })
        expect(passed).toEqual(part.features ?? {})
      })
    })
  }
} else {
  test.skip('the official suite', () => {})
}
