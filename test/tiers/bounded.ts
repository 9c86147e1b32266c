// Observing programs that may have no end, or may not start.
import { endsWithin } from '../differential/bounded.js'
import { observe, type Program } from './observe.js'
import type { Engine } from './tiers.js'

export const noEnd = 'no end'

/** The last line says so if there was no end, and that of what could not be compiled or instantiated says why. */
export function observeWithin(engine: Engine, program: Program, milliseconds: number): readonly string[] {
  const lines: string[] = []
  try {
    if (!endsWithin(milliseconds, () => void observe(engine, program, lines))) lines.push(noEnd)
  } catch (error) {
    lines.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }
  return lines
}
