// What net/http asks of the web, in a closed world. Between the program and the host's `fetch` stand objects
// of ours: what the program passes is read as data of known types, and what `fetch` answers is passed on as
// texts, numbers and copies of bytes.
//
//   fetch(url, { method, headers, body, redirect, signal })         all other options are left aside
//
// So nothing that a program has made reaches the host's HTTP client: a `dispatcher`, a getter, or the reason
// of an abort would run within it, where an error ends the process. Requests are of HTTP, whatever else the
// host's `fetch` can open, and end with the program.
import { bare } from '../../object.js'
import { copySliced } from '../../wasi/transfer.js'
import type { System } from '../system.js'
import { type Constructor, isPlain } from './closed.js'
import type { Members } from './types.js'

const redirects = ['error', 'follow', 'manual'] as const

/** What the embedder's `fetch` is given: nothing but these, and all of them the host's own objects. */
export interface FetchInit {
  readonly method?: string
  readonly headers: Headers
  readonly body?: string | Uint8Array<ArrayBuffer>
  readonly redirect?: (typeof redirects)[number]
  readonly signal: AbortSignal
}

/** As the web has it; what it promises is a `Response`, or is like one. */
export type Fetch = (resource: string, init: FetchInit) => Promise<unknown>

/** What is asked of an answer. */
interface Answer {
  readonly status: unknown
  readonly statusText: unknown
  readonly ok: unknown
  readonly redirected: unknown
  readonly url: unknown
  readonly headers?: Iterable<readonly [unknown, unknown]>
  readonly body?: Stream | null
  arrayBuffer(): Promise<ArrayBuffer>
  text(): Promise<unknown>
}

interface Stream {
  getReader(): Reader
  cancel(): Promise<unknown>
}

interface Reader {
  read(): Promise<{ readonly done: unknown; readonly value?: unknown }>
  cancel(): Promise<unknown>
  releaseLock(): void
}

// ---------------------------------------------------------------- what the program passes

function text(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new TypeError(`${what} must be a string`)
}

const kindOfArray = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get!

/** A copy, which the program cannot change while it is sent. What only looks like bytes is none. */
function bytes(value: unknown, check: () => void): Uint8Array<ArrayBuffer> {
  const kind: unknown = kindOfArray.call(value)
  if (kind === 'Uint8Array' || kind === 'Uint8ClampedArray') {
    const from = value as Uint8Array
    const copy = new Uint8Array(from.length)
    copySliced(copy, from, check)
    return copy
  }
  throw new TypeError('the body of a request must be a string or a Uint8Array')
}

/** What a program has put under a name into an object of its own; no getter is asked. */
const given = (options: object, name: string): unknown =>
  Object.getOwnPropertyDescriptor(options, name)?.value ?? undefined

/** What an absolute address begins with, as URLs are read: blanks at the start do not count. */
const scheme = /^[\0-\x20]*([a-z][a-z\d+.\-\t\r\n]*):/i

/** The address of a request; one that is relative is the host's business, as in a page. */
function address(resource: unknown): string {
  const url = text(resource, 'the address of a request')
  const protocol =
    scheme
      .exec(url)?.[1]
      ?.replace(/[\t\r\n]/g, '')
      .toLowerCase() ?? 'http'
  if (protocol === 'http' || protocol === 'https') return url
  throw new TypeError(`requests are of http and https, not of ${protocol}`)
}

function redirectOf(value: unknown): FetchInit['redirect'] {
  const found = redirects.find(known => known === value)
  if (value === undefined || found !== undefined) return found
  throw new TypeError('the redirect of a request must be error, follow or manual')
}

// ---------------------------------------------------------------- what it is given

/** Whether it is waited for or not: that a promise of ours fails is the program's business alone. */
function offered<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined)
  return promise
}

/** An error is passed on as it is, since no program can change it; nothing else is. */
const failure = (error: unknown): Error =>
  error instanceof Error ? error : new TypeError('the request has failed')

/** The headers behind the objects that programs have for them. */
const headers = new WeakMap<object, Headers>()

const find = <Inner>(known: WeakMap<object, Inner>, value: unknown): Inner | undefined =>
  typeof value === 'object' && value !== null ? known.get(value) : undefined

function iteratorOf(entries: Iterator<[string, string]>): Members {
  return bare({
    next() {
      const { done, value } = entries.next()
      return bare({ done: done === true, value: done ? undefined : [...value] })
    },
  })
}

function headersObject(inner: Headers): object {
  const name = (value: unknown) => text(value, 'the name of a header')
  const content = (value: unknown) => text(value, 'a header')
  const object = bare({
    append: (key: unknown, value: unknown) => inner.append(name(key), content(value)),
    delete: (key: unknown) => inner.delete(name(key)),
    entries: () => iteratorOf(inner.entries()),
    get: (key: unknown) => inner.get(name(key)),
    has: (key: unknown) => inner.has(name(key)),
    set: (key: unknown, value: unknown) => inner.set(name(key), content(value)),
  })
  headers.set(object, inner)
  return object
}

/** From headers, or from an object of the program with a text for each name. */
function readHeaders(value: unknown): Headers {
  const made = new Headers()
  if (value === undefined || value === null) return made
  const known = find(headers, value)
  if (known === undefined && !isPlain(value)) throw new TypeError('the headers must be an object')
  const pairs = known ?? Object.keys(value).map(name => [name, text(given(value, name), name)] as const)
  for (const [name, content] of pairs) made.append(name, content)
  return made
}

