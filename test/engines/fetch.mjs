// npm run engines [-- NAME…]
//
// Puts JavaScript engines for the tests into a cache of ours: deno, bun and hermes from npm, spidermonkey from the
// packages of Debian. All of them, or those that are named. JavaScriptCore's shell is a part of Debian's
// libjavascriptcoregtk-4.0-bin, which is installed by the system; QuickJS comes with `npm ci`.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cache = fileURLToPath(new URL('../../node_modules/.cache/jitsam-engines', import.meta.url))

const packages = {
  deno: '@deno/linux-x64-glibc@2',
  bun: '@oven/bun-linux-x64@1',
  hermes: 'hermes-engine-cli@0.12',
}

const archives = { spidermonkey: 'libmozjs-102-dev' }

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
const run = (command, args, cwd = cache) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] })

/** @param {string} name */
function unpack(name) {
  const folder = join(cache, 'archives')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  run('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', name], folder)
  for (const file of readdirSync(folder)) run('dpkg-deb', ['-x', join(folder, file), cache])
}

const known = { ...packages, ...archives }
const named = process.argv.slice(2)
const unknown = named.filter(name => !Object.hasOwn(known, name))
if (unknown.length > 0)
  throw new TypeError(`not known: ${unknown.join()}; known: ${Object.keys(known).join()}`)
const wanted = named.length > 0 ? named : Object.keys(known)

mkdirSync(cache, { recursive: true })
writeFileSync(join(cache, 'package.json'), '{ "private": true }\n')
const fromNpm = Object.entries(packages).filter(([name]) => wanted.includes(name))
if (fromNpm.length > 0)
  run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...fromNpm.map(([, name]) => name)])
for (const [name, archive] of Object.entries(archives)) if (wanted.includes(name)) unpack(archive)
console.log(`in ${cache}: ${wanted.join(', ')}`)
