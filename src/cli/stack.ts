// `--stack 64MiB`: guests that recurse deeply, or guard their own depth and find the engine's first. How
// large the stack of a process is, the engine must know before it starts. So the command is run once more, as
// a process of its own, by a shell that raises the limit of the system where it is lower.
import { execFileSync, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { Complaint } from './complaint.js'

const kilobyte = 1024
const least = 1024 * kilobyte
const most = 1024 * 1024 * kilobyte

/** What the system's limit must be above the engine's: functions of the engine itself look at nothing. */
const reserve = 512 * kilobyte

/** Whether this process is the one with the larger stack. */
export const isDeep = (): boolean => process.execArgv.some(arg => arg.startsWith('--stack-size='))

/** Says the limit, raises it, and becomes the command. */
const script = 'ulimit -s "$1" && shift && exec "$@"'

/** How far the limit can be raised, in bytes. */
function highest(): number {
  const text = execFileSync('sh', ['-c', 'ulimit -H -s'], { encoding: 'utf8' }).trim()
  return text === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text) * kilobyte
}

function check(size: number): void {
  if (size < least || size > most) throw new Complaint('invalid stack: it can be from 1MiB to 1GiB', 2)
  if (process.platform === 'win32')
    throw new Complaint('a larger stack is not to be had on Windows: its size stands in the program of Node')
  const limit = highest()
  if (size + reserve > limit)
    throw new Complaint(
      `the system allows a stack of ${Math.floor((limit - reserve) / kilobyte)} KiB at most`,
    )
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

/**
 * Runs this command again with a stack of `size` bytes; its exit code. What ends it by a signal ends this
 * one, too.
 */
export async function runDeep(size: number): Promise<number> {
  check(size)
  const kilobytes = (bytes: number): string => String(Math.ceil(bytes / kilobyte))
  const node = [process.execPath, ...process.execArgv, `--stack-size=${kilobytes(size)}`]
  const args = ['-c', script, 'sh', kilobytes(size + reserve), ...node, ...process.argv.slice(1)]
  const child = spawn('sh', args, { stdio: 'inherit' })
  const forward = (signal: NodeJS.Signals): void => void child.kill(signal)
  for (const signal of forwarded) process.on(signal, forward)
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve([code, signal]))
  })
  for (const each of forwarded) process.off(each, forward)
  if (signal === null) return code!
  process.kill(process.pid, signal)
  return 128 + constants.signals[signal]
}
