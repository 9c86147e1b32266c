// Requests from a closed world. The embedder's `fetch` is given five options, of the host's own making, whatever
// the program passes; what it answers comes as texts, numbers and copies. Random sequences of everything that a
// program could do, and of some that none could, neither bring anything else to it nor end the process.
import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fetch, FetchInit } from '#imports/go/realm/web.js'
import { randomCalls } from './random-calls.mjs'
import { isObject, makeWorld, type World } from './world.js'

const address = 'http://127.0.0.1/'

interface Asked {
  readonly world: World
  readonly requests: { readonly resource: string; readonly init: FetchInit }[]
  /** `fetch` of the program, with options of the program's own. */
  fetch(resource: unknown, options?: Readonly<Record<string, unknown>>): Promise<object>
  make(name: string, ...args: readonly unknown[]): object
  call(of: unknown, name: string, ...args: readonly unknown[]): unknown
}

function asking(answer: Fetch = async () => new Response()): Asked {
  const requests: Asked['requests'] = []
  const world = makeWorld((resource, init) => {
    requests.push({ resource, init })
    return answer(resource, init)
  })
  const { realm } = world
  const make = (name: string, ...args: readonly unknown[]) =>
    realm.construct(realm.get(realm.global, name), args) as object
  return {
    ...{ world, requests, make },
    call: (of, name, ...args) => realm.call(of, name, args),
    fetch(resource, options = {}) {
      const object = make('Object')
      for (const [name, value] of Object.entries(options)) realm.set(object, name, value)
      return realm.call(realm.global, 'fetch', [resource, object]) as Promise<object>
    },
  }
}

describe('what is passed on', () => {
  test('is what net/http says of a request, and nothing else', async () => {
    const { requests, fetch, make, call, world } = asking()
    const { realm } = world
    const [headers, controller, body] = [make('Headers'), make('AbortController'), make('Uint8Array', 3)]
    call(headers, 'append', 'X-Question', 'why')
    call(headers, 'append', 'x-question', 'how')
    const dispatcher = make('Object')
    await fetch(`${address}a?b`, {
      ...{ method: 'POST', headers, body, redirect: 'manual', signal: realm.get(controller, 'signal') },
      ...{
        dispatcher,
        credentials: 'same-origin',
        mode: 'cors',
        duplex: 'half',
        window: null,
        agent: dispatcher,
      },
    })
    const [{ resource, init }] = requests as [Asked['requests'][0]]
    expect(resource).toBe(`${address}a?b`)
    expect(Object.getPrototypeOf(init)).toBe(null)
    expect(Object.keys(init).sort()).toEqual(['body', 'headers', 'method', 'redirect', 'signal'])
    expect(init).toMatchObject({ method: 'POST', redirect: 'manual' })
    expect(init.headers).toBeInstanceOf(Headers)
    expect([...init.headers]).toEqual([['x-question', 'why, how']])
    expect(init.body).toEqual(new Uint8Array(3))
    expect((init.body as Uint8Array).buffer).not.toBe((body as Uint8Array).buffer)
    expect(init.signal).toBeInstanceOf(AbortSignal)
    realm.setIndex(body, 0, 7)
    expect(init.body).toEqual(new Uint8Array(3))
    const reason = make('Object')
    call(controller, 'abort', reason)
    // The answer had no body, so that nothing was left to be ended.
    expect(init.signal.aborted).toBe(false)
  })

  test('is little if the program says little', async () => {
    const { requests, fetch, call, world } = asking()
    await fetch(address, { method: undefined, body: null, signal: null })
    await (call(world.realm.global, 'fetch', address) as Promise<unknown>)
    expect(requests.map(({ init }) => Object.keys(init).sort())).toEqual([
      ['headers', 'signal'],
      ['headers', 'signal'],
    ])
  })

  test('an abort has no reason of the program’s', async () => {
    const { requests, fetch, make, call, world } = asking(() => new Promise(() => {}))
    const controller = make('AbortController')
    const signal = world.realm.get(controller, 'signal')
    void fetch(address, { signal })
    await undefined
    call(controller, 'abort', make('Object'))
    expect(requests[0]!.init.signal.reason).toBeInstanceOf(DOMException)
    expect(world.realm.get(signal, 'aborted')).toBe(true)
    void fetch(address, { signal })
    expect(requests[1]!.init.signal.aborted).toBe(true)
  })

  test('headers may be an object of texts', async () => {
    const { requests, fetch, make, world } = asking()
    const headers = make('Object')
    world.realm.set(headers, 'X-A', 'b')
    await fetch(address, { headers })
    await fetch(address, { headers: make('Headers', headers) })
    for (const { init } of requests) expect([...init.headers]).toEqual([['x-a', 'b']])
  })

  const wrong: readonly (readonly [name: string, value: (asked: Asked) => unknown])[] = [
    ['method', ({ make }) => make('Object')],
    ['method', () => Symbol('GET')],
    ['redirect', () => 'anywhere'],
    ['redirect', ({ make }) => make('Object')],
    ['headers', () => 'a: b'],
    ['headers', () => [['a', 'b']]],
    ['headers', () => new Headers()],
    ['body', ({ make }) => make('Object')],
    ['body', () => 5],
    ['body', () => new Proxy(new Uint8Array(1), {})],
    ['body', () => Object.create(Uint8Array.prototype)],
    ['body', () => new ReadableStream()],
    ['body', () => () => 1],
    ['signal', ({ make }) => make('Object')],
    ['signal', ({ make }) => make('AbortController')],
    ['signal', () => new AbortController().signal],
  ]

  test.each(wrong)('what is of another kind is refused: %s', async (name, value) => {
    const asked = asking()
    await expect(asked.fetch(address, { [name]: value(asked) })).rejects.toThrow(TypeError)
    expect(asked.requests).toEqual([])
  })

  test.each([
    ...['file:///etc/passwd', ' file:///etc/passwd', 'fi\tle:///etc/passwd', 'FILE:///', 'data:text/plain,x'],
    ...['blob:nodedata:x', 'about:blank', '\u0000javascript:1', 'ftp://127.0.0.1/', 'wss://127.0.0.1/'],
    ...[undefined, null, {}, Symbol('x'), new URL(address), () => address],
  ])('requests are of HTTP: %j', async resource => {
    const { fetch, requests } = asking()
    await expect(fetch(resource)).rejects.toThrow(TypeError)
    expect(requests).toEqual([])
  })

  test.each([address, 'https://[::1]:8/', ' HTTP://x/', '/relative', 'relative/a:b', '?x', '//x/'])(
    'or relative: %j',
    async resource => {
      const { fetch, requests } = asking()
      await fetch(resource)
      expect(requests.length).toBe(1)
    },
  )

  test('getters and proxies are not asked', async () => {
    const { world, requests } = asking()
    let count = 0
    const options = Object.create(null, {
      method: { get: () => count++, enumerable: true },
      dispatcher: { get: () => count++, enumerable: true },
      signal: { get: () => count++, enumerable: true },
    })
    await (world.realm.call(world.realm.global, 'fetch', [address, options]) as Promise<unknown>)
    expect(Object.keys(requests[0]!.init).sort()).toEqual(['headers', 'signal'])
    expect(count).toBe(0)
  })
})

