// `jitsam help`: the commands, or the flags of one of them.
import { Complaint } from './complaint.js'
import type { Flags } from './flags.js'
import { compileFlags, explainFlags, runFlags } from './options.js'

const summary = `jitsam CLI

Usage:
  jitsam <command>

Commands:
  compile\tPre-compiles a WebAssembly binary
  explain\tShows what becomes of a function, step by step
  run\t\tRuns a WebAssembly binary
  version\tDisplays the version of jitsam CLI
  help\t\tDisplays this text, or the options of a command
`

const flagLines = (flags: Flags): string =>
  Object.entries({ ...flags, h: { type: 'boolean', help: 'Print usage' } } satisfies Flags)
    .sort()
    .map(([name, { type, help, value = 'value' }]: [string, Flags[string]]) => {
      const head = `  -${name}${type === 'string' ? ` ${value}` : ''}`
      return `${head}\n    \t${help.replaceAll('\n', '\n    \t')}`
    })
    .join('\n')

const usageOf = (line: string, flags: Flags): string => `jitsam CLI

Usage:
  jitsam ${line}

Options:
${flagLines(flags)}
`

/** The text of a command, or of them all. */
export function usage(command?: string): string {
  if (command === undefined || command === 'version' || command === 'help') return summary
  if (command === 'run') return usageOf('run <options> <path to wasm file> [--] <wasm args>', runFlags)
  if (command === 'compile') return usageOf('compile <options> <path to wasm file>', compileFlags)
  if (command === 'explain') return usageOf('explain <options> <path to wasm file>', explainFlags)
  throw new Complaint(`invalid command: ${command} (see jitsam help)`)
}

export function command(args: readonly string[]): number {
  process.stdout.write(usage(args[0]))
  return 0
}
