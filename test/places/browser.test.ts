// Pages in Chromium, headless, served from here: one that may do everything, one whose policy lets it evaluate
// neither text nor wasm, and one in a browser that has no WebAssembly and no compiler, as under Lockdown Mode. What
// the plug-in shows there is what it shows with Node's own WebAssembly.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromium, has } from '../needs.js'
import { root } from '../sources.js'
import { plugin } from './plugin.js'
import { use } from './plugin.mjs'

interface Page {
  readonly policy?: string
  /** Flags for V8. */
  readonly flags?: string
  /** Statements of a module that leave the namespace in `engine`. */
  readonly script: string
}

interface Seen {
  readonly lines: readonly string[]
  readonly hello: string
  readonly warnings: number
  readonly had: boolean
  readonly error?: string
}

const packaged = "const engine = (await import('/package/index.js')).WebAssembly"

const pages: Readonly<Record<string, Page>> = {
  'that may do everything': { script: packaged },
  'that may evaluate neither text nor wasm': { policy: "script-src 'self'", script: packaged },
  'that may evaluate no text': { policy: "script-src 'self' 'wasm-unsafe-eval'", script: packaged },
  'that has no WebAssembly': {
    flags: '--jitless',
    script: "await import('/package/polyfill.js'); const engine = WebAssembly",
  },
}

/** The module of a page: it reports what it has seen, or why it has not. */
const scriptOf = ({ script }: Page): string => `
const had = typeof WebAssembly === 'object'
let warnings = 0
console.warn = () => { warnings++ }
const report = seen => fetch('/seen', { method: 'POST', body: JSON.stringify({ ...seen, warnings, had }) })
const bytesOf = async path => new Uint8Array(await (await fetch(path)).arrayBuffer())
try {
  ${script}
  const { use } = await import('/plugin.mjs')
  const { wasi } = await import('/package/imports/wasi.js')
  const lines = await use(engine, await bytesOf('/plugin.wasm'))
  let hello = ''
  const stdout = { write: chunk => { hello += new TextDecoder().decode(chunk); return chunk.length } }
  const system = wasi({ stdout })
  const { instance } = await engine.instantiate(await bytesOf('/hello.wasm'), system.imports)
  system.start(instance)
  await report({ lines, hello })
} catch (error) {
  await report({ error: String(error.stack) })
}`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.wasm': 'application/wasm',
}

function fileOf(path: string): string | Uint8Array {
  if (path === '/plugin.wasm') return plugin
  if (path === '/plugin.mjs') return readFileSync(`${root}test/places/plugin.mjs`)
  if (path === '/hello.wasm') return readFileSync(`${root}test/fixtures/wasi/hello.wasm`)
  const [, folder = '', name = ''] = /^\/(page|script)\/(.*)\.\w+$/.exec(path) ?? []
  if (folder === 'page') return `<!doctype html><script type="module" src="/script/${name}.js"></script>`
  if (folder === 'script') return scriptOf(pages[decodeURIComponent(name)]!)
  if (path.startsWith('/package/')) return readFileSync(join(root, 'dist/package/esm', path.slice(9)))
  throw new RangeError(`nothing at ${path}`)
}

let seen: (value: Seen) => void = () => {}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://localhost')
  if (pathname === '/seen') {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    response.end()
    seen(JSON.parse(Buffer.concat(chunks).toString()) as Seen)
    return
  }
  try {
    const body = fileOf(pathname)
    const { policy } = pages[decodeURIComponent(pathname.replace(/^\/page\/|\.html$/g, ''))] ?? {}
    response.setHeader('content-type', types[extname(pathname)] ?? 'text/javascript')
    if (policy !== undefined) response.setHeader('content-security-policy', policy)
    response.end(body)
  } catch {
    response.statusCode = 404
    response.end()
  }
}

const server = createServer((request, response) => void answer(request, response))

beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)))
afterAll(() => void server.close())

/** Headless, and silent towards the network. */
const quiet = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
]

/** Opens a page, and waits for what it reports. */
async function open(name: string): Promise<Seen> {
  const profile = mkdtempSync(join(tmpdir(), 'jitsam-'))
  const { flags } = pages[name]!
  const { port } = server.address() as AddressInfo
  let browser: ChildProcess | undefined
  try {
    return await new Promise((resolve, reject) => {
      seen = resolve
      const more = flags === undefined ? [] : [`--js-flags=${flags}`]
      const address = `http://127.0.0.1:${port}/page/${encodeURIComponent(name)}.html`
      browser = spawn(chromium, [...quiet, `--user-data-dir=${profile}`, ...more, address], {
        stdio: 'ignore',
        detached: true,
      })
      browser.on('error', reject)
      browser.on('exit', status => reject(new Error(`Chromium ended with ${status}`)))
    })
  } finally {
    if (browser?.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid, 'SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Whether the page says that it interprets, and whether it has WebAssembly of its own. */
const expected: Readonly<Record<string, Pick<Seen, 'warnings' | 'had'>>> = {
  'that may do everything': { warnings: 0, had: true },
  'that may evaluate neither text nor wasm': { warnings: 1, had: true },
  'that may evaluate no text': { warnings: 1, had: true },
  'that has no WebAssembly': { warnings: 0, had: false },
}

if (has('chromium')) {
  test.each(Object.keys(pages))('a page %s', { timeout: 120_000 }, async name => {
    const { WebAssembly: native } = globalThis as unknown as {
      readonly WebAssembly: Parameters<typeof use>[0]
    }
    const lines = await use(native, plugin)
    expect(await open(name)).toEqual({ ...expected[name], lines, hello: 'hello from wasm\n' })
  })
} else {
  test.skip('pages in Chromium', () => {})
}
