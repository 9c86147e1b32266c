// Pages in Chromium and in Firefox: some that may do everything, some whose policy lets them evaluate neither text nor
// wasm, and some in a browser that has no WebAssembly, and no compiler if it is Chromium, as under Lockdown Mode. What
// the plug-in shows there is what it shows with Node's own WebAssembly.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { has } from '../needs.js'
import { root } from '../sources.js'
import { type Browser, type Served, serve } from './browsers.js'
import { plugin } from './plugin.js'
import { use } from './plugin.mjs'

interface Page {
  readonly policy?: string
  /** Statements of a module that leave the namespace in `engine`. */
  readonly script: string
  /** Where it is opened. */
  readonly browsers: readonly Browser[]
  /** Whether the page says that it interprets, and whether it has WebAssembly of its own. */
  readonly expected: { readonly warnings: number; readonly had: boolean }
}

const packaged = "const engine = (await import('/package/index.js')).WebAssembly"

const usual: readonly Browser[] = [{ name: 'chromium' }, { name: 'firefox' }]

const pages: Readonly<Record<string, Page>> = {
  'that may do everything': {
    script: packaged,
    browsers: usual,
    expected: { warnings: 0, had: true },
  },
  'that may evaluate neither text nor wasm': {
    policy: "script-src 'self'",
    script: packaged,
    browsers: usual,
    expected: { warnings: 1, had: true },
  },
  'that may evaluate no text': {
    policy: "script-src 'self' 'wasm-unsafe-eval'",
    script: packaged,
    browsers: usual,
    expected: { warnings: 1, had: true },
  },
  'that has no WebAssembly': {
    script: "await import('/package/polyfill.js'); const engine = WebAssembly",
    browsers: [
      { name: 'chromium', flags: '--jitless' },
      { name: 'firefox', preferences: { 'javascript.options.wasm': false } },
    ],
    expected: { warnings: 0, had: false },
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

function fileAt(path: string): Served | undefined {
  if (path === '/plugin.wasm') return { body: plugin }
  if (path === '/plugin.mjs') return { body: readFileSync(`${root}test/places/plugin.mjs`) }
  if (path === '/hello.wasm') return { body: readFileSync(`${root}test/fixtures/wasi/hello.wasm`) }
  if (path.startsWith('/package/'))
    return { body: readFileSync(join(root, 'dist/package/esm', path.slice('/package/'.length))) }
  const [, folder, name] = /^\/(page|script)\/(.*)\.\w+$/.exec(path) ?? []
  const page = pages[name ?? '']
  if (page === undefined) return undefined
  const body = `<!doctype html><script type="module" src="/script/${name}.js"></script>`
  return { body: folder === 'page' ? body : scriptOf(page), policy: page.policy }
}

const open = serve(fileAt)

const rows = Object.entries(pages).flatMap(([name, { browsers }]) =>
  browsers.map(browser => ({ name, browser })),
)

for (const needed of ['chromium', 'firefox'] as const) {
  const own = rows.filter(({ browser }) => browser.name === needed)
  if (has(needed))
    test.each(own)(`${needed}: a page $name`, { timeout: 120_000 }, async ({ name, browser }) => {
      const { WebAssembly: native } = globalThis as unknown as {
        readonly WebAssembly: Parameters<typeof use>[0]
      }
      const lines = await use(native, plugin)
      const seen = await open(`/page/${name}.html`, browser)
      expect(seen).toEqual({ ...pages[name]!.expected, lines, hello: 'hello from wasm\n' })
    })
  else test.skip(`pages in ${needed}`, () => {})
}
