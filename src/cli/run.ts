// `jitsam run app.wasm args…`: what the flags and arguments ask for. The engine is loaded only when there
// is a file to run.
import type { LimitOptions } from '../instance/limits.js'
import { pageSize } from '../wasm/limits.js'
import { Complaint } from './complaint.js'
import { parseDuration } from './duration.js'
import { readModule } from './files.js'
import { type Parsed, parseFlags } from './flags.js'
import { loggingOf } from './logging.js'
import type { Mounts } from './mounts.js'
import { runFlags } from './options.js'
import { parseCount, parseSize } from './size.js'

/** The variables of the process. Node has lost bytes of those that are no UTF-8. */
async function inherited(): Promise<Readonly<NodeJS.ProcessEnv>> {
  const { env } = process
  if (!Object.entries(env).flat().join('').includes('\ufffd')) return env
  return (await import('./bytes.js')).exactVariables(env)
}

/** The environment that the flags describe. */
async function environment({ flags }: Parsed): Promise<Record<string, string>> {
  const pairs = flags.get('env') ?? []
  // Windows has some of its own, whose names begin with `=`.
  const variables = Object.entries(flags.has('env-inherit') ? await inherited() : {})
    .map(([key, value = '']) => [key, value] as const)
    .filter(([key]) => key !== '' && !key.includes('='))
  const given = pairs.map(pair => {
    const at = pair.indexOf('=')
    if (at <= 0) throw new Complaint(`invalid environment variable: ${pair}`)
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return Object.fromEntries([...variables, ...given])
}

/** The value of a flag that is a number of something, or nothing. */
function numberOf(parsed: Parsed, name: string, parse: (text: string) => number | undefined) {
  const text = parsed.flags.get(name)?.at(-1)
  if (text === undefined) return undefined
  const number = parse(text)
  if (number === undefined) throw new Complaint(`invalid value "${text}" for flag -${name}: parse error`, 2)
  return number
}

/** Nanoseconds; 0 is no timeout. */
function timeoutOf(parsed: Parsed): number {
  const timeout = numberOf(parsed, 'timeout', parseDuration) ?? 0
  if (timeout < 0)
    throw new Complaint(`timeout duration may not be negative, ${parsed.flags.get('timeout')!.at(-1)} given`)
  return timeout
}

/** What the guest may have; memory is counted in pages. */
function limitsOf(parsed: Parsed): LimitOptions {
  const memory = numberOf(parsed, 'max-memory', parseSize)
  return {
    memoryPages: memory === undefined ? undefined : Math.floor(memory / pageSize),
    tableElements: numberOf(parsed, 'max-table', parseCount),
    globals: numberOf(parsed, 'max-globals', parseCount),
  }
}

/** What the flags say of the run itself. */
function settings(parsed: Parsed) {
  const { flags } = parsed
  const last = (name: string) => flags.get(name)?.at(-1)
  return {
    largeFunctions: flags.has('large-functions'),
    interprets: flags.has('interpreter'),
    timeout: timeoutOf(parsed),
    limits: limitsOf(parsed),
    cachedir: last('cachedir'),
    invoke: last('invoke'),
    fetches: flags.has('fetch'),
    logging: loggingOf(parsed),
  }
}

const unmounted: Mounts = { preopens: {}, exposed: [] }

export async function command(given: readonly string[]): Promise<number> {
  const parsed = parseFlags(given, runFlags)
  if (parsed.flags.has('help')) {
    process.stderr.write((await import('./help.js')).usage('run'))
    return 0
  }
  const stack = numberOf(parsed, 'stack', parseSize)
  const [path, ...rest] = parsed.rest
  if (path === undefined) throw new Complaint('missing path to wasm file (see jitsam help run)')
  if (stack !== undefined) {
    const { isDeep, runDeep } = await import('./stack.js')
    if (!isDeep()) return runDeep(stack)
  }
  const asked = { env: await environment(parsed), ...settings(parsed) }
  const args = rest[0] === '--' ? rest.slice(1) : rest
  const mounts = parsed.flags.get('mount')
  const mounted = mounts === undefined ? unmounted : (await import('./mounts.js')).mountsOf(mounts)
  const listen = parsed.flags.get('listen')
  const listeners = listen && (await import('./listen/index.js')).listenersAt(listen)
  const bytes = readModule(path)
  const { execute } = await import('./execute.js')
  return execute({ path, bytes, args, ...mounted, listeners, ...asked })
}
