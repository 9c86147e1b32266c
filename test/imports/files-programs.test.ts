// Real programs that work on files: side by side with Node's own WASI, on every file system of ours and on
// both engines, and one that does nothing but try to get out.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { WASI } from 'node:wasi'
import { expect, test } from 'vitest'
import { type Directory, memory } from '#imports/fs/index.js'
import { capture, wasi } from '#imports/wasi/index.js'
import { WebAssembly as jitsam } from '#src/index.js'
import { type Engine, native } from './engines.js'
import { jails, secret } from './sandbox/jail.js'
import { folder, systems } from './systems.js'

const program = (name: string) => readFileSync(new URL(`../fixtures/wasi/${name}.wasm`, import.meta.url))

const input = 'one\ntwo\nthree\n'

function ours(engine: Engine, name: string, given: { directory: Directory; args?: readonly string[] }) {
  const [stdout, stderr] = [capture(), capture()]
  const args = [name, ...(given.args ?? [])]
  const system = wasi({ args, preopens: { '/': given.directory }, stdin: input, stdout, stderr })
  const instance = new engine.Instance(new engine.Module(program(name)), { ...system.imports })
  return { code: system.start(instance), stdout: stdout.text(), stderr: stderr.text() }
}

/** What Node's own makes of it. */
function reference(name: string) {
  const [streams, root] = [folder(), folder()]
  writeFileSync(`${streams}/in`, input)
  const [stdin, stdout, stderr] = ['in', 'out', 'err'].map((file, i) =>
    openSync(`${streams}/${file}`, i === 0 ? 'r' : 'w'),
  ) as [number, number, number]
  const streamOptions = { stdin, stdout, stderr, returnOnExit: true }
  const system = new WASI({ version: 'preview1', args: [name], preopens: { '/': root }, ...streamOptions })
  const instance = new native.Instance(new native.Module(program(name)), system.getImportObject() as object)
  const code = system.start(instance)
  for (const fd of [stdin, stdout, stderr]) closeSync(fd)
  const [out, err] = ['out', 'err'].map(file => readFileSync(`${streams}/${file}`, 'utf8'))
  return { code, stdout: out!, stderr: err! }
}

const engines = [
  ['the host', native],
  ['jitsam', jitsam as Engine],
] as const

const runs = ['tree', 'store'].flatMap(name =>
  systems.flatMap(([system, make]) =>
    engines.map(([title, engine]) => ({ name, system, title, make, engine })),
  ),
)

test.each(runs)("$name on $system with $title's engine", ({ name, make, engine }) => {
  const expected = reference(name)
  expect(expected.stdout.length).toBeGreaterThan(200)
  expect(ours(engine, name, { directory: make() })).toEqual(expected)
})

const escapes = [
  ...[
    '../secret.txt',
    '/../secret.txt',
    '/dir/../../secret.txt',
    '/to-secret',
    '/to-up/secret.txt',
    '..',
    '/..',
  ],
  ...['/to-victim', '/to-victim/inside', '/absolute-secret', '/absolute-up', '/absolute-root/etc/passwd'],
  ...['/proc-root/etc/passwd', '/proc-fd/0', '/proc-cwd/package.json', '/proc/self/root/etc/passwd'],
  ...['/round-about', '/over-link', '/back-in', '/dir/to-secret', '/dir/to-up/secret.txt', '/to-evil/file'],
  ...['../jail-evil/file', '/../victim/inside', '/to-new', `/${'dir/../'.repeat(50)}../secret.txt`],
]

test.each(jails)('a program that wants out of %s', (_, make) => {
  for (const path of escapes) {
    const { directory, outside, inside } = make()
    const before = [outside(), inside?.()]
    const { stdout, stderr, code } = ours(native, 'escape', { directory, args: [path] })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('tried 1')
    for (const seen of [
      secret,
      'root:',
      `size: ${secret.length}\n`,
      'entry: jail-evil',
      'entry: inside',
      '"name"',
    ])
      expect(stdout).not.toContain(seen)
    expect([outside(), inside?.()]).toEqual(before)
  }
})

test('the program that wants out sees what is inside', () => {
  const [, make] = jails[0]!
  const { stdout } = ours(jitsam as Engine, 'escape', {
    directory: make().directory,
    args: ['/file', '/dir'],
  })
  expect(stdout).toMatch(/saw: harmless\n/)
  expect(stdout).toMatch(/entry: inner\n/)
})

test('fixed clocks, randomness and a file system in memory give the same bytes in every run', () => {
  const run = () => {
    let ticks = 0n
    const now = () => 1640995200000000000n + ticks++ * 1000n
    const clock = { realtime: now, monotonic: now, sleep: (time: bigint) => void (ticks += time) }
    const directory = memory({}, { now })
    const calls: unknown[] = []
    const system = wasi({
      preopens: { '/': directory },
      stdin: input,
      clock,
      random: buffer => buffer.fill(7),
    })
    const functions = Object.entries(system.imports.wasi_snapshot_preview1).map(([name, call]) => [
      name,
      (...words: readonly (number | bigint)[]) => {
        const result = call(...words)
        calls.push([name, words, result])
        return result
      },
    ])
    const imports = { wasi_snapshot_preview1: Object.fromEntries(functions) }
    const instance = new native.Instance(new native.Module(program('store')), imports)
    expect(system.start(instance)).toBe(0)
    const { buffer } = instance.exports.memory as { buffer: ArrayBuffer }
    return [...calls, createHash('sha256').update(new Uint8Array(buffer)).digest('hex')]
  }
  const first = run()
  expect(first.length).toBeGreaterThan(100)
  expect(run()).toEqual(first)
})
