// A note on an object that nobody else can see, in a field that is private to us. A WeakMap does the same,
// but each entry is work for the garbage collector: of what a fresh instance cost, a third.
//
//   class Stamped extends Same { #note }      `new Stamped(object)` puts the field on that object

/** Its constructor gives back what it is given. */
class Same {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: this is what it is for
    return object
  }
}

export interface Stamp<Noted extends object, Note> {
  /** Notes something, in the place of what may have been noted; or nothing any more. */
  put(on: Noted, note: Note | undefined): void
  /** The note on a value, if it has one. */
  find(value: unknown): Note | undefined
}

/** Makes a kind of notes. */
export function makeStamp<Noted extends object, Note>(): Stamp<Noted, Note> {
  class Stamped extends Same {
    #note: Note | undefined

    constructor(object: object, note: Note | undefined) {
      super(object)
      this.#note = note
    }

    static change(object: object, note: Note | undefined): boolean {
      if (!(#note in object)) return false
      ;(object as Stamped).#note = note
      return true
    }

    static find(value: object): Note | undefined {
      return #note in value ? (value as Stamped).#note : undefined
    }
  }
  return {
    put: (on, note) => {
      if (!Stamped.change(on, note)) new Stamped(on, note)
    },
    find: value =>
      (typeof value === 'object' && value !== null) || typeof value === 'function'
        ? Stamped.find(value)
        : undefined,
  }
}
