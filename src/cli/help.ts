// `jitsam help`: the commands, or the flags of one of them.
import { Complaint } from './complaint.js'
import { runFlags } from './options.js'

const summary = `jitsam CLI

Usage:
  jitsam <command>

Commands:
  run\t\tRuns a WebAssembly binary
  version\tDisplays the version of jitsam CLI
  help\t\tDisplays this text, or the options of a command
`

const runUsage = () => `jitsam CLI

Usage:
  jitsam run <options> <path to wasm file> [--] <wasm args>

Options:
${Object.entries({ ...runFlags, h: { type: 'boolean', help: 'Print usage' } })
  .sort()
  .map(([name, { type, help }]) => `  -${name}${type === 'string' ? ' value' : ''}\n    \t${help}`)
  .join('\n')}
`

/** The text of a command, or of them all. */
export function usage(command?: string): string {
  if (command === undefined || command === 'version' || command === 'help') return summary
  if (command === 'run') return runUsage()
  throw new Complaint(`invalid command: ${command} (see jitsam help)`)
}

export function command(args: readonly string[]): number {
  process.stdout.write(usage(args[0]))
  return 0
}
