// Every kind of endless guest as a process of its own, with `--timeout`. Those that nothing but their code keeps
// going are tried in every way of translating in test/deadline; here each group of them has its representatives.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { guestOf } from '../deadline/guests.js'
import { groups, type Kind } from '../deadline/kinds.js'
import { args, endsInTime, finish } from './in-time.js'

const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What a guest finds in its folder. */
mkdirSync(join(folder, 'root', 'dir'), { recursive: true })
writeFileSync(join(folder, 'root', 'file'), '')
writeFileSync(join(folder, 'root', 'large'), new Uint8Array(1 << 20))
for (let i = 0; i < 1000; i++) writeFileSync(join(folder, 'root', 'dir', `entry${i}`), '')

/** Of code alone every third kind, and all that has to do with the host. */
const kinds: Readonly<Record<string, Kind>> = {
  ...Object.fromEntries(Object.entries(groups.code).filter((_, i) => i % 3 === 0)),
  ...groups.wasi,
  ...groups.programs,
}

test('there are more than thirty', () => expect(Object.keys(kinds).length).toBeGreaterThan(30))

/** The command for a kind, whose module is put into the folder. */
async function commandOf({ program, argument }: Kind, module: string): Promise<readonly string[]> {
  const mount = ['--mount', `${join(folder, 'root')}:/`]
  if (program?.startsWith('assemblyscript/')) return args(module, '--invoke', argument!)
  if (program === undefined) return args(module, ...mount, '--invoke', 'run')
  return [...args(module, ...mount), ...(argument === undefined ? [] : [argument])]
}

let modules = 0

test.each(Object.entries(kinds))('%s', async (_, kind) => {
  const module = join(folder, `${modules++}.wasm`)
  writeFileSync(module, (await guestOf(kind)).bytes)
  const command = await commandOf(kind, module)
  // What it prints is nobody's business, and what it could read never comes.
  await endsInTime(() => finish(spawn(process.execPath, command, { stdio: ['pipe', 'ignore', 'pipe'] })))
})
