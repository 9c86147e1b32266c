// Browsers, headless, each with a profile of its own, and the server of the pages that they open. A page reports what
// it has seen by posting JSON to `/seen`.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { chromium, firefox } from '../needs.js'

export interface Served {
  readonly body: string | Uint8Array
  /** What the page is allowed. */
  readonly policy?: string | undefined
}

/** A browser, and what it is told: flags for V8, or preferences of Firefox. */
export interface Browser {
  readonly name: 'chromium' | 'firefox'
  readonly flags?: string
  readonly preferences?: Readonly<Record<string, boolean>>
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
}

/** Silent towards the network. */
const quiet = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
]

const quietly = {
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.update.enabled': false,
  'toolkit.telemetry.enabled': false,
}

function commandFor({ name, flags, preferences }: Browser, profile: string): readonly string[] {
  if (name === 'chromium') {
    const more = flags === undefined ? [] : [`--js-flags=${flags}`]
    return [chromium, ...quiet, `--user-data-dir=${profile}`, ...more]
  }
  const all = Object.entries({ ...quietly, ...preferences })
  const lines = all.map(([key, value]) => `user_pref(${JSON.stringify(key)}, ${value});`)
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  return [firefox, '--headless', '--no-remote', '--profile', profile]
}

/** Serves pages while the tests of a file run; what is returned opens one, and waits for what it reports. */
export function serve(fileAt: (path: string) => Served | undefined) {
  let seen: (value: unknown) => void = () => {}

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '', 'http://localhost')
    if (pathname === '/seen') {
      const chunks = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      response.end()
      seen(JSON.parse(Buffer.concat(chunks).toString()))
      return
    }
    const file = fileAt(decodeURIComponent(pathname))
    if (file === undefined) response.statusCode = 404
    response.setHeader('content-type', types[extname(pathname)] ?? 'text/javascript')
    if (file?.policy !== undefined) response.setHeader('content-security-policy', file.policy)
    response.end(file?.body)
  }

  const server = createServer((request, response) => void answer(request, response))
  beforeAll(() => new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve)))
  afterAll(() => void server.close())

  return async function open(path: string, chosen: Browser): Promise<unknown> {
    const profile = mkdtempSync(join(tmpdir(), 'jitsam-'))
    const { port } = server.address() as AddressInfo
    let browser: ChildProcess | undefined
    try {
      return await new Promise((resolve, reject) => {
        seen = resolve
        const [command, ...args] = commandFor(chosen, profile)
        const address = `http://127.0.0.1:${port}${encodeURI(path)}`
        browser = spawn(command!, [...args, address], { stdio: 'ignore', detached: true })
        browser.on('error', reject)
        browser.on('exit', status => reject(new Error(`${command} ended with ${status}`)))
      })
    } finally {
      if (browser?.pid !== undefined && browser.exitCode === null) process.kill(-browser.pid, 'SIGKILL')
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  }
}
