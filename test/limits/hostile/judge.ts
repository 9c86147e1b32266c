// What a module may cost: a multiple of what the host's own engine takes, and so much memory.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Hostile } from './module.js'

/** The ways of ours in which a module is run; see child.mjs. */
export const allWays = [
  ...(['usual', 'eager', 'lazy', 'called', 'cut', 'deadline'] as const),
  ...(['stopped', 'called, stopped'] as const),
] as const
export type Way = (typeof allWays)[number]

/** So many times as long as native, and so many milliseconds more. */
export const factor = 20
export const extra = 1000

/** So many bytes a process may need, all that is not the module's included. */
export const mostMemory = 512 * 2 ** 20

/** By so many milliseconds a deadline may be missed. */
export const mostLate = 100

/** What is slower may have met a busy machine, and has so many tries. */
const tries = 3

/** When a process is given up, in milliseconds, and how large its heap may grow, in megabytes. */
const patience = 120_000
const heap = 1500
const nativeHeap = 6000

/** Limits the processor time that a process has, in seconds, as others may use the machine as well. */
const limiter = 'ulimit -t "$0"; exec "$@"'

/** How many seconds of it a start takes at most, and native. */
const startSeconds = 2
const nativeSeconds = 30

/** What a module may cost beside native: what reading its memory does; see `reads`. */
interface Allowed {
  readonly milliseconds: number
  readonly memory: number
}

/** How many milliseconds a module may take. */
const limitOf = (native: Report, allowed: Allowed): number =>
  factor * native.milliseconds + extra + allowed.milliseconds

const packageFolder = dirname(createRequire(import.meta.url).resolve('jitsam/package.json'))
const child = join(packageFolder, 'test/limits/hostile/child.mjs')

/** What a process has found. */
export interface Report {
  readonly milliseconds: number
  /** In bytes, at most. */
  readonly memory: number
  /** What happened, or a digest of it. */
  readonly outcome: string
  /** The text of what was thrown first. */
  readonly message?: string
  /** Whether a deadline has stopped it, and by how many milliseconds too late. */
  readonly stopped: boolean
  readonly late: number
}

/** A report of one process, or why there is none. */
export type Cost = Report | { readonly died: string }

/** What else a process may do. */
type Other = 'native' | 'reading'

interface Written {
  readonly row: Hostile
  /** Where the bytes are. */
  readonly path: string
}

const valuesOf = ({ values = [], reads }: Hostile, way: Way | Other): readonly unknown[] =>
  way === 'reading' ? [reads] : values

function costOf({ row, path }: Written, way: Way | Other, seconds = nativeSeconds): Cost {
  const values = JSON.stringify(
    valuesOf(row, way).map(value => (typeof value === 'bigint' ? `${value}n` : `${value}`)),
  )
  const node = [
    process.execPath,
    `--max-old-space-size=${way === 'native' ? nativeHeap : heap}`,
    child,
    path,
    way,
    values,
  ]
  const { stdout, stderr, error, signal } = spawnSync('sh', ['-c', limiter, `${seconds}`, ...node], {
    encoding: 'utf8',
    timeout: patience,
    maxBuffer: 2 ** 26,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  if (stdout !== '') return JSON.parse(stdout) as Report
  const line = stderr.split('\n').find(line => /error/i.test(line))
  return { died: `${error?.message ?? signal ?? line}` }
}

interface Compared {
  readonly row: Hostile
  readonly native: Report
  readonly allowed: Allowed
  readonly cost: Cost
}

/** What is wrong with what a module has cost, besides the time. */
function faultOf({ row, native, allowed, cost }: Compared): string | undefined {
  if ('died' in cost) return cost.died
  if (cost.memory > mostMemory + allowed.memory) return `${Math.round(cost.memory / 2 ** 20)} MB`
  const { outcome, message, stopped, late } = cost
  if (late > mostLate) return `stopped ${Math.round(late)} ms too late`
  if (stopped) return undefined
  if (row.refused !== undefined)
    return outcome === 'CompileError' && row.refused.test(message ?? '')
      ? undefined
      : `not refused: ${outcome}`
  if (outcome === 'CompileError') return message
  // Native may know less: several memories, very wide tables.
  if (native.outcome === 'CompileError') return undefined
  return outcome === native.outcome ? undefined : `${outcome} (${message}), native ${native.outcome}`
}

const isSlow = ({ native, allowed, cost }: Compared): boolean =>
  !('died' in cost) && (cost.milliseconds > limitOf(native, allowed) || cost.late > mostLate)

export interface Judged {
  readonly way: Way
  readonly cost: Cost
  /** What is over the limits, or otherwise wrong. */
  readonly fault: string | undefined
}

const nothing: Allowed = { milliseconds: 0, memory: 0 }

/** A memory that grows by as much as it has is looked at twice in all. */
function allowedFor(written: Written): Allowed {
  if (written.row.reads === undefined) return nothing
  const cost = costOf(written, 'reading')
  if ('died' in cost) throw new TypeError(cost.died)
  return { milliseconds: 2 * cost.milliseconds, memory: cost.memory }
}

type Bounds = Pick<Compared, 'native' | 'allowed'>

function judgeWay(written: Written, way: Way, bounds: Bounds): Judged {
  for (let i = 1; ; i++) {
    const seconds = Math.ceil((2 * limitOf(bounds.native, bounds.allowed)) / 1000) + startSeconds
    const compared = { row: written.row, ...bounds, cost: costOf(written, way, seconds) }
    if (isSlow(compared) && i < tries) continue
    const fault = faultOf(compared) ?? (isSlow(compared) ? 'too slow' : undefined)
    return { way, cost: compared.cost, fault }
  }
}

export interface Verdict {
  /** How many bytes the module has. */
  readonly size: number
  readonly native: Cost
  readonly judged: readonly Judged[]
}

/** What a module costs native, and ours in some ways. */
export function judge(row: Hostile, which: readonly Way[]): Verdict {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-hostile-'))
  try {
    const written = { row, path: join(folder, 'module.wasm') }
    const bytes = row.bytes()
    writeFileSync(written.path, bytes)
    const native = costOf(written, 'native')
    const allowed = allowedFor(written)
    const judged = 'died' in native ? [] : which.map(way => judgeWay(written, way, { native, allowed }))
    return { size: bytes.length, native, judged }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
