#!/usr/bin/env node
// Starts the command line. That is 150 modules, which take a third of a second to find, read and compile; for
// most small programs that is most of the work. So the build makes two scripts of them (src/build/bundle.ts),
// of which the second is loaded when there is something to translate, and V8's code for each is kept beside
// it. The first run that finds none writes it when its work is done, so that it holds the functions that a
// run needs.
//
// V8 believes whatever stands in such a file. Who can write it can as well write the program itself, since it
// stands in the same folder; nowhere else would that be so.
//
// This file loads as little as it can, and is CommonJS: to find and link a single module takes Node 10 ms.

import fs = require('node:fs')
import path = require('node:path')
import vm = require('node:vm')

import type * as CommandLine from './commands.js' with { 'resolution-mode': 'import' }

/** Modules that few runs need, and whose loading takes milliseconds. */
const costly: ReadonlySet<string> = new Set(['node:crypto', 'node:tty', 'node:v8', 'node:worker_threads'])

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
const keep = (file: string, data: Buffer): void =>
  attempt(() => {
    fs.writeFileSync(`${file}.${process.pid}`, data, { flag: 'wx', mode: 0o644 })
    fs.renameSync(`${file}.${process.pid}`, file)
  })

const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants

/**
 * What is kept for a script, unless somebody may have written it who cannot write the script: it must be a
 * file that belongs to the user, to root, or to whom the script belongs, and that no one else can write.
 */
const kept = (file: string, script: string): Buffer | undefined =>
  attempt(() => {
    const descriptor = fs.openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const stat = fs.fstatSync(descriptor)
      const owners = [process.geteuid?.(), 0, fs.statSync(script).uid]
      const isSafe = process.geteuid === undefined || (owners.includes(stat.uid) && !(stat.mode & 0o022))
      return stat.isFile() && isSafe ? fs.readFileSync(descriptor) : undefined
    } finally {
      fs.closeSync(descriptor)
    }
  })

/** What loads a module by its name, for one that has become part of a script. */
type Require = (name: string) => unknown

/** Evaluates a script, with V8's code for it if that is known; what it exports. */
function evaluate(name: string, provide: Require): object {
  const filename = path.join(__dirname, name)
  const text = fs.readFileSync(filename, 'latin1')
  // The first line names the build.
  const file = `${filename}.${text.slice(3, text.indexOf('\n'))}-${process.version}-${process.arch}`
  const cachedData = kept(file, filename)
  const script = new vm.Script(text, { filename, ...(cachedData && { cachedData }) })
  if (cachedData === undefined && isTypical)
    process.once('exit', code => code === 0 && keep(file, script.createCachedData()))
  const exports = {}
  script.runInThisContext()(exports, provide, filename)
  return exports
}

/** Loads the second script, which shares modules with the first. */
const load = (shared: Readonly<Record<string, object>>): object =>
  evaluate('translator.cjs', name => shared[name])

function provide(name: string): unknown {
  if (name === 'translator') return { load }
  return costly.has(name) ? new Proxy({}, { get: (_, key) => require(name)[key] }) : require(name)
}

// What Node says where a promise is waited for that nobody will keep.
process.exitCode = 13
const { main } = evaluate('bundle.cjs', provide) as typeof CommandLine
void main(process.argv.slice(2))
