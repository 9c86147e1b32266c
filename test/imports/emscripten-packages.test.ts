// Real packages by current versions of Emscripten, whose modules import `invoke_*`: with our imports in place
// of, or beside, those of their glue code, on both engines. PDFium needs no glue code at all.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { emscripten, type Imports } from '#imports/emscripten/index.js'
import { type Engine, engines } from './engines.js'

const require = createRequire(import.meta.url)

const file = (name: string): Uint8Array => readFileSync(require.resolve(name))

type Call = (...values: readonly unknown[]) => number

// ---------------------------------------------------------------- PDFium

const pdf = `%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 144] /Contents 4 0 R
  /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Times-Roman>> >> >> >> endobj
4 0 obj <</Length 55>> stream
BT /F1 18 Tf 10 100 Td (Hello from a page) Tj ET       
endstream endobj
trailer <</Root 1 0 R /Size 5>>
`

/** The size and the text of the first page. */
function readPage(exports: Readonly<Record<string, Call>>, memory: () => DataView) {
  const put = (bytes: Uint8Array) => {
    const at = exports.malloc!(bytes.length)
    new Uint8Array(memory().buffer).set(bytes, at)
    return at
  }
  const bytes = new TextEncoder().encode(pdf)
  exports.FPDF_InitLibrary!()
  const document = exports.FPDF_LoadMemDocument!(put(bytes), bytes.length, 0)
  const page = exports.FPDF_LoadPage!(document, 0)
  const text = exports.FPDFText_LoadPage!(page)
  const count = exports.FPDFText_CountChars!(text)
  const letters = Array.from({ length: count }, (_, i) => exports.FPDFText_GetUnicode!(text, i))
  return {
    pages: exports.FPDF_GetPageCount!(document),
    size: [exports.FPDF_GetPageWidthF!(page), exports.FPDF_GetPageHeightF!(page)],
    text: String.fromCharCode(...letters),
    bad: exports.FPDF_LoadMemDocument!(put(bytes.subarray(20, 60)), 40, 0),
  }
}

// ---------------------------------------------------------------- beside glue code

const ours = /^(invoke_.*|_emscripten_throw_longjmp)$/

const without = (env: Imports[string]): Imports[string] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !ours.test(name)))

/** A namespace that gives our functions in place of those of whoever instantiates; how many, and how often called. */
function beside(engine: Engine) {
  const counts = { given: 0, called: 0 }
  const counted = (env: Imports[string]): Imports[string] =>
    Object.fromEntries(
      Object.entries(env).map(([name, value]) => {
        if (!ours.test(name)) return [name, value] as const
        counts.given++
        return [name, (...words: never[]) => (counts.called++, (value as Call)(...words))] as const
      }),
    )
  const instantiate = async (source: Uint8Array, imports: Imports) => {
    const module = new engine.Module(source)
    const program = emscripten(module, { imports: { ...imports, env: without(imports.env!) } })
    const { env, ...others } = program.imports
    const instance = new engine.Instance(module, { ...others, env: counted(env!) })
    program.attach(instance)
    return { module, instance }
  }
  return {
    counts,
    namespace: {
      ...engine,
      ...Object.fromEntries(classesOf(engine)),
      instantiate,
      instantiateStreaming: undefined,
    },
  }
}

const classesOf = (engine: Engine) =>
  ['Module', 'Instance', 'Memory', 'Table', 'Global', 'RuntimeError', 'CompileError', 'LinkError'].map(
    name => [name, Reflect.get(engine, name)] as const,
  )

/** Runs something while the global namespace is another one. */
async function inPlace<Value>(namespace: object, run: () => Promise<Value>): Promise<Value> {
  const before = Reflect.get(globalThis, 'WebAssembly')
  Reflect.set(globalThis, 'WebAssembly', namespace)
  try {
    return await run()
  } finally {
    Reflect.set(globalThis, 'WebAssembly', before)
  }
}

const python = `
def divide(a, b):
    try:
        return a // b
    except ZeroDivisionError as error:
        return repr(error)
    finally:
        print('divided', a, b)

print([divide(7, n) for n in (2, 0)])
try:
    raise ValueError('raised')
except ValueError as error:
    print(error)
print(sum(n * n for n in range(1000)))
`

const lua = `
local ok, message = pcall(error, 'thrown')
local sum = 0
for i = 1, 100 do
  local fine, value = pcall(function() if i % 2 == 0 then error({ i }) end return i end)
  sum = sum + (fine and value or -value[1])
end
return tostring(ok) .. ' ' .. message .. ' ' .. sum
`

describe.each(engines)('%s', (_, engine) => {
  test('PDFium with our imports alone', { timeout: 120_000 }, () => {
    const module = new engine.Module(file('@embedpdf/pdfium/pdfium.wasm'))
    const program = emscripten(module)
    const instance = new engine.Instance(module, program.imports)
    expect(program.start(instance)).toBe(0)
    const { memory } = instance.exports as { memory: { buffer: ArrayBuffer } }
    const exports = instance.exports as Readonly<Record<string, Call>>
    expect(readPage(exports, () => new DataView(memory.buffer))).toEqual({
      ...{ pages: 1, size: [300, 144], text: 'Hello from a page', bad: 0 },
    })
  })

  test('MicroPython, whose exceptions are longjmp, beside its glue code', { timeout: 120_000 }, async () => {
    const { namespace, counts } = beside(engine)
    let output = ''
    await inPlace(namespace, async () => {
      const { loadMicroPython } = await import(
        '@micropython/micropython-webassembly-pyscript/micropython.mjs' as string
      )
      const machine = await loadMicroPython({ stdout: (line: string) => (output += `${line}\n`) })
      machine.runPython(python)
    })
    expect(output).toBe(
      'divided 7 2\ndivided 7 0\n[3, "ZeroDivisionError(\'divide by zero\',)"]\nraised\n332833500\n',
    )
    expect(counts.given).toBe(12)
    expect(counts.called).toBeGreaterThan(10)
  })

  test('Lua, whose errors are longjmp, beside its glue code', { timeout: 120_000 }, async () => {
    const { namespace, counts } = beside(engine)
    const result = await inPlace(namespace, async () => {
      const { LuaFactory } = require('wasmoon') as typeof import('wasmoon')
      const machine = await new LuaFactory().createEngine()
      return machine.doString(lua)
    })
    expect(result).toBe('false thrown -50')
    expect(counts.given).toBe(2)
    expect(counts.called).toBeGreaterThan(100)
  })
})
