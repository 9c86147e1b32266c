// A `WebAssembly` whose modules are translated as a tier says, for the glue code that packages bring.
import { type Engine, type Namespace, native } from './tiers.js'

/** For one engine; what is not compiled from bytes is as it was. */
export function namespaceOf(engine: Engine): Namespace {
  const { wasm } = engine
  if (wasm === native) return native
  const instantiate = async (source: unknown, imports?: object) => {
    if (source instanceof wasm.Module) return wasm.instantiate(source, imports)
    const bytes = ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source as ArrayBuffer)
    const module = engine.module(bytes.slice())
    return { module, instance: new wasm.Instance(module, imports) }
  }
  return Object.create(wasm, { instantiate: { value: instantiate } })
}

/** Runs something while the global `WebAssembly` is another one. */
export async function inPlace<Value>(namespace: object, run: () => Promise<Value>): Promise<Value> {
  const before = Reflect.get(globalThis, 'WebAssembly')
  Reflect.set(globalThis, 'WebAssembly', namespace)
  try {
    return await run()
  } finally {
    Reflect.set(globalThis, 'WebAssembly', before)
  }
}
