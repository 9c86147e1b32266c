// The benchmarks must measure the same work everywhere: every kernel and every call across the boundary gives on our
// engine what it gives on the host's own. Nothing is timed here.
import { WebAssembly } from 'jitsam'
import { expect, test } from 'vitest'

type Exports = Readonly<Record<string, unknown>>

interface Namespace {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports }
}

interface Subject {
  readonly bytes: Uint8Array
  imports(): object | undefined
  prepare(exports: Exports): () => unknown
}

interface Subjects {
  readonly kernelGroups: readonly string[]
  namesOf(group: string): readonly string[]
  subjectOf(group: string, name: string): Promise<Subject>
}

const native = (globalThis as unknown as { readonly WebAssembly: Namespace }).WebAssembly

// Scripts without types.
const subjects = (await import(new URL('../../bench/lib/subjects.mjs', import.meta.url).href)) as Subjects

const groups = [...subjects.kernelGroups, 'boundary']

const cases = groups.flatMap(group => subjects.namesOf(group).map(name => [group, name] as const))

test('every group has cases', () => {
  expect(groups.map(group => subjects.namesOf(group).length > 3)).toEqual(groups.map(() => true))
})

test.each(cases)('%s %s gives what it gives natively', async (group, name) => {
  const { bytes, imports, prepare } = await subjects.subjectOf(group, name)
  const run = ({ Module, Instance }: Namespace) =>
    prepare(new Instance(new Module(bytes), imports() ?? {}).exports)
  const [expected, ours] = [run(native), run(WebAssembly as unknown as Namespace)]
  expect(ours()).toBe(expected())
  // Once more: a kernel starts anew each time.
  expect(ours()).toBe(expected())
})
