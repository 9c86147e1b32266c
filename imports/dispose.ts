// How what an embedder makes is closed.
/// <reference lib="esnext.disposable" preserve="true" />

/** What an embedder makes and closes: by hand, or by `using` where the host knows it. */
export interface Closable {
  /**
   * Gives back what the host holds for it: open files, folders and connections. Doing it twice is no error.
   */
  close(): void
  /** The same as `close`, for `using`. */
  [Symbol.dispose](): void
}

/** Lets `using` close it, where the host has that. */
export function disposable<Value extends Closable>(value: Omit<Value, typeof Symbol.dispose>): Value {
  const closable = value as Value
  if (typeof Symbol.dispose === 'symbol')
    Object.defineProperty(value, Symbol.dispose, { value: () => closable.close() })
  return closable
}
