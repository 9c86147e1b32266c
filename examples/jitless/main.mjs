// node --jitless --import jitsam/register/missing main.mjs
//
// Node without a compiler has no WebAssembly either, and without that its `fetch` does not work: the parser of HTTP
// is a module of WebAssembly. The register entry puts one there, and the program finds all as ever.

import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'

const bytes = await readFile(new URL('add.wasm', import.meta.url))
const { instance } = await WebAssembly.instantiate(bytes)
console.log('2 + 3 =', instance.exports.add(2, 3))

const server = createServer((_, response) => response.end('fetched'))
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
const response = await fetch(`http://127.0.0.1:${server.address().port}`)
console.log(response.status, await response.text())
server.closeAllConnections()
server.close()
