// The reader of programs, until the build puts another in its place; see remember.ts.

import { readProgram } from '../read/program.js'
import { remembering } from './remember.js'

/** The statements of a template that is a whole program, by its text. */
export const program = remembering(readProgram)
