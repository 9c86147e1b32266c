// node bench/http/run.mjs: how many requests a second a server answers that gives each to a guest, by 8 connections,
// after the first 1,500; the best of four measurements, two in each of two processes. The ways take turns.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import { fileURLToPath } from 'node:url'

const connections = 8
const [first, count] = [1500, 2000]
const ways = ['no guest', 'native', 'fresh', 'fresh, deadline', 'pooled', 'pooled, deadline']

const names = ['apples', 'pears', 'plums', 'figs', 'dates', 'limes']
const lines = Array.from({ length: 60 }, (_, i) => `${names[(i * 7) % 6]} ${((i * 37) % 101) / 4}\n`)
const body = lines.join('')

const agent = new http.Agent({ keepAlive: true, maxSockets: connections })

async function ask(port, path, method, text = '') {
  const headers = { 'content-length': text.length }
  const request = http.request({ port, path, method, agent, headers }).end(text)
  const [response] = await once(request, 'response')
  const parts = await response.setEncoding('utf8').toArray()
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`)
  return parts.join('')
}

async function burst(port, requests) {
  let left = requests
  const connection = async () => {
    while (left-- > 0) await ask(port, '/', 'POST', body)
  }
  await Promise.all(Array.from({ length: connections }, connection))
}

async function measure(way, best) {
  const file = fileURLToPath(new URL('server.mjs', import.meta.url))
  const child = spawn(process.execPath, [file, way], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = Number((await once(child.stdout, 'data'))[0])
  await burst(port, first)
  for (let i = 0; i < 2; i++) {
    const [cpu, begin] = [Number(await ask(port, '/cpu', 'GET')), performance.now()]
    await burst(port, count)
    const rate = (count / (performance.now() - begin)) * 1000
    const each = (Number(await ask(port, '/cpu', 'GET')) - cpu) / count
    best.rate = Math.max(best.rate, rate)
    best.each = Math.min(best.each, each)
  }
  child.kill()
}

const best = Object.fromEntries(ways.map(way => [way, { rate: 0, each: Number.POSITIVE_INFINITY }]))
for (let round = 0; round < 2; round++) for (const way of ways) await measure(way, best[way])
console.log(`${'way'.padEnd(18)}  requests/s  ms of processor time each`)
for (const [way, { rate, each }] of Object.entries(best))
  console.log(way.padEnd(18), rate.toFixed(0).padStart(11), each.toFixed(3).padStart(12))
process.exit()
