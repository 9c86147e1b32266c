// The values of JavaScript that a program holds. In its memory each is a reference of eight bytes: a number
// is the float itself, `undefined` is zero, and everything else a NaN:
//
//   7ff8 0001 0000 0009      the kind (object 1, string 2, symbol 3, function 4, or 0), then an id
//
// The ids up to 6 are fixed. The others are given out when a value is passed on, and taken back when the
// program has finalised every reference that it was given.
import { InvalidReference } from './errors.js'

const head = 0x7ff8_0000

function kindOf(value: unknown): number {
  if (typeof value === 'object') return value === null ? 0 : 1
  if (typeof value === 'string') return 2
  if (typeof value === 'symbol') return 3
  return typeof value === 'function' ? 4 : 0
}

export class Values {
  readonly #values: unknown[]
  /** How many references the program has to each; none means that the id is free. */
  readonly #counts: number[]
  readonly #ids: Map<unknown, number>
  readonly #free: number[] = []

  /** @param most how many values may be held */
  constructor(
    global: unknown,
    program: unknown,
    private readonly most = Number.POSITIVE_INFINITY,
  ) {
    this.#values = [NaN, 0, null, true, false, global, program]
    this.#counts = this.#values.map(() => Number.POSITIVE_INFINITY)
    this.#ids = new Map(this.#values.map((value, id) => [value, id]))
  }

  load(view: DataView, at: number): unknown {
    const float = view.getFloat64(at, true)
    if (float === 0) return undefined
    if (!Number.isNaN(float)) return float
    const id = view.getUint32(at, true)
    if (!(this.#counts[id]! > 0)) throw new InvalidReference(view.getBigUint64(at, true))
    return this.#values[id]
  }

  store(view: DataView, at: number, value: unknown): void {
    if (typeof value === 'number' && value !== 0 && !Number.isNaN(value)) {
      view.setFloat64(at, value, true)
    } else if (value === undefined) {
      view.setFloat64(at, 0, true)
    } else {
      view.setUint32(at + 4, head | kindOf(value), true)
      view.setUint32(at, this.#refer(value), true)
    }
  }

  /** One reference less. */
  finalize(view: DataView, at: number): void {
    const id = view.getUint32(at, true)
    const count = this.#counts[id]
    if (!(count! > 0)) throw new InvalidReference(view.getBigUint64(at, true))
    this.#counts[id] = count! - 1
    if (count !== 1) return
    this.#ids.delete(this.#values[id])
    this.#values[id] = null
    this.#free.push(id)
  }

  /** The id of a value that the program holds. */
  idOf(value: unknown): number | undefined {
    return this.#ids.get(value)
  }

  /** How many values are held. */
  get size(): number {
    return this.#ids.size
  }

  #refer(value: unknown): number {
    const known = this.#ids.get(value)
    if (known !== undefined) {
      this.#counts[known]!++
      return known
    }
    if (this.#ids.size >= this.most) throw new TypeError(`more than ${this.most} values are held`)
    const id = this.#free.pop() ?? this.#values.length
    this.#values[id] = value
    this.#counts[id] = 1
    this.#ids.set(value, id)
    return id
  }
}
