// The functions that the baseline translator takes. Those that the engine would not optimise, or a parser
// not follow, being too long or nested too deeply, are interpreted first (../tiers/interpreter.ts), and
// callers know them by their numbers. A program of Go is interpreted first as a whole: most of its
// functions run a few times and most of their code never, and it is nearly all 64-bit, so that the text
// is long, and reading it takes V8 longer than interpreting takes us (hello 824 ms of processor time, and
// 1,379 by this translator).

import type { InstructionReader } from '../../src/wasm/binary/instructions.js'
import { type Body as Code, funcType, type Module } from '../../src/wasm/module.js'
import type { Texts } from '../js/texts.js'
import type { ModuleFacts } from '../js/variables.js'
import { bounds, type LoopCutting } from '../tiers/tuning.js'

const { baselineBytes: longest, baselineHeight: deepest, baselineLocals: mostLocals } = bounds

/** Facts that the functions of one module share. */
export interface Source {
  readonly facts: ModuleFacts
  readonly importedFunctions: number
  readonly reader: InstructionReader
  /** The deepest nesting of control in each body. */
  readonly depths: Uint32Array
  readonly cutting: LoopCutting
  /** The texts of instruments. */
  readonly texts: readonly Texts[]
  /** By body: 0 as long as nothing is known, 1 if it is taken, 2 if not. */
  readonly suited: Uint8Array
}

/** @param known what is known of the module's functions so far: nothing */
export const makeSource = (known: Omit<Source, 'suited'>): Source => ({
  facts: known.facts,
  importedFunctions: known.importedFunctions,
  reader: known.reader,
  depths: known.depths,
  cutting: known.cutting,
  texts: known.texts,
  suited: new Uint8Array(known.facts.module.bodies.length),
})

const countLocals = ({ locals }: Code): number => locals.reduce((sum, { count }) => sum + count, 0)

/** Whether code begins with a loop that is all cases of one br_table; see ../passes/resume/resume.ts. */
function isResumable(reader: InstructionReader, { start, end }: Code): boolean {
  reader.position = start
  let inLoop = false
  while (reader.position < end) {
    const { name, immediates } = reader.next().row
    if (name === 'br_table') return inLoop
    if (name === 'loop') inLoop = true
    else if (immediates[0] === 'label' || (inLoop && name !== 'block' && name !== 'local.get')) return false
  }
  return false
}

/** Bodies that are looked at. Those of Go's own library, which can be resumed, come early. */
const looked = 200

/** Whether functions of a program can be resumed: they take a number and return one. */
export function canBeResumed(module: Module, reader: InstructionReader): boolean {
  const own = module.functions.slice(-module.bodies.length)
  const isResumed = own.filter(type => {
    const { params, results } = funcType(module, type)
    return params.length === 1 && params[0] === 'i32' && results.length === 1 && results[0] === 'i32'
  })
  if (isResumed.length * 4 < own.length * 3) return false
  return module.bodies.slice(0, looked).some(code => isResumable(reader, code))
}

function look(source: Source, index: number): boolean {
  const place = index - source.importedFunctions
  const code = source.facts.module.bodies[place]!
  if (code.end - code.start > longest || source.depths[place]! > deepest) return false
  return countLocals(code) <= mostLocals
}

/** Whether a function, which is not imported, can be translated so. */
export function suits(source: Source, index: number): boolean {
  const { suited, importedFunctions } = source
  const place = index - importedFunctions
  if (suited[place] === 0) suited[place] = look(source, index) ? 1 : 2
  return suited[place] === 1
}
