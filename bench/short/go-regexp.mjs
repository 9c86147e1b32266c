// Go 1.19's own compiler: its regular expressions.
import { goProgram } from './lib/go.mjs'

export const { prepare, load, work } = goProgram(['regexp'])
