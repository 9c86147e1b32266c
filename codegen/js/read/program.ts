// Reads programs with holes, for quote.ts: a tree of ESTree's nodes without their places.

import { parse } from 'acorn'
import type { Program } from 'estree'

const withoutPlaces = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([key]) => key !== 'start' && key !== 'end')
  return Object.fromEntries(fields.map(([key, field]) => [key, withoutPlaces(field)]))
}

export const readProgram = (text: string): Program =>
  withoutPlaces(parse(text, { ecmaVersion: 2022, allowReturnOutsideFunction: true })) as Program
