// `jitsam explain app.wasm --function main`: a function as the module has it, as nodes behind a pass, and as
// JavaScript, side by side. Without a function it lists them.

import type { Program } from '../../codegen/index.js'
import { explain, explainStages } from '../../codegen/translate.js'
import { compile } from '../compile.js'
import { CompileError } from '../wasm/errors.js'
import { funcType, type Module } from '../wasm/module.js'
import { quoted } from '../wasm/printable.js'
import { showBody, showComposite } from '../wasm/text.js'
import { type Column, sideBySide } from './columns.js'
import { Complaint } from './complaint.js'
import { readModule } from './files.js'
import { parseFlags } from './flags.js'
import { explainFlags } from './options.js'

/** The columns but for the last one, in characters. */
const widest = 72

function namesOf({ names, exports }: Module, index: number): readonly string[] {
  const exported = exports.filter(entry => entry.kind === 'func' && entry.index === index)
  const own = names.functions.get(index)
  return [...(own === undefined ? [] : [own]), ...exported.map(({ name }) => name)]
}

/** `function 7 "memcpy"  (func [i32 i32 i32] -> [i32])  at 0x1f30, 45 bytes` */
function headOf({ module, context }: Program, index: number): string {
  const { start, end } = module.bodies[index - context.importedFunctions]!
  const names = [...new Set(namesOf(module, index))].map(name => ` ${quoted(name)}`).join('')
  const type = showComposite(funcType(module, module.functions[index]!))
  return `function ${index}${names}  ${type}  at 0x${start.toString(16)}, ${end - start} bytes`
}

function find({ module, context }: Program, wanted: string): number {
  const index = /^\d+$/.test(wanted)
    ? Number(wanted)
    : module.functions.findIndex((_, i) => namesOf(module, i).includes(wanted))
  if (index < 0 || index >= module.functions.length) throw new Complaint(`no function ${quoted(wanted)}`)
  if (index < context.importedFunctions)
    throw new Complaint(`function ${index} is imported: it has no code here`)
  return index
}

function program(path: string): Program {
  try {
    return compile(readModule(path), { lazy: 'never' })
  } catch (error) {
    if (error instanceof CompileError) throw new Complaint(`error compiling wasm binary: ${error.message}`)
    throw error
  }
}

function columnsOf(of: Program, index: number, after: string | undefined): readonly Column[] {
  const { stages, text } = explain(of, index)
  const stage = stages.findLast(({ name }) => name === (after ?? name))
  if (stage === undefined) {
    const isPass = explainStages().some(([name]) => name === after)
    throw new Complaint(isPass ? `this function does not need the pass '${after}'` : `no pass '${after}'`)
  }
  const body = showBody(of.module, index - of.context.importedFunctions)
  return [
    { title: 'wasm', lines: body.map(({ at, text }) => `${at.toString(16).padStart(6)}  ${text}`) },
    { title: `nodes, behind '${stage.name}'`, lines: stage.text.split('\n') },
    { title: 'JavaScript', lines: text.replaceAll('\n  ', '\n').split('\n') },
  ]
}

function passLines(): string[] {
  const list = explainStages()
  const width = Math.max(...list.map(([name]) => name.length))
  return list.map(([name, does]) => `${name.padEnd(width)}  ${does}`)
}

export function command(given: readonly string[]): number {
  const { flags, rest } = parseFlags(given, explainFlags)
  const write = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)
  if (flags.has('passes')) {
    write(passLines())
    return 0
  }
  const [path] = rest
  if (path === undefined) throw new Complaint('missing path to wasm file (see jitsam help explain)')
  // What stands behind the path is a flag here, too: there is no guest whose it could be.
  const { flags: later, rest: others } = parseFlags(rest.slice(1), explainFlags)
  if (others.length > 0) throw new Complaint(`unexpected argument: ${others[0]} (see jitsam help explain)`, 2)
  const wanted = (later.get('function') ?? flags.get('function'))?.at(-1)
  const after = (later.get('after') ?? flags.get('after'))?.at(-1)
  const explained = program(path)
  const { importedFunctions } = explained.context
  if (wanted === undefined) {
    write(explained.module.bodies.map((_, i) => headOf(explained, importedFunctions + i)))
    return 0
  }
  const index = find(explained, wanted)
  write([headOf(explained, index), '', ...sideBySide(columnsOf(explained, index, after), widest)])
  return 0
}
