// A server that gives each request to a guest nobody trusts. It has the same guest in three ways, so that they can
// be compared: an instance from a pool, a fresh instance, and a pool in threads.
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import { compile, Deadline, WebAssembly } from 'jitsam'
import { capture, wasi } from 'jitsam/imports/wasi'
import { createPool } from 'jitsam/pool'
import { createThreadPool } from 'jitsam/pool/threads'

const bytes = readFileSync(new URL('guest/report.wasm', import.meta.url))

/** What a request may have: 64 pages are 4 MiB. */
const memoryPages = 64

/** What an error of a guest, or of a pool, is to whoever has asked. */
const statuses = {
  /** The time is up. */
  DeadlineError: 504,
  /** Too many are waiting, or the pool is closed. */
  PoolError: 503,
  /** The guest has trapped. */
  RuntimeError: 502,
  /** Its calls are too deep. */
  RangeError: 502,
}

/** A guest's standard error, line by line, as lines of the request's log. */
function logged(log) {
  let rest = ''
  return bytes => {
    const lines = (rest + new TextDecoder().decode(bytes)).split('\n')
    rest = lines.pop()
    for (const line of lines) log.warn({ guest: line })
  }
}

/** @param {{ deadline?: number, logger?: object | boolean }} options */
export function makeServer({ deadline = 100, logger = false } = {}) {
  const app = Fastify({ logger, bodyLimit: 1 << 20 })
  const module = compile(bytes)
  const pool = createPool(module, { size: 2, queue: 100, limits: { memoryPages, deadline } })
  const threads = createThreadPool(new URL('thread.mjs', import.meta.url), {
    size: 2,
    queue: 100,
    // The guest's own deadline ends it; this one ends the thread, should a call of the host block.
    deadline: 2 * deadline,
    data: { bytes, memoryPages, deadline },
  })

  app.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body))

  app.setErrorHandler((error, request, reply) => {
    const status = error.statusCode ?? statuses[error.name] ?? 500
    request.log.error({ error: error.name, message: error.message })
    if (status === 503) reply.header('retry-after', 1)
    reply.code(status).send({ error: error.name, message: error.message })
  })

  const answer = (reply, { code, text }) => {
    if (code !== 0) return reply.code(422).send({ error: 'Exit', message: `exit code ${code}` })
    return reply.type('application/json').send(text)
  }

  /** Restored between requests. */
  app.post('/pooled', async (request, reply) => {
    const stdout = capture()
    const streams = { stdin: request.body, stdout, stderr: logged(request.log) }
    const code = await pool.run(guest => guest.start(), { wasi: { args: ['report'], ...streams } })
    return answer(reply, { code, text: stdout.text() })
  })

  /** Made for the request. */
  app.post('/fresh', async (request, reply) => {
    const stdout = capture()
    const clock = new Deadline()
    const streams = { stdin: request.body, stdout, stderr: logged(request.log) }
    const system = wasi({ args: ['report'], deadline: clock, ...streams })
    const limits = { memoryPages, deadline: clock }
    const instance = new WebAssembly.Instance(module, system.imports, { limits })
    const code = clock.during(deadline, () => system.start(instance))
    return answer(reply, { code, text: stdout.text() })
  })

  /** In a thread, which can be ended whatever it does. */
  app.post('/threads', async (request, reply) => {
    const { lines, ...outcome } = await threads.run('report', request.body)
    logged(request.log)(lines)
    return answer(reply, outcome)
  })

  app.get('/load', () => ({ pool: pool.load, threads: threads.load }))

  app.addHook('onClose', async () => {
    await Promise.all([pool.close(), threads.close()])
  })
  return app
}
