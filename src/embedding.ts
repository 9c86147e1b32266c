// Compiling with options: the module is one of the namespace, and can be instantiated any number of times.
// One with a cache begins with what earlier processes have translated, and can be kept for later ones.

import { type CodeStore, openStored, type Stored } from './cache/store.js'
import { type TranslateOptions, compile as translate } from './compile.js'
import type { Api, Module } from './instance/api.js'
import { instances, programs } from './instance/registry.js'
import type { Condition } from './instance/supervisor.js'
import { type LoggingOptions, listenersOf } from './logging.js'
import { toBytes } from './namespace/convert.js'
import { moduleFor } from './namespace/module.js'

/** What an embedder may ask for. What else translation can be told is for tests and for the command line. */
export interface CompileOptions extends LoggingOptions {
  /**
   * Whether functions are translated one by one as they are called (`always`), all at once when the module is
   * instantiated (`never`), or as suits the size of the module (`auto`, the default).
   */
  readonly lazy?: TranslateOptions['lazy']
  /**
   * `many`: instances share their code from the first on, as they do from the second on anyhow; for servers,
   * where each request has an instance to itself.
   */
  readonly instances?: TranslateOptions['instances']
  /** Lets the engine optimise larger functions than it usually does; see `jitsam/node`. */
  readonly limit?: TranslateOptions['limit']
  /** Asked again and again while functions of the module run, in any instance, and may end them. */
  readonly deadline?: TranslateOptions['deadline']
  /**
   * Whether instances are going to have limits that end what runs, a deadline or a signal. Where it is not
   * said, the module is translated once more when the first such instance is made.
   */
  readonly interruptible?: TranslateOptions['interruptible']
}

/** All of it, for us. */
export type OwnOptions = CompileOptions & Omit<TranslateOptions, 'listeners'>

/** Something else in the place of a deadline would be noticed late, or never. */
function requireDeadline({ deadline }: CompileOptions): void {
  if (deadline !== undefined && typeof deadline?.overdue !== 'function')
    throw new TypeError('deadline must be a Deadline')
}

/** Compiles bytes that nobody will change; what is wrong with them is a CompileError. */
export function compileOwn(bytes: Uint8Array, options: OwnOptions = {}): Module {
  requireDeadline(options)
  const { logging, listen, growth, ...others } = options
  const listeners = listenersOf({ logging, listen, growth })
  return moduleFor(translate(bytes, listeners ? { ...others, listeners } : others))
}

/** With a place where text is kept between processes. */
export interface CacheOptions extends CompileOptions {
  /**
   * A Map, a Keyv, `folderCache` of `jitsam/node`, or whatever else keeps texts by names. What comes out of
   * it is run as code.
   */
  readonly cache: CodeStore
}

const stores = new WeakMap<object, Stored>()

/** Which calls are listened to is a matter of functions, of which no name can be made. */
function requireNoListeners({ logging, listen, growth }: CompileOptions): void {
  if ((logging ?? listen ?? growth) !== undefined)
    throw new TypeError('a module with logging or listeners cannot have a cache')
}

async function compileStored(bytes: Uint8Array, options: CacheOptions): Promise<Module> {
  requireNoListeners(options)
  const { cache, ...others } = options
  const stored = await openStored(cache, bytes, others)
  const module = compileOwn(bytes, { ...others, cache: stored.code })
  stores.set(module, stored)
  return module
}

/**
 * Compiles an ArrayBuffer, or a view of one, of which a copy is made; what is wrong with the bytes is a
 * CompileError. With a `cache`, a promise of the module, whose text is in the cache once `saveCode` has put
 * it there.
 */
export function compile(bytes: Api.Bytes, options: CacheOptions): Promise<Module>
export function compile(bytes: Api.Bytes, options?: CompileOptions): Module
export function compile(
  bytes: Api.Bytes,
  options: CompileOptions & Partial<CacheOptions> = {},
): Module | Promise<Module> {
  const { lazy, instances, limit, deadline, interruptible, logging, listen, growth, cache } = options
  const own = { lazy, instances, limit, deadline, interruptible, logging, listen, growth }
  return cache === undefined
    ? compileOwn(toBytes(bytes), own)
    : compileStored(toBytes(bytes), { ...own, cache })
}

/**
 * Keeps what has been translated of a module until now in the cache that it was compiled with: a good moment
 * is when a program has run once, or a server is warm. Says whether there was enough that is new. A module
 * without a cache is a TypeError; what the store throws is passed on.
 */
export async function saveCode(module: Module): Promise<boolean> {
  const program = programs.behind(module)
  const stored = stores.get(module)
  if (stored === undefined) throw new TypeError('the module was compiled without a cache')
  return stored.save(program)
}

/** Whether an instance could go on, and what has ended it. What is no instance of ours is a TypeError. */
export const conditionOf = (instance: Api.Instance): Condition => instances.behind(instance).condition
