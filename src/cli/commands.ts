// The commands. Each is a module of its own, loaded when it is asked for. Whatever a command cannot do is one
// line on stderr.
import { printable } from '../wasm/printable.js'
import { Complaint } from './complaint.js'

interface Command {
  command(args: readonly string[]): number | Promise<number>
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: () => import('./run.js'),
  compile: () => import('./compile.js'),
  explain: () => import('./explain.js'),
  version: () => import('./version.js'),
  help: () => import('./help.js'),
}

/** Node has lost bytes of an argument that is no UTF-8. */
async function exactly(args: readonly string[]): Promise<readonly string[]> {
  if (!args.some(arg => arg.includes('\ufffd'))) return args
  return (await import('./bytes.js')).exactArguments(args)
}

async function perform([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || /^--?h(elp)?$/.test(name)) {
    process.stderr.write((await import('./help.js')).usage())
    return 0
  }
  if (name.startsWith('-')) throw new Complaint(`flag provided but not defined: ${name} (see jitsam help)`, 2)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) throw new Complaint(`invalid command: ${name} (see jitsam help)`)
  return (await load()).command(args)
}

/** Performs a command, and leaves its exit code to the process. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await perform(await exactly(args))
  } catch (error) {
    const { message } = error as Error
    console.error(printable(error instanceof Complaint ? message : `internal error: ${message}`))
    process.exitCode = error instanceof Complaint ? error.exitCode : 1
  }
}
