// Numbers that look random and are the same for the same seed, everywhere (sfc32 by Chris Doty-Humphrey, which
// is in the public domain).

export class Random {
  #a = 0
  #b = 0
  #c = 0
  #counter = 1

  /** The same seeds give the same numbers. */
  constructor(...seeds: readonly number[]) {
    for (const seed of seeds) {
      this.#a ^= seed
      this.#b ^= Math.floor(seed / 2 ** 32)
      for (let i = 0; i < 12; i++) this.word()
    }
  }

  /** Any 32 bits, signed. */
  word(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum
  }

  /** Any 64 bits, signed. */
  long(): bigint {
    return (BigInt(this.word()) << 32n) | BigInt(this.word() >>> 0)
  }

  /** From 0 to below `count`. */
  below(count: number): number {
    return (this.word() >>> 0) % count
  }

  /** From `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True once in `count` times. */
  once(count: number): boolean {
    return this.below(count) === 0
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!
  }

  list<Item>(count: number, make: (index: number) => Item): Item[] {
    return Array.from({ length: count }, (_, index) => make(index))
  }

  bytes(count: number): Uint8Array {
    const words = Int32Array.from({ length: Math.ceil(count / 4) }, () => this.word())
    return new Uint8Array(words.buffer, 0, count)
  }
}
