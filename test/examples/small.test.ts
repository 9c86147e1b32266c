// The examples that are a file or two, as their own README says, with the package as it is installed.
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { has } from '../needs.js'
import { install } from '../package/installed.js'
import { serve } from '../places/browsers.js'
import { root } from '../sources.js'

const { folder } = install()
for (const name of ['jitless', 'log', 'page'])
  cpSync(join(root, 'examples', name), join(folder, name), { recursive: true })

/** The command that a README gives, behind what installs. */
function run(name: string) {
  const [, command] = /^npm install \S+ && (node .*)$/m.exec(
    readFileSync(join(folder, name, 'README.md'), 'utf8'),
  )!
  const [, ...args] = command!.split(' ')
  return spawnSync(process.execPath, args, { cwd: join(folder, name), encoding: 'utf8' })
}

test('Node without a compiler', () => {
  expect(run('jitless').stdout).toBe('2 + 3 = 5\n200 fetched\n')
})

test('a program with a log', () => {
  const { stdout, stderr } = run('log')
  expect(stdout).toBe('hello from wasm\n')
  expect(stderr).toMatch(/==> wasi_snapshot_preview1\.fd_fdstat_get\(fd=1\)\n\s*<== .*errno=ESUCCESS/)
})

/** Tells the tests what the page shows. */
const reporting = `
await fetch('/seen', { method: 'POST', body: JSON.stringify(document.querySelector('#result').textContent) })`

const open = serve(path => {
  if (path === '/favicon.ico') return undefined
  const inPackage = path.startsWith('/node_modules/')
  const body = readFileSync(join(folder, inPackage ? '.' : 'page', path))
  return { body: path === '/main.mjs' ? `${body}${reporting}` : body }
})

if (has('chromium'))
  test('a page without WebAssembly', { timeout: 120_000 }, async () => {
    expect(await open('/index.html', { name: 'chromium', flags: '--jitless' })).toBe('2 + 3 = 5')
  })
else test.skip('a page without WebAssembly', () => {})
