// Runs the commands of a test script against a WebAssembly namespace. What an engine does not translate yet is no
// failure, and neither is what hangs on it: both are counted apart, by their reason.
import { decode } from '#src/wasm/decode.js'
import { type Features, features } from '#src/wasm/features.js'
import { funcType } from '#src/wasm/module.js'
import type { FuncType } from '#src/wasm/types.js'
import {
  Callers,
  type Exports,
  type Func,
  isExpected,
  isNan,
  isNumeric,
  type Namespace,
  toJavaScript,
} from './call.js'
import type { Action, Command } from './commands.js'
import type { Assemble } from './tools.js'
import type { Value } from './values.js'

/** The command asks for something that is not there for a reason, and says nothing of the engine. */
class Skipped extends Error {}

class Failure extends Error {}

interface Definition {
  readonly module: object
  /** The names of the modules that it imports from. */
  readonly from: readonly string[]
  readonly types: ReadonlyMap<string, FuncType>
}

interface Instance {
  readonly types: Definition['types']
  readonly exports: Exports
}

export interface Options {
  /** All numbers are compared by their bits in wasm, not only NaNs. */
  readonly bits: boolean
}

export interface Report {
  readonly passed: number
  /** How often something was left out, by its reason. */
  readonly skipped: Readonly<Record<string, number>>
  readonly failures: readonly string[]
}

const everything: Features = new Set(features)

/** What is to be known of a module. */
function read(bytes: Uint8Array): Omit<Definition, 'module'> {
  const module = decode(bytes, everything)
  const functions = module.exports.filter(({ kind }) => kind === 'func')
  return {
    from: module.imports.map(entry => entry.module),
    types: new Map(functions.map(({ name, index }) => [name, funcType(module, module.functions[index]!)])),
  }
}

const notYet = /^(.*) is not supported yet/

/** What all scripts may import, section 6 of the suite's own description. */
const spectestText = `(module
  ${['', 'i32', 'i64', 'f32', 'f64', 'i32 f32', 'f64 f64']
    .map(
      types =>
        `(func (export "${['print', ...types.split(' ')].filter(Boolean).join('_')}") (param ${types}))`,
    )
    .join('\n')}
  (global (export "global_i32") i32 (i32.const 666))
  (global (export "global_i64") i64 (i64.const 666))
  (global (export "global_f32") f32 (f32.const 666.6))
  (global (export "global_f64") f64 (f64.const 666.6))
  (table (export "table") 10 20 funcref)
  (memory (export "memory") 1 2))`

class Script {
  readonly #namespace: Namespace
  readonly #callers: Callers
  readonly #bits: boolean
  readonly #definitions = new Map<string | undefined, Definition | string>()
  readonly #instances = new Map<string | undefined, Instance | string>()
  readonly #imports: Record<string, Exports>

  constructor(
    namespace: Namespace,
    given: { readonly callers: Callers; readonly spectest: Exports; readonly bits: boolean },
  ) {
    this.#namespace = namespace
    this.#callers = given.callers
    this.#bits = given.bits
    this.#imports = { spectest: given.spectest }
  }

  /** Does a command; throws if the engine does it wrong. */
  async run(command: Command): Promise<void> {
    const does = this.#commands[command.type]
    if (does === undefined) throw new Skipped(`the command ${command.type}`)
    await does(command)
  }

