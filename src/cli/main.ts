#!/usr/bin/env node
// The command line. A command is a module of its own, loaded when it is asked for: starting is what most runs
// of a small program consist of. Whatever a command cannot do is one line on stderr.
import { Complaint } from './complaint.js'

interface Command {
  command(args: readonly string[]): number | Promise<number>
}

const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: () => import('./run.js'),
  compile: () => import('./compile.js'),
  version: () => import('./version.js'),
  help: () => import('./help.js'),
}

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || /^--?h(elp)?$/.test(name)) {
    process.stderr.write((await import('./help.js')).usage())
    return 0
  }
  if (name.startsWith('-')) throw new Complaint(`flag provided but not defined: ${name} (see jitsam help)`, 2)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (load === undefined) throw new Complaint(`invalid command: ${name} (see jitsam help)`)
  return (await load()).command(args)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const { message } = error as Error
  console.error(error instanceof Complaint ? message : `internal error: ${message}`)
  process.exitCode = error instanceof Complaint ? error.exitCode : 1
}
