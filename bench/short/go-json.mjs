// Go 1.19's own compiler: encoding/json, with reflection.
import { goProgram } from './lib/go.mjs'

export const { prepare, load, work } = goProgram(['json'])
