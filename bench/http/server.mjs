// node server.mjs WAY: a server that gives each request to the guest of examples/server, in one of the ways below. It
// says on which port it listens, and at `/cpu` how many milliseconds of processor time it has taken.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { capture, wasi } from '../../dist/imports/wasi/index.js'
import { compile, Deadline, WebAssembly as Ours } from '../../dist/src/index.js'
import { createPool } from '../../dist/src/pool/index.js'

const bytes = readFileSync(new URL('../../examples/server/guest/report.wasm', import.meta.url))
/** Longer than a cold request takes on a busy machine: what is measured is that somebody looks at the clock. */
const milliseconds = 20_000

const options = stdin => ({ args: ['report'], stdin, stdout: capture() })

function fresh(WebAssembly, module) {
  return stdin => {
    const given = options(stdin)
    const system = wasi(given)
    system.start(new WebAssembly.Instance(module, system.imports))
    return given.stdout.text()
  }
}

function freshWithDeadline(module) {
  return stdin => {
    const deadline = new Deadline()
    const given = { ...options(stdin), deadline }
    const system = wasi(given)
    const instance = new Ours.Instance(module, system.imports, { limits: { memoryPages: 64, deadline } })
    deadline.during(milliseconds, () => system.start(instance))
    return given.stdout.text()
  }
}

function pooled(limits) {
  const pool = createPool(compile(bytes), { size: 2, limits })
  return async stdin => {
    const given = options(stdin)
    await pool.run(guest => guest.start(), { wasi: given })
    return given.stdout.text()
  }
}

const ways = {
  'no guest': () => () => '{}',
  native: () => fresh(WebAssembly, new WebAssembly.Module(bytes)),
  fresh: () => fresh(Ours, compile(bytes)),
  'fresh, deadline': () => freshWithDeadline(compile(bytes)),
  pooled: () => pooled({ memoryPages: 64 }),
  'pooled, deadline': () => pooled({ memoryPages: 64, deadline: milliseconds }),
}

const serve = ways[process.argv[2]]()

async function answer(request, response) {
  if (request.url === '/cpu') {
    const { user, system } = process.cpuUsage()
    response.end(String((user + system) / 1000))
    return
  }
  request.setEncoding('utf8')
  response.end(await serve((await request.toArray()).join('')))
}

const server = http.createServer((request, response) => void answer(request, response))
server.listen(0, () => console.log(server.address().port))
