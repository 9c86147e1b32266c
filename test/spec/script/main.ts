// npm run spec -- FOLDER [--bits] [--native] [NAME…]
// npm run spec -- --fetch
//
// Runs the official test suite from its own sources: a checkout of WebAssembly/testsuite, or the folder
// `test/core` of WebAssembly/spec, whose scripts are converted on the way. What is not translated yet is left out
// and counted by its reason; anything else that does not pass is printed, and the exit code is then 1.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { WebAssembly } from '#src/index.js'
import type { Namespace } from './call.js'
import { convert } from './commands.js'
import { type Report, runner } from './run.js'
import { assembler } from './tools.js'

/** At the root of the project, of which this file's compiled form lies one folder deeper. */
const here = fileURLToPath(new URL('.', import.meta.url)).replace(/\/dist\//, '/')
const cache = join(here, '../../../node_modules/.cache/jitsam-spec')

/** Where the suite is, and the state of it that is fetched. */
const address = 'https://github.com/WebAssembly/testsuite'
const commit = '193e551'

function fetched(): string {
  const folder = join(cache, 'testsuite')
  if (!existsSync(folder)) execFileSync('git', ['clone', '--quiet', address, folder], { stdio: 'inherit' })
  execFileSync('git', ['checkout', '--quiet', commit], { cwd: folder, stdio: 'inherit' })
  return folder
}

/** The scripts below a folder; proposals are not the standard yet. */
const scriptsIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter(path => path.endsWith('.wast') && !/(^|[\\/])(proposals|legacy)[\\/]/.test(path))
    .sort()
    .map(path => join(folder, path))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { bits: { type: 'boolean' }, native: { type: 'boolean' }, fetch: { type: 'boolean' } },
})
const usage = 'npm run spec -- FOLDER [--bits] [--native] [NAME…], or --fetch in place of the folder'

/** Runs the scripts of a folder whose names hold one of these, or all; the exit code. */
async function all(folder: string, names: readonly string[]): Promise<number> {
  const assemble = await assembler(cache)
  const namespace = (values.native ? Reflect.get(globalThis, 'WebAssembly') : WebAssembly) as Namespace
  const run = await runner(namespace, assemble)
  const skipped: Record<string, number> = {}
  let [files, passed, failed] = [0, 0, 0]
  const add = (report: Report) => {
    files++
    passed += report.passed
    failed += report.failures.length
    for (const [reason, count] of Object.entries(report.skipped))
      skipped[reason] = (skipped[reason] ?? 0) + count
  }
  for (const path of scriptsIn(folder)) {
    const name = relative(folder, path)
    if (names.length > 0 && !names.some(part => name.includes(part))) continue
    const commands = await convert(readFileSync(path, 'latin1'), assemble)
    const report = await run(commands, { bits: values.bits === true })
    add(report)
    for (const failure of report.failures) console.log(`${name}, ${failure}`)
  }
  const left = Object.entries(skipped).sort(([, a], [, b]) => b - a)
  for (const [reason, count] of left) console.log(`left out, ${reason}: ${count}`)
  console.log(`${files} scripts: ${passed} commands pass, ${failed} fail`)
  return failed === 0 && files > 0 ? 0 : 1
}

function complain(what: string): void {
  console.error(what)
  process.exitCode = 2
}

async function main(): Promise<void> {
  const [folder, ...names] = values.fetch ? [fetched(), ...positionals] : positionals
  if (folder === undefined) complain(usage)
  else if (!existsSync(folder)) complain(`there is no folder ${folder}`)
  else process.exitCode = await all(folder, names)
}

// What npm or git could not do they have said themselves.
await main().catch((error: Error) => complain(error.message))