const headersClass: Constructor = {
  make: ([init]) => headersObject(readHeaders(init)),
  is: value => find(headers, value) !== undefined,
}

/** What stands behind the signals and controllers that programs have. */
const signals = new WeakMap<object, AbortSignal>()
const controllers = new WeakMap<object, AbortController>()

function controllerObject(): object {
  const inner = new AbortController()
  const aborted = { get: () => inner.signal.aborted, enumerable: true }
  const signal: object = Object.create(null, { aborted })
  // Without the program's reason, which the client would pass around.
  const object = bare({ signal, abort: () => inner.abort() })
  signals.set(signal, inner.signal)
  controllers.set(object, inner)
  return object
}

const controllerClass: Constructor = {
  make: controllerObject,
  is: value => find(controllers, value) !== undefined,
}

// ---------------------------------------------------------------- requests

/** A request that has been sent, until nothing more is to come. */
interface Sent {
  readonly signal: AbortSignal
  end(): void
}

/** All that a program has sent. They end with it. */
class Requests {
  readonly #open = new Set<AbortController>()

  send(wanted: AbortSignal | undefined): Sent {
    const inner = new AbortController()
    const abort = () => inner.abort()
    if (wanted?.aborted) abort()
    wanted?.addEventListener('abort', abort)
    this.#open.add(inner)
    return {
      signal: inner.signal,
      end: () => {
        wanted?.removeEventListener('abort', abort)
        this.#open.delete(inner)
      },
    }
  }

  endAll(): void {
    for (const inner of this.#open) inner.abort()
    this.#open.clear()
  }
}

function readSignal(value: unknown): AbortSignal | undefined {
  const found = find(signals, value)
  if (value === undefined || found !== undefined) return found
  throw new TypeError('the signal of a request must be that of an AbortController')
}

function readInit(
  options: unknown,
  check: () => void,
): Omit<FetchInit, 'signal'> & { readonly wanted: AbortSignal | undefined } {
  if (options !== undefined && options !== null && !isPlain(options))
    throw new TypeError('the options of a request must be an object')
  const option = (name: string): unknown => (options ? given(options, name) : undefined)
  const [method, body, redirect] = [option('method'), option('body'), redirectOf(option('redirect'))]
  return {
    headers: readHeaders(option('headers')),
    wanted: readSignal(option('signal')),
    ...(method !== undefined && { method: text(method, 'the method of a request') }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : bytes(body, check) }),
    ...(redirect !== undefined && { redirect }),
  }
}

/** Runs the last step of a request: whatever comes of it, it has ended. */
const last = <Value>({ end }: Sent, run: () => Promise<Value>): Promise<Value> =>
  offered(failing(run).finally(end))

async function failing<Value>(run: () => Promise<Value>): Promise<Value> {
  try {
    return await run()
  } catch (error) {
    throw failure(error)
  }
}

/** One piece of an answer, as it is given to the program. */
async function nextPiece(reader: Reader, { end }: Sent): Promise<object> {
  const { done, value } = await reader.read().catch(error => {
    end()
    throw failure(error)
  })
  if (done) end()
  return bare({ done: Boolean(done), value: done ? undefined : bytes(value, () => {}) })
}

const cancelling = (sent: Sent, stream: Reader | Stream) => () =>
  last(sent, async () => void (await stream.cancel()))

function readerObject(reader: Reader, sent: Sent): object {
  return bare({
    read: () => offered(nextPiece(reader, sent)),
    cancel: cancelling(sent, reader),
    releaseLock: () => reader.releaseLock(),
  })
}

const streamObject = (stream: Stream, sent: Sent): object =>
  bare({
    getReader: () => readerObject(stream.getReader(), sent),
    cancel: cancelling(sent, stream),
  })

function answerObject(answer: Answer, sent: Sent): object {
  const { status, statusText, ok, redirected, url, body } = answer
  const received = new Headers()
  for (const [name, content] of answer.headers ?? []) received.append(String(name), String(content))
  if (!body) sent.end()
  return bare({
    status: Number(status),
    statusText: String(statusText ?? ''),
    ok: Boolean(ok),
    redirected: Boolean(redirected),
    url: String(url ?? ''),
    headers: headersObject(received),
    body: body ? streamObject(body, sent) : body,
    arrayBuffer: () => last(sent, async () => (await answer.arrayBuffer()).slice(0)),
    text: () => last(sent, async () => String(await answer.text())),
  })
}

/** What the global has if the program may make requests. */
export function webFor(fetch: Fetch | undefined, system: System) {
  if (fetch === undefined) return { members: {}, classes: {} }
  const requests = new Requests()
  system.whenClosed(() => requests.endAll())
  const run = async (resource: unknown, options: unknown): Promise<object> => {
    const { wanted, ...init } = readInit(options, system.check)
    const url = address(resource)
    const sent = requests.send(wanted)
    try {
      const answer = await fetch(url, bare({ ...init, signal: sent.signal }))
      return answerObject(answer as Answer, sent)
    } catch (error) {
      sent.end()
      throw failure(error)
    }
  }
  return {
    members: { fetch: (resource: unknown, options: unknown) => offered(run(resource, options)) },
    classes: { Headers: headersClass, AbortController: controllerClass },
  }
}
