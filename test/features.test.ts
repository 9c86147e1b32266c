// With a feature added to those that are translated, the compiler must name what each stage still has to be told of
// it. So the sources are copied, the feature is added, and what tsc says is compared with a table: a stage that
// would take a new instruction in silence, and fail when a module uses it, is missing there.
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { root } from './sources.js'

const stages = {
  build: /^codegen\/ir\/(build|control|rules)\.ts/,
  check: /^codegen\/ir\/check\.ts/,
  wide: /^codegen\/passes\/wide\//,
  size: /^codegen\/passes\/outline\/size\.ts/,
  lower: /^codegen\/lower\//,
  assemble: /^codegen\/interpret\//,
} as const

type Stage = keyof typeof stages

const all: readonly Stage[] = ['build', 'check', 'wide', 'size', 'lower', 'assemble']

/** The stages that need a row. Vectors are split into words before code is measured or lowered. */
const needed: Readonly<Record<string, readonly Stage[]>> = {
  simd: ['build', 'wide', 'assemble'],
  'relaxed-simd': ['wide', 'assemble'],
  exceptions: all,
  gc: all,
  threads: ['build', 'wide', 'lower', 'assemble'],
  'tail-call': all,
  'function-references': all,
  memory64: ['build', 'wide', 'lower', 'assemble'],
}

const folder = join(root, 'node_modules/.cache/jitsam-features')

/** What tsc says of the sources with one more feature. */
async function compileWith(feature: string): Promise<string> {
  const to = join(folder, feature)
  mkdirSync(to, { recursive: true })
  for (const name of ['src', 'codegen', 'imports', 'tsconfig.json', 'package.json'])
    cpSync(join(root, name), join(to, name), { recursive: true })
  const file = join(to, 'src/wasm/features.ts')
  const text = readFileSync(file, 'utf8')
  const more = text.replace('export const translated = [', `$&'${feature}',`)
  expect(more).not.toBe(text)
  writeFileSync(file, more)
  const tsc = join(root, 'node_modules/.bin/tsc')
  const said = promisify(execFile)(tsc, ['--noEmit', '--pretty', 'false', '-p', to], {
    cwd: to,
    shell: false,
  })
  return said.then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
}

afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000)

test.each(Object.entries(needed))('%s', async (feature, expected) => {
  const said = await compileWith(feature)
  const lines = said.split('\n')
  const found = all.filter(stage => lines.some(line => stages[stage].test(line)))
  expect(found).toEqual(expected)
  expect(lines.filter(line => /error/.test(line) && !/is missing/.test(line))).toEqual([])
})