describe('what comes back', () => {
  test('is made of texts, numbers and copies', async () => {
    const shared = new Uint8Array([1, 2, 3])
    const pieces = [shared, new Uint8Array([4])]
    const { world, fetch, call } = asking(async () => ({
      ...{ status: 203, statusText: 'x', ok: true, redirected: false, url: address },
      headers: new Map([['x-answer', '42']]),
      body: {
        getReader: () => ({
          read: async () => ({ done: pieces.length === 0, value: pieces.shift() }),
          cancel: async () => undefined,
          releaseLock: () => undefined,
        }),
      },
    }))
    const { realm } = world
    const answer = await fetch(address)
    const names = ['status', 'statusText', 'ok', 'redirected', 'url']
    expect(names.map(name => realm.get(answer, name))).toEqual([203, 'x', true, false, address])
    const headers = realm.get(answer, 'headers')
    expect([call(headers, 'get', 'X-Answer'), call(headers, 'has', 'y')]).toEqual(['42', false])
    const entry = call(call(headers, 'entries'), 'next')
    expect([realm.get(entry, 'done'), realm.get(entry, 'value')]).toEqual([false, ['x-answer', '42']])
    const reader = call(realm.get(answer, 'body'), 'getReader')
    const piece = realm.get(await call(reader, 'read'), 'value') as Uint8Array
    expect(piece).toEqual(shared)
    realm.setIndex(piece, 0, 9)
    expect(shared[0]).toBe(1)
    await call(reader, 'read')
    expect(realm.get(await call(reader, 'read'), 'done')).toBe(true)
  })

  test.each([
    ['a record', { code: 1 }],
    ['nothing', undefined],
    ['a text', 'x'],
    ['a function', () => 1],
  ])('that fails with %s is an error of ours', async (_, reason) => {
    const { fetch } = asking(() => Promise.reject(reason))
    await expect(fetch(address)).rejects.toThrow(new TypeError('the request has failed'))
  })

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an object whose status throws', Object.create(null, { status: { get: () => fail() } })],
    ['headers that are none', { headers: 5 }],
    ['a body that is none', { body: { getReader: () => fail() } }],
  ])('an answer that is %s fails or is empty', async (_, answer) => {
    const { fetch, call, world } = asking(async () => answer)
    const found = await fetch(address).catch((error: unknown) => error)
    if (found instanceof Error) return
    expect(() => call(world.realm.get(found, 'body'), 'getReader')).toThrow()
  })

  test('ends with the program, unless all of it has come', async () => {
    const texts = ['all of it', 'a part']
    const { world, fetch, call, requests } = asking(async () => new Response(texts.shift()))
    const [first] = [await fetch(address), await fetch(address)]
    expect(await call(first, 'text')).toBe('all of it')
    world.program.exit(0)
    expect(requests.map(({ init }) => init.signal.aborted)).toEqual([false, true])
  })
})

