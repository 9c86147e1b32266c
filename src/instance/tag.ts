// A tag: nothing but an identity and the type of what it carries.

import type { FuncType } from '../wasm/types.js'

export class Tag {
  constructor(
    readonly type: FuncType,
    /** Number of the type, the same in all modules. */
    readonly typeId: number,
  ) {}
}
