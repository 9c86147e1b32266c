// Programs in a process of their own whose Node has no WebAssembly and no compiler: `node --jitless`. The process
// lives on from program to program.
//
// What it runs is child.ts, which is bundled into dist whenever it is wanted: tests are not compiled there, and
// only there `#src` leads to what was built.
import { fork } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import type { Program } from './observe.js'
import type { Tier } from './tiers.js'

export interface Asked {
  readonly number: number
  readonly program: Program
  readonly tier: Tier
  readonly milliseconds: number
}

export interface Answer {
  readonly number: number
  readonly lines: readonly string[]
}

export interface Jitless {
  /** What can be seen of a program there; see bounded.ts. */
  observe(program: Program, tier: Tier, milliseconds: number): Promise<readonly string[]>
  close(): void
}

/** The folder of the package: this file may be compiled. */
const root = fileURLToPath(
  new URL(import.meta.url.includes('/dist/') ? '../../..' : '../..', import.meta.url),
)

/** Files of tests that run beside each other do this at the same time, so each has a name of its own. */
async function bundle(): Promise<string> {
  const file = `${root}dist/test/jitless-child-${process.pid}.mjs`
  const made = await rolldown({
    input: `${root}test/tiers/child.ts`,
    platform: 'node',
    tsconfig: `${root}tsconfig.json`,
    external: /^(#|node:)/,
  })
  await made.write({ file })
  await made.close()
  return file
}

export async function openJitless(): Promise<Jitless> {
  const file = await bundle()
  const child = fork(file, {
    execArgv: ['--jitless', '--no-expose-wasm'],
    serialization: 'advanced',
  })
  child.on('exit', () => rmSync(file, { force: true }))
  const waiting = new Map<number, { resolve(lines: readonly string[]): void; reject(error: Error): void }>()
  let asked = 0
  child.on('message', ({ number, lines }: Answer) => {
    waiting.get(number)?.resolve(lines)
    waiting.delete(number)
  })
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new TypeError(`the process without a compiler has ended: ${code ?? signal}`))
  })
  return {
    observe: (program, tier, milliseconds) =>
      new Promise((resolve, reject) => {
        const number = asked++
        waiting.set(number, { resolve, reject })
        child.send({ number, program, tier, milliseconds } satisfies Asked)
      }),
    close: () => child.disconnect(),
  }
}
