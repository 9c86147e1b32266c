// An engine of ours in a process that has neither WebAssembly nor a compiler (`node --jitless`). It is given modules and
// gives transcripts back. Tests run this file as it is, and Node cannot, so for them it is bundled first; the command has
// it compiled.
import { type ChildProcess, fork } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Draw } from './any-engine.js'
import type { Transcript } from './compare.js'

/** A module to be run, and how. */
export interface Order {
  readonly bytes: Uint8Array
  readonly seed: number
  readonly draw: Draw
  readonly milliseconds: number
}

/** A transcript, or why there is none. */
export type Answer = Transcript | 'endless' | { readonly failed: string }

export interface Jitless {
  record(order: Order): Promise<Answer>
  close(): void
}

/** Bundles the other process's code; what is in dist stays there. */
async function bundled(): Promise<string> {
  const { rolldown } = await import('rolldown')
  const root = new URL('../../', import.meta.url)
  const folder = fileURLToPath(new URL('node_modules/.cache/jitsam-differential/', root))
  mkdirSync(folder, { recursive: true })
  const file = `${folder}jitless-child-${process.pid}.mjs`
  const bundle = await rolldown({
    input: fileURLToPath(new URL('jitless-child.ts', import.meta.url)),
    platform: 'node',
    external: /^file:/,
    plugins: [
      {
        name: 'dist',
        resolveId: id =>
          id.startsWith('#') ? { id: new URL(`dist/${id.slice(1)}`, root).href, external: true } : null,
      },
    ],
  })
  await bundle.write({ file, format: 'esm' })
  return file
}

const childPath = async (): Promise<string> =>
  import.meta.url.endsWith('.ts')
    ? await bundled()
    : fileURLToPath(new URL('jitless-child.js', import.meta.url))

/** Starts the process with the first module; what it translates is checked, or not. */
export function openJitless(checks: 'verified' | 'unverified' = 'verified'): Jitless {
  let child: ChildProcess | undefined
  const start = async (): Promise<ChildProcess> => {
    const started = fork(await childPath(), [checks], { execArgv: ['--jitless'], serialization: 'advanced' })
    child = started
    return started
  }
  return {
    async record(order) {
      const to = child ?? (await start())
      return await new Promise((resolve, reject) => {
        const ended = (code: number | null): void =>
          reject(new TypeError(`the process without a compiler ended: ${code}`))
        to.once('exit', ended)
        to.once('message', answer => {
          to.off('exit', ended)
          resolve(answer as Answer)
        })
        to.send(order)
      })
    },
    close: () => child?.disconnect(),
  }
}
