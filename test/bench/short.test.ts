// The short programs of the benchmarks give on our engine what they give on the host's own. Nothing is timed here, and
// what would have to come from npm first is left out, and so are the commands of Go that other tests run.
import { WebAssembly } from 'jitsam'
import { afterEach, expect, test, vi } from 'vitest'

interface Program {
  readonly dependencies?: object
  prepare(): unknown
  load(given: unknown): unknown
  work(subject: unknown): unknown
}

// Scripts without types.
const from = (file: string) => import(new URL(`../../bench/lib/${file}`, import.meta.url).href)
const { namesOf } = (await from('subjects.mjs')) as { namesOf(group: string): readonly string[] }
const { shortProgram } = (await from('short-program.mjs')) as { shortProgram(name: string): Promise<Program> }

const all = await Promise.all(namesOf('short').map(async name => [name, await shortProgram(name)] as const))
const programs = all.filter(
  ([name, { dependencies }]) => dependencies === undefined && !/^go-(?!hello)/.test(name),
)

async function resultOf({ prepare, load, work }: Program) {
  const given = await prepare()
  return String(await work(await load(given)))
}

afterEach(() => {
  vi.unstubAllGlobals()
})

test('there are programs', () => {
  expect(programs.length).toBeGreaterThan(15)
})

test.each(programs)('%s gives what it gives natively', async (_, program) => {
  const expected = await resultOf(program)
  vi.stubGlobal('WebAssembly', WebAssembly)
  expect(await resultOf(program)).toBe(expected)
})
