#!/usr/bin/env node
// Starts the command line. That is 150 modules, which take a third of a second to find, read and compile; for
// most small programs that is most of the work. So the build makes one script of them (src/build/bundle.ts),
// and V8's code for that script is kept beside it. The first run that finds none writes it when its work is
// done, so that it holds the functions that a run needs.
//
// V8 believes whatever stands in such a file. Who can write it can as well write the program itself, since it
// stands in the same folder; nowhere else would that be so.
//
// This file loads as little as it can. `import` of Node's own modules reads all they offer, which loads what
// is behind it; `getBuiltinModule` does not.

import type * as CommandLine from './commands.js'

const require: NodeJS.Require =
  (process.getBuiltinModule as NodeJS.Require | undefined) ??
  (await import('node:module')).createRequire(import.meta.url)

const { readFileSync, renameSync, writeFileSync } = require('node:fs') as typeof import('node:fs')
const { fileURLToPath } = require('node:url') as typeof import('node:url')
const { Script } = require('node:vm') as typeof import('node:vm')

/** Modules that few runs need, and whose loading takes milliseconds. */
const costly: ReadonlySet<string> = new Set(['node:crypto', 'node:tty', 'node:v8', 'node:worker_threads'])

/** What the script calls to load one of Node's modules; those are loaded when something of theirs is used. */
const provide = (name: string): unknown =>
  costly.has(name) ? new Proxy({}, { get: (_, key) => require(name)[key] }) : require(name)

function attempt<Value>(operation: () => Value): Value | undefined {
  try {
    return operation()
  } catch {
    return undefined
  }
}

/** Flags of V8 change its code, and other commands than this one need little of it. */
const isTypical =
  process.argv[2] === 'run' && process.execArgv.length === 0 && process.env.NODE_OPTIONS === undefined

/** The folder may belong to somebody else. Then each run compiles anew. */
const keep = (path: string, data: Buffer): void =>
  attempt(() => {
    writeFileSync(`${path}.${process.pid}`, data)
    renameSync(`${path}.${process.pid}`, path)
  })

function load(): typeof CommandLine {
  const filename = fileURLToPath(new URL('bundle.cjs', import.meta.url))
  const text = readFileSync(filename, 'latin1')
  // The first line names the build.
  const kept = `${filename}.${text.slice(3, text.indexOf('\n'))}-${process.version}-${process.arch}`
  const cachedData = attempt(() => readFileSync(kept))
  const script = new Script(text, { filename, ...(cachedData && { cachedData }) })
  if (cachedData === undefined && isTypical)
    process.once('exit', code => code === 0 && keep(kept, script.createCachedData()))
  const exports = {} as typeof CommandLine
  script.runInThisContext()(exports, provide, filename)
  return exports
}

await load().main(process.argv.slice(2))
