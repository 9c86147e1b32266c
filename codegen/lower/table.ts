// Tables and references; see ../forms/table.ts.

import { referenceForms, tableForms } from '../forms/table.js'
import { leaf } from './expression.js'
import { lowerForms } from './forms.js'

export const lowerTable = lowerForms(tableForms, {})

export const lowerReference = lowerForms(referenceForms, { 'ref.null': () => leaf('null') })
