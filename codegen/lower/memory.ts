// Memories: their forms (../forms/memory.ts), and accesses that need no care for NaN bits.

import { memoryForms } from '../forms/memory.js'
import { js } from '../js/template.js'
import { accessRule } from './access.js'
import { lowerForms } from './forms.js'
import type { Rule } from './rule.js'

export const lowerMemory = lowerForms(memoryForms, {})

const accessor = (source: string): Rule => accessRule(source, js(source))

/** Accesses that need no care for NaN bits. */
export const lowerPlainMemory = {
  'f32.load plain': accessor('$0.getFloat32($1, true)'),
  'f32.store plain': accessor('$0.setFloat32($1, $2, true)'),
} as const