function fail(): never {
  throw new RangeError('x')
}

// ---------------------------------------------------------------- random sequences

/** What of a request is not the host's own. */
function faults(resource: unknown, init: FetchInit, made: ReadonlySet<unknown>): readonly string[] {
  const { method, headers, body, redirect, signal, ...others } = init
  const isText = (value: unknown) => value === undefined || typeof value === 'string'
  const buffers = [...made].map(value => (ArrayBuffer.isView(value) ? value.buffer : value))
  const checks: Readonly<Record<string, boolean>> = {
    resource: typeof resource === 'string',
    prototype: Object.getPrototypeOf(init) === null,
    others: Reflect.ownKeys(others).length === 0,
    symbols: Object.getOwnPropertySymbols(init).length === 0,
    method: isText(method),
    redirect: isText(redirect),
    headers: headers instanceof Headers && !made.has(headers),
    entries: [...headers].flat().every(isText),
    body: isText(body) || (Object.getPrototypeOf(body) === Uint8Array.prototype && !made.has(body)),
    bytes: isText(body) || !buffers.includes((body as Uint8Array).buffer),
    own: isText(body) || Reflect.ownKeys(body as object).every(key => /^\d+$/.test(String(key))),
    signal: signal instanceof AbortSignal && !made.has(signal),
    reason:
      !made.has(signal.reason) && (signal.reason === undefined || signal.reason instanceof DOMException),
  }
  return Object.keys(checks).filter(name => !checks[name])
}

const answers: readonly (() => unknown)[] = [
  () => new Response('some text', { headers: { 'x-answer': '42' } }),
  () => new Response(new Uint8Array(70_000)),
  () => new Response(),
  () => Promise.reject(new TypeError('fetch failed', { cause: new Error('cause') })),
  () => Promise.reject({ shared: 1 }),
  () => fail(),
  () => undefined,
  () => ({ status: 200, body: { getReader: () => ({ read: () => Promise.reject(5) }), cancel: fail } }),
  () => ({ headers: [[Symbol('x'), 1]] }),
  () => new Promise(() => {}),
]

test('no sequence of calls brings anything of the program’s to the host’s fetch', {
  timeout: 120_000,
}, async () => {
  let [count, bodies, signals] = [0, 0, 0]
  const found: unknown[] = []
  for (let seed = 1; seed <= 60; seed++) {
    const seen: [unknown, FetchInit][] = []
    const host: Fetch = async (resource, init) => {
      seen.push([resource, init])
      return answers[(seed + seen.length) % answers.length]!() as Promise<unknown>
    }
    const { made, end } = await randomCalls({ fetch: host, address: 'http://127.0.0.1', seed, steps: 800 })
    end()
    for (const [resource, init] of seen) {
      count++
      if (init.body !== undefined) bodies++
      if (init.signal.aborted) signals++
      const wrong = faults(resource, init, made)
      if (wrong.length > 0) found.push([seed, wrong])
    }
  }
  expect(found).toEqual([])
  // The sequences are worth something: many requests of all kinds have passed.
  expect(count).toBeGreaterThan(1000)
  expect(bodies).toBeGreaterThan(100)
  expect(signals).toBeGreaterThan(100)
})

describe('the host’s own fetch', () => {
  let server: Server
  let origin = ''

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume()
      if (request.url === '/redirect') response.writeHead(302, { location: '/' }).end()
      else if (request.url === '/large') response.end(Buffer.alloc(1 << 18))
      else if (request.url === '/slow') {
        response.write('a')
        setTimeout(() => response.end('b'), 30)
      } else response.setHeader('x-answer', '42').end('hello')
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })

  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  const script = fileURLToPath(new URL('random-calls.mjs', import.meta.url))

  /** The server is in this process, so that waiting for the other must not block. */
  const start = (seeds: readonly number[]) =>
    new Promise<{ readonly code: number | null; readonly output: string }>(resolve => {
      const child = spawn(process.execPath, [script, origin, ...seeds.map(String)], { timeout: 50_000 })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (output += data))
      child.on('close', code => resolve({ code, output }))
    })

  test.each([0, 1, 2])('survives random sequences: %i', async group => {
    const seeds = Array.from({ length: 6 }, (_, i) => 100 * group + i)
    expect(await start(seeds)).toEqual({ code: 0, output: 'done 6 many requests\n' })
  })

  test('answers', async () => {
    const { realm } = makeWorld(fetch)
    const call = (of: unknown, name: string, ...args: unknown[]) => realm.call(of, name, args)
    const answer = await call(realm.global, 'fetch', `${origin}/redirect`)
    expect(isObject(answer)).toBe(true)
    expect(['status', 'redirected', 'url'].map(name => realm.get(answer, name))).toEqual([
      200,
      true,
      `${origin}/`,
    ])
    expect(call(realm.get(answer, 'headers'), 'get', 'x-answer')).toBe('42')
    expect(await call(answer, 'text')).toBe('hello')
    await expect(call(realm.global, 'fetch', 'http://127.0.0.1:1/')).rejects.toThrow('fetch failed')
  })
})
