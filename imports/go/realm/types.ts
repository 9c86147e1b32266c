// How a program reaches the values of JavaScript: every operation of Go's `syscall/js` on a value, in one
// place. There are two ways: `open`, where values are what they are to JavaScript itself, and `closed`, where
// only what is listed can be reached.

export interface Realm {
  /** What `js.Global()` is. */
  readonly global: unknown
  /** How many bytes a text may have that the program passes. */
  readonly longestText: number
  get(of: unknown, name: string): unknown
  set(of: unknown, name: string, value: unknown): void
  remove(of: unknown, name: string): void
  index(of: unknown, at: number): unknown
  setIndex(of: unknown, at: number, value: unknown): void
  call(of: unknown, name: string, args: readonly unknown[]): unknown
  invoke(what: unknown, args: readonly unknown[]): unknown
  construct(what: unknown, args: readonly unknown[]): unknown
  length(of: unknown): number
  text(of: unknown): string
  isInstance(value: unknown, of: unknown): boolean
}

export type Members = Readonly<Record<string, unknown>>
