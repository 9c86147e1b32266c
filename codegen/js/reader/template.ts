// The reader of templates, until the build puts another in its place; see remember.ts.

import { readTemplate } from '../read/template.js'
import { remembering } from './remember.js'

/** The parts of a template, by its text. */
export const template = remembering(readTemplate)
