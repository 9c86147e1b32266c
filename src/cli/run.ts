// `jitsam run app.wasm args…`: what the flags and arguments ask for. The engine is loaded only when there
// is a file to run.
import { readFileSync } from 'node:fs'
import { Complaint, reasonOf } from './complaint.js'
import { parseFlags } from './flags.js'
import { runFlags } from './options.js'

function readModule(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    const what = (error as NodeJS.ErrnoException).code === 'EISDIR' ? 'read' : 'open'
    throw new Complaint(`error reading wasm binary: ${what} ${path}: ${reasonOf(error)}`)
  }
}

/** The environment that the flags describe. */
function environment(
  pairs: readonly string[],
  inherited: Readonly<NodeJS.ProcessEnv>,
): Record<string, string> {
  const variables = Object.entries(inherited).map(([key, value = '']) => [key, value] as const)
  const given = pairs.map(pair => {
    const at = pair.indexOf('=')
    if (at <= 0) throw new Complaint(`invalid environment variable: ${pair}`)
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return Object.fromEntries([...variables, ...given])
}

export async function command(given: readonly string[]): Promise<number> {
  const parsed = parseFlags(given, runFlags)
  if (parsed.flags.has('help')) {
    process.stderr.write((await import('./help.js')).usage('run'))
    return 0
  }
  const [path, ...rest] = parsed.rest
  if (path === undefined) throw new Complaint('missing path to wasm file (see jitsam help run)')
  const env = environment(parsed.flags.get('env') ?? [], parsed.flags.has('env-inherit') ? process.env : {})
  const args = rest[0] === '--' ? rest.slice(1) : rest
  const bytes = readModule(path)
  const { execute } = await import('./execute.js')
  return execute({ path, bytes, args, env })
}