  readonly #commands: Readonly<Record<string, (command: Command) => unknown>> = {
    module_definition: command => this.#define(command),
    module: command => this.#instantiated(command.name, () => this.#define(command)),
    module_instance: command =>
      this.#instantiated(command.name, () => this.#known(this.#definitions, command.module)),
    register: command => this.#register(command),
    action: ({ action }) => this.#act(action!, undefined),
    assert_return: ({ action, expected }) => this.#act(action!, expected!),
    assert_trap: ({ action }) => this.#ends(() => this.#act(action!, undefined), 'RuntimeError'),
    assert_exhaustion: ({ action }) => this.#ends(() => this.#act(action!, undefined), 'exhaustion'),
    assert_invalid: command => this.#ends(() => this.#compile(command), 'CompileError'),
    assert_malformed: command => this.#ends(() => this.#compile(command), 'CompileError'),
    assert_unlinkable: command => this.#refuses(command, 'LinkError'),
    assert_uninstantiable: command => this.#refuses(command, 'RuntimeError'),
  }

  #compile({ bytes, textOnly }: Command): Definition {
    if (bytes === undefined)
      throw new Skipped(textOnly === undefined ? 'no module' : 'wrong as text, not as bytes')
    const { Module, CompileError } = this.#namespace
    try {
      return { module: new Module(bytes), ...read(bytes) }
    } catch (error) {
      const feature = error instanceof CompileError && notYet.exec(error.message)?.[1]
      if (feature) throw new Skipped(`${feature} is not translated yet`)
      throw error
    }
  }

  /** Keeps what is made, or why it was not, by its name and as the last. */
  #kept<Kind>(map: Map<string | undefined, Kind | string>, name: string | undefined, make: () => Kind): Kind {
    const keys = new Set([name, undefined])
    for (const key of keys) map.set(key, 'what did not come to be')
    try {
      const made = make()
      for (const key of keys) map.set(key, made)
      return made
    } catch (error) {
      if (error instanceof Skipped) for (const key of keys) map.set(key, 'what was left out')
      throw error
    }
  }

  #known<Kind>(map: ReadonlyMap<string | undefined, Kind | string>, name: string | undefined): Kind {
    const found = map.get(name) ?? 'what is not there'
    if (typeof found !== 'string') return found
    if (found === 'what was left out') throw new Skipped('hangs on a module that was left out')
    throw new Failure(`acts on ${found}: ${name ?? 'the last'}`)
  }

  /** Whoever imports from what was left out is left out, too. */
  #register({ as, name }: Command): void {
    try {
      Object.defineProperty(this.#imports, as!, {
        value: this.#known(this.#instances, name).exports,
        configurable: true,
      })
    } catch (error) {
      const get = () => {
        throw error
      }
      Object.defineProperty(this.#imports, as!, { get, configurable: true })
      throw error
    }
  }

  #define(command: Command): Definition {
    return this.#kept(this.#definitions, command.name, () => this.#compile(command))
  }

  #instantiated(name: string | undefined, definition: () => Definition): Instance {
    return this.#kept(this.#instances, name, () => {
      const defined = definition()
      return { exports: this.#instantiate(defined).exports, types: defined.types }
    })
  }

  /** What nobody has registered exports nothing. */
  #instantiate({ module, from }: Definition): { readonly exports: Exports } {
    for (const name of from) if (!Object.hasOwn(this.#imports, name)) this.#imports[name] = {}
    return new this.#namespace.Instance(module, this.#imports)
  }

  #refuses(command: Command, error: Ending): Promise<void> {
    const definition =
      command.module === undefined ? this.#compile(command) : this.#known(this.#definitions, command.module)
    return this.#ends(() => this.#instantiate(definition), error)
  }

  async #act(action: Action, expected: readonly Value[] | undefined): Promise<void> {
    const { exports, types } = this.#known(this.#instances, action.module)
    const subject = exports[action.field]
    const { args = [] } = action
    const all = [...args, ...(expected ?? [])]
    if (all.some(value => value.type === 'v128')) throw new Skipped('SIMD is not translated yet')
    const type = types.get(action.field)
    if (type !== undefined && isNumeric(type) && (this.#bits || all.some(isNan))) {
      const wrong = await this.#callers.differs(subject as Func, type, { args, expected })
      if (wrong !== undefined) throw new Failure(`${action.field}: ${wrong}`)
      return
    }
    const result =
      action.type === 'get'
        ? (subject as { value: unknown }).value
        : (subject as Func)(...args.map(toJavaScript))
    if (expected !== undefined) this.#check(action.field, { result, expected })
  }

  #check(field: string, { result, expected }: { result: unknown; expected: readonly Value[] }): void {
    const results = expected.length === 1 ? [result] : [...((result as Iterable<unknown> | undefined) ?? [])]
    const isRight =
      results.length === expected.length && expected.every((value, i) => isExpected(results[i], value))
    if (!isRight) throw new Failure(`${field}: got ${results.map(String)}`)
  }

  async #ends(run: () => unknown, ending: Ending): Promise<void> {
    try {
      await run()
    } catch (error) {
      if (error instanceof Skipped || error instanceof Failure) throw error
      if (this.#isEnding(error, ending)) return
      throw new Failure(`no ${ending}, but ${String(error)}`)
    }
    throw new Failure(`no ${ending}: nothing was thrown`)
  }

  /** A stack that is exhausted is an error of the host's own. */
  #isEnding(error: unknown, ending: Ending): boolean {
    if (ending === 'exhaustion')
      return error instanceof RangeError || error instanceof this.#namespace.RuntimeError
    return error instanceof this.#namespace[ending]
  }
}

type Ending = 'CompileError' | 'LinkError' | 'RuntimeError' | 'exhaustion'

/** Runs scripts against a namespace; the assembler makes modules that call. */
export async function runner(namespace: Namespace, assemble: Assemble) {
  const callers = new Callers(namespace, assemble)
  const spectestBytes = await assemble(spectestText)

  return async function run(commands: readonly Command[], { bits }: Options): Promise<Report> {
    const { exports: spectest } = new namespace.Instance(new namespace.Module(spectestBytes), {})
    const script = new Script(namespace, { callers, spectest, bits })
    const skipped: Record<string, number> = {}
    const failures: string[] = []
    let passed = 0
    for (const command of commands) {
      try {
        await script.run(command)
        passed++
      } catch (error) {
        if (error instanceof Skipped) skipped[error.message] = (skipped[error.message] ?? 0) + 1
        else failures.push(`line ${command.line}, ${command.type}: ${String(error)}`)
      }
    }
    return { passed, skipped, failures }
  }
}
