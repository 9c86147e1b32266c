// Go 1.19's own compiler: a line is printed. Nearly all of it is the start of Go's runtime.
import { goProgram } from './lib/go.mjs'

export const { prepare, load, work } = goProgram(['hello'])
