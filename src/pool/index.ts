// `jitsam/pool`: instances that are lent to one request after the other.
//
//   const pool = createPool(compile(bytes), { snapshotAfter: '_initialize', limits: { memoryPages: 256 } })
//   const answer = await pool.run(guest => guest.exports.answer(question))
//
// An instance is made once and then restored, which takes some microseconds; each request finds it as it was
// made, to the byte, and nothing that one request has kept leads to the next.

import type { Module } from '../instance/api.js'
import { Pool, type PoolOptions } from './pool.js'

export { Exit } from '../../imports/exit.js'
export { ReleasedError } from '../instance/released.js'
export { PoolError, type PoolFault } from './errors.js'
export type { Guest } from './guest.js'
export type { PoolLoad } from './places.js'
export type { Pool, PoolOptions, RequestOptions } from './pool.js'
export type { PoolImports, Serving } from './surroundings.js'

/**
 * A pool of instances of a module. A PoolError for one whose instances cannot be kept apart; whatever else is
 * wrong with it, or with what it imports, is what instantiating it would throw.
 */
export const createPool = (module: Module, options?: PoolOptions): Pool => new Pool(module, options)
