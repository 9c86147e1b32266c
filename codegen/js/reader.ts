// Reads the JavaScript that this compiler consists of: templates, helpers, and programs with holes.
// All of their texts are known when the compiler is built. So `npm run build` reads them once and puts in the
// place of this file's output another one that knows what has been read and nothing else
// (src/build/readings.ts): who runs modules loads no parser.

import type { Program } from 'estree'
import { readHelper } from './read/helper.js'
import { readProgram } from './read/program.js'
import { readTemplate } from './read/template.js'
import type { Helper, Template } from './readings.js'

/** Everything that has been read so far, by its text or name. */
export const readings = {
  templates: new Map<string, Template>(),
  helpers: new Map<string, Helper>(),
  programs: new Map<string, Program>(),
}

const remembering =
  <Reading>(known: Map<string, Reading>, read: (text: string) => Reading) =>
  (text: string): Reading => {
    const reading = known.get(text) ?? read(text)
    known.set(text, reading)
    return reading
  }

export const template = remembering(readings.templates, source => readTemplate(source))
/** The parts of a helper, by its own text. */
export const helper = remembering(readings.helpers, readHelper)
/** The statements of a template that is a whole program. */
export const program = remembering(readings.programs, readProgram)
