// Binaryen's wasm-opt, many times in one process. The package's command is a Node script that carries its
// WebAssembly inside; here the script is read once as a function and the WebAssembly compiled once, so that a
// run costs a fresh instance: some milliseconds instead of 400.
//
// It works on real files; input and output pass through a folder of ours.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { native } from '../tiers/tiers.js'

const require = createRequire(import.meta.url)

/** What both engines know: nothing of SIMD, garbage collection, exceptions, threads or tail calls. */
const features = [
  '--mvp-features',
  ...['bulk-memory', 'sign-ext', 'nontrapping-float-to-int', 'multivalue', 'reference-types'].map(
    feature => `--enable-${feature}`,
  ),
  '--enable-mutable-globals',
  '--quiet',
]

type Script = (module: object, require: NodeJS.Require, exports: object, folder: string) => void

/** Functions of the script are hoisted, so its first line can hand out the one that decodes the WebAssembly. */
function readScript(path: string): Script {
  const text = readFileSync(path, 'utf8').replace(/^#!.*\n/, '')
  const parameters = ['Module', 'require', 'module', '__dirname']
  return new Function(...parameters, `Module.binary = findWasmBinary;${text}`) as Script
}

export interface WasmOpt {
  /** Runs the command on a file of that content. What comes out is in `text` or binary, as `args` say. */
  run(content: string | Uint8Array, args: readonly string[]): Promise<Buffer>
  /** Removes the folder. */
  close(): void
}

export function openWasmOpt(): WasmOpt {
  const script = readScript(join(dirname(require.resolve('binaryen')), 'bin/wasm-opt'))
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-wasm-opt-'))
  const [input, output] = [join(folder, 'in'), join(folder, 'out')] as const
  let compiled: object | undefined

  const start = (args: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      let said = ''
      const say = (line: string) => {
        said += `${line}\n`
      }
      const module = {
        arguments: args,
        print: say,
        printErr: say,
        binary: (): Uint8Array => new Uint8Array(),
        instantiateWasm(imports: object, receive: (instance: object) => void) {
          compiled ??= new native.Module(module.binary())
          receive(new native.Instance(compiled, imports))
        },
        onAbort: (reason: string) => reject(new TypeError(`wasm-opt: ${reason}`)),
        postRun: () => resolve(said),
      }
      script(module, require, {}, folder)
    })

  return {
    async run(content, args) {
      const before = process.exitCode
      writeFileSync(input, content)
      rmSync(output, { force: true })
      const said = await start([input, '-o', output, ...features, ...args])
      const failed = process.exitCode !== 0
      process.exitCode = before
      if (failed) throw new TypeError(`wasm-opt ${args.join(' ')}: ${said}`)
      return readFileSync(output)
    },
    close: () => rmSync(folder, { recursive: true }),
  }
}
