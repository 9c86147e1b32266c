// The example of a server, with real requests: each of its ways answers, and each hostile guest is ended. It needs
// Fastify, which npm installs into a folder of its own; without a network the test is skipped.
import { execFileSync } from 'node:child_process'
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { install } from '../package/installed.js'
import { root } from '../sources.js'

/** Where the example is, with all that it needs; nothing if that cannot be installed. */
function installed(): string | undefined {
  const { folder, tarball } = install()
  for (const name of readdirSync(join(root, 'examples/server')))
    if (name !== 'node_modules')
      cpSync(join(root, 'examples/server', name), join(folder, name), { recursive: true })
  rmSync(join(folder, 'node_modules'), { recursive: true })
  writeFileSync(join(folder, '.npmrc'), 'fund=false\naudit=false\nfetch-retries=0\n')
  try {
    execFileSync('npm', ['install', '--silent', '--no-save', tarball, 'fastify@5'], {
      cwd: folder,
      stdio: 'ignore',
      timeout: 120_000,
    })
  } catch {
    console.log('Fastify cannot be installed: the test of examples/server is skipped')
    return undefined
  }
  return folder
}

interface App {
  listen(options: { port: number }): Promise<string>
  close(): Promise<void>
}

const folder = installed()
const ways = ['pooled', 'fresh', 'threads']
const text = 'apples 3.5\npears 1\nwhat is this\napples 4\n'
const report = {
  lines: 3,
  names: [
    { name: 'apples', count: 2, sum: 7.5, mean: 3.75 },
    { name: 'pears', count: 1, sum: 1, mean: 1 },
  ],
}

describe.runIf(folder !== undefined)('the server of the example', () => {
  const lines: Readonly<Record<string, unknown>>[] = []
  let app: App
  let address: string

  beforeAll(async () => {
    const { makeServer } = await import(pathToFileURL(join(folder!, 'server.mjs')).href)
    const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
    app = makeServer({ deadline: 3000, logger: { stream } })
    address = await app.listen({ port: 0 })
  })
  afterAll(() => app.close())

  const ask = async (way: string, body: string) => {
    const headers = { 'content-type': 'text/plain' }
    const response = await fetch(`${address}/${way}`, { method: 'POST', headers, body })
    return { status: response.status, answer: (await response.json()) as unknown }
  }

  test.each(ways)('%s answers each request by itself', async way => {
    for (let round = 0; round < 3; round++)
      expect(await ask(way, text)).toEqual({ status: 200, answer: report })
    expect(await Promise.all(Array.from({ length: 20 }, () => ask(way, text)))).toEqual(
      Array.from({ length: 20 }, () => ({ status: 200, answer: report })),
    )
    expect(lines).toContainEqual(expect.objectContaining({ guest: 'not understood: what is this' }))
  })

  const hostile = [
    { line: 'loop', status: 504, error: 'DeadlineError' },
    { line: 'trap', status: 502, error: 'RuntimeError' },
    { line: 'recurse', status: 502, error: expect.stringMatching('RangeError|RuntimeError') },
    { line: 'grow', status: 422, error: 'Exit' },
  ]
  describe.each(ways)('%s', way => {
    test.each(hostile)(
      'ends a guest that does what it should not: $line',
      async ({ line, status, error }) => {
        const answer = await ask(way, `${text}${line}\n`)
        expect(answer).toEqual({ status, answer: expect.objectContaining({ error }) })
        expect(await ask(way, text)).toEqual({ status: 200, answer: report })
      },
    )
  })

  test('what is too long is refused', async () => {
    expect(await ask('pooled', 'x'.repeat(2 << 20))).toMatchObject({ status: 413 })
  })
})
