// Modules that binaryen makes of random bytes. What NaN bits an arithmetic instruction leaves is for an engine
// to choose, so a module must not show them. Either binaryen's own pass puts a zero in place of every NaN
// (`--denan`); or, so that NaNs do flow, they are made canonical only where their bits come to light: instructions
// that turn floats into integers or bytes become calls of functions which first look for a NaN.
import type { Random } from './random.js'
import type { WasmOpt } from './wasm-opt.js'

const canonical = { f32: 'nan:0x400000', f64: 'nan:0x8000000000000' } as const

type Float = keyof typeof canonical

/** A value with its NaN made canonical, as text. */
const quiet = (type: Float, value: string) =>
  `(select (${value}) (${type}.const ${canonical[type]}) (${type}.eq (${value}) (${value})))`

const bitsOf = { 'i32.reinterpret_f32': ['f32', 'i32'], 'i64.reinterpret_f64': ['f64', 'i64'] } as const

/** Functions in place of the instructions that show bits, by name. */
function veil(text: string): { text: string; functions: ReadonlyMap<string, string> } {
  const functions = new Map<string, string>()
  const call = (name: string, make: (name: string) => string) => {
    const id = `$veil:${name.replace(/[ =]/g, ':')}`
    if (!functions.has(id)) functions.set(id, make(id))
    return `(call ${id}`
  }
  const replaced = text
    .replace(/\((i32\.reinterpret_f32|i64\.reinterpret_f64)(?=\s)/g, (_, name: keyof typeof bitsOf) => {
      const [from, to] = bitsOf[name]
      const body = `(${name} ${quiet(from, 'local.get 0')})`
      return call(name, id => `(func ${id} (param ${from}) (result ${to}) ${body})`)
    })
    .replace(/\((f32|f64)\.copysign(?=\s)/g, (_, type: Float) => {
      const body = `(${type}.copysign (local.get 0) ${quiet(type, 'local.get 1')})`
      return call(`${type}.copysign`, id => `(func ${id} (param ${type} ${type}) (result ${type}) ${body})`)
    })
    .replace(/\((f32|f64)\.store((?: (?:offset|align)=\d+)*)(?=\s)/g, (_, type: Float, memarg: string) => {
      const body = `(${type}.store${memarg} (local.get 0) ${quiet(type, 'local.get 1')})`
      return call(`${type}.store${memarg}`, id => `(func ${id} (param i32 ${type}) ${body})`)
    })
  return { text: replaced, functions }
}

async function veiled(wasmOpt: WasmOpt, seed: Uint8Array): Promise<Buffer> {
  // Written as binary first: as text at once, types may stand there that the binary cannot tell apart.
  const written = await wasmOpt.run(await wasmOpt.run(seed, ['-ttf']), ['--emit-text'])
  const { text, functions } = veil(written.toString())
  const end = text.lastIndexOf(')')
  return await wasmOpt.run(`${text.slice(0, end)}${[...functions.values()].join('\n')})`, [])
}

/** A module made by binaryen of as many random bytes as `random` says; some are optimised, as compilers' are. */
export async function fuzzed(wasmOpt: WasmOpt, random: Random): Promise<Uint8Array> {
  const seed = random.bytes(random.between(200, random.once(4) ? 12_000 : 4_000))
  const level = random.once(3) ? ['-O2'] : []
  return random.once(4) ? await veiled(wasmOpt, seed) : await wasmOpt.run(seed, ['-ttf', '--denan', ...level])
}
