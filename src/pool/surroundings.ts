// What the guest of a seat finds around itself. It is linked once; what it finds is each request's own: its
// arguments and streams, if it is a guest of WASI, and whatever the embedder's functions want to know.
//
// What a guest writes is shown to functions of the embedder as a copy. The bytes themselves are the memory,
// and would be the next request's for whoever keeps them.

import { type GuestDeadline, underDeadline } from '../../imports/deadline.js'
import { type Imports, importObject, own } from '../../imports/object.js'
import { importsOf } from '../../imports/wasi/index.js'
import type { InputSource, OutputTarget } from '../../imports/wasi/streams.js'
import { System, type WasiOptions } from '../../imports/wasi/system.js'
import type { Instance } from '../instance/instance.js'
import type { Memory } from '../instance/memory.js'
import type { Module } from '../wasm/module.js'

/** What a host function can ask: the same object for one instance, whatever request it serves. */
export interface Serving {
  /** What was given with the request. */
  readonly request: unknown
}

/** What the guests of a pool import, beside WASI. */
export type PoolImports = Imports | ((serving: Serving) => Imports)

type Fills = (buffer: Uint8Array) => unknown

/** Fills a copy; as much of it as is said goes into the guest's memory. */
const filling =
  (fill: Fills): Fills =>
  buffer => {
    const copy = new Uint8Array(buffer.length)
    const count = fill(copy)
    buffer.set(typeof count === 'number' ? copy.subarray(0, count) : copy)
    return count
  }

function inputOf(source: InputSource): InputSource {
  if (typeof source === 'function') return filling(source) as typeof source
  if (typeof source === 'string' || !('read' in source) || typeof source.read !== 'function') return source
  return { ...source, read: filling(bytes => (source.read as Fills)(bytes)) } as InputSource
}

function outputOf(target: OutputTarget): OutputTarget {
  if (typeof target === 'function') return bytes => target(bytes.slice())
  // Streams of Node and of browsers are given copies anyhow.
  if ('file' in target || 'getWriter' in target || 'on' in target) return target
  return { ...target, write: bytes => target.write(bytes.slice()) }
}

/** The same surroundings, that nobody can reach the guest's memory by later. */
function copying({ stdin, stdout, stderr, random, ...others }: WasiOptions): WasiOptions {
  return {
    ...others,
    ...(stdin !== undefined && { stdin: inputOf(stdin) }),
    ...(stdout !== undefined && { stdout: outputOf(stdout) }),
    ...(stderr !== undefined && { stderr: outputOf(stderr) }),
    ...(random !== undefined && { random: filling(random) as typeof random }),
  }
}

const isWasi = ({ imports }: Module): boolean =>
  imports.some(({ module }) => module === 'wasi_snapshot_preview1' || module === 'wasi_unstable')

/** What all requests of a pool have in common. */
export interface Common {
  readonly imports?: PoolImports | undefined
  readonly wasi?: WasiOptions | undefined
}

/** The surroundings of one instance. */
export class Surroundings implements Serving {
  request: unknown
  /** The memory of the guest: what it exports as `memory`, or else the first. */
  memory: Memory | undefined
  readonly imports: Imports
  readonly #memoryIndex: number
  readonly #system: System | undefined
  readonly #wasi: WasiOptions

  /** @param deadline what functions of WASI hold to, as the guest does */
  constructor(module: Module, { imports, wasi = {} }: Common, deadline: GuestDeadline | undefined) {
    this.#wasi = deadline === undefined ? wasi : { ...wasi, deadline }
    this.#memoryIndex =
      module.exports.find(({ kind, name }) => kind === 'memory' && name === 'memory')?.index ?? 0
    this.#system = isWasi(module) ? new System({}) : undefined
    const given = typeof imports === 'function' ? imports(this) : (imports ?? {})
    this.imports = importObject(...(this.#system ? [this.#wasiImports(module)] : []), given)
  }

  attach({ memories }: Instance): void {
    this.memory = memories[this.#memoryIndex]
    this.#system?.guest.attach(this.memory)
  }

  /** From now on the guest serves this request. */
  begin(request: unknown, wasi: WasiOptions | undefined): void {
    this.request = request
    this.#system?.surround(copying({ ...this.#wasi, ...wasi }))
  }

  /** Nothing of the request is kept. What the guest has open is closed. */
  end(): void {
    this.request = undefined
    this.#system?.files.closeAll()
    this.#system?.guest.refresh()
  }

  /** Those that the module imports. */
  #wasiImports({ imports }: Module): Record<string, object> {
    const all = underDeadline(importsOf(this.#system!), this.#wasi)
    const wanted: Record<string, Record<string, unknown>> = {}
    for (const { module, name } of imports) {
      const found = own<Readonly<Record<string, unknown>>>(all, module)
      if (found !== undefined) (wanted[module] ??= {})[name] = own(found, name)
    }
    return wanted
  }
}
