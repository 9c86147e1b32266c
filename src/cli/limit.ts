// V8 optimises no function of more than 60 KB of bytecode. Node can raise that, and then functions need not
// be cut into parts until they are larger than four times as much. It is a matter of the whole process, and
// stays so: V8 asks again whenever it optimises a function anew. Beyond that optimising takes seconds and
// gigabytes.

import { setFlagsFromString } from 'node:v8'
import type { EngineLimit } from '../../codegen/index.js'

/** What V8 counts, and what the estimate of it, which may be a tenth too low, may come to. */
const raised = 240_000
const largest = 200_000

/** How large functions may be in Node, if V8 is told so: for `compile(bytes, { limit: nodeLimit })`. */
export const nodeLimit: EngineLimit = {
  largest,
  raise: () => setFlagsFromString(`--max-optimized-bytecode-size=${raised}`),
}
