import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '../../needs.js'
import { type EngineName, run } from './guest.js'
import { build, isInstalled, runInOwnHost, toolchains } from './toolchains.js'

let server: Server
let address = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url !== '/echo') {
      response.setHeader('X-Answer', '42').end(`hello ${request.url}`)
      return
    }
    let body = ''
    request.on('data', data => (body += data))
    request.on('end', () => {
      response.setHeader('X-Question', request.headers['x-question'] ?? '')
      response.writeHead(201).end(`${request.method} ${body}`)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const essence = (text: string): string => text.replace(/0x[\da-f]+|goroutine \d+/g, '')

const commands = [
  ...[['hello'], ['args', 'a'], ['exit', '3'], ['goroutines'], ['dials'], ['deadlock'], ['json'], ['regexp']],
  ...[['hash'], ['big'], ['collect'], ['panic'], ['nil'], ['values'], ['bytes'], ['callbacks']],
  ...[['exit-nested'], ['calls', '1000'], ['missing', '/none'], ['random']],
]

/** What is committed has been built by this one: programs.test.ts runs it. */
const committed = '1.19'

for (const toolchain of toolchains) {
  const { version } = toolchain
  const installed = isInstalled(toolchain)
  if (!installed) console.log(`Go ${version} is not installed: its tests are skipped`)

  describe.skipIf(!installed)(`Go ${version}`, { timeout: 180_000 }, () => {
    let file: URL

    beforeAll(() => {
      file = build(toolchain)
    }, 300_000)

    test.each(version === committed ? [['hello']] : commands)('%s', async (...args) => {
      const options = { file, env: { TMPDIR: '/tmp' }, args: [fileURLToPath(file), ...args] }
      const { code, stdout, stderr } = runInOwnHost(toolchain, file, args)
      const own = { code, stdout, stderr: essence(stderr) }
      const ours = await run('jitsam', args, options)
      expect({ ...ours, stderr: essence(ours.stderr) }).toEqual(own)
    })

    test.each<EngineName>(['jitsam', 'native'])('net/http, on %s', async engine => {
      const { stdout } = await run(engine, ['fetch', address], { file, fetch: globalThis.fetch as never })
      expect(stdout).toBe('200 42 hello /hello?x=1\n201 [X-Question] POST some text\ntrue\n')
    })

    test('net/http without leave', async () => {
      const { stdout } = await run('native', ['fetch', address], { file })
      expect(stdout).toContain('error: Get')
      expect(stdout).toContain('onnection refused')
    })
  })
}

const esbuild = new URL(
  '../../../node_modules/.cache/jitsam-corpus/node_modules/esbuild-wasm/esbuild.wasm',
  import.meta.url,
)

test.skipIf(!has('esbuild'))('esbuild transforms', { timeout: 300_000 }, async () => {
  const source = `export class A<T>{ x: number = 1 }
    const enum E { A = 1 << 3 }
    console.log(E.A, <div>{1n}</div>)`
  const args = ['--loader=tsx', '--target=es2020', '--minify']
  const ours = await run('jitsam', args, { file: esbuild, stdin: source })
  expect(ours).toEqual(await run('native', args, { file: esbuild, stdin: source }))
  expect(ours.code).toBe(0)
  expect(ours.stdout).toContain('console.log(8,React.createElement("div",null,1n))')
})
