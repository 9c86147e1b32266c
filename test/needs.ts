// What some tests need that a machine may not have. A test asks `has` and is skipped if it is not there; with
// JITSAM_REQUIRE=spec,corpus that is a failure, so that a run that must be whole cannot pass by skipping. The last
// lines of a run list what was missing (reporter.ts).
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { root } from './sources.js'

const runs = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0

/** Where Debian's package of that name puts it. */
export const chromium = '/usr/bin/chromium'
/** The same. */
export const firefox = '/usr/bin/firefox-esr'

/** By the word for JITSAM_REQUIRE: whether it is there, and what is said if not. */
const needs = {
  spec: {
    isThere: () => existsSync(`${root}../shared/spec`),
    missing: 'the folder ../shared/spec: the official suite was not run',
  },
  corpus: {
    isThere: () => existsSync(`${root}../shared/corpus`),
    missing: 'the folder ../shared/corpus: real packages were not run',
  },
  esbuild: {
    isThere: () =>
      existsSync(`${root}node_modules/.cache/jitsam-corpus/node_modules/esbuild-wasm/esbuild.wasm`),
    missing: 'esbuild-wasm, which `npm run corpus` installs: its module of 14 MB was not run',
  },
  python: {
    isThere: () => runs('python3', '--version'),
    missing: 'python3: the adapter of the wasi-testsuite was not tested',
  },
  chromium: {
    isThere: () => existsSync(chromium),
    missing: `${chromium}: pages were not tested`,
  },
  firefox: {
    isThere: () => existsSync(firefox),
    missing: `${firefox}: pages were not tested there`,
  },
  linux: {
    isThere: () => process.platform === 'linux',
    missing: 'Linux: FIFOs, terminals, /proc and races were not tested',
  },
} as const

export type Need = keyof typeof needs

const known = new Map<Need, boolean>()

const isThere = (name: Need): boolean => {
  const found = known.get(name) ?? needs[name].isThere()
  known.set(name, found)
  return found
}

const required = (): readonly string[] =>
  (process.env.JITSAM_REQUIRE ?? '').split(',').filter(name => name !== '')

/** Whether something is there; an error if it is not, and must be. */
export function has(name: Need): boolean {
  for (const word of required())
    if (!Object.hasOwn(needs, word)) throw new TypeError(`JITSAM_REQUIRE: there is nothing called ${word}`)
  if (isThere(name)) return true
  if (required().includes(name)) throw new TypeError(`JITSAM_REQUIRE: missing ${needs[name].missing}`)
  return false
}

/** What is not there, in words. */
export const missing = (): readonly string[] =>
  (Object.keys(needs) as Need[]).filter(name => !isThere(name)).map(name => needs[name].missing)
